"""Who a speech tag points at: a name, a pronoun, a title, or an institution."""

from __future__ import annotations

import bisect
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


MEMORY = 200  # namings back that a pronoun may reach; keeps long lists of names linear
_UNNAMED = frozenset({"en", "ett", "några", "flera", "många", "någon", "ingen", "alla", "man"})
# Finite verbs behind which a name is no longer the speaker's: "enligt lagen får NAMN …".
_VERBS = frozenset(
    {"att", "får", "fick", "har", "hade", "är", "var", "ska", "skulle", "kan", "kunde", "blir"}
    | {"blev", "måste", "vill", "ville", "kommer", "kom", "bör", "borde", "finns", "fanns", "gör"}
)
_SUBJECTS = frozenset({"hon", "han", "hen", "hän", "henne", "honom", "henom"})

NOBODY = Speaker(None, "", "unknown", 0.0)


class SpeakerFinder:
    """Resolves speakers of one article; remembers who spoke, for pronouns and further turns."""

    def __init__(self, doc: Doc) -> None:
        self.text = doc.text
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
        self._starts = [start for start, _, _ in self.namings]
        self._seen: dict[int, int] = {}

    def note(self, speaker: Speaker, at: int) -> None:
        """Remember a speaker as the one who has the word at ``at``."""
        self.last = speaker
        if speaker.person is not None:
            self._seen[speaker.person] = at

    def namings_between(self, start: int, end: int) -> list[tuple[int, Naming]]:
        first = bisect.bisect_left(self._starts, start)
        last = bisect.bisect_left(self._starts, end)
        return [(i, n) for _, i, n in self.namings[first:last] if n.end_char <= end]

    def named_before(self, at: int) -> dict[int, int]:
        """Person -> where she or he was last named or spoke before ``at``, the recent ones only."""
        last = bisect.bisect_left(self._starts, at)
        recency = {i: start for i, start in self._seen.items() if start < at}
        for start, i, _ in self.namings[max(0, last - MEMORY) : last]:
            recency[i] = max(recency.get(i, -1), start)
        return recency

    def after_verb(self, start: int, end: int) -> Speaker | None:
        """The subject in text[start:end], which follows a verb of speech."""
        namings = self.namings_between(start, end)
        words = list(_WORD.finditer(self.text, start, end))
        lexicon = load_lexicon()
        title = ""
        for word in words[:9]:
            lower = word[0].lower()
            at = next((i for i, n in namings if n.start_char <= word.start() < n.end_char), None)
            if at is not None:
                return Speaker(at, self.persons[at].name, "name", 0.97)
            if lower in _VERBS or (lower in _AWAY and (title or word is not words[0])):
                break
            if word is words[0] and lower in _SUBJECTS:
                return self.by_pronoun(lower, word.start())
            if word is words[0] and lower in _UNNAMED and not namings:
                return Speaker(None, self.text[start:end].strip(), "unnamed", 0.9)
            if lower in lexicon.collective_speakers:
                return Speaker(None, word[0], "institution", 0.95)
            if not title and find_title(word[0]) is not None:
                title = word[0]
        if title:
            return self.by_title(title, start)
        return None

    def before_verb(self, start: int, end: int) -> Speaker | None:
        """The subject that ends right before the verb at ``end``, no earlier than ``start``."""
        text = self.text
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
        recency = self.named_before(at)
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
                return Speaker(None, title, "unknown", 0.0)
            return Speaker(carriers[0], title, "title", 0.75)
        before = {i: start for i, start in self.named_before(at).items() if i in carriers}
        best = max(before, key=lambda i: before[i]) if before else carriers[0]
        return Speaker(best, title, "title", 0.9 if len(carriers) == 1 else 0.75)

    def in_focus(self, start: int, end: int) -> Speaker | None:
        """The one person whom a stretch of narrative is about: its only name, or last pronoun."""
        named = list(dict.fromkeys(i for i, _ in self.namings_between(start, end)))
        if len(named) == 1:
            return Speaker(named[0], self.persons[named[0]].name, "context", 0.75)
        if named:
            return Speaker(named[0], self.persons[named[0]].name, "context", 0.6)
        pronoun = re.search(r"\b(hon|han|hen)\b", self.text[start:end], re.IGNORECASE)
        if pronoun:
            found = self.by_pronoun(pronoun[1].lower(), start + pronoun.start())
            if found.person is not None:
                return Speaker(found.person, found.text, "context", 0.65)
        return None
