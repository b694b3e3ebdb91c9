"""The commands on outlets: outlets, outlets add, doctor."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from crawler.cli import outlets_dir_option
from data.console import Console, command_options
from data.lock import hold_lock


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


contact_option = click.option(
    "--contact",
    envvar="MEDIAGRANSKNING_CONTACT",
    help="Address or e-mail shown to the outlets' servers; else that of crawl.yml.",
)
proxy_option = click.option("--proxy", help="Fetch through this HTTP proxy.")


@outlets.command()
@click.argument("url")
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("outlets"),
    show_default=True,
    help="Folder for the file; name it with --outlets-dir from then on.",
)
@click.option("--force", is_flag=True, help="Write over a file of that name.")
@click.option("--local", is_flag=True, help="The site is on this machine or in this house.")
@proxy_option
@contact_option
@command_options
def add(
    url: str,
    folder: Path,
    force: bool,
    local: bool,
    proxy: str | None,
    contact: str | None,
    db_dir: Path,
    console: Console,
) -> None:
    """Draft an outlet file by looking at the site at URL."""
    from crawler.config import read_config
    from crawler.draft import Draft, look_and_draft, make_probe_config, write_draft
    from crawler.probe import run_probes
    from data.errors import BadInput

    try:
        config = make_probe_config(url).model_copy(update={"local": local})
    except ValueError as error:
        raise BadInput(f"{url}: no address of a site; give it as https://tidningen.se") from error
    path = folder / f"{config.id}.yml"
    if path.exists() and not force:
        raise BadInput(f"{path} is there already; --force writes over it")
    settings, draft = read_config(db_dir), Draft()
    console.line(f"looking at {config.homepage}")
    run_probes(
        [(config, look_and_draft(config, draft))],
        proxy=proxy or settings.proxy,
        contact=contact or settings.contact,
    )
    if draft.trouble:
        raise BadInput(f"{draft.trouble}; check the address, or write the file by hand")
    folder.mkdir(parents=True, exist_ok=True)
    text = write_draft(config, draft)
    path.write_text(f"{text}local: true\n" if local else text, encoding="utf-8")
    console.summary(
        "outlets add",
        {
            "file": str(path),
            "sources": [f"{source['kind']} {source['url']}" for source in draft.sources],
            "article_patterns": draft.patterns,
            "selectors": draft.selectors,
            "next": f"mediagranskning doctor {config.id} --outlets-dir {folder}",
        },
    )


@click.command()
@click.argument("outlets", nargs=-1, metavar="[OUTLET…]")
@outlets_dir_option
@proxy_option
@contact_option
@command_options
def doctor(
    outlets: tuple[str, ...],
    outlets_dirs: tuple[Path, ...],
    proxy: str | None,
    contact: str | None,
    db_dir: Path,
    console: Console,
) -> None:
    """Check outlets live, all of them by default, and say what changed since the last check."""
    from crawler.config import read_config
    from crawler.doctor import Health, compare_with_last, look_at, report_health
    from crawler.probe import run_probes
    from crawler.registry import load_registry, pick_outlets
    from data.store import MediaStore

    chosen = pick_outlets(load_registry(outlets_dirs), outlets)
    settings = read_config(db_dir)
    healths = {config.id: Health(config.id) for config in chosen}
    console.line(f"checking {len(chosen)} outlet{'s' if len(chosen) > 1 else ''}")
    run_probes(
        [(config, look_at(config, healths[config.id])) for config in chosen],
        proxy=proxy or settings.proxy,
        contact=contact or settings.contact,
    )
    with hold_lock(db_dir, "collect"), MediaStore(db_dir) as store:
        store.save_outlets(config.to_record() for config in chosen)
        changes = {key: compare_with_last(store, health) for key, health in healths.items()}
    for config in chosen:
        report_health(healths[config.id], changes[config.id], config.verified, console.line)
    ill = [key for key, health in healths.items() if not all(f.good for f in health.findings)]
    if console.as_json:
        found = {
            key: {
                "ok": key not in ill,
                "checks": {finding.item: finding.result for finding in health.findings},
                "changed": changes[key],
            }
            for key, health in healths.items()
        }
        console.summary("doctor", {"outlets": found})
    if ill:
        click.echo(f"Error: {', '.join(ill)}: mend what is marked BAD in the outlet file", err=True)
        sys.exit(1)
