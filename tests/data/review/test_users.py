"""Names, roles and passwords: salted hashes alone are kept, and read by the site's sign-in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.errors import BadInput
from data.review.store import ReviewStore
from data.review.users import (
    add_user,
    disable_user,
    find_user,
    hash_password,
    list_users,
    sign_in,
    verify_password,
)
from data.review.words import Right, Role

PASSWORD = "älvens is går i maj"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ReviewStore]:
    with ReviewStore(tmp_path) as opened:
        yield opened


def test_a_user_signs_in(store: ReviewStore) -> None:
    user = add_user(store, " Anna.Alm ", Role.EDITOR, PASSWORD)
    assert (user.name, user.role) == ("anna.alm", Role.EDITOR)
    assert sign_in(store, "ANNA.ALM", PASSWORD) == user
    assert sign_in(store, "anna.alm", PASSWORD + " ") is None
    assert sign_in(store, "nobody", PASSWORD) is None


def test_no_password_is_on_the_disk(tmp_path: Path, store: ReviewStore) -> None:
    add_user(store, "anna", Role.REVIEWER, PASSWORD)
    store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert PASSWORD.encode() not in (tmp_path / "review.db").read_bytes()


def test_a_hash_is_salted_and_of_a_known_kind() -> None:
    kept = hash_password(PASSWORD, iterations=1000)
    assert verify_password(PASSWORD, kept)
    assert not verify_password("fel", kept)
    assert kept != hash_password(PASSWORD, iterations=1000), "salted"
    assert not verify_password(PASSWORD, kept.replace("pbkdf2_sha256", "md5"))


def test_disabled_is_out_at_once(store: ReviewStore) -> None:
    add_user(store, "anna", Role.REVIEWER, PASSWORD)
    store.db.execute("INSERT INTO sessions VALUES ('hash', 'anna', '', '9999', '')")
    store.db.conn.commit()
    disable_user(store, "anna")
    assert sign_in(store, "anna", PASSWORD) is None
    found = find_user(store, "anna")
    assert found is not None
    assert not found.may(Right.DECIDE)
    assert store.db.execute("SELECT ended_at FROM sessions").fetchone()[0]
    with pytest.raises(BadInput, match="reviewers list"):
        disable_user(store, "bo")


def test_added_again_has_a_new_password_and_role(store: ReviewStore) -> None:
    add_user(store, "anna", Role.REVIEWER, PASSWORD)
    disable_user(store, "anna")
    add_user(store, "anna", Role.DELEGATE, PASSWORD + "2")
    assert sign_in(store, "anna", PASSWORD) is None
    assert sign_in(store, "anna", PASSWORD + "2") is not None
    assert [(u.name, u.role) for u in list_users(store)] == [("anna", Role.DELEGATE)]


@pytest.mark.parametrize("name", ["", "a b", "../x", "a/b", "x" * 40, "<b>", "a'b"])
def test_names_that_are_none(store: ReviewStore, name: str) -> None:
    with pytest.raises(BadInput):
        add_user(store, name, Role.REVIEWER, PASSWORD)


def test_short_passwords_are_refused(store: ReviewStore) -> None:
    with pytest.raises(BadInput, match="at least"):
        add_user(store, "anna", Role.REVIEWER, "kort")
    assert list_users(store) == []


@pytest.mark.parametrize(("role", "rights"), [
    (Role.REVIEWER, {Right.DECIDE}), (Role.SECOND_READER, {Right.DECIDE}),
    (Role.EDITOR, {Right.DECIDE, Right.SETTLE, Right.SIGN}), (Role.DELEGATE, {Right.SIGN}),
])  # fmt: skip
def test_what_each_role_may(store: ReviewStore, role: Role, rights: set[Right]) -> None:
    user = add_user(store, "anna", role, PASSWORD)
    assert {right for right in Right if user.may(right)} == rights
