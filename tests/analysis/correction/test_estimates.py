from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from analysis.correction.estimates import choose_corrected, compute_corrections
from analysis.correction.misclassification import tabulate_errors
from analysis.correction.power import plan_review
from analysis.filters import default_filters
from analysis.frames import load_tagged_material
from analysis.scope import Scope, make_scope
from data.errors import BadInput, NothingToDo
from data.identity import stable_key
from data.reviewed import REVIEW_DB, REVIEWED_TABLE, ReviewedRow, read_reviewed
from data.store import MediaStore
from tests.analysis.media import Story, many_stories, write_media
from tests.analysis.review import write_review


def load(db_dir: Path) -> Scope:
    with MediaStore(db_dir) as store:
        material = load_tagged_material(store)
    return make_scope(material, default_filters(material.articles["outlet_id"]))


def correct(db_dir: Path) -> dict[tuple[str, str], dict[str, Any]]:
    rows = compute_corrections(load(db_dir), read_reviewed(db_dir))
    return {(row["indicator"], row["method"]): row for row in rows}


def test_without_reviews_the_plain_share_stands_alone_and_says_so(tmp_path: Path) -> None:
    write_media(tmp_path, many_stories(60))
    rows = correct(tmp_path)
    assert rows["people", "plain"]["share"] == pytest.approx(0.4)
    for method in ("weighted", "ppi"):
        assert rows["people", method]["share"] is None
        assert rows["people", method]["withheld"].startswith("för få granskade: 0 artiklar")
    assert choose_corrected(list(rows.values())) == {}


def test_too_few_reviews_say_how_many_more_are_needed(tmp_path: Path) -> None:
    write_media(tmp_path, many_stories(60))
    write_review(tmp_path, 49)
    row = correct(tmp_path)["people", "ppi"]
    assert row["share"] is None
    assert row["withheld"] == "för få granskade: 49 artiklar, minst 50 behövs"
    assert row["n_reviewed"] == 49


def test_women_whom_the_machine_missed_raise_the_share(tmp_path: Path) -> None:
    """Every article has one woman more than the machine found: 48 + 120 of 120 + 120."""
    write_media(tmp_path, many_stories(120))
    write_review(tmp_path, 60, missed=1)
    rows = correct(tmp_path)
    truth = (0.4 * 360 + 120) / 480
    for name in ("people", "sources"):
        assert rows[name, "plain"]["share"] == pytest.approx(0.4)
        found = rows[name, "ppi"]
        assert found["low"] < truth < found["high"]
        assert found["share"] == pytest.approx(truth, abs=0.01)
        assert found["power"] > 0.9
    assert set(choose_corrected(list(rows.values()))) == {"people", "sources"}


def test_reviews_of_what_does_not_count_are_left_aside(tmp_path: Path) -> None:
    write_media(tmp_path, [*many_stories(60), *(Story(themes=()) for _ in range(60))])
    write_review(tmp_path, 120)
    assert correct(tmp_path)["people", "ppi"]["n_reviewed"] == 60


def test_an_article_that_was_not_asked_for_sources_corrects_people_only(tmp_path: Path) -> None:
    write_media(tmp_path, many_stories(60))
    write_review(tmp_path, 60)
    with closing(sqlite3.connect(tmp_path / REVIEW_DB)) as connection, connection:
        connection.execute("UPDATE reviewed SET reviewed_source = NULL")
    rows = correct(tmp_path)
    assert rows["people", "ppi"]["n_reviewed"] == 60
    assert rows["sources", "ppi"]["withheld"].startswith("för få granskade: 0")


def test_drawn_persons_correct_too(tmp_path: Path) -> None:
    ids = write_media(tmp_path, many_stories(80))
    with MediaStore(tmp_path) as store:
        persons = list(store.db.query("SELECT id, article_id, gender FROM persons ORDER BY id"))
    assert stable_key(ids[0], "0") in {person["id"] for person in persons}
    with closing(sqlite3.connect(tmp_path / REVIEW_DB)) as connection, connection:
        connection.execute(REVIEWED_TABLE)
        for person in persons[::3]:
            wrong = person["gender"] == "man" and int(person["id"], 16) % 5 == 0
            connection.execute(
                "INSERT INTO reviewed VALUES ('p', 'person', ?, ?, 0.3333, ?, 'name', 1, ?, 1)",
                [person["article_id"], person["id"], person["gender"],
                 "woman" if wrong else person["gender"]],
            )  # fmt: skip
    row = correct(tmp_path)["people", "ppi"]
    assert row["unit"] == "person"
    assert row["n_reviewed"] == 80
    assert row["share"] > 0.42
    assert row["low"] < 0.4 + 0.6 * 0.2 < row["high"] + 0.02


def test_errors_by_gender_and_evidence(tmp_path: Path) -> None:
    def row(machine: str, evidence: str, reviewed: str, person: int) -> ReviewedRow:
        return ReviewedRow(
            sample="s", unit="article", article_id="a", person=str(person), p_drawn=1,
            machine=machine, evidence=evidence, machine_source=None, reviewed=reviewed,
            reviewed_source=None,
        )  # type: ignore[arg-type]  # fmt: skip

    labels = [("woman", "name", "woman")] * 27 + [("woman", "name", "man")] * 3
    labels += [("woman", "pronoun", "woman")] * 5 + [("man", "name", "")] * 2
    labels += [("", "", "woman")] * 4 + [("", "", "")]
    rows = tabulate_errors([row(*label, i) for i, label in enumerate(labels)])
    by_key = {(r["machine"], r["evidence"]): r for r in rows}
    by_name = by_key["woman", "name"]
    assert (by_name["n_reviewed"], by_name["n_women"], by_name["n_men"]) == (30, 27, 3)
    assert by_name["share"] == pytest.approx(0.9)
    assert by_name["low"] < 0.9 < by_name["high"]
    assert by_key["woman", "pronoun"]["share"] is None
    assert by_key["woman", "pronoun"]["withheld"] == "färre än 30 granskade"
    assert by_key["woman", "any"]["n_reviewed"] == 35
    assert by_key["man", "any"]["n_no_person"] == 2
    assert by_key["not_found", "any"]["n_women"] == 4
    assert tabulate_errors([]) == []


def test_more_precision_and_worse_labels_need_more_reviews(tmp_path: Path) -> None:
    write_media(tmp_path, many_stories(800))
    scope = load(tmp_path)
    wide, narrow = (plan_review(scope, "people", points, 0.1) for points in (6, 3))
    assert wide.articles is not None
    assert narrow.articles is not None
    assert narrow.articles_unaided is not None
    assert 50 <= wide.articles < narrow.articles < narrow.articles_unaided <= 800
    assert narrow.persons == narrow.articles * 3
    better = plan_review(scope, "people", 3, 0.02)
    assert better.articles is not None
    assert better.articles < narrow.articles


def test_what_no_review_can_reach_is_said(tmp_path: Path) -> None:
    write_media(tmp_path, many_stories(40))
    need = plan_review(load(tmp_path), "people", 1, 0.05)
    assert need.articles is None
    assert need.floor_points > 1
    for points, wrong in ((0, 0.1), (60, 0.1), (3, 0.7)):
        with pytest.raises(BadInput):
            plan_review(load(tmp_path), "people", points, wrong)


def test_no_persons_no_plan(tmp_path: Path) -> None:
    write_media(tmp_path, [Story()])
    with pytest.raises(NothingToDo):
        plan_review(load(tmp_path), "people", 3, 0.05)
