"""Tables as CSV that a Swedish spreadsheet opens right: BOM, semicolons, decimal commas."""

from __future__ import annotations

import csv
import io

from analysis.press.tables import Table, Value

_RISKY = ("=", "+", "-", "@", "\t", "\r")  # would be read as formulas


def render_csv(table: Table) -> bytes:
    """The table with its Swedish column names; an empty table has only those."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow([column.label for column in table.columns])
    for row in table.rows:
        writer.writerow([_say(value) for value in row])
    return text.getvalue().encode("utf-8-sig")


def _say(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return repr(value).replace(".", ",")
    if isinstance(value, int):
        return str(value)
    flat = " ".join(value.split("\n"))
    return f"'{flat}" if flat.startswith(_RISKY) else flat
