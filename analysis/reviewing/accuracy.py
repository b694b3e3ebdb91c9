"""How often the machine is right on the random samples: growth, themes, function, occupation.

Gender has a table of its own (analysis/correction/misclassification.py). Articles count with one
over their probability, so that rare strata weigh no more than they do in the news.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from data.review.bulk import Coded, read_coded
from data.review.fill import read_chances
from data.review.store import ReviewStore
from data.review.words import Variable
from data.vocab import GrowthAnswer, Theme

LEAST = 30  # answers, as for shares: below it only the count is given
Answer = tuple[str, str, float]  # machine, reviewer, weight


@dataclass(frozen=True, slots=True)
class Accuracy:
    """``right`` is the weighted share of answers that agree. ``precision`` and ``recall`` are of
    one word (growth, a theme), None for variables of many. All are None under LEAST answers, and
    where nothing was called so, or nothing is."""

    variable: str
    n: int
    right: float | None
    precision: float | None = None
    recall: float | None = None


def measure_accuracy(store: ReviewStore) -> list[Accuracy]:
    """The machine against finished random samples, each variable that was answered."""
    answers: dict[str, list[Answer]] = {}
    samples = store.db.query("SELECT name FROM samples WHERE kind = 'random' ORDER BY name")
    for name in [row["name"] for row in samples]:
        chances = read_chances(store, name)
        for coded in read_coded(store, name):
            if coded.article in chances:
                _collect(coded, 1 / chances[coded.article], answers)
    return [_summarise(variable, own) for variable, own in answers.items()]


def _collect(coded: Coded, weight: float, answers: dict[str, list[Answer]]) -> None:
    said = {thing: str(v.decision.value) for thing, v in coded.find_verdicts().items()}
    growth = said.get(("", Variable.GROWTH))
    if growth is not None:
        machine = coded.seen.story[Variable.GROWTH]
        answers.setdefault(Variable.GROWTH.value, []).append((machine, growth, weight))
        _collect_themes(coded, said, growth, weight, answers)
    for person in coded.seen.persons:
        for variable in (Variable.FUNCTION, Variable.OCCUPATION):
            value = said.get((person.key, variable))
            if value is not None:
                answer = (person.value_of(variable), value, weight)
                answers.setdefault(variable.value, []).append(answer)


def _collect_themes(
    coded: Coded,
    said: dict[tuple[str, Variable], str],
    growth: str,
    weight: float,
    answers: dict[str, list[Answer]],
) -> None:
    """Each theme as a question of its own; a story that is not about growth has none."""
    themes = said.get(("", Variable.THEMES), "") if growth == GrowthAnswer.YES else ""
    called = coded.seen.story.get(Variable.THEMES, "").split(",")
    for theme in Theme:
        machine = theme.value if theme.value in called else ""
        truth = theme.value if theme.value in themes.split(",") else ""
        answers.setdefault(theme.value, []).append((machine, truth, weight))


def _summarise(variable: str, answers: list[Answer]) -> Accuracy:
    if len(answers) < LEAST:
        return Accuracy(variable, len(answers), None)
    right = _sum(a for a in answers if a[0] == a[1]) / _sum(answers)
    word = GrowthAnswer.YES.value if variable == Variable.GROWTH else variable
    if variable in {Variable.FUNCTION, Variable.OCCUPATION}:
        return Accuracy(variable, len(answers), right)
    hits = _sum(a for a in answers if a[0] == a[1] == word)
    called, there = (_sum(a for a in answers if a[i] == word) for i in (0, 1))
    return Accuracy(
        variable,
        len(answers),
        right,
        hits / called if called else None,
        hits / there if there else None,
    )


def _sum(answers: Iterable[Answer]) -> float:
    return sum(weight for _, _, weight in answers)
