"""Write train.jsonl and dev.jsonl: ``python -m nlp.training.make_corpus NER_FOLDER OUT_FOLDER``.

The development split comes from the training file of webbnyheter2012 alone; its test file is
never read here.
"""

from __future__ import annotations

import sys
from pathlib import Path

from nlp.training.corpora import Sentence, read_corpus, split_blocks, write_sentences

TIMES_SWEDISH_NEWS = 2  # a passage of the Swedish news corpus is read this often an epoch
OTHERS = (
    ("uner_talbanken_train.iob2", "sv"),
    ("uner_talbanken_dev.iob2", "sv"),
    ("norne_nob.iob2.gz", "nb"),
    ("norne_nno.iob2.gz", "nn"),
    ("uner_danish_ddt.iob2.gz", "da"),
)


def make_corpus(source: Path, out: Path) -> None:
    """Write both splits and print how many sentences and persons they hold."""
    out.mkdir(parents=True, exist_ok=True)
    news, development = split_blocks(read_corpus(source / "webbnyheter2012_train.txt", "sv"))
    train: list[Sentence] = news * TIMES_SWEDISH_NEWS
    for name, language in OTHERS:
        train += read_corpus(source / name, language)
    for path, sentences in (("train.jsonl", train), ("dev.jsonl", development)):
        persons = sum(label == "PRS" for s in sentences for _, _, label in s.entities)
        print(f"{path}: {write_sentences(out / path, sentences)} sentences, {persons} persons")


if __name__ == "__main__":
    make_corpus(Path(sys.argv[1]), Path(sys.argv[2]))
