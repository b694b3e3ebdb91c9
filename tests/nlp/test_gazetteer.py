from __future__ import annotations

import itertools
import json

import pytest

from nlp.gazetteer import load_gazetteer, load_homes
from nlp.names import REFERENCE

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


def test_there_are_places_enough_in_every_municipality() -> None:
    places = load_gazetteer().places.values()
    assert len({p.name for p in places}) >= 250
    assert {p.municipality for p in places} == MUNICIPALITIES
    assert {p.kind for p in places} == {"localities", "sites"}


@pytest.mark.parametrize("name", ["Nyborg", "Karlsborg", "Riksgränsen"])
def test_names_that_stand_for_other_things_too_are_marked(name: str) -> None:
    assert load_gazetteer().places[name].ambiguous


def test_regions_hold_municipalities() -> None:
    for members in load_gazetteer().regions.values():
        assert set(members) <= MUNICIPALITIES


def test_places_elsewhere_are_none_of_ours() -> None:
    gazetteer = load_gazetteer()
    assert {"Umeå", "Stockholm", "Härjedalen"} <= gazetteer.elsewhere
    assert not gazetteer.elsewhere & (MUNICIPALITIES | gazetteer.places.keys())


def test_the_map_has_every_municipality_by_the_same_name_and_turns_as_vega_asks() -> None:
    shapes = json.loads((REFERENCE / "boundaries.geojson").read_text(encoding="utf-8"))
    assert {f["properties"]["kommun"] for f in shapes["features"]} == MUNICIPALITIES
    for feature in shapes["features"]:
        ring = feature["geometry"]["coordinates"][0][0]
        assert ring[0] == ring[-1]
        pairs = itertools.pairwise(ring)
        assert sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs) < 0
