"""Women's mean set against men's: how much room, how early, how often."""

from __future__ import annotations

from typing import Any

import numpy as np

from analysis.dimensions import OVERALL
from analysis.indicators import CONTRASTS
from analysis.indicators.compute import (
    LACKING,
    LACKING_WORDS,
    MIN_PERSONS,
    MIN_STORIES,
    WITHHELD_NOBODY,
    WITHHELD_PERSONS,
    WITHHELD_STORIES,
    sum_by_gender,
)
from analysis.indicators.indicator import Contrast
from analysis.intervals import difference_interval
from analysis.scope import Scope

# A mean of fewer is one person's doing: the least that lets a mean of each side move by less
# than a tenth when one person more or less is counted.
MIN_EACH = 10
WITHHELD_EACH = f"färre än {MIN_EACH} kvinnor eller färre än {MIN_EACH} män"


def compute_contrasts(scope: Scope) -> list[dict[str, Any]]:
    """One row a contrast: both means, the difference women minus men, and its interval."""
    return [_compute_contrast(scope, contrast) for contrast in CONTRASTS.values()]


def _compute_contrast(scope: Scope, contrast: Contrast) -> dict[str, Any]:
    row: dict[str, Any] = {
        "contrast": contrast.id,
        "counting": scope.counting.value,
        "selection": scope.selection.value,
        "n_stories": len(scope.stories),
        **dict.fromkeys(("n_persons", "n_women", "n_men", "n_nonbinary", "n_unknown"), 0),
        **dict.fromkeys(("women", "men", "difference", "low", "high")),
        "withheld": "",
        "filters": scope.filters.to_json(),
    }
    missing = [name for name in contrast.needs if name in scope.material.lacking]
    if missing:
        return row | {"withheld": f"{LACKING}: {LACKING_WORDS[missing[0]]}"}
    persons, mask = scope.persons, None
    if contrast.select is not None:
        mask = np.asarray(contrast.select(persons), dtype=bool)
    counts = sum_by_gender(persons, len(scope.stories), mask)
    values = np.asarray(contrast.measure(persons), dtype=np.float64)
    amounts = sum_by_gender(persons, len(scope.stories), mask, values)
    women, men, nonbinary, unknown = (int(n) for n in counts.sum(axis=0))
    row |= {"n_persons": women + men + nonbinary + unknown, "n_women": women, "n_men": men}
    row |= {"n_nonbinary": nonbinary, "n_unknown": unknown}
    table = np.column_stack([amounts[:, 0], counts[:, 0], amounts[:, 1], counts[:, 1]])
    clusters = scope.divide(OVERALL).sum_by_cluster(table)
    n_clusters = int(((clusters[:, 1] > 0) | (clusters[:, 3] > 0)).sum())
    reason = _withhold(women, men, row["n_persons"], n_clusters)
    found = None if reason else difference_interval(clusters)
    if found is None:
        return row | {"withheld": reason or WITHHELD_STORIES}
    difference, interval = found
    totals = clusters.sum(axis=0)
    row |= {"women": float(totals[0] / totals[1]), "men": float(totals[2] / totals[3])}
    return row | {"difference": difference, "low": interval.low, "high": interval.high}


def _withhold(women: int, men: int, persons: int, n_clusters: int) -> str:
    if persons == 0:
        return WITHHELD_NOBODY
    reasons = []
    if women + men < MIN_PERSONS:
        reasons.append(WITHHELD_PERSONS)
    elif min(women, men) < MIN_EACH:
        reasons.append(WITHHELD_EACH)
    if n_clusters < MIN_STORIES:
        reasons.append(WITHHELD_STORIES)
    return " och ".join(reasons)
