"""No sentence claims a difference that its interval does not carry, whatever the figures are."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.comparisons import ALPHA, adjust_holm, p_of_interval
from analysis.intervals import Interval
from analysis.press.facts import Change
from analysis.press.judge import judge_contrasts, judge_quotients
from analysis.press.statements import (
    say_change,
    say_contrast,
    say_groups,
    say_lead,
    say_quotient,
    say_reality,
    say_robustness,
    say_room,
    say_time,
    say_title,
)
from analysis.swedish import say_decimal
from analysis.wording import say_balance
from tests.analysis.press.fakes import fake_facts
from tests.analysis.press.kits import make_figure

CLAIMS = re.compile(
    r"\b(är (lägre|högre)|ökade|minskade|Skillnaden är|är andelen kvinnor (lägre|högre))\b"
)
NUMBER = re.compile(r"\d+(?:,\d+)?")
finite = st.floats(-60, 60, allow_nan=False)
share = st.floats(0.02, 0.98)
width = st.floats(0.001, 0.5)


def contrast_row(women: float, difference: float, half: float, number: int) -> dict[str, Any]:
    ids = ("speaking", "first_named", "headline_presence", "lead_presence", "story_length")
    return {
        "contrast": ids[number % len(ids)], "women": women, "men": women - difference,
        "difference": difference, "low": difference - half, "high": difference + half,
        "n_women": 50, "n_men": 60, "n_nonbinary": 0, "n_unknown": 2, "n_stories": 40,
        "withheld": "",
    }  # fmt: skip


@given(st.lists(st.tuples(st.floats(0, 100), finite, st.floats(0.01, 60)), min_size=1, max_size=5))
@settings(max_examples=300)
def test_contrasts_claim_only_what_holds_among_all(drawn: list[tuple[float, float, float]]) -> None:
    rows = [contrast_row(*values, i) for i, values in enumerate(drawn)]
    adjusted = adjust_holm(
        [p_of_interval(r["difference"], Interval(r["low"], r["high"])) for r in rows]
    )
    for contrast, p in zip(judge_contrasts(rows), adjusted, strict=True):
        said = say_contrast(contrast)
        assert contrast.low is not None
        assert contrast.high is not None
        covers = contrast.low <= 0 <= contrast.high
        if covers or p is None or p >= ALPHA:
            assert not contrast.claimable
        assert bool(CLAIMS.search(said)) == contrast.claimable
        printed = {say_decimal(abs(value)) for value in
                   (contrast.women, contrast.men, contrast.difference, contrast.low, contrast.high)
                   if value is not None}  # fmt: skip
        assert set(NUMBER.findall(said)) <= printed


@given(st.lists(st.tuples(share, width, width), min_size=1, max_size=6))
@settings(max_examples=300)
def test_quotients_claim_only_outside_their_interval(
    drawn: list[tuple[float, float, float]],
) -> None:
    base = 0.486
    rows = []
    for value, below, above in drawn:
        low, high = max(0.0, value - below), min(1.0, value + above)
        rows.append(
            {
                "indicator": "people", "dimension": "overall", "value": "alla", "label": "Alla",
                "n_stories": 90, "n_persons": 200, "n_women": round(200 * value),
                "n_men": 200 - round(200 * value), "n_nonbinary": 0, "n_unknown": 0,
                "share": value, "low": low, "high": high, "withheld": "", "filters": "{}",
                "base_rate": "befolkning_norrbotten", "base_share": base,
                "quotient": value / base, "quotient_low": low / base, "quotient_high": high / base,
            }
        )  # fmt: skip
    for row, quotient in zip(rows, judge_quotients(rows), strict=True):
        said = say_quotient(quotient)
        if row["low"] <= base <= row["high"]:
            assert quotient.claim == ""
        assert bool(CLAIMS.search(said)) == bool(quotient.claim)
        if quotient.claim == "lower":
            assert row["high"] < base
            assert "lägre" in said
        if quotient.claim == "higher":
            assert row["low"] > base
            assert "högre" in said
        assert f"källa: {quotient.source}" in said
        assert str(quotient.year) in said


@given(st.integers(0, 100), st.integers(0, 100), st.floats(0.1, 40), st.booleans())
def test_a_change_is_said_only_with_an_alarm(
    before: int, after: int, half: float, alarm: bool
) -> None:
    points = float(after - before)
    way = ("rise" if points > 0 else "fall") if alarm and before != after else ""
    change = Change(
        "people", "quarter", "första kvartalet 2026", "andra kvartalet 2026", before, after,
        points, points - half, points + half, way, "",
    )  # fmt: skip
    said = say_change(change)
    assert bool(CLAIMS.search(said)) == bool(way)
    assert ("ökade" in said) == (way == "rise")
    assert ("minskade" in said) == (way == "fall")


@given(st.integers(0, 100), st.integers(0, 40), st.integers(0, 40), st.integers(0, 120))
def test_balance_is_judged_with_interval_and_unknowns(
    percent: int, below: int, above: int, unknown: int
) -> None:
    low, high = max(0, percent - below), min(100, percent + above)
    known = 328
    women = round(known * percent / 100)
    figure = make_figure(
        percent=percent, low=low, high=high, women=women, men=known - women,
        n_persons=known + unknown, other_or_unknown=unknown, nonbinary=None,
        at_least=100 * women // (known + unknown),
        at_most=-(-100 * (women + unknown) // (known + unknown)),
    )  # fmt: skip
    said = say_balance(figure)
    least, most = min(low, figure.at_least or 0), max(high, figure.at_most or 0)
    assert ("Det är under" in said) == (most < 40)
    assert ("Det är över" in said) == (least > 60)
    assert ("Det är inom" in said) == (least >= 40 and most <= 60)


@given(st.sampled_from(["", "no", "higher", "lower"]), st.booleans())
def test_groups_are_said_to_differ_only_where_that_was_tested(differs: str, told: bool) -> None:
    shown = {} if told else {"percent": None, "low": None, "high": None}
    group = make_figure(
        dimension="sector", value="skog", label="Skog", differs=differs,
        withheld="" if told else "färre än 30 personer med känt kön", **shown,
    )  # fmt: skip
    facts = fake_facts(figures=[make_figure(), group])
    said = say_groups(facts, "sector")
    claims = differs in {"higher", "lower"} and told
    assert [s.claims for s in said] == [claims]
    assert bool(CLAIMS.search(said[0].text)) == claims


def test_withheld_figures_are_said_in_counts() -> None:
    none = {"percent": None, "low": None, "high": None, "at_least": None, "at_most": None}
    little = make_figure(n_persons=9, women=4, men=5, nonbinary=None, other_or_unknown=0,
                         withheld="färre än 30 personer med känt kön", **none)  # fmt: skip
    facts = fake_facts(figures=[little, replace(little, indicator="sources")])
    assert say_title(facts).startswith("För litet underlag")
    (lead,) = say_lead(facts)
    assert "4 kvinnor och 5 män" in lead.text
    assert "procent" not in lead.text


def test_without_material_nothing_is_claimed() -> None:
    facts = fake_facts(figures=[make_figure(), make_figure(indicator="sources")])
    said = [*say_room(facts), *say_time(facts), *say_reality(facts), say_robustness(facts)]
    assert not any(s.claims for s in said)
    assert not CLAIMS.search(" ".join(s.text for s in said))
