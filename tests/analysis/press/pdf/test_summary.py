from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.press.pdf.chapters.opening import QUESTION, make_key_figure
from analysis.press.pdf.method import render_method_pdf
from analysis.press.pdf.summary import render_summary_pdf, say_how_sure, say_method
from tests.analysis.press.conftest import EMBARGO, Kit
from tests.analysis.press.kits import make_figure
from tests.analysis.press.pdf.tags import list_tags, open_pdf, read_identifiers, read_words

LONG = "Ett förbehåll som är så långt att det tar flera rader i anspråk på sidan, med skäl och råd."


def test_one_page_with_question_figures_chart_map_and_method(rich: Kit) -> None:
    made = render_summary_pdf(*rich)
    pdf = open_pdf(made)
    assert len(pdf.pages) == 1
    assert read_identifiers(pdf) == {"pdfua": "1", "pdfa": "2A", "title": QUESTION}
    tags = list_tags(pdf)
    roles = [tag.role for tag in tags]
    assert roles.count("Figure") == 2
    assert "Karta" in [tag.alt for tag in tags if tag.role == "Figure"][1]
    assert roles.index("Title") < roles.index("Figure") < roles.index("H1")
    words = " ".join(read_words(made).split())
    if words:
        assert EMBARGO in words
        assert "Hur säkert är det?" in words
    assert len(say_method(rich[0])) == 5


def test_many_reservations_still_leave_one_page(rich: Kit, thin: Kit) -> None:
    for facts, charts in (rich, thin):
        for number in range(10):
            burdened = replace(facts, notes=(*facts.notes, *([LONG] * number)))
            assert len(open_pdf(render_summary_pdf(burdened, charts)).pages) == 1
        assert "Fler förbehåll står i rapporten." in say_how_sure(burdened)


def test_too_little_is_said_instead_of_drawn(thin: Kit) -> None:
    made = render_summary_pdf(*thin)
    pdf = open_pdf(made)
    assert not [tag for tag in list_tags(pdf) if tag.role == "Figure"]
    words = read_words(made)
    if words:
        assert words.count("Ingen andel") == 3
        assert "Ingen karta visas" in words


@pytest.mark.parametrize(
    ("changed", "number"),
    [
        ({}, "33\u00a0%"),
        ({"low": 20, "high": 45}, "20–45\u00a0%"),
        ({"other_or_unknown": 120, "at_least": 25, "at_most": 60}, "25–60\u00a0%"),
        ({"percent": None, "low": None, "high": None, "withheld": "för få"}, "Ingen andel"),
    ],
)
def test_a_large_number_is_as_careful_as_the_headline(
    changed: dict[str, object], number: str
) -> None:
    assert make_key_figure(make_figure(**changed), "är kvinnor").number == number


def test_the_method_sheet_has_definitions_errors_and_hashes(rich: Kit) -> None:
    made = render_method_pdf(*rich)
    pdf = open_pdf(made)
    assert len(pdf.pages) <= 2
    assert read_identifiers(pdf)["pdfa"] == "2A"
    words = "".join(read_words(made).split())
    if words:
        assert rich[0].provenance.figures_sha256 in words
        assert "Felmåttsaknas" in words
