"""Places of Norrbotten and the municipalities they lie in, and the names of places elsewhere."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache

import yaml

from nlp.names import REFERENCE


@dataclass(frozen=True, slots=True)
class Place:
    """A place under one of its names; an ``ambiguous`` name needs others to speak for it."""

    name: str
    municipality: str
    kind: str
    ambiguous: bool


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Places by name; regions with their municipalities; words for the county; names elsewhere."""

    places: dict[str, Place]
    regions: dict[str, tuple[str, ...]]
    county: tuple[str, ...]
    elsewhere: frozenset[str]

    @property
    def municipalities(self) -> tuple[str, ...]:
        return tuple(sorted({place.municipality for place in self.places.values()}))


def _read_names(entry: str) -> tuple[tuple[str, ...], bool]:
    """The names of one entry (``Kalix=Kainuu``) and whether it is marked as ambiguous (!)."""
    names = tuple(name.strip() for name in entry.strip().rstrip("!").split("="))
    return names, entry.strip().endswith("!")


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    raw = yaml.safe_load((REFERENCE / "gazetteer.yml").read_text(encoding="utf-8"))
    places: dict[str, Place] = {}
    with (REFERENCE / "localities.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            places[row["name"]] = Place(row["name"], row["municipality"], "localities", False)
    for municipality, kinds in raw["municipalities"].items():
        for kind, entries in kinds.items():
            for entry in entries.split(","):
                names, ambiguous = _read_names(entry)
                for name in names:
                    places[name] = Place(name, municipality, kind, ambiguous)
    regions = {
        name: tuple(member.strip() for member in members.split(","))
        for name, members in raw["regions"].items()
    }
    lines = (REFERENCE / "elsewhere.txt").read_text(encoding="utf-8").splitlines()
    return Gazetteer(places, regions, tuple(raw["county"]), frozenset(lines) - places.keys())


@lru_cache(maxsize=1)
def load_homes() -> dict[str, str]:
    """Place name, in any of the county's languages -> municipality; no ambiguous names."""
    homes = {
        name: place.municipality
        for name, place in load_gazetteer().places.items()
        if not place.ambiguous and place.kind == "localities"
    }
    raw = yaml.safe_load((REFERENCE / "municipalities.yml").read_text(encoding="utf-8"))
    for municipality, entry in raw.items():
        for name in (municipality, *entry["names"], *entry["places"]):
            homes[name] = municipality
    return homes
