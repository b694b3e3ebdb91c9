"""Makes figures fit to publish: whole per cent, and nobody singled out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analysis.dimensions import OVERALL
from analysis.figure import MIN_GROUP, MIN_NONBINARY, SMALL_GROUP, Figure
from analysis.indicators.indicator import Kind
from analysis.swedish import outer_percent, whole_percent

__all__ = ["MIN_GROUP", "MIN_NONBINARY", "SMALL_GROUP", "Figure", "make_figure"]
_COPIED = (
    *("indicator", "dimension", "value", "label", "counting", "selection", "unit"),
    *("differs", "withheld", "filters"),
)


def make_figure(row: Mapping[str, Any]) -> Figure:
    """A row of the table ``indicators`` -> what is published of it.

    Limits are rounded outwards. Where nonbinary persons are not shown apart the upper bound is
    taken over them too: a tighter one would give their number away. Not for shares of stories.
    """
    nonbinary, unknown = row["n_nonbinary"], row["n_unknown"]
    women, persons = row["n_women"], row["n_persons"]
    shown = row["dimension"] == OVERALL and nonbinary >= MIN_NONBINARY
    percent = low = high = at_least = at_most = None
    if row["share"] is not None:
        percent = whole_percent(row["share"])
        low, high = outer_percent(row["low"], row["high"])
        uncertain = unknown if shown else unknown + nonbinary
        at_least, at_most = outer_percent(women / persons, (women + uncertain) / persons)
        if row["unit"] == Kind.AMOUNT.value:  # words have bounds of their own
            at_least, at_most = outer_percent(row["bound_low"], row["bound_high"])
    return Figure(
        **{key: row[key] for key in _COPIED},
        n_stories=row["n_stories"],
        n_persons=persons,
        women=women,
        men=row["n_men"],
        nonbinary=nonbinary if shown else None,
        other_or_unknown=nonbinary + unknown,
        percent=percent,
        low=low,
        high=high,
        at_least=at_least,
        at_most=at_most,
    )
