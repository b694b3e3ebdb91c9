"""Alpha and percent agreement equal what a reader can compute by hand."""

from __future__ import annotations

import pytest

from analysis.reviewing.agreement import compute_agreement


def units(*answers: str) -> list[dict[str, str]]:
    """'wm' is a unit that the first coder calls w and the second m; '.' is no answer."""
    return [
        {coder: value for coder, value in zip("abcd", answer, strict=False) if value != "."}
        for answer in answers
    ]


def test_two_coders_by_hand() -> None:
    # Of 16 values 9 are w and 7 m; one unit of eight differs. Observed disagreement 2 / 16,
    # expected 2 * 9 * 7 / (16 * 15) = 0.525, so alpha = 1 - 0.125 / 0.525 = 0.762.
    found = compute_agreement("gender", units("ww", "ww", "ww", "ww", "mm", "mm", "mw", "mm"))
    assert found.percent == pytest.approx(7 / 8)
    assert found.alpha == pytest.approx(1 - 0.125 / 0.525)
    assert (found.n_units, found.n_coders) == (8, 2)


def test_krippendorffs_own_example() -> None:
    # Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, example C: 12 units, four
    # coders, missing answers; nominal alpha 0.743 (units with a single answer drop out).
    rows = {
        "a": "123321412...",
        "b": "1233224125.3",
        "c": ".3332342251.",
        "d": "12332441251.",
    }
    answers = ["".join(rows[coder][i] for coder in "abcd") for i in range(12)]
    found = compute_agreement("x", units(*answers))
    assert found.alpha == pytest.approx(0.743, abs=5e-4)


def test_a_unit_with_one_answer_counts_for_nothing() -> None:
    with_single = compute_agreement("x", units("ab", "aa", "bb", "a."))
    assert with_single == compute_agreement("x", units("ab", "aa", "bb"))


def test_one_value_has_no_alpha() -> None:
    found = compute_agreement("x", units("ww", "ww"))
    assert found.percent == 1.0
    assert found.alpha is None


def test_nothing_coded_twice() -> None:
    found = compute_agreement("x", units("w.", "m."))
    assert (found.n_units, found.percent, found.alpha) == (0, None, None)


def test_worse_than_chance_is_negative() -> None:
    # w and m twice each: observed 1, expected 2 * 2 * 2 / (4 * 3) = 2/3, alpha = -0.5
    found = compute_agreement("x", units("wm", "mw"))
    assert found.alpha == pytest.approx(-0.5)
