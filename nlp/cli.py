"""The commands that read: tag, evaluate."""

from __future__ import annotations

import contextlib
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from data.console import Console, command_options
from data.errors import BadInput
from data.lock import hold_lock

if TYPE_CHECKING:
    from data.store import MediaStore

model_option = click.option(
    "--model",
    default="person_sv",
    show_default=True,
    help="Who finds the people: our trained model, the rules alone (register), or an installed "
    "spaCy package.",
)

errors_option = click.option(
    "--errors", type=click.Path(path_type=Path), help="Write every miss to this file."
)


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


@click.group()
def evaluate() -> None:
    """Measure accuracy against an answer key."""


def _write_misses(path: Path | None, misses: list[dict[str, Any]]) -> None:
    if path is not None:
        lines = (json.dumps(miss, ensure_ascii=False) + "\n" for miss in misses)
        path.write_text("".join(lines), encoding="utf-8")


def _check_folder(path: Path | None) -> None:
    if path is not None and not path.parent.is_dir():
        raise BadInput(f"{path.parent} is no folder; make it, or name another for --errors")


def _print_figures(result: dict[str, Any], console: Console) -> None:
    """The object as JSON, or a line a figure for a person at a terminal."""
    if console.as_json:
        click.echo(json.dumps(result, ensure_ascii=False, indent=1))
        return
    for key, value in result.items():
        inner = value if isinstance(value, dict) else {"": value}
        for name, figure in inner.items():
            shown = f"{figure:.4f}" if isinstance(figure, float) else str(figure)
            console.line(f"{(key + ' ' + name).strip():<24} {shown}")


def _report_metrics(
    result: dict[str, Any],
    rows: list[dict[str, Any]],
    record: bool,
    db_dir: Path,
    console: Console,
) -> None:
    """Print the figures, and keep them in media.db where that was asked for."""
    if record:
        from data.results import save_evaluation
        from data.store import MediaStore

        with hold_lock(db_dir, "evaluate"), MediaStore(db_dir) as store:
            save_evaluation(store, rows)
    if console.as_json:
        click.echo(json.dumps(result, ensure_ascii=False, indent=1))
        return
    for row in rows:
        interval = f"  [{row['low']:.3f}, {row['high']:.3f}]" if row["low"] is not None else ""
        console.line(f"{row['metric']:<36} {row['value']:.3f}{interval}")


@evaluate.command()
@click.argument("file", type=click.Path(path_type=Path))
@model_option
@errors_option
@click.option("--record", is_flag=True, help="Keep the figures in media.db, to be published.")
@command_options
def gold(
    file: Path, model: str, errors: Path | None, record: bool, db_dir: Path, console: Console
) -> None:
    """People, gender, sources, growth, places against a gold file (JSONL)."""
    from nlp.evaluation.gold import evaluate_gold
    from nlp.evaluation.report import flatten_metrics
    from nlp.pipeline import build_pipeline, describe_model

    _check_folder(errors)
    result, misses = evaluate_gold(file, build_pipeline(model), console)
    _write_misses(errors, misses)
    _report_metrics(
        result, flatten_metrics(result, file, describe_model(model)), record, db_dir, console
    )


@evaluate.command()
@click.argument("file", type=click.Path(path_type=Path))
@model_option
@errors_option
@click.option("--record", is_flag=True, help="Keep the figures in media.db, to be published.")
@command_options
def speech(
    file: Path, model: str, errors: Path | None, record: bool, db_dir: Path, console: Console
) -> None:
    """Spans of speech and their speakers against a speech gold file (JSONL)."""
    from nlp.evaluation.report import flatten_metrics
    from nlp.evaluation.speech import evaluate_speech
    from nlp.pipeline import build_pipeline, describe_model

    _check_folder(errors)
    result, misses = evaluate_speech(file, build_pipeline(model), console)
    _write_misses(errors, misses)
    _report_metrics(
        result, flatten_metrics(result, file, describe_model(model)), record, db_dir, console
    )


@evaluate.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@model_option
@errors_option
@command_options
def ner(
    files: tuple[Path, ...],
    model: str,
    errors: Path | None,
    db_dir: Path,  # noqa: ARG001 - shared options
    console: Console,
) -> None:
    """Exact spans of people in CoNLL or IOB2 files."""
    from nlp.evaluation.ner import evaluate_ner
    from nlp.pipeline import build_pipeline

    _check_folder(errors)
    result, misses = evaluate_ner(list(files), build_pipeline(model), console)
    _write_misses(errors, misses)
    _print_figures(result, console)


@evaluate.command()
@click.argument("file", type=click.Path(path_type=Path))
@errors_option
@command_options
def names(
    file: Path,
    errors: Path | None,
    db_dir: Path,  # noqa: ARG001 - shared options
    console: Console,
) -> None:
    """What the register says of names, against a CSV file with the columns name,gender."""
    from nlp.evaluation.givennames import evaluate_names

    _check_folder(errors)
    result, misses = evaluate_names(file)
    _write_misses(errors, misses)
    _print_figures(result, console)


@evaluate.command()
@model_option
@command_options
def gate(model: str, db_dir: Path, console: Console) -> None:  # noqa: ARG001 - shared options
    """Fail when a quality floor on the bundled gold sets is not held."""
    from nlp.evaluation.gate import check_floors, read_floors
    from nlp.pipeline import build_pipeline

    problems = check_floors(read_floors(), build_pipeline(model), console)
    for problem in problems:
        click.echo(f"Error: {problem}", err=True)
    if problems:
        sys.exit(1)


@evaluate.command("topics")
@click.option(
    "--shared",
    type=click.Path(path_type=Path),
    default=Path("../shared/data"),
    show_default=True,
    help="Folder with the interpellations; their held-out part is left out where it is absent.",
)
@command_options
def evaluate_topics(shared: Path, db_dir: Path, console: Console) -> None:  # noqa: ARG001
    """Growth, themes and sectors on held-out passages, weak labels and paired passages."""
    from nlp.evaluation.topics import measure_topics
    from nlp.topics import load_topics
    from nlp.training.topics_data import read_pairs, read_passages, read_weak

    held_out = [p for p in read_passages() if p.held_out]
    weak = [w for w in read_weak(shared) if w.held_out]
    if not weak:
        console.line(f"{shared}: no interpellations here; weak labels are left out")
    figures = measure_topics(load_topics(), held_out, weak, read_pairs())
    _print_figures(_flatten_pairs(figures), console)


def _flatten_pairs(figures: dict[str, Any]) -> dict[str, Any]:
    """Pairs by kind beside the other figures."""
    pairs = {f"pairs_{kind}": found for kind, found in figures.get("pairs", {}).items()}
    return {key: value for key, value in figures.items() if key != "pairs"} | pairs


@click.group()
def train() -> None:
    """Train a model anew and install it if it is no worse."""


@train.command("topics")
@click.option(
    "--reviewed",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Reviewers' decisions (JSONL: headline, text, themes, sectors); may be given repeatedly.",
)
@click.option(
    "--shared",
    type=click.Path(path_type=Path),
    default=Path("../shared/data"),
    show_default=True,
    help="Folder with the interpellations that serve as weak labels; left out where absent.",
)
@click.option("--out", type=click.Path(path_type=Path), help="Write the model to this file.")
@click.option("--force", is_flag=True, help="Install the model though it is worse.")
@command_options
def train_topics_command(
    reviewed: tuple[Path, ...],
    shared: Path,
    out: Path | None,
    force: bool,
    db_dir: Path,
    console: Console,
) -> None:
    """Growth, themes and sectors, from the labelled passages and reviewers' decisions.

    Decisions in review.db are used but for those on the random samples, which only measure.
    """
    from data.review.stories import read_decided_stories
    from nlp.topics import TOPICS
    from nlp.training.topics import install_topics, train_topics
    from nlp.training.topics_fit import N_LINEAR

    target = out or TOPICS
    if not target.parent.is_dir():
        raise BadInput(f"{target.parent} is no folder; make it, or name another for --out")
    if not (shared / "interpellations").is_dir():
        console.line(f"{shared}: no interpellations here; training without weak labels")
    console.line(f"training {N_LINEAR} outputs on passages and reviewed stories: half a minute")
    with hold_lock(db_dir, "train"):
        decided = read_decided_stories(db_dir)
        model, compared = train_topics(shared, reviewed, target, decided.stories)
        for what in ("growth", "theme", "sectors", "growth_weak"):
            name = "macro_f1" if what in {"theme", "sectors"} else "f1"
            after = compared.after.get(what, {}).get(name)
            before = (compared.before or {}).get(what, {}).get(name)
            if after is not None:
                old = "none" if before is None else f"{before:.4f}"
                console.line(f"{what + ' ' + name:<24} before {old}  after {after:.4f}")
        refused = bool(compared.worse) and not force
        if not refused:
            install_topics(model, target)
    console.summary(
        "train topics",
        {
            "passages": model.settings["n_passages"],
            "decided_stories": len(decided.stories),
            "decided_but_kept_to_measure": decided.kept_apart,
            "decided_in_part_only": decided.undecided,
            "decided_on_another_text": decided.changed,
            "weak_labels": model.settings["n_weak"],
            "installed": "no" if refused else str(target),
            "before": compared.before if console.as_json else "as above",
            "after": compared.after if console.as_json else "as above",
        },
    )
    if refused:
        click.echo(
            f"Error: the new model is worse at {', '.join(compared.worse)} and was not installed; "
            "look at the decisions it learnt from, or install it all the same with --force",
            err=True,
        )
        sys.exit(1)
