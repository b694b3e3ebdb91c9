"""Who may go where: every address, every method, every role, and every way around."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.review.routes import ROUTES, Route
from data.review.store import ReviewStore
from data.review.users import find_user
from data.review.words import RIGHTS, Right
from tests.analysis.media import SECRET, WOMAN, Story, many_stories, run_analysis, write_media
from tests.analysis.reviewpages.workplace import (
    SAMPLE,
    USERS,
    add_reviewers,
    draw,
    find_token,
    open_client,
    send_raw,
    serving,
    signed_in,
)

NAME = "Hemliga Personsson"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
ELSEWHERE = (
    *("/_memory", "/_memory.json?sql=select+1", "/_internal", "/_internal.json", "/_memory.db"),
    *("/media", "/media.db", "/media.json", "/review", "/review.db", "/review.db.json"),
    *("/media/articles", "/media/articles.json", "/media/articles.csv?_stream=on"),
    *("/review/users.json", "/review/users.csv", "/review?sql=select+*+from+users"),
    *("/review.json?sql=select+*+from+sessions", "/media/articles/1", "/media/articles_fts.json"),
    *("/-/databases.json", "/-/plugins", "/-/plugins.json", "/-/metadata.json", "/-/settings"),
    *("/-/config.json", "/-/actor.json", "/-/versions.json", "/-/threads.json", "/-/messages"),
    *("/-/permissions", "/-/allow-debug", "/-/logout", "/-/login", "/-/password-tool"),
    *("/-/patterns", "/-/dashboards", "/-/static/app.css", "/-/static/../../app.py"),
    *("/-/auth-token?token=1", "/-/static-plugins/x/y", "/favicon.ico", "/robots.txt"),
    *("/granska.json", "/granska.csv", "/granska/artikel", "/granska/artikel/", "/granskaX"),
    *("/granska/../media.db", "/granska/%2e%2e/media.db", "/granska/..%2fmedia.db"),
    *("//media.db", "/granska//media.db", "/./media.db", "/granska/stat/../serve.py"),
    *("/granska/stat/..%2fserve.py", "/granska/stat/%2e%2e/%2e%2e/serve.py", "/GRANSKA"),
    *("/granska/artikel/..%2f..%2freview.db", "/granska/artikel/x/y/z", "/granska%00"),
    *("/granska/stat/review.db", "/granska/stat/..", "/granska;/media.db", "/granska\\media.db"),
)


@pytest.fixture(scope="module")
def db_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rights")
    write_media(folder, [*many_stories(30), Story([(NAME, WOMAN)], url="https://n.example/hemlig")])
    run_analysis(folder)
    add_reviewers(folder)
    draw(folder, 10)
    return folder


@pytest.fixture(scope="module")
def address(db_dir: Path) -> Iterator[str]:
    with serving(db_dir) as address:
        yield address


@pytest.fixture(scope="module")
def article(db_dir: Path) -> str:
    with ReviewStore(db_dir) as store:
        return str(store.db.execute("SELECT article FROM draws ORDER BY position").fetchone()[0])


def find_path(route: Route, article: str) -> str:
    """An address that the route answers to."""
    fields = {"file": "granska.css", "article": article, "sample": SAMPLE, "edition": "2026-Q3"}
    path = route.pattern.removesuffix("/?")
    for name, value in fields.items():
        start = path.find(f"(?P<{name}>")
        if start >= 0:
            depth, end = 0, start
            for end in range(start, len(path)):
                depth += {"(": 1, ")": -1}.get(path[end], 0)
                if depth == 0:
                    break
            path = path[:start] + value + path[end + 1 :]
    assert "(" not in path
    return path


def leaks(text: str) -> bool:
    return SECRET in text or NAME in text or "Testnamn" in text or "pbkdf2" in text


@pytest.mark.parametrize("method", METHODS)
def test_a_stranger_gets_the_sign_in_page_or_nothing(
    address: str, article: str, method: str
) -> None:
    with open_client(address) as client:
        token = find_token(client.get("/granska/logga-in").text)
        for route in ROUTES:
            path = find_path(route, article)
            answer = client.request(method, path, headers={"x-csrftoken": token})
            assert not leaks(answer.text), path
            if route.is_open:
                continue
            if method in {"GET", "HEAD"}:
                assert answer.status_code == 303, path
                assert answer.headers["location"].startswith("/granska/logga-in")
            else:
                assert answer.status_code in {403, 413}, (path, answer.status_code)


@pytest.mark.parametrize("name", ["", *USERS])
def test_nothing_else_is_open_to_anybody(address: str, name: str) -> None:
    cookies = ""
    if name:
        with signed_in(address, name) as client:
            cookies = "; ".join(f"{key}={value}" for key, value in client.cookies.items())
            assert send_raw(address, "GET", "/granska", cookies)[0] == 200
    for path in ELSEWHERE:
        for method in ("GET", "POST", "HEAD"):
            status, body = send_raw(address, method, path, cookies)
            assert status in {400, 403, 404}, (method, path, status)
            assert not leaks(body), path


@pytest.mark.parametrize("name", USERS)
def test_each_role_may_do_its_own(db_dir: Path, address: str, article: str, name: str) -> None:
    with ReviewStore(db_dir) as store:
        user = find_user(store, name)
    assert user is not None
    for route in ROUTES:
        if route.is_open or route.pattern.endswith("logga-ut"):
            continue
        path = find_path(route, article)
        with signed_in(address, name) as client:
            token = find_token(client.get("/granska/kodbok").text)
            got = client.get(path).status_code
            sent = client.post(path, data={"csrftoken": token, "gor": "inget"}).status_code
            for method in ("PUT", "PATCH", "DELETE"):
                other = client.request(method, path, headers={"x-csrftoken": token})
                assert other.status_code in {403, 405, 413}, (method, path)
        # 404: nobody disagrees on this article yet, and no edition is frozen
        assert got in ({405} if route.get is None else {200, 404}), path
        if route.post is None:
            assert sent == 405, path
        elif route.right is not None and not user.may(route.right):
            assert sent == 403, path
        else:
            assert sent in {200, 303, 400, 404, 409}, (path, sent)


def test_the_delegate_changes_no_label_and_the_reviewer_signs_nothing() -> None:
    by_name = {name: RIGHTS[role] for name, role in USERS.items()}
    assert Right.DECIDE not in by_name["dag.dal"]
    assert Right.SETTLE not in by_name["anna.alm"] | by_name["bo.berg"]
    assert Right.SIGN not in by_name["anna.alm"] | by_name["bo.berg"]
    needs = {route.pattern: route.right for route in ROUTES if route.post and not route.is_open}
    assert set(needs.values()) == {None, Right.DECIDE, Right.SETTLE, Right.SIGN}
    assert [p for p, right in needs.items() if right is None] == ["/granska/logga-ut"]


def test_a_delegate_cannot_save_a_label(db_dir: Path, address: str, article: str) -> None:
    with signed_in(address, "dag.dal") as client:
        page = client.get(f"/granska/artikel/{article}").text
        assert 'data-gor="svara"' not in page or "disabled" in page
        token = find_token(page)
        answer = client.post(
            f"/granska/artikel/{article}",
            data={"csrftoken": token, "gor": "svara", "variabel": "growth", "varde": "growth"},
        )
    assert answer.status_code == 403
    with ReviewStore(db_dir) as store:
        assert store.db.execute("SELECT count(*) FROM decisions").fetchone()[0] == 0


def test_pages_are_never_kept_or_framed(address: str, article: str) -> None:
    with signed_in(address, "anna.alm") as client:
        for path in ("/granska", f"/granska/artikel/{article}", "/granska/underlag?matt=people"):
            headers = client.get(path).headers
            assert headers["cache-control"] == "private, no-store"
            assert "frame-ancestors 'none'" in headers["content-security-policy"]
            assert "script-src 'self'" in headers["content-security-policy"]
            assert "unsafe" not in headers["content-security-policy"]
            assert headers["x-content-type-options"] == "nosniff"


def test_too_much_is_refused_before_it_is_read(address: str) -> None:
    with open_client(address) as client:
        answer = client.post("/granska/logga-in", content=b"a=" + b"b" * 300_000)
    assert answer.status_code == 413
