from __future__ import annotations

import asyncio
import gc
import re
import shutil
import sqlite3
import threading
import warnings
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from analysis.publish.build import collect_tables
from analysis.publish.public_db import write_public_db
from analysis.publish.schema import PUBLIC_DB
from analysis.site.serve import build_datasette
from analysis.site.swap import PublicDatabase
from data.store import MediaStore
from tests.analysis.media import many_stories, run_analysis, write_media


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Three public.db that differ in every headline and in how many articles they have."""
    folder = tmp_path_factory.mktemp("versions")
    write_media(folder, many_stories(60))
    run_analysis(folder)
    with MediaStore(folder) as store:
        tables = collect_tables(store, folder)
    made = []
    for number in range(3):
        rows = [row | {"rubrik": f"Version {number}"} for row in tables["artiklar"]]
        path = folder / f"v{number}.db"
        write_public_db(path, tables | {"artiklar": rows[: 40 + number]})
        made.append(path)
    return made


def put(version: Path, folder: Path) -> None:
    """What publish does: the new file beside the old one, then its name."""
    shutil.copyfile(version, folder / "draft")
    (folder / "draft").replace(folder / PUBLIC_DB)


def visit(folder: Path, ask: Callable[[httpx.AsyncClient, Any], Awaitable[None]]) -> None:
    async def run() -> None:
        datasette = build_datasette(folder)
        transport = httpx.ASGITransport(app=datasette.app())
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            await ask(client, datasette)
        for database in datasette.databases.values():
            database.close()
        datasette.executor.shutdown()

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        asyncio.run(run())
        gc.collect()


def seen(html: str) -> tuple[set[str], str]:
    """The versions whose headlines a page shows, and how many articles it says there are."""
    count = re.search(r"<strong>(\d+) rader", html)
    return set(re.findall(r"Version (\d)", html)), count[1] if count else ""


def test_the_next_request_shows_the_new_file(versions: list[Path], tmp_path: Path) -> None:
    put(versions[0], tmp_path)

    async def ask(client: httpx.AsyncClient, _: Any) -> None:
        for number in (0, 1, 2, 1):
            put(versions[number], tmp_path)
            page = await client.get("/public/artiklar?_size=100")
            assert seen(page.text) == ({str(number)}, str(40 + number))
            found = await client.get("/public/artiklar?_search=version&_size=100")
            assert seen(found.text) == ({str(number)}, str(40 + number))

    visit(tmp_path, ask)


def test_publishing_while_visitors_read(versions: list[Path], tmp_path: Path) -> None:
    """Every page is whole and of one version, and none is an error, while files are replaced."""
    put(versions[0], tmp_path)
    paths = (
        "/public/artiklar?_size=100",
        "/public/artiklar?raknas=ja&_size=100",
        "/public/artiklar.json?_size=100&_shape=objects",
        "/public/artiklar.csv?_stream=on",
        "/public.db",
        "/",
        "/public",
    )
    over = threading.Event()
    swaps: list[int] = []

    def publish() -> None:
        while not over.is_set():
            put(versions[len(swaps) % 3], tmp_path)
            swaps.append(1)
            over.wait(0.01)

    async def ask(client: httpx.AsyncClient, datasette: Any) -> None:
        writer = threading.Thread(target=publish)
        writer.start()
        try:
            for _ in range(12):
                pages = await asyncio.gather(*(client.get(path) for path in paths))
                for path, page in zip(paths, pages, strict=True):
                    assert page.status_code == 200, (path, page.text[:500])
                    shown, count = seen(page.text) if "db" not in path else (set(), "")
                    assert len(shown) <= 1, path
                    if count:
                        assert count == str(40 + int(*shown)), path
                    if path.endswith("_stream=on"):
                        assert len(page.text.strip().splitlines()) == 41 + int(*shown)
                    if path == "/public.db":
                        check_whole(page.content, tmp_path / "downloaded.db")
        finally:
            over.set()
            writer.join()
        assert len(swaps) > 5
        # of all the versions that were opened only the last is held
        await client.get("/")
        assert isinstance(datasette.get_database("public"), PublicDatabase)
        held = count_open(tmp_path / PUBLIC_DB)
        assert held in {None, 0}

    visit(tmp_path, ask)


def check_whole(content: bytes, path: Path) -> None:
    path.write_bytes(content)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def count_open(path: Path) -> int | None:
    """Descriptors of this process on files that were replaced; None where nobody can tell."""
    folder = Path("/proc/self/fd")
    if not folder.exists():
        return None
    gone = f"{path} (deleted)"
    return sum(str(entry.readlink()) == gone for entry in folder.iterdir() if entry.is_symlink())


def test_a_broken_new_file_leaves_the_old_one(
    versions: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(versions[1], tmp_path)

    async def ask(client: httpx.AsyncClient, _: Any) -> None:
        assert seen((await client.get("/public/artiklar")).text)[0] == {"1"}
        (tmp_path / "draft").write_bytes(b"no database at all" * 100)
        (tmp_path / "draft").replace(tmp_path / PUBLIC_DB)
        assert seen((await client.get("/public/artiklar")).text)[0] == {"1"}
        (tmp_path / PUBLIC_DB).unlink()
        assert seen((await client.get("/public/artiklar")).text)[0] == {"1"}
        put(versions[2], tmp_path)
        assert seen((await client.get("/public/artiklar")).text)[0] == {"2"}

    visit(tmp_path, ask)
    assert "the old one stays" in capsys.readouterr().err


def test_a_page_is_asked_for_anew_and_sent_only_when_it_changed(
    versions: list[Path], tmp_path: Path
) -> None:
    put(versions[0], tmp_path)

    async def ask(client: httpx.AsyncClient, _: Any) -> None:
        page = await client.get("/public/artiklar")
        assert page.headers["cache-control"] == "public, no-cache"
        known = {"if-none-match": page.headers["etag"]}
        again = await client.get("/public/artiklar", headers=known)
        assert (again.status_code, again.content) == (304, b"")
        put(versions[1], tmp_path)
        fresh = await client.get("/public/artiklar", headers=known)
        assert (fresh.status_code, seen(fresh.text)[0]) == (200, {"1"})
        missing = await client.get("/nope")
        assert missing.headers["cache-control"] == "no-store"
        assert "etag" not in missing.headers
        style = await client.get("/stat/sida.css")
        assert style.headers["cache-control"] == "public, max-age=3600"

    visit(tmp_path, ask)


def test_a_runaway_query_is_stopped(versions: list[Path], tmp_path: Path) -> None:
    put(versions[0], tmp_path)
    endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n"

    async def ask(client: httpx.AsyncClient, _: Any) -> None:
        stopped = await client.get("/public", params={"sql": endless})
        assert stopped.status_code == 400
        many = "select a.id from artiklar a, artiklar b, artiklar c"
        page = await client.get("/public.json", params={"sql": many, "_shape": "objects"})
        assert len(page.json()["rows"]) == 1000
        assert page.json()["truncated"]
        assert (await client.get("/public/artiklar")).status_code == 200

    visit(tmp_path, ask)
