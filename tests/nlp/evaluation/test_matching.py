from __future__ import annotations

import pytest

from nlp.evaluation.matching import match_people


@pytest.mark.parametrize(
    ("found", "gold"),
    [
        ("Karin Lidström", "Karin Lidström"),
        ("KARIN LIDSTRÖM", "Karin Lidström"),
        ("Lidström", "Karin Lidström"),
        ("Karin Lidström", "Lidström"),
        ("Karin", "Karin Lidström"),
        ("Karin Maria Lidström", "Karin Lidström"),
        ("Karl Brännlund", "Karl ”Kalle” Brännlund"),
        ("Karl Brännlund", 'Karl "Kalle" Brännlund'),
        ("K. Lidström", "K Lidström"),
        ("Karin\u00a0Lidström", "Karin Lidström"),
    ],
)
def test_names_of_one_person(found: str, gold: str) -> None:
    assert match_people([found], [gold]) == [(0, 0)]


@pytest.mark.parametrize(
    ("found", "gold"),
    [
        ("Erik Lidström", "Karin Lidström"),
        ("Karin Öberg", "Karin Lidström"),
        ("Lidströms", "Karin Lidström"),
        ("Asa Ek", "Åsa Ek"),
        ("", "Karin Lidström"),
    ],
)
def test_names_of_two(found: str, gold: str) -> None:
    assert match_people([found], [gold]) == []


def test_the_likest_pair_comes_first_and_each_person_once() -> None:
    found = ["Lidström", "Karin Lidström", "Sven Lidström"]
    gold = ["Karin Lidström", "Sven Lidström"]
    assert match_people(found, gold) == [(1, 0), (2, 1)]


def test_one_found_is_not_two_in_the_answers() -> None:
    assert match_people(["Lidström"], ["Karin Lidström", "Sven Lidström"]) == [(0, 0)]


def test_a_tie_goes_to_the_nearest_place_in_the_order() -> None:
    found = ["Lidström", "Lidström"]
    assert match_people(found, ["Karin Lidström", "Sven Lidström"]) == [(0, 0), (1, 1)]


def test_nobody() -> None:
    assert match_people([], []) == []
    assert match_people([], ["Karin Lidström"]) == []
