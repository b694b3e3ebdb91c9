"""Which of many groups differ: each against the rest, with control for having looked at many."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
import numpy.typing as npt
from scipy.stats import t as student_t

from analysis.intervals import Interval, t_quantile, wilson_interval

Numbers = npt.NDArray[np.float64]
ALPHA = 0.05


@dataclass(frozen=True, slots=True)
class Totals:
    """(women, known) of every cluster of the whole, with the sums of their products."""

    clusters: Numbers
    women: float
    known: float
    squares: tuple[float, ...]
    n_informative: int


def make_totals(clusters: Numbers) -> Totals:
    """``clusters`` has two columns, part and whole, one row a cluster."""
    women, known = np.ascontiguousarray(clusters[:, 0]), np.ascontiguousarray(clusters[:, 1])
    pairs = ((women, women), (women, known), (known, known))
    return Totals(
        clusters=clusters,
        women=float(women.sum()),
        known=float(known.sum()),
        squares=tuple(float((a * b).sum()) for a, b in pairs),
        n_informative=int((known > 0).sum()),
    )


def compare_with_rest(
    group: Numbers, cluster: npt.NDArray[np.int64], totals: Totals, min_clusters: int
) -> tuple[float, float] | None:
    """(difference to the rest, p) of a group, given the cluster number of each of its rows.

    The rest is all that is not in the group; a cluster may lie in both. Linearised variance over
    clusters. None where the rest is too small to compare with, or nothing varies.
    """
    whole = totals.clusters[cluster]
    rest = whole - group
    rest_known = totals.known - float(group[:, 1].sum())
    n_group = int((group[:, 1] > 0).sum())
    n_rest = totals.n_informative - int((whole[:, 1] > 0).sum()) + int((rest[:, 1] > 0).sum())
    known = float(group[:, 1].sum())
    if min(n_group, n_rest) < max(2, min_clusters) or min(known, rest_known) <= 0:
        return None
    share = float(group[:, 0].sum()) / known
    rest_share = (totals.women - float(group[:, 0].sum())) / rest_known
    inside = (group[:, 0] - share * group[:, 1]) / known
    inside -= (rest[:, 0] - rest_share * rest[:, 1]) / rest_known
    residuals = whole[:, 0] - rest_share * whole[:, 1]
    ww, wk, kk = totals.squares
    outside = ww - 2 * rest_share * wk + rest_share**2 * kk - float((residuals**2).sum())
    variance = float((inside**2).sum()) + max(outside, 0.0) / rest_known**2
    n_clusters = min(n_group, n_rest)
    variance *= n_clusters / (n_clusters - 1)
    for value, n in ((share, n_group), (rest_share, n_rest)):
        if value in {0.0, 1.0}:  # all equal is no certainty; Wilson's limit stands in
            limits = wilson_interval(value, n)
            variance += ((limits.high - limits.low) / t_quantile(100_000)) ** 2
    if variance <= 0:
        return None
    difference = share - rest_share
    return difference, p_value(difference, sqrt(variance), n_clusters - 1)


def p_value(difference: float, error: float, degrees: int) -> float:
    """Two-sided p of a difference with this standard error (Student's t)."""
    return float(2 * student_t.sf(abs(difference) / error, degrees))


def p_of_interval(difference: float, interval: Interval, degrees: int = 100_000) -> float:
    """Two-sided p that agrees with a 95 % interval: below 0.05 just where it leaves out zero."""
    side = interval.low if difference > 0 else interval.high
    half = abs(difference - side)
    if half == 0:
        return 1.0 if difference == 0 else 0.0
    return p_value(difference, half / t_quantile(degrees), degrees)


def adjust_holm(p_values: list[float | None]) -> list[float | None]:
    """Holm's step-down: p values fit for many looks at once, whatever hangs together with what.

    The chance of even one false difference stays under ALPHA. None stays None.
    """
    tested = sorted((p, i) for i, p in enumerate(p_values) if p is not None)
    adjusted: list[float | None] = [None] * len(p_values)
    highest = 0.0
    for rank, (p, i) in enumerate(tested):
        highest = max(highest, min(1.0, p * (len(tested) - rank)))
        adjusted[i] = highest
    return adjusted
