"""What a chart is once drawn: the picture, what it shows, and the words beside it."""

from __future__ import annotations

import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One thing drawn. ``series`` is "" where a chart has only one; limits are None without
    an interval; ``n`` is the number of persons (or stories) behind the value."""

    label: str
    value: float | int
    low: float | int | None = None
    high: float | int | None = None
    n: int | None = None
    series: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """``svg`` is "" where there is too little to draw, and ``missing`` then says so in Swedish.

    ``kind`` is "shares" (points with intervals, 0–100 per cent), "bars" (from zero), "line" (over
    time), "pairs" (women's and men's values) or "map". ``left_out`` names groups that are not
    drawn and why. ``width`` and ``height`` are in CSS pixels.
    """

    name: str
    kind: str
    title: str
    caption: str
    source: str
    alt: str
    unit: str
    rows: tuple[ChartRow, ...]
    svg: str = ""
    missing: str = ""
    left_out: str = ""
    width: int = 0
    height: int = 0

    @property
    def drawn(self) -> bool:
        return bool(self.svg)


PNG_SCALE = 300 / 96  # CSS pixels to 300 dots an inch, what printers ask for


def render_png(chart: Chart) -> bytes:
    """The chart at print resolution."""
    import vl_convert

    from analysis.press.charts.style import register_fonts

    register_fonts()
    png: bytes = vl_convert.svg_to_png(chart.svg, scale=PNG_SCALE, ppi=96)
    return png


def describe_chart(chart: Chart) -> str:
    """The sidecar file: what must stand beside the picture wherever it is used."""
    words = {
        "rubrik": chart.title,
        "bildtext": chart.caption,
        "källa": chart.source,
        "alternativtext": chart.alt,
        "enhet": chart.unit,
        "saknas": chart.missing or None,
        "utelämnat": chart.left_out or None,
        "värden": [
            {
                "grupp": row.label,
                **({"serie": row.series} if row.series else {}),
                "värde": row.value,
                "från": row.low,
                "till": row.high,
                "antal": row.n,
            }
            for row in chart.rows
        ],
    }
    kept = {key: value for key, value in words.items() if value is not None}
    return json.dumps(kept, ensure_ascii=False, indent=1) + "\n"
