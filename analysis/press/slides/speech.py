"""Speaker notes: the exact figures behind a slide, in the words to say them in."""

from __future__ import annotations

from analysis.press.charts.chart import Chart, ChartRow
from analysis.press.facts import Facts
from analysis.press.formats import narrow, say_count, say_interval, say_percent
from analysis.press.pdf.chapters.opening import say_whom
from analysis.swedish import NBSP, say_decimal
from analysis.wording import say_share

_SAID = (
    ("people", "Bland alla personer"),
    ("sources", "Bland dem som kommer till tals"),
    ("quoted_words", "Av de citerade orden"),
)


def speak_key_figures(facts: Facts) -> list[str]:
    """The three main shares with intervals and counts."""
    return [
        narrow(f"{words}: {say_share(facts.whole(name))}. {say_whom(facts.whole(name))}.")
        for name, words in _SAID
    ]


def speak_chart(chart: Chart) -> list[str]:
    """Title, a line a row, what is not drawn, and the source."""
    lines = [f"{chart.title}.", *(speak_row(row, chart.unit) for row in chart.rows)]
    return [line for line in (*lines, chart.caption, chart.left_out, chart.source) if line]


def speak_row(row: ChartRow, unit: str) -> str:
    """ "Talespersoner: 35 procent (mellan 26 och 46 procent), 85 personer." """
    name = row.label[:1].upper() + row.label[1:]
    if row.series:
        name = f"{name}, {row.series[:1].lower()}{row.series[1:]}"
    n = "" if row.n is None else f", {say_count(row.n)} personer"
    if unit.startswith("personer"):
        return f"{name}: {say_count(int(row.value))}."
    points = "procentenheter" if row.series.endswith("minus män") else "procent"
    value = (
        f"{say_decimal(row.value)}{NBSP}{points}" if points != "procent" else say_percent(row.value)
    )
    if row.low is None or row.high is None:
        return f"{name}: {value}{n}."
    return f"{name}: {value} ({say_interval(row.low, row.high, points)}){n}."
