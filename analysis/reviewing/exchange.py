"""Decisions out and in: CSV or JSONL, for coding elsewhere and for the archive."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from analysis.reviewing.intake import COLUMNS, Intake, take_in_rows
from analysis.reviewing.sheet_intake import is_sheet, take_in_sheet
from data.errors import BadInput
from data.review.store import ReviewStore
from data.store import MediaStore

_RISKY = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run as a formula
_SHIELD = "'"


def export_decisions(store: ReviewStore, file: Path, sample: str = "") -> int:
    """Write the whole log, or that of one sample's articles; returns how many rows.

    The file is put in place in one step: a full disk leaves the old one.
    """
    if file.suffix.lower() not in {".csv", ".jsonl"}:
        raise BadInput(f"{file}: decisions are written as .csv or .jsonl")
    rows = list(_iter_rows(store, sample))
    draft = file.with_name(f"{file.name}.new")
    try:
        with draft.open("w", encoding="utf-8", newline="") as out:
            if file.suffix.lower() == ".jsonl":
                out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
            else:
                writer = csv.DictWriter(out, COLUMNS)
                writer.writeheader()
                writer.writerows({key: shield(str(v)) for key, v in row.items()} for row in rows)
        os.replace(draft, file)  # noqa: PTH105 - the word for atomic replacement
    finally:
        draft.unlink(missing_ok=True)
    return len(rows)


def shield(value: str) -> str:
    """A cell that no spreadsheet takes for a formula; unshield gives the value back."""
    return _SHIELD + value if value.startswith((*_RISKY, _SHIELD)) else value


def unshield(value: str) -> str:
    return value[1:] if value.startswith(_SHIELD) and value[1:2] in {*_RISKY, _SHIELD} else value


def _iter_rows(store: ReviewStore, sample: str) -> Iterator[dict[str, Any]]:
    where = "WHERE d.article IN (SELECT article FROM draws WHERE sample = ?)" if sample else ""
    for row in store.db.query(
        "SELECT d.*, ifnull(a.url, '') AS url, ifnull(p.uid, '') AS previous_uid, "
        "ifnull(u.uid, '') AS undoes_uid FROM decisions d "
        "LEFT JOIN articles a ON a.article = d.article "
        "LEFT JOIN decisions p ON p.id = d.previous LEFT JOIN decisions u ON u.id = d.undoes "
        f"{where} ORDER BY d.id",
        [sample] if sample else [],
    ):
        yield {
            **{key: row[key] for key in ("uid", "at", "user", "lane", "article", "url")},
            **{key: row[key] for key in ("subject", "variable")},
            "value": row["value"] or "",
            "taken_back": "yes" if row["value"] is None else "",
            **{key: row[key] for key in ("machine", "detail", "text_hash", "model")},
            "previous": row["previous_uid"],
            "undoes": row["undoes_uid"],
            "person": "",
            "origin": row["origin"],
        }


def import_decisions(media: MediaStore, store: ReviewStore, file: Path, user: str = "") -> Intake:
    """Take in a file of decisions or a filled-in coding sheet; see take_in_rows.

    Raises BadInput for a file that cannot be read as either.
    """
    rows = list(read_table(file))
    if not rows:
        raise BadInput(f"{file}: holds no rows; name a file that 'review export' or a sheet made")
    if is_sheet(rows[0]):
        return take_in_sheet(media, store, rows, user, file.name)
    return take_in_rows(media, store, rows, user, file.name)


def read_table(file: Path) -> Iterator[dict[str, str]]:
    """Rows of a CSV (comma or semicolon) or JSONL file, all values as text."""
    text = _read_text(file)
    if file.suffix.lower() == ".jsonl":
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                yield _read_json_row(file, number, line)
        return
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.DictReader(text.splitlines(keepends=True), delimiter=delimiter)
    for row in reader:
        yield {
            str(key).strip().casefold(): unshield(value or "")
            for key, value in row.items()
            if key is not None and not isinstance(value, list)
        }


def _read_text(file: Path) -> str:
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise BadInput(f"{file}: cannot be read; check the path") from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")  # what Excel for Windows calls CSV


def _read_json_row(file: Path, number: int, line: str) -> dict[str, str]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadInput(f"{file}, line {number}: is no JSON ({error.msg})") from error
    if not isinstance(row, dict):
        raise BadInput(f"{file}, line {number}: is no JSON object")
    return {
        str(key).casefold(): value if isinstance(value, str) else json.dumps(value)
        for key, value in row.items()
        if value is not None
    }
