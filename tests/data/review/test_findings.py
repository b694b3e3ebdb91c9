"""What the delegation says of figures, and what the press kit may take."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.errors import BadInput
from data.review.decisions import Forbidden
from data.review.findings import (
    FigureKey,
    figure_key,
    find_signed_edition,
    read_findings,
    save_finding,
    sign_edition,
    withdraw_signoff,
)
from data.review.notes import list_flagged, read_notes, save_note
from data.review.store import ReviewStore
from tests.data.review.review import open_review

KEY: FigureKey = ("people", "overall", "alla", "per_outlet", "all")
ROW = dict(zip(("indicator", "dimension", "value", "counting", "selection"), KEY, strict=True))
E, SHA = "2026-Q3", "abc"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ReviewStore]:
    with open_review(tmp_path) as opened:
        yield opened


def test_only_signed_and_reviewed_figures_may_be_said(tmp_path: Path, store: ReviewStore) -> None:
    assert not find_signed_edition(tmp_path, E, SHA).may_be_said(ROW)
    save_finding(store, "del", E, KEY, "reviewed", "Kollad mot tio artiklar.")
    assert not find_signed_edition(tmp_path, E, SHA).may_be_said(ROW), "not signed off"
    sign_edition(store, "del", E, SHA, "Får sägas.")
    signed = find_signed_edition(tmp_path, E, SHA)
    assert signed.may_be_said(ROW)
    assert (signed.signed_by, signed.note) == ("del", "Får sägas.")
    assert signed.notes[KEY].startswith("Kollad")
    assert not signed.may_be_said(ROW | {"indicator": "sources"})


def test_other_figures_of_the_same_name_are_not_signed(tmp_path: Path, store: ReviewStore) -> None:
    save_finding(store, "ed", E, KEY, "reviewed")
    sign_edition(store, "ed", E, SHA)
    other = find_signed_edition(tmp_path, E, "other")
    assert (other.signed, other.stale, other.may_be_said(ROW)) == (False, True, False)


def test_withdrawn_is_not_signed(tmp_path: Path, store: ReviewStore) -> None:
    save_finding(store, "ed", E, KEY, "reviewed")
    sign_edition(store, "ed", E, SHA)
    withdraw_signoff(store, "del", E, SHA, "Fel period.")
    assert not find_signed_edition(tmp_path, E, SHA).signed
    sign_edition(store, "ed", E, SHA)
    assert find_signed_edition(tmp_path, E, SHA).signed


def test_a_doubtful_figure_is_not_said(tmp_path: Path, store: ReviewStore) -> None:
    first = save_finding(store, "del", E, KEY, "reviewed")
    save_finding(store, "ed", E, KEY, "doubtful", "Underlaget är tunt.", first.id)
    sign_edition(store, "ed", E, SHA)
    signed = find_signed_edition(tmp_path, E, SHA)
    assert (signed.may_be_said(ROW), signed.doubtful) == (False, {KEY})


def test_nothing_is_said_over_another(store: ReviewStore) -> None:
    save_finding(store, "del", E, KEY, "reviewed")
    with pytest.raises(BadInput, match="del spoke"):
        save_finding(store, "ed", E, KEY, "doubtful")
    assert read_findings(store, E)[KEY].status == "reviewed"


@pytest.mark.parametrize("user", ["anna", "bo", "nobody"])
def test_who_may_not_sign(store: ReviewStore, user: str) -> None:
    with pytest.raises(Forbidden):
        sign_edition(store, user, E, SHA)
    with pytest.raises(Forbidden):
        save_finding(store, user, E, KEY, "reviewed")


def test_without_a_review_nothing_is_signed(tmp_path: Path) -> None:
    assert not find_signed_edition(tmp_path, E, SHA).signed
    assert list(tmp_path.iterdir()) == []


def test_a_key_is_of_a_row() -> None:
    assert figure_key(ROW | {"share": 0.4}) == KEY


def test_comments_and_flags(store: ReviewStore) -> None:
    save_note(store, "anna", "a1", "comment", " Vem är detta? ", "p1")
    save_note(store, "anna", "a1", "flag", "titta", "p1")
    save_note(store, "anna", "a2", "flag")
    save_note(store, "bo", "a1", "unflag", "", "p1")
    assert [note.kind for note in read_notes(store, "a1")] == ["comment", "flag", "unflag"]
    assert read_notes(store, "a1")[0].text == "Vem är detta?"
    assert [flag["article"] for flag in list_flagged(store)] == ["a2"]
    with pytest.raises(Forbidden):
        save_note(store, "del", "a1", "comment", "hej")
    for kind, text in (("comment", " "), ("comment", "x" * 3000), ("ros", "x")):
        with pytest.raises(BadInput):
            save_note(store, "anna", "a1", kind, text)
