"""The commands that read: tag, show."""

from __future__ import annotations

import contextlib
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from data.console import Console, command_options
from data.errors import BadInput
from data.lock import hold_lock
from nlp.options import model_option

if TYPE_CHECKING:
    from data.store import MediaStore


@click.command()
@model_option
@click.option(
    "--engine",
    type=click.Choice(["sequential", "pool", "dask"]),
    help="Where to work: in this process, in a pool of processes, or on a dask cluster; by "
    "default this process for little work, else the pool.",
)
@click.option(
    "--processes",
    type=click.IntRange(min=1),
    help="Work in so many processes; by default one for little work, else one for each core.",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="A dask scheduler that is running, tcp://… or tls://…, in place of a local cluster.",
)
@click.option(
    "--parts",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for finished parts, seen by all workers under this path; by default parts in "
    "the database folder.",
)
@command_options
def tag(
    model: str,
    engine: str | None,
    processes: int | None,
    scheduler: str | None,
    parts: Path | None,
    db_dir: Path,
    console: Console,
) -> None:
    """Find persons, gender, speech, themes and places in what is untagged."""
    from data.review.apply import apply_decisions
    from data.store import MediaStore
    from nlp.engines.choose import name_engine, open_engine
    from nlp.engines.engine import Course
    from nlp.engines.load import PARTS, tag_into_store, take_in_leftovers
    from nlp.pipeline import describe_model

    with hold_lock(db_dir, "tag"), MediaStore.open_existing(db_dir) as store:
        started = time.monotonic()
        in_all = store.count_articles()
        label = describe_model(model)
        folder = (parts or db_dir / PARTS).absolute()
        folder.mkdir(parents=True, exist_ok=True)
        course = Course()
        with store.log_run("tag", model=label) as run:
            spared = take_in_leftovers(store, folder, label)
            total = store.count_untagged(label)
            name, workers = name_engine(engine, processes, scheduler, total)
            with open_engine(name, workers, scheduler, model, label, folder) as running:
                workers = running.workers
                for _ in console.progress(
                    tag_into_store(store, running, label, run, course), total, "tag"
                ):
                    pass
        _remove_if_empty(folder)
        decided = apply_decisions(store, db_dir)
        n_individuals = _link_people(store)
        console.summary(
            "tag",
            {
                "articles_tagged": run.n_out,
                "taken_over_from_an_earlier_run": spared,
                "articles_in_all": in_all,
                "persons_in_all": store.count("persons"),
                "individuals_in_all": n_individuals,
                "by_gender": store.count_by("persons", "gender"),
                "by_evidence": store.count_by("persons", "evidence"),
                "quotes_in_all": store.count("quotes"),
                **decided.to_summary(),
                "left_out": run.skips,
                "engine": name,
                "workers": workers,
                "parts": course.parts,
                "parts_tried_again": course.retried,
                "seconds": round(time.monotonic() - started, 1),
                "model": label,
            },
        )
        if run.skips:
            click.echo(
                f"Error: {sum(run.skips.values())} articles could not be tagged; "
                "'mediagranskning status' shows why",
                err=True,
            )
            sys.exit(1)


def _remove_if_empty(folder: Path) -> None:
    with contextlib.suppress(OSError):  # a folder of the user's own, with other things in it
        folder.rmdir()


@click.command()
@click.argument("article")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="The page to write; - prints it. Otherwise artikel-ID.html in the database folder.",
)
@command_options
def show(article: str, out: Path | None, db_dir: Path, console: Console) -> None:
    """Write one article as a page: its persons, gender evidence, quotes and their speakers.

    ARTICLE is an id, an address, or words of the headline.
    """
    from data.article_page import render_article_page
    from data.readings import find_article_id, read_tagged_article
    from data.store import MediaStore

    if out is not None and str(out) != "-" and not out.parent.is_dir():
        raise BadInput(f"{out.parent} is no folder; make it, or name another for --out")
    with MediaStore.open_existing(db_dir) as store:
        store.count_articles()
        tagged = read_tagged_article(store, find_article_id(store, article))
    page = render_article_page(tagged)
    if str(out) == "-":
        click.echo(page)
        return
    target = out or db_dir / f"artikel-{tagged.article.id}.html"
    target.write_text(page, encoding="utf-8")
    console.summary(
        "show",
        {
            "page": str(target),
            "persons": len(tagged.persons),
            "quotes": len(tagged.quotes),
            "quotes_without_a_person": sum(q.person is None for q in tagged.quotes),
            "tagged_by": tagged.model or "nobody; run 'mediagranskning tag'",
        },
    )


def _link_people(store: MediaStore) -> int:
    """Link the same person in several articles anew; returns how many individuals there are."""
    from data.individuals import read_appearances, save_individuals
    from nlp.individuals import Appearance, link_individuals

    rows = read_appearances(store)
    appearances = (
        Appearance(
            row["id"],
            row["name"],
            row["title"],
            row["affiliation"],
            tuple(sorted(filter(None, row["municipalities"].split(",")))),
        )
        for row in rows
    )
    return save_individuals(store, link_individuals(appearances))
