"""Titles and occupations: from the word in the text to an occupation group."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import yaml

from data.vocab import Occupation
from nlp.names import REFERENCE


@dataclass(frozen=True, slots=True)
class _Titles:
    whole: dict[str, Occupation]
    tails: tuple[tuple[str, Occupation], ...]
    listed_tails: tuple[tuple[str, Occupation], ...]  # of words of Språkbanken's list alone


@lru_cache(maxsize=1)
def _load_titles() -> _Titles:
    raw = yaml.safe_load((REFERENCE / "titles.yml").read_text(encoding="utf-8"))
    whole: dict[str, Occupation] = {}
    tails: list[tuple[str, Occupation]] = []
    listed: list[tuple[str, Occupation]] = []
    for group, words in raw.items():
        for word in words.split():
            if word.startswith("-"):
                tails.append((word[1:], Occupation(group)))
            elif word.startswith("~"):
                listed.append((word[1:], Occupation(group)))
            else:
                whole[word] = Occupation(group)
    tails.sort(key=lambda item: -len(item[0]))
    listed.sort(key=lambda item: -len(item[0]))
    return _Titles(whole, tuple(tails), tuple(listed))


@lru_cache(maxsize=1)
def load_occupations() -> frozenset[str]:
    return frozenset((REFERENCE / "occupations.txt").read_text(encoding="utf-8").split())


def _forms(word: str) -> list[str]:
    """The word and what it may be in its indefinite form, shortest cut first."""
    forms = [word, word[:-3]] if word.endswith("mannen") else [word]
    for tail in ("s", "n", "t", "en", "et", ":n", "an", "ns", "ens", "ets", "arna", "na", "erna"):
        if word.endswith(tail) and len(word) - len(tail) >= 2:
            stem = word[: -len(tail)]
            forms += [stem, stem + "e", stem + "a"] if tail in {"n", "an", "en"} else [stem]
    return forms


@lru_cache(maxsize=10_000)
def find_title(word: str) -> Occupation | None:
    """The occupation group of a lower-case word, in any form; None for no title.

    UNKNOWN for an occupation of Språkbanken's list that our table has no group for.
    """
    if not word or not word[0].islower() or len(word) < 2:
        return None
    titles = _load_titles()
    forms = _forms(word)
    for form in forms:
        if form in titles.whole:
            return titles.whole[form]
    for form in forms:
        for tail, group in titles.tails:
            if form.endswith(tail) and len(form) > len(tail):
                return group
    known = next((form for form in forms if form in load_occupations()), None)
    if known is None:
        return None
    return next(
        (group for tail, group in titles.listed_tails if known.endswith(tail)), Occupation.UNKNOWN
    )


def same_title(first: str, second: str) -> bool:
    """Whether two words are forms of one title: kommunalrådet, kommunalråd."""
    if first == second:
        return True
    common = set(_forms(first)) & set(_forms(second))
    return any(len(form) >= 2 and find_title(form) is not None for form in common)
