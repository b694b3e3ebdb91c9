"""Import articles from JSONL, plain or gzip: ``url,title,published,outlet,text`` a line."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from crawler.bylines import split_credits
from crawler.dates import normalise_date
from crawler.registry import OutletConfig, find_outlet_by_url
from data.errors import BadInput, UnknownOutlet
from data.identity import canonical_url, content_hash, normalise_text, stable_key
from data.records import Article
from data.vocab import Access, Genre

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

    @field_validator("title", "text")
    @classmethod
    def _must_hold_words(cls, value: str) -> str:
        value = normalise_text(value)
        if not value:
            raise ValueError("is empty")
        return value


@contextmanager
def _open_text(path: Path) -> Iterator[IO[str]]:
    with path.open("rb") as raw:
        packed = raw.read(2) == b"\x1f\x8b"
    opener = gzip.open if packed else open
    with opener(path, "rt", encoding="utf-8-sig") as file:
        yield file


def read_lines(
    path: Path, skip: Callable[[str, str], None] | None = None
) -> Iterator[tuple[int, ImportedLine]]:
    """(line number, line) of a file.

    Raises BadInput naming the first line that is unfit; with ``skip`` such a line is handed to
    it as (place, reason) and left out. A file that cannot be decoded always raises.
    """
    if not path.exists():
        raise BadInput(f"{path}: no such file; check the path")
    number = 0
    try:
        with _open_text(path) as file:
            for number, raw in enumerate(file, 1):
                if not raw.strip():
                    continue
                try:
                    yield number, _read_line(raw)
                except BadInput as error:
                    if skip is None:
                        raise BadInput(_complain(path, number, str(error))) from error
                    skip(f"{path.name}, line {number}", str(error))
    except UnicodeDecodeError as error:
        raise BadInput(_complain(path, number + 1, "is not UTF-8; convert the file")) from error
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise BadInput(_complain(path, number + 1, "the gzip file is cut or broken")) from error


def _whole(value: Any) -> Any:
    """The values of a line with halves of emoji, which no database takes, as question marks."""
    if isinstance(value, dict):
        return {key: _whole(item) if isinstance(item, str) else item for key, item in value.items()}
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _drop_title(text: str, title: str) -> str:
    """The text without the title where that stands again as its first paragraph or line."""
    for rule in ("\n\n", "\n"):
        first, found, rest = text.partition(rule)
        if found and " ".join(first.split()) == title:
            return rest.strip()
    return text


def _read_line(raw: str) -> ImportedLine:
    try:
        return ImportedLine.model_validate(_whole(json.loads(raw)))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "line"
        raise BadInput(f"{where}: {first['msg']}") from error
    except (ValueError, RecursionError) as error:  # a ValueError of json also for huge numbers
        raise BadInput(f"is not JSON ({error})") from error


def _complain(path: Path, number: int, reason: str) -> str:
    return (
        f"{path}, line {number}: {reason}; nothing was imported: mend the line "
        "or leave unfit lines out with --skip-bad"
    )


def _read_url(text: str) -> str:
    """The canonical form. Raises BadInput for what a reader could not or should not click on."""
    try:
        url = canonical_url(text)
    except ValueError as error:
        raise BadInput(f"url: {text!r} is no address ({error})") from error
    if urlsplit(url).scheme not in {"http", "https", "urn", ""}:
        raise BadInput(f"url: {text!r} is no address on the web")
    return url


def to_article(
    line: ImportedLine, registry: dict[str, OutletConfig], default_outlet: str | None
) -> Article:
    """An article of the outlet that the line, ``default_outlet`` or its address names.

    Raises UnknownOutlet for an id that the registry lacks, BadInput without url and id.
    """
    outlet_id = line.outlet or default_outlet
    if outlet_id is None and line.url and (found := find_outlet_by_url(registry, line.url)):
        outlet_id = found.id
    outlet_id = outlet_id or UNNAMED_OUTLET
    if outlet_id not in registry:
        raise UnknownOutlet(
            f"unknown outlet {outlet_id!r}; 'mediagranskning outlets' lists those there are, "
            "--new-outlets takes in others"
        )
    if not line.url and not line.id:
        raise BadInput("the line has neither url nor id")
    url = _read_url(line.url) if line.url else f"urn:mediagranskning:{outlet_id}:{line.id}"
    title = " ".join(line.title.split())
    text = _drop_title(line.text, title)
    return Article(
        id=stable_key(url),
        outlet_id=outlet_id,
        url=url,
        title=title,
        text=text,
        published=normalise_date(line.published or ""),
        updated=normalise_date(line.updated or ""),
        content_hash=content_hash(title, text),
        section=line.section or "",
        language=registry[outlet_id].read_language(line.language or ""),
        genre=line.genre,
        access=line.access,
        origin="import",
        contributors=split_credits(line.byline or ""),
    )
