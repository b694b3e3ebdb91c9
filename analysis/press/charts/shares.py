"""Shares of women as points with their intervals, on an axis from 0 to 100."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from analysis.figures import Figure
from analysis.press.charts.chart import Chart, ChartRow
from analysis.press.charts.style import (
    BAND,
    INK,
    INTERVAL,
    REFERENCE,
    ROW_HEIGHT,
    WIDTH,
    measure_svg,
    render_svg,
)
from analysis.press.formats import say_count
from analysis.swedish import say_decimal, say_list
from analysis.wording import BALANCED

NOTHING = (
    "Inget diagram: underlaget är för litet för en andel i någon grupp. Antalen står i tabellen."
)
CAPTION = (
    "Punkten är andelen kvinnor, den breda linjen intervallet (95 procent). Det ljusa fältet är "
    "40–60 procent, som brukar kallas jämn könsfördelning."
)
MEETS_BALANCE = {"fran": BALANCED[0], "till": BALANCED[1]}


def draw_shares(
    name: str,
    title: str,
    figures: Iterable[tuple[str, Figure]],
    source: str,
    caption: str = CAPTION,
) -> Chart:
    """A row for each (label, figure) that has a share; the others are named as left out."""
    figures = list(figures)
    rows = tuple(
        ChartRow(capital(label), f.percent, f.low, f.high, f.n_persons)
        for label, f in figures
        if f.percent is not None
    )
    left_out = say_left_out(label for label, figure in figures if figure.percent is None)
    blank = Chart(name, "shares", title, caption, source, "", "procent kvinnor", rows)
    if not rows:
        return replace(blank, missing=NOTHING, left_out=left_out)
    alt = say_alt(title, rows)
    svg = render_svg(_layer(rows), title, alt, name)
    width, height = measure_svg(svg)
    return replace(blank, alt=alt, svg=svg, left_out=left_out, width=width, height=height)


def draw_beside_base(
    name: str, title: str, pairs: Sequence[tuple[str, Figure, str, float]], source: str
) -> Chart:
    """Shares beside the share in the population that matches: (label, figure, population, %)."""
    shown = [pair for pair in pairs if pair[1].percent is not None]
    rows: list[ChartRow] = []
    for label, figure, population, base in shown:
        assert figure.percent is not None
        rows.append(
            ChartRow(
                capital(label), figure.percent, figure.low, figure.high, figure.n_persons,
                "Nyheterna",
            )
        )  # fmt: skip
        rows.append(ChartRow(capital(label), base, series=population))
    caption = (
        "Punkten är andelen kvinnor i nyheterna, den breda linjen intervallet (95 procent). "
        "Strecket är andelen kvinnor i den grupp som anges, enligt källan."
    )
    blank = Chart(name, "shares", title, caption, source, "", "procent kvinnor", tuple(rows))
    left_out = say_left_out(dict.fromkeys(p[0] for p in pairs if p[1].percent is None))
    if not shown:
        return replace(blank, missing=NOTHING, left_out=left_out)
    parts = [
        f"{capital(label)}: {figure.percent} procent kvinnor i nyheterna, intervall {figure.low} "
        f"till {figure.high}; {population[:1].lower()}{population[1:]}: {say_decimal(base)} procent"
        for label, figure, population, base in shown
    ]
    alt = f"{title}. {'. '.join(parts)}."
    svg = render_svg(_layer_beside(rows), title, alt, name)
    width, height = measure_svg(svg)
    return replace(blank, alt=alt, svg=svg, left_out=left_out, width=width, height=height)


def say_alt(title: str, rows: Iterable[ChartRow]) -> str:
    """The picture in words: every value that it shows."""
    parts = [
        f"{row.label}: {row.value} procent, intervall {row.low} till {row.high}, "
        f"{say_count(row.n or 0)} personer"
        for row in rows
    ]
    return f"{title}. {'. '.join(parts)}."


def say_left_out(labels: Iterable[str]) -> str:
    names = [label.strip() for label in labels]
    if not names:
        return ""
    return f"För litet underlag för en andel: {say_list(names)}."


def capital(label: str) -> str:
    """The first letter large, the others as they are."""
    return label[:1].upper() + label[1:]


def percent_axis(title: str = "Andel kvinnor, procent") -> Any:
    import altair as alt

    return alt.X(
        "andel:Q",
        title=title,
        scale=alt.Scale(domain=[0, 100]),
        axis=alt.Axis(values=list(range(0, 101, 20)), grid=True),
    )


def balance_band() -> Any:
    import altair as alt

    return (
        alt.Chart(alt.InlineData(values=[MEETS_BALANCE]))
        .mark_rect(color=BAND)
        .encode(x=alt.X("fran:Q"), x2="till:Q")
    )


def _layer(rows: Iterable[ChartRow]) -> Any:
    import altair as alt

    values: list[dict[str, Any]] = [
        {
            "grupp": row.label,
            "andel": row.value,
            "fran": row.low,
            "till": row.high,
            "text": f"{row.value} %",
        }
        for row in rows
    ]
    order = [value["grupp"] for value in values]
    base = alt.Chart(alt.InlineData(values=values))
    y = alt.Y("grupp:N", sort=order, title=None)
    return alt.layer(balance_band(), *_points(base, y)).properties(
        width=WIDTH, height=ROW_HEIGHT * len(values)
    )


def _points(base: Any, y: Any) -> tuple[Any, Any, Any]:
    import altair as alt

    interval = base.mark_rule(color=INTERVAL, strokeWidth=9).encode(
        y=y, x=alt.X("fran:Q"), x2="till:Q"
    )
    point = base.mark_point(color=INK, fill=INK, stroke="#ffffff", size=130, opacity=1).encode(
        y=y, x=percent_axis()
    )
    text = base.mark_text(align="left", dx=9, color=INK, fontWeight="bold").encode(
        y=y, x=alt.X("till:Q"), text="text:N"
    )
    return interval, point, text


def _layer_beside(rows: Iterable[ChartRow]) -> Any:
    """Each media share above the population that it stands beside, in one row of two lines."""
    import altair as alt

    media, base_rows = [], []
    lines: list[str] = []
    for row in rows:
        if row.series == "Nyheterna":
            line = f"{row.label} i nyheterna"
            if line not in lines:
                lines.append(line)
                media.append(
                    {
                        "grupp": line, "andel": row.value, "fran": row.low, "till": row.high,
                        "text": f"{row.value} %",
                    }
                )  # fmt: skip
        else:
            lines.append(row.series)
            base_rows.append(
                {"grupp": row.series, "andel": row.value, "text": f"{say_decimal(row.value)} %"}
            )
    y = alt.Y("grupp:N", sort=lines, title=None, axis=alt.Axis(labelLimit=370))
    populations = alt.Chart(alt.InlineData(values=base_rows))
    tick = populations.mark_tick(color=REFERENCE, thickness=3, size=18, opacity=1).encode(
        y=y, x=percent_axis()
    )
    text = populations.mark_text(align="left", dx=9, color=INK).encode(
        y=y, x=alt.X("andel:Q"), text="text:N"
    )
    drawn = _points(alt.Chart(alt.InlineData(values=media)), y)
    return alt.layer(balance_band(), *drawn, tick, text).properties(
        width=WIDTH - 100, height=ROW_HEIGHT * len(lines)
    )
