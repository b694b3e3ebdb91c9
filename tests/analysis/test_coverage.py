"""Do the intervals hold what they promise? Simulated corpora with the clustering of real ones."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.intervals import change_interval, difference_interval, share_interval, wilson_interval

ROUNDS = 1_500
TRUTH = 0.35


def make_corpus(
    rng: np.random.Generator, n_stories: int, truth: float = TRUTH, alike: float = 0.25
) -> tuple[np.ndarray, np.ndarray]:
    """Women and persons of each story: three persons in the mean with a long tail, and persons of
    one story alike in gender (intraclass correlation ``alike``)."""
    persons = 1 + rng.negative_binomial(1.2, 0.35, n_stories)
    weight = (1 - alike) / alike
    share = rng.beta(truth * weight, (1 - truth) * weight, n_stories)
    return rng.binomial(persons, share), persons


@pytest.mark.parametrize(("n_stories", "truth"), [(20, 0.35), (40, 0.2), (100, 0.35), (400, 0.5)])
def test_cluster_bootstrap_covers_and_persons_alone_do_not(n_stories: int, truth: float) -> None:
    rng, hits, naive_hits = np.random.default_rng(7), 0, 0
    for _ in range(ROUNDS):
        women, persons = make_corpus(rng, n_stories, truth)
        interval = share_interval(women, persons)
        assert interval is not None
        hits += interval.low <= truth <= interval.high
        naive = wilson_interval(women.sum() / persons.sum(), persons.sum())
        naive_hits += naive.low <= truth <= naive.high
    assert 0.93 <= hits / ROUNDS <= 0.97
    assert naive_hits / ROUNDS < 0.88


def test_grouping_many_clusters_keeps_the_coverage() -> None:
    rng, hits, rounds = np.random.default_rng(3), 0, 400
    for _ in range(rounds):
        women, persons = make_corpus(rng, 2_500)
        interval = share_interval(women, persons)
        assert interval is not None
        hits += interval.low <= TRUTH <= interval.high
    assert 0.92 <= hits / rounds <= 0.98


def test_difference_of_means_covers() -> None:
    """Words of women and men who share stories: a difference of two means drawn together."""
    rng, hits, rounds = np.random.default_rng(4), 0, 1_000
    for _ in range(rounds):
        women, persons = make_corpus(rng, 60)
        men = persons - women
        tone = rng.normal(0, 5, 60)  # long stories quote both at length
        words_women = women * (20 + tone) + rng.normal(0, 8, 60) * np.sqrt(women)
        words_men = men * (24 + tone) + rng.normal(0, 8, 60) * np.sqrt(men)
        found = difference_interval(np.column_stack([words_women, women, words_men, men]))
        assert found is not None
        hits += found[1].low <= -4 <= found[1].high
    assert 0.93 <= hits / rounds <= 0.97


def test_change_between_periods_covers() -> None:
    rng, hits, rounds = np.random.default_rng(5), 0, 1_000
    for _ in range(rounds):
        shares, intervals = [], []
        for truth in (0.3, 0.4):
            women, persons = make_corpus(rng, 50, truth)
            interval = share_interval(women, persons)
            assert interval is not None
            shares.append(women.sum() / persons.sum())
            intervals.append(interval)
        change = change_interval(shares[0], intervals[0], shares[1], intervals[1])
        hits += change.low <= 0.1 <= change.high
    assert 0.93 <= hits / rounds <= 0.97
