"""Decisions reach media.db, survive tagging anew and a media.db built anew, and can be undone."""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from data.readings import read_tagged_article
from data.results import read_article_facts
from data.review.apply import Applied, apply_decisions, correct_article
from data.review.correct import LOST, TEXT_CHANGED
from data.review.decisions import save_decision, undo_decision
from data.review.reading import (
    dump_reading,
    load_reading,
    read_machine_reading,
    read_present_reading,
)
from data.review.words import Variable
from data.reviewed import REVIEW_DB
from data.store import MEDIA_DB, MediaStore
from data.vocab import Gender
from tests.data.records import OUTLET, make_article, make_person, make_tagging
from tests.data.review.review import TEXT, draft, open_review, write_article

BO = "Bo Berg"


def apply(db_dir: Path) -> Applied:
    with MediaStore(db_dir) as media:
        return apply_decisions(media, db_dir)


def genders(db_dir: Path) -> dict[str, str]:
    with MediaStore(db_dir) as media:
        return {row["name"]: row["gender"] for row in media.db.query("SELECT * FROM persons")}


def test_a_decision_is_what_everybody_reads(tmp_path: Path) -> None:
    article = write_article(tmp_path)
    with open_review(tmp_path) as review:
        save_decision(review, "anna", draft(article, Variable.GENDER, "man", BO))
        save_decision(review, "anna", draft(article, Variable.ACCESS, "teaser"))
    assert apply(tmp_path).written == 1
    with MediaStore(tmp_path) as media:
        person = read_tagged_article(media, article.id).persons[1]
        assert (person.gender, person.evidence) == (Gender.MAN, "reviewer")
        assert read_article_facts(media)[0]["access"] == "teaser"
        machine = read_machine_reading(media, article.id)
        assert machine is not None
        assert machine.persons[1].gender is Gender.WOMAN
        credits = media.db.query("SELECT name FROM contributors WHERE origin = 'text'")
        assert [row["name"] for row in credits] == ["Bo Berg"], "credits are left alone"


def test_twice_changes_nothing(tmp_path: Path) -> None:
    article = write_article(tmp_path)
    with open_review(tmp_path) as review:
        save_decision(review, "anna", draft(article, Variable.GENDER, "man", BO))
    apply(tmp_path)
    again = apply(tmp_path)
    assert (again.articles, again.written) == (1, 0)


def test_undone_is_as_if_never_said(tmp_path: Path) -> None:
    article = write_article(tmp_path)
    with MediaStore(tmp_path) as media:
        before = read_present_reading(media, article.id)
    with open_review(tmp_path) as review:
        saved = save_decision(review, "anna", draft(article, Variable.GENDER, "man", BO))
        apply(tmp_path)
        undo_decision(review, "anna", saved.id)
    apply(tmp_path)
    with MediaStore(tmp_path) as media:
        assert read_present_reading(media, article.id) == before


def test_tagging_anew_does_not_forget(tmp_path: Path) -> None:
    article = write_article(tmp_path)
    with open_review(tmp_path) as review:
        save_decision(review, "anna", draft(article, Variable.GENDER, "man", BO))
    apply(tmp_path)
    full = article.full_text
    with MediaStore(tmp_path) as media:  # another model, which finds them the other way round
        people = [make_person(i, n, full.find(n)) for i, n in enumerate([BO, "Anna Alm"])]
        media.save_taggings([make_tagging(article, *people, model="bättre")])
    assert genders(tmp_path)[BO] == "woman", "the machine's, until decisions are applied"
    assert apply(tmp_path).written == 1
    assert genders(tmp_path) == {BO: "man", "Anna Alm": "woman"}


def test_a_media_db_built_anew_gets_the_decisions_back(tmp_path: Path) -> None:
    article = write_article(tmp_path)
    with open_review(tmp_path) as review:
        save_decision(review, "anna", draft(article, Variable.GENDER, "man", BO))
    apply(tmp_path)
    before = (tmp_path / REVIEW_DB).stat().st_ino
    for path in tmp_path.glob(f"{MEDIA_DB}*"):
        path.unlink()
    write_article(tmp_path)
    assert apply(tmp_path).written == 1
    assert genders(tmp_path)[BO] == "man"
    assert (tmp_path / REVIEW_DB).stat().st_ino == before


def test_an_article_under_another_id_is_known_by_its_address(tmp_path: Path) -> None:
    article = write_article(tmp_path)
    with open_review(tmp_path) as review:
        save_decision(review, "anna", draft(article, Variable.GENDER, "man", BO))
    apply(tmp_path)
    with MediaStore(tmp_path) as media:
        media.db.execute("PRAGMA foreign_keys = OFF")
        for table, column in (("articles", "id"), ("taggings", "article_id"),
                              ("persons", "article_id"), ("quotes", "article_id")):  # fmt: skip
            media.db.execute(f"UPDATE {table} SET {column} = 'annan'")
        media.db.execute("DELETE FROM machine_readings")
        media.db.execute("UPDATE persons SET gender = 'woman'")
        media.db.conn.commit()
    assert apply(tmp_path).written == 1
    assert genders(tmp_path)[BO] == "man"


def change_text(db_dir: Path, text: str) -> Any:
    return write_article(db_dir, text, model="prov 2")


def test_a_text_that_changed_is_in_the_summary(tmp_path: Path) -> None:
    article = write_article(tmp_path)
    with open_review(tmp_path) as review:
        save_decision(review, "anna", draft(article, Variable.GENDER, "man", BO))
    apply(tmp_path)
    change_text(tmp_path, TEXT + "\n\nRättelse: bygget började i maj.")
    found = apply(tmp_path)
    assert found.reports == {TEXT_CHANGED: 1}
    assert found.to_summary()["decisions_on_a_text_that_changed"] == 1
    assert genders(tmp_path)[BO] == "man"
    change_text(tmp_path, "Anna Alm leder bygget.\n\n– Det går bra, säger Anna Alm.")
    assert apply(tmp_path).reports == {TEXT_CHANGED: 1, LOST: 1}


def test_what_is_not_there_waits(tmp_path: Path) -> None:
    article = write_article(tmp_path)
    with open_review(tmp_path) as review:
        save_decision(review, "anna", draft(article, Variable.GENDER, "man", BO))
    with MediaStore(tmp_path) as media:
        media.db.execute("DELETE FROM taggings")
        media.db.conn.commit()
    found = apply(tmp_path)
    assert (found.untagged, found.written) == (1, 0)
    for path in tmp_path.glob(f"{MEDIA_DB}*"):
        path.unlink()
    assert apply(tmp_path).missing == 1


def test_without_a_review_nothing_is_made(tmp_path: Path) -> None:
    write_article(tmp_path)
    assert apply(tmp_path) == Applied()
    assert not (tmp_path / REVIEW_DB).exists()


def test_the_page_can_ask_before_anything_is_applied(tmp_path: Path) -> None:
    article = write_article(tmp_path)
    with open_review(tmp_path) as review, MediaStore(tmp_path) as media:
        assert correct_article(media, review, article.id, article.id) is None
        save_decision(review, "anna", draft(article, Variable.GENDER, "man", BO))
        found = correct_article(media, review, article.id, article.id)
        assert found is not None
        assert found.tagging.persons[1].gender is Gender.MAN


def test_a_reading_is_kept_whole(tmp_path: Path) -> None:
    article = write_article(tmp_path)
    with MediaStore(tmp_path) as media:
        reading = read_present_reading(media, article.id)
    assert reading is not None
    assert load_reading(dump_reading(reading)) == reading


APPLIER = """
import sys
from pathlib import Path
from data.review.apply import apply_decisions
from data.store import MediaStore
with MediaStore(Path(sys.argv[1])) as media:
    print("begun", flush=True)
    apply_decisions(media, Path(sys.argv[1]))
"""


def decide_on_many(db_dir: Path, n: int) -> None:
    with MediaStore(db_dir) as media, open_review(db_dir) as review:
        media.save_outlets([OUTLET])
        for i in range(n):
            article = make_article(f"https://provbladet.example/{i}", text=TEXT)
            people = [make_person(p, name, 17 + p) for p, name in enumerate(["Anna Alm", BO])]
            media.save_article(article)
            media.save_taggings([make_tagging(article, *people)])
            save_decision(review, "anna", draft(article, Variable.GENDER, "man", BO))
            save_decision(review, "anna", draft(article, Variable.NO_PERSON, "yes", "Anna Alm"))


def count_states(db_dir: Path) -> tuple[int, int, int]:
    """Articles with the machine's rows, corrected ones, and what is neither."""
    with MediaStore(db_dir) as media:
        assert media.db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        found = media.db.execute(
            "SELECT p.article_id, group_concat(p.name || ' ' || p.gender, ', '), "
            "EXISTS (SELECT 1 FROM machine_readings m WHERE m.article_id = p.article_id) "
            "FROM persons p GROUP BY p.article_id"
        ).fetchall()
    machine = sum(row[1:] == ("Anna Alm woman, Bo Berg woman", 0) for row in found)
    corrected = sum(row[1:] == ("Bo Berg man", 1) for row in found)
    return machine, corrected, len(found) - machine - corrected


@pytest.mark.parametrize("delay", [0.0, 0.02, 0.05])
def test_a_kill_while_applying_leaves_each_article_whole(tmp_path: Path, delay: float) -> None:
    decide_on_many(tmp_path, 60)
    command = [sys.executable, "-c", APPLIER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(delay)
        process.kill()
    machine, corrected, broken = count_states(tmp_path)
    assert (machine + corrected, broken) == (60, 0)
    apply(tmp_path)
    assert count_states(tmp_path) == (0, 60, 0)


def test_two_runs_apply_at_once(tmp_path: Path) -> None:
    decide_on_many(tmp_path, 30)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(apply, [tmp_path, tmp_path]))
    assert count_states(tmp_path) == (0, 30, 0)
