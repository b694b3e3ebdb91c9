"""Whom a pronoun speaks of: the people named before it, by place in the sentence and agreement.

A vote counts whole where one person alone fits, and less where several do. Nobody's gender is read
off the agreement of her own name: a person may be meant by a pronoun unless the name is strongly
the other way.
"""

from __future__ import annotations

import bisect
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from data.vocab import Gender
from nlp.drafts import CONTENT_KINDS, PersonDraft, Segment, get_segments, get_text
from nlp.lexicon import load_lexicon
from nlp.titles import find_title

STRONG = 0.97  # a name this one-sided is meant by no pronoun of the other gender, on its own
REACH = 2  # paragraphs back to which a pronoun may point
NEAR = 1  # sentences back in which the one person who fits is meant, whoever came before
MEMORY = 40  # namings back, so that long lists of names cost no more than short ones
CLEAR = 1.0  # weight of a pronoun that one person alone can be meant by
BEST = 0.7  # of one that fits several, for the likeliest of them
RIVAL = 0.4  # of one that fits somebody whose name says so more strongly than this one's
WINDOW = 500  # characters before a pronoun in which somebody unnamed may have come up
_UNNAMED = re.compile(r"\b(?:en|ett) ((?:[a-zåäö-]+ ){0,4}[a-zåäö-]+)")
_PRONOUN = re.compile(r"\b(hon|henne|hennes|han|honom|hans|hen|hens|henom)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?:][”\"»]?\s+(?=[–—”\"»]?\s?[A-ZÅÄÖÉÁ])|\n")
_DASH = re.compile(r"[–—―-]\s")


@dataclass(frozen=True, slots=True)
class Vote:
    """A pronoun taken to speak of a person; ``weight`` 0-1, offsets in the text."""

    gender: Gender
    weight: float
    start_char: int
    end_char: int
    text: str


def may_be(person: PersonDraft, gender: Gender) -> bool:
    """Whether the name leaves room for the gender."""
    if person.p_woman is None or gender is Gender.NONBINARY:
        return True
    return person.p_woman > 1 - STRONG if gender is Gender.WOMAN else person.p_woman < STRONG


def _leans(person: PersonDraft, gender: Gender) -> bool:
    p = person.p_woman
    return p is not None and (p >= 0.9 if gender is Gender.WOMAN else p <= 0.1)


class PronounReader:
    """Goes through the pronouns of a Doc's content and finds whom each speaks of."""

    def __init__(self, doc: Doc, persons: tuple[PersonDraft, ...]) -> None:
        self.text, self.persons = get_text(doc), persons
        self.segments = get_segments(doc)
        self.namings = sorted(
            ((n.start_char, i, n) for i, person in enumerate(persons) for n in person.namings),
            key=lambda item: item[:2],
        )
        self.starts = [start for start, _, _ in self.namings]
        # Hans is a name too, also as the second of several
        self._taken = {at for _, _, n in self.namings for at in range(n.start_char, n.end_char)}
        self._bounds = [match.end() for match in _SENTENCE_END.finditer(get_text(doc))]

    def collect(self) -> dict[int, list[Vote]]:
        """Votes by the person's place in ``persons``."""
        votes: dict[int, list[Vote]] = defaultdict(list)
        pronouns = load_lexicon().pronouns
        for number, segment in enumerate(self.segments):
            if segment.kind not in CONTENT_KINDS:
                continue
            for match in _PRONOUN.finditer(self.text, segment.start_char, segment.end_char):
                gender = pronouns[match[0].lower()]
                if gender is None or match.start() in self._taken:  # Karl Hans Berg
                    continue
                found = self._find(match.start(), number, segment, gender)
                if found is not None:
                    i, weight = found
                    votes[i].append(Vote(gender, weight, *match.span(), match[0]))
        return votes

    def _find(
        self, at: int, number: int, segment: Segment, gender: Gender
    ) -> tuple[int, float] | None:
        ranked: dict[int, int] = {}
        for i, back in self._rank(at, number, segment):
            ranked.setdefault(i, back)
        fitting = [i for i in ranked if may_be(self.persons[i], gender)]
        if not fitting:
            return None
        best = fitting[0]
        near = [i for i in fitting if ranked[i] == ranked[best]]
        if gender is not Gender.NONBINARY and self._names_nobody(best, at):
            return best, RIVAL
        if len(fitting) == 1 or (len(near) == 1 and ranked[best] <= NEAR):
            return best, CLEAR
        rivals = [i for i in near[1:] or fitting[1:] if _leans(self.persons[i], gender)]
        if rivals and not _leans(self.persons[best], gender):
            return best, RIVAL
        return best, BEST

    def _rank(self, at: int, number: int, segment: Segment) -> Iterator[tuple[int, int]]:
        """People named before the pronoun, the likeliest first, each with the sentences back.

        The nearest of the same sentence; then the sentences before, each by its first name, which
        mostly is the subject; of a spoken line the speaker is sought outside the line.
        """
        spoken = _DASH.match(self.text, segment.start_char) is not None
        tagged = spoken and self._follows_speech(at)
        stop = bisect.bisect_left(self.starts, segment.start_char if tagged else at)
        here = bisect.bisect_right(self._bounds, at)
        by_sentence: dict[int, list[int]] = defaultdict(list)
        for start, i, naming in self.namings[max(0, stop - MEMORY) : stop]:
            if number - naming.segment <= REACH:
                by_sentence[here - bisect.bisect_right(self._bounds, start)].append(i)
        if not tagged and (own := by_sentence.pop(0, None)):
            yield from ((i, 0) for i in reversed(own))
        for back in sorted(by_sentence):
            yield from ((i, back) for i in by_sentence[back])

    def _names_nobody(self, best: int, at: int) -> bool:
        """Whether somebody unnamed comes between: "en lastbilschaufför från Porjus … han"."""
        last = max(n.end_char for n in self.persons[best].namings if n.end_char <= at)
        window = self.text[max(last, at - WINDOW) : at]
        return any(
            find_title(word) is not None or word in load_lexicon().gendered_nouns
            for phrase in _UNNAMED.finditer(window)
            for word in phrase[1].split()
        )

    def _follows_speech(self, at: int) -> bool:
        """Whether a verb of speech stands right before: "säger hon"."""
        before = re.search(r"([\w]+)\s+$", self.text[max(0, at - 24) : at])
        return before is not None and before[1].lower() in load_lexicon().speech_verbs
