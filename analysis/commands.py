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
    from analysis.filters import choose_filters
    from analysis.frames import load_tagged_material
    from analysis.reviewing.summary import check_samples, describe_corrections
    from analysis.stories import Counting, choose_stories
    from data.errors import NothingToDo
    from data.lock import hold_lock
    from data.parquet import ParquetStore
    from data.review.apply import apply_decisions
    from data.reviewed import read_reviewed
    from data.store import MediaStore

    period = parse_edition(edition) if edition else None
    source = ParquetStore(exports) if exports else None
    opened = MediaStore(db_dir) if source else MediaStore.open_existing(db_dir)
    with opened as store, hold_lock(db_dir, "analyse"):
        decided = apply_decisions(store, db_dir)
        material = load_tagged_material(source or store)
        reviewed = read_reviewed(db_dir)
        dates = (period.since, period.until) if period else ("", "")
        filters = choose_filters(material, *dates)
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
                **decided.to_summary(),
                **describe_corrections(found.results["corrections"]),
                **check_samples(db_dir, choose_stories(material, filters, Counting.PER_OUTLET)),
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
    from analysis.filters import choose_filters
    from analysis.frames import load_tagged_material
    from analysis.periods import parse_period
    from analysis.scope import make_scope
    from data.store import MediaStore

    with MediaStore.open_existing(db_dir) as store:
        material = load_tagged_material(store)
    dates = parse_period(period)
    filters = choose_filters(material, dates.since, dates.until)
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
@click.option(
    "--static", "folder", type=click.Path(path_type=Path, file_okay=False),
    help="Also write the public pages as files into this folder, for a host without Python.",
)  # fmt: skip
@click.option(
    "--max-pages", type=click.IntRange(min=1), default=5000, show_default=True,
    help="With --static: at most so many pages; the start page and what is near it come first.",
)  # fmt: skip
@command_options
def publish(folder: Path | None, max_pages: int, db_dir: Path, console: Console) -> None:
    """Build public.db: no article text, no names but those of office-holders (publish.yml)."""
    from analysis.publish.build import collect_tables, replace_public_db
    from analysis.publish.config import CONFIG, read_publish_config
    from data.lock import hold_lock
    from data.review.apply import apply_decisions
    from data.store import MediaStore

    config = read_publish_config(db_dir)
    with MediaStore.open_existing(db_dir) as store, hold_lock(db_dir, "publish"):
        apply_decisions(store, db_dir)  # figures that are older than a decision are refused
        tables = collect_tables(store, db_dir)
        with store.log_run("publish", settings={"names": config.names.value}) as run:
            path, changed = replace_public_db(db_dir, tables)
            run.n_in, run.n_out = store.count("articles"), len(tables["artiklar"])
        static = _write_static(db_dir, folder, max_pages, console) if folder else {}
        console.summary(
            "publish",
            {
                "rows": {name: len(rows) for name, rows in tables.items()},
                "names": config.names.value,
                str(path): "written; a running 'serve' shows it now" if changed else "unchanged",
                **static,
                **(
                    {}
                    if config.contact
                    else {"contact": f"none; visitors need one: write contact: into {CONFIG}"}
                ),
            },
        )


def _write_static(db_dir: Path, folder: Path, max_pages: int, console: Console) -> dict[str, Any]:
    from analysis.site.export import export_site

    written = export_site(
        db_dir, folder, max_pages, lambda n: console.line(f"{n} files") if n % 500 == 0 else None
    )
    found: dict[str, Any] = {str(folder): f"{written.pages} pages, {written.files} other files"}
    if written.left_out:
        found["pages left out"] = f"{written.left_out} beyond --max-pages"
    if written.failed:
        found["pages that failed"] = ", ".join(written.failed[:5])
    if not written.catalogue:
        found["catalogue"] = "left out; it needs site_url: in publish.yml"
    return found


@click.command()
@click.option("--edition", default="", help="A frozen edition: 2026-Q3, 2026-Q3-r2.")
@click.option(
    "--period", default="", help="2026, 2026-Q3, 2026-09 or all; the latest quarter by default."
)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Folder to write to.")
@click.option(
    "--anonymise-outlets", is_flag=True, help="Call outlets Medium A, Medium B … in every file."
)
@click.option(
    "--embargo", default="", help="Swedish time to print on every page: 2026-11-26T10:00."
)
@click.option(
    "--all-figures", is_flag=True,
    help="Let sentences in a signed edition's release and slides rest on unreviewed figures too.",
)  # fmt: skip
@command_options
def press(
    edition: str,
    period: str,
    out: Path | None,
    anonymise_outlets: bool,
    embargo: str,
    all_figures: bool,
    db_dir: Path,
    console: Console,
) -> None:
    """Write the press kit of an edition or a period, in Swedish."""
    from analysis.press.formats import parse_embargo
    from analysis.press.gather import Wish, gather_facts
    from analysis.press.kit import build_kit
    from analysis.press.statements import say_title
    from analysis.press.write import write_kit
    from data.errors import BadInput
    from data.lock import hold_lock
    from data.store import MediaStore

    if edition and period:
        raise BadInput("name an edition or a period, not both")
    until = parse_embargo(embargo) if embargo else ""
    wish = Wish(edition, period, anonymise_outlets, until, all_figures)
    with MediaStore.open_existing(db_dir) as store, hold_lock(db_dir, "press"):
        facts = gather_facts(
            store, db_dir, wish, lambda items, total: console.progress(items, total, "figures")
        )
        folder = out or db_dir / "press" / facts.name
        with store.log_run("press", settings={"period": facts.name, "edition": edition}) as run:
            files = build_kit(
                facts, lambda items, total: console.progress(items, total, "press kit")
            )
            written = write_kit(files, folder)
            run.n_in, run.n_out = facts.coverage.n_counted, sum(written.values())
        # Whom a letter is for is told here alone; no file of an anonymised kit says it.
        behind = dict(sorted(facts.outlets.items(), key=lambda item: item[1]))
        names = {shown: key for key, shown in behind.items()} if anonymise_outlets else {}
        console.summary(
            "press",
            {
                "period": facts.period.name,
                "edition": edition or "none; running figures",
                "articles": facts.coverage.n_counted,
                "headline": say_title(facts),
                "signed_off": "yes" if facts.signoffs.signed else "no",
                "files": len(written),
                "changed": sum(written.values()),
                "bytes": sum(len(content) for content in files.values()),
                **names,
                "folder": str(folder),
            },
        )


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True)
@click.option("--review", is_flag=True, help="The review workplace, for those who sign in.")
@click.option(
    "--host", default="127.0.0.1", show_default=True,
    help="Address to listen on; 0.0.0.0 within a container, behind a proxy (docs/deploy.md).",
)  # fmt: skip
@command_options
def serve(port: int, review: bool, host: str, db_dir: Path, console: Console) -> None:
    """Show the public site, or the review workplace (--review); by default on 127.0.0.1."""
    from analysis.review.serve import serve_review
    from analysis.site.serve import serve as serve_site

    if review:
        serve_review(db_dir, port, console.line, host)
        return
    serve_site(db_dir, port, console.line, host)


@click.command()
@command_options
def status(db_dir: Path, console: Console) -> None:
    """What is in the databases, when each stage last ran, and what to do next."""
    from analysis.status import collect_status
    from data.store import MediaStore

    with MediaStore.open_existing(db_dir) as store:
        console.summary("status", collect_status(store, db_dir))
