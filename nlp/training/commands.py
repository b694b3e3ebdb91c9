"""The command train and those below it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from data.console import Console, command_options
from data.errors import BadInput
from data.lock import hold_lock
from nlp.options import shared_option


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
@shared_option
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
