"""Import files: every line is checked before the first is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from crawler.importers.jsonl import UNNAMED_OUTLET, read_lines, to_article
from crawler.registry import OutletConfig
from data.console import Console
from data.errors import BadInput, UnknownOutlet
from data.records import Article
from data.runs import Run
from data.store import MediaStore

Skip = Callable[[str, str], None]


def register_new_outlets(
    files: list[Path],
    registry: dict[str, OutletConfig],
    default_outlet: str | None = None,
    skip: Skip | None = None,
) -> dict[str, OutletConfig]:
    """The registry with an import-only entry for every further outlet id that is named.

    Ids come from the files' lines and from ``default_outlet``.
    """
    named = {default_outlet} | {line.outlet for path in files for _, line in read_lines(path, skip)}
    new = {
        outlet_id: OutletConfig.model_construct(
            id=outlet_id,
            name=outlet_id,
            homepage="",
            domains=[],
            crawl=False,
            why_not_crawled="taken in from an archive file",
        )
        for outlet_id in sorted(filter(None, named))
        if outlet_id not in registry
    }
    return registry | new


def read_articles(
    files: list[Path],
    registry: dict[str, OutletConfig],
    default_outlet: str | None,
    skip: Skip | None = None,
) -> Iterator[Article]:
    """The articles of files. Raises BadInput or UnknownOutlet for the first unfit line."""
    for path in files:
        for number, line in read_lines(path, skip):
            try:
                yield to_article(line, registry, default_outlet)
            except (BadInput, UnknownOutlet) as error:
                if skip is None:
                    raise type(error)(f"{path}, line {number}: {error}") from error
                skip(f"{path.name}, line {number}", str(error))


def import_articles(
    articles: Iterator[Article],
    registry: dict[str, OutletConfig],
    store: MediaStore,
    run: Run,
    console: Console,
    total: int,
) -> dict[str, int]:
    """Store articles. Returns counts of new, updated and unchanged."""
    outcomes = {"new": 0, "updated": 0, "unchanged": 0}
    saved: set[str] = set()
    unnamed = 0
    for article in console.progress(articles, total, "import"):
        if article.outlet_id not in saved:
            store.save_outlets([registry[article.outlet_id].to_record()])
            saved.add(article.outlet_id)
        outcome = store.save_article(article)
        outcomes[outcome] += 1
        unnamed += article.outlet_id == UNNAMED_OUTLET
        run.n_in += 1
        run.n_out += outcome != "unchanged"
    if unnamed:
        console.line(
            f"{unnamed} lines name no outlet and are kept under {UNNAMED_OUTLET!r}; "
            "import again with --outlet ID to name it"
        )
    return outcomes
