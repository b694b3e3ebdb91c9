from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from analysis.press.facts import Sender
from analysis.press.pdf.document import Bullets, DataTable, Document, Heading, Paragraph, Picture
from analysis.press.pdf.report import compose_report, render_report_html, render_report_pdf
from analysis.press.signoffs import SignOffs, key_of
from analysis.swedish import outer_percent, say_accuracy
from tests.analysis.press.conftest import EMBARGO, Kit
from tests.analysis.press.pdf.tags import list_tags, open_pdf, read_identifiers, read_words

CHAPTERS = (
    *("Det viktigaste i korthet", "Representation: vilka syns?", "Resurser: hur mycket utrymme?"),
    *("Realia: på vilka villkor?", "Platser", "Branscher", "Medier", "Över tid"),
    *("Jämfört med verkligheten", "Vad redaktionerna kan göra", "Metod", "Kvalitetsdeklaration"),
    "Tabeller",
)
ENGLISH = re.compile(r"\b(the|share|women|axis|chart|withheld|None|nan|null|True|False)\b")


@pytest.fixture(scope="module")
def document(rich: Kit) -> Document:
    return compose_report(*rich)


def list_texts(document: Document) -> Iterator[str]:
    """Running text: what somebody could read aloud."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Bullets):
            yield from block.items


def test_the_chapters_of_a_3r_report_in_their_order(document: Document) -> None:
    chapters = [b.text for b in document.blocks if isinstance(b, Heading) and b.level == 1]
    assert tuple(chapters) == CHAPTERS


def test_the_pdf_keeps_the_standards_and_holds_every_picture(rich: Kit, document: Document) -> None:
    pdf = open_pdf(render_report_pdf(*rich))
    assert read_identifiers(pdf)["pdfua"] == "1"
    assert read_identifiers(pdf)["pdfa"] == "2A"
    alts = [tag.alt for tag in list_tags(pdf) if tag.role == "Figure"]
    pictures = [block for block in document.blocks if isinstance(block, Picture)]
    assert alts == [picture.alt for picture in pictures]
    assert {"huvudmatt", "karta", "branscher"} <= {picture.name for picture in pictures}


def test_no_private_name_in_any_form(rich: Kit) -> None:
    assert "Testnamn" not in repr(compose_report(*rich))
    assert b"Testnamn" not in render_report_html(*rich)
    assert "Testnamn" not in read_words(render_report_pdf(*rich))


def test_every_share_in_the_text_stands_in_a_table(rich: Kit, document: Document) -> None:
    facts, _ = rich
    known = {"40", "60", "95", "5"}  # balance, the intervals' and Holm's levels
    for table in facts.tables:
        for row in table.rows:
            known |= {
                f"{cell:g}".replace(".", ",") for cell in row if isinstance(cell, int | float)
            }
            known |= {f"{c:.1f}".replace(".", ",") for c in row if isinstance(c, float)}
    for error in facts.errors:
        known.add(say_accuracy(error.value))
        if error.low is not None and error.high is not None:
            known |= {str(limit) for limit in outer_percent(error.low, error.high)}
    said = " ".join(list_texts(document))
    found = re.findall(r"(\d+(?:,\d+)?)(?:\u00a0| )procent\b", said)
    found += [
        n for pair in re.findall(r"mellan (\d+(?:,\d+)?) och (\d+(?:,\d+)?)", said) for n in pair
    ]
    assert len(found) > 10
    assert set(found) <= known


def test_the_page_says_the_same_and_needs_nothing_else(rich: Kit, document: Document) -> None:
    page = render_report_html(*rich).decode()
    bare = re.sub(r"<style.*?</style>|<svg.*?</svg>", " ", page, flags=re.S)
    assert not re.search(r"<script|<link|src=|@import|https?://(?!www\.w3\.org)", bare)
    assert '<html lang="sv">' in page
    assert EMBARGO in page
    text = re.sub(r"<[^>]+>", " ", bare)
    assert not ENGLISH.search(text)
    for chapter in CHAPTERS:
        assert f">{chapter}</h2>" in page
    for picture in (block for block in document.blocks if isinstance(block, Picture)):
        assert f'aria-label="{picture.alt}"' in page
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for target in re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', page):
        assert (target[0] or target[1]) in ids


def test_too_little_is_said_in_words(thin: Kit) -> None:
    document = compose_report(*thin)
    drawn = {block.name for block in document.blocks if isinstance(block, Picture)}
    assert drawn <= {"antal-per-bransch"}  # counts need no least number; shares do
    text = " ".join(list_texts(document))
    assert "För litet underlag för en andel" in text
    assert "Ingen karta visas" in text
    assert "Bara ett medium har nyheter som räknas" in text
    assert not re.search(r"\d+\u00a0procent \(mellan", text)
    assert render_report_pdf(*thin).startswith(b"%PDF")
    assert b"F\xc3\xb6r litet underlag" in render_report_html(*thin)


def test_no_list_or_table_is_empty(rich: Kit, thin: Kit) -> None:
    for kit in (rich, thin):
        for block in compose_report(*kit).blocks:
            if isinstance(block, Bullets):
                assert block.items
                assert all(block.items)
            elif isinstance(block, DataTable):
                assert block.rows, block.name


def test_outlets_stay_unnamed_when_asked(hidden: Kit) -> None:
    said = repr(compose_report(*hidden))
    assert "Medium A" in said
    assert "Medierna är avidentifierade" in said
    assert "Norrbladet" not in said
    assert "Polcirkelbladet" not in said


def test_an_outlets_name_is_text_wherever_it_stands(rich: Kit) -> None:
    facts, charts = rich
    evil = '#panic("x") <b>*$&\U0001f600'
    named = replace(
        facts,
        figures={
            key: replace(figure, label=evil) if key[1] == "outlet" else figure
            for key, figure in facts.figures.items()
        },
        sender=replace(facts.sender, organisation=evil),
        embargo=evil,
    )
    assert render_report_pdf(named, charts).startswith(b"%PDF")
    page = render_report_html(named, charts).decode()
    assert "<b>*" not in page
    assert "&lt;b&gt;*" in page
    style = page[page.index("<style>") : page.index("</style>")]
    assert evil not in style
    assert f"\\{ord('#'):x} \\{ord('p'):x} " in style


def test_a_doubtful_figure_says_so_and_the_sender_can_be_reached(rich: Kit) -> None:
    facts, charts = rich
    main = facts.whole("people")
    doubted = replace(
        facts,
        signoffs=SignOffs(signed=True, signed_at="2026-10-02", doubtful=frozenset({key_of(main)})),
        sender=Sender("Region Prov", "press@region.example"),
    )
    said = repr(compose_report(doubted, charts))
    assert "Markerad som tveksam; bör inte sägas högt" in said
    assert said.count("* Markerad som tveksam i granskningen") == 1
    assert "Kontakt: Region Prov, press@region.example" in said
    assert "tveksam" not in repr(compose_report(facts, charts))


def test_the_same_facts_are_the_same_bytes(rich: Kit) -> None:
    assert render_report_pdf(*rich) == render_report_pdf(*rich)
    assert render_report_html(*rich) == render_report_html(*rich)
