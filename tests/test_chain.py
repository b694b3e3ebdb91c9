"""End to end: real Scrapy against a real loopback server, SIGKILL in the middle, and again."""

from __future__ import annotations

import json
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from data.sample.server import SampleServer
from tests.chain import count, crawl_arguments, dump, kill_when, run


@pytest.fixture(scope="module")
def server() -> Iterator[SampleServer]:
    with SampleServer() as running:
        yield running


@pytest.fixture(scope="module")
def undisturbed(server: SampleServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database crawled and tagged without any trouble."""
    db_dir = tmp_path_factory.mktemp("undisturbed")
    for arguments in (crawl_arguments(server.url, db_dir), ["tag", "--db-dir", str(db_dir)]):
        done = run(*arguments)
        assert done.returncode == 0, done.stderr
    return db_dir


def test_everything_that_the_sample_publishes_is_there(undisturbed: Path) -> None:
    gold = Path(__file__).parent.parent / "data" / "sample" / "gold.jsonl"
    expected = {json.loads(line)["url"] for line in gold.read_text(encoding="utf-8").splitlines()}
    connection = sqlite3.connect(undisturbed / "media.db")
    found = {row[0] for row in connection.execute("SELECT url FROM articles")}
    connection.close()
    assert found == expected


def test_robots_are_obeyed(undisturbed: Path, server: SampleServer) -> None:
    forbidden = [path for _, path in server.hits if path.startswith("/intern/")]
    assert forbidden == []
    connection = sqlite3.connect(undisturbed / "media.db")
    reasons = {row[0] for row in connection.execute("SELECT reason FROM run_skips")}
    connection.close()
    assert "forbidden by robots.txt" in reasons
    assert "HTTP 404" in reasons


def test_a_second_run_changes_no_row(undisturbed: Path, server: SampleServer) -> None:
    before = dump(undisturbed / "media.db")
    assert run(*crawl_arguments(server.url, undisturbed)).returncode == 0
    assert run("tag", "--db-dir", str(undisturbed)).returncode == 0
    assert dump(undisturbed / "media.db") == before


def test_sigkill_in_crawl_and_tag_leaves_the_same_end_state(
    undisturbed: Path, server: SampleServer, tmp_path: Path
) -> None:
    for articles in (1, 40, 110):
        kill_when(crawl_arguments(server.url, tmp_path), lambda n=articles: _stored(tmp_path, n))
    assert run(*crawl_arguments(server.url, tmp_path)).returncode == 0
    kill_when(["tag", "--db-dir", str(tmp_path)], lambda: count(tmp_path, "taggings") > 0)
    assert 0 < count(tmp_path, "taggings") < count(tmp_path, "articles")
    assert run("tag", "--db-dir", str(tmp_path)).returncode == 0
    assert dump(tmp_path / "media.db") == dump(undisturbed / "media.db")


def _stored(db_dir: Path, n: int) -> bool:
    return count(db_dir, "articles") >= n


def test_neither_text_nor_private_names_are_in_public_db(undisturbed: Path) -> None:
    for stage in ("analyse", "publish"):
        assert run(stage, "--db-dir", str(undisturbed)).returncode == 0
    public = b"".join(p.read_bytes() for p in undisturbed.glob("public.db*"))
    connection = sqlite3.connect(undisturbed / "media.db")
    texts = [row[0] for row in connection.execute("SELECT text FROM articles")]
    names = {row[0] for row in connection.execute("SELECT name FROM persons")}
    connection.close()
    with closing(sqlite3.connect(undisturbed / "public.db")) as shown:
        rows = shown.execute("SELECT namn, slag FROM foretradare").fetchall()
    assert {kind for _, kind in rows} <= {"förtroendevald", "tillsatt", "verkställande ledning"}
    assert len(texts) >= 150
    for text in texts:
        for paragraph in text.split("\n\n"):
            if len(paragraph) > 40:
                assert paragraph.encode() not in public
                assert paragraph[:40].encode() not in public
    leaked = {name for name in names if " " in name and name.encode() in public}
    assert leaked == {name for name, _ in rows}, "office-holders in that capacity, nobody else"


@pytest.mark.parametrize("stage", ["tag", "analyse", "publish", "press"])
def test_an_empty_folder_gives_one_line_and_exit_code_2(stage: str, tmp_path: Path) -> None:
    done = run(stage, "--db-dir", str(tmp_path / "nothing"))
    assert done.returncode == 2
    assert done.stderr.startswith("Error: ")
    assert done.stderr.count("\n") == 1
    assert not list(tmp_path.glob("nothing/*.db"))


def test_serve_with_a_port_in_use_gives_one_line(undisturbed: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = run("serve", "--port", port, "--db-dir", str(undisturbed))
    assert done.returncode == 2
    assert port in done.stderr
    assert done.stderr.count("\n") == 1


def test_two_crawls_at_once_do_not_mix(server: SampleServer, tmp_path: Path) -> None:
    from data.lock import hold_lock

    with hold_lock(tmp_path, "collect"):
        done = run(*crawl_arguments(server.url, tmp_path))
    assert done.returncode == 2
    assert "another collect is at work" in done.stderr


def test_an_unknown_outlet_gives_one_line(tmp_path: Path) -> None:
    done = run("crawl", "no_such_outlet", "--db-dir", str(tmp_path / "x"))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "no_such_outlet" in done.stderr
    assert not (tmp_path / "x").exists()


def test_help_loads_neither_spacy_nor_scrapy() -> None:
    import subprocess
    import sys

    code = (
        "import sys, analysis.cli\n"
        "heavy = {'spacy', 'scrapy', 'pandas', 'numpy', 'datasette'} & set(sys.modules)\n"
        "sys.exit(repr(heavy) if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
