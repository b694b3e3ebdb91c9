"""CSV with a line of headings: ``url,title,published,outlet,text``, or the same in Swedish."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from crawler.importers.jsonl import say_first
from crawler.importers.lines import ImportedLine, whole
from crawler.importers.textfile import guess_encoding, open_text, read_start
from data.errors import BadInput

MAX_FIELD = 10_000_000  # characters in a cell; csv's own bound of 131,072 is below a long read
_HEADINGS = {
    "titel": "title",
    "rubrik": "title",
    "headline": "title",
    "brödtext": "text",
    "innehåll": "text",
    "content": "text",
    "body": "text",
    "länk": "url",
    "adress": "url",
    "link": "url",
    "datum": "published",
    "publicerad": "published",
    "date": "published",
    "uppdaterad": "updated",
    "källa": "outlet",
    "tidning": "outlet",
    "medium": "outlet",
    "source": "outlet",
    "sektion": "section",
    "avdelning": "section",
    "språk": "language",
    "skribent": "byline",
    "författare": "byline",
    "author": "byline",
}


def _name(heading: str) -> str:
    word = heading.strip().casefold()
    return _HEADINGS.get(word, word)


def find_delimiter(first_line: str) -> str:
    """The sign that divides the headings: semicolon in Swedish Excel, else comma or tab."""
    return max(";,\t|", key=first_line.count)


def looks_like_csv(start: str) -> bool:
    """Whether the first line has headings for a title and a text."""
    line = start.splitlines()[0] if start.strip() else ""
    names = {_name(part.strip('"')) for part in line.split(find_delimiter(line))}
    return {"title", "text"} <= names


def read_csv(path: Path) -> Iterator[tuple[str, ImportedLine | BadInput]]:
    """(place, line or what is wrong with it). Raises BadInput for a file without headings."""
    csv.field_size_limit(MAX_FIELD)
    start = read_start(path)
    text = start.decode(guess_encoding(start), "replace")
    if not looks_like_csv(text):
        raise BadInput(f"{path}: the first line must name the columns, title and text among them")
    delimiter = find_delimiter(text.splitlines()[0])
    with open_text(path, newline="") as file:
        rows = csv.reader(file, delimiter=delimiter)
        names = [_name(heading) for heading in next(rows)]
        while True:
            try:
                cells = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                yield f"{path.name}, line {rows.line_num}", BadInput(f"is no CSV ({error})")
                continue
            if not any(cells):
                continue
            place = f"{path.name}, line {rows.line_num}"
            if len(cells) != len(names):
                yield place, BadInput(f"{len(cells)} cells under {len(names)} headings")
                continue
            values = {name: cell for name, cell in zip(names, cells, strict=True) if cell.strip()}
            try:
                yield place, ImportedLine.model_validate(whole(values))
            except ValidationError as error:
                yield place, BadInput(say_first(error))
