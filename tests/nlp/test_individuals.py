from __future__ import annotations

import random

import pytest

from nlp.individuals import Appearance, fold_name, is_rare, link_individuals


def appear(
    person_id: str, name: str, title: str = "", affiliation: str = "", *places: str
) -> Appearance:
    return Appearance(person_id, name, title, affiliation, places)


def are_one(first: Appearance, second: Appearance) -> bool:
    linked = link_individuals([first, second])
    return linked[first.person_id] == linked[second.person_id]


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        # a common name: never by itself, nor by the municipality or the title alone
        (("Anna Johansson", "", ""), ("Anna Johansson", "", ""), False),
        (("Anna Johansson", "", "", "Luleå"), ("Anna Johansson", "", "", "Luleå"), False),
        (("Anna Johansson", "lärare", ""), ("Anna Johansson", "lärare", ""), False),
        (("Anna Johansson", "vd", "", "Luleå"), ("Anna Johansson", "vd", "", "Luleå"), True),
        (("Anna Johansson", "vd", "", "Luleå"), ("Anna Johansson", "vd", "", "Kiruna"), False),
        (("Anna Johansson", "", "Norrsten AB"), ("Anna Johansson", "vd", "Norrsten AB"), True),
        (("Anna Johansson", "", "Norrsten AB"), ("Anna Johansson", "", "Malmkraft"), False),
        # a rare one: the municipality or the title is enough, but something is needed
        (("Tuulikki Vittikko", "", "", "Pajala"), ("TUULIKKI VITTIKKO", "", "", "Pajala"), True),
        (("Tuulikki Vittikko", "rektor", ""), ("Tuulikki Vittikko", "rektor", ""), True),
        (("Tuulikki Vittikko", "", ""), ("Tuulikki Vittikko", "", ""), False),
        # another name, or no full one
        (("Anna Berg", "vd", "Norrsten AB"), ("Anna Borg", "vd", "Norrsten AB"), False),
        (("Anna", "vd", "Norrsten AB"), ("Anna", "vd", "Norrsten AB"), False),
        (("A. Berg", "vd", "Norrsten AB"), ("A. Berg", "vd", "Norrsten AB"), False),
    ],
)
def test_who_is_one_individual(first: tuple[str, ...], second: tuple[str, ...], one: bool) -> None:
    assert are_one(appear("p1", *first), appear("p2", *second)) is one


def test_links_go_on_from_article_to_article_whatever_their_order() -> None:
    appearances = [
        appear("p1", "Anna Johansson", "", "Norrsten AB"),
        appear("p2", "Anna Johansson", "vd", "Norrsten AB", "Luleå"),
        appear("p3", "Anna Johansson", "vd", "", "Luleå"),
        appear("p4", "Anna Johansson", "läkare", "", "Luleå"),
    ]
    expected = link_individuals(appearances)
    assert expected["p1"] == expected["p2"] == expected["p3"] != expected["p4"]
    random.Random(1).shuffle(appearances)
    assert link_individuals(appearances) == expected


def test_many_of_one_name_take_time_in_proportion() -> None:
    many = [appear(f"p{i:05}", "Anna Johansson", "vd", "", "Luleå") for i in range(20_000)]
    assert len(set(link_individuals(many).values())) == 1


def test_names_for_comparing() -> None:
    assert fold_name(" Anna  BERG ") == "anna berg"
    assert fold_name("Anna") == fold_name("A. Berg") == ""


@pytest.mark.parametrize(
    ("name", "rare"),
    [("Anna Johansson", False), ("Tuulikki Vittikko", True), ("Tuulikki Andersson", False)],
)
def test_rare(name: str, rare: bool) -> None:
    assert is_rare(name) is rare
