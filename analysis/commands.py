"""The commands that make results: analyse, publish, press, serve, status."""

from __future__ import annotations

from pathlib import Path

import click

from data.console import Console, command_options


@click.command()
@command_options
def analyse(db_dir: Path, console: Console) -> None:
    """Compute the indicators with their intervals."""
    from analysis.filters import default_filters
    from analysis.frames import load_tagged_material
    from analysis.indicators.compute import compute_indicators
    from data.lock import hold_lock
    from data.results import replace_if_changed
    from data.store import MediaStore

    with MediaStore.open_existing(db_dir) as store, hold_lock(db_dir, "analyse"):
        material = load_tagged_material(store)
        filters = default_filters(material.articles["outlet_id"])
        with store.log_run("analyse", settings={"filters": filters.to_json()}) as run:
            rows = compute_indicators(material, filters)
            changed = replace_if_changed(store, "indicators", rows)
            run.n_in, run.n_out = len(material.articles), len(rows)
        console.summary(
            "analyse",
            {
                "articles": len(material.articles),
                "tagged": int(material.articles["model"].notna().sum()),
                "persons": len(material.persons),
                "figures": len(rows),
                "figures_with_a_share": sum(row["share"] is not None for row in rows),
                "figures_withheld": sum(row["share"] is None for row in rows),
                "indicators": "written" if changed else "unchanged",
            },
        )


@click.command()
@command_options
def publish(db_dir: Path, console: Console) -> None:
    """Build public.db: no article text, no names."""
    from analysis.publish.build import collect_tables, replace_public_db
    from data.lock import hold_lock
    from data.store import MediaStore

    with MediaStore.open_existing(db_dir) as store, hold_lock(db_dir, "publish"):
        tables = collect_tables(store)
        with store.log_run("publish") as run:
            path, changed = replace_public_db(db_dir, tables)
            run.n_in, run.n_out = store.count("articles"), len(tables["artiklar"])
        console.summary(
            "publish",
            {
                "rows": {name: len(rows) for name, rows in tables.items()},
                str(path): "written; restart 'serve' to show it" if changed else "unchanged",
            },
        )


@click.command()
@click.option("--period", help="2026, 2026-Q3, 2026-09 or all; the latest quarter by default.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Folder to write to.")
@command_options
def press(period: str | None, out: Path | None, db_dir: Path, console: Console) -> None:
    """Write the press summary of a period: one page in Swedish and a table."""
    from analysis.press.kit import collect_kit
    from analysis.press.render import write_kit
    from data.lock import hold_lock
    from data.store import MediaStore

    with MediaStore.open_existing(db_dir) as store, hold_lock(db_dir, "press"):
        kit = collect_kit(store, period)
        folder = out or db_dir / "press" / kit.period.name
        with store.log_run("press", settings={"period": kit.period.name}) as run:
            written = write_kit(kit, folder)
            run.n_in, run.n_out = kit.n_articles, sum(written.values())
        console.summary(
            "press",
            {
                "period": kit.period.name,
                "articles": kit.n_articles,
                "headline": kit.headline,
                **{
                    str(folder / name): "written" if changed else "unchanged"
                    for name, changed in written.items()
                },
            },
        )


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True)
@command_options
def serve(port: int, db_dir: Path, console: Console) -> None:
    """Show the public site on 127.0.0.1."""
    from analysis.site.serve import serve as serve_site

    serve_site(db_dir, port, console.line)


@click.command()
@command_options
def status(db_dir: Path, console: Console) -> None:
    """What is in the databases, when each stage last ran, and what to do next."""
    from analysis.status import collect_status
    from data.store import MediaStore

    with MediaStore.open_existing(db_dir) as store:
        console.summary("status", collect_status(store, db_dir))
