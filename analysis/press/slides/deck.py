"""The slides of the press conference, one message each, with the exact figures in the notes."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from pptx.util import Inches, Pt

from analysis.press.charts.chart import Chart
from analysis.press.facts import Facts
from analysis.press.formats import narrow
from analysis.press.pdf.chapters.newsrooms import ask_questions
from analysis.press.pdf.chapters.opening import QUESTION, say_scope, show_key_figures
from analysis.press.pdf.report import say_running
from analysis.press.pdf.summary import say_how_sure, say_method
from analysis.press.slides.native import add_native_chart, count_bars
from analysis.press.slides.parts import (
    CHART_BOX,
    SIDE_BOX,
    Frame,
    add_box,
    add_key_figures,
    add_picture,
    add_slide,
    add_text,
    finish_deck,
    fit_size,
)
from analysis.press.slides.speech import speak_chart, speak_key_figures
from analysis.press.slides.template import (
    BODY_HEIGHT,
    BODY_TOP,
    BODY_WIDTH,
    CHART,
    LEFT,
    QUIET,
    TEXT,
    TITLE,
    make_presentation,
)
from analysis.press.statements import (
    Statement,
    keep_signed,
    say_groups,
    say_lead,
    say_room,
    say_time,
    say_title,
)
from analysis.press.zipped import fix_zip
from analysis.swedish import NBSP

MAX_TITLE = 120  # letters that fit on two lines; a longer statement stands beside the chart
MAX_QUESTIONS = 7
MAX_ROWS = 8
MAX_BARS = 24  # more would be set in letters that nobody reads from a chair
MAX_LEFT_OUT = 150  # letters; a longer list is in the notes only
_HOW_TO_READ = "Stapeln är andelen, strecket intervallet (95 procent)."
_BODY = (LEFT, BODY_TOP, BODY_WIDTH, BODY_HEIGHT)
_INSTEAD = (LEFT, BODY_TOP, BODY_WIDTH, Inches(1.9))


def render_slides(facts: Facts, charts: Mapping[str, Chart]) -> bytes:
    """bilder.pptx, the same bytes for the same facts."""
    deck = make_presentation(say_title(facts), f"Bilder, {facts.period.label}", facts.stamp)
    frame = Frame(deck, say_running(facts), facts.embargo)
    _open(frame, facts)
    _tell_question(frame, facts)
    _show_three(frame, facts)
    _show_chart(frame, facts, charts, "huvudmatt", "Vilka syns?", [])
    _show_chart(frame, facts, charts, "utrymme", "Hur mycket utrymme?", say_room(facts))
    _show_chart(frame, facts, charts, "branscher", "Branscher", say_groups(facts, "sector"))
    _show_chart(frame, facts, charts, "karta", "Kommuner", say_groups(facts, "municipality"))
    _show_outlets(frame, facts, charts)
    _show_chart(frame, facts, charts, "over-tid", "Över tid", say_time(facts))
    _show_chart(frame, facts, charts, "verkligheten", "Nyheterna bredvid verkligheten", [])
    _tell_how_sure(frame, facts)
    _ask(frame, facts)
    finish_deck(deck)
    out = io.BytesIO()
    deck.save(out)
    return fix_zip(out.getvalue(), facts.stamp)


def _open(frame: Frame, facts: Facts) -> None:
    lead = keep_signed(facts, say_lead(facts))
    notes = [*(statement.text for statement in lead), *facts.notes]
    slide = add_slide(frame, TITLE, say_title(facts), notes)
    sender = facts.sender.organisation or "Mediagranskning"
    slide.placeholders[1].text_frame.text = f"{sender}, {facts.period.label}"
    if facts.notes:
        box = (LEFT, Inches(5.3), Inches(10.8), Inches(1.35))
        add_box(slide, box, [" ".join(facts.notes[:3])], 15)


def _tell_question(frame: Frame, facts: Facts) -> None:
    method = say_method(facts)
    slide = add_slide(frame, TEXT, QUESTION, [say_scope(facts), *method])
    _fill_body(slide, [say_scope(facts), *method[1:]])


def _show_three(frame: Frame, facts: Facts) -> None:
    figures = show_key_figures(facts).figures
    lead = keep_signed(facts, say_lead(facts))
    said = [narrow(statement.text) for statement in lead if statement.about == "balance"]
    title = f"{say_title(facts)}, {facts.period.label}"
    slide = add_slide(frame, CHART, title, speak_key_figures(facts))
    add_key_figures(slide, figures, BODY_TOP + Inches(0.1))
    scope = [say_scope(facts), *(text for text in said if text)]
    add_text(slide, (LEFT, Inches(5.0), BODY_WIDTH, Inches(1.6)), scope, 18)


def _show_outlets(frame: Frame, facts: Facts, charts: Mapping[str, Chart]) -> None:
    counting = [outlet for outlet in facts.coverage.outlets if outlet.n_counted]
    if len(counting) == 1:
        words = (
            f"Siffrorna kommer från ett enda medium ({counting[0].name}). Någon jämförelse mellan "
            "medier kan inte göras."
        )
        slide = add_slide(frame, CHART, "Medier", [words])
        add_box(slide, _INSTEAD, [words], 22)
        return
    _show_chart(frame, facts, charts, "medier", "Medier", say_groups(facts, "outlet"))


def _show_chart(
    frame: Frame,
    facts: Facts,
    charts: Mapping[str, Chart],
    name: str,
    topic: str,
    statements: Sequence[Statement],
) -> None:
    """A chart with its message as title where that is short, else beside it."""
    chart = charts.get(name)
    told = keep_signed(facts, statements)
    said = [narrow(statement.text) for statement in told if statement.text]
    title = topic
    if len(said) == 1 and len(said[0]) <= MAX_TITLE:
        title, said = said[0].rstrip("."), []
    if chart is None or not chart.drawn:
        words = chart.missing if chart is not None else "Underlaget räcker inte till ett diagram."
        slide = add_slide(frame, CHART, title, [words, *said, *facts.notes])
        add_box(slide, _INSTEAD, [words, *said], 22)
        return
    if chart.kind != "map" and count_bars(chart) > MAX_BARS:
        words = (
            f"{chart.title}: {count_bars(chart)} grupper är fler än en bild rymmer. Diagrammet och "
            "siffrorna står i rapporten och i tabellerna."
        )
        slide = add_slide(frame, CHART, title, [*speak_chart(chart), *said, *facts.notes])
        add_box(slide, _INSTEAD, [words, *said], 20)
        return
    slide = add_slide(frame, CHART, title, [*speak_chart(chart), *said, *facts.notes])
    if chart.kind == "map":
        add_picture(slide, chart, CHART_BOX)
    else:
        add_native_chart(slide, chart, CHART_BOX)
    lines = [f"{chart.title}.", *said]
    if any(row.low is not None for row in chart.rows) and chart.kind not in {"map", "pairs"}:
        lines.append(_HOW_TO_READ)
    if chart.kind == "map":
        lines += [
            f"{row.label}: {row.value}{NBSP}% ({row.low}–{row.high})"
            for row in chart.rows[:MAX_ROWS]
        ]
    if chart.left_out:
        short = len(chart.left_out) <= MAX_LEFT_OUT
        lines.append(chart.left_out if short else "Fler grupper har för litet underlag.")
    lines.append(chart.source)
    add_text(slide, SIDE_BOX, lines, 15, QUIET, "Bildtext")


def _tell_how_sure(frame: Frame, facts: Facts) -> None:
    sure = say_how_sure(facts)
    slide = add_slide(frame, TEXT, "Hur säkert är det?", sure)
    _fill_body(slide, sure)


def _ask(frame: Frame, facts: Facts) -> None:
    questions = ask_questions(facts)
    slide = add_slide(frame, TEXT, "Frågor till redaktionerna", questions)
    _fill_body(slide, questions[:MAX_QUESTIONS])


def _fill_body(slide: Any, lines: Sequence[str]) -> None:
    frame = slide.placeholders[1].text_frame
    size = fit_size(lines, _BODY, 20)
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.text = line
        paragraph.space_after = Pt(6)
        for run in paragraph.runs:
            run.font.size = Pt(size)
