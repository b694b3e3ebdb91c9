"""Statements of the kit as blocks: one as a paragraph, several as a list."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.press.facts import Facts
from analysis.press.formats import narrow
from analysis.press.pdf.document import Block, Bullets, Paragraph
from analysis.press.statements import Statement, say_groups


def state(statements: Sequence[Statement]) -> list[Block]:
    """Blocks of what may be said."""
    return list_texts([statement.text for statement in statements])


def list_texts(texts: Sequence[str]) -> list[Block]:
    """A list of those that say something, a paragraph of a single one; nothing of none."""
    said = tuple(narrow(text) for text in texts if text)
    if len(said) > 1:
        return [Bullets(said)]
    return [Paragraph(text) for text in said]


def state_groups(facts: Facts, dimension: str) -> list[Block]:
    """Which groups of a dimension differ from the rest, or that none surely does."""
    return state(say_groups(facts, dimension))
