"""Questions of anyone's own: on, within limits that hold."""

from __future__ import annotations

import time
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.analysis.site.asking import get
from tests.analysis.site.material import build_public

ENDLESS = "with recursive c(x) as (select 1 union all select x + 1 from c) select max(x) from c"
RUNAWAYS = {
    "endless": ENDLESS,
    "cross join": "select count(*) from artiklar a, artiklar b, artiklar c, artiklar d, artiklar e",
    "sorted cross join": "select * from artiklar a, artiklar b, artiklar c order by random()",
    "one huge value": "select length(zeroblob(2000000000))",
    "one huge text": "select length(replace(hex(zeroblob(2000000)), '0', 'aaaaaaaaaaaaaaaa'))",
    "growing text": "with recursive c(x) as (select 'aaaaaaaa' union all select x || x from c) "
    "select max(length(x)) from c",
    "slow pattern": f"select 'a' like '{'%a' * 300}b'",
    "deep": f"select {'(' * 500}1{')' * 500}",
}


@pytest.fixture(scope="module")
def db_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("guard")
    build_public(folder)
    return folder


@pytest.mark.parametrize("kind", RUNAWAYS)
def test_a_runaway_question_is_stopped(db_dir: Path, kind: str) -> None:
    began = time.monotonic()
    address = f"/public?{urlencode({'sql': RUNAWAYS[kind]})}"
    stopped, after = get(db_dir, address, "/public/medier")
    assert stopped.status_code == 400
    assert after.status_code == 200
    assert time.monotonic() - began < 30  # an endless one would never end; this is no measure


def test_rows_are_limited_and_the_limit_is_said(db_dir: Path) -> None:
    (page,) = get(
        db_dir,
        f"/public?{urlencode({'sql': 'select a.id from artiklar a, artiklar b limit 5000'})}",
    )
    assert page.status_code == 200
    assert "Fler än 1" in page.text
    assert page.text.count("<tr>") <= 1001


@pytest.mark.parametrize(
    "sql",
    [
        *("delete from artiklar", "attach 'x.db' as x", "pragma query_only = 0", "vacuum"),
        *("select load_extension('x')", "select writefile('x', 'y')", "select readfile('x')"),
    ],
)
def test_nothing_can_be_written_or_read_beside(db_dir: Path, sql: str) -> None:
    (answer,) = get(db_dir, f"/public?{urlencode({'sql': sql})}")
    assert answer.status_code == 400


def test_every_answer_carries_the_headers(db_dir: Path) -> None:
    paths = ("/", "/nope", "/public.db", "/stat/sida.css", "/public/medier.csv", "/public?sql=x")
    for path, answer in zip(paths, get(db_dir, *paths), strict=True):
        headers = answer.headers
        assert "default-src 'none'" in headers["content-security-policy"], path
        assert "unsafe-eval" not in headers["content-security-policy"], path
        assert headers["x-content-type-options"] == "nosniff", path
        assert headers["x-frame-options"] == "DENY", path
        assert headers["referrer-policy"] == "no-referrer", path
        assert "access-control-allow-origin" not in headers, path


@pytest.mark.parametrize("path", ["/-/patterns", "/-/threads", "/-/allow-debug", "/_internal"])
def test_pages_for_developers_are_closed(db_dir: Path, path: str) -> None:
    (answer,) = get(db_dir, path)
    assert answer.status_code in {403, 404}
