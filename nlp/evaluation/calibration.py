"""How far stated probabilities are from what came true, and how far they would be by chance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nlp.evaluation.counts import divide

BINS = 10  # of equal width, as in Guo et al. 2017
DRAWS = 1000
SEED = 20261125


def compute_calibration_error(truths: Sequence[bool], values: Sequence[float]) -> float | None:
    """Expected calibration error: the mean distance of what was said from what came true."""
    bins: dict[int, list[tuple[bool, float]]] = {}
    for truth, p in zip(truths, values, strict=True):
        bins.setdefault(min(int(p * BINS), BINS - 1), []).append((truth, p))
    apart = sum(abs(sum(t for t, _ in b) - sum(p for _, p in b)) for b in bins.values())
    return divide(apart, len(truths))


def find_chance_error(values: Sequence[float]) -> list[float] | None:
    """[median, 95th percentile] of the error that these answers would have if all were true to
    their probability: in a small material the error is never near 0."""
    if not values:
        return None
    rng = np.random.default_rng(SEED)
    p = np.asarray(values)
    errors = [
        compute_calibration_error((rng.random(len(p)) < p).tolist(), values) or 0.0
        for _ in range(DRAWS)
    ]
    return [round(float(x), 4) for x in np.percentile(errors, [50, 95])]
