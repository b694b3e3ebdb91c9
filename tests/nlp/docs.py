"""Docs built by hand: segments, entities and persons are set, no component has to find them."""

from __future__ import annotations

import re
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from data.records import Quote
from data.vocab import Gender
from nlp.drafts import Naming, PersonDraft, Segment, get_persons, get_quotes, get_segments

Paragraph = str | tuple[str, str]  # a body paragraph, or (kind, text)


@lru_cache(maxsize=1)
def blank() -> Language:
    nlp = spacy.blank("sv")
    nlp.max_length = 10**9
    return nlp


def build_doc(*paragraphs: Paragraph, title: str = "") -> Doc:
    """A Doc whose paragraphs are body unless they say another kind; with a headline if given."""
    parts = [("headline", title)] if title else []
    parts += [p if isinstance(p, tuple) else ("body", p) for p in paragraphs]
    text, segments = "", []
    for kind, part in parts:
        text += "\n\n" if text else ""
        segments.append(Segment(kind, len(text), len(text) + len(part)))
        text += part
    doc = blank().make_doc(text)
    doc._.title_length = len(title)
    doc._.segments = tuple(segments)
    return doc


def find_all(doc: Doc, *forms: str) -> list[tuple[int, int]]:
    """Where the forms stand as words, the longest first, none within another."""
    pattern = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    return [m.span() for m in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", doc.text)]


def mark_entities(doc: Doc, *forms: str, label: str = "PRS") -> Doc:
    """Set every occurrence of the forms as an entity."""
    spans = [doc.char_span(start, end, label=label) for start, end in find_all(doc, *forms)]
    assert spans, "the forms do not stand in the text"
    assert all(spans), "the forms do not stand on token boundaries"
    doc.set_ents([span for span in spans if span is not None])
    return doc


def make_person(
    doc: Doc,
    name: str,
    *forms: str,
    gender: Gender = Gender.UNKNOWN,
    titles: tuple[str, ...] = (),
    party: str = "",
) -> PersonDraft:
    """A person with a naming for each occurrence of the name and of its other forms."""
    segments = get_segments(doc)
    namings = []
    for start, end in find_all(doc, name, *forms):
        number = next(i for i, s in enumerate(segments) if s.start_char <= start < s.end_char)
        namings.append(Naming(start, end, doc.text[start:end], number))
    person = PersonDraft(tuple(name.split()), namings)
    person.gender, person.titles, person.party = gender, list(titles), party
    return person


def set_persons(doc: Doc, *persons: PersonDraft) -> Doc:
    doc._.persons = persons
    return doc


def person_names(doc: Doc) -> list[str]:
    return [person.name for person in get_persons(doc)]


def naming_texts(doc: Doc) -> dict[str, list[str]]:
    return {p.name: [naming.text for naming in p.namings] for p in get_persons(doc)}


def spoken(doc: Doc) -> list[tuple[str, str | None]]:
    """(words, name of the speaker) of every direct quotation."""
    return [(quote.text, speaker_name(doc, quote)) for quote in get_quotes(doc) if quote.direct]


def reported(doc: Doc) -> list[tuple[str, str | None]]:
    """(words, name of the speaker) of every indirect quotation."""
    return [(quote.text, speaker_name(doc, quote)) for quote in get_quotes(doc) if not quote.direct]


def speaker_name(doc: Doc, quote: Quote) -> str | None:
    return None if quote.person is None else get_persons(doc)[quote.person].name
