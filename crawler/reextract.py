"""Read the stored pages anew, offline: what better selectors or rules make of them."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

from crawler.pagework import PageJob, read_page
from crawler.registry import OutletConfig
from data.console import Console
from data.records import Page
from data.runs import Run
from data.store import MediaStore


def extract_again(
    outlets: list[OutletConfig], store: MediaStore, run: Run, console: Console
) -> dict[str, int]:
    """Extract the newest page of every address; returns outcomes. No versions are made of it:
    the outlet changed nothing. A page that gives no article any more keeps the one it gave."""
    configs = {config.id: config for config in outlets}
    outcomes = {"new": 0, "updated": 0, "unchanged": 0}
    pages: Iterator[Page] = store.iter_pages(configs)
    for page in console.progress(pages, store.count("pages"), "re-extract"):
        run.n_in += 1
        try:
            body = gzip.decompress(page.body)
        except (OSError, EOFError) as error:
            run.skip(page.url, f"the stored page is broken ({type(error).__name__})")
            continue
        job = PageJob(
            page.outlet_id, page.url, page.status, page.content_type, body, page.fetched_at
        )
        result = read_page(job, configs[page.outlet_id])
        if result.article is None:
            run.skip(page.url, result.denied or result.left_out)
            continue
        outcome = store.save_article(result.article, keep_version=False)
        outcomes[outcome] = outcomes.get(outcome, 0) + 1
        run.n_out += outcome != "unchanged"
    return outcomes
