"""The commands on outlets: outlets, outlets add, doctor."""

from __future__ import annotations

from pathlib import Path

import click

from crawler.cli import outlets_dir_option
from data.console import Console, command_options


@click.group(invoke_without_command=True)
@outlets_dir_option
@click.pass_context
@command_options
def outlets(
    context: click.Context, outlets_dirs: tuple[Path, ...], db_dir: Path, console: Console
) -> None:
    """List the outlets: whether they are crawled, checked, and how many articles there are."""
    if context.invoked_subcommand:
        return
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
            "sources": [source.kind for source in config.sources],
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
