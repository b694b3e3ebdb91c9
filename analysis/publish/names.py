"""Whose names the public may meet: the one place where that is decided."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from analysis.publish.config import NamePolicy, PublishConfig
from analysis.publish.redact import fold
from data.results import list_columns
from data.store import MediaStore
from data.vocab import Function, Genre

_OFFICES = Path(__file__).parent / "offices.yml"
# Who speaks so speaks as a private person, whatever the office.
_PRIVATE_FUNCTIONS = frozenset(
    {
        Function.PERSONAL_EXPERIENCE.value,
        Function.EYE_WITNESS.value,
        Function.POPULAR_OPINION.value,
    }
)
# Such articles are about private persons by nature; one overlooked name would be published.
PRIVATE_GENRES = frozenset({Genre.OBITUARY.value, Genre.LISTING.value})
_FORMER = re.compile(
    r"\b(?:före detta|f\.? ?d\.?|fd|tidigare|förre|förra|avgångne|avgångna|avsatte|avsatta|"
    r"pensionera\w+|blivande|entinen)(?=\s)",
    re.IGNORECASE,
)
_DEPUTY = re.compile(r"\b(?:vice|biträdande|ställföreträdande|assisterande)(?=\s)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:[-:][^\W\d_]+)*")
_ENDINGS = ("", "s", "n", "t", "en", "et", ":n", ":s", "ens", "ets", "ns", "an", "na", "en:s")
_OPTIONAL = ("family_role", "is_victim", "is_survivor", "gmmp_occupation", "party", "title")
KINDS = {
    "elected": "förtroendevald",
    "appointed": "tillsatt",
    "chief_executive": "verkställande ledning",
}


@dataclass(frozen=True, slots=True)
class Named:
    """A person in one article who may be named there, and in what capacity."""

    person_id: str
    article_id: str
    name: str
    office: str
    kind: str  # a key of KINDS
    speaks: bool


@dataclass(frozen=True, slots=True)
class _Offices:
    whole: Mapping[str, str]
    tails: tuple[str, ...]
    with_party: frozenset[str]


@lru_cache(maxsize=1)
def _load_offices() -> _Offices:
    raw = yaml.safe_load(_OFFICES.read_text(encoding="utf-8"))
    whole = {word: kind for kind in KINDS for word in raw[kind].split()}
    return _Offices(
        whole, tuple(raw["elected_tails"].split()), frozenset(raw["elected_with_party"].split())
    )


@lru_cache(maxsize=50_000)
def find_office(title: str, party: bool = False) -> tuple[str, str] | None:
    """(office, kind) of a title as it stands in the text; None for what is no public office.

    "Kommunalrådet" -> ("kommunalråd", "elected"). A former office is none, and who deputises for
    a chief is no chief.
    """
    if _FORMER.search(f"{title} "):
        return None
    found = _find_word(title, party)
    return None if found and found[1] != "elected" and _DEPUTY.search(title) else found


def _find_word(title: str, party: bool) -> tuple[str, str] | None:
    offices = _load_offices()
    for word in _WORD.findall(title.casefold()):
        for ending in _ENDINGS:
            if not word.endswith(ending):
                continue
            stem = word.removesuffix(ending) if ending else word
            if stem in offices.whole:
                return stem, offices.whole[stem]
            if stem.endswith(offices.tails):
                return stem, "elected"
            if party and stem in offices.with_party:
                return stem, "elected"
    return None


def is_taken_down(name: str, config: PublishConfig) -> bool:
    """Whether somebody with this name has asked not to be named.

    All words of the shorter name must be in the longer one: a request by "Eva Ek" also covers
    "Eva Maria Ek" and the lone "Ek". That may hide a namesake, which is the lesser harm.
    """
    words = _name_words(name)
    return bool(words) and any(
        words <= asked or asked <= words for asked in map(_name_words, config.taken_down.names)
    )


@lru_cache(maxsize=100_000)
def _name_words(name: str) -> frozenset[str]:
    return frozenset(fold(word) for word in re.findall(r"[^\W\d_]+", name))


def find_named(store: MediaStore, config: PublishConfig) -> list[Named]:
    """All persons who may be named under the policy, a row for each article."""
    if config.names is NamePolicy.NONE:
        return []
    present = list_columns(store, "persons")
    optional = [f"p.{name}" if name in present else f"'' AS {name}" for name in _OPTIONAL]
    everyone = config.names is NamePolicy.ALL
    where = "1" if everyone or "title" not in present else "p.title <> ''"
    rows = store.db.query(
        "SELECT p.id, p.article_id, p.name, p.function, p.quoted_direct, p.quoted_indirect, "
        f"t.genre, {', '.join(optional)} FROM persons p "
        "JOIN taggings t ON t.article_id = p.article_id "
        f"JOIN articles a ON a.id = p.article_id AND a.content_hash = t.content_hash WHERE {where}"
    )
    return [named for row in rows if (named := _judge(row, config, everyone)) is not None]


def _judge(row: Mapping[str, Any], config: PublishConfig, everyone: bool) -> Named | None:
    if row["genre"] in PRIVATE_GENRES or is_taken_down(row["name"], config):
        return None
    found = find_office(row["title"], bool(row["party"]))
    as_holder = (
        found is not None
        and " " in row["name"].strip()
        and row["function"] not in _PRIVATE_FUNCTIONS
        and not (row["family_role"] or _is_set(row["is_victim"]) or _is_set(row["is_survivor"]))
        and "criminal" not in row["gmmp_occupation"]
    )
    if not as_holder and not everyone:
        return None
    office, kind = found if as_holder and found is not None else ("", "")
    speaks = bool(row["quoted_direct"] or row["quoted_indirect"])
    return Named(row["id"], row["article_id"], row["name"], office, kind, speaks)


def _is_set(value: object) -> bool:
    return value not in (0, "", None)


def find_nameable(store: MediaStore, config: PublishConfig) -> frozenset[str]:
    """The ids of the rows of ``persons`` whose names the public may meet, there."""
    return frozenset(named.person_id for named in find_named(store, config))


def build_holders(
    named: Iterable[Named], dates: Mapping[str, str], hidden: Mapping[str, frozenset[str]]
) -> list[dict[str, Any]]:
    """Rows of ``foretradare``: who was named in which office, in how many articles.

    ``dates`` holds the day of each article that is shown, ``hidden`` the folded name words of
    those in it who may not be named: who shares a name with one of them is left out there.
    """
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for one in named:
        clash = _name_words(one.name) & hidden.get(one.article_id, frozenset())
        if not one.kind or one.article_id not in dates or clash:
            continue
        key = (one.name.strip(), one.office)
        row = found.setdefault(
            key, {"slag": KINDS[one.kind], "articles": set(), "speaks": set(), "days": set()}
        )
        row["articles"].add(one.article_id)
        if one.speaks:
            row["speaks"].add(one.article_id)
        if dates[one.article_id]:
            row["days"].add(dates[one.article_id])
    return [
        {
            "id": number,
            "namn": name,
            "befattning": office,
            "slag": row["slag"],
            "artiklar": len(row["articles"]),
            "till_tals": len(row["speaks"]),
            "forsta": min(row["days"], default=None),
            "sista": max(row["days"], default=None),
        }
        for number, ((name, office), row) in enumerate(
            sorted(found.items(), key=lambda item: (item[0][0].casefold(), item[0][1])), 1
        )
    ]
