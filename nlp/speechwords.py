"""The word lists of data/reference/speech.yml, read once, joined with those of the lexicon."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import yaml

from data.vocab import Gender, Occupation
from nlp.lexicon import load_lexicon
from nlp.names import REFERENCE


@dataclass(frozen=True, slots=True)
class Kinship:
    """A noun of kinship; ``gender`` is None where it fits both."""

    word: str
    gender: Gender | None


@dataclass(frozen=True, slots=True)
class SpeechWords:
    """Closed word classes of speech, all lower case."""

    tag_verbs: frozenset[str]
    finnish_verbs: frozenset[str]
    clause_verbs: frozenset[str]
    strict_verbs: frozenset[str]
    object_verbs: frozenset[str]
    preposition_verbs: dict[str, str]
    wish_objects: frozenset[str]
    phrase_breakers: frozenset[str]
    not_tag_verbs: frozenset[str]
    particle_verbs: dict[str, str]
    question_words: frozenset[str]
    question_verbs: frozenset[str]
    adverbs: frozenset[str]
    collectives: frozenset[str]
    collective_tails: tuple[str, ...]
    groups: frozenset[str]
    unnamed: frozenset[str]
    kinship: dict[str, Kinship]
    human_nouns: dict[str, Gender | None]
    wide_titles: dict[str, frozenset[Occupation]]


def _to_gender(word: str) -> Gender | None:
    return None if word == "any" else Gender(word)


@lru_cache(maxsize=1)
def load_speech_words() -> SpeechWords:
    raw = yaml.safe_load((REFERENCE / "speech.yml").read_text(encoding="utf-8"))
    lexicon = load_lexicon()
    lexicon_raw = yaml.safe_load((REFERENCE / "lexicon.yml").read_text(encoding="utf-8"))

    def words(key: str) -> frozenset[str]:
        return frozenset(raw[key].split())

    return SpeechWords(
        tag_verbs=words("tag_verbs") | lexicon.speech_verbs,
        finnish_verbs=frozenset(lexicon_raw["speech_verbs"]["fi"].split()),
        clause_verbs=words("clause_verbs"),
        strict_verbs=words("strict_verbs"),
        object_verbs=words("object_verbs"),
        preposition_verbs=dict(raw["preposition_verbs"]),
        wish_objects=words("wish_objects"),
        phrase_breakers=words("phrase_breakers"),
        not_tag_verbs=words("not_tag_verbs"),
        particle_verbs=dict(raw["particle_verbs"]),
        question_words=words("question_words"),
        question_verbs=words("question_verbs"),
        adverbs=words("adverbs"),
        collectives=words("collectives") | lexicon.collective_speakers,
        collective_tails=tuple(raw["collective_tails"].split()),
        groups=words("groups"),
        unnamed=words("unnamed"),
        kinship={
            form: Kinship(word, _to_gender(entry["gender"]))
            for word, entry in raw["kinship"].items()
            for form in entry["forms"].split()
        },
        human_nouns={
            noun: _to_gender(gender)
            for gender, nouns in raw["human_nouns"].items()
            for noun in nouns.split()
        },
        wide_titles={
            word: frozenset(Occupation(group) for group in groups.split())
            for word, groups in raw["wide_titles"].items()
        },
    )


def is_collective(word: str) -> bool:
    """Whether a lower-case word names an institution or company that can speak."""
    words = load_speech_words()
    return word in words.collectives or (
        len(word) > 6 and word.endswith(words.collective_tails) and word not in words.kinship
    )
