from __future__ import annotations

import numpy as np
import pytest

from analysis.comparisons import adjust_holm, compare_with_rest, make_totals, p_of_interval
from analysis.intervals import Interval


def test_holm_is_the_textbooks() -> None:
    assert adjust_holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert adjust_holm([None, 0.02, None]) == [None, 0.02, None]
    assert adjust_holm([]) == []
    assert adjust_holm([0.9, 0.8]) == [1.0, 1.0]


def test_p_agrees_with_the_interval() -> None:
    assert p_of_interval(0.1, Interval(0.0, 0.2)) == pytest.approx(0.05, abs=1e-6)
    assert p_of_interval(0.1, Interval(0.01, 0.2)) < 0.05 < p_of_interval(0.1, Interval(-0.01, 0.2))
    assert p_of_interval(-0.1, Interval(-0.3, -0.02)) < 0.05
    assert p_of_interval(0.0, Interval(0.0, 0.0)) == 1.0


def make(rng: np.random.Generator, n: int, share: float) -> np.ndarray:
    persons = 1 + rng.poisson(2, n)
    return np.column_stack([rng.binomial(persons, rng.beta(4 * share, 4 - 4 * share, n)), persons])


def test_a_group_like_the_rest_is_called_different_one_time_in_twenty() -> None:
    rng, low, rounds = np.random.default_rng(9), 0, 1_000
    for _ in range(rounds):
        clusters = make(rng, 120, 0.35).astype(float)
        found = compare_with_rest(clusters[:40], np.arange(40), make_totals(clusters), 10)
        assert found is not None
        low += found[1] < 0.05
    assert 0.03 <= low / rounds <= 0.07


def test_a_group_unlike_the_rest_is_found() -> None:
    rng = np.random.default_rng(1)
    clusters = np.vstack([make(rng, 60, 0.15), make(rng, 200, 0.45)]).astype(float)
    found = compare_with_rest(clusters[:60], np.arange(60), make_totals(clusters), 10)
    assert found is not None
    assert found[0] < -0.15
    assert found[1] < 0.001


def test_a_cluster_in_both_is_counted_in_both() -> None:
    """The fast sums give what residuals of every cluster give one by one."""
    rng = np.random.default_rng(2)
    clusters = make(rng, 90, 0.4).astype(float)
    rows = np.arange(0, 90, 2)
    group = np.floor(clusters[rows] / 2)
    found = compare_with_rest(group, rows, make_totals(clusters), 5)
    assert found is not None
    whole = np.zeros_like(clusters)
    whole[rows] = group
    rest = clusters - whole
    p, q = whole[:, 0].sum() / whole[:, 1].sum(), rest[:, 0].sum() / rest[:, 1].sum()
    assert found[0] == pytest.approx(p - q)
    influence = (whole[:, 0] - p * whole[:, 1]) / whole[:, 1].sum()
    influence -= (rest[:, 0] - q * rest[:, 1]) / rest[:, 1].sum()
    n = min((whole[:, 1] > 0).sum(), (rest[:, 1] > 0).sum())
    error = np.sqrt((influence**2).sum() * n / (n - 1))
    half = abs(p - q) / error
    from scipy.stats import t

    assert found[1] == pytest.approx(2 * t.sf(half, n - 1))


def test_all_men_is_no_certainty() -> None:
    clusters = np.array([[0, 3]] * 12 + [[1, 3], [0, 3]] * 30, dtype=float)
    found = compare_with_rest(clusters[:12], np.arange(12), make_totals(clusters), 10)
    assert found is not None
    assert found[1] > 0.05


def test_too_small_a_rest_is_not_compared() -> None:
    clusters = np.array([[1, 3]] * 30, dtype=float)
    assert compare_with_rest(clusters[:25], np.arange(25), make_totals(clusters), 10) is None
    assert compare_with_rest(clusters, np.arange(30), make_totals(clusters), 10) is None
