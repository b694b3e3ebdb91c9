"""Speech gold: passages or articles with what is said in them and by whom."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from data.errors import BadInput
from data.identity import normalise_text

_MARK = re.compile(r"\{(~?)(\?[^:{}]*|[a-z0-9_]+): ?|\}")


@dataclass(frozen=True, slots=True)
class GoldSpeech:
    """A span of speech. ``speaker`` is a person's name, None for one who is no named person."""

    start_char: int
    end_char: int
    text: str
    direct: bool
    speaker: str | None
    gender: str | None


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with its speech; offsets count characters of headline, empty line, text."""

    id: str
    headline: str
    text: str
    speech: tuple[GoldSpeech, ...]


class _Person(BaseModel):
    model_config = ConfigDict(extra="ignore")

    name: str
    gender: str | None = None


class _Marked(BaseModel):
    """A passage whose speech is marked where it stands: {a: own words}, {~a: paraphrase}."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    id: str
    marked: str
    headline: str = ""
    people: dict[str, _Person] = {}


class _Quote(BaseModel):
    model_config = ConfigDict(extra="ignore")

    speaker: str | None
    direct: bool
    start: int
    end: int
    text: str


class _Offsets(BaseModel):
    """An article of a gold file, with offsets into its text; its first line is the headline."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    id: str
    text: str
    quotes: list[_Quote]
    people: list[_Person] = []


def _strip_marks(row: _Marked) -> Passage:
    marked = f"{row.headline}\n\n{row.marked}"
    text, speech, at = "", [], 0
    opened: tuple[int, bool, str] | None = None
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        at = match.end()
        if match[0] != "}":
            if opened is not None:
                raise ValueError(f"a mark within a mark at {match[0]!r}")
            opened = (len(text), match[1] == "", match[2])
            continue
        if opened is None:
            raise ValueError("a mark is closed that was not opened")
        start, direct, who = opened
        opened = None
        if who[0] != "?" and who not in row.people:
            raise ValueError(f"{who!r} is not among the people")
        person = None if who[0] == "?" else row.people[who]
        name, gender = (person.name, person.gender) if person else (None, None)
        speech.append(GoldSpeech(start, len(text), text[start:], direct, name, gender))
    if opened is not None:
        raise ValueError("a mark is never closed")
    text += marked[at:]
    headline, _, body = text.partition("\n\n")
    return Passage(row.id, headline, body, tuple(speech))


def _from_offsets(row: _Offsets) -> Passage:
    gender = {person.name: person.gender for person in row.people}
    headline, _, body = row.text.partition("\n\n")
    if normalise_text(row.text) != row.text:
        raise ValueError("the text is not normalised, so that its offsets would move")
    speech = []
    for quote in row.quotes:
        if row.text[quote.start : quote.end] != quote.text:
            raise ValueError(f"offset {quote.start} does not hold the words of the quote")
        who = quote.speaker
        speech.append(
            GoldSpeech(quote.start, quote.end, quote.text, quote.direct, who, gender.get(who or ""))
        )
    return Passage(row.id, headline, body, tuple(speech))


def read_passages(path: Path) -> Iterator[Passage]:
    """The passages of a file. Raises BadInput naming the first line that is unfit.

    A line holds ``marked`` text, or ``text`` with ``quotes`` that count its characters.
    """
    if not path.is_file():
        raise BadInput(f"{path}: no such file; check the path")
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise BadInput(f"{path}: is not UTF-8; convert the file") from error
    if not any(line.strip() for line in lines):
        raise BadInput(f"{path}: is empty; a speech gold file holds a passage a line")
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if isinstance(row, dict) and "marked" in row:
                yield _strip_marks(_Marked.model_validate(row))
            else:
                yield _from_offsets(_Offsets.model_validate(row))
        except (ValidationError, ValueError) as error:
            reason = " ".join(str(error).splitlines()[:3])
            raise BadInput(f"{path}, line {number}: {reason}") from error
