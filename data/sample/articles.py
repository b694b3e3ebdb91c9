"""Sample articles as written: front matter, then text with people and speech marked inline.

The markup (docs/sample.md describes it for writers):

    [Lindgren](anna)             a mention of the person with key ``anna``
    {anna: own words}            direct speech, printed words of ``anna``
    {~anna: what she says}       indirect speech, paraphrase
    {?polisen: words}            speech of somebody who is no named person
    # headline, ## subhead, !bild caption | Foto: Name, ---paywall---
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ARTICLES_DIR = Path(__file__).parent / "articles"
PAYWALL = "---paywall---"
_TOKEN = re.compile(r"\[([^\[\]]+)\]\(([a-z0-9_]+)\)|\{(~?)(\?[^:{}]*|[a-z0-9_]+): ?|\}")


@dataclass(frozen=True, slots=True)
class MarkedMention:
    """A name in a block: offsets in characters of the block's plain text."""

    person: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class MarkedQuote:
    """Speech in a block; ``person`` is None for a speaker who is no named person."""

    person: str | None
    speaker: str
    direct: bool
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph: ``kind`` is headline, lead, body, subhead or caption."""

    kind: str
    text: str
    mentions: tuple[MarkedMention, ...] = ()
    quotes: tuple[MarkedQuote, ...] = ()
    photographer: str | None = None


@dataclass(frozen=True, slots=True)
class SampleArticle:
    """One article of a sample outlet, with its answers. ``blocks`` are those behind no paywall."""

    id: str
    outlet: str
    meta: dict[str, Any]
    blocks: tuple[Block, ...]
    hidden: tuple[Block, ...] = ()
    people: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def headline(self) -> str:
        return self.blocks[0].text


class MarkupError(ValueError):
    """A sample article that breaks the markup; says where and what to write instead."""


def parse_block(kind: str, marked: str, where: str) -> Block:
    """Strip the markup from one paragraph and keep where people and speech stand."""
    plain: list[str] = []
    length = 0
    mentions: list[MarkedMention] = []
    quotes: list[MarkedQuote] = []
    stack: list[tuple[str, bool, int]] = []
    position = 0

    def emit(text: str) -> None:
        nonlocal length
        plain.append(text)
        length += len(text)

    for match in _TOKEN.finditer(marked):
        emit(marked[position : match.start()])
        position = match.end()
        surface, person, tilde, speaker = match.groups()
        if surface:
            mentions.append(MarkedMention(person, length, length + len(surface), surface))
            emit(surface)
        elif speaker:
            stack.append((speaker, not tilde, length))
        else:
            if not stack:
                raise MarkupError(f"{where}: a closing brace without an opening one")
            name, direct, start = stack.pop()
            text = "".join(plain)[start:]
            known = None if name.startswith("?") else name
            quotes.append(MarkedQuote(known, name.lstrip("?"), direct, start, length, text))
    emit(marked[position:])
    if stack:
        raise MarkupError(f"{where}: speech of {stack[-1][0]} is opened and never closed")
    text = "".join(plain)
    photographer = None
    if kind == "caption" and "| Foto:" in text:
        caption, _, credit = text.partition("| Foto:")
        text, photographer = caption.rstrip(), credit.strip()
    left = re.search(r"[{}\[\]]", text)
    if left:
        raise MarkupError(f"{where}: unread markup near {text[max(0, left.start() - 20) :][:50]!r}")
    return Block(kind, text, tuple(mentions), tuple(quotes), photographer)


def parse_article(path: Path) -> SampleArticle:
    """Read one article file. Raises MarkupError with file and paragraph."""
    raw = path.read_text(encoding="utf-8")
    if not raw.startswith("---\n"):
        raise MarkupError(f"{path.name}: must open with --- and YAML front matter")
    _, front, body = raw.split("---\n", 2)
    try:
        meta = yaml.safe_load(front)
    except yaml.YAMLError as error:
        raise MarkupError(f"{path.name}: front matter is not YAML: {error}") from error
    blocks: list[Block] = []
    hidden: list[Block] = []
    target = blocks
    lead_seen = False
    for number, paragraph in enumerate(re.split(r"\n\s*\n", body.strip()), 1):
        marked = " ".join(line.strip() for line in paragraph.strip().splitlines())
        where = f"{path.name}, paragraph {number}"
        if marked == PAYWALL:
            target = hidden
            continue
        if marked.startswith("# "):
            kind, marked = "headline", marked[2:]
        elif marked.startswith("## "):
            kind, marked = "subhead", marked[3:]
        elif marked.startswith("!bild "):
            kind, marked = "caption", marked[6:]
        elif not lead_seen:
            kind, lead_seen = "lead", True
        else:
            kind = "body"
        target.append(parse_block(kind, marked, where))
    if not blocks or blocks[0].kind != "headline":
        raise MarkupError(f"{path.name}: the first paragraph must be '# headline'")
    return SampleArticle(
        id=str(meta["id"]),
        outlet=str(meta["outlet"]),
        meta=meta,
        blocks=tuple(blocks),
        hidden=tuple(hidden),
        people=dict(meta.get("people") or {}),
    )


def iter_articles(folder: Path = ARTICLES_DIR) -> Iterator[SampleArticle]:
    """Every sample article, in the order of file names."""
    for path in sorted(folder.glob("*/*.md")):
        yield parse_article(path)
