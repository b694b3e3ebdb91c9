"""The pieces of a slide: title, text, boxes, key figures, foot, embargo and notes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from analysis.press.charts.chart import Chart, render_png
from analysis.press.pdf.document import KeyFigure
from analysis.press.slides.template import (
    ACCENT,
    BODY_WIDTH,
    BRAND,
    FONT,
    INK,
    LEFT,
    QUIET,
    SOFT,
    TITLE,
    WARN,
    WARN_LINE,
    WHITE,
    WIDTH,
    colour,
    find_layout,
    set_language,
    translate_prompts,
)

CHART_BOX = (LEFT, Inches(1.65), Inches(8.5), Inches(5.1))
SIDE_BOX = (Inches(9.35), Inches(1.7), Inches(3.28), Inches(5.0))
# Letters of a title up to which a size leaves it on one line (Arial bold, 11.9 inches); a longer
# one takes two lines of the smallest.
_TITLE_SIZES = ((54, 30), (62, 26))
_LONG_TITLE = 24


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands on every slide."""

    deck: Any
    foot: str
    embargo: str


def add_slide(frame: Frame, layout: str, title: str, notes: Sequence[str]) -> Any:
    """A slide with title, foot, number, embargo and speaker notes."""
    slide = frame.deck.slides.add_slide(find_layout(frame.deck, layout))
    slide.shapes.title.text_frame.text = title
    if layout != TITLE:
        fits = [size for letters, size in _TITLE_SIZES if len(title) <= letters]
        for run in slide.shapes.title.text_frame.paragraphs[0].runs:
            run.font.size = Pt(max(fits, default=_LONG_TITLE))
    _add_foot(slide, frame.foot)
    if frame.embargo:
        band = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, WIDTH, Inches(0.36))
        band.name = "Embargo"
        _fill(band, ACCENT)
        band.text_frame.margin_left = LEFT
        write(band.text_frame, [frame.embargo], 14, fill=WHITE, bold=True)
    slide.notes_slide.notes_text_frame.text = "\n".join(notes)
    return slide


def finish(slide: Any) -> None:
    """Foot and number last in the order of reading, and all words marked as Swedish."""
    slide.shapes.title.name = "Rubrik"
    for shape in list(slide.placeholders):
        if shape._element.ph.get("type") in {"ftr", "sldNum"}:
            slide.shapes._spTree.append(shape._element)
    for element in (slide._element, slide.notes_slide._element):
        set_language(element)


def finish_deck(deck: Any) -> None:
    """Mark what is left, the presentation's own styles and the page of notes, as Swedish."""
    for slide in deck.slides:
        finish(slide)
    for element in (deck.part._element, deck.notes_master._element):
        translate_prompts(element)
        set_language(element)


def write(frame: Any, lines: Sequence[str], size: int, fill: str = INK, bold: bool = False,
          gap: int = 6) -> None:  # fmt: skip
    """Set a text frame's paragraphs."""
    frame.word_wrap = True
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(gap)
        paragraph.alignment = PP_ALIGN.LEFT
        run = paragraph.add_run()
        run.text = line
        run.font.name, run.font.size, run.font.bold = FONT, Pt(size), bold
        run.font.color.rgb = colour(fill)


def add_text(slide: Any, box: tuple[int, int, int, int], lines: Sequence[str], size: int = 16,
             fill: str = INK, name: str = "Text") -> Any:  # fmt: skip
    """A text box; its letters shrink when there are many of them."""
    shape = slide.shapes.add_textbox(*box)
    shape.name = name
    write(shape.text_frame, lines, fit_size(lines, box, size), fill)
    return shape


def add_box(
    slide: Any, box: tuple[int, int, int, int], lines: Sequence[str], size: int = 18
) -> Any:
    """A boxed reservation, or the words in place of a chart that has too little to draw."""
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *box)
    shape.name = "Förbehåll"
    _fill(shape, WARN)
    shape.line.color.rgb = colour(WARN_LINE)
    shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    shape.text_frame.margin_left = shape.text_frame.margin_right = Inches(0.25)
    write(shape.text_frame, lines, fit_size(lines, box, size))
    return shape


def add_key_figures(slide: Any, figures: Sequence[KeyFigure], top: int) -> None:
    """Large numbers side by side, each with what it is of and its interval."""
    gap = Inches(0.25)
    width = (BODY_WIDTH - gap * (len(figures) - 1)) // len(figures)
    for number, figure in enumerate(figures):
        left = LEFT + number * (width + gap)
        shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, left, top, width, Inches(2.75))
        shape.name = f"Nyckeltal {number + 1}"
        _fill(shape, SOFT)
        text = shape.text_frame
        text.vertical_anchor = MSO_ANCHOR.TOP
        text.margin_left = text.margin_right = text.margin_top = Inches(0.22)
        write(text, [figure.number], 54 if len(figure.number) <= 8 else 30, BRAND, bold=True, gap=2)
        for line, size, fill, bold in (
            (figure.label, 19, INK, True), (figure.detail, 15, QUIET, False),
        ):  # fmt: skip
            paragraph = text.add_paragraph()
            paragraph.alignment = PP_ALIGN.LEFT
            run = paragraph.add_run()
            run.text = line
            run.font.name, run.font.size, run.font.bold = FONT, Pt(size), bold
            run.font.color.rgb = colour(fill)


def add_picture(slide: Any, chart: Chart, box: tuple[int, int, int, int]) -> Any:
    """A chart as a picture (maps are no chart that can be edited), with its words for the blind."""
    left, top, width, height = box
    scale = min(width / chart.width, height / chart.height)
    wide, high = int(chart.width * scale), int(chart.height * scale)
    picture = slide.shapes.add_picture(
        io.BytesIO(render_png(chart)), left + (width - wide) // 2, top, wide, high
    )
    picture.name = chart.title
    picture._element.nvPicPr.cNvPr.set("descr", chart.alt)
    return picture


def fit_size(lines: Sequence[str], box: tuple[int, int, int, int], size: int) -> int:
    """The largest size up to ``size`` at which the lines surely fit (Arial: half as wide as high).

    Counts whole lines of words and the space between paragraphs; never under 10 points.
    """
    for points in range(size, 10, -1):
        per_line = max(1, int(box[2] / Pt(points) / 0.52))
        rows = sum(-(-len(line) // per_line) for line in lines)
        if (rows * 1.2 * points + len(lines) * 6) * Pt(1) <= box[3] * 0.96:
            return points
    return 10


def _fill(shape: Any, code: str) -> None:
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour(code)
    shape.line.fill.background()
    style = shape._element.find(qn("p:style"))
    if style is not None:  # the theme's shadow and outline
        shape._element.remove(style)


def _add_foot(slide: Any, foot: str) -> None:
    """Foot and number as the layout's own placeholders, which the library leaves out."""
    for shape in slide.slide_layout.placeholders:
        kind = shape._element.ph.get("type")
        if kind in {"ftr", "sldNum"}:
            copied = deepcopy(shape._element)
            slide.shapes._spTree.append(copied)
            if kind == "ftr":
                paragraph = copied.find(f".//{qn('a:p')}")
                for child in list(paragraph):
                    paragraph.remove(child)
                run = paragraph.add_r()
                run.text = foot
    numbers = {own: n for n, own in enumerate(slide._element.iter(qn("p:cNvPr")), 1)}
    for own, number in numbers.items():
        own.set("id", str(number))
