"""Intervals by bootstrap over story clusters, Wilson's interval, and bounds for unknowns.

People in one story are not independent, so stories are drawn, never persons.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import exp, log, sqrt
from statistics import NormalDist

import numpy as np
import numpy.typing as npt
from scipy.stats import t as student_t

DRAWS = 1_000
CONFIDENCE = 0.95
SEED = 20130101  # any fixed number: equal data give equal intervals
# Up to the first number clusters are drawn one by one. Above it they are first put together at
# random into as many units as the largest step they reach (the random groups of Wolter 2007):
# independent clusters make independent units, the standard error stays unbiased, and its own
# error with 300 units is 4 per cent. So a million rows cost no more than a thousand.
SINGLE_UNITS = 300
UNIT_STEPS = (300, 500, 1_000)
_NORMAL = NormalDist()

Counts = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Interval:
    low: float
    high: float


def wilson_interval(share: float, n: float) -> Interval:
    """Wilson's interval for a share among n independent observations."""
    z = _NORMAL.inv_cdf(0.5 + CONFIDENCE / 2)
    centre = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    return Interval(max(0.0, centre - half), min(1.0, centre + half))


def share_interval(part: npt.ArrayLike, whole: npt.ArrayLike) -> Interval | None:
    """95 % interval of sum(part) / sum(whole), each array with one number a story cluster.

    The standard error comes from a bootstrap over clusters; the limits are set on the logit
    scale with Student's t, since a percentile interval of twenty long-tailed clusters covers
    91 % where 95 are promised (simulated, see docs/decisions/0050; 2026-11-25).

    Clusters without anything in ``whole`` carry no information on the share and are not drawn.
    None with fewer than two clusters: nothing then says how much stories differ. Wilson's
    interval is used where its conditions hold, that is where each cluster holds one observation;
    and where part is all of whole or nothing: every draw is then equal and the bootstrap would
    claim certainty, so each cluster counts as one observation.
    """
    parts, wholes = _informative(part, whole)
    n_clusters = len(wholes)
    if n_clusters < 2:
        return None
    share = float(parts.sum() / wholes.sum())
    if share in {0.0, 1.0} or (wholes.max() == wholes.min() == 1 and set(parts) <= {0.0, 1.0}):
        return wilson_interval(share, n_clusters)
    error = standard_error(np.column_stack([parts, wholes]))
    if error is None:
        return None
    half = t_quantile(n_clusters - 1) * error / (share * (1 - share))
    centre = log(share / (1 - share))
    return Interval(_expit(centre - half), _expit(centre + half))


def difference_interval(columns: Numbers) -> tuple[float, Interval] | None:
    """Difference of two ratios within one corpus and its 95 % interval.

    ``columns`` are (part a, whole a, part b, whole b), one row a cluster: the two are drawn
    together, since a story holds persons of both. None where either whole is empty, or where
    fewer than two clusters say anything.
    """
    columns = columns[(columns[:, 1] > 0) | (columns[:, 3] > 0)]
    n_clusters = len(columns)
    if n_clusters < 2:
        return None
    totals = columns.sum(axis=0)
    if totals[1] == 0 or totals[3] == 0:
        return None
    error = standard_error(columns)
    if error is None:
        return None
    difference = float(totals[0] / totals[1] - totals[2] / totals[3])
    half = t_quantile(n_clusters - 1) * error
    return difference, Interval(difference - half, difference + half)


def change_interval(before: float, old: Interval, after: float, new: Interval) -> Interval:
    """Interval of ``after - before`` for two independent shares with intervals of their own.

    The method of variance estimates recovery (Zou and Donner 2008), which keeps the limits of
    skewed intervals apart and never leaves -1 to 1.
    """
    change = after - before
    low = change - sqrt((after - new.low) ** 2 + (old.high - before) ** 2)
    high = change + sqrt((new.high - after) ** 2 + (before - old.low) ** 2)
    return Interval(low, high)


def standard_error(columns: Numbers) -> float | None:
    """Bootstrap standard error of a ratio (two columns) or of a difference of two (four).

    None where a tenth of the draws or more have nothing in a whole.
    """
    ratios = draw_ratios(columns)
    values = ratios[:, 0] if ratios.shape[1] == 1 else ratios[:, 0] - ratios[:, 1]
    said = values[np.isfinite(values)]
    n_clusters = len(columns)
    if len(said) <= 0.9 * len(values) or n_clusters < 2:
        return None
    return float(said.std()) * sqrt(n_clusters / (n_clusters - 1))


def draw_ratios(columns: Numbers) -> Numbers:
    """Bootstrap replicates of ratios: ``columns`` are pairs (part, whole), one row a cluster.

    Returns DRAWS rows and a column a pair; nan where a draw has nothing in the whole. Few rows
    are put in order first, so that equal data in another order give the same draws; many come
    in an order of their own (that of cluster ids), which sorting would only cost time.
    """
    units = _n_units(len(columns))
    if len(columns) <= UNIT_STEPS[-1]:
        columns = columns[np.lexsort(columns.T[::-1])]
    if units < len(columns):
        block = np.random.default_rng([SEED, len(columns)]).permutation(len(columns)) % units
        columns = np.column_stack(
            [np.bincount(block, weights=column, minlength=units) for column in columns.T]
        )
    weights = _step_weights(units) if units in UNIT_STEPS else _draw_weights(units)
    weights = weights.astype(np.float64, copy=False)
    # einsum, not @: the sums of a BLAS hang on how many threads it happens to run
    sums = np.column_stack(
        [np.einsum("du,u->d", weights, np.ascontiguousarray(column)) for column in columns.T]
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        ratios: Numbers = sums[:, 0::2] / sums[:, 1::2]
    return ratios


def unknown_bounds(part: float, known: float, unknown: float) -> Interval | None:
    """The share if all unknowns were men, and if all were women; None without any."""
    total = known + unknown
    return Interval(part / total, (part + unknown) / total) if total else None


def _informative(part: npt.ArrayLike, whole: npt.ArrayLike) -> tuple[Numbers, Numbers]:
    parts, wholes = np.asarray(part, dtype=np.float64), np.asarray(whole, dtype=np.float64)
    filled = wholes > 0
    return parts[filled], wholes[filled]


def _expit(value: float) -> float:
    return 1 / (1 + exp(-value)) if value > -700 else 0.0


def _n_units(n_clusters: int) -> int:
    if n_clusters <= SINGLE_UNITS:
        return n_clusters
    return max(step for step in UNIT_STEPS if step <= n_clusters)


@lru_cache(maxsize=512)
def _draw_weights(units: int) -> npt.NDArray[np.uint8]:
    """How often each unit is drawn in each replicate: DRAWS rows that each sum to ``units``."""
    rng = np.random.default_rng([SEED, units])
    drawn = rng.integers(0, units, size=(DRAWS, units))
    drawn += np.arange(DRAWS)[:, None] * units
    counts = np.bincount(drawn.ravel(), minlength=DRAWS * units)
    return counts.reshape(DRAWS, units).astype(np.uint8)


@lru_cache(maxsize=len(UNIT_STEPS))
def _step_weights(units: int) -> Numbers:
    """The weights of the sizes that come again and again, ready to multiply."""
    return _draw_weights(units).astype(np.float64)


@lru_cache(maxsize=4096)
def t_quantile(degrees: int) -> float:
    """Student's t that leaves half of 1 - CONFIDENCE in each tail."""
    return float(student_t.ppf(0.5 + CONFIDENCE / 2, min(degrees, 100_000)))
