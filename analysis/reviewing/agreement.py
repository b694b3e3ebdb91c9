"""How far coders who read the same articles agree, and where they do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

import krippendorff
import numpy as np

from data.review.bulk import Coded, read_coded
from data.review.decisions import Decision
from data.review.store import ReviewStore
from data.review.words import (
    NO,
    PERSON_VARIABLES,
    SETTLED,
    STORY_VARIABLES,
    YES,
    Variable,
    coder_lane,
)

PERSON = "person"  # whether a name is a person in the story at all
Values = dict[str, str]  # coder -> value


@dataclass(frozen=True, slots=True)
class Agreement:
    """``percent`` is of pairs of coders, 0-1; ``alpha`` is Krippendorff's for nominal values.

    Both are None without a unit that two have coded; ``alpha`` also where all gave one value,
    for then there is no variation that they could agree on by skill.
    """

    variable: str
    n_units: int
    n_coders: int
    percent: float | None
    alpha: float | None


@dataclass(frozen=True, slots=True)
class Unit:
    """One question on one thing, with what each coder answered; ``settled`` is an editor's
    answer, None for none yet."""

    sample: str
    article: str
    subject: str
    name: str
    variable: str
    values: Mapping[str, str]
    settled: str | None

    @property
    def agreed(self) -> bool:
        return len(set(self.values.values())) <= 1


def measure_agreement(store: ReviewStore, sample: str = "") -> list[Agreement]:
    """Agreement on each variable, of one random sample or of all."""
    return [
        compute_agreement(variable, [unit.values for unit in units])
        for variable, units in _group(list_units(store, sample)).items()
    ]


def list_disagreements(
    store: ReviewStore, sample: str = "", *, settled: bool = False
) -> list[Unit]:
    """Where coders differ and no editor has settled it; with ``settled``, those settled as well."""
    return [
        unit
        for unit in list_units(store, sample)
        if not unit.agreed and (settled or unit.settled is None)
    ]


def compute_agreement(variable: str, answers: Iterable[Mapping[str, str]]) -> Agreement:
    """Percent and alpha of units, each coder -> value; units with one answer count for neither."""
    units = [unit for unit in answers if len(unit) > 1]
    coders = sorted({coder for unit in units for coder in unit})
    same = pairs = 0
    for unit in units:
        for first, second in combinations(unit.values(), 2):
            pairs += 1
            same += first == second
    return Agreement(
        variable=variable,
        n_units=len(units),
        n_coders=len(coders),
        percent=same / pairs if pairs else None,
        alpha=_compute_alpha(units, coders),
    )


def _compute_alpha(units: list[Mapping[str, str]], coders: list[str]) -> float | None:
    words = sorted({value for unit in units for value in unit.values()})
    if len(words) < 2:
        return None
    number = {word: float(i) for i, word in enumerate(words)}
    table = np.array(
        [[number[unit[coder]] if coder in unit else np.nan for unit in units] for coder in coders]
    )
    return float(krippendorff.alpha(reliability_data=table, level_of_measurement="nominal"))


def _group(units: Iterable[Unit]) -> dict[str, list[Unit]]:
    order = [*(v.value for v in STORY_VARIABLES), PERSON, *(v.value for v in PERSON_VARIABLES)]
    grouped: dict[str, list[Unit]] = {name: [] for name in order}
    for unit in units:
        grouped[unit.variable].append(unit)
    return {name: own for name, own in grouped.items() if own}


def list_units(store: ReviewStore, sample: str = "") -> list[Unit]:
    """All that two coders or more have both answered, articles in the order of the drawing.

    Kept until somebody decides or finishes something: a page may ask as often as it likes.
    """
    stamp = store.db.execute(
        "SELECT (SELECT max(id) FROM decisions), "
        "(SELECT group_concat(n) FROM (SELECT count(*) AS n FROM assignments GROUP BY done_at))"
    ).fetchone()
    key = (str(store.path), sample)
    kept = _KEPT.get(key)
    if kept is None or kept[0] != stamp:
        coded = read_coded(store, sample, twice=True)
        kept = _KEPT[key] = (stamp, [unit for one in coded for unit in _list_one(one)])
    return kept[1]


_KEPT: dict[tuple[str, str], tuple[tuple[int, str], list[Unit]]] = {}


def _list_one(coded: Coded) -> list[Unit]:
    sample, article, users = coded.sample, coded.article, coded.coders
    lanes = {coder_lane(sample, user): user for user in users}
    said: dict[tuple[str, Variable], Values] = {}
    settled: dict[tuple[str, Variable], str] = {}
    names = {person.key: person.name for person in coded.seen.persons}
    found: dict[str, set[str]] = {key: set(users) for key in names}  # who takes it for a person
    for decision in coded.heads:
        if decision.value is None:
            continue
        if decision.lane == SETTLED:
            settled[decision.subject, decision.variable] = decision.value
        elif decision.lane in lanes:
            user = lanes[decision.lane]
            _note_person(decision, user, names, found)
            said.setdefault((decision.subject, decision.variable), {})[user] = decision.value
    for (key, variable), values in said.items():
        if (variable is Variable.NO_PERSON) or variable is Variable.MERGED:
            for user, value in values.items():
                if value != NO:
                    found.setdefault(key, set()).discard(user)
    units = [
        Unit(sample, article, "", "", v.value, said[("", v)], settled.get(("", v)))
        for v in STORY_VARIABLES
        if len(said.get(("", v), {})) > 1
    ]
    for key, name in names.items():
        present = {user: YES if user in found[key] else NO for user in users}
        verdict = settled.get((key, Variable.NO_PERSON))
        units.append(Unit(sample, article, key, name, PERSON, present, _opposite(verdict)))
        for v in PERSON_VARIABLES:
            both = {u: x for u, x in said.get((key, v), {}).items() if u in found[key]}
            if len(both) > 1:
                units.append(Unit(sample, article, key, name, v.value, both, settled.get((key, v))))
    return units


def _note_person(
    decision: Decision, user: str, names: dict[str, str], found: dict[str, set[str]]
) -> None:
    """A person whom one coder adds or parts from another is one for that coder."""
    if decision.variable is Variable.ADDED:
        key = decision.subject
    elif decision.variable is Variable.SPLIT:
        key = str(decision.detail["key"])
    else:
        return
    names.setdefault(key, str(decision.value))
    found.setdefault(key, set()).add(user)


def _opposite(no_person: str | None) -> str | None:
    if no_person is None:
        return None
    return NO if no_person == YES else YES


def count_values(units: Iterable[Unit]) -> Counter[tuple[str, str]]:
    """How often each pair of different answers was given, in alphabetical order."""
    pairs: Counter[tuple[str, str]] = Counter()
    for unit in units:
        for first, second in combinations(sorted(unit.values.values()), 2):
            if first != second:
                pairs[first, second] += 1
    return pairs
