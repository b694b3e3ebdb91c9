from __future__ import annotations

import pytest

from nlp.evaluation.calibration import compute_calibration_error, find_chance_error
from nlp.evaluation.topics import measure_pairs, measure_topics
from nlp.topics import load_topics
from nlp.training.topics_data import Labelled, Pair, read_pairs, read_passages


@pytest.mark.parametrize(
    ("truths", "values", "expected"),
    [
        ([True, False], [1.0, 0.0], 0.0),
        ([False, True], [1.0, 0.0], 1.0),
        ([True, False, True, False], [0.5] * 4, 0.0),
        ([True, True], [0.75, 0.75], 0.25),
        ([], [], None),
    ],
)
def test_calibration_error(truths: list[bool], values: list[float], expected: float | None) -> None:
    found = compute_calibration_error(truths, values)
    assert found == (None if expected is None else pytest.approx(expected))


def test_figures_of_known_answers() -> None:
    stories = [
        Labelled("Gruvan anställer", "Bolaget söker operatörer.", True, frozenset(), frozenset()),
        Labelled("Två gripna", "Polisen misstänker rån.", False, frozenset(), frozenset()),
        Labelled("Målvakten hjälte", "Laget vann matchen.", True, frozenset(), frozenset()),
    ]
    growth = measure_topics(load_topics(), stories, [], [])["growth"]
    assert (growth["n"], growth["p"], growth["r"]) == (3, 1.0, 0.5)


def test_a_pair_that_gets_two_answers_is_counted() -> None:
    pair = Pair("industry", True, "Gruvan anställer | Fler jobb.", "Laget vann | Seger i matchen.")
    found = measure_pairs(load_topics(), [pair])["industry"]
    assert (found["n"], found["same_answer"], found["both_right"]) == (1, 0.0, 0.0)
    assert found["diff_points"] == 100.0


def test_growth_is_held_on_passages_that_were_not_learnt_from() -> None:
    """The floors of the gate for the bundled model; measured .930, .752 and .712 (2026-11-25)."""
    held_out = [p for p in read_passages() if p.held_out]
    figures = measure_topics(load_topics(), held_out, [], read_pairs())
    assert (figures["growth"]["f1"] or 0) >= 0.90  # type: ignore[operator]
    assert (figures["theme"]["macro_f1"] or 0) >= 0.72  # type: ignore[operator]
    assert (figures["sectors"]["macro_f1"] or 0) >= 0.68  # type: ignore[operator]


@pytest.mark.parametrize("kind", ["gender", "industry"])
def test_growth_is_seen_alike_whoever_the_story_is_about(kind: str) -> None:
    found = measure_pairs(load_topics(), read_pairs())[kind]
    assert abs(found["diff_points"] or 0) <= 3
    assert (found["same_answer"] or 0) >= 0.95


def test_the_error_by_chance_falls_with_the_material() -> None:
    assert find_chance_error([]) is None
    assert find_chance_error([1.0] * 50) == [0.0, 0.0]
    small, large = find_chance_error([0.7] * 50), find_chance_error([0.7] * 5000)
    assert small is not None
    assert large is not None
    assert 0 < large[0] < large[1] < small[0] < small[1]
