"""Word documents of the kit: headings, language, one clock, and the embargo on every page."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from analysis.press.charts.chart import Chart, render_png
from analysis.press.facts import Facts
from analysis.press.zipped import fix_zip

LANGUAGE = "sv-SE"
FONT = "Arial"  # on every office machine; the kit's own font is not, and is not embedded
_INK, _QUIET, _BRAND = (
    RGBColor(0x17, 0x23, 0x2B),
    RGBColor(0x4D, 0x5C, 0x66),
    RGBColor(0, 0x53, 0x4D),
)
_SIZES = {"Title": 20, "Heading 1": 14, "Heading 2": 12, "Normal": 10.5, "List Bullet": 10.5}


def start_document(facts: Facts, title: str, subject: str) -> Docx:
    """An empty A4 document with styles, language, properties, header and footer."""
    document = Document()
    properties = document.core_properties
    properties.title, properties.subject = title, subject
    properties.author = properties.last_modified_by = facts.sender.organisation or "Mediagranskning"
    properties.language, properties.comments, properties.keywords = LANGUAGE, "", ""
    properties.created = properties.modified = facts.stamp.replace(tzinfo=None)
    properties.revision = 1
    _set_styles(document)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin = section.bottom_margin = Mm(20)
    edition = f"utgåva {facts.edition}" if facts.edition else facts.period.label
    head = section.header.paragraphs[0]
    if facts.embargo:
        run = head.add_run(facts.embargo)
        run.bold, run.font.size = True, Pt(10)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.LEFT
    run = foot.add_run(f"Mediagranskning, {edition} · sida ")
    run.font.size, run.font.color.rgb = Pt(8.5), _QUIET
    _add_field(foot.add_run(), "PAGE")
    return document


def _set_styles(document: Docx) -> None:
    for name, size in _SIZES.items():
        style: Any = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.font.color.rgb = _INK if name in {"Normal", "List Bullet", "Title"} else _BRAND
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(attribute), FONT)
        for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
            fonts.attrib.pop(qn(attribute), None)
        style.paragraph_format.space_after = Pt(6)
    title: Any = document.styles["Title"]
    title.font.bold = True
    border = title.element.pPr.find(qn("w:pBdr"))
    if border is not None:
        title.element.pPr.remove(border)
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for element in document.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), LANGUAGE)
        element.set(qn("w:eastAsia"), LANGUAGE)
    if defaults is not None and not list(defaults.iter(qn("w:lang"))):
        properties = defaults.find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}")
        if properties is not None:
            language = OxmlElement("w:lang")
            language.set(qn("w:val"), LANGUAGE)
            properties.append(language)


def _add_field(run: Any, name: str) -> None:
    run.font.size, run.font.color.rgb = Pt(8.5), _QUIET
    for kind, text in (("begin", ""), ("", name), ("end", "")):
        if kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:instrText")
            part.text = text
        run._r.append(part)


def add_notes(document: Docx, notes: Iterable[str]) -> None:
    """The reservations that must stand with the figures, in a frame of their own lines."""
    for note in notes:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.left_indent = Mm(4)
        paragraph.paragraph_format.space_after = Pt(3)
        _add_left_line(paragraph)
        paragraph.add_run(note).bold = True


def _add_left_line(paragraph: Any) -> None:
    borders = OxmlElement("w:pBdr")
    left = OxmlElement("w:left")
    for key, value in (("val", "single"), ("sz", "18"), ("space", "6"), ("color", "B26B00")):
        left.set(qn(f"w:{key}"), value)
    borders.append(left)
    paragraph._p.get_or_add_pPr().append(borders)


def add_chart(document: Docx, chart: Chart) -> None:
    """A chart with its text for the blind, title, caption and source; or why there is none."""
    document.add_heading(chart.title, level=2)
    if not chart.drawn:
        document.add_paragraph(chart.missing)
        return
    document.add_picture(io.BytesIO(render_png(chart)), width=Mm(158))
    shape = document.inline_shapes[-1]._inline.docPr
    shape.set("descr", chart.alt)
    shape.set("title", chart.title)
    shape.set("name", chart.name)
    caption = document.add_paragraph()
    run = caption.add_run(
        " ".join(part for part in (chart.caption, chart.left_out, chart.source) if part)
    )
    run.font.size, run.font.color.rgb = Pt(8.5), _QUIET


def add_table(
    document: Docx, caption: str, header: Sequence[str], rows: Iterable[Sequence[str]]
) -> None:
    """A table whose first row is marked as its header and repeated on each page."""
    title = document.add_paragraph()
    title.paragraph_format.keep_with_next = True
    title.add_run(caption).bold = True
    table = document.add_table(rows=1, cols=len(header))
    table.style = document.styles["Table Grid"]
    for cell, text in zip(table.rows[0].cells, header, strict=True):
        cell.text = text
        cell.paragraphs[0].runs[0].bold = True
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(mark)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    for row in table.rows:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.space_after = Pt(1)
                for run in paragraph.runs:
                    run.font.size = Pt(9)


def save_document(document: Docx, facts: Facts) -> bytes:
    """The document's bytes, the same for the same facts."""
    out = io.BytesIO()
    document.save(out)
    return fix_zip(out.getvalue(), facts.stamp)
