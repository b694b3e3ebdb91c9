"""Salience: whom a story is about at a given point, for pronouns and untagged speech.

After centering theory (Grosz, Joshi and Weinstein 1995): the subject of the latest sentence is the
likeliest to be spoken of next, an object or a name behind a preposition less so. Weights are our
own, set by hand on data/gold/speech.jsonl (2026-11-25); only their order matters much.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

SUBJECT = 1.0  # opens its sentence, with or without a title
FIRST = 0.85  # the first name of a sentence that opens otherwise: "I fjol anställdes Hanna Berg"
FURTHER = 0.5  # a second name
OBLIQUE = 0.35  # behind a preposition or in the genitive
PRONOUN = 0.9  # a subject pronoun, given to the person whom it points at
SPOKE = 1.0  # has just spoken
QUOTED = 0.12  # named within somebody's own words
HEADLINE = 0.4
DECAY = 0.62  # a sentence
OLDER = 0.3  # what earlier mentions add
_OBLIQUE_BEFORE = re.compile(
    r"\b(?:av|med|till|från|för|om|hos|efter|mot|åt|på|vid|utan|under|mellan|enligt|bland|än|som|"
    r"kring|över|via|hans|hennes|deras)\s+(?:[a-zåäö:-]+\s+){0,2}$"
)
_OPENS = re.compile(r"^[”\"“»–—\s]*(?:[A-ZÅÄÖ]?[\w:-]+\s+){0,3}$")
_LOOK_BACK = 45


class Salience:
    """Who is in focus, sentence by sentence. Scores decay with every sentence."""

    def __init__(self) -> None:
        self.sentence = 0
        self._scores: dict[int, tuple[float, int]] = {}
        self._told: dict[int, int] = {}
        self.spoken: set[int] = set()

    def step(self, sentences: int = 1) -> None:
        self.sentence += sentences

    def score(self, person: int) -> float:
        """How far in focus a person is, 0 to about 1.4."""
        found = self._scores.get(person)
        return 0.0 if found is None else found[0] * DECAY ** (self.sentence - found[1])

    def add(self, person: int, weight: float) -> None:
        self._scores[person] = (weight + OLDER * self.score(person), self.sentence)
        if weight > QUOTED:
            self._told[person] = self.sentence

    def last_seen(self, person: int) -> int:
        """The number of the sentence of the story, not of speech, that last mentioned a person."""
        return self._told.get(person, -1)

    def rank(self, candidates: Iterable[int]) -> list[int]:
        """Candidates that were mentioned, the most salient first."""
        known = [i for i in candidates if i in self._scores]
        return sorted(known, key=lambda i: (-self.score(i), i))

    @property
    def known(self) -> list[int]:
        return list(self._scores)


def weigh(text: str, sentence_start: int, at: int, *, is_first: bool, is_genitive: bool) -> float:
    """The weight of a name that stands at ``at`` in the sentence that opens at sentence_start."""
    before = text[max(sentence_start, at - _LOOK_BACK) : at]
    if is_genitive or _OBLIQUE_BEFORE.search(before):
        return OBLIQUE
    if not is_first:
        return FURTHER
    return SUBJECT if at - sentence_start <= _LOOK_BACK and _OPENS.match(before) else FIRST
