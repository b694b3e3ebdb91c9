"""The word lists of data/reference/lexicon.yml, read once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import yaml

from data.vocab import Gender
from nlp.names import REFERENCE


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Closed word classes; all lower case but the parts of names."""

    speech_verbs: frozenset[str]
    indirect_verbs: frozenset[str]
    collective_speakers: frozenset[str]
    pronouns: dict[str, Gender | None]
    gendered_nouns: dict[str, Gender]
    gendered_tails: dict[str, Gender]
    gendered_groups: dict[str, Gender]
    group_pattern: re.Pattern[str]
    organisation_words: frozenset[str]
    not_person_tails: tuple[str, ...]
    not_person_nouns: frozenset[str]
    finnish_words: frozenset[str]
    first_word_no_name: frozenset[str]
    not_surnames: frozenset[str]
    particles: frozenset[str]
    letter_opening: re.Pattern[str]
    debris: re.Pattern[str]
    debris_to_end: re.Pattern[str]


def _read_genders(raw: dict[str, str]) -> dict[str, Gender]:
    return {word: Gender(gender) for gender, words in raw.items() for word in words.split()}


def _build_group_pattern(groups: dict[str, Gender]) -> re.Pattern[str]:
    """A plural in front of names, or a class of contestants at the head of a list of them."""
    words = "|".join(sorted(groups, key=len, reverse=True))
    return re.compile(
        rf"\b(?:(?P<class>{words})\b[^.:;\n]{{0,30}}: "
        rf"|(?P<plural>{words}) (?-i:(?=[^\W\d_a-zåäö])))",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    raw = yaml.safe_load((REFERENCE / "lexicon.yml").read_text(encoding="utf-8"))
    pronouns: dict[str, Gender | None] = {
        word: None if gender == "any" else Gender(gender)
        for gender, words in raw["pronouns"].items()
        for word in words.split()
    }
    groups = _read_genders(raw["gendered_groups"])
    return Lexicon(
        speech_verbs=frozenset(" ".join(raw["speech_verbs"].values()).split()),
        indirect_verbs=frozenset(raw["indirect_verbs"].split()),
        collective_speakers=frozenset(raw["collective_speakers"].split()),
        pronouns=pronouns,
        gendered_nouns=_read_genders(raw["gendered_nouns"]),
        gendered_tails=_read_genders(raw["gendered_tails"]),
        gendered_groups=groups,
        group_pattern=_build_group_pattern(groups),
        organisation_words=frozenset(raw["organisation_words"].split()),
        not_person_tails=tuple(raw["not_person_tails"].split()),
        not_person_nouns=frozenset(raw["not_person_nouns"].split()),
        finnish_words=frozenset(raw["finnish_words"].split()),
        first_word_no_name=frozenset(raw["first_word_no_name"].split()),
        not_surnames=frozenset(raw["not_surnames"].split()),
        particles=frozenset(raw["particles"].split()),
        letter_opening=re.compile(raw["letter_opening"], re.IGNORECASE),
        debris=re.compile(raw["debris"].replace(" ^", "^"), re.IGNORECASE),
        debris_to_end=re.compile(raw["debris_to_end"], re.IGNORECASE),
    )
