"""From frames to the rows of the table ``indicators``: counts first, shares last."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from analysis.dimensions import DIMENSIONS, OVERALL
from analysis.filters import Filters
from analysis.frames import Counting, Material, choose_stories
from analysis.indicators import INDICATORS
from analysis.indicators.indicator import Indicator
from analysis.intervals import share_interval, unknown_bounds
from data.vocab import Gender

# Below these a share says more of chance than of the media (domain.md, "Figures that hold").
# Persons are those whose gender is known, stories those that hold at least one of them: thirty
# persons of whom two are known, or thirty in one story, would carry no share.
MIN_PERSONS = 30
MIN_STORIES = 10
WITHHELD_NOBODY = "inga personer"
WITHHELD_PERSONS = f"färre än {MIN_PERSONS} personer med känt kön"
WITHHELD_STORIES = f"färre än {MIN_STORIES} olika nyheter"
_GENDERS = [gender.value for gender in Gender]


def compute_indicators(material: Material, filters: Filters) -> list[dict[str, Any]]:
    """All rows of the table ``indicators``; equal material gives equal rows."""
    rows: list[dict[str, Any]] = []
    for counting in Counting:
        stories = choose_stories(material, filters, counting)
        for indicator in INDICATORS.values():
            # A text that many publish belongs to all of them: per story there is only the whole.
            divided = indicator.dimensions if counting is Counting.PER_OUTLET else (OVERALL,)
            counts = _count_by_cluster(material, stories, indicator)
            for dimension in divided:
                groups = DIMENSIONS[dimension](material, stories)
                for row in _compute_groups(groups, stories, counts, dimension):
                    rows.append(
                        {"indicator": indicator.id, "dimension": dimension, **row}
                        | {"counting": counting.value, "filters": filters.to_json()}
                    )
    return sorted(rows, key=lambda r: (r["indicator"], r["dimension"], r["value"], r["counting"]))


def _count_by_cluster(
    material: Material, stories: pd.DataFrame, indicator: Indicator
) -> pd.DataFrame:
    """Persons of each gender in each article, with the article's cluster."""
    persons = material.persons[indicator.select(material.persons)]
    persons = persons[persons["article_id"].isin(stories["article_id"])]
    table = pd.crosstab(persons["article_id"], persons["gender"])
    table = table.reindex(index=stories["article_id"], columns=_GENDERS, fill_value=0)
    return table.assign(cluster_id=stories["cluster_id"].to_numpy())


def _compute_groups(
    groups: pd.DataFrame, stories: pd.DataFrame, counts: pd.DataFrame, dimension: str
) -> Iterator[dict[str, Any]]:
    if dimension == OVERALL and stories.empty:
        yield _compute_row("alla", "Alla", counts)
    for (value, label), group in groups.groupby(["value", "label"], sort=True):
        yield _compute_row(str(value), str(label), counts.loc[group["article_id"]])


def _compute_row(value: str, label: str, counts: pd.DataFrame) -> dict[str, Any]:
    """Counts of one group and, where there are enough, its share with interval and bounds."""
    clusters = counts.groupby("cluster_id", sort=True)[_GENDERS].sum()
    total = {gender: int(clusters[gender].sum()) for gender in _GENDERS}
    women, unknown = total[Gender.WOMAN.value], total[Gender.UNKNOWN.value]
    known_by_cluster = clusters[_GENDERS].sum(axis=1) - clusters[Gender.UNKNOWN.value]
    known = int(known_by_cluster.sum())
    reasons = []
    if known + unknown == 0:
        reasons.append(WITHHELD_NOBODY)
    else:
        if known < MIN_PERSONS:
            reasons.append(WITHHELD_PERSONS)
        if int((known_by_cluster > 0).sum()) < MIN_STORIES:
            reasons.append(WITHHELD_STORIES)
    row: dict[str, Any] = {
        "value": value,
        "label": label,
        "n_stories": len(counts),
        "n_persons": known + unknown,
        "n_women": women,
        "n_men": total[Gender.MAN.value],
        "n_nonbinary": total[Gender.NONBINARY.value],
        "n_unknown": unknown,
        **dict.fromkeys(("share", "low", "high", "bound_low", "bound_high")),
        "withheld": " och ".join(reasons),
    }
    if reasons:
        return row
    interval = share_interval(
        clusters[Gender.WOMAN.value].to_numpy(dtype="int64"),
        known_by_cluster.to_numpy(dtype="int64"),
    )
    bounds = unknown_bounds(women, known, unknown)
    assert interval is not None
    assert bounds is not None
    row |= {"share": women / known, "low": interval.low, "high": interval.high}
    return row | {"bound_low": bounds.low, "bound_high": bounds.high}
