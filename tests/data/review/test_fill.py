"""The estimators get what random samples say, with the probability of each article."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.errors import BadInput
from data.review.decisions import (
    Draft,
    Forbidden,
    find_last_own,
    read_heads,
    save_decision,
    undo_decision,
)
from data.review.fill import read_chances, refresh_reviewed
from data.review.progress import finish_article
from data.review.queue import take_next
from data.review.store import ReviewStore
from data.review.verdicts import read_verdicts
from data.review.words import SETTLED, Variable
from data.reviewed import ReviewedRow, read_reviewed
from tests.data.review.review import open_review
from tests.data.review.samples import add_sample, seen
from tests.data.review.test_queue import answer, finish, take


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ReviewStore]:
    with open_review(tmp_path) as opened:
        yield opened


def rows(store: ReviewStore) -> list[ReviewedRow]:
    refresh_reviewed(store)
    return read_reviewed(store.path.parent)


def test_probabilities_of_a_finished_sample(store: ReviewStore) -> None:
    add_sample(store, ["a1", "a2"], stratum="1: vanlig", n_frame=20)
    add_sample(store, ["b1", "b2"], stratum="1: sällsynt", n_frame=4)
    for _ in range(4):
        finish(store, take(store, "anna"))
    assert read_chances(store, "prov") == {"a1": 0.1, "a2": 0.1, "b1": 0.5, "b2": 0.5}


def test_probabilities_on_the_way(store: ReviewStore) -> None:
    """While a stratum has none finished its part is that of the whole sample; then its own."""
    add_sample(store, ["a1", "a2"], stratum="1: vanlig", n_frame=20)
    add_sample(store, ["b1", "b2"], stratum="1: sällsynt", n_frame=4)
    finish(store, take(store, "anna"))
    assert read_chances(store, "prov") == pytest.approx({"a1": 2 / 20 * 1 / 4})
    for _ in range(2):
        finish(store, take(store, "anna"))
    assert read_chances(store, "prov") == pytest.approx({"a1": 0.1, "a2": 0.1, "b1": 0.25})


def test_rows_say_what_machine_and_reviewer_say(store: ReviewStore) -> None:
    add_sample(store, ["a1"], n_frame=2)
    assignment = take(store, "anna")
    answer(store, assignment, "woman")
    lane = assignment.lane
    detail = {"mentions": [[0, 3, "Eva"]]}
    for variable, value, key in (
        (Variable.NO_PERSON, "yes", "p2"), (Variable.ADDED, "Eva", "p3"),
        (Variable.GENDER, "nonbinary", "p3"), (Variable.SOURCE, "no", "p3"),
    ):  # fmt: skip
        save_decision(store, "anna", Draft("a1", variable, value, "h", key, lane, detail=detail))
    assert rows(store) == [], "not finished"

    finish_article(store, "anna", assignment)
    told = {
        row.person: (row.machine, row.machine_source, row.reviewed, row.reviewed_source)
        for row in rows(store)
    }
    assert told == {
        "p1": ("woman", True, "woman", True),
        "p2": ("man", True, "", None),
        "p3": ("", None, "nonbinary", False),
    }
    assert {row.p_drawn for row in rows(store)} == {0.5}


def test_the_first_coder_holds_until_an_editor_settles(store: ReviewStore) -> None:
    add_sample(store, ["a1"], double=["a1"])
    second, first = take(store, "bo"), take(store, "anna")
    for assignment, gender in ((second, "man"), (first, "woman")):
        answer(store, assignment, gender)

        finish_article(store, assignment.user, assignment)
    assert {row.reviewed for row in rows(store)} == {"woman"}
    settled = Draft("a1", Variable.GENDER, "unknown", "h", "p1", lane=SETTLED)
    save_decision(store, "ed", settled)
    assert [row.reviewed for row in rows(store)] == ["unknown", "woman"]


def test_uncertain_ones_never_enter(store: ReviewStore) -> None:
    add_sample(store, ["u1"], name="osakra", kind="uncertain")

    finish_article(store, "anna", take(store, "anna"))
    save_decision(store, "anna", Draft("u1", Variable.GENDER, "man", "h", "p1"))
    assert rows(store) == []


def test_an_article_with_nobody_in_it_is_a_row(store: ReviewStore) -> None:

    add_sample(store, ["a1"], snapshot=seen())
    assignment = take(store, "anna")
    draft = Draft("a1", Variable.GROWTH, "not_growth", "h", lane=assignment.lane)
    save_decision(store, "anna", draft)
    finish_article(store, "anna", assignment)
    (row,) = rows(store)
    assert (row.person, row.machine, row.reviewed) == ("", "", "")


def test_rows_of_other_samples_stay(store: ReviewStore) -> None:
    store.db.execute(
        "INSERT INTO reviewed VALUES ('förr', 'article', 'x', 'p', .5, 'man', 'name', 1, 'man', 1)"
    )
    store.db.conn.commit()
    add_sample(store, ["a1"])
    finish(store, take(store, "anna"))
    assert {row.sample for row in rows(store)} == {"förr", "prov"}
    assert not refresh_reviewed(store), "twice changes nothing"
    assert take_next(store, "anna") is None


def test_who_has_seen_the_labels_does_not_change_the_sample(store: ReviewStore) -> None:
    """Blind answers are closed with the article; open corrections go to media.db alone."""
    add_sample(store, ["a1"])
    assignment = take(store, "anna")
    finish(store, assignment)
    late = Draft("a1", Variable.GENDER, "man", "h", "p1", assignment.lane, previous=3)
    with pytest.raises(Forbidden, match="open it again"):
        save_decision(store, "anna", late)
    assert find_last_own(store, "anna") is None
    save_decision(store, "anna", Draft("a1", Variable.GENDER, "man", "h", "p1"))
    assert {row.reviewed for row in rows(store)} == {"woman"}
    held = read_verdicts(store, "a1")["p1", Variable.GENDER]
    assert held.decision.value == "man"
    (done,) = [d for d in read_heads(store, "a1") if d.variable is Variable.DONE]
    with pytest.raises(BadInput, match="opened again"):
        undo_decision(store, "anna", done.id)
