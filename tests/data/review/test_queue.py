"""Everybody gets articles of their own, in the drawn order, and goes on where they left."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from data.errors import BadInput
from data.review.decisions import Draft, Forbidden, read_heads, save_decision
from data.review.progress import (
    Unanswered,
    finish_article,
    missing_answers,
    reopen_article,
)
from data.review.queue import (
    Assignment,
    count_portion,
    find_assignment,
    give_back,
    is_blind,
    list_assignments,
    take_next,
)
from data.review.store import ReviewStore
from data.review.words import Variable
from tests.data.review.review import open_review
from tests.data.review.samples import add_sample, seen


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ReviewStore]:
    with open_review(tmp_path) as opened:
        yield opened


def take(store: ReviewStore, user: str, sample: str = "") -> Assignment:
    found = take_next(store, user, sample)
    assert found is not None
    return found


def answer(store: ReviewStore, assignment: Assignment, gender: str = "woman") -> None:
    """All that a blind coder is asked."""

    def say(variable: Variable, value: str, subject: str = "") -> None:
        draft = Draft(assignment.article, variable, value, "h", subject, lane=assignment.lane)
        save_decision(store, assignment.user, draft)

    say(Variable.GROWTH, "growth")
    say(Variable.THEMES, "livsmiljoer")
    for key in ("p1", "p2"):
        say(Variable.GENDER, gender, key)
        say(Variable.SOURCE, "yes", key)


def finish(store: ReviewStore, assignment: Assignment) -> None:
    answer(store, assignment)
    finish_article(store, assignment.user, assignment)


def test_in_the_drawn_order_and_resumed(store: ReviewStore) -> None:
    add_sample(store, ["a3", "a1", "a2"])
    first = take(store, "anna")
    assert (first.article, first.slot, first.blind, first.lane) == ("a3", 1, True, "prov/anna")
    assert take(store, "anna") == first, "what was begun is gone on with"
    assert take(store, "cia").article == "a1"
    finish(store, first)
    assert take(store, "anna").article == "a2"
    assert [a.article for a in list_assignments(store, "anna", done=True)] == ["a3"]


def test_nothing_left(store: ReviewStore) -> None:
    assert take_next(store, "anna") is None
    add_sample(store, ["a1"])
    take(store, "anna")
    assert take_next(store, "cia") is None


def test_the_double_coded_go_to_another(store: ReviewStore) -> None:
    add_sample(store, ["a1", "a2"], double=["a2"])
    assert take(store, "bo").article == "a2", "a second reader is given second codings first"
    assert take(store, "bo").slot == 2
    first = take(store, "anna")
    finish(store, first)
    second = take(store, "anna")
    assert (first.article, second.article, second.slot) == ("a1", "a2", 1)
    finish(store, second)
    assert take_next(store, "anna") is None, "nobody codes the same article twice"


def test_uncertain_ones_are_open_and_come_after(store: ReviewStore) -> None:
    add_sample(store, ["u1"], name="osakra", kind="uncertain")
    add_sample(store, ["a1"])
    first = take(store, "anna")
    assert first.article == "a1"
    finish(store, first)
    second = take(store, "anna")
    assert (second.article, second.blind, second.lane, second.reason) == (
        *("u1", False, "", "osäker"),
    )
    assert missing_answers(store, second) == []
    finish_article(store, "anna", second)
    assert take_next(store, "cia") is None


def test_a_delegate_has_no_queue(store: ReviewStore) -> None:
    add_sample(store, ["a1"])
    with pytest.raises(Forbidden):
        take_next(store, "del")


def test_blind_until_finished(store: ReviewStore) -> None:
    add_sample(store, ["a1"])
    assignment = take(store, "anna")
    assert is_blind(store, "anna", "a1")
    assert not is_blind(store, "cia", "a1")
    finish(store, assignment)
    assert not is_blind(store, "anna", "a1")
    reopen_article(store, "anna", assignment)
    assert is_blind(store, "anna", "a1")
    finish_article(store, "anna", assignment)
    said = [h.value for h in read_heads(store, "a1") if h.variable is Variable.DONE]
    assert said == ["yes"]


def test_what_is_not_answered_keeps_an_article_open(store: ReviewStore) -> None:
    add_sample(store, ["a1"])
    assignment = take(store, "anna")
    with pytest.raises(Unanswered) as caught:
        finish_article(store, "anna", assignment)
    asked = {(m.subject, m.variable.value) for m in caught.value.missing}
    assert asked == {
        ("", "growth"), ("p1", "gender"), ("p1", "source"), ("p2", "gender"), ("p2", "source"),
    }  # fmt: skip
    draft = Draft("a1", Variable.NO_PERSON, "yes", "h", "p2", lane=assignment.lane)
    save_decision(store, "anna", draft)
    added = Draft(
        "a1", Variable.ADDED, "Eva", "h", "p3", lane=assignment.lane,
        detail={"mentions": [[0, 3, "Eva"]]},
    )  # fmt: skip
    save_decision(store, "anna", added)
    save_decision(store, "anna", Draft("a1", Variable.GROWTH, "growth", "h", lane=assignment.lane))
    asked = {(m.subject, m.variable.value) for m in missing_answers(store, assignment)}
    assert ("p2", "gender") not in asked
    assert {("p3", "gender"), ("", "themes")} <= asked
    other = missing_answers(store, assignment, seen(("q1", "man")))
    assert ("q1", Variable.GENDER) in {(m.subject, m.variable) for m in other}


def test_giving_back(store: ReviewStore) -> None:
    add_sample(store, ["a1"])
    assignment = take(store, "anna")
    give_back(store, "anna", "prov", "a1")
    assert take(store, "cia").article == "a1"
    assert find_assignment(store, "anna", "prov", "a1") is None
    with pytest.raises(BadInput):
        reopen_article(store, "anna", assignment)


def test_the_portion_of_a_day(store: ReviewStore) -> None:
    add_sample(store, ["a1", "a2", "a3"], portion=2, double=["a3"])
    assert (count_portion(store, "anna").size, count_portion(store, "anna").left) == (2, 4)
    finish(store, take(store, "anna"))
    portion = count_portion(store, "anna")
    assert (portion.done, portion.left) == (1, 3)
    tomorrow = date.today() + timedelta(days=2)
    assert count_portion(store, "anna", tomorrow).done == 0


def test_at_the_same_moment_two_get_two(tmp_path: Path) -> None:
    with open_review(tmp_path) as store:
        add_sample(store, [f"a{n:02}" for n in range(20)])
    got: list[str] = []

    def work(user: str) -> None:
        with ReviewStore(tmp_path) as own:
            while (assignment := take_next(own, user)) is not None:
                finish(own, assignment)
                got.append(assignment.article)

    threads = [threading.Thread(target=work, args=[user]) for user in ("anna", "cia")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == [f"a{n:02}" for n in range(20)]
