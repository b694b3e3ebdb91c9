"""A figure as the public may see it: whole per cent, and nobody singled out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analysis.dimensions import OVERALL
from analysis.indicators.indicator import Kind
from analysis.swedish import outer_percent, whole_percent

MIN_GROUP = (
    5  # counts of smaller groups are blank in public; the usual limit of official statistics
)
SMALL_GROUP = f"färre än {MIN_GROUP} personer i gruppen, eller i en grupp som annars kan räknas ut"
MIN_NONBINARY = 5  # fewer could be single persons that a reader finds again in the articles


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of ``indicators`` made fit to publish; shares are whole per cent.

    ``percent`` and the four limits are None together, and ``withheld`` then says why.
    ``other_or_unknown`` holds nonbinary persons and those of unknown gender, ``nonbinary`` is
    given only for the whole and from MIN_NONBINARY up. ``low`` to ``high`` is the 95 % interval,
    ``at_least`` to ``at_most`` the share if none or all of those of unknown gender are women;
    where ``nonbinary`` is None, nonbinary persons are among them.
    """

    indicator: str
    dimension: str
    value: str
    label: str
    counting: str
    selection: str
    unit: str
    n_stories: int
    n_persons: int
    women: int
    men: int
    nonbinary: int | None
    other_or_unknown: int
    percent: int | None
    low: int | None
    high: int | None
    at_least: int | None
    at_most: int | None
    differs: str
    withheld: str
    filters: str

    @property
    def unknown_rate(self) -> float:
        return self.other_or_unknown / self.n_persons if self.n_persons else 0.0


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
