"""The log of decisions: conflicts are refused, undoing is a row, nothing is ever changed."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.errors import BadInput
from data.review.decisions import (
    Conflict,
    Draft,
    Forbidden,
    find_last_own,
    read_heads,
    read_history,
    save_decision,
    save_decisions,
    undo_decision,
)
from data.review.schema import KEPT
from data.review.store import ReviewStore
from data.review.words import SETTLED, Variable, coder_lane
from tests.data.review.review import open_review


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ReviewStore]:
    with open_review(tmp_path) as opened:
        yield opened


def gender(value: str | None, previous: int = 0, lane: str = "") -> Draft:
    return Draft("a1", Variable.GENDER, value, "h1", "p1", lane=lane, previous=previous)


def test_a_save_against_an_old_state_is_refused(store: ReviewStore) -> None:
    first = save_decision(store, "anna", gender("woman"))
    with pytest.raises(Conflict, match="anna decided") as caught:
        save_decision(store, "bo", gender("man"))
    assert caught.value.head == first
    assert [d.value for d in read_history(store, "a1")] == ["woman"]
    second = save_decision(store, "bo", gender("man", first.id))
    assert second.previous == first.id


def test_several_are_saved_all_or_none(store: ReviewStore) -> None:
    save_decision(store, "anna", gender("woman"))
    growth = Draft("a1", Variable.GROWTH, "growth", "h1")
    with pytest.raises(Conflict):
        save_decisions(store, "bo", [growth, gender("man")])
    assert [d.variable for d in read_history(store, "a1")] == [Variable.GENDER]


def test_undo_brings_back_what_stood_before(store: ReviewStore) -> None:
    first = save_decision(store, "anna", gender("woman"))
    second = save_decision(store, "anna", gender("man", first.id))
    back = undo_decision(store, "anna", second.id)
    assert (back.value, back.undoes, back.previous) == ("woman", second.id, second.id)
    again = undo_decision(store, "anna", back.id)
    assert again.value == "man"
    assert len(read_history(store, "a1")) == 4
    assert [d.value for d in read_heads(store, "a1")] == ["man"]


def test_undo_of_the_first_leaves_the_machine(store: ReviewStore) -> None:
    first = save_decision(store, "anna", gender("woman"))
    assert undo_decision(store, "anna", first.id).value is None
    with pytest.raises(Conflict):
        undo_decision(store, "anna", first.id)


def test_undo_is_for_ones_own_or_an_editor(store: ReviewStore) -> None:
    first = save_decision(store, "anna", gender("woman"))
    with pytest.raises(Forbidden, match="only anna"):
        undo_decision(store, "cia", first.id)
    assert undo_decision(store, "ed", first.id).value is None


def test_the_undo_key_goes_back_step_by_step(store: ReviewStore) -> None:
    first = save_decision(store, "anna", gender("woman"))
    growth = save_decision(store, "anna", Draft("a1", Variable.GROWTH, "growth", "h1"))
    seen = []
    while (last := find_last_own(store, "anna", "a1")) is not None:
        seen.append(last.id)
        undo_decision(store, "anna", last.id)
    assert seen == [growth.id, first.id]


def test_lanes_do_not_meet(store: ReviewStore) -> None:
    for user, value in (("anna", "woman"), ("bo", "man")):
        save_decision(store, user, gender(value, lane=coder_lane("2026-Q3", user)))
    assert len(read_heads(store, "a1")) == 2
    with pytest.raises(Forbidden, match="in the place of bo"):
        save_decision(store, "anna", gender("man", lane=coder_lane("2026-Q3", "bo")))


@pytest.mark.parametrize(("user", "lane"), [
    ("del", ""), ("nobody", ""), ("anna", SETTLED), ("bo", SETTLED), ("del", SETTLED),
])  # fmt: skip
def test_who_may_not_decide(store: ReviewStore, user: str, lane: str) -> None:
    with pytest.raises(Forbidden):
        save_decision(store, user, gender("woman", lane=lane))
    assert read_history(store, "a1") == []


def test_a_disabled_reviewer_decides_nothing(store: ReviewStore) -> None:
    store.db.execute("UPDATE users SET active = 0 WHERE name = 'anna'")
    store.db.conn.commit()
    with pytest.raises(Forbidden):
        save_decision(store, "anna", gender("woman"))


@pytest.mark.parametrize("draft", [
    Draft("a1", Variable.GENDER, "kvinna", "h1", "p1"),
    Draft("a1", Variable.GENDER, "woman", "h1"),
    Draft("a1", Variable.GROWTH, "growth", "h1", "p1"),
    Draft("", Variable.GROWTH, "growth", "h1"),
    Draft("a1", Variable.GROWTH, "growth", ""),
    Draft("a1", Variable.THEMES, "tillganglighet,livsmiljoer", "h1"),
    Draft("a1", Variable.THEMES, "livsmiljoer,livsmiljoer", "h1"),
    Draft("a1", Variable.SECTORS, "skogen", "h1"),
    Draft("a1", Variable.ADDED, "Cia Dahl", "h1", "p9"),
    Draft("a1", Variable.ADDED, "", "h1", "p9", detail={"mentions": [[0, 3, "Cia"]]}),
    Draft("a1", Variable.ADDED, "Cia", "h1", "p9", detail={"mentions": [[3, 3, ""]]}),
    Draft("a1", Variable.MERGED, "p1", "h1", "p1"),
    Draft("a1", Variable.SPLIT, "Cia", "h1", "p1", detail={"mentions": [[0, 3, "Cia"]]}),
    Draft("a1", Variable.TITLE, "x" * 3000, "h1", "p1"),
])  # fmt: skip
def test_what_is_no_value_is_refused(store: ReviewStore, draft: Draft) -> None:
    with pytest.raises(BadInput):
        save_decision(store, "anna", draft)


@pytest.mark.parametrize("table", KEPT)
@pytest.mark.parametrize("verb", ["UPDATE {} SET rowid = rowid", "DELETE FROM {}"])
def test_what_was_said_cannot_be_changed(store: ReviewStore, table: str, verb: str) -> None:
    save_decision(store, "anna", gender("woman"))
    with store.saving() as db:
        db.execute("INSERT INTO notes VALUES (1, '', 'anna', 'a1', '', 'comment', 'Hej')")
        db.execute(
            "INSERT INTO findings VALUES (1,'','ed','e','i','d','v','c','s','reviewed','',NULL)"
        )
        db.execute("INSERT INTO signoffs VALUES (1, '', 'ed', 'e', 'hash', 'signed', '')")
        db.execute("INSERT INTO samples VALUES ('s', 'random', 'all', 1, 0, 1, '{}', '')")
        db.execute("INSERT INTO draws VALUES ('s', 'a1', 1, '', 0, '', 'h', '{}', '')")
    if table == "draws":
        verb = verb.replace("rowid = rowid", "position = 2")
    with pytest.raises(sqlite3.IntegrityError, match="kept as it was said"):
        store.db.execute(verb.format(table))


def test_two_reviewers_at_once(tmp_path: Path) -> None:
    """Of twenty saves against one state by two people at the same moment one is kept."""
    open_review(tmp_path).__exit__(None, None, None)
    outcomes: list[str] = []
    start = threading.Barrier(2)

    def decide(user: str) -> None:
        with ReviewStore(tmp_path) as own:
            start.wait()
            for n in range(10):
                draft = Draft(f"a{n}", Variable.GENDER, "woman", "h1", "p1")
                try:
                    save_decision(own, user, draft)
                    outcomes.append("saved")
                except Conflict:
                    outcomes.append("conflict")

    threads = [threading.Thread(target=decide, args=[user]) for user in ("anna", "bo")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["conflict"] * 10 + ["saved"] * 10
    with ReviewStore(tmp_path) as store:
        assert store.db.table("decisions").count == 10


def test_even_a_faulty_program_cannot_follow_one_decision_twice(store: ReviewStore) -> None:
    save_decision(store, "anna", gender("woman"))
    row = next(store.db.query("SELECT * FROM decisions"))
    row |= {"id": None, "uid": "other", "value": "man"}
    with pytest.raises(sqlite3.IntegrityError):
        store.db.execute(
            f"INSERT INTO decisions ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})",
            list(row.values()),
        )
