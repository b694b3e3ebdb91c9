"""Import archive files of any known format: what is strict is checked before the first write."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Literal

from crawler.importers.csvfile import looks_like_csv, read_csv
from crawler.importers.jsonl import read_jsonl
from crawler.importers.lines import UNNAMED_OUTLET, ImportedLine, say_unknown, to_article
from crawler.importers.mediearkivet import list_sources, looks_like_mediearkivet, read_mediearkivet
from crawler.importers.textfile import guess_encoding, read_start
from crawler.importers.warc import looks_like_warc, read_warc
from crawler.registry import OutletConfig, find_outlet_by_name
from data.errors import BadInput, UnknownOutlet
from data.records import Article, Page
from data.store import MediaStore

Skip = Callable[[str, str], None]
Format = Literal["mediearkivet", "warc", "jsonl", "csv"]
BATCH = 200  # articles a transaction: a kill costs at most these, and they come in the next time
EXAMPLES = 3
READERS: dict[str, Callable[[Path], Iterator[tuple[str, ImportedLine | BadInput]]]] = {
    "mediearkivet": read_mediearkivet,
    "jsonl": read_jsonl,
    "csv": read_csv,
}


@dataclass(frozen=True, slots=True)
class Incoming:
    """An article of a file, with its raw page where the format has one."""

    article: Article
    page: Page | None = None


@dataclass(slots=True)
class Tally:
    """What an import came to, or would come to."""

    outcomes: dict[str, int] = field(
        default_factory=lambda: {"new": 0, "updated": 0, "merged": 0, "unchanged": 0}
    )
    outlets: dict[str, int] = field(default_factory=dict)
    first: str = ""
    last: str = ""
    undated: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, article: Article, outcome: str) -> None:
        self.outcomes[outcome] += 1
        self.outlets[article.outlet_id] = self.outlets.get(article.outlet_id, 0) + 1
        day = article.published[:10]
        self.undated += not day
        if day:
            self.first = min(self.first or day, day)
            self.last = max(self.last, day)
        if outcome == "new" and len(self.examples) < EXAMPLES:
            self.examples.append(f"{day or 'no date'} {article.outlet_id}: {article.title[:80]}")


def detect_format(path: Path) -> Format:
    """The format of a file by what it holds. Raises BadInput for none that is known."""
    if not path.exists():
        raise BadInput(f"{path}: no such file; check the path")
    start = read_start(path)
    if looks_like_warc(start):
        return "warc"
    text = start.decode(guess_encoding(start), "replace").lstrip("\ufeff")
    if looks_like_mediearkivet(text):
        return "mediearkivet"
    if text.lstrip()[:1] not in {"{", "["} and looks_like_csv(text):
        return "csv"
    return "jsonl"


def name_outlet(name: str) -> str:
    """An id for an outlet that a file names and no outlet file describes."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_") or UNNAMED_OUTLET


def _note_new_outlets(
    names: Iterable[str], registry: dict[str, OutletConfig]
) -> dict[str, OutletConfig]:
    new = {
        name_outlet(name): OutletConfig.model_construct(
            id=name_outlet(name),
            name=name,
            homepage="",
            domains=[],
            crawl=False,
            why_not_crawled="taken in from an archive file",
        )
        for name in sorted(names)
    }
    return {**new, **registry}


def check_files(
    files: dict[Path, Format],
    registry: dict[str, OutletConfig],
    default_outlet: str | None,
    *,
    new_outlets: bool,
    skip_bad: bool,
) -> tuple[dict[str, OutletConfig], int]:
    """(registry with the files' new outlets, number of articles), before anything is written.

    One bad record of a big export costs that record. In JSONL and CSV, which somebody made by hand
    or program, an unfit line means that the file is not what it should be.
    Raises BadInput for the first unfit line of a strict format, UnknownOutlet for an outlet that
    is named and unknown.
    """
    total = 0
    unknown: dict[str, str] = {}
    known: set[str] = set()
    if default_outlet and new_outlets and default_outlet not in registry:
        registry = _note_new_outlets([default_outlet], registry)
    for path, kind in files.items():
        if kind == "warc":
            continue
        if kind == "mediearkivet":
            for place, source in list_sources(path):
                total += 1
                if source not in known and find_outlet_by_name(registry, source) is None:
                    unknown.setdefault(source, f"{path.parent / place}: {say_unknown(source)}")
                known.add(source)
            continue
        for place, line in READERS[kind](path):
            try:
                if isinstance(line, BadInput):
                    raise line
                to_article(line, registry, default_outlet)
                total += 1
            except UnknownOutlet as error:
                name = (line.outlet if isinstance(line, ImportedLine) else "") or ""
                unknown.setdefault(name, f"{path.parent / place}: {error}")
                total += 1
            except BadInput as error:
                if not skip_bad:
                    raise BadInput(
                        f"{path.parent / place}: {error}; nothing was imported: mend the line "
                        "or leave unfit lines out with --skip-bad"
                    ) from error
    if unknown and new_outlets:
        return _note_new_outlets(filter(None, unknown), registry), total
    if unknown and not skip_bad:
        more = f" ({len(unknown)} unknown in all)" if len(unknown) > 1 else ""
        raise UnknownOutlet(next(iter(unknown.values())) + more)
    return registry, total


def read_files(
    files: dict[Path, Format],
    registry: dict[str, OutletConfig],
    default_outlet: str | None,
    skip: Skip,
) -> Iterator[Incoming]:
    """The articles of files; what is unfit is handed to ``skip``."""
    for path, kind in files.items():
        if kind == "warc":
            for result in read_warc(path, registry, skip):
                assert result.article is not None
                yield Incoming(result.article, result.page)
            continue
        for place, line in READERS[kind](path):
            try:
                if isinstance(line, BadInput):
                    raise line
                yield Incoming(to_article(line, registry, default_outlet))
            except (BadInput, UnknownOutlet) as error:
                skip(place, str(error))


def store_articles(
    incoming: Iterator[Incoming], registry: dict[str, OutletConfig], store: MediaStore
) -> Tally:
    """Store articles in batches, each in one transaction."""
    tally, saved = Tally(), set[str]()
    while batch := list(islice(incoming, BATCH)):
        with store.db.atomic():
            for item in batch:
                article = item.article
                if article.outlet_id not in saved:
                    store.save_outlets([registry[article.outlet_id].to_record()])
                    saved.add(article.outlet_id)
                if item.page is not None:
                    store.save_page(item.page)
                tally.add(article, store.save_article(article))
    return tally


class _TakeBack(Exception):
    """Ends a rehearsal: the transaction is rolled back."""


def rehearse(
    incoming: Iterator[Incoming], registry: dict[str, OutletConfig], store: MediaStore
) -> Tally:
    """What storing would come to: everything is done in one transaction, and taken back."""
    tally = Tally()
    try:
        with store.db.atomic():
            tally = store_articles(incoming, registry, store)
            raise _TakeBack
    except _TakeBack:
        return tally
