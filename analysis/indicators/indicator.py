"""What an indicator is: a name, whom it counts, and by what it is divided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from analysis.dimensions import DIMENSIONS, OVERALL


class Chapter(StrEnum):
    """Chapters of a 3R review (SOU 2007:15)."""

    REPRESENTATION = "representation"
    RESURSER = "resurser"
    REALIA = "realia"


CHAPTER_LABELS = {
    Chapter.REPRESENTATION.value: "Representation",
    Chapter.RESURSER.value: "Resurser",
    Chapter.REALIA.value: "Realia",
}


class Kind(StrEnum):
    """What is counted."""

    PERSONS = "persons"
    CONTRIBUTORS = "contributors"
    AMOUNT = "amount"  # something that persons have more or less of, such as quoted words
    STORIES = "stories"


UNITS = {
    Kind.PERSONS.value: "personer",
    Kind.CONTRIBUTORS.value: "skribenter och fotografer",
    Kind.AMOUNT.value: "ord",
    Kind.STORIES.value: "nyheter",
}
ALL_DIMENSIONS = tuple(DIMENSIONS)
MAIN_DIMENSIONS = (OVERALL, "outlet", "month", "quarter", "sector", "municipality", "theme")

Select = Callable[[pd.DataFrame], "pd.Series[bool]"]
Judge = Callable[[pd.DataFrame], "tuple[pd.Series[bool], pd.Series[bool]]"]


@dataclass(frozen=True, slots=True)
class Indicator:
    """A share. ``public_id`` is the Swedish word for it in addresses and files.

    ``select`` says for each row of the persons (or contributors) whether it counts; ``amount``
    names the column of an amount; ``judge`` takes the persons of each gender in each story and
    says which stories count and which surely do not. ``needs`` are optional columns of the
    persons; ``subject`` ends a sentence that begins "38 procent kvinnor".
    """

    id: str
    public_id: str
    label: str
    definition: str
    definition_en: str
    numerator: str
    denominator: str
    subject: str
    chapter: Chapter
    kind: Kind
    dimensions: tuple[str, ...]
    select: Select | None = None
    amount: str = ""
    judge: Judge | None = None
    needs: tuple[str, ...] = ()

    @property
    def unit(self) -> str:
        return UNITS[self.kind.value]


@dataclass(frozen=True, slots=True)
class Contrast:
    """A mean over women set against the mean over men; ``unit`` is Swedish.

    ``measure`` gives each person a number, ``select`` says who counts (all by default) and
    ``among`` names them.
    """

    id: str
    public_id: str
    label: str
    definition: str
    definition_en: str
    unit: str
    chapter: Chapter
    among: str
    measure: Callable[[pd.DataFrame], pd.Series[float]]
    select: Select | None = None
    needs: tuple[str, ...] = ()
