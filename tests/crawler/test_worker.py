"""The process that reads pages: it gives the same, survives what it can, ends with the crawl."""

from __future__ import annotations

import asyncio

import pytest

from crawler import worker as worker_module
from crawler.pagework import PageJob, PageResult, read_page
from crawler.worker import PageTooHard, PageWorker
from tests.crawler.outlets import make_config
from tests.crawler.trapsite import page

URL = "https://provbladet.example/nyheter/ny-kaj"
NOW = "2026-11-25T10:00:00+00:00"


def job(body: bytes, outlet_id: str = "provbladet") -> PageJob:
    return PageJob(outlet_id, URL, 200, "text/html", body, NOW)


def test_it_reads_as_this_process_would() -> None:
    config = make_config()
    bodies = [page(f"Sida {n}") for n in range(5)]

    async def read_all() -> list[PageResult]:
        return list(await asyncio.gather(*(worker.read(job(body)) for body in bodies)))

    with PageWorker({config.id: config}) as worker:
        results = asyncio.run(read_all())
    assert results == [read_page(job(body), config) for body in bodies]
    assert [r.article.title for r in results if r.article] == [f"Sida {n}" for n in range(5)]


def test_a_page_that_kills_or_holds_it_costs_that_page(monkeypatch: pytest.MonkeyPatch) -> None:
    config = make_config()
    with PageWorker({config.id: config}) as worker:

        async def read_around_a_death() -> PageResult:
            await worker.read(job(page("Före")))
            worker._process.kill()
            worker._process.join()
            with pytest.raises(PageTooHard, match="the parser died"):
                await worker.read(job(page("Under")))
            with pytest.raises(PageTooHard, match="KeyError"):
                await worker.read(job(page("Okänd"), "okänt"))
            monkeypatch.setattr(worker_module, "MAX_SECONDS", 0.0)
            with pytest.raises(PageTooHard, match="took over"):
                await worker.read(job(page("Länge", text="ord " * 1_000_000)))
            monkeypatch.setattr(worker_module, "MAX_SECONDS", 60.0)
            return await worker.read(job(page("Efter")))

        result = asyncio.run(read_around_a_death())
    assert result.article is not None
    assert result.article.title == "Efter"
    assert not worker._process.is_alive()


def test_pages_handed_over_ahead_outlive_a_death() -> None:
    config = make_config()
    bodies = [
        page("Trög", text="ord " * 1_000_000),
        *(page(f"S {n}") for n in range(4)),
    ]

    async def read_all() -> list[PageResult | BaseException]:
        work = asyncio.gather(*(worker.read(job(body)) for body in bodies), return_exceptions=True)
        await asyncio.sleep(0.05)
        worker._process.kill()
        return await work

    with PageWorker({config.id: config}) as worker:
        first, *rest = asyncio.run(read_all())
    assert isinstance(first, PageTooHard)
    assert rest == [read_page(job(body), config) for body in bodies[1:]]
