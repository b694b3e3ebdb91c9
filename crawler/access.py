"""How much of an article was seen, and what says so."""

from __future__ import annotations

import re
from typing import Any

from crawler.jsonld import LinkedArticle
from crawler.registry import OutletConfig, Selectors
from crawler.tree import select
from data.vocab import Access

PAYWALL_CHARS = 200  # such lines are short; a paragraph that mentions subscribers is not one
SHORT_WORDS = 60  # a page of a mixed outlet with fewer words and no statement may be a teaser
_LOCKED = re.compile(
    r"\b(?:logga in (?:eller|för att)|för att (?:kunna )?(?:läsa (?:hela|vidare|mer)|ta del)"
    r"|(?:bli|är du redan) prenumerant|resten av artikeln|artikeln är (?:låst|bara för)"
    r"|prenumerera för att|endast för prenumeranter|vain tilaajille|kirjaudu sisään)\b",
    re.IGNORECASE,
)
_TIERS = {"free": Access.FULL, "locked": Access.TEASER}  # "metered" says nothing of this reading


def is_paywall_line(text: str) -> bool:
    """Whether a line is a paywall speaking, not the article."""
    return len(text) < PAYWALL_CHARS and _LOCKED.search(text) is not None


def decide_access(
    page: Any,
    config: OutletConfig,
    selectors: Selectors,
    head: dict[str, str],
    linked: LinkedArticle,
    lines: list[str],
    text: str,
    subscriber: bool,
) -> tuple[Access, str]:
    """(access, evidence). ``lines`` are the page's paragraphs before debris was taken out,
    ``text`` is what was left.

    ``subscriber``: the page was fetched with a subscriber's cookies, so that a page that says it
    is not free may still be whole.
    """
    wall = next((css for css in selectors.paywall if select(page, css)), "")
    if wall:
        return Access.TEASER, f"paywall on the page ({wall})"
    last = [line for line in lines[-4:] if len(line) < PAYWALL_CHARS]
    locked = next((found[0] for line in last if (found := _LOCKED.search(line))), "")
    if locked and config.access != "free":
        return Access.TEASER, f"words of a paywall ({locked.lower()})"
    if subscriber and len(text.split()) >= SHORT_WORDS:
        return Access.FULL, "fetched as a subscriber, no paywall on the page"
    if linked.free is False:
        return Access.TEASER, "isAccessibleForFree false"
    if config.access == "free":
        return Access.FULL, "the outlet is free"
    if linked.free:
        return Access.FULL, "isAccessibleForFree true"
    tier = head.get("article:content_tier", "").lower()
    if tier in _TIERS:
        return _TIERS[tier], f"content_tier {tier}"
    n_words = len(text.split())
    if n_words < SHORT_WORDS:
        return Access.UNKNOWN, f"{n_words} words and no statement"
    return Access.FULL, f"{n_words} words and no sign of a paywall"
