"""The whole kit: every file out of one set of facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from analysis.press.charts.chart import Chart, describe_chart, render_png
from analysis.press.charts.collect import draw_charts
from analysis.press.csvfiles import render_csv
from analysis.press.facts import Facts
from analysis.press.letters import render_letters
from analysis.press.manifest import render_manifest
from analysis.press.municipalities import render_municipalities
from analysis.press.office.spreadsheet import render_spreadsheet
from analysis.press.pdf.method import render_method_pdf
from analysis.press.pdf.report import render_report_html, render_report_pdf
from analysis.press.pdf.summary import render_summary_pdf
from analysis.press.questions import render_questions_docx
from analysis.press.release.write import (
    render_release_docx,
    render_release_html,
    render_release_text,
)
from analysis.press.slides.deck import render_slides

MANIFEST = "manifest.json"
Files = dict[str, bytes]
Progress = Callable[[Iterable[Any], int], Iterable[Any]]
Charts = Mapping[str, Chart]

# Every part of the kit makes some of its files; the order is that of the work shown.
PARTS: tuple[Callable[[Facts, Charts], Files], ...] = (
    lambda facts, _: {"pressmeddelande.docx": render_release_docx(facts)},
    lambda facts, _: {"pressmeddelande.html": render_release_html(facts)},
    lambda facts, _: {"pressmeddelande.txt": render_release_text(facts)},
    lambda facts, charts: {"sammanfattning.pdf": render_summary_pdf(facts, charts)},
    lambda facts, charts: {"rapport.pdf": render_report_pdf(facts, charts)},
    lambda facts, charts: {"rapport.html": render_report_html(facts, charts)},
    lambda facts, charts: {"bilder.pptx": render_slides(facts, charts)},
    lambda facts, _: {"tabeller.xlsx": render_spreadsheet(facts)},
    lambda facts, _: {f"data/{table.name}.csv": render_csv(table) for table in facts.tables},
    lambda _, charts: render_charts(charts),
    lambda facts, _: render_municipalities(facts),
    lambda facts, charts: {"faktablad-metod.pdf": render_method_pdf(facts, charts)},
    lambda facts, _: {"fragor-och-svar.docx": render_questions_docx(facts)},
    lambda facts, _: render_letters(facts),
)


def build_kit(facts: Facts, progress: Progress = lambda items, _: items) -> Files:
    """Every file of the kit by its path within it, the manifest last."""
    charts = draw_charts(facts)
    files: Files = {}
    for make in progress(PARTS, len(PARTS)):
        files |= make(facts, charts)
    return files | {MANIFEST: render_manifest(facts, files)}


def render_charts(charts: Charts) -> Files:
    """Each chart as SVG and at print resolution, with its words beside it.

    Of a chart with too little data only the words are there, and they say so.
    """
    files: Files = {}
    for chart in charts.values():
        files[f"diagram/{chart.name}.json"] = describe_chart(chart).encode("utf-8")
        if chart.drawn:
            files[f"diagram/{chart.name}.svg"] = chart.svg.encode("utf-8")
            files[f"diagram/{chart.name}.png"] = render_png(chart)
    return files
