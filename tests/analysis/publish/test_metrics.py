from __future__ import annotations

import pytest

from analysis.publish.metrics import say_metric


@pytest.mark.parametrize(
    ("metric", "said"),
    [
        ("people.woman.r", "Hitta personer, kvinnor: täckning (andel av det rätta som hittas)"),
        ("gender.accuracy", "Rätt kön på rätt person: andel rätt"),
        ("sector.macro_f1", "Rätt huvudbransch: F1, medel över klasserna"),
        ("words_per_s", "words_per_s"),
        ("people.all.new", "people.all.new"),
    ],
)
def test_say_metric(metric: str, said: str) -> None:
    assert say_metric(metric) == said
