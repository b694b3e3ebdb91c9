"""The topic model on its own: held-out passages, weak labels, calibration, and paired passages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from data.vocab import GrowthAnswer, TopicKind
from nlp.evaluation.calibration import compute_calibration_error, find_chance_error
from nlp.evaluation.counts import divide, f1_of, recall_of
from nlp.topics import TopicModel
from nlp.training.topics_data import Labelled, Pair, split_head

Figures = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model says of one text; ``p`` is the probability that it is about growth."""

    p: float
    growth: bool
    themes: frozenset[str]
    sectors: frozenset[str]


def answer(model: TopicModel, head: str, body: str) -> Answer:
    labels = model.label(head, body)
    [growth] = [label for label in labels if label.kind is TopicKind.GROWTH]
    return Answer(
        growth.probability,
        growth.label == GrowthAnswer.YES,
        frozenset(t.label for t in labels if t.kind is TopicKind.THEME),
        frozenset(t.label for t in labels if t.kind is TopicKind.SECTOR),
    )


def _macro_f1(pairs: list[tuple[frozenset[str], frozenset[str]]]) -> float | None:
    """Mean F1 over the labels that the answers hold."""
    counts: Counter[str] = Counter()
    for truth, said in pairs:
        for label in truth | said:
            kind = "tp" if label in truth & said else "fn" if label in truth else "fp"
            counts[f"{label}.{kind}"] += 1
    labels = {label for truth, _ in pairs for label in truth}
    totals = {key: float(n) for key, n in counts.items()}
    return divide(sum(f1_of(label)(totals) or 0.0 for label in labels), len(labels))


def measure_growth(stories: Sequence[Labelled], answers: Sequence[Answer]) -> Figures:
    """Precision, recall, F1 and calibration error of growth."""
    counts: Counter[str] = Counter()
    for story, said in zip(stories, answers, strict=True):
        if story.growth or said.growth:
            right = story.growth and said.growth
            counts["g.tp" if right else "g.fn" if story.growth else "g.fp"] += 1
    totals = {key: float(n) for key, n in counts.items()}
    return {
        "n": len(stories),
        "p": divide(counts["g.tp"], counts["g.tp"] + counts["g.fp"]),
        "r": recall_of("g")(totals),
        "f1": f1_of("g")(totals),
        "calibration_error": compute_calibration_error(
            [s.growth for s in stories], [a.p for a in answers]
        ),
        "calibration_by_chance": find_chance_error([a.p for a in answers]),
        "uncertain": sum(0.2 < a.p < 0.8 for a in answers),
    }


def measure_pairs(model: TopicModel, pairs: Sequence[Pair]) -> dict[str, Figures]:
    """By kind: how often both of a pair get the same answer, and the right ones of each side.

    The first of a pair of kind gender is the woman's; of kind industry it is an industry where
    mostly men work, the second one where more women do, in most pairs.
    """
    figures: dict[str, Figures] = {}
    for kind in sorted({pair.kind for pair in pairs}):
        chosen = [pair for pair in pairs if pair.kind == kind]
        both = [
            (answer(model, *split_head(p.first)), answer(model, *split_head(p.second)))
            for p in chosen
        ]
        stories = [i for i, pair in enumerate(chosen) if pair.growth]
        found = [sum(both[i][side].growth for i in stories) for side in (0, 1)]
        recall = [divide(n, len(stories)) for n in found]
        right = sum(
            a.growth == pair.growth and b.growth == pair.growth
            for pair, (a, b) in zip(chosen, both, strict=True)
        )
        figures[kind] = {
            "n": len(chosen),
            "n_growth": len(stories),
            "recall_first": recall[0],
            "recall_second": recall[1],
            "diff_points": round(100 * ((recall[0] or 0) - (recall[1] or 0)), 2),
            "same_answer": divide(sum(a.growth == b.growth for a, b in both), len(chosen)),
            "both_right": divide(right, len(chosen)),
            "mean_p_diff": divide(sum(a.p - b.p for a, b in both), len(chosen)),
        }
    return figures


def measure_topics(
    model: TopicModel,
    held_out: Sequence[Labelled],
    weak: Sequence[Labelled],
    pairs: Sequence[Pair],
    progress: Callable[[Sequence[Labelled]], Sequence[Labelled]] = lambda stories: stories,
) -> dict[str, Figures | dict[str, Figures]]:
    """All figures of a model. ``held_out`` and ``weak`` must not have been learnt from."""
    answers = [answer(model, s.head, s.body) for s in progress(held_out)]
    figures: dict[str, Figures | dict[str, Figures]] = {
        "growth": measure_growth(held_out, answers),
        "theme": {
            "macro_f1": _macro_f1(
                [
                    (s.themes, a.themes)
                    for s, a in zip(held_out, answers, strict=True)
                    if s.themes is not None
                ]
            )
        },
        "sectors": {
            "macro_f1": _macro_f1(
                [
                    (s.sectors, a.sectors)
                    for s, a in zip(held_out, answers, strict=True)
                    if s.sectors is not None
                ]
            )
        },
    }
    if weak:
        figures["growth_weak"] = measure_growth(
            weak, [answer(model, s.head, s.body) for s in progress(weak)]
        )
    if pairs:
        figures["pairs"] = measure_pairs(model, pairs)
    return figures
