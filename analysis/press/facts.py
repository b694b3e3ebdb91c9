"""What the press kit may tell: every figure once, frozen, with what it rests on.

All files of a kit are made of one ``Facts``; none of them computes a figure of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from analysis.figures import Figure
from analysis.periods import Period
from analysis.press.coverage import Coverage
from analysis.press.signoffs import SignOffs
from analysis.press.tables import Table

PER_OUTLET, PER_STORY, ALL = "per_outlet", "per_story", "all"


@dataclass(frozen=True, slots=True)
class Contrast:
    """Women's mean beside men's, in ``unit``; ``claimable`` when the difference holds among all
    contrasts that were looked at (Holm). Values are None together, ``withheld`` then says why."""

    id: str
    label: str
    unit: str
    among: str
    chapter: str
    definition: str
    women: float | None
    men: float | None
    difference: float | None
    low: float | None
    high: float | None
    claimable: bool
    n_women: int
    n_men: int
    other_or_unknown: int
    n_stories: int
    withheld: str


@dataclass(frozen=True, slots=True)
class Quotient:
    """A media share beside the share in the population that matches it.

    ``base_percent`` has a decimal, ``claim`` is "higher", "lower" or "" (no difference may be
    claimed, with all quotients looked at together).
    """

    figure: Figure
    base_id: str
    population: str
    definition: str
    area: str
    year: int
    base_percent: float
    source: str
    note: str
    quotient: float | None
    low: float | None
    high: float | None
    claim: str


@dataclass(frozen=True, slots=True)
class Change:
    """From a period to the next; ``points`` with its interval in percentage points.

    ``alarm`` is "rise", "fall" or "" (within chance, or withheld).
    """

    indicator: str
    unit: str
    before: str
    after: str
    percent_before: int | None
    percent_after: int | None
    points: float | None
    low: float | None
    high: float | None
    alarm: str
    withheld: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """A share corrected by a reviewed sample, or why there is none."""

    indicator: str
    method: str
    percent: int | None
    low: int | None
    high: int | None
    n_reviewed: int
    unit: str
    withheld: str


@dataclass(frozen=True, slots=True)
class Robustness:
    """Whether what is said of balance holds under all choices: "yes", "no", or "" (nothing said).

    ``broken_by`` names the choices under which something else would have to be said.
    """

    indicator: str
    holds: str
    n_choices: int
    broken_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unseen:
    """A place or industry with what is missing there; ``outlet`` "" for all outlets together."""

    dimension: str
    label: str
    outlet: str
    missing: str
    n_stories: int
    n_persons: int


@dataclass(frozen=True, slots=True)
class Word:
    """A word that stands more often near ``near`` ("women" or "men")."""

    word: str
    near: str
    n_stories: int


@dataclass(frozen=True, slots=True)
class ErrorFigure:
    """How often the coding is right, against one gold file; values 0 to 1, or points."""

    gold: str
    metric: str
    label: str
    value: float
    low: float | None
    high: float | None
    n: int
    model: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A figure from elsewhere, to stand beside ours; not measured as ours are."""

    what: str
    percent: str
    year: int
    measured: str
    source: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """What made the figures; ``figures_sha256`` is the edition's hash, or that of the rows."""

    version: str
    code_sha256: str
    models: tuple[str, ...]
    figures_sha256: str
    frozen_at: str
    n_reviewed: int


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends the kit; "" where nobody has said so, and the files then leave a slot."""

    organisation: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """``name`` is the edition's, or the period's where ``edition`` is ""; ``stamp`` (UTC) is the
    time that every file carries. ``outlets`` maps ids to the names that may be shown;
    ``embargo`` is a Swedish sentence or ""; ``notes`` must stand on everything that is shown.
    """

    name: str
    edition: str
    period: Period
    stamp: datetime
    figures: Mapping[tuple[str, str, str, str, str], Figure]
    contrasts: tuple[Contrast, ...]
    quotients: tuple[Quotient, ...]
    changes: tuple[Change, ...]
    corrected: tuple[Corrected, ...]
    robustness: tuple[Robustness, ...]
    unseen: tuple[Unseen, ...]
    words: tuple[Word, ...]
    errors: tuple[ErrorFigure, ...]
    comparisons: tuple[Comparison, ...]
    coverage: Coverage
    signoffs: SignOffs
    method: Mapping[str, str]
    tables: tuple[Table, ...]
    provenance: Provenance
    sender: Sender
    outlets: Mapping[str, str]
    notes: tuple[str, ...]
    fictional: bool
    anonymised: bool
    embargo: str = ""

    def whole(self, indicator: str, counting: str = PER_OUTLET, selection: str = ALL) -> Figure:
        """The figure of an indicator for the whole material."""
        return self.figures[indicator, "overall", "alla", counting, selection]

    def group(self, indicator: str, dimension: str, value: str) -> Figure | None:
        """The figure of one group, None where nothing fell into it."""
        return self.figures.get((indicator, dimension, value, PER_OUTLET, ALL))

    def groups(self, indicator: str, dimension: str) -> tuple[Figure, ...]:
        """The groups of a dimension by name, or by time; "none given" last."""
        own = [
            figure
            for key, figure in self.figures.items()
            if (*key[:2], *key[3:]) == (indicator, dimension, PER_OUTLET, ALL)
        ]
        by_time = dimension in {"month", "quarter"}
        return tuple(
            sorted(
                own,
                key=lambda f: (
                    f.value in {"ingen", "okänt"},
                    f.value if by_time else f.label.casefold(),
                ),
            )
        )

    def table(self, name: str) -> Table:
        """A table by its name."""
        return next(table for table in self.tables if table.name == name)
