"""The command evaluate and those below it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from data.console import Console, command_options
from data.errors import BadInput
from data.lock import hold_lock
from nlp.options import model_option, shared_option

if TYPE_CHECKING:
    from spacy.language import Language

errors_option = click.option(
    "--errors", type=click.Path(path_type=Path), help="Write every miss to this file."
)


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


record_option = click.option(
    "--record", is_flag=True, help="Keep the figures in media.db, to be published."
)

# What measures a pipeline against a file: the figures, and every miss.
Measure = Callable[[Path, "Language", Console], tuple[dict[str, Any], list[dict[str, Any]]]]


def _evaluate_file(
    measure: Measure,
    file: Path,
    model: str,
    errors: Path | None,
    record: bool,
    db_dir: Path,
    console: Console,
) -> None:
    """Measure, write the misses, print the figures and keep them where that was asked for."""
    from nlp.evaluation.report import flatten_metrics
    from nlp.pipeline import build_pipeline, describe_model

    _check_folder(errors)
    result, misses = measure(file, build_pipeline(model), console)
    _write_misses(errors, misses)
    rows = flatten_metrics(result, file, describe_model(model))
    _report_metrics(result, rows, record, db_dir, console)


@evaluate.command()
@click.argument("file", type=click.Path(path_type=Path))
@model_option
@errors_option
@record_option
@command_options
def gold(
    file: Path, model: str, errors: Path | None, record: bool, db_dir: Path, console: Console
) -> None:
    """People, gender, sources, growth, places against a gold file (JSONL)."""
    from nlp.evaluation.gold import evaluate_gold

    _evaluate_file(evaluate_gold, file, model, errors, record, db_dir, console)


@evaluate.command()
@click.argument("file", type=click.Path(path_type=Path))
@model_option
@errors_option
@record_option
@command_options
def speech(
    file: Path, model: str, errors: Path | None, record: bool, db_dir: Path, console: Console
) -> None:
    """Spans of speech and their speakers against a speech gold file (JSONL)."""
    from nlp.evaluation.speech import evaluate_speech

    _evaluate_file(evaluate_speech, file, model, errors, record, db_dir, console)


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
@shared_option
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
