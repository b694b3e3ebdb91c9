from __future__ import annotations

from typing import Any

import pytest

from analysis.figures import Figure, make_figure
from analysis.wording import say_balance, say_bounds, say_counts, say_errors, say_headline


def make(dimension: str = "overall", **changes: Any) -> Figure:
    row = {
        "indicator": "people",
        "dimension": dimension,
        "value": "alla",
        "label": "Alla",
        "counting": "per_outlet",
        "selection": "all",
        "unit": "persons",
        "differs": "",
        "filters": "{}",
        "n_stories": 100,
        "n_persons": 200,
        "n_women": 70,
        "n_men": 120,
        "n_nonbinary": 2,
        "n_unknown": 8,
        "share": 70 / 192,
        "low": 0.3101,
        "high": 0.4199,
        "bound_low": 0.35,
        "bound_high": 0.39,
        "withheld": "",
    }
    return make_figure(row | changes)


def withheld(**changes: Any) -> Figure:
    empty = dict.fromkeys(("share", "low", "high", "bound_low", "bound_high"))
    return make(**{**empty, "withheld": "färre än 30 personer med känt kön", **changes})


def test_limits_are_rounded_outwards() -> None:
    figure = make()
    assert (figure.percent, figure.low, figure.high) == (36, 31, 42)
    assert (figure.at_least, figure.at_most) == (35, 40)


def test_few_nonbinary_persons_are_never_shown_apart() -> None:
    assert make().nonbinary is None
    assert make().other_or_unknown == 10
    assert make(n_nonbinary=6).nonbinary == 6
    assert make(n_nonbinary=6).at_most == 39
    assert make(dimension="outlet", n_nonbinary=6).nonbinary is None
    assert "70 kvinnor, 120 män och 10 icke-binära eller okänt" in say_counts(make())


def test_the_published_bounds_do_not_give_the_number_away() -> None:
    with_two, with_none = make(), make(n_nonbinary=0, n_unknown=10)
    assert (with_two.at_least, with_two.at_most) == (with_none.at_least, with_none.at_most)


def test_headline_is_as_careful_as_the_figure() -> None:
    say = "bland personerna"
    assert say_headline(make(), say) == "36\u00a0procent kvinnor bland personerna"
    assert "För litet underlag" in say_headline(withheld(), say)
    assert not any(c.isdigit() for c in say_headline(withheld(), say))
    wide = say_headline(make(low=0.2, high=0.55), say)
    assert wide == "Mellan 20 och 55\u00a0procent kvinnor bland personerna"
    unknown = make(n_unknown=98, n_persons=290, share=70 / 192)
    assert say_headline(unknown, say).startswith("Mellan 24 och 59")


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0.31, 0.39, "Det är under"),
        (0.31, 0.42, "räcker inte"),
        (0.42, 0.55, "Det är inom"),
        (0.61, 0.7, "Det är över"),
    ],
)
def test_balance_is_said_only_when_all_limits_agree(low: float, high: float, said: str) -> None:
    women = round(200 * (low + high) / 2)
    figure = make(low=low, high=high, n_women=women, n_men=200 - women, n_nonbinary=0, n_unknown=0)
    assert said in say_balance(figure)


def test_unknowns_may_forbid_a_verdict() -> None:
    assert "räcker inte" in say_balance(make(low=0.33, high=0.38, n_unknown=40, n_persons=232))
    assert say_balance(withheld()) == ""


def test_bounds_say_both_ways() -> None:
    said = say_bounds(make())
    assert "10 av 200 personer har okänt kön eller är icke-binära" in said
    assert "35\u00a0procent om ingen" in said
    assert "40\u00a0procent om alla" in said
    assert "8 av 200 personer har okänt kön." in say_bounds(make(n_nonbinary=6))
    assert say_bounds(withheld()) == ""


def test_error_figures_become_sentences_for_each_gold_file() -> None:
    def row(metric: str, value: float | None, gold: str = "facit.jsonl") -> dict[str, Any]:
        limits = {"lag": 0.881, "hog": 0.951} if metric.startswith("people") else {}
        return {"guldmaterial": gold, "modell": "m1", "matt_id": metric, "varde": value} | {
            **{"lag": None, "hog": None, "antal": 1200},
            **limits,
        }

    rows = [
        row("people.woman.r", 0.925),
        row("share_women.people.diff_points", -1.25),
        row("unheard.of", 1.0),
        row("people.man.r", None),
        row("people.woman.r", 0.5, gold="annat.jsonl"),
    ]
    first, second = say_errors(rows, {"m1"})
    assert first.intro == "Prövat mot facit facit.jsonl, 1\u00a0200 artiklar."
    assert first.sentences[0].startswith(
        "Av kvinnorna i texterna hittas 93 procent (mellan 88 och 96"
    )
    assert "1,2 procentenheter lägre" in first.sentences[1]
    assert len(first.sentences) == 2
    assert "hittas 50 procent" in second.sentences[0]
    assert "annan modell (m1)" in say_errors(rows, {"m2"})[0].intro
