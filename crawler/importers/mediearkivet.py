"""Retriever's Mediearkivet as TXT: a list of contents, then articles between rules of ``=``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from crawler.importers.lines import ImportedLine
from crawler.importers.textfile import open_text
from data.errors import BadInput
from data.identity import normalise_line, stable_key
from data.vocab import Access

_RULE = re.compile(r"^={20,}\s*$")
_SOURCE = re.compile(
    r"^(?!> )(?P<source>\S.*), (?P<day>\d{4}-\d{2}-\d{2})(?: (?P<time>\d{2}:\d{2}))?$"
)
_CONTENTS = re.compile(r"^> .+, \d{4}-\d{2}-\d{2}(?: \d{2}:\d{2})?$")
_PAGE = re.compile(r"^Sida (?P<page>.+)$")
_MEDIUM = re.compile(r"^Publicerat (?P<medium>i print|på webb)\b")
_COPYRIGHT = re.compile(r"©.*$")
_LINK = re.compile(r"^(?:Se webb?artikeln|Läs hela artikeln) på (?P<url>https?://\S+)$")
_SPEECH = re.compile(r"^[–—-] ?\S")
# A signature as print writes it: a name in capitals, glued to an address and a telephone number.
_SIGNED = re.compile(
    r"(?P<name>(?:[A-ZÅÄÖÉÜ][A-ZÅÄÖÉÜ'’-]+ ){1,3}[A-ZÅÄÖÉÜ][A-ZÅÄÖÉÜ'’-]+)?\s*"
    r"(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)(?:[,;]?\s+0[\d \-/]{5,})?\s*$"
)
WIDEST_WRAP = 120  # print is wrapped at some 85 characters; longer lines are whole paragraphs
SHORT_WEB = 60  # words; as for pages


@dataclass(frozen=True, slots=True)
class Record:
    """One article as the file has it."""

    title: str
    source: str
    published: str
    page: str
    medium: str
    body: list[str]
    link: str


def looks_like_mediearkivet(start: str) -> bool:
    """Whether the beginning of a file has a record or a line of contents of this format."""
    lines = [line.strip() for line in start.splitlines()[:2000]]
    if any(_CONTENTS.match(line) for line in lines):  # a list of thousands fills the beginning
        return True
    return any(map(_MEDIUM.match, lines)) and any(map(_SOURCE.match, lines))


def read_mediearkivet(path: Path) -> Iterator[tuple[str, ImportedLine | BadInput]]:
    """(place, article or what is wrong with it) for each record of a file, as a stream."""
    with open_text(path) as file:
        for number, lines in enumerate(_split(file), 1):
            if not any(line and not line.startswith("> ") for line in lines):
                continue
            place = f"{path.name}, article {number}"
            record = _find_record(lines)
            if record is None:
                if _is_head_only(lines):
                    continue
                yield place, BadInput("no line with source and date")
                continue
            try:
                yield place, to_line(record)
            except BadInput as error:
                yield place, error


def list_sources(path: Path) -> Iterator[tuple[str, str]]:
    """(place, source) of each record, without reading the texts."""
    with open_text(path) as file:
        for number, lines in enumerate(_split(file), 1):
            record = _find_record(lines)
            if record is not None:
                yield f"{path.name}, article {number}", record.source


def _split(file: Iterable[str]) -> Iterator[list[str]]:
    lines: list[str] = []
    for raw in file:
        line = raw.rstrip()
        if _RULE.match(line):
            yield lines
            lines = []
        else:
            lines.append(line)
    if any(lines):
        yield lines


def _is_head_only(lines: list[str]) -> bool:
    """A header with contents and no article: an export of nothing."""
    return not any(_MEDIUM.match(line) for line in lines) and any(
        line.startswith(("Nyheter:", "Datum ")) for line in lines
    )


def _find_record(lines: list[str]) -> Record | None:
    """The record in what stands between two rules; the first also has the file's head."""
    for at, line in enumerate(lines):
        found = _SOURCE.match(line)
        if not found or at == 0 or not lines[at - 1]:
            continue
        after = lines[at + 1 : at + 4]
        if not any(_MEDIUM.match(following) for following in after):
            continue
        begin = at - 1
        while begin > 0 and lines[begin - 1] and not lines[begin - 1].startswith("> "):
            begin -= 1
        page, medium, start = "", "", at + 1
        for start in range(at + 1, min(at + 4, len(lines))):
            if in_page := _PAGE.match(lines[start]):
                page = in_page["page"]
            elif in_medium := _MEDIUM.match(lines[start]):
                medium = "print" if in_medium["medium"] == "i print" else "web"
                break
        body = lines[start + 1 :]
        link = next((m["url"] for text in body if (m := _LINK.match(text))), "")
        day, time = found["day"], found["time"]
        return Record(
            title=normalise_line(" ".join(lines[begin:at])),
            source=normalise_line(found["source"]),
            published=f"{day}T{time}" if time else day,
            page=page,
            medium=medium,
            body=body,
            link=link,
        )
    return None


def to_line(record: Record) -> ImportedLine:
    """A record as any imported line. Its key is the story's own: the short links are made anew
    for every export. Raises BadInput."""
    paragraphs, byline = read_paragraphs(record.body)
    if not record.title or not paragraphs:
        raise BadInput("no title" if not record.title else "no text")
    key = stable_key(record.source, record.published, record.title, record.medium, record.page)
    text = "\n\n".join(paragraphs)
    access, evidence = _judge_access(record, text)
    return ImportedLine(
        title=record.title,
        text=text,
        id=f"mediearkivet:{key}",
        published=record.published,
        outlet=record.source,
        byline=byline,
        access=access,
        access_evidence=evidence,
    )


def _judge_access(record: Record, text: str) -> tuple[Access, str]:
    if text.endswith(("...", "…")):
        return Access.TEASER, f"Mediearkivet, {record.medium}: the text breaks off"
    n = len(text.split())
    if record.medium == "web" and n < SHORT_WEB:
        return Access.UNKNOWN, f"Mediearkivet, web: {n} words"
    return Access.FULL, f"Mediearkivet, {record.medium}"


def read_paragraphs(body: list[str]) -> tuple[list[str], str]:
    """(paragraphs, byline) of a record's lines: unwrapped, without rights and links."""
    lines = [_COPYRIGHT.sub("", line).rstrip() for line in body if not _LINK.match(line)]
    width = max((len(line) for line in lines), default=0)
    paragraphs: list[str] = []
    last = ""
    for line in lines:
        wraps = last and _goes_on(last, line, width)
        if wraps:
            paragraphs[-1] += f" {line}"
        elif line:
            paragraphs.append(line)
        last = line
    credits = []
    for i, paragraph in enumerate(paragraphs):
        if "@" in paragraph and (signed := _SIGNED.search(paragraph)):
            credits.append((signed["name"] or "").title())
            paragraphs[i] = paragraph[: signed.start()].rstrip()
    cleaned = [normalise_line(paragraph) for paragraph in paragraphs]
    return [text for text in cleaned if text], " / ".join(filter(None, credits))


def _goes_on(line: str, following: str, width: int) -> bool:
    """Whether a line was broken for its length: the next word would not have fitted."""
    if not following or width > WIDEST_WRAP or _SPEECH.match(following):
        return False
    return len(line) + 1 + len(following.split()[0]) > width
