"""What the components build up on a Doc, before it is frozen into records."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc

from data.records import PlaceLabel, Quote, TopicLabel
from data.vocab import Evidence, Function, Gender, Occupation

CONTENT_KINDS = frozenset({"headline", "lead", "body", "subhead", "caption"})


@dataclass(frozen=True, slots=True)
class Segment:
    """A paragraph of an article; ``kind`` is one of CONTENT_KINDS, byline or debris."""

    kind: str
    start_char: int
    end_char: int


@dataclass(frozen=True, slots=True)
class Naming:
    """A mention of a person; ``segment`` counts into the Doc's segments."""

    start_char: int
    end_char: int
    text: str
    segment: int


@dataclass(slots=True, eq=False)
class PersonDraft:
    """A person of the article while the components work on her or him."""

    words: tuple[str, ...]
    namings: list[Naming] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    party: str = ""
    gender: Gender = Gender.UNKNOWN
    p_woman: float | None = None
    evidence: Evidence = Evidence.NONE
    evidence_text: str = ""
    evidence_start: int | None = None
    evidence_end: int | None = None
    p_low: float | None = None
    p_high: float | None = None
    conflict: str = ""
    function: Function = Function.OTHER
    occupation: Occupation = Occupation.UNKNOWN
    former_titles: list[str] = field(default_factory=list)
    title: str = ""  # as printed: "vd", "professorn i gruvteknik"
    affiliation: str = ""
    family_role: str = ""  # the word of kinship that presents the person: hustru
    is_victim: bool = False
    is_survivor: bool = False
    gmmp_occupation: str = ""
    position_in_business: str = ""
    in_headline: bool = False
    in_lead: bool = False
    in_first_third: bool = False
    in_caption: bool = False
    quoted_words: int = 0
    share_of_quoted_words: float = 0.0
    has_first_word: bool = False
    has_last_word: bool = False
    is_central: bool = False

    @property
    def name(self) -> str:
        return " ".join(self.words)

    @property
    def given(self) -> str:
        return self.words[0]

    @property
    def surname(self) -> str:
        return self.words[-1] if len(self.words) > 1 else ""


_TEXT = "mediagranskning.text"

Doc.set_extension("title_length", default=0, force=True)
Doc.set_extension("segments", default=(), force=True)
Doc.set_extension("contributors", default=(), force=True)
Doc.set_extension("persons", default=(), force=True)
Doc.set_extension("quotes", default=(), force=True)
Doc.set_extension("topics", default=(), force=True)
Doc.set_extension("places", default=(), force=True)


def get_text(doc: Doc) -> str:
    """The text of a Doc, built once: Doc.text puts it together anew from its tokens every time."""
    text: str | None = doc.user_data.get(_TEXT)
    if text is None:
        text = doc.user_data[_TEXT] = doc.text
    return text


def set_text(doc: Doc, text: str) -> None:
    """Keep the text that a Doc was made of; the tokenizer loses nothing of it."""
    doc.user_data[_TEXT] = text


def get_segments(doc: Doc) -> tuple[Segment, ...]:
    segments: tuple[Segment, ...] = doc._.segments
    return segments


def get_persons(doc: Doc) -> tuple[PersonDraft, ...]:
    persons: tuple[PersonDraft, ...] = doc._.persons
    return persons


def get_quotes(doc: Doc) -> tuple[Quote, ...]:
    quotes: tuple[Quote, ...] = doc._.quotes
    return quotes


def get_topics(doc: Doc) -> tuple[TopicLabel, ...]:
    topics: tuple[TopicLabel, ...] = doc._.topics
    return topics


def get_places(doc: Doc) -> tuple[PlaceLabel, ...]:
    places: tuple[PlaceLabel, ...] = doc._.places
    return places
