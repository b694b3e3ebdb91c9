"""What travels between the stages: frozen records, one per row of a table in media.db."""

from __future__ import annotations

from dataclasses import dataclass

from data.vocab import (
    Access,
    BlockKind,
    ContributorRole,
    Evidence,
    Function,
    Gender,
    Genre,
    Occupation,
    TopicKind,
)


@dataclass(frozen=True, slots=True)
class Outlet:
    """A news outlet. ``languages`` are ISO 639-1 codes, comma separated."""

    id: str
    name: str
    owner: str = ""
    homepage: str = ""
    languages: str = "sv"
    expected_per_week: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A raw page as fetched. ``body`` is gzip; ``fetched_at`` is ISO 8601 in UTC."""

    id: str
    outlet_id: str
    url: str
    status: int
    content_type: str
    fetched_at: str
    body: bytes
    body_sha256: str


@dataclass(frozen=True, slots=True)
class Contributor:
    """Somebody who made the article: a byline or a photo credit, never content."""

    name: str
    role: ContributorRole


@dataclass(frozen=True, slots=True)
class Block:
    """A typed piece of a page. ``start_char`` counts characters of full_text; None beside it."""

    kind: BlockKind
    text: str
    start_char: int | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One published story. Offsets everywhere count characters of ``full_text``.

    ``text`` is paragraphs divided by an empty line, lead first, captions where they stand.
    ``published`` is ISO 8601 with the offset of Swedish time, or "" when unknown; the words it
    was read from are ``published_raw``. ``wire`` names the agency whose text it is, or "".
    """

    id: str
    outlet_id: str
    url: str
    title: str
    text: str
    published: str
    content_hash: str
    updated: str = ""
    section: str = ""
    language: str = "sv"
    genre: Genre = Genre.NEWS
    access: Access = Access.UNKNOWN
    origin: str = ""
    contributors: tuple[Contributor, ...] = ()
    published_raw: str = ""
    updated_raw: str = ""
    access_evidence: str = ""
    wire: str = ""
    corrected: bool = False
    blocks: tuple[Block, ...] = ()

    @property
    def full_text(self) -> str:
        return f"{self.title}\n\n{self.text}"


@dataclass(frozen=True, slots=True)
class Mention:
    """A naming of a person; ``start_char`` and ``end_char`` count characters of full_text."""

    start_char: int
    end_char: int
    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Speech with its speaker. ``person`` is the position of a person, None when unknown."""

    start_char: int
    end_char: int
    text: str
    direct: bool
    person: int | None
    speaker_text: str
    method: str
    probability: float


@dataclass(frozen=True, slots=True)
class Person:
    """A named human in the content of one article; ``p_woman`` is a probability."""

    position: int
    name: str
    gender: Gender
    p_woman: float | None
    evidence: Evidence
    evidence_text: str
    function: Function
    occupation_group: Occupation
    mentions: tuple[Mention, ...]
    in_headline: bool
    in_lead: bool
    quoted_direct: bool
    quoted_indirect: bool
    quoted_words: int


@dataclass(frozen=True, slots=True)
class TopicLabel:
    """A theme or sector with its probability and the words that carried it."""

    kind: TopicKind
    label: str
    probability: float
    evidence: str


@dataclass(frozen=True, slots=True)
class PlaceLabel:
    """A municipality that the story is about; ``weight`` is its share of place mentions, 0-1."""

    municipality: str
    weight: float
    mentions: int


@dataclass(frozen=True, slots=True)
class Tagging:
    """All that the pipeline says of one article."""

    article_id: str
    content_hash: str
    model: str
    genre: Genre
    persons: tuple[Person, ...]
    quotes: tuple[Quote, ...]
    topics: tuple[TopicLabel, ...]
    places: tuple[PlaceLabel, ...]
    contributors: tuple[Contributor, ...] = ()
