from __future__ import annotations

import numpy as np
import pytest

from data.vocab import Sector, Theme
from nlp.topics import TopicModel
from nlp.training.topics_data import Labelled
from nlp.training.topics_fit import find_even_threshold, fit_topics

GROWTH = (
    "Gruvan anställer operatörer",
    "Sågverket investerar i ny fabrik",
    "Hotellet bygger ut för turisterna",
    "Kommunen rekryterar undersköterskor",
    "Gruvan investerar i ny nivå",
    "Sågverket anställer i fabriken",
    "Hotellet rekryterar till säsongen",
    "Gruvan bygger ut och rekryterar",
)
OTHER = (
    "Polisen söker vittnen till rånet",
    "Laget vann matchen i förlängning",
    "Branden släcktes av räddningstjänsten",
    "Polisen grep två efter rånet",
    "Laget förlorade matchen hemma",
    "Räddningstjänsten larmades till branden",
    "Polisen misstänker mannen för rån",
    "Laget missade chansen i matchen",
)


def make_stories() -> list[Labelled]:
    yes = frozenset({Theme.INNOVATION_FORNYELSE})
    return [
        *(Labelled(t, f"{t} i år.", True, yes, frozenset({Sector.GRUVA_STAL})) for t in GROWTH),
        *(Labelled(t, f"{t} i år.", False, frozenset(), frozenset({Sector.OVRIGT})) for t in OTHER),
    ]


def tell(model: TopicModel, text: str) -> float:
    return model.score(model.read(text, text)).growth


def test_what_is_learnt_is_told() -> None:
    model = fit_topics(make_stories())
    assert tell(model, "Gruvan anställer") > tell(model, "Polisen söker vittnen till rånet")
    assert model.settings["n_passages"] == 16


def test_equal_material_gives_an_equal_model() -> None:
    first, second = fit_topics(make_stories()), fit_topics(make_stories())
    assert first.settings == second.settings
    assert np.array_equal(first.piece_weights, second.piece_weights)
    assert np.array_equal(first.sector_weights, second.sector_weights)


def test_weak_labels_teach_words_that_no_passage_has() -> None:
    weak = [
        *(Labelled("", f"Spannmål och lantbruk {i}", True) for i in range(40)),
        *(Labelled("", f"Polisen och straffskalor {i}", False) for i in range(40)),
    ]
    text = "Lantbruk med spannmål"
    assert tell(fit_topics(make_stories(), weak), text) > tell(fit_topics(make_stories()), text)


@pytest.mark.parametrize("truth", [[True] * 4, [False] * 4])
def test_a_label_that_always_or_never_holds_needs_no_threshold(truth: list[bool]) -> None:
    assert find_even_threshold(np.array(truth), np.array([0.1, 0.2, 0.3, 0.4])) == 0.5


def test_at_the_even_threshold_as_many_are_called_as_there_are() -> None:
    truth = np.array([True, False, True, False, False])
    values = np.array([0.9, 0.8, 0.3, 0.2, 0.1])
    threshold = find_even_threshold(truth, values)
    assert (values >= threshold).sum() == truth.sum() == 2
