from __future__ import annotations

from collections import Counter

import pytest

from nlp.evaluation.counts import (
    add_up,
    bootstrap,
    describe_prf,
    divide,
    f1_of,
    recall_of,
    share_of,
)


def test_divide_by_nothing_is_unknown() -> None:
    assert divide(1, 0) is None
    assert divide(0, 4) == 0
    assert divide(1, 4) == 0.25


def test_precision_recall_and_f1_by_hand() -> None:
    totals = {"x.tp": 6.0, "x.fp": 2.0, "x.fn": 4.0}
    assert describe_prf(totals, "x") == {
        "p": 6 / 8,
        "r": 6 / 10,
        "f1": pytest.approx(2 * 0.75 * 0.6 / (0.75 + 0.6)),
        "tp": 6,
        "fp": 2,
        "fn": 4,
    }


def test_without_counts_every_rate_is_unknown() -> None:
    assert describe_prf({}, "x") == {"p": None, "r": None, "f1": None, "tp": 0, "fp": 0, "fn": 0}
    assert recall_of("x")({"x.fp": 3.0}) is None
    assert f1_of("x")({"x.fp": 3.0}) == 0


def test_share() -> None:
    assert share_of("a", "b")({"a": 1.0, "b": 4.0}) == 0.25
    assert share_of("a", "b")({}) is None


def test_counts_add_up() -> None:
    assert add_up([Counter(a=1, b=2), Counter(a=3)]) == {"a": 4.0, "b": 2.0}
    assert add_up([]) == {}


COUNTS = [
    Counter({"x.tp": 3, "x.fp": i % 3, "x.fn": i % 2, "right": i % 2, "n": 1}) for i in range(30)
]
RATES = {"x.f1": f1_of("x"), "share": share_of("right", "n")}


def test_the_bootstrap_is_the_same_every_time() -> None:
    assert bootstrap(COUNTS, RATES) == bootstrap(COUNTS, RATES)


def test_the_interval_holds_the_rate() -> None:
    for name, (low, high) in bootstrap(COUNTS, RATES).items():
        rate = RATES[name](add_up(COUNTS))
        assert rate is not None
        assert 0 <= low < rate < high <= 1


def test_the_interval_of_a_share_of_half_of_30_is_about_what_theory_says() -> None:
    low, high = bootstrap(COUNTS, RATES)["share"]
    half_width = 1.96 * (0.5 * 0.5 / 30) ** 0.5
    assert low == pytest.approx(0.5 - half_width, abs=0.04)
    assert high == pytest.approx(0.5 + half_width, abs=0.04)


def test_more_articles_narrow_the_interval() -> None:
    few, many = (bootstrap(COUNTS * times, RATES)["x.f1"] for times in (1, 9))
    assert many[1] - many[0] < (few[1] - few[0]) / 2


def test_five_articles_without_an_error_do_not_make_an_interval_without_width() -> None:
    assert bootstrap([Counter({"x.tp": 1})] * 5, {"x.f1": f1_of("x")}) == {"x.f1": [0.4782, 1.0]}
    half = [Counter({"x.tp": 1, "x.fn": 1})] * 5
    assert bootstrap(half, {"x.r": recall_of("x")}) == {"x.r": [0.5, 0.5]}


def test_one_article_has_no_interval() -> None:
    assert bootstrap(COUNTS[:1], RATES) == {}
    assert bootstrap([], RATES) == {}


def test_a_rate_that_most_draws_lack_has_no_interval() -> None:
    counts = [Counter({"x.tp": 0, "n": 1})] * 20
    assert "x.f1" not in bootstrap(counts, RATES)


def test_no_error_seen_is_not_no_error() -> None:
    """Clopper and Pearson for 10 of 10: at least 69 per cent; what holds no case says nothing."""
    counts = [Counter({"x.tp": 3})] * 10 + [Counter({"y.tp": 1})] * 30
    low, high = bootstrap(counts, {"r": recall_of("x")})["r"]
    assert high == 1.0
    assert low == pytest.approx(0.6915, abs=1e-4)
