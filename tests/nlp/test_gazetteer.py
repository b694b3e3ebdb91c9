from __future__ import annotations

import pytest

from nlp.gazetteer import load_homes

MUNICIPALITIES = {
    *("Arvidsjaur", "Arjeplog", "Jokkmokk", "Överkalix", "Kalix", "Övertorneå", "Pajala"),
    *("Gällivare", "Älvsbyn", "Luleå", "Piteå", "Boden", "Haparanda", "Kiruna"),
}


def test_every_place_lies_in_one_of_the_fourteen_municipalities() -> None:
    assert set(load_homes().values()) == MUNICIPALITIES


@pytest.mark.parametrize(
    ("place", "municipality"),
    [("Harads", "Boden"), ("Luleju", "Luleå"), ("Giron", "Kiruna"), ("Haaparanta", "Haparanda")],
)
def test_villages_and_names_in_other_languages(place: str, municipality: str) -> None:
    assert load_homes()[place] == municipality


def test_a_municipality_is_its_own_home() -> None:
    assert all(load_homes()[name] == name for name in MUNICIPALITIES)
