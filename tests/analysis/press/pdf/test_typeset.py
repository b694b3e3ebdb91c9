from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.press.pdf.document import (
    Block,
    Bullets,
    Column,
    Contents,
    DataTable,
    Document,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Picture,
    Terms,
    Tone,
)
from analysis.press.pdf.typeset import describe, typeset
from data.errors import BadInput
from tests.analysis.press.pdf.tags import (
    list_fonts,
    list_tags,
    open_pdf,
    read_identifiers,
    read_words,
)

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="60">'
    '<rect width="300" height="60" fill="#e3edee"/><text x="9" y="30" '
    'font-family="Source Sans Pro" font-weight="bold">Árjepluovve ŋ ŧ</text></svg>'
)
# Each of these would do something if it were read as markup.
INJECTIONS = (
    "#panic(\"läst som kod\")",
    "#import \"@preview/x:1.0.0\": *",
    "#read(\"/etc/passwd\")",
    "*fet* _kursiv_ `kod` $x^2$ @hänvisning <etikett>",
    "= Rubrik\n- lista\n/ term: ord\n\\u{1f600} // kommentar /* kommentar */",
    "Norrbladet] #[ }) ;",
    "<script>alert(1)</script> & \"citat\" 'citat'",
)  # fmt: skip


def make(*blocks: Block, **changed: object) -> Document:
    document = Document(
        title="Kvinnor och män",
        kicker="Provtryck",
        description="Ett prov",
        running="Prov · tredje kvartalet 2026",
        stamp=datetime(2026, 10, 2, 8, 30, tzinfo=UTC),
        blocks=blocks or (Paragraph("Ord."),),
    )
    return replace(document, **changed)  # type: ignore[arg-type]


EVERYTHING = (
    Paragraph("Ingressen.", Tone.LEAD),
    KeyFigures((KeyFigure("33 %", "av personerna", "mellan 27 och 40 procent"),) * 3),
    Paragraph("Förbehållet.", Tone.NOTE),
    Contents(),
    Heading("Första kapitlet"),
    Paragraph("Stycket."),
    Heading("Ett avsnitt", 2),
    Bullets(("ett", "två")),
    Picture("bild", "Bildens rubrik", "Bilden i ord: 33 procent", SVG, "Källa: prov", "Så läses."),
    DataTable(
        "tabell",
        "Tabellens rubrik",
        (Column("Grupp", width=2), Column("Antal", numeric=True, width=1)),
        tuple((f"Rad {number}", str(number)) for number in range(60)),
        "Tabellens not.",
    ),
    Terms((("Ord", "Betydelse"),)),
    Paragraph("Det sista.", Tone.QUIET),
)  # fmt: skip


@pytest.fixture(scope="module")
def everything() -> bytes:
    return typeset(make(*EVERYTHING, embargo="Embargo till torsdag"), "document.typ")


def test_the_file_says_which_standards_it_keeps(everything: bytes) -> None:
    pdf = open_pdf(everything)
    assert read_identifiers(pdf) == {"pdfua": "1", "pdfa": "2A", "title": "Kvinnor och män"}
    assert str(pdf.Root.Lang) == "sv-SE"
    assert pdf.Root.MarkInfo.Marked == True  # noqa: E712 - a PDF's own boolean
    assert pdf.Root.ViewerPreferences.DisplayDocTitle == True  # noqa: E712


def test_it_is_read_in_the_order_it_was_written(everything: bytes) -> None:
    roles = [tag.role for tag in list_tags(open_pdf(everything))]
    wanted = ["Document", "Title", "TOC", "H1", "H2", "L", "Figure", "Table", "THead", "TH", "TD"]
    places = [roles.index(role) for role in ("Document", "Title", "TOC")]
    after = roles.index("TOC")
    places += [after + roles[after:].index(role) for role in wanted[3:]]
    assert places == sorted(places)


def test_no_heading_is_skipped_and_every_table_has_a_header(everything: bytes) -> None:
    pdf = open_pdf(everything)
    tags = list_tags(pdf)
    levels = [int(tag.role[1]) for tag in tags if tag.role in {"H1", "H2", "H3"}]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    tables = [tag for tag in tags if tag.role == "Table"]
    heads = [tag for tag in tags if tag.role == "TH"]
    assert len(tables) == 1
    assert len(heads) == 2  # repetitions on the next page are not read again
    assert all("/Column" in repr(tag.element.A) for tag in heads)
    assert [tag.alt for tag in tags if tag.role == "Figure"] == ["Bilden i ord: 33 procent"]


def test_fonts_are_embedded_and_ours(everything: bytes) -> None:
    fonts = list_fonts(open_pdf(everything))
    assert len(fonts) >= 3
    assert all(fonts.values())
    assert all("SourceSansPro" in name for name in fonts)


def test_embargo_and_page_numbers_stand_on_every_page(everything: bytes) -> None:
    pages = [page for page in read_words(everything).split("\f") if page.strip()]
    if not pages:
        pytest.skip("poppler-utils is not installed")
    assert len(pages) == len(open_pdf(everything).pages) > 2
    for number, page in enumerate(pages, 1):
        assert "Embargo till torsdag" in page
        assert f"Sida {number} av {len(pages)}" in page


def test_the_same_document_is_the_same_bytes(everything: bytes) -> None:
    again = typeset(make(*EVERYTHING, embargo="Embargo till torsdag"), "document.typ")
    assert again == everything
    later = make(*EVERYTHING, stamp=datetime(2027, 1, 1, tzinfo=UTC))
    assert typeset(later, "document.typ") != everything


@pytest.mark.parametrize("words", INJECTIONS)
def test_words_are_never_markup(words: str) -> None:
    document = make(
        Heading(words.splitlines()[0]),
        Paragraph(words),
        Bullets((words,)),
        Terms(((words, words),)),
        DataTable("t", words, (Column(words),), ((words,),), words),
        Picture("p", words, words, SVG, words, words),
        title=words,
        kicker=words,
        running=words,
        embargo=words,
    )
    made = typeset(document, "document.typ")
    read = " ".join(read_words(made).split())
    if read:
        assert " ".join(words.split())[:20] in read
    roles = [tag.role for tag in list_tags(open_pdf(made))]
    assert roles.count("H1") == 1
    assert roles.count("Table") == 1


@given(st.text(min_size=1), st.text())
@settings(max_examples=40)
def test_any_words_at_all_can_be_set(first: str, second: str) -> None:
    table = DataTable("t", f"a{first}", (Column(first), Column(second)), ((first, second),))
    document = make(Heading(f"a{first}"), Paragraph(second), Bullets((first, second)), table)
    assert typeset(document, "document.typ").startswith(b"%PDF")


def test_what_the_font_lacks_does_not_stop_the_kit() -> None:
    odd = "Åre \U0001f600 日本 \x00 \ue000 עברית ŋŧ"
    picture = Picture("p", odd, odd, SVG.replace("ŋ", "日"))
    assert typeset(make(Paragraph(odd), picture, title=odd), "document.typ").startswith(b"%PDF")


def test_without_alternative_text_there_is_no_picture() -> None:
    with pytest.raises(ValueError, match="alternative text"):
        Picture("bild", "Rubrik", " ", SVG)
    bare = describe(make(Picture("p", "Rubrik", "ord", SVG)))
    assert bare["blocks"][0]["alt"] == "ord"
    unread = Picture("p", "Rubrik", "ord", SVG)
    object.__setattr__(unread, "alt", "")
    with pytest.raises(BadInput, match="cannot be set as PDF"):
        typeset(make(unread), "document.typ")


def test_without_a_title_there_is_no_document() -> None:
    with pytest.raises(ValueError, match="title"):
        make(title=" ")


def test_rows_of_another_length_are_refused() -> None:
    with pytest.raises(ValueError, match="another length"):
        DataTable("t", "Rubrik", (Column("a"), Column("b")), (("ensam",),))
