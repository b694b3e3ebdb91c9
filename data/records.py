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
    """A named human in the content of one article.

    ``position`` is the order of appearance. ``p_woman`` is the probability by the given name, 0-1,
    with its 95 % interval in ``p_low`` and ``p_high``; ``evidence_start`` and ``evidence_end``
    count characters of full_text and are None where a name is the evidence; ``conflict`` says what
    speaks against the label, "" for nothing. ``share_of_quoted_words`` is of all printed own words
    in the story, those of unknown speakers included.
    """

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
    p_low: float | None = None
    p_high: float | None = None
    evidence_start: int | None = None
    evidence_end: int | None = None
    conflict: str = ""
    title: str = ""
    affiliation: str = ""
    party: str = ""
    gmmp_occupation: str = ""
    position_in_business: str = ""
    family_role: str = ""
    is_victim: bool = False
    is_survivor: bool = False
    in_first_third: bool = False
    in_caption: bool = False
    share_of_quoted_words: float = 0.0
    has_first_word: bool = False
    has_last_word: bool = False
    is_central: bool = False


@dataclass(frozen=True, slots=True)
class TopicLabel:
    """A theme or sector with its probability and the words that carried it.

    ``uncertain`` marks an answer on growth that a reviewer should see first.
    """

    kind: TopicKind
    label: str
    probability: float
    evidence: str
    uncertain: bool = False


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
