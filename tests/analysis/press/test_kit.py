"""The kit as a whole: what is in it, that it is the same every time, and what it never says."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from analysis.press.facts import Facts
from analysis.press.formats import parse_embargo
from analysis.press.kit import build_kit
from analysis.press.letters import render_letters
from analysis.press.municipalities import render_municipalities
from analysis.press.office.spreadsheet import render_spreadsheet, sheet_name
from analysis.press.questions import render_questions_docx
from analysis.press.release.compose import LONGEST, compose_release, join_release
from analysis.press.release.write import (
    render_release_docx,
    render_release_html,
    render_release_text,
)
from analysis.press.write import write_kit
from analysis.swedish import outer_percent, say_decimal, whole_percent
from analysis.unseen import list_municipalities
from data.errors import BadInput
from data.results import read_names
from data.store import MediaStore
from tests.analysis.press.kits import freeze, gather, read_text, write_rich_media

NUMBER = re.compile(r"\d[\d\u202f]*(?:,\d+)?")
EMBARGO = parse_embargo("2026-11-26T10:00")


@pytest.fixture(scope="module")
def db_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kit")
    write_rich_media(folder)
    freeze(folder, "2026-Q3")
    return folder


@pytest.fixture(scope="module")
def facts(db_dir: Path) -> Facts:
    return gather(db_dir, edition="2026-Q3")


@pytest.fixture(scope="module")
def kit(facts: Facts) -> dict[str, bytes]:
    return build_kit(facts)


def test_every_file_that_was_promised(kit: dict[str, bytes]) -> None:
    for name in (
        *("pressmeddelande.docx", "pressmeddelande.html", "pressmeddelande.txt"),
        *("sammanfattning.pdf", "rapport.pdf", "rapport.html", "bilder.pptx", "tabeller.xlsx"),
        *("faktablad-metod.pdf", "fragor-och-svar.docx", "manifest.json"),
        *("data/nyckeltal.csv", "data/metod.csv", "data/tackning.csv"),
        *("diagram/huvudmatt.svg", "diagram/huvudmatt.png", "diagram/huvudmatt.json"),
        *("kommuner/kiruna.html", "kommuner/overtornea.html"),
        *("brev/norrbladet.docx", "brev/polcirkelbladet.docx"),
    ):
        assert kit[name], name
    assert sum(name.startswith("kommuner/") for name in kit) == len(list_municipalities())


def test_the_same_edition_gives_the_same_bytes(db_dir: Path, kit: dict[str, bytes]) -> None:
    again = build_kit(gather(db_dir, edition="2026-Q3"))
    assert {name for name in kit if kit[name] != again[name]} == set()
    assert kit.keys() == again.keys()


def test_the_manifest_says_what_the_kit_is_made_of(
    db_dir: Path, facts: Facts, kit: dict[str, bytes]
) -> None:
    manifest = json.loads(kit["manifest.json"])
    with MediaStore(db_dir) as store:
        (edition,) = store.db.query("SELECT * FROM editions")
    assert manifest["siffrornas hash"] == edition["sha256"]
    assert manifest["stämpel"] == facts.stamp.isoformat().replace("+00:00", "Z")
    assert manifest["signering"]["signerad"] is False
    assert set(manifest["filer"]) == set(kit) - {"manifest.json"}


def test_a_later_article_changes_no_edition(db_dir: Path, tmp_path: Path) -> None:
    write_rich_media(tmp_path)
    freeze(tmp_path, "2026-Q3")
    with MediaStore(tmp_path) as store:
        before = gather(tmp_path, edition="2026-Q3")
        store.db.execute("UPDATE articles SET access = 'teaser'")
        store.db.execute("DELETE FROM evaluations")
        after = gather(tmp_path, edition="2026-Q3")
    assert render_questions_docx(before) == render_questions_docx(after)
    assert render_spreadsheet(before) == render_spreadsheet(after)


def test_no_name_and_no_text_in_any_file(db_dir: Path, kit: dict[str, bytes], facts: Facts) -> None:
    with MediaStore(db_dir) as store:
        names = read_names(store)
    words = {name.split()[-1] for name in names if name}
    assert len(words) > 50
    texts = {name: read_text(name, content) for name, content in kit.items()}
    texts["facts"] = repr(facts)  # what the PDFs and slides are made of
    for name, text in texts.items():
        assert "Testnamn" not in text, name
        assert "hemliga meningen" not in text, name


def test_numbers_in_prose_stand_in_the_tables(facts: Facts) -> None:
    allowed = _numbers_of_tables(facts)
    prose = join_release(compose_release(facts))
    prose += read_text("f.docx", render_questions_docx(facts))
    for name, content in (render_letters(facts) | render_municipalities(facts)).items():
        prose += read_text(name, re.sub(rb"<svg.*?</svg>", b"", content, flags=re.S))
    prose = re.sub(r"\d+ (?:januari|juli|augusti|september|oktober) \d{4}", "", prose)
    prose = re.sub(r"utgåva \d{4}-Q\d|\d{4}-Q\d|sida|GMMP \d+", "", prose, flags=re.IGNORECASE)
    strangers = set(NUMBER.findall(prose)) - allowed
    assert strangers == set()


def _numbers_of_tables(facts: Facts) -> set[str]:
    """Every number of the tables as it is written in prose, and those of the rules themselves."""
    allowed = {"95", "40", "60", "30", "10", "5", "50", "1", "0", "2,0", "3R", "2020", "2026"}
    rates = {"felmatt"}
    for table in facts.tables:
        for row in table.rows:
            for value in row:
                if isinstance(value, str):
                    allowed |= set(NUMBER.findall(value))
                elif isinstance(value, int):
                    allowed.add(f"{value:,}".replace(",", "\u202f"))
                    allowed.add(str(value))
                elif isinstance(value, float):
                    allowed |= {say_decimal(abs(value)), say_decimal(abs(value), 2)}
                    if table.name in rates:
                        allowed.add(str(whole_percent(value)))
                        allowed |= {str(limit) for limit in outer_percent(value, value)}
    for c in facts.comparisons:
        allowed |= set(NUMBER.findall(f"{c.percent} {c.year} {c.measured} {c.source}"))
    return allowed


def test_the_release_holds_to_its_length(facts: Facts) -> None:
    text = render_release_text(facts).decode()
    assert len(text) <= LONGEST
    assert text.index(compose_release(facts).lead) < text.index("[CITAT") < text.index("Redaktörer")
    assert len(compose_release(facts).title) <= 90
    notes = tuple(f"{n} {'Ett förbehåll som är långt. ' * 8}" for n in range(12))
    many = replace(facts, notes=notes)
    shortened = compose_release(many)
    assert len(join_release(shortened)) <= LONGEST
    assert shortened.editors[0] == many.notes[0]


def test_the_release_says_the_same_in_all_forms(facts: Facts) -> None:
    release = compose_release(facts)
    for name, content in (
        ("a.docx", render_release_docx(facts)),
        ("a.html", render_release_html(facts)),
        ("a.txt", render_release_text(facts)),
    ):
        text = " ".join(read_text(name, content).split())
        for part in (release.title, release.lead, *release.body, release.quote, *release.editors):
            assert " ".join(part.split()) in text, (name, part)


def test_an_unsigned_kit_says_so_first(facts: Facts) -> None:
    assert any("Ingen har signerat" in note for note in facts.notes)
    assert compose_release(facts).draft.startswith("UTKAST")


def test_word_documents_have_headings_language_and_alternative_texts(kit: dict[str, bytes]) -> None:
    for name in ("pressmeddelande.docx", "fragor-och-svar.docx", "brev/norrbladet.docx"):
        document = Document(io.BytesIO(kit[name]))
        styles = [p.style.name for p in document.paragraphs]
        assert styles.count("Title") == 1, name
        assert sum(style == "Heading 1" for style in styles) >= 2, name
        assert document.core_properties.title
        assert document.core_properties.language == "sv-SE"
        languages = {
            element.get("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val")
            for element in document.styles.element.iter()
            if element.tag.endswith("}lang")
        }
        assert languages == {"sv-SE"}
        for shape in document.inline_shapes:
            assert len(shape._inline.docPr.get("descr")) > 40
        for table in document.tables:
            assert "tblHeader" in table.rows[0]._tr.xml
    assert Document(io.BytesIO(kit["brev/norrbladet.docx"])).inline_shapes


def test_the_spreadsheet_explains_every_column(kit: dict[str, bytes], facts: Facts) -> None:
    book = load_workbook(io.BytesIO(kit["tabeller.xlsx"]))
    assert book.sheetnames[:2] == ["Läs först", "Definitioner"]
    defined = {
        (row[0].value, row[1].value): row[2].value for row in book["Definitioner"].iter_rows()
    }
    for table in facts.tables:
        sheet = book[sheet_name(table)]
        header = [cell.value for cell in sheet[1]]
        assert header == [column.label for column in table.columns]
        for label in header:
            assert defined[sheet.title, label], (sheet.title, label)
        assert not any("_" in label for label in header)
    figures = book["Nyckeltal"]
    place = [cell.value for cell in figures[1]].index("Andel kvinnor (%)")
    assert any(isinstance(row[place].value, int) for row in figures.iter_rows(min_row=2))


def test_csv_opens_in_a_swedish_spreadsheet(kit: dict[str, bytes], facts: Facts) -> None:
    for table in facts.tables:
        raw = kit[f"data/{table.name}.csv"]
        assert raw.startswith(b"\xef\xbb\xbf")
        lines = raw.decode("utf-8-sig").split("\r\n")
        assert lines[0].split(";")[0] == table.columns[0].label
        assert "None" not in raw.decode("utf-8")
    assert re.search(r";\d+,\d+;", kit["data/jamforelser.csv"].decode())


def test_charts_are_named_described_and_sharp_enough_for_print(kit: dict[str, bytes]) -> None:
    drawn = [name for name in kit if name.startswith("diagram/") and name.endswith(".svg")]
    assert len(drawn) >= 6
    for name in drawn:
        svg = kit[name].decode()
        words = json.loads(kit[name.replace(".svg", ".json")])
        assert words["alternativtext"]
        assert words["källa"].startswith("Källa: ")
        assert "<title" in svg, name
        assert "<desc" in svg, name
        assert "Source Sans Pro" in svg
        assert not re.search(r"ff69b4|pink|#00f\b|aria-roledescription", svg)
        width = int(re.search(r'<svg[^>]*? width="(\d+)', svg)[1])  # type: ignore[index]
        png = kit[name.replace(".svg", ".png")]
        assert int.from_bytes(png[16:20], "big") >= width * 3  # 300 dots an inch


def test_what_is_too_little_is_said_in_place_of_a_chart(kit: dict[str, bytes]) -> None:
    silent = [
        name for name in kit
        if name.startswith("diagram/") and name.endswith(".json") and name[:-4] + "svg" not in kit
    ]  # fmt: skip
    for name in silent:
        assert json.loads(kit[name])["saknas"]


def test_a_municipality_without_stories_says_so(kit: dict[str, bytes]) -> None:
    page = kit["kommuner/pajala.html"].decode()
    assert "Inga nyheter om regional tillväxt rör kommunen" in page
    assert "<svg" not in page
    assert "<svg" in kit["kommuner/kiruna.html"].decode()


def test_pages_need_nothing_but_themselves(kit: dict[str, bytes]) -> None:
    for name in (n for n in kit if n.endswith(".html") and not n.startswith("rapport")):
        page = kit[name].decode()
        assert not re.search(r"<script|<link|src=|@import|url\((?!#)", page), name
        assert '<html lang="sv">' in page


def test_the_embargo_stands_in_every_document(db_dir: Path) -> None:
    facts = gather(db_dir, edition="2026-Q3", embargo=EMBARGO)
    files = {
        "a.docx": render_release_docx(facts), "a.html": render_release_html(facts),
        "q.docx": render_questions_docx(facts), **render_municipalities(facts),
        **render_letters(facts),
    }  # fmt: skip
    for name, content in files.items():
        assert EMBARGO in read_text(name, content), name
    assert EMBARGO.upper() in render_release_text(facts).decode()
    book = load_workbook(io.BytesIO(render_spreadsheet(facts)))
    assert all(EMBARGO in str(sheet.oddHeader.center.text) for sheet in book)


def test_outlets_without_names(db_dir: Path) -> None:
    facts = gather(db_dir, edition="2026-Q3", anonymise=True)
    files = build_kit(facts)
    texts = {name: f"{name} {read_text(name, content)}" for name, content in files.items()}
    texts["facts"] = repr(replace(facts, outlets={}))
    for name, text in texts.items():
        assert not re.search(r"norrbladet|polcirkel", text, re.IGNORECASE), name
    assert {"brev/medium-a.docx", "brev/medium-b.docx"} <= files.keys()
    assert sorted(facts.outlets.values()) == ["Medium A", "Medium B"]


def test_writing_over_another_kit_leaves_nothing_stale(tmp_path: Path) -> None:
    (tmp_path / "egen.txt").write_text("avsändarens egen fil", encoding="utf-8")
    first = {"brev/norrbladet.docx": b"1", "a.txt": b"1"}
    listed = {name: {} for name in first}
    manifest = json.dumps({"filer": {**listed, "../utanför.txt": {}}}).encode()
    write_kit({**first, "manifest.json": manifest}, tmp_path)
    written = write_kit({"a.txt": b"1", "manifest.json": b"{}"}, tmp_path)
    assert written == {"a.txt": False, "manifest.json": True}
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["a.txt", "egen.txt", "manifest.json"]


def test_a_file_in_the_way_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "kit").write_text("", encoding="utf-8")
    with pytest.raises(BadInput, match="--out"):
        write_kit({}, tmp_path / "kit")


def test_the_latest_quarter_is_the_default(db_dir: Path) -> None:
    assert gather(db_dir).period.name == "2026-Q3"
