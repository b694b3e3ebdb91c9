from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path

import pytest

from data.errors import BadInput
from data.vocab import Sector, Theme
from nlp.training.topics_data import (
    PASSAGES,
    iter_interpellations,
    read_pairs,
    read_passages,
    read_reviewed,
    read_weak,
)

HEADER = "language\tthemes\tsectors\ttext\n"


def write_interpellations(folder: Path, *rows: tuple[str, str]) -> Path:
    (folder / "interpellations").mkdir()
    path = folder / "interpellations" / "all.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for number, (title, text) in enumerate(rows):
            file.write(json.dumps({"id": f"ip{number}", "title": title, "text": text}) + "\n")
    return folder


def test_there_are_enough_passages_and_they_differ() -> None:
    passages = read_passages()
    assert len(passages) >= 600
    assert len({(p.head, p.body) for p in passages}) == len(passages)
    finnish = sum(p.language == "fi" for p in passages)
    assert finnish >= len(passages) * 0.09


def test_every_theme_and_sector_is_in_both_parts() -> None:
    for held_out in (True, False):
        part = [p for p in read_passages() if p.held_out is held_out]
        assert {t for p in part for t in p.themes or ()} == set(Theme)
        assert {s for p in part for s in p.sectors or ()} == set(Sector)


def test_public_administration_never_stands_beside_another_sector() -> None:
    """A rule of docs/codebook.md."""
    for passage in read_passages():
        sectors = passage.sectors or frozenset()
        assert Sector.OFFENTLIG_FORVALTNING not in sectors or len(sectors) == 1
        assert Sector.OVRIGT not in sectors or len(sectors) == 1


def test_adding_a_passage_moves_no_other_between_the_parts(tmp_path: Path) -> None:
    longer = tmp_path / "passages.tsv"
    lines = PASSAGES.read_text(encoding="utf-8").splitlines()
    longer.write_text("\n".join([lines[0], "sv\t-\tovrigt\tNy | Text", *lines[1:]]) + "\n")
    assert [p.held_out for p in read_passages(longer)][1:] == [p.held_out for p in read_passages()]


def test_an_unknown_label_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "passages.tsv"
    path.write_text(HEADER + "sv\t-\tovrigt\tA | B\nsv\tframtid\tskog\tC | D\n", encoding="utf-8")
    with pytest.raises(BadInput, match="line 3: 'framtid'"):
        read_passages(path)


def test_there_are_sixty_pairs_and_each_differs_in_its_own_words() -> None:
    pairs = read_pairs()
    kinds = Counter(pair.kind for pair in pairs)
    assert len(pairs) >= 60
    assert min(kinds["gender"], kinds["industry"]) >= 30
    for pair in pairs:
        assert pair.first != pair.second
        assert "[" not in pair.first + pair.second
        assert abs(len(pair.first.split()) - len(pair.second.split())) <= 3


def test_no_pair_is_a_passage() -> None:
    known = {p.head for p in read_passages()}
    assert not [p for p in read_pairs() if p.first.split(" | ")[0] in known]


@pytest.mark.parametrize(
    ("title", "growth"),
    [
        ("2020/21:1 av Ann Ek (S) till näringsminister Bo Ek (S) om gruvor", True),
        (
            "2020/21:2 av Ann Ek (S) till justitie- och inrikesminister Bo Ek (M) om brott",
            False,
        ),
        ("2020/21:3 av Ann Ek (S) till finansminister Bo Ek (M) om skatter", None),
        ("2020/21:4 av Ann Ek (S) till statsrådet Bo Ek (M) om skolor", None),
        ("2020/21:5 av Ann Ek till infra\xadstruktur\xadministern om vägar", True),
    ],
)
def test_the_minister_addressed_is_a_weak_label(
    tmp_path: Path, title: str, growth: bool | None
) -> None:
    [found] = iter_interpellations(write_interpellations(tmp_path, (title, f"{title}\n\nText.")))
    assert found.growth is growth
    assert found.body == "Text."


def test_the_subject_is_the_headline(tmp_path: Path) -> None:
    title = "2020/21:1 av Ann Ek (S) till näringsminister Bo Ek (S) om gruvor i norr"
    [found] = iter_interpellations(write_interpellations(tmp_path, (title, "x\n\ny")))
    assert found.head == "gruvor i norr"


def test_without_interpellations_there_are_no_weak_labels(tmp_path: Path) -> None:
    assert read_weak(tmp_path) == []


def test_reviewed_stories_are_read(tmp_path: Path) -> None:
    path = tmp_path / "reviewed.jsonl"
    story = {"headline": "H", "text": "T", "themes": ["livsmiljoer"], "sectors": ["skog"], "x": 1}
    path.write_text(json.dumps(story) + "\n\n", encoding="utf-8")
    [found] = read_reviewed(path)
    assert (found.head, found.growth, found.sectors) == ("H", True, {"skog"})


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "holds no stories"),
        (b"{}", "line 1"),
        (b"[1", "line 1"),
        (b'{"text": "T", "themes": ["okand"], "sectors": []}', "line 1"),
        (b'{"text": "T", "themes": []}', "sectors"),
        ("{å".encode("latin-1"), "UTF-8"),
    ],
)
def test_unfit_decisions_are_named(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "reviewed.jsonl"
    path.write_bytes(content)
    with pytest.raises(BadInput, match=message):
        read_reviewed(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"none\.jsonl"):
        read_reviewed(tmp_path / "none.jsonl")
