"""Find the article in a page's JSON-LD, through @graph, arrays and broken JSON."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from data.identity import normalise_text

ARTICLE_TYPES = {
    *("Article", "NewsArticle", "ReportageNewsArticle", "OpinionNewsArticle", "BlogPosting"),
    *("AdvertiserContentArticle", "LiveBlogPosting", "BackgroundNewsArticle", "ReviewNewsArticle"),
}


class LinkedArticle(BaseModel):
    """The parts of schema.org's Article that we use; what is missing stays empty."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    headline: str = ""
    published: str = Field("", alias="datePublished")
    modified: str = Field("", alias="dateModified")
    section: str = ""
    language: str = ""
    authors: list[str] = []
    free: bool | None = None
    body: str = Field("", alias="articleBody")
    types: tuple[str, ...] = ()


def _walk(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, list):
        for item in node:
            yield from _walk(item)
    elif isinstance(node, dict):
        yield node
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            if isinstance(node.get(key), list | dict):
                yield from _walk(node[key])


def _types(node: dict[str, Any]) -> set[str]:
    kind = node.get("@type")
    return {k for k in (kind if isinstance(kind, list) else [kind]) if isinstance(k, str)}


def _names(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return _names(value.get("name", ""))
    if isinstance(value, list):
        return [name for item in value for name in _names(item) if name]
    return []


def _first(value: Any) -> str:
    names = _names(value)
    return names[0] if names else ""


def _read_free(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in {"true", "false"}:
        return value.strip().lower() == "true"
    return None


def _plain(text: str) -> str:
    """Words as a reader sees them: entities read once, no NULs, halves of emoji or soft hyphens."""
    return normalise_text(html.unescape(text))


def _read_block(script: str) -> LinkedArticle | None:
    for node in _walk(json.loads(script, strict=False)):
        if not _types(node) & ARTICLE_TYPES:
            continue
        flat: dict[str, Any] = {
            key: _plain(node[key])
            for key in ("headline", "datePublished", "dateModified", "articleBody")
            if isinstance(node.get(key), str)
        }
        flat |= {
            "section": _plain(_first(node.get("articleSection"))),
            "language": _plain(_first(node.get("inLanguage"))),
            "authors": [_plain(name) for name in _names(node.get("author"))],
            "free": _read_free(node.get("isAccessibleForFree")),
            "types": tuple(sorted(_types(node))),
        }
        return LinkedArticle.model_validate(flat)
    return None


def find_linked_article(page: Any) -> LinkedArticle | None:
    """The first article object in a page's JSON-LD, or None; broken blocks are passed over.

    ``page`` is the root element.
    """
    for script in page.iter("script"):
        if script.get("type") != "application/ld+json" or not script.text:
            continue
        try:
            article = _read_block(script.text)
        except (ValueError, RecursionError):  # ValueError holds pydantic's and json's errors too
            continue
        if article is not None:
            return article
    return None
