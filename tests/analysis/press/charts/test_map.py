from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from analysis.press.charts.map import describe_places, draw_map, find_middle
from analysis.press.facts import Facts
from tests.analysis.press.fakes import fake_facts
from tests.analysis.press.kits import make_figure


def make_facts(**places: dict[str, Any]) -> Facts:
    return fake_facts(
        [
            make_figure(dimension="municipality", value=name, label=name, **changed)
            for name, changed in places.items()
        ]
    )


FEW = {"percent": None, "low": None, "high": None, "n_persons": 12, "withheld": "för få"}


def test_shares_are_drawn_and_the_rest_is_grey_with_its_number() -> None:
    chart = draw_map(make_facts(Kiruna={}, Luleå={"percent": 61}, Boden=FEW))
    assert [(row.label, row.value) for row in chart.rows] == [("Kiruna", 33), ("Luleå", 61)]
    words = re.findall(r">([^<>]+)</text>", chart.svg)
    assert {"33 %", "61 %", "12", "30–39 %", "60 % och mer"} <= {
        w.replace("\u00a0", " ") for w in words
    }
    assert "för få (antal personer)" in words
    assert sum(name in words for name in ("Kiruna", "Övertorneå", "Haparanda", "Arjeplog")) == 4
    assert "Kiruna 33 procent, intervall 27 till 40" in chart.alt
    assert chart.left_out.startswith("För litet underlag för en andel: Arjeplog, Arvidsjaur, Boden")


def test_a_map_without_a_share_is_not_drawn() -> None:
    for facts in (make_facts(), make_facts(Boden=FEW)):
        chart = draw_map(facts)
        assert not chart.drawn
        assert chart.missing.startswith("Ingen karta visas")


def test_counts_of_very_few_are_not_shown() -> None:
    few = make_figure(dimension="municipality", value="Boden", **{**FEW, "n_persons": 3})
    row = next(row for row in describe_places({"Boden": few}) if row["namn"] == "Boden")
    assert row["text"] == "för få"


@pytest.mark.parametrize(
    ("percent", "name"),
    [(0, "under 20 %"), (19, "under 20 %"), (20, "20–29 %"), (39, "30–39 %"), (40, "40–59 %"),
     (60, "60 % och mer"), (100, "60 % och mer")],
)  # fmt: skip
def test_each_share_has_its_class(percent: int, name: str) -> None:
    figure = replace(make_figure(), percent=percent)
    row = next(r for r in describe_places({"Kiruna": figure}) if r["namn"] == "Kiruna")
    assert row["klass"] == name


def test_places_elsewhere_are_not_on_the_map() -> None:
    chart = draw_map(make_facts(Kiruna={}, Umeå={}))
    assert [row.label for row in chart.rows] == ["Kiruna"]


def test_the_middle_is_that_of_the_largest_part() -> None:
    small = [[0, 0], [0, 1], [1, 1], [1, 0], [0, 0]]
    large = [[10, 10], [10, 14], [14, 14], [14, 10], [10, 10]]
    assert find_middle([[small], [large]]) == (12, 12)
