from __future__ import annotations

from pathlib import Path

import pytest

from nlp.training.corpora import (
    BLOCK,
    EVERY,
    Sentence,
    load_sentences,
    read_corpus,
    read_entities,
    split_blocks,
    write_sentences,
)


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        (["PER", "PER", "0"], ((0, 2, "PRS"),)),
        (["B-PER", "I-PER", "B-PER"], ((0, 2, "PRS"), (2, 3, "PRS"))),
        (["B-GPE_LOC", "O", "B-GPE_ORG"], ((0, 1, "LOC"), (2, 3, "ORG"))),
        (["PER", "LOC"], ((0, 1, "PRS"), (1, 2, "LOC"))),
        (["B-PROD", "MISC", "O"], ()),
    ],
)
def test_tags_become_spans(tags: list[str], spans: tuple[tuple[int, int, str], ...]) -> None:
    assert read_entities(tags) == spans


def test_a_corpus_is_read_with_tabs_or_spaces_and_without_soft_hyphens(tmp_path: Path) -> None:
    path = tmp_path / "corpus.txt"
    path.write_text("Ka\u00adrin\tPER\nkom\t0\n\n# text = Lo\n1\tLo\tB-PER\t-\n\nNu O\n", "utf-8")
    karin, lo, now = read_corpus(path, "sv")
    assert karin == Sentence(("Karin", "kom"), ((0, 1, "PRS"),), "sv")
    assert (lo.words, lo.entities) == (("Lo",), ((0, 1, "PRS"),))
    assert now.entities == ()


def test_whole_blocks_go_to_one_side_and_nothing_is_lost() -> None:
    sentences = [Sentence((str(i),), (), "sv") for i in range(BLOCK * EVERY * 2 + 7)]
    train, development = split_blocks(sentences)
    assert len(development) == 2 * BLOCK
    assert [int(s.words[0]) for s in development[:BLOCK]] == list(
        range(BLOCK * (EVERY - 1), BLOCK * EVERY)
    )
    assert sorted(int(s.words[0]) for s in [*train, *development]) == list(range(len(sentences)))


def test_sentences_survive_being_written(tmp_path: Path) -> None:
    sentences = [Sentence(("Åsa", "Ek", "kom"), ((0, 2, "PRS"),), "sv")]
    write_sentences(tmp_path / "s.jsonl", sentences)
    assert load_sentences(tmp_path / "s.jsonl") == sentences
