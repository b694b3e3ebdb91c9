"""Intervals for a share of persons: bootstrap over story clusters, and bounds for unknowns.

People in one story are not independent, so stories are drawn, never persons.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

import numpy as np
import numpy.typing as npt
from scipy.stats import t as student_t

DRAWS = 2_000
CONFIDENCE = 0.95
SEED = 20130101  # any fixed number: equal data give equal intervals
_NORMAL = NormalDist()

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Interval:
    low: float
    high: float


def wilson_interval(share: float, n: int) -> Interval:
    """Wilson's interval for a share among n independent observations."""
    z = _NORMAL.inv_cdf(0.5 + CONFIDENCE / 2)
    centre = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    return Interval(max(0.0, centre - half), min(1.0, centre + half))


def share_interval(women: Counts, known: Counts) -> Interval | None:
    """95 % interval of sum(women) / sum(known), each array with one number a story cluster.

    A percentile bootstrap over clusters with Hesterberg's correction for few clusters
    ("expanded percentile", 2015: the tails are widened to the t quantile and by G/(G-1)), for
    the plain percentile interval of ten clusters is about a sixth too narrow. Clusters
    without known persons carry no information on the share and are not drawn.

    None with fewer than two clusters: nothing then says how much stories differ. When all are
    women or none is, every draw is equal and the bootstrap would claim certainty; there
    Wilson's interval stands in, each cluster counted as one observation.
    """
    filled = known > 0
    women, known = women[filled], known[filled]
    n_clusters = len(known)
    if n_clusters < 2:
        return None
    share = float(women.sum() / known.sum())
    if share in {0.0, 1.0}:
        return wilson_interval(share, n_clusters)
    # Clusters with the same counts are exchangeable: drawing kinds with their frequencies is
    # the same as drawing clusters, and neither memory nor the order of rows matters.
    kinds, frequency = np.unique(np.column_stack([women, known]), axis=0, return_counts=True)
    rng = np.random.default_rng(SEED)
    drawn = rng.multinomial(n_clusters, frequency / n_clusters, size=DRAWS)
    shares = (drawn @ kinds[:, 0]) / (drawn @ kinds[:, 1])
    t = float(student_t.ppf(0.5 + CONFIDENCE / 2, n_clusters - 1))
    tail = _NORMAL.cdf(-t * sqrt(n_clusters / (n_clusters - 1)))
    low, high = np.quantile(shares, [tail, 1 - tail])
    return Interval(float(low), float(high))


def unknown_bounds(women: int, known: int, unknown: int) -> Interval | None:
    """The share if all unknowns were men, and if all were women; None without persons."""
    total = known + unknown
    return Interval(women / total, (women + unknown) / total) if total else None
