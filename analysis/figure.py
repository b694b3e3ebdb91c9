"""A figure as the public may see it. Kept from pandas, so that the site starts without it."""

from __future__ import annotations

from dataclasses import dataclass

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
