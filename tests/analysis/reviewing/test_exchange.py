"""Decisions go out and come back whole; nothing is put over what others decided."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from analysis.periods import parse_period
from analysis.reviewing.draw import Wish, draw_random
from analysis.reviewing.exchange import export_decisions, import_decisions, shield, unshield
from analysis.reviewing.intake import Intake
from analysis.reviewing.sheet import write_sheet
from data.errors import BadInput, NothingToDo
from data.review.decisions import Draft, read_heads, read_history, save_decision, undo_decision
from data.review.keys import person_key
from data.review.notes import read_notes
from data.review.queue import find_assignment, take_next
from data.review.store import ReviewStore
from data.review.verdicts import read_verdicts
from data.review.words import Variable
from data.reviewed import REVIEW_DB
from data.store import MediaStore
from tests.analysis.media import MAN, WOMAN, Story, write_media
from tests.data.review.review import open_review

EVA, BO = "Eva Ek", "Bo Ask"


@pytest.fixture
def keys(tmp_path: Path) -> list[str]:
    people = [(EVA, WOMAN), (BO, MAN)]
    return write_media(
        tmp_path,
        [Story(people, url=f"https://norrbladet.example/{i}", title=f"=Nyhet {i}") for i in "abc"],
    )


@pytest.fixture
def review(tmp_path: Path, keys: list[str]) -> Iterator[ReviewStore]:
    with MediaStore(tmp_path) as media, open_review(tmp_path) as opened:
        draw_random(media, opened, parse_period("all"), Wish(3, 1.0, 15, 1))
        yield opened


def take_in(store: ReviewStore, file: Path, user: str = "") -> Intake:
    with MediaStore(store.path.parent) as media:
        return import_decisions(media, store, file, user)


def gender(key: str, value: str | None, previous: int = 0, name: str = EVA) -> Draft:
    return Draft(key, Variable.GENDER, value, "h", person_key(key, name), previous=previous)


def decide(review: ReviewStore, key: str) -> None:
    first = save_decision(review, "anna", gender(key, "man"))
    second = save_decision(review, "anna", gender(key, "unknown", first.id))
    undo_decision(review, "anna", second.id)
    title = Draft(key, Variable.TITLE, "=vd;\n”chef”", "h", person_key(key, EVA))
    save_decision(review, "bo", title)
    save_decision(review, "bo", Draft(key, Variable.THEMES, "", "h"))


@pytest.mark.parametrize("suffix", [".csv", ".jsonl"])
def test_out_and_in_again_is_the_same(
    tmp_path: Path, review: ReviewStore, keys: list[str], suffix: str
) -> None:
    decide(review, keys[0])
    file = tmp_path / f"ut{suffix}"
    assert export_decisions(review, file) == 5
    elsewhere = tmp_path / "annan"
    elsewhere.mkdir()
    for path in tmp_path.glob("media.db*"):
        shutil.copy(path, elsewhere)
    with open_review(elsewhere) as other:
        found = take_in(other, file)
        assert (found.new, found.known, found.left_out) == (5, 0, [])
        same = [
            (d.uid, d.at, d.user, d.value, d.previous, d.undoes, d.variable, d.detail)
            for d in read_history(review, keys[0])
        ]
        assert same == [
            (d.uid, d.at, d.user, d.value, d.previous, d.undoes, d.variable, d.detail)
            for d in read_history(other, keys[0])
        ]
        assert {d.origin for d in read_history(other, keys[0])} == {file.name}
        again = take_in(other, file)
        assert (again.new, again.known) == (0, 5)


def test_a_row_on_an_old_state_is_left_out(
    tmp_path: Path, review: ReviewStore, keys: list[str]
) -> None:
    first = save_decision(review, "anna", gender(keys[0], "man"))
    elsewhere = tmp_path / "annan"
    elsewhere.mkdir()
    for path in tmp_path.glob("media.db*"):
        shutil.copy(path, elsewhere)
    file = tmp_path / "ut.jsonl"
    export_decisions(review, file)
    with open_review(elsewhere) as other:
        take_in(other, file)
        (there,) = read_history(other, keys[0])
        save_decision(other, "bo", gender(keys[0], "unknown", there.id))
        export_decisions(other, tmp_path / "tillbaka.jsonl")
    save_decision(review, "cia", gender(keys[0], "nonbinary", first.id))
    found = take_in(review, tmp_path / "tillbaka.jsonl")
    assert (found.new, found.known) == (0, 1)
    assert "cia has decided on gender" in found.left_out[0]
    assert read_heads(review, keys[0])[-1].value == "nonbinary"


def test_rows_written_by_hand(tmp_path: Path, review: ReviewStore, keys: list[str]) -> None:
    """A list from a spreadsheet: addresses and names, semicolons, latin letters of Windows."""
    url = "https://norrbladet.example/a"
    lines = [
        "Article;Person;Variable;Value",
        f"{url};{EVA};gender;man",
        f"{url};{EVA};gender;kvinna",
        f"{url};;themes;livsmiljoer",
        "https://nej.example/;;growth;growth",
        f"{url};{BO};title;chef för Älvsbyn",
    ]
    file = tmp_path / "hand.csv"
    file.write_bytes("\n".join(lines).encode("cp1252"))
    found = take_in(review, file, "Anna")
    assert found.new == 3
    assert [reason[:6] for reason in found.left_out] == ["row 2:", "row 4:"]
    values = {(d.variable.value, d.value) for d in read_heads(review, keys[0])}
    assert values == {
        ("gender", "man"), ("themes", "livsmiljoer"), ("title", "chef för Älvsbyn"),
    }  # fmt: skip
    assert take_in(review, file, "anna").known == 3


@pytest.mark.parametrize(("name", "text", "match"), [
    ("a.jsonl", "{", "line 1: is no JSON"), ("a.jsonl", "[]", "no JSON object"),
    ("a.csv", "", "holds no rows"), ("a.csv", "article;variable\n", "holds no rows"),
])  # fmt: skip
def test_files_that_are_none(
    tmp_path: Path, review: ReviewStore, name: str, text: str, match: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=match):
        take_in(review, tmp_path / name, "anna")
    with pytest.raises(BadInput, match="cannot be read"):
        take_in(review, tmp_path / "saknas.csv", "anna")


@pytest.mark.parametrize("row", [
    {"variable": "gender"}, {"variable": "färg", "article": "x"},
    {"variable": "growth", "value": "growth", "article": "x"},
    {"variable": "growth", "value": "growth", "url": "https://norrbladet.example/a", "user": "del"},
    {"variable": "growth", "value": "growth", "url": "https://norrbladet.example/a",
     "lane": "settled", "user": "anna"},
    {"variable": "growth", "value": "growth", "url": "https://norrbladet.example/a", "at": "i går"},
    {"variable": "growth", "value": "growth", "url": "https://norrbladet.example/a",
     "sample": "annan"},
    {"variable": "gender", "value": "woman", "url": "https://norrbladet.example/a", "subject": "p",
     "detail": "[1]"},
    {"variable": "gender", "value": "woman", "url": "https://norrbladet.example/a", "subject": "p",
     "uid": "u1", "previous": "okänd"},
])  # fmt: skip
def test_rows_that_cannot_be_right(
    tmp_path: Path, review: ReviewStore, row: dict[str, str]
) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps(row), encoding="utf-8")
    found = take_in(review, file, "anna")
    assert (found.new, len(found.left_out)) == (0, 1)
    assert review.db.table("decisions").count == 0


def test_a_formula_is_shielded_and_comes_back() -> None:
    for value in ("=1+1", "+46", "-", "@x", "'=1", "vd", "", "'tis"):
        assert unshield(shield(value)) == value
        assert not shield(value).startswith(("=", "+", "-", "@"))


def test_a_full_disk_leaves_the_old_file(
    tmp_path: Path, review: ReviewStore, keys: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "ut.csv"
    export_decisions(review, file)
    before = file.read_bytes()
    decide(review, keys[0])

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(csv.DictWriter, "writerows", refuse)
    with pytest.raises(OSError, match="No space"):
        export_decisions(review, file)
    assert file.read_bytes() == before
    assert not (tmp_path / "ut.csv.new").exists()


# the coding sheet


def fill_sheet(file: Path, out: Path, answers: dict[int, dict[str, str]]) -> None:
    """Fill in rows of the sheet (by number, 2 is the first) and save it as CSV, as Excel does."""
    book = openpyxl.load_workbook(file)
    rows = [[cell.value for cell in row] for row in book["Kodning"].iter_rows()]
    head = [str(name) for name in rows[0]]
    for number, cells in answers.items():
        for name, value in cells.items():
            rows[number - 1][head.index(name)] = value
    with out.open("w", encoding="utf-8-sig", newline="") as target:
        csv.writer(target, delimiter=";").writerows(
            ["" if value is None else value for value in row] for row in rows
        )


FIRST = {"tillväxt": "ja", "teman": "livsmiljoer, tillganglighet", "klar": "ja",
         "namn": EVA, "kön": "Kvinna", "kommer till tals": "ja", "funktion": "3 expert",
         "anteckning": "Säker."}  # fmt: skip


def test_the_sheet_shows_nothing_of_the_machine(tmp_path: Path, review: ReviewStore) -> None:
    file = tmp_path / "kod.xlsx"
    assert write_sheet(review, file) == 3
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["Kodning", "Koder", "Så gör du"]
    text = " ".join(str(c.value) for row in book["Kodning"].iter_rows() for c in row if c.value)
    assert "=Nyhet" in text
    assert EVA not in text
    assert not [c for row in book["Kodning"].iter_rows() for c in row if c.data_type == "f"]
    lists = book["Kodning"].data_validations.dataValidation
    assert {rule.type for rule in lists} == {"list"}
    with pytest.raises(NothingToDo):
        write_sheet(review, tmp_path / "b.xlsx", "finns inte")


def test_a_filled_in_sheet_is_one_coder(tmp_path: Path, review: ReviewStore) -> None:
    file, out = tmp_path / "kod.xlsx", tmp_path / "kod.csv"
    write_sheet(review, file)
    fill_sheet(file, out, {2: FIRST})
    found = take_in(review, out, "anna")
    assert found.left_out == []
    article = next(review.db.query("SELECT article FROM draws ORDER BY position"))["article"]
    assignment = find_assignment(review, "anna", "all", article)
    assert assignment is not None
    assert assignment.done_at
    said = {
        (subject, variable.value): verdict.decision.value
        for (subject, variable), verdict in read_verdicts(review, article).items()
    }
    eva, bo = person_key(article, EVA), person_key(article, BO)
    assert said == {
        ("", "growth"): "growth", ("", "themes"): "livsmiljoer,tillganglighet",
        (eva, "gender"): "woman", (eva, "source"): "yes", (eva, "function"): "expert",
        (bo, "no_person"): "yes",
    }  # fmt: skip
    assert [note.text for note in read_notes(review, article)] == ["Säker."]
    again = take_in(review, out, "anna")
    assert (again.new, again.left_out) == (0, [])
    assert len(read_notes(review, article)) == 1


def test_a_person_whom_the_machine_missed_must_stand_in_the_text(
    tmp_path: Path, review: ReviewStore
) -> None:
    file, out = tmp_path / "kod.xlsx", tmp_path / "kod.csv"
    write_sheet(review, file)
    cells = {"namn": "läget", "kön": "vet ej", "kommer till tals": "nej"}
    fill_sheet(file, out, {2: FIRST, 3: cells, 10: FIRST, 11: cells | {"namn": "Ingen Alls"}})
    found = take_in(review, out, "anna")
    assert len(found.left_out) == 1
    assert "'Ingen Alls' does not stand in the text" in found.left_out[0]
    done = review.db.execute("SELECT count(*) FROM assignments WHERE done_at <> ''").fetchone()[0]
    assert done == 1, "an article is taken in whole or not at all"
    added = list(review.db.query("SELECT * FROM decisions WHERE variable = 'added'"))
    assert [row["value"] for row in added] == ["läget"]


@pytest.mark.parametrize(("cells", "match"), [
    ({"kön": "dam"}, "'dam' is no answer to 'kön'"),
    ({"teman": "vägar"}, "'vägar' is no theme"),
    ({"kön": ""}, "answers missing: 1"),
])  # fmt: skip
def test_answers_that_are_none(
    tmp_path: Path, review: ReviewStore, cells: dict[str, str], match: str
) -> None:
    file, out = tmp_path / "kod.xlsx", tmp_path / "kod.csv"
    write_sheet(review, file)
    fill_sheet(file, out, {2: FIRST | cells})
    found = take_in(review, out, "anna")
    assert match in found.left_out[0]
    assert review.db.table("decisions").count == 0
    with pytest.raises(BadInput, match="--user"):
        take_in(review, out)


def test_the_third_coder_is_one_too_many(tmp_path: Path, review: ReviewStore) -> None:
    file, out = tmp_path / "kod.xlsx", tmp_path / "kod.csv"
    write_sheet(review, file)
    fill_sheet(file, out, {2: FIRST})
    for user in ("anna", "bo"):
        assert take_in(review, out, user).left_out == []
    assert "has two coders" in take_in(review, out, "cia").left_out[0]
    assert take_next(review, "cia") is not None
    assert (tmp_path / REVIEW_DB).exists()
