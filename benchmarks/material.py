"""Stories for measuring: real Swedish text, repeated and varied, as many as are asked for.

From ../shared/data/interpellations where it is there, otherwise from the bundled sample. Paragraphs
of several documents are put together until a story has its words, and the people named in them get
other names out of the registers, so that caches meet new words at the pace of real news.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import data
from data.identity import content_hash, normalise_text, stable_key
from data.records import Article, Outlet
from data.store import MediaStore
from data.vocab import Access

SHARED = Path("../shared/data")
INTERPELLATIONS = SHARED / "interpellations" / "all.jsonl.gz"
NORRBOTTEN = SHARED / "interpellations" / "norrbotten.jsonl.gz"
SAMPLE = Path(data.__file__).parent / "sample" / "gold.jsonl"
REFERENCE = Path(data.__file__).parent / "reference"
WORDS = 400  # of a story: what the figures of size and speed are quoted for
N_OUTLETS = 20
MIN_BEARERS = 300  # given names that are drawn; rarer ones would be over-represented
_TITLE = re.compile(r"^(?:[^\W\d_]*(?:minister|statsrådet|statsråd|- och)\s+)+", re.IGNORECASE)
_SOURCES = ("interpellations", "sample")


@dataclass(frozen=True, slots=True)
class Document:
    """Paragraphs of a real text and the full names of women and men in it."""

    title: str
    paragraphs: tuple[str, ...]
    women: tuple[str, ...]
    men: tuple[str, ...]


def choose_source() -> str:
    """The interpellations where they are there, otherwise the sample."""
    return _SOURCES[0] if INTERPELLATIONS.exists() else _SOURCES[1]


@lru_cache(maxsize=2)
def read_documents(source: str) -> tuple[Document, ...]:
    """All documents of a source."""
    if source == "sample":
        lines = SAMPLE.read_text(encoding="utf-8").splitlines()
    else:
        with gzip.open(INTERPELLATIONS, "rt", encoding="utf-8") as file:
            lines = file.readlines()
    return tuple(_read_document(json.loads(line)) for line in lines)


def _read_document(row: dict[str, object]) -> Document:
    text = normalise_text(str(row["text"]))
    title = str(row.get("title") or row.get("headline") or "")
    if row.get("has_headline"):
        title, _, text = text.partition("\n")
    people = row.get("people")
    assert isinstance(people, list)
    names = {
        gender: tuple(
            name
            for person in people
            if person["gender"] == gender
            and " " in (name := _TITLE.sub("", re.sub(r"\s*\(.*", "", person["name"])).strip())
        )
        for gender in ("woman", "man")
    }
    paragraphs = tuple(p.strip() for p in text.split("\n\n") if p.strip())
    return Document(title.strip(), paragraphs, names["woman"], names["man"])


@lru_cache(maxsize=1)
def _read_names() -> tuple[list[str], list[str], list[str]]:
    """Given names of women, of men, and surnames."""
    women, men = [], []
    with gzip.open(REFERENCE / "names.tsv.gz", "rt", encoding="utf-8") as file:
        for line in file:
            name, n_women, n_men, *_ = line.rstrip("\n").split("\t")
            if int(n_women or 0) >= max(MIN_BEARERS, 20 * int(n_men or 0)):
                women.append(name)
            elif int(n_men or 0) >= max(MIN_BEARERS, 20 * int(n_women or 0)):
                men.append(name)
    surnames = (REFERENCE / "surnames.txt").read_text(encoding="utf-8").split()
    return women, men, surnames


def _rename(text: str, document: Document, rng: random.Random) -> str:
    """The text with other names for its people; a surname alone changes with its full name."""
    women, men, surnames = _read_names()
    for names, given in ((document.women, women), (document.men, men)):
        for name in names:
            old_given, old_surname = name.split()[0], name.split()[-1]
            new_given, new_surname = rng.choice(given), rng.choice(surnames)
            text = text.replace(name, f"{new_given} {new_surname}")
            if len(old_surname) > 3:
                text = re.sub(rf"\b{re.escape(old_surname)}\b", new_surname, text)
            if len(old_given) > 3:
                text = re.sub(rf"\b{re.escape(old_given)}\b", new_given, text)
    return text


def make_story(number: int, words: int = WORDS, source: str | None = None) -> tuple[str, str]:
    """(headline, text) of one story; the same number gives the same story."""
    documents = read_documents(source or choose_source())
    rng = random.Random(f"story {number}")
    title, paragraphs, n_words = "", [], 0
    while n_words < words:
        document = rng.choice(documents)
        room = words - n_words
        start = rng.randrange(max(1, len(document.paragraphs) - 6))
        chosen = document.paragraphs[start : start + 8]
        text = _rename("\n\n".join(chosen), document, rng)
        for paragraph in text.split("\n\n"):
            own = paragraph.split()[:room]
            if not own:
                break
            paragraphs.append(" ".join(own))
            n_words += len(own)
            room -= len(own)
        title = title or _rename(document.title, document, rng).split(" om ")[-1]
    return " ".join(title.split())[:120], "\n\n".join(paragraphs)


def make_articles(
    n: int, words: int = WORDS, source: str | None = None, first: int = 0
) -> Iterator[Article]:
    """Articles of twenty outlets over two years, as an import would store them."""
    for number in range(first, first + n):
        title, text = make_story(number, words, source)
        url = f"https://matning{number % N_OUTLETS}.example/nyheter/{number}"
        month, day = number // 28 % 24, 1 + number % 28
        yield Article(
            id=stable_key(url),
            outlet_id=f"matning{number % N_OUTLETS}",
            url=url,
            title=title,
            text=text,
            published=f"{2025 + month // 12}-{1 + month % 12:02}-{day:02}T08:00:00+01:00",
            content_hash=content_hash(title, text),
            access=Access.FULL,
            origin="bench",
        )


def write_store(folder: Path, n: int, words: int = WORDS, source: str | None = None) -> Path:
    """A media.db with so many untagged articles; returns its path."""
    with MediaStore(folder) as store:
        store.save_outlets(Outlet(f"matning{i}", f"Mätning {i}") for i in range(N_OUTLETS))
        with store.db.atomic():
            for article in make_articles(n, words, source):
                store.save_article(article)
        return store.path
