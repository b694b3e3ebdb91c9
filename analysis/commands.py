"""The commands that make results: analyse, publish, press, serve, status."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from data.console import Console, command_options


@click.command()
@click.option("--edition", help="Freeze the figures of a period: 2026-Q3, 2026-09, 2026-Q3-r2.")
@click.option(
    "--from-parquet",
    "exports",
    multiple=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Make the figures of an export in place of media.db; repeated, of several together.",
)
@command_options
def analyse(edition: str | None, exports: tuple[Path, ...], db_dir: Path, console: Console) -> None:
    """Compute all figures with their intervals; with --edition, freeze those of a period."""
    from analysis.analyse import analyse_material, store_analysis
    from analysis.editions import freeze_edition, parse_edition
    from analysis.filters import default_filters
    from analysis.frames import load_tagged_material
    from analysis.stories import Counting, choose_stories
    from data.errors import NothingToDo
    from data.lock import hold_lock
    from data.parquet import ParquetStore
    from data.reviewed import read_reviewed
    from data.store import MediaStore

    period = parse_edition(edition) if edition else None
    source = ParquetStore(exports) if exports else None
    opened = MediaStore(db_dir) if source else MediaStore.open_existing(db_dir)
    with opened as store, hold_lock(db_dir, "analyse"):
        material = load_tagged_material(source or store)
        reviewed = read_reviewed(db_dir)
        dates = (period.since, period.until) if period else ("", "")
        filters = default_filters(material.articles["outlet_id"], *dates)
        settings = {"filters": filters.to_json(), "edition": edition or ""}
        if period and choose_stories(material, filters, Counting.PER_OUTLET).empty:
            raise NothingToDo(
                f"no article on growth counts in {period.name}; collect and tag that period first"
            )
        with store.log_run("analyse", settings=settings) as run:
            found = analyse_material(
                source or store,
                material,
                reviewed,
                filters,
                lambda items, total: console.progress(items, total, "analyse"),
            )
            if edition:
                changed = freeze_edition(store, edition, found, material, filters, len(reviewed))
            else:
                changed = store_analysis(store, found)
            run.n_in, run.n_out = len(material.articles), len(found.indicators)
        rows = found.indicators
        alarms = sum(row["alarm"] for row in found.results["changes"])
        console.summary(
            "analyse",
            {
                "articles": len(material.articles),
                "tagged": int(material.articles["model"].notna().sum()),
                "persons": len(material.persons),
                "reviewed": len(reviewed),
                "figures": len(rows),
                "figures_with_a_share": sum(row["share"] is not None for row in rows),
                "figures_withheld": sum(row["share"] is None for row in rows),
                "figures_lacking_material": len(
                    {row["indicator"] for row in rows if "underlag saknas" in row["withheld"]}
                ),
                "changes_beyond_noise": alarms,
                (f"edition {edition}" if edition else "indicators"): (
                    ("frozen" if edition else "written") if changed else "unchanged"
                ),
            },
        )


@click.group()
def editions() -> None:
    """List frozen editions, and compare two of them."""


@editions.command("list")
@command_options
def list_editions(db_dir: Path, console: Console) -> None:
    """The frozen editions, each checked against its content hash."""
    from analysis.editions import list_editions as list_all
    from analysis.editions import read_edition
    from data.store import MediaStore

    with MediaStore.open_existing(db_dir) as store:
        shown = {}
        for edition in list_all(store):
            read_edition(store, edition.name)
            shown[edition.name] = (
                f"frozen {edition.frozen_at}, {edition.n_persons} persons in "
                f"{edition.n_stories} stories, {edition.n_reviewed} reviewed rows, "
                f"version {edition.version}, hash {edition.sha256[:12]}"
            )
        console.summary("editions", shown or {"editions": "none"})


@editions.command("compare")
@click.argument("old")
@click.argument("new")
@command_options
def compare_editions(old: str, new: str, db_dir: Path, console: Console) -> None:
    """Tell a change of method from a change in the news between two editions."""
    from analysis.edition_comparison import compare_editions as compare
    from analysis.frames import load_tagged_material
    from data.store import MediaStore

    with MediaStore.open_existing(db_dir) as store:
        rows = compare(store, load_tagged_material(store), old, new)
    if console.as_json:
        console.summary("editions compare", {"rows": rows})
        return
    console.line(f"editions compare {old} {new}: share of women, percentage points")
    for row in rows:
        if row["frozen_old"] is None and row["frozen_new"] is None:
            continue
        console.line(f"  {row['indicator']}: {_say_comparison(row)}")


def _say_comparison(row: dict[str, Any]) -> str:
    def point(name: str) -> str:
        return "withheld" if row[name] is None else f"{100 * row[name]:.1f}"

    def step(name: str) -> str:
        return "-" if row[name] is None else f"{100 * row[name]:+.1f}"

    said = (
        f"{point('frozen_old')} -> {point('frozen_new')}; method {step('method')}, "
        f"articles since {step('material')}, news {step('world')}"
    )
    if row["low"] is not None:
        verdict = "beyond noise" if row["beyond_noise"] else "within noise"
        said += f" (95 % {100 * row['low']:+.1f} to {100 * row['high']:+.1f}; {verdict})"
    return said


@click.command()
@click.option("--points", type=float, default=3.0, show_default=True, help="Half interval.")
@click.option(
    "--wrong", type=float, default=0.05, show_default=True,
    help="Share of persons whom the machine is thought to have wrong.",
)  # fmt: skip
@click.option(
    "--indicator", type=click.Choice(["people", "sources"]), default="people", show_default=True
)
@click.option("--period", default="all", show_default=True, help="2026, 2026-Q3, 2026-09 or all.")
@command_options
def power(
    points: float, wrong: float, indicator: str, period: str, db_dir: Path, console: Console
) -> None:
    """How many articles must be reviewed for a share within so many points."""
    from analysis.correction.power import plan_review
    from analysis.filters import default_filters
    from analysis.frames import load_tagged_material
    from analysis.periods import parse_period
    from analysis.scope import make_scope
    from data.store import MediaStore

    with MediaStore.open_existing(db_dir) as store:
        material = load_tagged_material(store)
    dates = parse_period(period)
    filters = default_filters(material.articles["outlet_id"], dates.since, dates.until)
    need = plan_review(make_scope(material, filters), indicator, points, wrong)
    out_of_reach = f"out of reach: {need.floor_points:.1f} points remain when all is reviewed"
    console.summary(
        "power",
        {
            "stories": need.n_stories,
            "points": points,
            "articles_to_review": out_of_reach if need.articles is None else need.articles,
            "persons_in_them": need.persons,
            "articles_without_the_machines_help": need.articles_unaided,
            "points_left_when_all_is_reviewed": round(need.floor_points, 2),
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
        tables = collect_tables(store, db_dir)
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
