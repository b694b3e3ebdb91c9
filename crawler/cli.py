"""The commands that collect: crawl and import."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from data.console import Console, command_options
from data.lock import hold_lock

if TYPE_CHECKING:
    from crawler.importers.run import Tally
    from data.store import MediaStore

outlets_dir_option = click.option(
    "--outlets-dir",
    "outlets_dirs",
    multiple=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Further folder with outlet files; may be given several times.",
)


@click.command()
@click.argument("outlets", nargs=-1, metavar="[OUTLET…]")
@outlets_dir_option
@click.option("--proxy", help="Fetch through this HTTP proxy, for instance http://127.0.0.1:8010.")
@click.option("--limit", type=click.IntRange(min=1), help="Fetch at most this many pages each.")
@click.option(
    "--contact",
    envvar="MEDIAGRANSKNING_CONTACT",
    help="Address or e-mail shown to the outlets' servers; else that of crawl.yml.",
)
@click.option(
    "--cookies-dir",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Folder with a subscriber's cookies, <outlet>.txt each (Netscape format, chmod 600).",
)
@click.option("--ignore-windows", is_flag=True, help="Crawl outside the hours of outlet files too.")
@click.option("--re-extract", is_flag=True, help="Read the stored pages anew; fetches nothing.")
@command_options
def crawl(
    outlets: tuple[str, ...],
    outlets_dirs: tuple[Path, ...],
    proxy: str | None,
    limit: int | None,
    contact: str | None,
    cookies_dir: Path | None,
    ignore_windows: bool,
    re_extract: bool,
    db_dir: Path,
    console: Console,
) -> None:
    """Fetch what is new from outlets, all of them by default."""
    from crawler.config import read_config
    from crawler.registry import load_registry, pick_outlets

    chosen = pick_outlets(load_registry(outlets_dirs), outlets)
    config = read_config(db_dir)
    from data.store import MediaStore

    if re_extract:
        from crawler.reextract import extract_again

        with hold_lock(db_dir, "collect"), MediaStore.open_existing(db_dir) as store:
            with store.log_run("re-extract", settings={"outlets": [c.id for c in chosen]}) as run:
                outcomes = extract_again(chosen, store, run, console)
            _close(console, store, "re-extract", {"pages_read": run.n_in, **outcomes}, run.skips)
        return
    from crawler.crawl import check_contact, crawl_outlets

    contact = contact or config.contact
    check_contact(chosen, contact)
    with hold_lock(db_dir, "collect"), MediaStore(db_dir) as store:
        settings = {"outlets": [c.id for c in chosen], "limit": limit}
        with store.log_run("crawl", settings=settings) as run:
            by_outlet = crawl_outlets(
                chosen,
                store,
                run,
                proxy=proxy or config.proxy,
                limit=limit,
                contact=contact,
                cookies_dir=cookies_dir or config.cookies_dir,
                ignore_windows=ignore_windows,
                page_seconds=config.page_seconds,
                report=console.line,
            )
        counts = {
            "outlets": by_outlet,
            "pages_fetched": run.n_in,
            "articles_new_or_changed": run.n_out,
        }
        _close(console, store, "crawl", counts, run.skips)
    troubles = ("source_failed", "source_unreadable", "site_waits")
    failed = [key for key, outcomes in by_outlet.items() if any(map(outcomes.get, troubles))]
    if failed:
        click.echo(
            f"Error: a source of {', '.join(failed)} could not be read; "
            "what was queued is kept, run the same command again later",
            err=True,
        )
        sys.exit(1)


def _close(
    console: Console,
    store: MediaStore,
    stage: str,
    counts: dict[str, object],
    skips: dict[str, int],
) -> None:
    """Cluster what came in and print the summary."""
    from crawler.dedupe import update_clusters

    changed = update_clusters(store)
    console.summary(
        stage,
        {
            **counts,
            "articles_in_all": store.count("articles"),
            "left_out": skips,
            "story_clusters_changed": changed,
        },
    )


@click.command(name="import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@outlets_dir_option
@click.option("--outlet", help="The outlet of lines that name none.")
@click.option("--new-outlets", is_flag=True, help="Take in outlets that no outlet file describes.")
@click.option("--skip-bad", is_flag=True, help="Leave out lines that are unfit and count them.")
@click.option("--dry-run", is_flag=True, help="Say what would come in; write nothing.")
@command_options
def import_command(
    files: tuple[Path, ...],
    outlets_dirs: tuple[Path, ...],
    outlet: str | None,
    new_outlets: bool,
    skip_bad: bool,
    dry_run: bool,
    db_dir: Path,
    console: Console,
) -> None:
    """Import articles: Mediearkivet TXT, WARC, JSONL or CSV (url, title, published, outlet, text).

    The format is told by what the file holds; all may be packed with gzip.
    """
    from crawler.importers.run import (
        check_files,
        detect_format,
        read_files,
        rehearse,
        store_articles,
    )
    from crawler.registry import load_registry
    from data.store import MEDIA_DB, MediaStore

    formats = {path: detect_format(path) for path in files}
    console.line(", ".join(f"{path.name}: {kind}" for path, kind in formats.items()))
    registry, total = check_files(
        formats,
        (known := load_registry(outlets_dirs)),
        outlet,
        new_outlets=new_outlets or dry_run,
        skip_bad=skip_bad,
    )
    with ExitStack() as stack:
        if dry_run:
            if not (db_dir / MEDIA_DB).exists():
                db_dir = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            skips: Counter[str] = Counter()
            stack.enter_context(hold_lock(db_dir, "collect"))
            store = stack.enter_context(MediaStore(db_dir))
            incoming = read_files(formats, registry, outlet, lambda _, why: skips.update([why]))
            tally = rehearse(console.progress(incoming, total, "read"), registry, store)
            unknown = sorted(registry[key].name for key in tally.outlets if key not in known)
            if unknown and not new_outlets:
                console.line(
                    f"no outlet file describes {', '.join(unknown)}: give --new-outlets to take "
                    "them in, or add the name to an outlet's archive_names"
                )
            console.summary("import, dry run: nothing was written", _describe(tally, dict(skips)))
            return
        stack.enter_context(hold_lock(db_dir, "collect"))
        store = stack.enter_context(MediaStore(db_dir))
        settings = {"files": [path.name for path in files], "outlet": outlet}
        with store.log_run("import", settings=settings) as run:
            incoming = read_files(formats, registry, outlet, run.skip)
            tally = store_articles(console.progress(incoming, total, "import"), registry, store)
            run.n_in = sum(tally.outcomes.values())
            run.n_out = run.n_in - tally.outcomes["unchanged"]
        counts = {**tally.outcomes, **_describe(tally, {})}
        del counts["would_be"], counts["left_out"], counts["for_example"]
        _close(console, store, "import", counts, run.skips)
    unnamed = tally.outlets.get("okand", 0)
    if unnamed:
        console.line(
            f"{unnamed} lines name no outlet and are kept under 'okand'; "
            "import again with --outlet ID to name it"
        )


def _describe(tally: Tally, skips: dict[str, int]) -> dict[str, object]:
    return {
        "would_be": tally.outcomes,
        "outlets": tally.outlets,
        "published": f"{tally.first} to {tally.last}" if tally.first else "without dates",
        "undated": tally.undated,
        "for_example": "; ".join(tally.examples) or "none",
        "left_out": skips,
    }
