from __future__ import annotations

import numpy as np
import pytest

from analysis.correction.ppi import Sample, estimate_share
from analysis.intervals import share_interval, t_quantile

TRUTH = 0.35
REVIEWED = np.array([1, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 1], dtype=float)
MACHINE = np.array([1, 0, 0, 1, 0, 0, 1, 1, 1, 0, 0, 0], dtype=float)
UNLABELLED = np.array([1, 0] * 9 + [0, 0, 1, 0, 0, 0, 1, 0, 0, 1] + [0] * 5, dtype=float)


def published_ppi_mean(y: np.ndarray, f: np.ndarray, rest: np.ndarray) -> tuple[float, float]:
    """PPI++ for a mean as the paper has it (equations 5 and 6, and its example for means):
    estimate mean(y) + lambda (mean(f rest) - mean(f)), lambda = cov(y, f) / ((1 + n/N) var(f)),
    variance lambda^2 var(f) / N + var(y - lambda f) / n."""
    n, rest_n = len(y), len(rest)
    spread = float(np.var(f, ddof=0))
    power = float(np.mean((y - y.mean()) * (f - f.mean()))) / ((1 + n / rest_n) * spread)
    estimate = y.mean() + power * (rest.mean() - f.mean())
    variance = power**2 * spread / rest_n + float(np.var(y - power * f)) / n
    return float(estimate), float(np.sqrt(variance))


def estimate_of(y: np.ndarray, f: np.ndarray, rest: np.ndarray):  # type: ignore[no-untyped-def]
    n, total = len(y), len(y) + len(rest)
    sample = Sample(np.arange(n), np.full(n, n / total), y, np.ones(n))
    return estimate_share(np.r_[f, rest], np.ones(total), np.arange(total), sample)


def test_equal_probabilities_give_the_published_formulas() -> None:
    estimate = estimate_of(REVIEWED, MACHINE, UNLABELLED)
    share, error = published_ppi_mean(REVIEWED, MACHINE, UNLABELLED)
    assert estimate is not None
    assert estimate.share == pytest.approx(share, abs=1e-9)
    n = len(REVIEWED)  # ours divides variances by n - 1
    assert estimate.error == pytest.approx(error * np.sqrt(n / (n - 1)), rel=0.02)


def test_close_to_the_reference_implementation() -> None:
    """ppi-python 0.2.3, ppi_mean_pointestimate and ppi_mean_ci on the same twelve rows: it gives
    0.47977941 and [0.22533178, 0.73422705]; its variances are pooled and not over n - 1."""
    estimate = estimate_of(REVIEWED, MACHINE, UNLABELLED)
    assert estimate is not None
    assert estimate.share == pytest.approx(0.47977941, abs=0.001)
    reference_error = (0.73422705 - 0.22533178) / 2 / t_quantile(100_000)
    assert estimate.error == pytest.approx(reference_error * np.sqrt(12 / 11), rel=0.01)


def test_useless_labels_fall_back_on_the_reviewed_rows() -> None:
    estimate = estimate_of(REVIEWED, np.zeros(12), np.ones(33))
    assert estimate is not None
    assert estimate.power == 0
    assert estimate.share == pytest.approx(REVIEWED.mean())


def test_everything_reviewed_leaves_the_stories_alone() -> None:
    rng = np.random.default_rng(1)
    true_women, persons, part, whole = make_corpus(rng, 500)
    sample = Sample(np.arange(500), np.ones(500), true_women, persons)
    estimate = estimate_share(part, whole, np.arange(500), sample)
    assert estimate is not None
    assert estimate.share == pytest.approx(true_women.sum() / persons.sum())
    assert estimate.error == pytest.approx(estimate.error_of_stories)
    plain = share_interval(true_women, persons)
    assert plain is not None
    assert estimate.interval.low == pytest.approx(plain.low, abs=0.01)
    assert estimate.interval.high == pytest.approx(plain.high, abs=0.01)


def test_too_little_has_no_answer() -> None:
    one = Sample(np.array([0]), np.array([0.1]), np.array([1.0]), np.array([1.0]))
    assert estimate_share(np.ones(5), np.ones(5), np.arange(5), one) is None
    nobody = Sample(np.arange(3), np.full(3, 0.1), np.zeros(3), np.zeros(3))
    assert estimate_share(np.zeros(5), np.zeros(5), np.arange(5), nobody) is None


def make_corpus(
    rng: np.random.Generator, n_stories: int, missed: float = 0.2
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """True women and persons a story, and what a machine finds that misses ``missed`` of the
    women, 3 % of the men, and takes 2 % of the men for women."""
    persons = 1 + rng.negative_binomial(1.2, 0.35, n_stories)
    share = rng.beta(TRUTH * 4, (1 - TRUTH) * 4, n_stories)
    women = rng.binomial(persons, share)
    found_women = rng.binomial(women, 1 - missed)
    found_men = rng.binomial(persons - women, 0.97)
    mistaken = rng.binomial(found_men, 0.02)
    numbers = (women, persons, found_women + mistaken, found_women + found_men)
    return tuple(part.astype(float) for part in numbers)  # type: ignore[return-value]


@pytest.mark.parametrize("design", ["equal", "unequal"])
def test_corrects_a_machine_that_misses_women(design: str) -> None:
    """PPI++ is unbiased and covers where the machine's own share is and does neither; it is much
    narrower than the reviewed rows alone."""
    rng, rounds, n_stories, n = np.random.default_rng(3), 500, 1_500, 100
    hits = {"ppi": 0, "weighted": 0, "plain": 0}
    shares: dict[str, list[float]] = {name: [] for name in hits}
    widths: dict[str, list[float]] = {"ppi": [], "weighted": []}
    for _ in range(rounds):
        women, persons, part, whole = make_corpus(rng, n_stories)
        if design == "equal":
            drawn = rng.choice(n_stories, n, replace=False)
            chance = np.full(n, n / n_stories)
        else:  # stories with many persons are drawn more often
            chances = np.minimum(1, n * (whole + 0.5) / (whole + 0.5).sum())
            drawn = np.flatnonzero(rng.random(n_stories) < chances)
            chance = chances[drawn]
        sample = Sample(drawn, chance, women[drawn], persons[drawn])
        for name, machine in (("ppi", True), ("weighted", False)):
            found = estimate_share(part, whole, np.arange(n_stories), sample, machine=machine)
            assert found is not None
            hits[name] += found.interval.low <= TRUTH <= found.interval.high
            shares[name].append(found.share)
            widths[name].append(found.interval.high - found.interval.low)
        plain = share_interval(part, whole)
        assert plain is not None
        hits["plain"] += plain.low <= TRUTH <= plain.high
        shares["plain"].append(float(part.sum() / whole.sum()))
    assert np.mean(shares["ppi"]) == pytest.approx(TRUTH, abs=0.003)
    assert np.mean(shares["plain"]) < TRUTH - 0.02
    assert 0.92 <= hits["ppi"] / rounds <= 0.975
    assert 0.92 <= hits["weighted"] / rounds <= 0.98
    assert hits["plain"] / rounds < 0.3
    assert np.mean(widths["ppi"]) < 0.6 * np.mean(widths["weighted"])


def test_fifty_reviewed_stories_are_enough_for_the_limits() -> None:
    rng, rounds, hits = np.random.default_rng(8), 600, 0
    for _ in range(rounds):
        women, persons, part, whole = make_corpus(rng, 1_000)
        drawn = rng.choice(1_000, 50, replace=False)
        sample = Sample(drawn, np.full(50, 0.05), women[drawn], persons[drawn])
        found = estimate_share(part, whole, np.arange(1_000), sample)
        assert found is not None
        hits += found.interval.low <= TRUTH <= found.interval.high
    assert 0.92 <= hits / rounds <= 0.98


def test_reprints_of_one_story_widen_the_interval() -> None:
    rng = np.random.default_rng(2)
    women, persons, part, whole = make_corpus(rng, 300)
    four = [np.repeat(numbers, 4) for numbers in (women, persons, part, whole)]
    drawn = np.arange(0, 1_200, 8)
    sample = Sample(drawn, np.full(150, 1 / 8), four[0][drawn], four[1][drawn])
    alone = estimate_share(four[2], four[3], np.arange(1_200), sample)
    together = estimate_share(four[2], four[3], np.repeat(np.arange(300), 4), sample)
    assert alone is not None
    assert together is not None
    assert together.error_of_stories == pytest.approx(2 * alone.error_of_stories, rel=0.02)
