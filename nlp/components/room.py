"""``room``: where in the story a person stands, and how many of its quoted words are theirs."""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

from nlp.drafts import PersonDraft, get_persons, get_quotes, get_segments
from nlp.tables import holds_table

WORD = re.compile(r"\w+")
# Central: named in headline or lead and with half as much room as the one who has most, or alone
# with half of all mentions or quoted words. Set by hand on reading the sample (2026-11-25).
CENTRAL_AGAINST_TOP = 0.5
CENTRAL_SHARE = 0.5


def count_words(text: str) -> int:
    return len(WORD.findall(text))


class Room:
    def __call__(self, doc: Doc) -> Doc:
        persons = get_persons(doc)
        if not persons:
            return doc
        segments = get_segments(doc)
        story = [s for s in segments if s.kind in {"lead", "body", "subhead"}]
        first = story[0].start_char if story else 0
        third = first + ((story[-1].end_char - first) / 3 if story else 0)
        for person in persons:
            kinds = {segments[n.segment].kind for n in person.namings}
            person.in_headline, person.in_lead = "headline" in kinds, "lead" in kinds
            person.in_caption = "caption" in kinds
            person.in_first_third = any(
                n.start_char <= third and segments[n.segment].kind != "caption"
                for n in person.namings
            )
        self._measure_speech(doc, persons)
        self._find_central(persons, is_table=holds_table(persons))
        return doc

    def _measure_speech(self, doc: Doc, persons: tuple[PersonDraft, ...]) -> None:
        direct = [q for q in get_quotes(doc) if q.direct]
        words = [count_words(q.text) for q in direct]
        total = sum(words)
        for quote, n in zip(direct, words, strict=True):
            if quote.person is not None:
                persons[quote.person].quoted_words += n
        for person in persons:
            person.share_of_quoted_words = person.quoted_words / total if total else 0.0
        for position, field in ((0, "has_first_word"), (-1, "has_last_word")):
            speaker = direct[position].person if direct else None
            if speaker is not None:
                setattr(persons[speaker], field, True)

    def _find_central(self, persons: tuple[PersonDraft, ...], *, is_table: bool) -> None:
        if is_table:
            return  # in a list of names nobody is central
        mentions = sum(len(p.namings) for p in persons)
        room = [len(p.namings) / mentions + p.share_of_quoted_words for p in persons]
        top = max(room)
        for person, own in zip(persons, room, strict=True):
            ahead = person.in_headline or person.in_lead
            share = max(len(person.namings) / mentions, person.share_of_quoted_words)
            person.is_central = (ahead and own >= CENTRAL_AGAINST_TOP * top) or (
                share >= CENTRAL_SHARE and (len(person.namings) > 1 or person.quoted_words > 0)
            )


@Language.factory("room", requires=["doc._.persons", "doc._.quotes"], assigns=["doc._.persons"])
def create_room(nlp: Language, name: str) -> Room:
    return Room()
