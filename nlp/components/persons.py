"""``persons``: from mentions to unique people, one a person however often and briefly named."""

from __future__ import annotations

import bisect
import re
from collections import Counter

from spacy.language import Language
from spacy.tokens import Doc, Span

from nlp.components.person_merger import PERSON_LABELS
from nlp.drafts import CONTENT_KINDS, Naming, PersonDraft, get_segments, get_text
from nlp.gazetteer import load_homes
from nlp.lexicon import load_lexicon
from nlp.name_rules import is_finnish, strip_genitive
from nlp.names import look_up, titlecase
from nlp.support import find_plain_words, find_rule_tokens, is_supported


def _clean_words(span: Span, finnish: bool) -> tuple[str, ...]:
    words = [t.text for t in span if t.text not in "”\"'’»«"]
    if len(words) > 1 and words[0].casefold() in load_lexicon().particles:
        words = words[1:]  # "Von Hult": the surname alone
    if words:
        following = span.doc[span.end].text if span.end < len(span.doc) else ""
        words[-1] = strip_genitive(words[-1], following, finnish=finnish, surname=len(words) > 1)
    return tuple(titlecase(word) for word in words)


def _fold(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.casefold() for word in words)


def _key(word: str) -> str:
    return word.casefold().removesuffix("s")


def _same_full_name(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Whether two full names are one person's: equal, one within the other, or by initial."""
    a, b = _fold(first), _fold(second)
    if a == b or (a[:-1] == b[:-1] and a[-1].removesuffix("s") == b[-1].removesuffix("s")):
        return True
    if a[-1] != b[-1] and not (set(a[1:]) & set(b[1:]) and a[0] == b[0]):
        return False
    if a[0] == b[0]:
        return set(a) <= set(b) or set(b) <= set(a)
    short, long = sorted((a[0], b[0]), key=len)
    return short.endswith(".") and long.startswith(short[0]) and len(short) == 2


class _Resolver:
    """Keeps the people of one article while its mentions are read, by each word of their names."""

    def __init__(self) -> None:
        self.persons: list[PersonDraft] = []
        self._by_word: dict[str, list[PersonDraft]] = {}
        # also by the first letter of the name, so that a long list of one family stays fast
        self._by_initial: dict[tuple[str, str], list[PersonDraft]] = {}

    def add_full(self, words: tuple[str, ...], naming: Naming) -> None:
        initial = words[0][:1].casefold()
        candidates = [p for w in words[1:] for p in self._by_initial.get((initial, _key(w)), [])]
        for person in candidates:
            if len(person.words) > 1 and _same_full_name(person.words, words):
                person.namings.append(naming)
                if len(words) > len(person.words):
                    person.words = words
                    self._file(person)
                return
        self.add_new(words, naming)

    def add_new(self, words: tuple[str, ...], naming: Naming) -> None:
        person = PersonDraft(words, [naming])
        self.persons.append(person)
        self._file(person)

    def _file(self, person: PersonDraft) -> None:
        for word in person.words:
            initial = person.words[0][:1].casefold()
            for owners in (
                self._by_word.setdefault(_key(word), []),
                self._by_initial.setdefault((initial, _key(word)), []),
            ):
                if person not in owners[-1:]:
                    owners.append(person)

    def match_single(self, word: str, at: int) -> PersonDraft | None:
        """The person that one word names: by surname, given name or nickname; the nearest."""
        owners = self._by_word.get(_key(word), [])
        # with and without s share a key, for a genitive cut or kept in error; the same word wins
        exact = [p for p in owners if word.casefold() in _fold(p.words)] or owners
        if not exact:
            return None
        return min(exact, key=lambda p: self._distance(p, at))

    def _distance(self, person: PersonDraft, at: int) -> tuple[int, int]:
        before = [at - n.start_char for n in person.namings if n.start_char < at]
        after = [n.start_char - at for n in person.namings if n.start_char >= at]
        return (0, min(before)) if before else (1, min(after, default=10**9))


class Persons:
    """Full names first, then the short mentions in reading order."""

    def __call__(self, doc: Doc) -> Doc:
        segments = get_segments(doc)
        namings, text = self._drop_unsupported(doc, self._collect(doc)), get_text(doc)
        resolver = _Resolver()
        for words, naming in namings:
            if len(words) > 1:
                resolver.add_full(words, naming)
        for words, naming in namings:
            if len(words) == 1:
                self._add_single(text, resolver, words[0], naming)
        self._add_bare_repeats(doc, resolver)
        for person in resolver.persons:
            person.namings.sort(key=lambda naming: naming.start_char)
        resolver.persons.sort(key=lambda person: person.namings[0].start_char)
        doc._.persons = tuple(resolver.persons)
        assert all(
            segments[n.segment].kind in CONTENT_KINDS for p in doc._.persons for n in p.namings
        )
        return doc

    def _collect(self, doc: Doc) -> list[tuple[tuple[str, ...], Naming]]:
        collected = []
        finnish = is_finnish(doc)
        ents = doc.ents  # built anew each time it is asked for
        starts = [ent.start_char for ent in ents]
        for number, segment in enumerate(get_segments(doc)):
            if segment.kind not in CONTENT_KINDS:
                continue
            first = bisect.bisect_left(starts, segment.start_char)
            last = bisect.bisect_left(starts, segment.end_char)
            for span in ents[first:last]:
                if span.end_char > segment.end_char:
                    continue
                words = _clean_words(span, finnish)
                if span.label_ in PERSON_LABELS and words and re.search(r"[^\W\d_]{2}", words[-1]):
                    naming = Naming(span.start_char, span.end_char, span.text, number)
                    collected.append((words, naming))
        return collected

    def _drop_unsupported(
        self, doc: Doc, collected: list[tuple[tuple[str, ...], Naming]]
    ) -> list[tuple[tuple[str, ...], Naming]]:
        """The namings without those words alone that nothing else in the article holds."""
        full = {word.casefold() for words, _ in collected if len(words) > 1 for word in words}
        counts = Counter(words[0] for words, _ in collected if len(words) == 1)
        by_rules, plain_words = find_rule_tokens(doc), find_plain_words(doc)
        kept: list[tuple[tuple[str, ...], Naming]] = []
        for words, naming in collected:
            if len(words) == 1 and words[0].casefold() in full:
                kept.append((words, naming))
                continue
            span = doc.char_span(naming.start_char, naming.end_char)
            if span is not None and is_supported(span, by_rules, counts, plain_words):
                kept.append((words, naming))
        return kept

    def _add_single(self, text: str, resolver: _Resolver, word: str, naming: Naming) -> None:
        known = resolver.match_single(word, naming.start_char)
        if known is not None:
            known.namings.append(naming)
            return
        shared = self._find_shared_surname(text, resolver, naming)
        words = (word, shared) if shared and look_up(word) else (word,)
        resolver.add_new(words, naming)

    def _find_shared_surname(self, text: str, resolver: _Resolver, naming: Naming) -> str:
        """The surname of a couple: "Anna och Per Berg" gives Berg for Anna."""
        following = text[naming.end_char : naming.end_char + 6]
        joined = re.match(r" (?:och|ja|&) ", following)
        if not joined:
            return ""
        at = naming.end_char + joined.end()
        for person in resolver.persons:
            if any(n.start_char == at and " " in n.text for n in person.namings):
                return person.surname
        return ""

    def _add_bare_repeats(self, doc: Doc, resolver: _Resolver) -> None:
        """Names known from a full mention are persons too where they stand bare."""
        taken = {
            i for p in resolver.persons for n in p.namings for i in range(n.start_char, n.end_char)
        }
        by_word: dict[str, list[PersonDraft]] = {}
        for person in resolver.persons:
            if len(person.words) > 1:
                for word in {person.words[0], person.words[-1]}:
                    by_word.setdefault(word.casefold(), []).append(person)
        lexicon = load_lexicon()
        finnish = is_finnish(doc)
        for number, segment in enumerate(get_segments(doc)):
            if segment.kind not in CONTENT_KINDS:
                continue
            part = doc.char_span(segment.start_char, segment.end_char, alignment_mode="contract")
            for token in part if part is not None else ():
                if token.idx in taken or not token.text[0].isupper():
                    continue
                following = doc[token.i + 1].text if token.i + 1 < len(doc) else ""
                bare = strip_genitive(token.text, following, finnish=finnish)
                owners = by_word.get(titlecase(bare).casefold())
                if not owners or bare in load_homes() or bare in lexicon.first_word_no_name:
                    continue
                if (
                    following in lexicon.organisation_words
                    or following.lower() in lexicon.not_person_nouns
                ):
                    continue
                if token.is_sent_start and (counts := look_up(bare)) and counts.common:
                    continue
                owner = resolver.match_single(bare, token.idx)
                if owner is not None:
                    end = token.idx + len(token.text)
                    owner.namings.append(Naming(token.idx, end, token.text, number))


@Language.factory("persons", requires=["doc.ents"], assigns=["doc._.persons"])
def create_persons(nlp: Language, name: str) -> Persons:
    return Persons()
