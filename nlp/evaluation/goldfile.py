"""Read a gold file: one article a line, with its answers (format in docs/gold.md)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from data.errors import BadInput
from data.identity import normalise_text


class GoldPerson(BaseModel):
    """One person of an article; keys that a file leaves out stay None and are not measured."""

    model_config = ConfigDict(extra="ignore")

    name: str
    gender: str | None = None
    mentions: int | None = None
    quoted: bool | None = None
    function: str | None = None
    occupation_group: str | None = None
    in_headline: bool | None = None
    role: str = "content"


class GoldArticle(BaseModel):
    """One article with its answers."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    id: str
    headline: str | None = None
    text: str | None = None
    text_path: str | None = None
    has_headline: bool = False
    url: str | None = None
    language: str = "sv"
    genre: str | None = None
    growth: bool | None = None
    sector: str | None = None
    sectors: list[str] | None = None
    themes: list[str] | None = None
    municipalities: list[str] | None = None
    people: list[GoldPerson] | None = None

    def split(self) -> tuple[str, str]:
        """(headline, text); the headline is the first line where the file says so."""
        text = normalise_text(self.text or "")
        if self.headline is not None:
            return normalise_text(self.headline).replace("\n", " "), text
        if self.has_headline:
            headline, _, rest = text.partition("\n")
            return headline.strip(), rest.strip()
        return "", text


def read_gold(path: Path) -> Iterator[GoldArticle]:
    """The articles of a gold file. Raises BadInput naming the first line that is unfit."""
    if not path.is_file():
        raise BadInput(f"{path}: no such file; check the path")
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise BadInput(f"{path}: is not UTF-8; convert the file") from error
    if not any(line.strip() for line in lines):
        raise BadInput(f"{path}: is empty; a gold file holds an article a line")
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            article = GoldArticle.model_validate(json.loads(line))
        except (ValidationError, json.JSONDecodeError) as error:
            reason = str(error).splitlines()
            raise BadInput(f"{path}, line {number}: {' '.join(reason[:3])}") from error
        if article.text is None:
            article = _read_text(path, number, article)
        for person in article.people or []:
            person.name = normalise_text(person.name)
        yield article


def _read_text(path: Path, number: int, article: GoldArticle) -> GoldArticle:
    if not article.text_path:
        raise BadInput(f"{path}, line {number}: has neither text nor text_path")
    target = path.parent / article.text_path
    try:
        text = target.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise BadInput(f"{path}, line {number}: {target} cannot be read; check it") from error
    return article.model_copy(update={"text": text})
