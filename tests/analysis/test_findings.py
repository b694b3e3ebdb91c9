"""Sensitivity, GMMP tables and GEM-I, and what is not seen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from analysis import gmmp
from analysis.analyse import Analysis
from analysis.indicators import compute
from analysis.sensitivity import BASE, HEADLINES, OPEN, OVER, UNDER, WITHIN, say_statement
from analysis.unseen import NO_STORIES, NO_WOMEN, NO_WOMEN_SPEAK, list_municipalities
from data.vocab import Access, Sector
from tests.analysis.media import MAN, UNKNOWN, WOMAN, Story, many_stories, run_analysis, write_media
from tests.analysis.ten import write_ten


def sensitivity(found: Analysis, indicator: str = "people") -> dict[str, dict[str, Any]]:
    rows = found.results["sensitivity"]
    return {row["choice"]: row for row in rows if row["indicator"] == indicator}


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0.2, 0.39, UNDER), (0.41, 0.59, WITHIN), (0.61, 0.7, OVER), (0.3, 0.5, OPEN),
        (None, None, ""),
    ],
)  # fmt: skip
def test_a_statement_is_what_the_interval_allows(
    low: float | None, high: float | None, said: str
) -> None:
    assert say_statement(low, high) == said


def test_a_robust_statement_holds_under_every_choice(tmp_path: Path) -> None:
    write_media(tmp_path, many_stories(150, women=1))
    rows = sensitivity(run_analysis(tmp_path))
    assert rows[BASE]["statement"] == UNDER
    assert {row["holds"] for row in rows.values()} == {1}
    assert len(rows) == 10


def test_unknowns_and_wire_can_turn_a_statement(tmp_path: Path) -> None:
    stories = many_stories(150, women=1)
    for story in stories:
        story.people += [("Okänd Ett", UNKNOWN), ("Okänd Två", UNKNOWN), ("Okänd Tre", UNKNOWN)]
    write_media(tmp_path, stories)
    rows = sensitivity(run_analysis(tmp_path))
    women = rows["om alla med okänt kön vore kvinnor"]
    assert women["share"] == pytest.approx((0.2 * 450 + 450) / 900)
    assert (women["statement"], women["agrees"], women["holds"]) == (OPEN, 0, 0)
    men = rows["om alla med okänt kön vore män"]
    assert (men["share"], men["agrees"]) == (pytest.approx(0.1), 1)


def test_each_choice_changes_what_it_says(tmp_path: Path) -> None:
    stories = [
        *many_stories(60),
        Story([("Eva Ek", WOMAN)], access=Access.TEASER),
        Story([("Eva Ek", WOMAN)], themes=()),
        Story([("Per Berg", MAN)], cluster="wire"),
        Story([("Per Berg", MAN)], cluster="wire", outlet="polcirkeln"),
    ]
    write_media(tmp_path, stories)
    rows = sensitivity(run_analysis(tmp_path))
    assert rows[BASE]["n_persons"] == 183
    assert rows["samma text räknas en enda gång"]["n_persons"] == 182
    assert rows["utan byråtext och texter i flera medier"]["n_persons"] == 181
    assert rows["bara artiklar som lästs i sin helhet"]["n_persons"] == 182
    assert rows["utan artiklar där bara ingressen lästs"]["n_persons"] == 182
    assert rows["alla nyheter, inte bara om tillväxt"]["n_persons"] == 184
    assert rows["bara personer med säkert belagt kön"]["n_persons"] == 0  # names without a number
    assert rows["bara nyheter som säkrast handlar om tillväxt"]["n_persons"] == 183


def test_every_headline_figure_is_tried(tmp_path: Path) -> None:
    write_media(tmp_path, many_stories(12))
    rows = run_analysis(tmp_path).results["sensitivity"]
    assert {row["indicator"] for row in rows} == set(HEADLINES)


def test_gmmp_counts_all_news_in_its_categories(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compute, "MIN_PERSONS", 1)
    monkeypatch.setattr(compute, "MIN_STORIES", 1)
    monkeypatch.setattr(gmmp, "MIN_PERSONS", 1)
    write_ten(tmp_path)
    rows = {(r["part"], r["category"]): r for r in run_analysis(tmp_path).results["gmmp"]}
    people = rows["Personer", "Personer i nyheterna"]
    assert (people["n_women"], people["n_men"], people["n_unknown"]) == (6, 7, 2)
    quoted = rows["Personer", "Citeras ordagrant (Directly quoted)"]
    assert (quoted["n_women"], quoted["n_men"]) == (5, 4)  # a paraphrase does not count
    expert = rows["Roll", "Expert eller kommentator (Expert or commentator)"]
    assert (expert["code"], expert["n_women"], expert["n_men"]) == ("3", 1, 1)
    occupations = [row for (part, _), row in rows.items() if part == "Yrke"]
    assert sum(row["n_persons"] for row in occupations) == people["n_persons"]
    # % women - % men: people 6-7 of 13, reporters 1-1, economy (all are mining stories) as people,
    # politics none; so the index is withheld and says which part is missing
    assert rows["GEM-I", "Personer i nyheterna"]["gap"] == pytest.approx(-100 / 13)
    assert rows["GEM-I", "Reportrar (skribenter)"]["gap"] == pytest.approx(0)
    index = rows["GEM-I", "GEM-I (medel av de sex)"]
    assert index["gap"] is None
    assert "politik" in index["withheld"]


def test_gemi_is_the_mean_of_its_six_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gmmp, "POLITICS", frozenset((Sector.GRUVA_STAL.value,)))
    monkeypatch.setattr(compute, "MIN_PERSONS", 1)
    monkeypatch.setattr(compute, "MIN_STORIES", 1)
    monkeypatch.setattr(gmmp, "MIN_PERSONS", 1)
    write_ten(tmp_path)
    rows = [r for r in run_analysis(tmp_path).results["gmmp"] if r["part"] == "GEM-I"]
    gaps = {row["category"]: row["gap"] for row in rows}
    people = -100 / 13
    expected = (people + 0 + people + people + 100 / 3 + 0) / 6
    assert gaps["GEM-I (medel av de sex)"] == pytest.approx(expected)
    index = rows[-1]
    assert -100 <= index["gap_low"] <= expected <= index["gap_high"] <= 100


def test_places_and_industries_that_nobody_sees(tmp_path: Path) -> None:
    stories = [
        Story([("Per Berg", MAN)], places=("Kiruna",), sectors=(Sector.GRUVA_STAL,)),
        Story([("Eva Ek", WOMAN)], places=("Pajala",), sectors=(Sector.SKOG,), quoted=False),
        Story([("Eva Ek", WOMAN)], places=("Luleå",), sectors=(Sector.ENERGI,)),
    ]
    write_media(tmp_path, stories)
    rows = run_analysis(tmp_path).results["unseen"]
    whole = {row["label"]: row["unseen"] for row in rows if not row["outlet"]}
    assert whole["Kiruna"] == NO_WOMEN
    assert whole["Pajala"] == NO_WOMEN_SPEAK
    assert whole["Luleå"] == ""
    assert whole["Kalix"] == NO_STORIES
    assert whole["Gruva och stål"] == NO_WOMEN
    assert whole["Transport"] == NO_STORIES
    assert {r["label"] for r in rows if r["dimension"] == "municipality"} == set(
        list_municipalities()
    )
    by_outlet = {row["label"] for row in rows if row["outlet"] == "Norrbladet"}
    assert by_outlet == set(list_municipalities()) - {"Kiruna", "Pajala", "Luleå"}


def test_the_words_of_made_stories_carry_no_names(tmp_path: Path) -> None:
    stories = []
    for i in range(60):
        stories.append(Story([(f"Eva{i} Ek", WOMAN)], title="Vården växer"))
        stories.append(Story([(f"Per{i} Berg", MAN)], title="Gruvan växer"))
    write_media(tmp_path, stories)
    assert run_analysis(tmp_path).results["words"] == []  # both sides read alike but for names
