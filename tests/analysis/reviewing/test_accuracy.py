"""The machine's labels against random samples, weighted as the articles were drawn."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from analysis.reviewing.accuracy import Accuracy, measure_accuracy
from data.review.decisions import Draft, save_decisions
from data.review.progress import finish_article
from data.review.queue import take_next
from data.review.store import ReviewStore
from data.review.words import Variable
from tests.data.review.review import open_review
from tests.data.review.samples import add_sample, seen

NOT = {"growth": "not_growth", "themes": ""}


def code_all(store: ReviewStore, growth_in: set[str]) -> None:
    while (own := take_next(store, "anna")) is not None:
        yes = own.article in growth_in

        def say(variable: Variable, value: str, subject: str = "") -> Draft:
            return Draft(own.article, variable, value, "h", subject, own.lane)

        drafts = [say(Variable.GROWTH, "growth" if yes else "not_growth")]
        if yes:
            drafts.append(say(Variable.THEMES, "livsmiljoer"))
        drafts += [say(Variable.GENDER, "woman", "p1"), say(Variable.SOURCE, "yes", "p1")]
        drafts.append(say(Variable.FUNCTION, "expert", "p1"))
        save_decisions(store, "anna", drafts)
        finish_article(store, "anna", own)


def find(found: list[Accuracy], variable: str) -> Accuracy:
    return next(own for own in found if own.variable == variable)


def test_precision_and_recall_by_hand(tmp_path: Path) -> None:
    """20 of 40 called growth, 16 of them rightly; of 20 others drawn out of 100, 2 are growth.

    Precision 16 / 20. In the frame there are 2 * 16 and 5 * 2 growth stories: recall 32 / 42.
    """
    shot = seen(("p1", "woman"))
    called = [f"g{n}" for n in range(20)]
    others = [f"n{n}" for n in range(20)]
    with open_review(tmp_path) as store:
        add_sample(store, called, stratum="1: tema", n_frame=40, snapshot=shot)
        other_shot = replace(shot, story=NOT)
        add_sample(store, others, stratum="1: utan", n_frame=100, snapshot=other_shot)
        code_all(store, {*called[:16], "n0", "n1"})
        found = measure_accuracy(store)
        growth = find(found, "growth")
        assert growth.n == 40
        assert growth.precision == pytest.approx(16 / 20)
        assert growth.recall == pytest.approx(32 / 42)
        assert growth.right == pytest.approx((2 * 16 + 5 * 18) / 140)
        assert find(found, "livsmiljoer").recall == pytest.approx(32 / 42)
        assert find(found, "tillganglighet").precision is None
        assert find(found, "function").right == 0.0, "subject by the machine, expert in truth"


def test_too_few_have_no_share(tmp_path: Path) -> None:
    with open_review(tmp_path) as store:
        assert measure_accuracy(store) == []
        add_sample(store, ["a1"], snapshot=seen(("p1", "woman")))
        code_all(store, {"a1"})
        assert find(measure_accuracy(store), "growth") == Accuracy("growth", 1, None)
