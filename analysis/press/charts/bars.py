"""Numbers of women and men as bars from zero, and the differences between them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from analysis.figures import Figure
from analysis.press.charts.chart import Chart, ChartRow
from analysis.press.charts.shares import capital
from analysis.press.charts.style import (
    INK,
    INTERVAL,
    MEN,
    OTHER,
    ROW_HEIGHT,
    WIDTH,
    WOMEN,
    measure_svg,
    render_svg,
)
from analysis.press.facts import Contrast
from analysis.press.formats import say_count
from analysis.press.groups import is_told
from analysis.swedish import say_decimal, say_list

WOMAN_WORD, MAN_WORD, OTHER_WORD = "Kvinnor", "Män", "Icke-binära eller okänt"
DIFFERENCE = "Kvinnor minus män"
SERIES = {WOMAN_WORD: WOMEN, MAN_WORD: MEN, OTHER_WORD: OTHER}
NOBODY = "Inget diagram: ingen grupp har personer nog för att visas."
NO_CONTRAST = (
    "Inget diagram: underlaget är för litet för att jämföra kvinnor och män. Antalen står i "
    "tabellen."
)


def draw_counts(name: str, title: str, figures: Iterable[Figure], source: str) -> Chart:
    """How many women and men in each group, from zero, the number written in or at each bar."""
    figures = list(figures)
    shown = [figure for figure in figures if figure.n_persons and is_told(figure)]
    rows = tuple(
        ChartRow(capital(f.label), number, n=f.n_persons, series=series)
        for f in shown
        for series, number in (
            (WOMAN_WORD, f.women), (MAN_WORD, f.men), (OTHER_WORD, f.other_or_unknown),
        )
    )  # fmt: skip
    caption = "Antal personer i nyheter om regional tillväxt. En person räknas en gång per artikel."
    hidden = [figure.label for figure in figures if figure not in shown]
    left_out = f"Inga eller för få personer: {say_list(hidden)}." if hidden else ""
    blank = Chart(name, "bars", title, caption, source, "", "personer", rows, left_out=left_out)
    if not rows:
        return replace(blank, missing=NOBODY)
    parts = [
        f"{capital(f.label)}: {say_count(f.women)} kvinnor, {say_count(f.men)} män, "
        f"{say_count(f.other_or_unknown)} icke-binära eller okänt"
        for f in shown
    ]
    alt = f"{title}. {'. '.join(parts)}."
    svg = render_svg(_stack(rows), title, alt, name)
    width, height = measure_svg(svg)
    return replace(blank, alt=alt, svg=svg, width=width, height=height)


def draw_differences(name: str, title: str, contrasts: Iterable[Contrast], source: str) -> Chart:
    """Women's share minus men's, in percentage points, with its interval around a line at zero.

    The rows hold women's and men's values and, as the third series, the difference.
    """
    contrasts = [c for c in contrasts if c.unit == "procent"]
    shown = [c for c in contrasts if c.women is not None and (c.women or c.men)]
    rows = tuple(
        ChartRow(contrast.label, value, low, high, n, series)
        for contrast in shown
        for series, value, low, high, n in (
            (WOMAN_WORD, contrast.women or 0.0, None, None, contrast.n_women),
            (MAN_WORD, contrast.men or 0.0, None, None, contrast.n_men),
            (DIFFERENCE, contrast.difference or 0.0, contrast.low, contrast.high, None),
        )
    )
    sure = [contrast.label for contrast in shown if contrast.claimable]
    verdict = (
        f"Större än slumpen, också när alla jämförelser prövas samtidigt: "
        f"{say_list([label[:1].lower() + label[1:] for label in sure])}. Övriga ryms inom slumpen."
        if sure
        else "Ingen av skillnaderna är säkert större än slumpen."
    )
    caption = (
        "Punkten är andelen av kvinnorna minus andelen av männen, den breda linjen intervallet "
        f"(95 procent). Täcker linjen noll kan skillnaden bero på slumpen. {verdict}"
    )
    absent = [c.label for c in contrasts if c not in shown]
    left_out = f"Inget att visa: {say_list(absent)}." if absent else ""
    blank = Chart(
        name, "pairs", title, caption, source, "", "procentenheter", rows, left_out=left_out
    )
    if not rows:
        return replace(blank, missing=NO_CONTRAST)
    parts = [
        f"{c.label}: kvinnor {say_decimal(c.women or 0)} procent, män {say_decimal(c.men or 0)} "
        f"procent, skillnad mellan {say_decimal(c.low or 0)} och {say_decimal(c.high or 0)} "
        "procentenheter"
        for c in shown
    ]
    alt = f"{title}. {'. '.join(parts)}."
    svg = render_svg(_forest(shown), title, alt, name)
    width, height = measure_svg(svg)
    return replace(blank, alt=alt, svg=svg, width=width, height=height)


def _colours(series: Iterable[str]) -> Any:
    import altair as alt

    names = list(series)
    return alt.Color(
        "serie:N",
        scale=alt.Scale(domain=names, range=[SERIES[name] for name in names]),
        legend=alt.Legend(title=None, orient="top", labelFontSize=13, symbolType="square"),
    )


def _stack(rows: tuple[ChartRow, ...]) -> Any:
    import altair as alt

    order = list(dict.fromkeys(row.label for row in rows))
    largest = max((row.n or 0) for row in rows)
    values: list[dict[str, Any]] = []
    ends: dict[str, int] = {}
    for row in rows:
        start = ends.get(row.label, 0)
        ends[row.label] = start + int(row.value)
        values.append(
            {
                "grupp": row.label, "serie": row.series, "fran": start, "till": ends[row.label],
                "mitt": start + row.value / 2,
                # written only where the bar is wide enough for it
                "text": say_count(int(row.value)) if row.value >= 0.035 * largest else "",
            }
        )  # fmt: skip
    base = alt.Chart(alt.InlineData(values=values))
    y = alt.Y("grupp:N", sort=order, title=None)
    x = alt.X(
        "fran:Q", title="Antal personer", scale=alt.Scale(domainMin=0, zero=True),
        axis=alt.Axis(tickMinStep=1, format=",d"),
    )  # fmt: skip
    bar = base.mark_bar(stroke="#ffffff", strokeWidth=1.5, height=ROW_HEIGHT - 8).encode(
        y=y, x=x, x2="till:Q", color=_colours(SERIES)
    )
    light = base.transform_filter(alt.datum.serie == WOMAN_WORD)
    dark = base.transform_filter(alt.datum.serie != WOMAN_WORD)
    label = {"y": y, "x": alt.X("mitt:Q"), "text": "text:N"}
    return alt.layer(
        bar,
        light.mark_text(color="#ffffff", fontWeight="bold").encode(**label),
        dark.mark_text(color=INK, fontWeight="bold").encode(**label),
    ).properties(width=WIDTH, height=ROW_HEIGHT * len(order))


def _forest(contrasts: list[Contrast]) -> Any:
    import altair as alt

    values = [
        {
            "grupp": c.label, "skillnad": c.difference, "fran": c.low, "till": c.high,
            "text": f"{say_decimal(c.women or 0)} % mot {say_decimal(c.men or 0)} %",
        }
        for c in contrasts
    ]  # fmt: skip
    reach = max(max(abs(c.low or 0), abs(c.high or 0)) for c in contrasts)
    end = math.ceil((reach + 1) / 10) * 10
    base = alt.Chart(alt.InlineData(values=values))
    order = [contrast.label for contrast in contrasts]
    y = alt.Y("grupp:N", sort=order, title=None, axis=alt.Axis(labelLimit=270))
    x = alt.X(
        "skillnad:Q", title="Kvinnor minus män, procentenheter",
        scale=alt.Scale(domain=[-end, end]),
        axis=alt.Axis(format="+d", labelExpr="datum.value == 0 ? '0' : datum.label"),
    )  # fmt: skip
    zero = (
        alt.Chart(alt.InlineData(values=[{"noll": 0}]))
        .mark_rule(color=INK, strokeWidth=1.5)
        .encode(x=alt.X("noll:Q"))
    )
    interval = base.mark_rule(color=INTERVAL, strokeWidth=9).encode(
        y=y, x=alt.X("fran:Q"), x2="till:Q"
    )
    point = base.mark_point(color=INK, fill=INK, stroke="#ffffff", size=130, opacity=1).encode(
        y=y, x=x
    )
    text = base.mark_text(align="left", dx=9).encode(y=y, x=alt.X("till:Q"), text="text:N")
    return alt.layer(zero, interval, point, text).properties(
        width=WIDTH - 40, height=ROW_HEIGHT * len(order)
    )
