"""What the topic model learns from: passages, pairs, reviewed stories and weak labels."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

import data
from data.errors import BadInput
from data.review.stories import DecidedStory
from data.vocab import Sector, Theme

GOLD = Path(data.__file__).parent / "gold" / "topics"
PASSAGES = GOLD / "passages.tsv"
PAIRS = GOLD / "pairs.tsv"
TEST_PART = 4  # every fourth passage, by the hash of its text, is for measuring alone
HELD_OUT_PART = 10  # every tenth interpellation likewise
WEAK_LENGTH = 3000  # characters of an interpellation that are read: news is shorter

# The minister addressed says what an interpellation is about. Ministers of everything (finance,
# social affairs, education, environment, culture) say too little and are left out.
_GROWTH_MINISTER = re.compile(
    r"närings|arbetsmarknads|infrastruktur|kommunikations|landsbygds|jordbruks|bostads|"
    r"samhällsbyggnad|energi"
)
_OTHER_MINISTER = re.compile(r"justitie|försvars|utrikes|migrations|inrikes|statsminister")
_ADDRESSED = re.compile(r"[Tt]ill\s+([^\n]{0,60}?minister)")
_SUBJECT = re.compile(
    r"^.*?(?:minister\w*|statsråd\w*)(?:\s+[A-ZÅÄÖ][\w-]+)*\s*(?:\(\w+\))?\s*(?:om|angående)?"
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text with what is known of it; ``themes`` and ``sectors`` are None where nobody said."""

    head: str
    body: str
    growth: bool
    themes: frozenset[str] | None = None
    sectors: frozenset[str] | None = None
    language: str = "sv"
    held_out: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Two passages that differ in one thing: the ``kind`` is gender or industry."""

    kind: str
    growth: bool
    first: str
    second: str


def _is_part(text: str, of: int) -> bool:
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % of == 0


def split_head(text: str) -> tuple[str, str]:
    """Headline and body of a passage, which are divided by a bar."""
    head, _, body = text.replace("\\n", "\n").partition(" | ")
    return head, body


def _read_rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def read_passages(path: Path = PASSAGES) -> list[Labelled]:
    """The labelled passages. Raises BadInput for a label that is none of ours."""
    passages = []
    for number, row in enumerate(_read_rows(path), 2):
        themes = frozenset(row["themes"].split(",")) - {"-"}
        sectors = frozenset(row["sectors"].split(","))
        wrong = [*(themes - set(Theme)), *(sectors - set(Sector))]
        if wrong:
            raise BadInput(f"{path}, line {number}: {wrong[0]!r} is no theme or sector of ours")
        head, body = split_head(row["text"])
        held_out = _is_part(row["text"], TEST_PART)
        passages.append(
            Labelled(head, body, bool(themes), themes, sectors, row["language"], held_out)
        )
    return passages


def read_pairs(path: Path = PAIRS) -> list[Pair]:
    """Pairs out of texts with [one|other] where they differ."""
    return [
        Pair(
            row["kind"],
            row["growth"] == "yes",
            re.sub(r"\[([^|\]]*)\|[^\]]*\]", r"\1", row["text"]),
            re.sub(r"\[[^|\]]*\|([^\]]*)\]", r"\1", row["text"]),
        )
        for row in _read_rows(path)
    ]


class ReviewedStory(BaseModel):
    """A story that a reviewer has labelled; growth follows from the themes."""

    model_config = ConfigDict(extra="ignore")

    headline: str = ""
    text: str
    themes: list[Theme]
    sectors: list[Sector]
    language: str = "sv"


def read_reviewed(path: Path) -> list[Labelled]:
    """Reviewers' decisions, JSONL. Raises BadInput naming the first line that is unfit."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path}: cannot be read as UTF-8 text; check the path") from error
    stories = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            story = ReviewedStory.model_validate_json(line)
        except ValidationError as error:
            reason = " ".join(str(error).splitlines()[:3])
            raise BadInput(f"{path}, line {number}: {reason}") from error
        stories.append(
            Labelled(
                story.headline,
                story.text,
                bool(story.themes),
                frozenset(story.themes),
                frozenset(story.sectors),
                story.language,
            )
        )
    if not stories:
        raise BadInput(f"{path}: holds no stories; name a file with one JSON object a line")
    return stories


def label_decided(story: DecidedStory) -> Labelled:
    """A story that reviewers have decided on in the review."""
    article = story.article
    return Labelled(
        article.title,
        article.text,
        bool(story.themes),
        story.themes,
        story.sectors,
        article.language,
    )


@dataclass(frozen=True, slots=True)
class Interpellation:
    """A document of the Riksdag; ``growth`` is None where the minister says too little."""

    head: str
    body: str
    growth: bool | None
    held_out: bool


def _judge(title: str, text: str) -> bool | None:
    found = _ADDRESSED.search(title) or _ADDRESSED.search(text[:400])
    minister = found[1].lower() if found else ""
    growth, other = bool(_GROWTH_MINISTER.search(minister)), bool(_OTHER_MINISTER.search(minister))
    return growth if growth != other else None


def iter_interpellations(shared: Path) -> Iterator[Interpellation]:
    path = shared / "interpellations" / "all.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            title, text = (row[key].replace("\xad", "") for key in ("title", "text"))
            body = text.split("\n\n", 1)[-1]
            head = _SUBJECT.sub("", title).strip()[:200]
            growth = _judge(title, text)
            yield Interpellation(head, body, growth, _is_part(row["id"], HELD_OUT_PART))


def read_weak(shared: Path) -> list[Labelled]:
    """Interpellations whose minister tells whether they are about growth; none where absent."""
    if not (shared / "interpellations" / "all.jsonl.gz").exists():
        return []
    return [
        Labelled(d.head, d.body[:WEAK_LENGTH], d.growth, held_out=d.held_out)
        for d in iter_interpellations(shared)
        if d.growth is not None
    ]
