"""The public pages as files, for a host that serves files and nothing else.

The site is asked page by page in this process, from the start page along its links; links become
relative ones between files. What needs a server (search, filters, SQL) is taken out and said so.
"""

from __future__ import annotations

import asyncio
import json
import shutil
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from analysis.site.links import HOST, Rewriter, file_of, find_links
from data.errors import BadInput

MARKER = ".mediagranskning"
MAX_PAGES = 5_000
START = ("/", "/public.db", "/favicon.ico")
EDITION = ("", ".csv", ".json")
CATALOGUE = ("/katalog.ttl", "/katalog.rdf", "/katalog.jsonld")
# A JSON file of a whole table is worth its room up to here; beyond, CSV and the database remain.
MAX_JSON_ROWS = 50_000


@dataclass(slots=True)
class Exported:
    """What was written, and what was not."""

    pages: int = 0
    files: int = 0
    left_out: int = 0  # pages beyond the limit
    failed: list[str] = field(default_factory=list)
    catalogue: bool = True


def export_site(
    db_dir: Path,
    folder: Path,
    max_pages: int = MAX_PAGES,
    tick: Callable[[int], None] | None = None,
) -> Exported:
    """Write the site of this database folder into ``folder``, in place of an earlier export.

    Raises BadInput for a folder that holds something else. A host never sees half a site: all is
    written beside the folder, which then takes its name.
    """
    if folder.exists() and (not folder.is_dir() or not _is_ours(folder)):
        raise BadInput(f"{folder} holds something else; name an empty or new folder")
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft, old = (folder.with_name(f".{folder.name}.{part}") for part in ("new", "old"))
    for leftover in (draft, old):
        shutil.rmtree(leftover, ignore_errors=True)
    draft.mkdir()
    try:
        exported = asyncio.run(_export(db_dir, draft, max_pages, tick or (lambda _: None)))
        (draft / MARKER).write_text("written by 'mediagranskning publish --static'\n")
        if folder.exists():
            folder.rename(old)
        draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)
    return exported


def _is_ours(folder: Path) -> bool:
    return (folder / MARKER).exists() or not any(folder.iterdir())


async def _export(
    db_dir: Path, folder: Path, max_pages: int, tick: Callable[[int], None]
) -> Exported:
    import httpx

    from analysis.site.opendata import read_published
    from analysis.site.serve import build_datasette

    datasette = build_datasette(db_dir)
    transport = httpx.ASGITransport(app=datasette.app())
    async with httpx.AsyncClient(
        transport=transport, base_url=HOST, follow_redirects=True, timeout=600
    ) as client:
        await client.get("/")
        published = await read_published(datasette, None)
        address = published.facts.get("webbadress", "") if published else ""
        names = [str(edition["namn"]) for edition in published.editions] if published else []
        start = [*START, *(f"/utgava/{name}{end}" for name in names for end in EDITION)]
        crawl = _Crawl(client, datasette, folder, max_pages, tick, address)
        # Without an address of its own the catalogue would name pages that are nowhere.
        crawl.done.catalogue = bool(address)
        await crawl.run([*start, *(CATALOGUE if address else ())])
        crawl.unlink_missing()
    for database in datasette.databases.values():
        database.close()
    datasette.executor.shutdown()
    return crawl.done


class _Crawl:
    """Every page that can be reached, breadth first, each written as soon as it is read."""

    def __init__(
        self,
        client: Any,
        datasette: Any,
        folder: Path,
        max_pages: int,
        tick: Callable[[int], None],
        address: str,
    ) -> None:
        self.client, self.datasette, self.folder = client, datasette, folder
        self.max_pages, self.tick = max_pages, tick
        self.done = Exported()
        self.known: dict[str, str] = {}  # file -> address it is read from
        self.queue: deque[str] = deque()
        self.beyond: set[str] = set()
        self.n_pages = 0
        self.rewriter = Rewriter(self.include, address)

    def include(self, address: str) -> str | None:
        """The file of an address that is part of the export; None for a link that falls away."""
        found = file_of(address)
        if found is None:
            return None
        file, source = found
        if file not in self.known:
            if source.startswith("/katalog") and not self.done.catalogue:
                return None
            if file.endswith(".html"):
                if self.n_pages >= self.max_pages:
                    self.beyond.add(file)
                    return None
                self.n_pages += 1
            self.known[file] = source
            self.queue.append(file)
        return file

    async def run(self, start: list[str]) -> None:
        for address in start:
            self.include(address)
        while self.queue:
            file = self.queue.popleft()
            await self._write(file, self.known[file])
            self.tick(self.done.pages + self.done.files)
        self.done.left_out = len(self.beyond)

    async def _write(self, file: str, source: str) -> None:
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        if file.startswith("public/") and file.endswith(".json"):
            rows = await self._read_table(file)
            if rows is not None:
                path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
                self.done.files += 1
                return
        async with self.client.stream("GET", source) as answer:
            if answer.status_code != 200:
                self.done.failed.append(source)
                return
            media = answer.headers.get("content-type", "").partition(";")[0]
            if media in {"text/html", "text/css"}:
                body = (await answer.aread()).decode("utf-8")
                page, style = self.rewriter.rewrite_page, self.rewriter.rewrite_style
                rewrite = page if media == "text/html" else style
                path.write_text(rewrite(body, str(answer.url), file), encoding="utf-8")
            else:
                with path.open("wb") as out:
                    async for chunk in answer.aiter_bytes():
                        out.write(chunk)
        if file.endswith(".html"):
            self.done.pages += 1
        else:
            self.done.files += 1

    async def _read_table(self, file: str) -> dict[str, Any] | None:
        """All rows of a table as the JSON of its page has them; None for what is no table."""
        name = Path(file).stem
        database = self.datasette.get_database("public")
        if name not in set(await database.table_names()):
            return None
        if database.cached_table_counts.get(name, 0) > MAX_JSON_ROWS:
            return {"rows": [], "see": f"{name}.csv", "why": "too many rows for one JSON file"}
        found = await database.execute(f"SELECT * FROM [{name}]", page_size=MAX_JSON_ROWS)
        return {"rows": [dict(row) for row in found.rows]}

    def unlink_missing(self) -> None:
        """Take out the links to pages that could not be read."""
        if not self.done.failed:
            return
        for page in self.folder.rglob("*.html"):
            text = page.read_text(encoding="utf-8")
            cleaned = self.rewriter.drop_missing(text, page)
            if cleaned != text:
                page.write_text(cleaned, encoding="utf-8")


def find_broken(folder: Path) -> list[tuple[str, str]]:
    """(page, link) of every link between files that leads nowhere."""
    broken = []
    for page in sorted(folder.rglob("*.html")):
        for link in find_links(page.read_text(encoding="utf-8")):
            target = link.partition("#")[0].partition("?")[0]
            if "://" in link or link.startswith(("mailto:", "data:", "tel:")) or not target:
                continue
            if not (page.parent / unquote(target)).is_file():
                broken.append((str(page.relative_to(folder)), link))
    return broken
