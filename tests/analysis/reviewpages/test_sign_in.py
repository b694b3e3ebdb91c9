"""Signing in: cookies, sessions, forms of strangers, guessing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from analysis.review.places import find_way_back
from data.review.sessions import MAX_PER_NAME
from data.review.store import ReviewStore
from data.review.users import disable_user
from tests.analysis.media import many_stories, write_media
from tests.analysis.reviewpages.workplace import (
    PASSWORD,
    add_reviewers,
    find_token,
    open_client,
    post,
    serving,
    sign_in,
    signed_in,
)

COOKIE = "mediagranskning"


@pytest.fixture(scope="module")
def db_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("signin")
    write_media(folder, many_stories(3))
    add_reviewers(folder)
    return folder


@pytest.fixture(scope="module")
def address(db_dir: Path) -> Iterator[str]:
    with serving(db_dir) as address:
        yield address


@pytest.fixture(autouse=True)
def _forget_attempts(db_dir: Path) -> None:
    with ReviewStore(db_dir) as store, store.saving() as db:
        db.execute("DELETE FROM login_attempts")


def set_cookies(answer: httpx.Response) -> dict[str, str]:
    found = [value for key, value in answer.headers.multi_items() if key == "set-cookie"]
    return {value.partition("=")[0]: value for value in found}


def test_the_cookie_is_for_this_site_alone(address: str) -> None:
    with open_client(address) as client:
        cookie = set_cookies(sign_in(client, "anna.alm"))[COOKIE]
    for word in ("HttpOnly", "SameSite=lax", "Max-Age=36000", "Path=/"):
        assert word.casefold() in cookie.casefold()
    assert "secure" not in cookie.casefold()


def test_behind_tls_all_cookies_are_secure(address: str) -> None:
    with open_client(address) as client:
        client.headers["x-forwarded-proto"] = "https"
        form = client.get("/granska/logga-in")
        token = find_token(form.text)
        given = {"ds_csrftoken": form.cookies["ds_csrftoken"]}
        answer = client.post(
            "/granska/logga-in",
            data={"csrftoken": token, "namn": "anna.alm", "losenord": PASSWORD},
            headers={"cookie": "; ".join(f"{k}={v}" for k, v in given.items())},
        )
    assert answer.status_code == 303
    for cookies in (set_cookies(form), set_cookies(answer)):
        for cookie in cookies.values():
            assert "; secure" in cookie.casefold()
            assert "httponly" in cookie.casefold()
    assert "max-age" in answer.headers["strict-transport-security"]


def test_a_planted_cookie_becomes_nobodys_session(db_dir: Path, address: str) -> None:
    planted = "A" * 43
    with open_client(address) as client:
        client.cookies.set(COOKIE, planted)
        answer = sign_in(client, "anna.alm")
    assert answer.status_code == 303
    assert planted not in set_cookies(answer)[COOKIE]
    with open_client(address) as thief:
        thief.cookies.set(COOKIE, planted)
        assert thief.get("/granska").status_code == 303


def test_signing_in_again_ends_the_session_before(address: str) -> None:
    with signed_in(address, "anna.alm") as client:
        first = client.cookies[COOKIE]
        token = find_token(client.get("/granska").text)
        client.post(
            "/granska/logga-in", data={"csrftoken": token, "namn": "bo.berg", "losenord": PASSWORD}
        )
        assert client.cookies[COOKIE] != first
        assert "bo.berg" in client.get("/granska").text
    with open_client(address) as old:
        old.cookies.set(COOKIE, first)
        assert old.get("/granska").status_code == 303


def test_the_token_of_forms_changes_with_the_person(address: str) -> None:
    with open_client(address) as client:
        before = find_token(client.get("/granska/logga-in").text)
        sign_in(client, "anna.alm")
        assert find_token(client.get("/granska").text) != before


def test_signing_out_ends_the_session_on_the_server(address: str) -> None:
    with signed_in(address, "anna.alm") as client:
        kept = client.cookies[COOKIE]
        assert post(client, "/granska/logga-ut").status_code == 303
        assert client.get("/granska").status_code == 303
        client.cookies.set(COOKIE, kept)
        assert client.get("/granska").status_code == 303


def test_a_session_expires(db_dir: Path, address: str) -> None:
    with signed_in(address, "anna.alm") as client:
        assert client.get("/granska").status_code == 200
        with ReviewStore(db_dir) as store, store.saving() as db:
            db.execute("UPDATE sessions SET expires_at = '2020-01-01T00:00:00+00:00'")
        answer = client.get("/granska/siffror?indelning=outlet")
        assert answer.status_code == 303
        assert answer.headers["location"] == (
            "/granska/logga-in?till=/granska/siffror%3Findelning%3Doutlet"
        )


def test_who_is_disabled_is_out_at_once(db_dir: Path, address: str) -> None:
    with signed_in(address, "bo.berg") as client:
        with ReviewStore(db_dir) as store:
            disable_user(store, "bo.berg")
        assert client.get("/granska").status_code == 303
        assert sign_in(client, "bo.berg").status_code == 403
    add_reviewers(db_dir)


def test_only_a_hash_of_the_token_is_kept(db_dir: Path, address: str) -> None:
    with signed_in(address, "anna.alm") as client:
        token = client.cookies[COOKIE]
    for name in ("review.db", "review.db-wal"):
        path = db_dir / name
        if path.exists():
            assert token.encode() not in path.read_bytes()
            assert PASSWORD.encode() not in path.read_bytes()


@pytest.mark.parametrize("name", ["anna.alm", "finns.inte"])
def test_guessing_is_stopped(address: str, name: str) -> None:
    with open_client(address) as client:
        for _ in range(MAX_PER_NAME):
            answer = sign_in(client, name, "fel-losenord-helt")
            assert answer.status_code == 403
            assert "Namnet eller lösenordet stämmer inte" in answer.text
        answer = sign_in(client, name, PASSWORD)
        assert answer.status_code == 429
        assert "Vänta en kvart" in answer.text
        assert COOKIE not in set_cookies(answer)


def test_spelling_a_name_in_other_ways_gives_no_more_guesses(address: str) -> None:
    with open_client(address) as client:
        for spelled in ("anna.alm", "ANNA.ALM", " anna.alm", "Anna.Alm ", "anna.alm"):
            sign_in(client, spelled, "fel-losenord-helt")
        assert sign_in(client, "anna.alm").status_code == 429


def test_the_right_password_does_not_use_up_guesses(address: str) -> None:
    for _ in range(MAX_PER_NAME + 1):
        with open_client(address) as client:
            assert sign_in(client, "anna.alm").status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"x-csrftoken": "fel"},
        {"authorization": "Bearer x"},
        {"origin": "https://ond.example"},
        {"sec-fetch-site": "cross-site"},
    ],
)
def test_a_form_from_elsewhere_is_refused(address: str, headers: dict[str, str]) -> None:
    with signed_in(address, "anna.alm") as client:
        data = {"urval": ""}
        if {"origin", "sec-fetch-site"} & headers.keys():  # even one that got hold of the token
            data["csrftoken"] = find_token(client.get("/granska").text)
        answer = client.post("/granska/nasta", data=data, headers=headers)
        assert answer.status_code == 403
        assert "Inget sparades" in answer.text
        assert post(client, "/granska/nasta").status_code == 200


def test_another_browsers_token_is_refused(address: str) -> None:
    with open_client(address) as other:
        token = find_token(other.get("/granska/logga-in").text)
    with signed_in(address, "anna.alm") as client:
        answer = client.post("/granska/nasta", data={"csrftoken": token})
    assert answer.status_code == 403


def test_signing_in_without_cookies_is_refused(address: str) -> None:
    with open_client(address) as client:
        token = find_token(client.get("/granska/logga-in").text)
    with open_client(address) as bare:
        answer = bare.post(
            "/granska/logga-in",
            data={"csrftoken": token, "namn": "anna.alm", "losenord": PASSWORD},
        )
    assert answer.status_code == 403
    assert COOKIE not in set_cookies(answer)


@pytest.mark.parametrize(
    "path",
    [
        "https://ond.example",
        "//ond.example",
        "/granska//ond.example",
        "/granska/../ond",
        "/\\ond.example",
        "javascript:alert(1)",
        "/granskaond.example",
        "/granska\r\nset-cookie: a=b",
        "",
    ],
)
def test_after_signing_in_one_stays_here(path: str) -> None:
    assert find_way_back(path) == "/granska"


def test_one_comes_back_to_where_one_was() -> None:
    for path in ("/granska/artikel/abc?urval=prov", "/granska/fynd/2026-Q3", "/granska"):
        assert find_way_back(path) == path
