from __future__ import annotations

import numpy as np
import pytest

from analysis.intervals import (
    Interval,
    share_interval,
    unknown_bounds,
    wilson_interval,
)


def make(women: list[int], known: list[int]) -> Interval | None:
    return share_interval(np.array(women, dtype="int64"), np.array(known, dtype="int64"))


def test_nobody_or_one_cluster_has_no_interval() -> None:
    assert make([], []) is None
    assert make([0, 0], [0, 0]) is None
    assert make([3], [8]) is None
    assert make([3, 0], [8, 0]) is None


def test_all_women_or_none_is_not_certain() -> None:
    none, everyone = make([0] * 20, [4] * 20), make([4] * 20, [4] * 20)
    assert none is not None
    assert everyone is not None
    assert none.low == 0
    assert 0.1 < none.high < 0.25
    assert everyone.high == 1
    assert 0.75 < everyone.low < 0.9


def test_equal_data_give_equal_intervals_in_any_order() -> None:
    women, known = [1, 0, 2, 1, 3, 0, 0, 1], [2, 1, 3, 4, 3, 2, 1, 1]
    assert make(women, known) == make(women, known)
    assert make(women, known) == make(women[::-1], known[::-1])


def test_single_person_clusters_agree_with_wilson() -> None:
    got, wilson = make([1] * 120 + [0] * 180, [1] * 300), wilson_interval(0.4, 300)
    assert got is not None
    assert got.low == pytest.approx(wilson.low, abs=0.012)
    assert got.high == pytest.approx(wilson.high, abs=0.012)


def test_clusters_that_agree_widen_the_interval() -> None:
    alone = make([1] * 40 + [0] * 60, [1] * 100)
    together = make([5] * 8 + [0] * 12, [5] * 20)
    assert alone is not None
    assert together is not None
    assert together.high - together.low > 1.8 * (alone.high - alone.low)


@pytest.mark.parametrize("n_clusters", [12, 40])
def test_interval_covers_the_true_share(n_clusters: int) -> None:
    """Of stories whose people resemble each other, 95 % intervals hold the truth about 95 %."""
    rng, truth, hits, rounds = np.random.default_rng(2), 0.35, 0, 1000
    for _ in range(rounds):
        known = rng.integers(1, 6, n_clusters)
        share = rng.beta(truth * 3, (1 - truth) * 3, n_clusters)
        interval = share_interval(rng.binomial(known, share), known)
        assert interval is not None
        hits += interval.low <= truth <= interval.high
    assert 0.92 <= hits / rounds <= 0.98


def test_bounds_take_all_unknowns_one_way() -> None:
    assert unknown_bounds(3, 8, 2) == Interval(0.3, 0.5)
    assert unknown_bounds(0, 0, 0) is None
