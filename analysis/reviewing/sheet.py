"""A coding sheet for hand counters: the drawn articles with GMMP's questions, nothing answered."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import xlsxwriter

from analysis.reviewing.sheet_words import CHOICES, COLUMNS, HELP, THEMES
from data.errors import NothingToDo
from data.review.store import ReviewStore

ROWS_EACH = 8  # lines an article; 97 % of the sample's articles name no more persons (2026-11-25)
_WIDE = {"rubrik": 46, "adress": 30, "namn": 28, "anteckning": 36, "yrke enligt GMMP": 30}


def write_sheet(store: ReviewStore, file: Path, sample: str = "") -> int:
    """Write the sheet of a sample; returns how many articles are in it. Raises NothingToDo."""
    name = sample or _find_latest(store)
    articles = list(
        store.db.query(
            "SELECT d.article, a.outlet_id, substr(a.published, 1, 10) AS day, a.title, a.url "
            "FROM draws d JOIN articles a ON a.article = d.article WHERE d.sample = ? "
            "ORDER BY d.position",
            [name],
        )
    )
    if not articles:
        raise NothingToDo(f"nothing is drawn in {name!r}; run 'mediagranskning review draw' first")
    book = xlsxwriter.Workbook(str(file), {"strings_to_formulas": False, "strings_to_urls": False})
    try:
        _write_coding(book, articles)
        _write_choices(book)
        _write_help(book)
    finally:
        book.close()
    return len(articles)


def _find_latest(store: ReviewStore) -> str:
    query = "SELECT name FROM samples WHERE kind = 'random' ORDER BY created_at DESC, name LIMIT 1"
    row = next(store.db.query(query), None)
    if row is None:
        raise NothingToDo("no sample is drawn yet; run 'mediagranskning review draw' first")
    return str(row["name"])


def _write_coding(book: Any, articles: list[dict[str, Any]]) -> None:
    sheet = book.add_worksheet("Kodning")
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    first = book.add_format({"top": 1})
    sheet.write_row(0, 0, COLUMNS, head)
    sheet.freeze_panes(1, 5)
    for column, name in enumerate(COLUMNS):
        sheet.set_column(column, column, _WIDE.get(name, 14))
    last = len(articles) * ROWS_EACH
    for number, article in enumerate(articles, 1):
        given: tuple[Any, ...] = (
            *(number, article["article"], article["outlet_id"], article["day"]),
            *(article["title"], article["url"]),
        )
        for line in range(ROWS_EACH):
            row = (number - 1) * ROWS_EACH + line + 1
            shown = given if line == 0 else given[:2]
            for column, value in enumerate(shown):
                sheet.write(row, column, value, first if line == 0 else None)
    for column, name in enumerate(COLUMNS):
        if name in CHOICES:
            letter = _letter(list(CHOICES).index(name))
            source = f"=Koder!${letter}$2:${letter}${len(CHOICES[name]) + 1}"
            rule = {"validate": "list", "source": source}
            sheet.data_validation(1, column, last, column, rule)
    sheet.autofilter(0, 0, last, len(COLUMNS) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()


def _letter(column: int) -> str:
    return chr(ord("A") + column)


def _write_choices(book: Any) -> None:
    sheet = book.add_worksheet("Koder")
    bold = book.add_format({"bold": True})
    for column, (name, words) in enumerate(CHOICES.items()):
        sheet.write(0, column, name, bold)
        sheet.write_column(1, column, words)
        sheet.set_column(column, column, 24)
    sheet.write(0, len(CHOICES), "teman", bold)
    sheet.write_column(1, len(CHOICES), THEMES)


def _write_help(book: Any) -> None:
    sheet = book.add_worksheet("Så gör du")
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 100)
    for row, line in enumerate(HELP):
        sheet.write(row, 0, line, wrap)
