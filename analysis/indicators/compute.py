"""From frames to the rows of the table ``indicators``: counts first, shares last."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.comparisons import ALPHA, Totals, adjust_holm, compare_with_rest, make_totals
from analysis.dimensions import COMPARED, OVERALL, PERSON_DIMENSIONS
from analysis.filters import Filters
from analysis.frames import Material
from analysis.indicators import INDICATORS
from analysis.indicators.indicator import Indicator, Kind
from analysis.intervals import share_interval, unknown_bounds
from analysis.scope import Scope, make_scope, scope_of
from analysis.stories import Counting, Selection
from data.vocab import Gender

# Below these a share says more of chance than of the media (domain.md, "Figures that hold").
# Persons are those whose gender is known, stories those that hold at least one of them: thirty
# persons of whom two are known, or thirty in one story, would carry no share.
MIN_PERSONS = 30
MIN_STORIES = 10
WITHHELD_NOBODY = "inga personer"
WITHHELD_PERSONS = f"färre än {MIN_PERSONS} personer med känt kön"
WITHHELD_STORIES = f"färre än {MIN_STORIES} olika nyheter"
LACKING = "underlag saknas"
LACKING_WORDS = {
    "is_central": "kodningen märker inte ut centrala personer",
    "in_caption": "kodningen märker inte ut bildtexter",
    "in_first_third": "kodningen anger inte var i artikeln någon nämns",
    "share_of_quoted_words": "kodningen anger inte andelen av citaten",
    "title": "kodningen sparar inte titlar",
    "family_role": "kodningen märker inte ut familjeroller",
    "is_victim": "kodningen märker inte ut utsatta",
}
_GENDERS = [gender.value for gender in Gender]  # woman, man, nonbinary, unknown
# Columns of a table of sums: persons of each gender, then what the share is made of.
PART, KNOWN, UNDECIDED = 4, 5, 6
Numbers = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


Progress = Callable[[Iterable[Any], int], Iterable[Any]]


def _quietly(items: Iterable[Any], _total: int) -> Iterable[Any]:
    return items


def compute_indicators(
    material: Material, filters: Filters, progress: Progress = _quietly
) -> list[dict[str, Any]]:
    """All rows of the table ``indicators``; equal material gives equal rows."""
    scope = make_scope(material, filters)
    rows = compute_main_rows(scope, progress)
    for other in side_scopes(scope):
        rows += compute_side_rows(other)
    return sort_rows(rows)


def compute_main_rows(scope: Scope, progress: Progress = _quietly) -> list[dict[str, Any]]:
    """Every indicator by all its dimensions."""
    rows: list[dict[str, Any]] = []
    for indicator in progress(INDICATORS.values(), len(INDICATORS)):
        rows += compute_rows(scope, indicator, indicator.dimensions)
    return rows


def compute_side_rows(scope: Scope) -> list[dict[str, Any]]:
    """The whole of every indicator, and the foremost ones for each outlet."""
    rows: list[dict[str, Any]] = []
    for indicator in INDICATORS.values():
        by_outlet = scope.counting is Counting.PER_OUTLET and indicator.id in FOREMOST
        rows += compute_rows(scope, indicator, (OVERALL, "outlet") if by_outlet else (OVERALL,))
    return rows


def sort_rows(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda r: tuple(r[key] for key in ROW_KEY))


def side_scopes(scope: Scope) -> Iterator[Scope]:
    """The scopes for which, beside the main one, the whole is given, each made when asked for.

    A text that many publish belongs to all of them: per story there is only the whole.
    """
    material, filters = scope.material, scope.filters
    yield make_scope(material, filters, Counting.PER_STORY)
    for selection in (Selection.NO_WIRE, Selection.FULL, Selection.TEASER):
        yield scope_of(material, filters, Counting.PER_OUTLET, selection, scope.stories)


ROW_KEY = ("indicator", "dimension", "value", "counting", "selection")
FOREMOST = ("people", "sources")  # the figures that are also given apart for each outlet


def compute_rows(
    scope: Scope, indicator: Indicator, dimensions: tuple[str, ...]
) -> list[dict[str, Any]]:
    """The rows of one indicator within a scope, by each of the dimensions."""
    missing = [name for name in indicator.needs if name in scope.material.lacking]
    if missing:
        reason = f"{LACKING}: {LACKING_WORDS[missing[0]]}"
        empty = make_row(np.zeros((0, 7)), len(scope.stories)) | {"withheld": reason}
        return [_complete(scope, indicator, OVERALL, "alla", "Alla", empty)]
    table = count_by_story(scope, indicator)
    whole = scope.divide(OVERALL)
    by_cluster = np.zeros((scope.n_clusters, 7))
    by_cluster[whole.cluster] = whole.sum_by_cluster(table)
    totals = make_totals(by_cluster[:, [PART, KNOWN]])
    rows: list[dict[str, Any]] = []
    for dimension in dimensions:
        if dimension in PERSON_DIMENSIONS:
            groups = _groups_of_persons(scope, indicator, dimension)
        else:
            groups = _groups_of_stories(scope, table, dimension)
        compared = dimension in COMPARED
        own = [
            _complete(scope, indicator, dimension, value, label, row)
            for value, label, row in _make_rows(groups, totals if compared else None)
        ]
        if compared:
            _mark_differences(own)
        rows += own
    return rows


def count_by_story(scope: Scope, indicator: Indicator, within: Mask | None = None) -> Numbers:
    """A row a story: persons of each gender, then the part, the known whole and the undecided.

    Only persons ``within`` count, where it is given.
    """
    persons = scope.contributors if indicator.kind is Kind.CONTRIBUTORS else scope.persons
    mask = within
    if indicator.select is not None:
        chosen = np.asarray(indicator.select(persons), dtype=bool)
        mask = chosen if within is None else chosen & within
    genders = sum_by_gender(persons, len(scope.stories), mask)
    if indicator.kind is Kind.STORIES:
        assert indicator.judge is not None
        frame = pd.DataFrame(genders, columns=_GENDERS)
        there, absent = indicator.judge(frame)
        peopled = genders.sum(axis=1) > 0
        yes = there.to_numpy() & peopled
        no = absent.to_numpy() & peopled & ~yes
        return np.column_stack([genders, yes, yes | no, peopled & ~yes & ~no])
    amounts = genders
    if indicator.amount:
        weights = persons[indicator.amount].to_numpy(dtype=np.float64)
        amounts = sum_by_gender(persons, len(scope.stories), mask, weights)
    return np.column_stack([genders, amounts[:, 0], amounts[:, :3].sum(axis=1), amounts[:, 3]])


def sum_by_gender(
    persons: pd.DataFrame,
    n_stories: int,
    mask: Mask | None = None,
    weights: Numbers | None = None,
) -> Numbers:
    """Persons in the mask, or their weights, by story and gender; columns as in Gender."""
    story = persons["story"].to_numpy()
    code = persons["gender"].cat.codes.to_numpy()
    if mask is not None:  # columns one by one: a part of the whole frame would cost more
        story, code = story[mask], code[mask]
        weights = None if weights is None else weights[mask]
    place = story * 4 + code
    sums = np.bincount(place, weights=weights, minlength=n_stories * 4).astype(np.float64)
    return sums.reshape(n_stories, 4)


Group = tuple[str, str, int, Numbers, npt.NDArray[np.int64]]


def _groups_of_stories(scope: Scope, table: Numbers, dimension: str) -> Iterator[Group]:
    division = scope.divide(dimension)
    sums = division.sum_by_cluster(table)
    for i, (value, label) in enumerate(zip(division.values, division.labels, strict=True)):
        rows = slice(int(division.starts[i]), int(division.starts[i + 1]))
        yield value, label, int(division.n_stories[i]), sums[rows], division.cluster[rows]


def _groups_of_persons(scope: Scope, indicator: Indicator, dimension: str) -> Iterator[Group]:
    whole = scope.divide(OVERALL)
    for value, label in PERSON_DIMENSIONS[dimension].items():
        own = (scope.persons[dimension] == value).to_numpy(dtype=bool)
        table = count_by_story(scope, indicator, own)
        sums = whole.sum_by_cluster(table)
        there = sums[:, :4].sum(axis=1) > 0
        n_stories = int((table[:, :4].sum(axis=1) > 0).sum())
        yield value, label, n_stories, sums[there], whole.cluster[there]


def _make_rows(
    groups: Iterator[Group], totals: Totals | None
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for value, label, n_stories, sums, cluster in groups:
        row = make_row(sums, n_stories)
        if totals is not None and row["share"] is not None:
            compared = compare_with_rest(sums[:, [PART, KNOWN]], cluster, totals, MIN_STORIES)
            if compared is not None:
                row["_difference"], row["p_rest"] = compared
        yield value, label, row


def make_row(sums: Numbers, n_stories: int) -> dict[str, Any]:
    """Counts of one group and, where there are enough, its share with interval and bounds.

    ``sums`` has a row a story cluster, columns as count_by_story makes them.
    """
    total = sums.sum(axis=0)
    women, men, nonbinary, unknown = (round(number) for number in total[:4])
    known_persons = women + men + nonbinary
    n_clusters = int((sums[:, KNOWN] > 0).sum())
    reasons = []
    if known_persons + unknown == 0:
        reasons.append(WITHHELD_NOBODY)
    else:
        if known_persons < MIN_PERSONS:
            reasons.append(WITHHELD_PERSONS)
        if n_clusters < MIN_STORIES:
            reasons.append(WITHHELD_STORIES)
    row: dict[str, Any] = {
        "n_stories": n_stories,
        "n_persons": known_persons + unknown,
        "n_women": women,
        "n_men": men,
        "n_nonbinary": nonbinary,
        "n_unknown": unknown,
        "numerator": float(total[PART]),
        "denominator": float(total[KNOWN]),
        "undecided": float(total[UNDECIDED]),
        **dict.fromkeys(("share", "low", "high", "bound_low", "bound_high", "p_rest")),
        "differs": "",
        "withheld": " och ".join(reasons),
    }
    if reasons:
        return row
    interval = share_interval(sums[:, PART], sums[:, KNOWN])
    bounds = unknown_bounds(total[PART], total[KNOWN], total[UNDECIDED])
    if interval is None or bounds is None:
        return row | {"withheld": WITHHELD_STORIES}
    row |= {"share": float(total[PART] / total[KNOWN])}
    row |= {"low": interval.low, "high": interval.high}
    return row | {"bound_low": float(bounds.low), "bound_high": float(bounds.high)}


def _mark_differences(rows: list[dict[str, Any]]) -> None:
    """Say of each group whether it differs from the rest when all groups are looked at."""
    adjusted = adjust_holm([row["p_rest"] for row in rows])
    for row, p in zip(rows, adjusted, strict=True):
        difference = row.pop("_difference", None)
        row["p_rest"] = p
        if p is not None and difference is not None:
            way = "higher" if difference > 0 else "lower"
            row["differs"] = way if p < ALPHA else "no"


def _complete(
    scope: Scope, indicator: Indicator, dimension: str, value: str, label: str, row: dict[str, Any]
) -> dict[str, Any]:
    return {
        "indicator": indicator.id,
        "dimension": dimension,
        "value": value,
        "counting": scope.counting.value,
        "selection": scope.selection.value,
        "label": label,
        "unit": indicator.kind.value,
        **row,
        "filters": scope.filters.to_json(),
    }
