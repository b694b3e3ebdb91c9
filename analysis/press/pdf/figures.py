"""Figures and charts as blocks: a chart or the sentence that stands in its place, and tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analysis.figures import Figure
from analysis.indicators.compute import MIN_PERSONS, MIN_STORIES
from analysis.press.charts.chart import Chart
from analysis.press.facts import Facts
from analysis.press.formats import say_count
from analysis.press.groups import is_told
from analysis.press.pdf.document import Block, Column, DataTable, Paragraph, Picture, Tone
from analysis.press.signoffs import key_of
from analysis.swedish import NBSP


def raise_first(text: str) -> str:
    """A capital first; the rest is left as it stands."""
    return text[:1].upper() + text[1:]


TOO_FEW = "för få"
NOTHING = "–"
DOUBTFUL = " *"
TOO_FEW_NOTE = (
    f"”{raise_first(TOO_FEW)}”: färre än {MIN_PERSONS} personer med känt kön eller färre än "
    f"{MIN_STORIES} olika nyheter."
)
HIDDEN_NOTE = f"{NOTHING} Så få personer att antalen inte redovisas."
DOUBTFUL_NOTE = "* Markerad som tveksam i granskningen; bör inte sägas högt."
ORDER_NOTE = (
    "I bokstavsordning, inte rangordnat: skillnader som ryms i intervallen kan bero på slumpen."
)


def show_chart(chart: Chart | None) -> list[Block]:
    """The chart, or in words why there is none."""
    if chart is None:
        return []
    if not chart.drawn:
        return [Paragraph(chart.missing, Tone.NOTE)]
    note = " ".join(text for text in (chart.caption, chart.left_out) if text)
    return [
        Picture(
            chart.name, chart.title, chart.alt, chart.svg, chart.source, note, _choose_width(chart)
        )
    ]


def _choose_width(chart: Chart) -> float:
    """A map is as high as it is wide; at full width it would take a page."""
    return 0.66 if chart.kind == "map" else 1.0


def say_cell(figure: Figure) -> str:
    """ "33 % (27–40)", or that there are too few."""
    if figure.percent is None:
        return TOO_FEW
    return f"{figure.percent}{NBSP}% ({figure.low}–{figure.high})"


def list_shares(
    facts: Facts,
    name: str,
    caption: str,
    first: str,
    figures: Iterable[Figure],
    labels: Iterable[str] | None = None,
    note: str = "",
) -> DataTable:
    """A table with a figure a row; ``first`` heads its labels."""
    own = list(figures)
    names = list(labels) if labels is not None else [figure.label for figure in own]
    return DataTable(
        name=name,
        caption=caption,
        columns=(
            Column(first, width=3.2),
            Column("Andel kvinnor (intervall)", width=2.7),
            Column("Kvinnor", numeric=True, width=1.1),
            Column("Män", numeric=True, width=1),
            Column("Icke-binära eller okänt", numeric=True, width=1.3),
            Column("Nyheter", numeric=True, width=1.1),
        ),
        rows=tuple(
            (raise_first(label), say_cell(figure) + _mark(facts, figure), *_count_cells(figure))
            for label, figure in zip(names, own, strict=True)
        ),
        note=" ".join(text for text in (note, *_say_symbols(facts, own)) if text),
    )


def _mark(facts: Facts, figure: Figure) -> str:
    """A star where the review says that the figure is doubtful."""
    return DOUBTFUL if key_of(figure) in facts.signoffs.doubtful else ""


def _say_symbols(facts: Facts, own: Sequence[Figure]) -> list[str]:
    """What the marks in a table mean, where they stand."""
    doubtful = any(_mark(facts, figure) for figure in own)
    withheld = any(figure.percent is None for figure in own)
    hidden = any(not is_told(figure) for figure in own)
    return [TOO_FEW_NOTE] * withheld + [HIDDEN_NOTE] * hidden + [DOUBTFUL_NOTE] * doubtful


def _count_cells(figure: Figure) -> tuple[str, str, str, str]:
    if not is_told(figure):
        return NOTHING, NOTHING, NOTHING, say_count(figure.n_stories)
    counts = (figure.women, figure.men, figure.other_or_unknown, figure.n_stories)
    women, men, other, stories = (say_count(count) for count in counts)
    return women, men, other, stories
