"""Occupation group of a person: by title and party, else by what the story says of her or him."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import yaml

from data.vocab import Occupation
from nlp.drafts import PersonDraft
from nlp.gazetteer import load_homes
from nlp.names import REFERENCE
from nlp.titles import find_title

BUSINESS = frozenset({Occupation.BUSINESS_LEADER, Occupation.ENTREPRENEUR})
# Groups in the order in which they win where a story says as much for two: the narrower first.
_ORDER = (
    *(Occupation.POLITICIAN, Occupation.STUDENT, Occupation.RESEARCHER_TEACHER),
    *(Occupation.HEALTH_CARE, Occupation.ENTREPRENEUR, Occupation.GOVERNMENT_EMPLOYEE),
    *(Occupation.CULTURE, Occupation.SPORT, Occupation.UNION_NGO, Occupation.WORKER),
    Occupation.RESIDENT,
)


_CHIEF = re.compile(r"(?:chef|direktör)(?:e?n|ens?)?$")
# Chiefs of what only companies have; every other chief may serve a public body.
_COMPANY_CHIEF = re.compile(
    r"^(?:plats|fabriks?|produktions|marknads|försäljnings|sälj|butiks|hotell|restaurang|gruv|sågverks|"
    r"koncern|bank|varuhus|affärs\w*|terminal|bruks|verks|kund|arbets|finans)(?:chef|direktör)"
)
_UNIT_CHIEF = re.compile(r"(?:enhets|verksamhets|avdelnings|sektions|områdes)chef")
_CARE = re.compile(
    r"(?:klinik|sjukhus|lasarett|vårdcentral|hälsocentral|äldreboende|hemtjänst|omsorg|sjukvård|"
    r"vårdavdelning|akutmottagning|psykiatri|hospice|tandvård)",
    re.IGNORECASE,
)
_PUBLIC = re.compile(
    r"(?:kommun|region(?:en|ens)?\b|länsstyrelse|myndighet|verket\b|stad(?:en)?\b|universitet|"
    r"försvar)",
    re.IGNORECASE,
)
_PRIVATE = re.compile(
    r"\b(?:bolag\w*|företag\w*|AB|koncern\w*|fabrik\w*|gruva\w*|bruk\w*|kunder\w*)\b"
)
_COURT = re.compile(r"(?:rätten|åtal|domstol|mål nr|dom(?:en)? )", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Gmmp:
    groups: dict[str, str]
    titles: tuple[tuple[str, str], ...]
    positions: tuple[tuple[str, str], ...]


@lru_cache(maxsize=1)
def _load_gmmp() -> _Gmmp:
    raw = yaml.safe_load((REFERENCE / "gmmp.yml").read_text(encoding="utf-8"))

    def by_length(table: dict[str, str]) -> tuple[tuple[str, str], ...]:
        pairs = [(tail, label) for label, tails in table.items() for tail in tails.split()]
        return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))

    return _Gmmp(raw["groups"], by_length(raw["titles"]), by_length(raw["positions"]))


def _find_tail(title: str, tails: tuple[tuple[str, str], ...]) -> str:
    """The label of the longest tail that the title, definite or not, ends in; "" for none."""
    forms = {title, *(title.removesuffix(end) for end in ("n", "en", "et", "t", ":n", "an"))}
    for tail, label in tails:
        if any(form.endswith(tail) for form in forms):
            return label
    return ""


@lru_cache(maxsize=10_000)
def _find_gmmp(title: str) -> str:
    return _find_tail(title, _load_gmmp().titles)


@lru_cache(maxsize=10_000)
def _find_position(title: str) -> str:
    return _find_tail(title, _load_gmmp().positions)


def decide_by_title(person: PersonDraft, text: str) -> Occupation:
    """The group of a party or of the first title that our table knows; UNKNOWN for none.

    A chef of a municipality or authority is its employee; a domare outside a court judges sport.
    Who has a trade and a firm ("ingenjör och delägare") is of the firm.
    """
    if person.party:
        return Occupation.POLITICIAN
    groups = {find_title(title) for title in person.titles}
    if Occupation.WORKER in groups and Occupation.ENTREPRENEUR in groups:
        return Occupation.ENTREPRENEUR
    for title in person.titles:
        group = find_title(title)
        if group is Occupation.BUSINESS_LEADER and _CHIEF.search(title):
            if _is_of_care(title, person.affiliation, text):
                return Occupation.HEALTH_CARE
            if _is_public(title, person.affiliation, text):
                return Occupation.GOVERNMENT_EMPLOYEE
        if title.startswith("domare") and not _COURT.search(text):
            return Occupation.SPORT
        if group is not None and group is not Occupation.UNKNOWN:
            return group
    return Occupation.UNKNOWN


def _is_of_care(title: str, affiliation: str, text: str) -> bool:
    """Whether a chief heads care: by affiliation, else a chief of a unit in a story of care."""
    if affiliation:
        return _CARE.search(affiliation) is not None
    return _UNIT_CHIEF.match(title) is not None and len(_CARE.findall(text)) >= 2


def _is_public(title: str, affiliation: str, text: str) -> bool:
    """Whether a chief or director serves a public body: by affiliation, else by the story."""
    if _COMPANY_CHIEF.match(title):
        return False
    if affiliation:
        return _PUBLIC.search(affiliation) is not None or affiliation in load_homes()
    return len(_PUBLIC.findall(text)) >= 2 and not _PRIVATE.search(text)


def decide_by_cues(cues: Mapping[str, set[str]]) -> Occupation:
    """The group that most cues about a person speak for, see CueTable; UNKNOWN for none."""
    counts = {group: len(cues.get(group, ())) for group in _ORDER}
    best = max(counts.values(), default=0)
    if best == 0:
        return Occupation.UNKNOWN
    return next(group for group in _ORDER if counts.get(group) == best)


def decide_gmmp(person: PersonDraft) -> str:
    """GMMP's occupation, from the title where one tells, else from the group."""
    gmmp = _load_gmmp()
    if not person.party and person.occupation is not Occupation.SPORT:
        for title in person.titles:
            label = _find_gmmp(title)
            if label:
                return label
    return gmmp.groups[person.occupation]


def decide_position(person: PersonDraft) -> str:
    """Place in business: chief_executive, board, owner, entrepreneur, investor, manager or ""."""
    if person.occupation not in BUSINESS:
        return ""
    for title in person.titles:
        label = _find_position(title)
        if label:
            return label
    return "entrepreneur" if person.occupation is Occupation.ENTREPRENEUR else "manager"
