"""Read sentences with entities from CoNLL and IOB2 files, tabs or spaces, with or without B-/I-."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from data.errors import BadInput

PERSON_TAGS = frozenset({"PER", "PRS", "PERSON"})


@dataclass(frozen=True, slots=True)
class TaggedSentence:
    """The words of a sentence and its persons as (first word, word after the last)."""

    words: tuple[str, ...]
    persons: frozenset[tuple[int, int]]


def _find_column(fields: list[str]) -> str:
    """The tag of a line: the first field after the word that looks like one (UNER has more)."""
    for field in fields:
        if field in {"O", "0", "_"} or field.split("-")[-1].isupper():
            return field
    return "O"


def _read_persons(tags: list[str]) -> frozenset[tuple[int, int]]:
    spans: set[tuple[int, int]] = set()
    start: int | None = None
    for i, tag in enumerate([*tags, "O"]):
        prefix, _, label = tag.rpartition("-")
        is_person = label in PERSON_TAGS
        if start is not None and (not is_person or prefix == "B"):
            spans.add((start, i))
            start = None
        if is_person and start is None:
            start = i
    return frozenset(spans)


def read_sentences(path: Path) -> Iterator[TaggedSentence]:
    """The sentences of a file. Raises BadInput for one without any word and tag."""
    if not path.is_file():
        raise BadInput(f"{path}: no such file; check the path")
    words: list[str] = []
    tags: list[str] = []
    n = 0
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise BadInput(f"{path}: is not UTF-8; convert the file") from error
    for line in [*lines, ""]:
        fields = line.split()
        if line.startswith("# ") or (fields and fields[0].startswith("-DOCSTART-")):
            continue
        if not fields:
            if words:
                n += 1
                yield TaggedSentence(tuple(words), _read_persons(tags))
            words, tags = [], []
            continue
        if len(fields) > 2 and fields[0].isdigit() and "\t" in line:
            fields = fields[1:]  # UNER numbers the words
        if len(fields) > 1:
            words.append(fields[0].replace("\u00ad", "") or fields[0])
            tags.append(_find_column(fields[1:]))
    if n == 0:
        raise BadInput(f"{path}: holds no sentence of words and tags; is it CoNLL or IOB2?")
