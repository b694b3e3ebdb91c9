"""Reading of CoNLL and IOB2: tabs and spaces, prefixes, numbered words."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.errors import BadInput
from nlp.evaluation.conll import read_sentences


def read(tmp_path: Path, text: str) -> list[tuple[tuple[str, ...], set[tuple[int, int]]]]:
    path = tmp_path / "gold.txt"
    path.write_text(text, encoding="utf-8")
    return [(s.words, set(s.persons)) for s in read_sentences(path)]


@pytest.mark.parametrize(
    "text",
    [
        "Lena\tPER\nÖberg\tPER\nkom\t0\n",
        "Lena PRS\nÖberg PRS\nkom 0\n\n\n",
        "Lena B-PER\nÖberg I-PER\nkom O\n",
        "# text = Lena Öberg kom\n1\tLena\tB-PERSON\t-\t-\n"
        "2\tÖberg\tI-PERSON\t-\t-\n3\tkom\tO\t-\t-\n",
    ],
)
def test_all_dialects_say_the_same(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text) == [(("Lena", "Öberg", "kom"), {(0, 2)})]


def test_a_new_b_opens_a_new_person(tmp_path: Path) -> None:
    text = "Lena B-PER\nOlof B-PER\nÖberg I-PER\n"
    assert read(tmp_path, text) == [(("Lena", "Olof", "Öberg"), {(0, 1), (1, 3)})]


def test_places_and_organisations_are_not_people(tmp_path: Path) -> None:
    assert read(tmp_path, "Luleå LOC\nKommun B-ORG\n") == [(("Luleå", "Kommun"), set())]


def test_soft_hyphens_are_taken_out(tmp_path: Path) -> None:
    assert read(tmp_path, "Le\u00adna PER\n")[0][0] == ("Lena",)


def test_a_file_of_prose_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="CoNLL"):
        read(tmp_path, "\n\n")
