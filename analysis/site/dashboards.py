"""Charts of the dashboards with their rows: drawn by Vega, told in words and shown as a table.

The dashboards are those of datasette-dashboards, written in metadata.yml. Its pages fetch their
rows by script and its other cards write them as HTML; here the server reads the rows, so that
every chart has its table and its words without a script, and nothing else is fetched.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import data.reference
from analysis.resources import find_metadata
from analysis.swedish import say_count

BOUNDARIES = "kommungranser"
SAID_ROWS = 8  # more than a listener keeps in mind; the rest stands in the table
_PARAMETERS = re.compile(r":([a-z_]+)")
_OPTIONAL = re.compile(r"\[\[(.*?)\]\]", re.S)


@dataclass(frozen=True, slots=True)
class Chart:
    """One card: ``spec`` is Vega-Lite as JSON for the browser, ``words`` what it shows."""

    slug: str
    title: str
    description: str
    words: str
    columns: list[str]
    rows: list[list[Any]]
    numeric: list[bool]
    spec: str
    drawable: bool
    follows_filters: bool
    more: str


async def read_charts(
    database: Any, charts: Mapping[str, Mapping[str, Any]], chosen: Mapping[str, str]
) -> list[Chart]:
    """Run the queries of all charts. ``chosen`` holds the filters, "" where none is set."""
    return [await _read_chart(database, slug, chart, chosen) for slug, chart in charts.items()]


async def _read_chart(
    database: Any, slug: str, chart: Mapping[str, Any], chosen: Mapping[str, str]
) -> Chart:
    query = fill_optional(chart["query"], chosen)
    used = {name for name in _PARAMETERS.findall(query) if name in chosen}
    results = await database.execute(query, {name: chosen[name] for name in used})
    columns = list(results.columns)
    rows = [dict(zip(columns, row, strict=True)) for row in results.rows]
    shown = [name for name in columns if name not in chart.get("hidden", ())]
    labels = chart.get("labels", {})
    return Chart(
        slug=slug,
        title=chart["title"],
        description=chart.get("description", ""),
        words=say_rows(rows, chart),
        columns=[labels.get(name, name) for name in shown],
        rows=[[row[name] for name in shown] for row in rows],
        numeric=[any(isinstance(row[name], int | float) for row in rows) for name in shown],
        spec=embed_json({**chart["display"], "datasets": {"rader": rows}}),
        drawable=any(row.get(chart.get("needs", columns[0])) is not None for row in rows),
        follows_filters=not chosen or bool(used),
        more=chart.get("more", ""),
    )


def fill_optional(query: str, chosen: Mapping[str, str]) -> str:
    """[[ and medium = :medium ]] stays where the filter is set, as datasette-dashboards has it."""

    def keep(match: re.Match[str]) -> str:
        names = _PARAMETERS.findall(match[1])
        return match[1] if names and chosen.get(names[0]) else ""

    return _OPTIONAL.sub(keep, query)


def embed_json(value: Any) -> str:
    """JSON that may stand inside a script element: no tag can begin or end in it."""
    text = json.dumps(value, ensure_ascii=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def say_rows(rows: Sequence[Mapping[str, Any]], chart: Mapping[str, Any]) -> str:
    """What a chart shows, in sentences, for those who do not see it."""
    if not rows:
        return "Det finns inga rader för det här urvalet."
    if "say" not in chart:
        return f"Diagrammet har {say_count(len(rows))} rader; alla värden står i tabellen."
    name, value, low, high, unit = (chart["say"].get(key) for key in _SAID)
    given = [row for row in rows if row[value] is not None]
    parts = [_say_row(row, name, value, low, high, unit) for row in given[:SAID_ROWS]]
    sentences = [f"{_upper(part)}." for part in parts]
    if len(given) > SAID_ROWS:
        sentences.append(f"Ytterligare {say_count(len(given) - SAID_ROWS)} står i tabellen.")
    if len(given) < len(rows):
        left = len(rows) - len(given)
        whom = "1 rad" if left == 1 else f"{say_count(left)} rader"
        sentences.append(f"{whom} har för litet underlag för ett värde.")
    return " ".join(sentences)


_SAID = ("name", "value", "low", "high", "unit")


def _say_row(
    row: Mapping[str, Any], name: str, value: str, low: str | None, high: str | None, unit: str
) -> str:
    said = f"{row[name]}: {_number(row[value])}{row.get(unit, unit)}"
    if low and high and row[low] is not None:
        between = f"från {_number(row[low])} till {_number(row[high])}"
        said += f" ({between})" if row[low] < 0 else f" ({_number(row[low])}–{_number(row[high])})"
    return said


def _number(value: float) -> str:
    if isinstance(value, int):
        return say_count(value)
    return f"{value:.4g}".replace(".", ",").replace("-", "\N{MINUS SIGN}")


def say_value(value: Any) -> str:
    """A cell of a table as a Swedish reader expects it; nothing is a dash."""
    if value is None or value == "":
        return "\N{EN DASH}"
    return _number(value) if isinstance(value, int | float) else str(value)


def host_of(url: Any) -> str:
    """The host of a web address without www, to stand for it in a link."""
    parts = re.split(r"[/?#]", str(url))
    return (parts[2].removeprefix("www.") if len(parts) > 2 else "") or "länk"


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def put_boundaries(metadata: dict[str, Any], boundaries: Any) -> None:
    """Write the municipalities into the charts that name them as their data."""
    dashboards = metadata.get("plugins", {}).get("datasette-dashboards", {})
    for dashboard in dashboards.values():
        for chart in dashboard.get("charts", {}).values():
            _fill(chart["display"], boundaries)


def _fill(node: Any, boundaries: Any) -> None:
    if isinstance(node, dict):
        if node.get("name") == BOUNDARIES:
            node["values"] = boundaries
        for child in node.values():
            _fill(child, boundaries)
    elif isinstance(node, list):
        for child in node:
            _fill(child, boundaries)


def load_site_metadata() -> dict[str, Any]:
    """metadata.yml with the boundaries of the municipalities in its maps."""
    from datasette.utils import parse_metadata

    metadata: dict[str, Any] = parse_metadata(find_metadata().read_text(encoding="utf-8"))
    boundaries = files(data.reference).joinpath("boundaries.geojson").read_text(encoding="utf-8")
    put_boundaries(metadata, json.loads(boundaries))
    return metadata
