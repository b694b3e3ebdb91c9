"""One article of an archive file, whatever the format, and how it becomes an article of ours."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, field_validator

from crawler.blocks import judge_line
from crawler.bylines import find_wire, split_credits
from crawler.dates import normalise_date
from crawler.genre import decide_genre
from crawler.language import detect_language
from crawler.registry import OutletConfig, find_outlet_by_name, find_outlet_by_url
from data.errors import BadInput, UnknownOutlet
from data.identity import canonical_url, content_hash, normalise_text, stable_key
from data.records import Article, Block
from data.vocab import Access, BlockKind, Genre

UNNAMED_OUTLET = "okand"  # lines that name no outlet are kept apart, counted and said


class ImportedLine(BaseModel):
    """One line of the file. Unknown keys are ignored."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    title: str
    text: str
    url: str | None = None
    id: str | None = None
    published: str | None = None
    updated: str | None = None
    outlet: str | None = None
    section: str | None = None
    language: str | None = None
    byline: str | None = None
    genre: Genre = Genre.NEWS
    access: Access = Access.UNKNOWN
    access_evidence: str = ""

    @field_validator("title", "text")
    @classmethod
    def _must_hold_words(cls, value: str) -> str:
        value = normalise_text(value)
        if not value:
            raise ValueError("is empty")
        return value


def whole(value: Any) -> Any:
    """The values of a line with halves of emoji, which no database takes, as question marks."""
    if isinstance(value, dict):
        return {key: whole(item) if isinstance(item, str) else item for key, item in value.items()}
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _drop_title(text: str, title: str) -> str:
    """The text without the title where that stands again as its first paragraph or line."""
    for rule in ("\n\n", "\n"):
        first, found, rest = text.partition(rule)
        if found and " ".join(first.split()) == title:
            return rest.strip()
    return text


def _read_url(text: str) -> str:
    """The canonical form. Raises BadInput for what a reader could not or should not click on."""
    try:
        url = canonical_url(text)
    except ValueError as error:
        raise BadInput(f"url: {text!r} is no address ({error})") from error
    if urlsplit(url).scheme not in {"http", "https", "urn", ""}:
        raise BadInput(f"url: {text!r} is no address on the web")
    return url


def find_outlet(
    line: ImportedLine, registry: dict[str, OutletConfig], default_outlet: str | None
) -> str:
    """The id of the outlet that the line, ``default_outlet`` or its address names.

    Raises UnknownOutlet for a name that the registry lacks.
    """
    named = line.outlet or default_outlet
    if named is None and line.url and (found := find_outlet_by_url(registry, line.url)):
        return found.id
    named = named or UNNAMED_OUTLET
    known = registry.get(named) or find_outlet_by_name(registry, named)
    if known is None:
        raise UnknownOutlet(say_unknown(named))
    return known.id


def say_unknown(name: str) -> str:
    """What is wrong with an outlet's name, and what to do."""
    return (
        f"unknown outlet {name!r}; 'mediagranskning outlets' lists those there are, "
        "--new-outlets takes in others"
    )


def mark_blocks(title: str, text: str) -> tuple[Block, ...]:
    """Headline and paragraphs of a text with their places; captions by their words."""
    blocks, at = [Block(BlockKind.HEADLINE, title, 0)], len(title) + 2
    for line in text.split("\n"):
        if line:
            kind = judge_line(line)
            blocks.append(Block(kind, line, at))
        at += len(line) + 1
    return tuple(blocks)


def to_article(
    line: ImportedLine, registry: dict[str, OutletConfig], default_outlet: str | None
) -> Article:
    """An article of the outlet that is named. Raises UnknownOutlet, BadInput without url and id."""
    outlet_id = find_outlet(line, registry, default_outlet)
    if not line.url and not line.id:
        raise BadInput("the line has neither url nor id")
    url = _read_url(line.url) if line.url else f"urn:mediagranskning:{outlet_id}:{line.id}"
    config = registry[outlet_id]
    title = " ".join(line.title.split())
    text = _drop_title(line.text, title)
    genre, section = line.genre, line.section or ""
    if "genre" not in line.model_fields_set:
        genre = decide_genre(config, url, section, [part for part in text.split("\n") if part])
    return Article(
        id=stable_key(url),
        outlet_id=outlet_id,
        url=url,
        title=title,
        text=text,
        published=normalise_date(line.published or ""),
        updated=normalise_date(line.updated or ""),
        content_hash=content_hash(title, text),
        section=section,
        language=_choose_language(line, text, config),
        genre=genre,
        access=line.access,
        origin="import",
        contributors=split_credits(line.byline or ""),
        published_raw=(line.published or "")[:100],
        updated_raw=(line.updated or "")[:100],
        access_evidence=line.access_evidence or "as the file says",
        wire=find_wire([line.byline or ""], text),
        blocks=mark_blocks(title, text),
    )


def _choose_language(line: ImportedLine, text: str, config: OutletConfig) -> str:
    if line.language:
        return config.read_language(line.language)
    return detect_language(text) or config.read_language("")
