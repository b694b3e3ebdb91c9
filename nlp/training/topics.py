"""Train the topic model, measure it against the one in use, and install it if it is no worse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.errors import BadInput, ModelUnavailable
from data.review.stories import DecidedStory
from nlp.evaluation.topics import measure_topics
from nlp.topics import TopicModel, read_topics, write_topics
from nlp.training.topics_data import (
    Labelled,
    label_decided,
    read_pairs,
    read_passages,
    read_reviewed,
    read_weak,
)
from nlp.training.topics_fit import fit_topics

# A difference smaller than this on the held-out passages is one story in 180: noise.
LEAST_LOSS = 0.006
COMPARED = ("growth", "theme", "sectors")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Figures on what neither model learnt from; ``before`` is None where there was no model."""

    before: dict[str, Any] | None
    after: dict[str, Any]
    worse: tuple[str, ...]


def _read_metric(figures: dict[str, Any], what: str) -> float:
    return float(figures[what]["f1" if what == "growth" else "macro_f1"] or 0.0)


def find_worse(before: dict[str, Any], after: dict[str, Any]) -> tuple[str, ...]:
    """What a new model does worse than the old one, beyond noise, on the same material."""
    return tuple(
        what
        for what in COMPARED
        if _read_metric(after, what) < _read_metric(before, what) - LEAST_LOSS
    )


def gather_stories(
    reviewed: Sequence[Path], decided: Sequence[DecidedStory] = ()
) -> list[Labelled]:
    """The passages that are not held out, and reviewers' stories; the same text counts once."""
    passages = read_passages()
    held_out = {(p.head, p.body) for p in passages if p.held_out}
    stories = [p for p in passages if not p.held_out]
    known = {(p.head, p.body) for p in stories}
    told = [story for path in reviewed for story in read_reviewed(path)]
    for story in [*told, *map(label_decided, decided)]:
        key = (story.head, story.body)
        if key not in known and key not in held_out:  # held out stays unseen
            known.add(key)
            stories.append(story)
    return stories


def _read_old(target: Path) -> TopicModel | None:
    try:
        return read_topics(target)
    except ModelUnavailable:
        return None  # none yet, or one of another version: there is nothing to compare with


def train_topics(
    shared: Path,
    reviewed: Sequence[Path],
    target: Path,
    decided: Sequence[DecidedStory] = (),
) -> tuple[TopicModel, Comparison]:
    """A new model with its figures beside the old one's; nothing is installed yet.

    ``decided`` are stories out of review.db, none of a random sample among them.
    """
    stories = gather_stories(reviewed, decided)
    weak = read_weak(shared)
    model = fit_topics(stories, [w for w in weak if not w.held_out])
    held_out = [p for p in read_passages() if p.held_out]
    weak_held_out = [w for w in weak if w.held_out]
    old = _read_old(target)
    before = None if old is None else measure_topics(old, held_out, weak_held_out, read_pairs())
    after = measure_topics(model, held_out, weak_held_out, read_pairs())
    return model, Comparison(before, after, find_worse(before, after) if before else ())


def install_topics(model: TopicModel, target: Path) -> None:
    """Put the model where the pipeline reads it. Raises BadInput where that cannot be written."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_topics(model, target)
    except PermissionError as error:
        raise BadInput(f"{target} cannot be written; name another file with --out") from error
