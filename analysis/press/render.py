"""Writes a press kit down: one HTML page that needs nothing else, and a table."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path
from typing import Any

from analysis.press.kit import PressKit
from analysis.swedish import say_count

TEMPLATES = Path(__file__).parent / "templates"
PAGE, TABLE = "sammanfattning.html", "nyckeltal.csv"
_METHOD_SHOWN = ("Urval", "Regional tillväxt", "Kön", "Andel kvinnor", "Intervall", "Räknesätt")
_CSV_COLUMNS = {
    "matt": "Mått",
    "indelning": "Indelning",
    "grupp": "Grupp",
    "rakning": "Samma text räknas",
    "andel_kvinnor": "Andel kvinnor (%)",
    "lag": "Intervall från (%)",
    "hog": "Intervall till (%)",
    "minst": "Lägst möjliga (%)",
    "hogst": "Högst möjliga (%)",
    "personer": "Personer",
    "kvinnor": "Kvinnor",
    "man": "Män",
    "icke_binara": "Icke-binära",
    "icke_binara_eller_okant": "Icke-binära eller okänt",
    "artiklar": "Artiklar",
    "utan_andel": "Varför ingen andel",
}


def write_kit(kit: PressKit, folder: Path) -> dict[str, bool]:
    """Write the files of a kit. Returns for each name whether it changed."""
    folder.mkdir(parents=True, exist_ok=True)
    contents = {PAGE: render_page(kit).encode("utf-8"), TABLE: render_table(kit.rows)}
    return {name: _replace(folder / name, content) for name, content in contents.items()}


def render_page(kit: PressKit) -> str:
    """The summary as one HTML page that needs nothing else."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters["tusental"] = say_count
    method = {key: kit.method[key] for key in _METHOD_SHOWN}
    page = env.get_template(PAGE)
    return page.render(kit=kit, chart=Markup(kit.chart), method=method)  # noqa: S704 - our own SVG


def render_table(rows: list[dict[str, Any]]) -> bytes:
    """CSV as a Swedish spreadsheet opens it: BOM, semicolons, no formulas."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(_CSV_COLUMNS.values())
    for row in rows:
        writer.writerow([_csv_value(row[column]) for column in _CSV_COLUMNS])
    return text.getvalue().encode("utf-8-sig")


def _csv_value(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return str(value).replace(".", ",")
    text = str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text


def _replace(path: Path, content: bytes) -> bool:
    if path.exists() and path.read_bytes() == content:
        return False
    draft = path.with_name(f"{path.name}.new")
    draft.write_bytes(content)
    os.replace(draft, path)  # noqa: PTH105 - the word for atomic replacement
    return True
