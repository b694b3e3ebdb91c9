"""Check outlets live: do the sources answer, do the patterns fit, do the selectors still read?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from crawler.blocks import collect_blocks
from crawler.pagework import PageJob, decode, read_page
from crawler.probe import Answer, Fetch, Look
from crawler.registry import OutletConfig, Source
from crawler.spiders.outlet import READERS, first_url
from crawler.spiders.reading import Part, Unreadable, header
from data.runs import utc_now
from data.store import MediaStore

PAGES = 3  # article pages looked at for each outlet
PARTS = 2  # sitemaps of an index: the last ones, where the newest stories stand


@dataclass(slots=True)
class Finding:
    """One thing that was checked; ``good`` False is a trouble that costs articles.

    ``lasting``: compared with the last check. Single pages are not: each time they are others.
    """

    item: str
    result: str
    good: bool = True
    lasting: bool = True


@dataclass(slots=True)
class Health:
    """All that was found about one outlet."""

    outlet_id: str
    findings: list[Finding] = field(default_factory=list)

    def add(self, item: str, result: str, good: bool = True, lasting: bool = True) -> None:
        self.findings.append(Finding(item, result, good, lasting))


def look_at(config: OutletConfig, health: Health) -> Look:
    """A look that checks sources first, then a few of the articles they list."""

    async def look(fetch: Fetch) -> None:
        found: dict[str, None] = {}
        for source in config.sources:
            for url in await _check_source(fetch, source, config, health):
                found.setdefault(url)
        if not config.sources:
            health.add("sources", "none in the outlet file", good=False)
        if not config.metadata_only:
            await _check_pages(fetch, list(found)[:PAGES], config, health)

    return look


async def _check_source(
    fetch: Fetch, source: Source, config: OutletConfig, health: Health
) -> list[str]:
    item = f"{source.kind} {source.url}"
    urls, parts, said = [], [Part(first_url(source))], ""
    n_parts = 0
    while parts and n_parts <= PARTS:
        answer = await fetch(parts.pop(0).url)
        n_parts += 1
        if answer.response is None or answer.error:
            said = said or answer.error
            continue
        try:
            reading = READERS[source.kind](answer.response, source, config)
        except Unreadable as error:
            said = said or str(error)
            continue
        urls += [found.url for found in reading.found]
        urls += [article.url for article in reading.metadata]
        parts = sorted(reading.parts, key=lambda part: part.lastmod, reverse=True) or parts
    if said and not urls:
        health.add(item, said, good=False)
    elif not urls:
        health.add(item, "answers, but no address looks like an article", good=False)
    else:
        health.add(item, "answers with articles")
    return urls


async def _check_pages(fetch: Fetch, urls: list[str], config: OutletConfig, health: Health) -> None:
    n_good = 0
    for number, url in enumerate(urls, 1):
        answer = await fetch(url)
        item = f"article page {number}"
        if answer.response is None or answer.error:
            health.add(item, f"{url}: {answer.error}", good=False, lasting=False)
            continue
        said, good = judge_page(answer, config)
        n_good += good
        health.add(item, said, good, lasting=False)
    if urls:
        well = n_good == len(urls)
        health.add("article pages", "read as they should be" if well else "not all read", well)


def judge_page(answer: Answer, config: OutletConfig) -> tuple[str, bool]:
    """How a page was read, in words without its text, and whether that is as it should be."""
    response = answer.response
    assert response is not None
    job = PageJob(
        config.id,
        answer.url,
        response.status,
        header(response, b"Content-Type"),
        response.body,
        utc_now(),
        header(response, b"tdm-reservation"),
    )
    result = read_page(job, config)
    if result.article is None:
        return result.denied or result.left_out, False
    article = result.article
    missing = [
        name
        for name, value in (("date", article.published), ("byline", article.contributors))
        if not value
    ]
    how = "by the outlet's selectors" if _fits(response.body, job, config) else "by the fallback"
    said = f"read {how}, {article.access} ({article.access_evidence})"
    if config.selectors.body and how == "by the fallback":
        return f"{said}: the selectors no longer fit", False
    return said + (f", without {' and '.join(missing)}" if missing else ""), True


def _fits(body: bytes, job: PageJob, config: OutletConfig) -> bool:
    from crawler.tree import parse_page

    page = parse_page(decode(body, job.content_type))
    return sum(len(block.text.split()) for block in collect_blocks(page, config.selectors)) >= 10


def compare_with_last(store: MediaStore, health: Health) -> list[str]:
    """Keep the findings; returns what differs from the last check, "" for a first one."""
    last = {
        row["item"]: row["result"]
        for row in store.db.query(
            "SELECT item, result FROM checks WHERE outlet_id = ?", [health.outlet_id]
        )
    }
    now = {finding.item: finding.result for finding in health.findings if finding.lasting}
    with store.db.atomic():
        store.db.execute("DELETE FROM checks WHERE outlet_id = ?", [health.outlet_id])
        store.db.conn.executemany(
            "INSERT INTO checks VALUES (?, ?, ?, ?)",
            [(health.outlet_id, item, result, utc_now()) for item, result in now.items()],
        )
    if not last:
        return []
    return [
        f"{item}: was {last.get(item, 'not there')!r}, is {now.get(item, 'not there')!r}"
        for item in {**last, **now}
        if last.get(item) != now.get(item)
    ]


def report_health(
    health: Health, changes: list[str], verified: bool, line: Callable[[str], None]
) -> None:
    """Say what was found, troubles marked, and what changed."""
    line(f"{health.outlet_id}:")
    for finding in health.findings:
        line(f"  {'ok  ' if finding.good else 'BAD '} {finding.item}: {finding.result}")
    for change in changes:
        line(f"  changed since the last check: {change}")
    if not verified and all(finding.good for finding in health.findings):
        line("  all is well: set verified: true in the outlet's file")
