"""The same person in several articles, linked with care: a name alone never links anybody.

Two articles speak of one individual when the full name is the same and something else is too: the
organisation; the title and the municipality; or, for a name that few can bear, one of those two.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from data.identity import stable_key
from nlp.names import is_common_surname, look_up

RARE_GIVEN = 2_000  # bearers in Sweden under which, with no common surname, a full name is rare


@dataclass(frozen=True, slots=True)
class Appearance:
    """A person in an article with what the article says of her or him."""

    person_id: str
    name: str
    title: str
    affiliation: str
    municipalities: tuple[str, ...]


def fold_name(name: str) -> str:
    """A full name for comparing: "Anna  BERG" and "Anna Berg"; "" for a name of one word."""
    words = unicodedata.normalize("NFC", name).casefold().split()
    return " ".join(words) if len(words) > 1 and len(words[0].strip(".")) > 1 else ""


def is_rare(name: str) -> bool:
    """Whether few can bear a full name, so that less beside it is needed."""
    words = name.split()
    counts = look_up(words[0])
    few = counts is None or counts.women + counts.men < RARE_GIVEN
    return few and not is_common_surname(words[-1])


def _list_signs(appearance: Appearance) -> Iterable[tuple[str, ...]]:
    """What may be shared; two appearances of one name that share a sign are one individual."""
    title, affiliation = appearance.title.casefold(), appearance.affiliation.casefold()
    if affiliation:
        yield ("organisation", affiliation)
    if title:
        yield from (("both", title, place) for place in appearance.municipalities)
    if is_rare(appearance.name):
        if title:
            yield ("title", title)
        yield from (("place", place) for place in appearance.municipalities)


def link_individuals(appearances: Iterable[Appearance]) -> Mapping[str, str]:
    """Person id -> id of the individual; the same whatever the order of the appearances."""
    by_name: dict[str, list[Appearance]] = defaultdict(list)
    individuals: dict[str, str] = {}
    for appearance in appearances:
        folded = fold_name(appearance.name)
        if folded:
            by_name[folded].append(appearance)
        else:
            individuals[appearance.person_id] = stable_key(appearance.person_id)
    for folded, group in by_name.items():
        for member, first in _join(group).items():
            individuals[member] = stable_key(folded, first)
    return individuals


def _join(group: list[Appearance]) -> dict[str, str]:
    """Person id -> the smallest person id among those that it is linked with, directly or not."""
    parent = {a.person_id: a.person_id for a in group}

    def find(person_id: str) -> str:
        while parent[person_id] != person_id:
            parent[person_id] = person_id = parent[parent[person_id]]
        return person_id

    by_sign: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for appearance in group:
        for sign in _list_signs(appearance):
            by_sign[sign].append(appearance.person_id)
    for members in by_sign.values():
        for one, other in pairwise(members):
            first, second = sorted((find(one), find(other)))
            parent[second] = first
    return {person_id: find(person_id) for person_id in parent}
