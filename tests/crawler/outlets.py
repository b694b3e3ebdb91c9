"""Outlets for tests, and their store."""

from __future__ import annotations

from typing import Any

from crawler.registry import OutletConfig


def make_config(**fields: Any) -> OutletConfig:
    """A free outlet whose articles are /nyheter/<slug>; fields replace these."""
    return OutletConfig.model_validate(
        {
            "id": "provbladet",
            "name": "Provbladet",
            "homepage": "https://provbladet.example",
            "domains": ["provbladet.example"],
            "access": "free",
            "article_patterns": ["^/nyheter/[^/?]+$"],
            "selectors": {"headline": ["h1"], "lead": ["p.lead"], "body": ["article .text p"]},
            **fields,
        }
    )
