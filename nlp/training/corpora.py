"""Read the corpora of ../shared/data/ner as sentences with PRS, LOC and ORG."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

LABELS = {
    **{"PER": "PRS", "PRS": "PRS", "PERSON": "PRS"},
    **{"LOC": "LOC", "GPE_LOC": "LOC", "ORG": "ORG", "GPE_ORG": "ORG"},
}
BLOCK = 50  # lines of sentences that go to one side of the split together
EVERY = 5  # every fifth block is the development split: some 300 persons


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words and entities as (first word, word after the last, label); ``language`` is ISO 639-1."""

    words: tuple[str, ...]
    entities: tuple[tuple[int, int, str], ...]
    language: str


def read_entities(tags: list[str]) -> tuple[tuple[int, int, str], ...]:
    """Spans of tags with or without B- and I-; labels that we have no use for are dropped."""
    spans: list[tuple[int, int, str]] = []
    start, current = 0, ""
    for i, tag in enumerate([*tags, "O"]):
        prefix, _, label = tag.rpartition("-")
        label = LABELS.get(label, "")
        if current and (label != current or prefix == "B"):
            spans.append((start, i, current))
            current = ""
        if label and not current:
            start, current = i, label
    return tuple(spans)


def _read_lines(path: Path) -> Iterator[str]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        yield from file
    yield ""


def read_corpus(path: Path, language: str) -> Iterator[Sentence]:
    """The sentences of a CoNLL or IOB2 file, tabs or spaces; soft hyphens are taken out."""
    words: list[str] = []
    tags: list[str] = []
    for line in _read_lines(path):
        fields = line.split()
        if line.startswith("# "):
            continue
        if not fields:
            if words:
                yield Sentence(tuple(words), read_entities(tags), language)
            words, tags = [], []
            continue
        if len(fields) > 2 and fields[0].isdigit():  # UNER numbers the words
            fields = fields[1:]
        word = fields[0].replace("\u00ad", "")
        if len(fields) > 1 and word:
            words.append(word)
            tags.append("O" if fields[1] in {"0", "_"} else fields[1])


def split_blocks(sentences: Iterable[Sentence]) -> tuple[list[Sentence], list[Sentence]]:
    """(training, development): whole blocks of a file, so that neighbours stay together."""
    train: list[Sentence] = []
    development: list[Sentence] = []
    for i, sentence in enumerate(sentences):
        (development if (i // BLOCK) % EVERY == EVERY - 1 else train).append(sentence)
    return train, development


def write_sentences(path: Path, sentences: Iterable[Sentence]) -> int:
    lines = [json.dumps(asdict(sentence), ensure_ascii=False) + "\n" for sentence in sentences]
    path.write_text("".join(lines), encoding="utf-8")
    return len(lines)


def load_sentences(path: Path) -> list[Sentence]:
    sentences = []
    with path.open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            entities = tuple((a, b, label) for a, b, label in row["entities"])
            sentences.append(Sentence(tuple(row["words"]), entities, row["language"]))
    return sentences
