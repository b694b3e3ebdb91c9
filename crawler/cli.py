"""The commands that collect: crawl, import, outlets."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from data.console import Console, command_options
from data.lock import hold_lock

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
@click.option("--contact", default="", help="Address or e-mail shown to the outlets' servers.")
@command_options
def crawl(
    outlets: tuple[str, ...],
    outlets_dirs: tuple[Path, ...],
    proxy: str | None,
    limit: int | None,
    contact: str,
    db_dir: Path,
    console: Console,
) -> None:
    """Fetch what is new from outlets, all of them by default."""
    from crawler.registry import load_registry, pick_outlets

    chosen = pick_outlets(load_registry(outlets_dirs), outlets)
    from crawler.crawl import crawl_outlets
    from crawler.dedupe import update_clusters
    from data.store import MediaStore

    with hold_lock(db_dir, "collect"), MediaStore(db_dir) as store:
        settings = {"outlets": [c.id for c in chosen], "limit": limit}
        with store.log_run("crawl", settings=settings) as run:
            by_outlet = crawl_outlets(
                chosen, store, run, proxy=proxy, limit=limit, contact=contact, report=console.line
            )
            changed = update_clusters(store)
        failed = [
            outlet_id
            for outlet_id, outcomes in by_outlet.items()
            if outcomes.get("source_failed") or outcomes.get("source_unreadable")
        ]
        console.summary(
            "crawl",
            {
                "outlets": by_outlet,
                "pages_fetched": run.n_in,
                "articles_new_or_changed": run.n_out,
                "articles_in_all": store.count("articles"),
                "left_out": run.skips,
                "story_clusters_changed": changed,
            },
        )
    if failed:
        click.echo(
            f"Error: a source of {', '.join(failed)} could not be read; "
            "what was queued is kept, run the same command again later",
            err=True,
        )
        sys.exit(1)


def _say_nothing(_item: str, _reason: str) -> None:
    """Unfit lines are counted once, when the fit ones are written."""


@click.command(name="import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@outlets_dir_option
@click.option("--outlet", help="The outlet of lines that name none.")
@click.option("--new-outlets", is_flag=True, help="Take in outlets that no outlet file describes.")
@click.option("--skip-bad", is_flag=True, help="Leave out lines that are unfit and count them.")
@command_options
def import_command(
    files: tuple[Path, ...],
    outlets_dirs: tuple[Path, ...],
    outlet: str | None,
    new_outlets: bool,
    skip_bad: bool,
    db_dir: Path,
    console: Console,
) -> None:
    """Import articles from JSONL files, plain or gzip: url, title, published, outlet, text."""
    from crawler.dedupe import update_clusters
    from crawler.importers.run import import_articles, read_articles, register_new_outlets
    from crawler.registry import load_registry
    from data.store import MediaStore

    paths, registry = list(files), load_registry(outlets_dirs)
    ignore = _say_nothing if skip_bad else None
    if new_outlets:
        registry = register_new_outlets(paths, registry, outlet, ignore)
    console.line(f"checking {len(paths)} file{'s' if len(paths) > 1 else ''}")
    total = sum(1 for _ in read_articles(paths, registry, outlet, ignore))
    with hold_lock(db_dir, "collect"), MediaStore(db_dir) as store:
        settings = {"files": [path.name for path in paths], "outlet": outlet}
        with store.log_run("import", settings=settings) as run:
            articles = read_articles(paths, registry, outlet, run.skip if skip_bad else None)
            outcomes = import_articles(articles, registry, store, run, console, total)
            changed = update_clusters(store)
        console.summary(
            "import",
            {
                **outcomes,
                "articles_in_all": store.count("articles"),
                "left_out": run.skips,
                "story_clusters_changed": changed,
            },
        )


@click.command()
@outlets_dir_option
@command_options
def outlets(outlets_dirs: tuple[Path, ...], db_dir: Path, console: Console) -> None:
    """List the outlets: whether they are crawled, checked, and how many articles there are."""
    from crawler.registry import load_registry
    from data.store import MEDIA_DB, MediaStore

    counts: dict[str, int] = {}
    if (db_dir / MEDIA_DB).exists():
        with MediaStore(db_dir) as store:
            counts = store.count_by("articles", "outlet_id")
    rows = [
        {
            "id": config.id,
            "name": config.name,
            "crawl": config.crawl,
            "verified": config.verified,
            "articles": counts.get(config.id, 0),
            "note": config.why_not_crawled,
        }
        for config in load_registry(outlets_dirs).values()
    ]
    if console.as_json:
        console.summary("outlets", {"outlets": rows})
        return
    for row in rows:
        state = "crawled" if row["crawl"] else "not crawled"
        checked = "verified" if row["verified"] else "not verified"
        note = f"  ({row['note']})" if row["note"] else ""
        console.line(
            f"{row['id']:<22} {row['name']:<32} {state:<12} {checked:<13} "
            f"{row['articles']:>6} articles{note}"
        )
