"""Shares of women over time: points with intervals, and nothing drawn through a missing month."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from analysis.changes import next_period
from analysis.dimensions import UNDATED
from analysis.figures import Figure
from analysis.press.charts.chart import Chart, ChartRow
from analysis.press.charts.shares import say_alt
from analysis.press.charts.style import BAND, INK, INTERVAL, WIDTH, measure_svg, render_svg
from analysis.swedish import MONTHS, say_list, say_month, say_quarter
from analysis.wording import BALANCED

CAPTION = (
    "Punkten är andelen kvinnor, den breda linjen intervallet (95 procent). Det ljusa fältet är "
    "40–60 procent, som brukar kallas jämn könsfördelning. Tider med för litet underlag har ingen "
    "punkt."
)
ONE_PERIOD = (
    "Inget diagram över tid: bara en del av tiden har tillräckligt underlag för en andel. "
    "Antalen står i tabellen."
)
NO_PERIOD = (
    "Inget diagram över tid: underlaget är för litet för en andel i någon del av tiden. Antalen "
    "står i tabellen."
)


def draw_timeline(name: str, title: str, figures: Iterable[Figure], source: str) -> Chart:
    """Months or quarters in order; periods between them without a share leave an empty place."""
    by_time = {f.value: f for f in figures if f.value != UNDATED}
    shown = sorted(value for value, figure in by_time.items() if figure.percent is not None)
    rows = tuple(
        ChartRow(_label(value), f.percent or 0, f.low, f.high, f.n_persons)
        for value in shown
        if (f := by_time[value])
    )
    blank = Chart(name, "line", title, CAPTION, source, "", "procent kvinnor", rows)
    if len(rows) < 2:
        return replace(blank, missing=ONE_PERIOD if rows else NO_PERIOD)
    axis = list_periods(min(by_time), max(by_time))
    empty = [_label(value) for value in axis if value not in shown]
    alt = say_alt(title, rows)
    left_out = f"För litet eller inget underlag: {say_list(empty)}." if empty else ""
    svg = render_svg(_layer(axis, rows, shown), title, f"{alt} {left_out}".strip(), name)
    width, height = measure_svg(svg)
    return replace(
        blank, alt=f"{alt} {left_out}".strip(), svg=svg, left_out=left_out,
        width=width, height=height,
    )  # fmt: skip


def list_periods(first: str, last: str) -> list[str]:
    """All months (or quarters) from the first to the last."""
    periods = [first]
    while periods[-1] < last:
        periods.append(next_period(periods[-1]))
    return periods


def _label(value: str) -> str:
    return say_quarter(value) if "Q" in value else say_month(value)


def _short(value: str) -> str:
    """ "2026-09" -> "sep 2026", "2026-Q3" -> "kv 3 2026"."""
    year, _, part = value.partition("-")
    return (
        f"kv {part[1:]} {year}" if part.startswith("Q") else f"{MONTHS[int(part) - 1][:3]} {year}"
    )


def _layer(axis: list[str], rows: tuple[ChartRow, ...], shown: list[str]) -> Any:
    import altair as alt

    order = [_short(value) for value in axis]
    values = [
        {
            "tid": _short(value), "andel": row.value, "fran": row.low, "till": row.high,
            "text": f"{row.value} %",
        }
        for value, row in zip(shown, rows, strict=True)
    ]  # fmt: skip
    x = alt.X(
        "tid:N", sort=order, title=None, scale=alt.Scale(domain=order),
        axis=alt.Axis(labelAngle=0 if len(order) <= 8 else -45, grid=False),
    )  # fmt: skip
    y = alt.Y(
        "andel:Q", title="Andel kvinnor, procent", scale=alt.Scale(domain=[0, 100]),
        axis=alt.Axis(values=list(range(0, 101, 20)), grid=True),
    )  # fmt: skip
    band = (
        alt.Chart(alt.InlineData(values=[{"fran": BALANCED[0], "till": BALANCED[1]}]))
        .mark_rect(color=BAND)
        .encode(y=alt.Y("fran:Q"), y2="till:Q")
    )
    base = alt.Chart(alt.InlineData(values=values))
    interval = base.mark_rule(color=INTERVAL, strokeWidth=9).encode(
        x=x, y=alt.Y("fran:Q"), y2="till:Q"
    )
    point = base.mark_point(color=INK, fill=INK, stroke="#ffffff", size=130, opacity=1).encode(
        x=x, y=y
    )
    text = base.mark_text(dy=-8, fontWeight="bold").encode(x=x, y=alt.Y("till:Q"), text="text:N")
    return alt.layer(band, interval, point, text).properties(width=WIDTH + 100, height=280)
