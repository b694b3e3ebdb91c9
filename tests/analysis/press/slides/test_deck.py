from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import Any
from zipfile import ZipFile

import pytest
from pptx import Presentation
from pptx.util import Emu

from analysis.press.charts.chart import ChartRow
from analysis.press.facts import Facts
from analysis.press.slides.deck import render_slides
from analysis.press.slides.speech import speak_row
from tests.analysis.press.conftest import EMBARGO, Kit


@pytest.fixture(scope="module")
def content(rich: Kit) -> bytes:
    return render_slides(*rich)


@pytest.fixture(scope="module")
def deck(content: bytes) -> Any:
    return open_deck(content)


def open_deck(content: bytes) -> Any:
    return Presentation(io.BytesIO(content))


def read_words(deck: Any) -> str:
    shapes = [shape for slide in deck.slides for shape in slide.shapes]
    on_slides = [shape.text_frame.text for shape in shapes if shape.has_text_frame]
    return "\n".join([*on_slides, *(s.notes_slide.notes_text_frame.text for s in deck.slides)])


def test_a_wide_deck_of_eight_to_twelve_slides_with_titles_of_their_own(deck: Any) -> None:
    assert 8 <= len(deck.slides) <= 12
    assert round(deck.slide_width / deck.slide_height, 2) == 1.78
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert all(titles)
    assert len(set(titles)) == len(titles)


def test_charts_are_native_and_hold_the_figures_of_the_kit(rich: Kit, deck: Any) -> None:
    _, charts = rich
    frames = [s for slide in deck.slides for s in slide.shapes if s.has_chart]
    assert len(frames) >= 4
    by_title = {chart.title: chart for chart in charts.values()}
    for frame in frames:
        chart = by_title[frame.name]
        rows = [row for row in chart.rows if not row.series.endswith("minus män")]
        drawn = [
            v for series in frame.chart.plots[0].series for v in series.values if v is not None
        ]
        assert sorted(drawn) == sorted(row.value for row in rows)
        if chart.kind != "bars":
            assert frame.chart.value_axis.minimum_scale == 0
        bars = frame.chart._chartSpace.xpath("//c:errBars")
        assert bool(bars) == any(row.low is not None for row in rows)


def test_intervals_reach_from_low_to_high(rich: Kit, deck: Any) -> None:
    _, charts = rich
    frame = next(
        s for slide in deck.slides for s in slide.shapes
        if s.has_chart and s.name == charts["huvudmatt"].title
    )  # fmt: skip
    space = frame.chart._chartSpace
    plus = [float(v.text) for v in space.xpath("//c:errBars/c:plus//c:v")]
    minus = [float(v.text) for v in space.xpath("//c:errBars/c:minus//c:v")]
    for row, up, down in zip(charts["huvudmatt"].rows, plus, minus, strict=True):
        assert row.value + up == row.high
        assert row.value - down == row.low


def test_charts_and_pictures_have_words_for_those_who_do_not_see_them(deck: Any) -> None:
    seen = 0
    for slide in deck.slides:
        for properties in slide._element.xpath(".//p:graphicFrame//p:cNvPr | .//p:pic//p:cNvPr"):
            assert len(properties.get("descr", "")) > 40
            seen += 1
    assert seen >= 5


def test_the_notes_hold_the_exact_figures(rich: Kit, deck: Any) -> None:
    _, charts = rich
    notes = "\n".join(slide.notes_slide.notes_text_frame.text for slide in deck.slides)
    for name in ("huvudmatt", "branscher", "karta"):
        for row in charts[name].rows:
            assert speak_row(row, charts[name].unit) in notes
    assert all(slide.notes_slide.notes_text_frame.text for slide in deck.slides)


def test_every_word_is_marked_as_swedish_and_none_is_english(content: bytes) -> None:
    with ZipFile(io.BytesIO(content)) as files:
        for name in files.namelist():
            if name.startswith("ppt/") and name.endswith(".xml"):
                text = files.read(name).decode()
                assert set(re.findall(r'\blang="([^"]+)"', text)) <= {"sv-SE"}, name
                assert "Click to edit" not in text
                assert not re.search(r">(Second|Third|Fourth|Fifth) level<", text)
        slide = files.read("ppt/slides/slide4.xml").decode()
    assert slide.count("<a:r>") == slide.count('<a:r><a:rPr lang="sv-SE"') + len(
        re.findall(r'<a:r><a:rPr (?!lang)[^>]*lang="sv-SE"', slide)
    )


def test_embargo_foot_and_number_stand_on_every_slide_and_nothing_runs_off(deck: Any) -> None:
    for slide in deck.slides:
        words = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        assert EMBARGO in words
        assert any("ingen fryst utgåva" in text for text in words)
        assert slide._element.xpath('.//a:fld[@type="slidenum"]')
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width + Emu(2)
            assert shape.top + shape.height <= deck.slide_height
        assert slide.shapes[0] == slide.shapes.title  # read first


def test_the_same_facts_are_the_same_bytes_with_no_clock_in_them(rich: Kit, content: bytes) -> None:
    assert render_slides(*rich) == content
    stamp = rich[0].stamp
    assert open_deck(content).core_properties.modified == stamp.replace(tzinfo=None)
    with ZipFile(io.BytesIO(content)) as files:
        assert {entry.date_time for entry in files.infolist()} == {stamp.timetuple()[:6]}
        assert any(name.endswith(".xlsx") for name in files.namelist())


def test_too_little_is_said_in_words_instead_of_an_empty_chart(thin: Kit) -> None:
    deck = open_deck(render_slides(*thin))
    assert 8 <= len(deck.slides) <= 12
    assert not any(shape.has_chart for slide in deck.slides for shape in slide.shapes)
    words = read_words(deck)
    assert "Ingen karta visas" in words
    assert "Siffrorna kommer från ett enda medium" in words
    assert not re.search(r"\d+\u00a0procent \(mellan", words)


def test_no_private_name_and_no_outlet_where_none_is_wanted(rich: Kit, hidden: Kit) -> None:
    assert "Testnamn" not in read_words(open_deck(render_slides(*rich)))
    words = read_words(open_deck(render_slides(*hidden)))
    assert "Norrbladet" not in words
    assert "Polcirkelbladet" not in words


def test_more_groups_than_a_slide_holds_are_said_and_spoken(rich: Kit) -> None:
    facts, charts = rich
    many = tuple(ChartRow(f"Bransch {n}", 40, 30, 50, 60) for n in range(40))
    crowded = {**charts, "branscher": replace(charts["branscher"], rows=many)}
    words = read_words(open_deck(render_slides(facts, crowded)))
    assert "40 grupper är fler än en bild rymmer" in words
    assert "Bransch 39: 40\u00a0procent (mellan 30 och 50\u00a0procent), 60 personer." in words


def test_odd_names_do_not_break_the_file(rich: Kit) -> None:
    facts, charts = rich
    odd: Facts = replace(
        facts,
        sender=replace(facts.sender, organisation='Region <b>&"\x0b\U0001f600'),
        notes=("Ett förbehåll med <tecken> & annat.",),
    )
    deck = open_deck(render_slides(odd, charts))
    assert "Ett förbehåll med <tecken> & annat." in read_words(deck)
