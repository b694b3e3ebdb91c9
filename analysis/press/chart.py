"""The chart of the press summary: shares with intervals as a self-contained SVG in Swedish."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import Any

from analysis.figures import Figure
from analysis.wording import BALANCED

_INK, _INTERVAL, _BAND = "#17232b", "#6f9fae", "#dfe9dc"
_FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
_ROW_HEIGHT = 34


def draw_shares(figures: Sequence[tuple[str, Figure]], title: str) -> str:
    """SVG of (label, figure) rows that have a share; the description repeats every value."""
    import altair as alt
    import vl_convert

    rows: list[dict[str, Any]] = [
        {
            "grupp": label,
            "andel": figure.percent,
            "fran": figure.low,
            "till": figure.high,
            "text": f"{figure.percent} %",
        }
        for label, figure in figures
        if figure.percent is not None
    ]
    order = [row["grupp"] for row in rows]
    values = alt.InlineData(values=rows)
    y = alt.Y("grupp:N", sort=order, title=None)
    x = alt.X(
        "andel:Q",
        title="Andel kvinnor, procent",
        scale=alt.Scale(domain=[0, 100]),
        axis=alt.Axis(values=list(range(0, 101, 20)), grid=True),
    )
    band = (
        alt.Chart(alt.InlineData(values=[{"fran": BALANCED[0], "till": BALANCED[1]}]))
        .mark_rect(color=_BAND)
        .encode(x=alt.X("fran:Q"), x2="till:Q")
    )
    base = alt.Chart(values)
    interval = base.mark_rule(color=_INTERVAL, strokeWidth=9).encode(
        y=y, x=alt.X("fran:Q"), x2="till:Q"
    )
    point = base.mark_point(color=_INK, fill=_INK, stroke="#ffffff", size=130, opacity=1).encode(
        y=y, x=x
    )
    text = base.mark_text(align="left", dx=10, color=_INK, fontSize=13, fontWeight="bold").encode(
        y=y, x=alt.X("till:Q"), text="text:N"
    )
    chart = (
        alt.layer(band, interval, point, text)
        .properties(width=470, height=_ROW_HEIGHT * len(rows), background="#ffffff")
        .configure(font=_FONT, aria=False)
        .configure_axis(
            labelFontSize=13, titleFontSize=13, labelColor=_INK, titleColor=_INK,
            titleFontWeight="normal", labelLimit=230, gridColor="#d5d9d6", domain=False,
            ticks=False, labelPadding=8,
        )
        .configure_view(stroke=None)
    )  # fmt: skip
    svg = str(vl_convert.vegalite_to_svg(chart.to_dict(), format_locale="sv-SE"))
    described = ". ".join(
        f"{row['grupp']}: {row['andel']} procent, intervall {row['fran']} till {row['till']}"
        for row in rows
    )
    return _add_description(svg, title, f"{described}.")


def _add_description(svg: str, title: str, description: str) -> str:
    """Give the picture a name and a text that a screen reader reads instead of it."""
    head = (
        r'\1 role="img" aria-labelledby="diagram-titel diagram-text">'
        f'<title id="diagram-titel">{escape(title)}</title>'
        f'<desc id="diagram-text">{escape(description)}</desc>'
    )
    bare = re.sub(r' (?:aria-[a-z]+|role)="[^"]*"', "", svg)  # Vega's own words are English
    return re.sub(r"(<svg\b[^>]*)>", head, bare, count=1)
