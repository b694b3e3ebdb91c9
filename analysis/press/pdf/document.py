"""A document as blocks, so that the PDF and the page on the web say the same in the same order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Tone(StrEnum):
    """How a paragraph is set: as running text, larger, boxed as a reservation, or smaller."""

    PLAIN = "plain"
    LEAD = "lead"
    NOTE = "note"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1 is a chapter; a document's title is not a heading of its own."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """Words with what they mean."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure set large: ``number`` ("34 %"), what it is a share of, and how sure it is."""

    number: str
    label: str
    detail: str


@dataclass(frozen=True, slots=True)
class KeyFigures:
    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart or map. ``alt`` is read instead of it and must hold its figures; ``note`` is
    how to read it; ``width`` is a part of the text's."""

    name: str
    caption: str
    alt: str
    svg: str
    source: str = ""
    note: str = ""
    width: float = 1.0

    def __post_init__(self) -> None:
        if not self.alt.strip() or not self.caption.strip():
            raise ValueError(f"picture {self.name} needs a caption and an alternative text")


@dataclass(frozen=True, slots=True)
class Column:
    """``numeric`` columns are set to the right; ``width`` is relative, 0 as wide as its words."""

    title: str
    numeric: bool = False
    width: float = 0


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table; the first cell of a row names it. Every row is as long as ``columns``."""

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""

    def __post_init__(self) -> None:
        if not self.caption.strip() or not self.columns:
            raise ValueError(f"table {self.name} needs a caption and columns")
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"table {self.name} has rows of another length than its header")


@dataclass(frozen=True, slots=True)
class Contents:
    """The lists of chapters, pictures and tables, on a page of their own in print."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Two columns, ``left`` as wide as ``share`` of the text. Print only."""

    left: tuple[Heading | Paragraph | Bullets | Picture, ...]
    right: tuple[Heading | Paragraph | Bullets | Picture, ...]
    share: float = 0.5


Block = Heading | Paragraph | Bullets | Terms | KeyFigures | Picture | DataTable | Contents | Beside


@dataclass(frozen=True, slots=True)
class Document:
    """What is set. ``stamp`` is the time of the edition, the only time in the file.

    ``embargo`` ("" for none) stands on every page.
    """

    title: str
    kicker: str
    description: str
    running: str
    stamp: datetime
    blocks: tuple[Block, ...]
    embargo: str = ""
    keywords: tuple[str, ...] = field(default=("jämställdhet", "medier", "regional tillväxt"))

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise ValueError("a document needs a title")


def list_pictures(blocks: Sequence[Block]) -> list[Picture]:
    """All pictures in reading order, also those that stand beside each other."""
    pictures: list[Picture] = []
    for block in blocks:
        if isinstance(block, Picture):
            pictures.append(block)
        elif isinstance(block, Beside):
            pictures += list_pictures([*block.left, *block.right])
    return pictures


def list_tables(blocks: Sequence[Block]) -> list[DataTable]:
    return [block for block in blocks if isinstance(block, DataTable)]
