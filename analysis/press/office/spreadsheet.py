"""tabeller.xlsx: a sheet for each table, and one that says what every column means."""

from __future__ import annotations

import io
import math
from typing import Any

import xlsxwriter

from analysis.indicators.compute import MIN_PERSONS, MIN_STORIES
from analysis.press.facts import Facts
from analysis.press.tables import Table
from analysis.press.zipped import fix_zip

_WIDEST = 60  # characters; a method text in one line would push the rest off the screen
_NARROWEST = 9


def render_spreadsheet(facts: Facts) -> bytes:
    """The workbook's bytes; numbers are numbers, so that a Swedish Excel shows its own comma."""
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    workbook.set_properties(
        {
            "title": f"Mediagranskning: tabeller, {facts.period.label}",
            "author": facts.sender.organisation or "Mediagranskning",
            "created": facts.stamp.replace(tzinfo=None),
        }
    )
    formats = {
        "bold": workbook.add_format({"bold": True}),
        "title": workbook.add_format({"bold": True, "font_size": 14}),
        "header": workbook.add_format(
            {"bold": True, "bg_color": "#E6EBE1", "text_wrap": True, "valign": "top", "bottom": 1}
        ),
        "wrap": workbook.add_format({"text_wrap": True, "valign": "top"}),
        "int": workbook.add_format({"num_format": "#,##0"}),
        "float": workbook.add_format({"num_format": "#,##0.0##"}),
        "year": workbook.add_format({"num_format": "0"}),
    }
    _write_front(workbook, formats, facts)
    _write_definitions(workbook, formats, facts)
    for table in facts.tables:
        _write_table(workbook, formats, table, facts)
    workbook.close()
    return fix_zip(out.getvalue(), facts.stamp)


def _write_front(workbook: Any, formats: dict[str, Any], facts: Facts) -> None:
    sheet = workbook.add_worksheet("Läs först")
    sheet.set_column(0, 0, 100, formats["wrap"])
    main = facts.whole("people")
    lines = [
        *([facts.embargo] if facts.embargo else []),
        *facts.notes,
        f"Utgåva: {facts.edition or 'löpande siffror, ingen fryst utgåva'}. "
        f"Period: {facts.period.label}.",
        f"Underlag: {main.n_persons} personer i {main.n_stories} artiklar om regional tillväxt.",
        f"Andel anges bara vid minst {MIN_PERSONS} personer med känt kön i minst {MIN_STORIES} "
        "olika nyheter. Intervall är 95 procent. Tom cell: uppgiften kan inte anges; skälet står "
        "på raden.",
        "Bladet Definitioner säger vad varje kolumn betyder och i vilken enhet den är.",
        facts.method.get("Licens", ""),
    ]
    sheet.write_string(0, 0, f"Mediagranskning, {facts.period.label}", formats["title"])
    for number, line in enumerate((line for line in lines if line), 1):
        sheet.set_row(number, _height(line, 100))
        sheet.write_string(number, 0, line, formats["wrap"])
    _set_page(sheet, facts)


def _write_definitions(workbook: Any, formats: dict[str, Any], facts: Facts) -> None:
    sheet = workbook.add_worksheet("Definitioner")
    for place, (label, width) in enumerate(
        (("Blad", 34), ("Kolumn", 32), ("Betydelse och enhet", 90))
    ):
        sheet.set_column(place, place, width, formats["wrap"])
        sheet.write_string(0, place, label, formats["header"])
    number = 1
    for table in facts.tables:
        sheet.write_string(number, 0, sheet_name(table), formats["bold"])
        sheet.write_string(number, 2, table.description, formats["wrap"])
        number += 1
        for column in table.columns:
            sheet.set_row(number, _height(column.definition, 90))
            sheet.write_string(number, 0, sheet_name(table))
            sheet.write_string(number, 1, column.label)
            sheet.write_string(number, 2, column.definition, formats["wrap"])
            number += 1
    sheet.freeze_panes(1, 0)
    _set_page(sheet, facts)


def _height(text: str, width: int) -> float:
    """Points that a wrapped text takes; not every program finds that out by itself."""
    return 15.0 * max(1, math.ceil(1.1 * len(text) / width))


def _write_table(workbook: Any, formats: dict[str, Any], table: Table, facts: Facts) -> None:
    sheet = workbook.add_worksheet(sheet_name(table))
    for place, column in enumerate(table.columns):
        texts = [str(row[place]) for row in table.rows[:200] if row[place] is not None]
        longest = max([len(column.label), *(len(text) for text in texts)])
        sheet.set_column(place, place, max(_NARROWEST, min(_WIDEST, longest + 2)))
        sheet.write_string(0, place, column.label, formats["header"])
    for number, row in enumerate(table.rows, 1):
        for place, (value, column) in enumerate(zip(row, table.columns, strict=True)):
            if isinstance(value, bool | str):
                sheet.write_string(number, place, str(value))
            elif isinstance(value, int):
                year = column.key in {"ar", "basar"}
                sheet.write_number(number, place, value, formats["year" if year else "int"])
            elif isinstance(value, float):
                sheet.write_number(number, place, value, formats["float"])
    if not table.rows:
        sheet.write_string(1, 0, table.empty)
    else:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    _set_page(sheet, facts)


def _set_page(sheet: Any, facts: Facts) -> None:
    """Paper, and the embargo at the head of every printed page."""
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    if facts.embargo:
        sheet.set_header(f"&C{facts.embargo}")
    edition = f"utgåva {facts.edition}" if facts.edition else facts.period.label
    sheet.set_footer(f"&LMediagranskning, {edition}&RSida &P av &N")


def sheet_name(table: Table) -> str:
    """A sheet's name: at most 31 characters, none that Excel refuses."""
    kept = "".join(char for char in table.title if char not in "[]:*?/\\")
    return kept[:31].strip()
