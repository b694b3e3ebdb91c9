"""Who a speech tag points at: a name, a pronoun, a title, or an institution."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc

from data.vocab import Gender
from nlp.drafts import Naming, PersonDraft, get_persons
from nlp.lexicon import load_lexicon
from nlp.titles import find_title, same_title

_WORD = re.compile(r"[^\W\d_][\w:'’-]*")
_AWAY = frozenset(["till", "om", "med", "på", "åt", "för", "inför", "mot", "från", "av"])


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved speaker; ``person`` is None for an institution or one that is not found."""

    person: int | None
    text: str
    method: str
    probability: float


NOBODY = Speaker(None, "", "unknown", 0.0)


class SpeakerFinder:
    """Resolves speakers of one article; remembers who spoke, for pronouns and further turns."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.persons: tuple[PersonDraft, ...] = get_persons(doc)
        self.last: Speaker = NOBODY
        self.namings: list[tuple[int, int, Naming]] = sorted(
            (
                (naming.start_char, i, naming)
                for i, person in enumerate(self.persons)
                for naming in person.namings
            ),
            key=lambda item: item[:2],
        )
        self._seen: dict[int, int] = {}

    def note(self, speaker: Speaker, at: int) -> None:
        """Remember a speaker as the one who has the word at ``at``."""
        self.last = speaker
        if speaker.person is not None:
            self._seen[speaker.person] = at

    def namings_between(self, start: int, end: int) -> list[tuple[int, Naming]]:
        return [(i, n) for at, i, n in self.namings if start <= at and n.end_char <= end]

    def after_verb(self, start: int, end: int) -> Speaker | None:
        """The subject in text[start:end], which follows a verb of speech."""
        namings = self.namings_between(start, end)
        words = list(_WORD.finditer(self.doc.text, start, end))
        lexicon = load_lexicon()
        title = ""
        for word in words[:9]:
            lower = word[0].lower()
            at = next((i for i, n in namings if n.start_char <= word.start() < n.end_char), None)
            if at is not None:
                return Speaker(at, self.persons[at].name, "name", 0.97)
            if lower in _AWAY and (title or word is not words[0]):
                break
            if word is words[0] and lower in lexicon.pronouns:
                return self.by_pronoun(lower, word.start())
            if lower in lexicon.collective_speakers:
                return Speaker(None, word[0], "institution", 0.95)
            if not title and find_title(word[0]) is not None:
                title = word[0]
        if title:
            return self.by_title(title, start)
        return None

    def before_verb(self, start: int, end: int) -> Speaker | None:
        """The subject that ends right before the verb at ``end``, no earlier than ``start``."""
        text = self.doc.text
        pronoun = re.search(
            r"\b(hon|han|hen|hän)(?: (?:själv|också|även))? $", text[start:end], re.I
        )
        if pronoun:
            return self.by_pronoun(pronoun[1].lower(), start + pronoun.start())
        for i, naming in reversed(self.namings_between(start, end)):
            between = text[naming.end_char : end]
            if re.fullmatch(
                r"(?: \([^)]*\))?(?:, [^.!?]{1,70},| (?:på|från|i|vid|som) [^.!?,]{1,50})?"
                r"(?: (?:själv|också|även|däremot|dock|nu))? ?",
                between,
            ):
                return Speaker(i, self.persons[i].name, "name", 0.93)
            break
        title = re.search(r"([\w:-]+(?:en|et|n|ren))(?: själv)? $", text[start:end])
        if title and find_title(title[1].lower()) is not None:
            return self.by_title(title[1].lower(), start)
        return None

    def by_pronoun(self, pronoun: str, at: int) -> Speaker:
        """The most recently named or speaking person whose gender agrees."""
        gender = load_lexicon().pronouns.get(pronoun)
        recency = dict(self._seen)
        for start, i, _ in self.namings:
            if start < at:
                recency[i] = max(recency.get(i, -1), start)
        for wanted in ({gender}, {Gender.UNKNOWN}) if gender else ({*Gender},):
            fitting = [i for i in recency if self.persons[i].gender in wanted]
            if fitting:
                best = max(fitting, key=lambda i: recency[i])
                sure = 0.9 if len(fitting) == 1 else 0.8
                return Speaker(best, self.persons[best].name, "pronoun", sure)
        return Speaker(None, pronoun, "unknown", 0.0)

    def by_title(self, title: str, at: int) -> Speaker:
        """The person who carries the title in the article; the nearest before when several."""
        carriers = [
            i for i, p in enumerate(self.persons) if any(same_title(title, t) for t in p.titles)
        ]
        if not carriers:
            group = find_title(title)
            carriers = [
                i
                for i, p in enumerate(self.persons)
                if group is not None and any(find_title(t) == group for t in p.titles)
            ]
            if len(carriers) != 1:
                return self._by_recency(title, at)
            return Speaker(carriers[0], title, "title", 0.75)
        before = [i for start, i, _ in self.namings if start < at and i in carriers]
        best = before[-1] if before else carriers[0]
        return Speaker(best, title, "title", 0.9 if len(carriers) == 1 else 0.75)

    def _by_recency(self, title: str, at: int) -> Speaker:
        """A role noun that nobody carries: the person named last, if one was at all."""
        before = [(start, i) for start, i, _ in self.namings if start < at]
        before += [(start, i) for i, start in self._seen.items() if start < at]
        if not before:
            return Speaker(None, title, "unknown", 0.0)
        return Speaker(max(before)[1], title, "title", 0.55)

    def in_focus(self, start: int, end: int) -> Speaker | None:
        """The one person whom a stretch of narrative is about: its only name, or last pronoun."""
        named = list(dict.fromkeys(i for i, _ in self.namings_between(start, end)))
        if len(named) == 1:
            return Speaker(named[0], self.persons[named[0]].name, "context", 0.75)
        if named:
            return Speaker(named[0], self.persons[named[0]].name, "context", 0.6)
        pronoun = re.search(r"\b(hon|han|hen)\b", self.doc.text[start:end], re.IGNORECASE)
        if pronoun:
            found = self.by_pronoun(pronoun[1].lower(), start + pronoun.start())
            return (
                Speaker(found.person, found.text, "context", 0.65)
                if found.person is not None
                else None
            )
        return None
