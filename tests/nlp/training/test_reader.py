from __future__ import annotations

import random
from pathlib import Path

import pytest

from nlp.names import look_up
from nlp.training.corpora import Sentence, write_sentences
from nlp.training.namegiver import NameGiver
from nlp.training.reader import create_reader, dress_line, rename_people
from tests.nlp.docs import blank

SENTENCE = Sentence(
    ("I", "går", "tog", "Karin", "Lindströms", "bror", "över", "Norrsten", "AB", "."),
    ((3, 5, "PRS"), (7, 9, "ORG")),
    "sv",
)


@pytest.mark.parametrize("seed", range(40))
def test_people_get_other_names_and_every_entity_stays_where_it_was(seed: int) -> None:
    words, entities = rename_people(SENTENCE, NameGiver(random.Random(seed)))
    (start, end, person), (a, b, company) = entities
    assert (person, company) == ("PRS", "ORG")
    assert words[:start] == ["I", "går", "tog"]
    assert words[end : end + 2] == ["bror", "över"]
    assert words[a:b] == ["Norrsten", "AB"]
    assert "Lindströms" not in words
    assert words[end - 1].endswith(("s", "x", "z"))  # the genitive is kept


def test_women_and_men_are_named_equally_often() -> None:
    giver = NameGiver(random.Random(7))
    drawn = [look_up(giver.draw_given()) for _ in range(3000)]
    women = sum(counts is not None and counts.p_woman > 0.5 for counts in drawn)
    assert 0.45 < women / len(drawn) < 0.55


def test_a_name_met_again_gets_the_same_new_name() -> None:
    giver = NameGiver(random.Random(1))
    assert giver.rename(["Karin"], "kom") == giver.rename(["Karin"], "log")


def test_a_full_stop_within_a_name_is_never_cut_off() -> None:
    ends_in_name = (["Nu", "kom", "K", "."], [(2, 4, "PRS")])
    for seed in range(400):
        words, entities = dress_line(*ends_in_name, random.Random(seed))
        assert entities[-1][1] <= len(words)


@pytest.mark.parametrize("vary", [True, False])
def test_examples_are_made_of_every_sentence(tmp_path: Path, vary: bool) -> None:
    write_sentences(tmp_path / "s.jsonl", [SENTENCE] * 30)
    read = create_reader(tmp_path / "s.jsonl", 0.5, 1, vary)
    examples = list(read(blank()))
    people = [e for x in examples for e in x.reference.ents if e.label_ == "PRS"]
    assert len(people) == 30
    assert all(len(x.predicted) == len(x.reference) for x in examples)
    if not vary:
        assert [len(x.reference) for x in examples] == [10] * 30
