from __future__ import annotations

import unicodedata

import pytest

from nlp.names import (
    NameCounts,
    is_surname_like,
    load_register,
    load_surnames,
    look_up,
    titlecase,
)


def test_the_register_loads_with_counts_of_bearers() -> None:
    register = load_register()
    assert len(register) > 50_000
    assert register["Karin"].women > 10_000 > register["Karin"].men
    assert all(counts.bearers >= 0 for counts in register.values())


def test_the_register_is_nfc_so_that_look_ups_meet_it() -> None:
    assert all(unicodedata.is_normalized("NFC", name) for name in load_register())


def test_surnames_load() -> None:
    assert "Lindgren" in load_surnames()
    assert all(unicodedata.is_normalized("NFC", name) for name in load_surnames())


@pytest.mark.parametrize(
    ("women", "men", "expected"),
    [
        (0, 0, 0.5),
        (2, 0, 2.5 / 3),  # two bearers make no certainty
        (0, 2, 0.5 / 3),
        (9, 0, 9.5 / 10),
        (99, 0, 99.5 / 100),
        (50, 50, 0.5),
    ],
)
def test_few_bearers_draw_the_probability_to_one_half(
    women: int, men: int, expected: float
) -> None:
    assert NameCounts(women, men, 0, 0, 0).p_woman == pytest.approx(expected)


def test_the_finnish_register_is_asked_only_when_few_bear_the_name_in_sweden() -> None:
    assert NameCounts(10, 0, 0, 1000, 0).p_woman > 0.9
    assert NameCounts(4, 5, 0, 990, 0).p_woman == pytest.approx(4.5 / 1000)


def test_a_name_used_differently_in_the_two_countries_follows_sweden() -> None:
    kari = look_up("Kari")
    assert kari is not None
    assert kari.finnish_men > kari.finnish_women
    assert kari.p_woman == pytest.approx((kari.women + 0.5) / (kari.women + kari.men + 1))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("ANNA-KARIN", "Anna-Karin"),
        ("ÅSA", "Åsa"),
        ("Åsa", "Åsa"),
        ("P", "P"),
        ("McLund", "McLund"),
        (unicodedata.normalize("NFD", "Åsa"), "Åsa"),
    ],
)
def test_titlecase_touches_capitals_only_and_composes(word: str, expected: str) -> None:
    assert titlecase(word) == expected


def test_a_double_name_is_looked_up_whole_then_by_its_first_part() -> None:
    assert look_up("Anna-Karin") == load_register()["Anna-Karin"]
    assert "Nils-Zorvald" not in load_register()
    assert look_up("Nils-Zorvald") == load_register()["Nils"]


def test_letters_with_marks_are_kept_apart() -> None:
    rene, renee = look_up("René"), look_up("Renée")
    assert rene is not None
    assert renee is not None
    assert rene.p_woman < 0.5 < renee.p_woman
    assert look_up("Åsa") != look_up("Asa")


def test_a_sami_acute_that_the_register_lacks_is_looked_up_without_it() -> None:
    assert "Ingvár" not in load_register()
    assert look_up("Ingvár") == load_register()["Ingvar"]


def test_a_sami_spelling_that_the_register_has_is_kept() -> None:
    name = next(name for name in load_register() if name.startswith("Á"))
    assert look_up(name) == load_register()[name]


def test_an_unknown_name_has_no_counts() -> None:
    assert look_up("Zqwixl") is None
    assert look_up("") is None


@pytest.mark.parametrize("word", ["Brännström", "Öhmansson", "Niskavaara", "LINDGREN", "Mäkinen"])
def test_surname_like(word: str) -> None:
    assert is_surname_like(word)


@pytest.mark.parametrize("word", ["Bord", "Berg-", "Zqwixl", "Nen"])
def test_not_surname_like(word: str) -> None:
    assert not is_surname_like(word)
