"""The figures of ``evaluate gold``, over answers that a scripted pipeline gives."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from data.console import Console
from nlp.evaluation.gold import evaluate_gold

QUIET = Console(quiet=True, as_json=False)
KARIN = {"name": "Karin Lidström", "gender": "woman", "quoted": True}
ERIK = {"name": "Erik Öberg", "gender": "man", "quoted": False}
TEXT = "Karin Lidström och Erik Öberg bygger i Harads.\n\n– Det går bra, säger Karin Lidström."


def evaluate(
    nlp: Language, path: Path, *articles: dict[str, Any]
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    file = path / "gold.jsonl"
    lines = [json.dumps({"id": str(i), **one}) for i, one in enumerate(articles)]
    file.write_text("\n".join(lines), encoding="utf-8")
    return evaluate_gold(file, nlp, QUIET)


def test_right_answers(pipeline: Language, tmp_path: Path) -> None:
    result, misses = evaluate(pipeline, tmp_path, {"text": TEXT, "people": [KARIN, ERIK]})
    right = {"p": 1.0, "r": 1.0, "f1": 1.0, "fp": 0, "fn": 0}
    assert result["n_articles"] == 1
    assert result["people"] == {
        "all": {**right, "tp": 2},
        "woman": {**right, "tp": 1},
        "man": {**right, "tp": 1},
    }
    assert result["gender"]["accuracy"] == 1.0
    assert result["gender"]["unknown_rate"] == 0.0
    assert result["sources"]["all"] == {**right, "tp": 1}
    assert result["share_women"] == {
        "people": {"gold": 0.5, "found": 0.5, "diff_points": 0.0},
        "sources": {"gold": 1.0, "found": 1.0, "diff_points": 0.0},
    }
    assert misses == []


def test_the_share_in_growth_stories_holds_the_choice_of_stories(
    pipeline: Language, tmp_path: Path
) -> None:
    """A growth story with a woman is found, one with a man is not; a letter never counts."""
    growth = (
        "Bolaget investerar 40 miljoner kronor i en ny fabrik och ny teknik i Boden. "
        "Produktionen växer, exporten ökar och företaget ska anställa personal. "
        "Karin Lidström leder bygget."
    )
    found = {"headline": "Ny fabrik växer", "text": growth, "growth": True, "people": [KARIN]}
    missed = {"text": "Erik Öberg gick på stigen.", "growth": True, "people": [ERIK]}
    letter = {**found, "genre": "letter"}
    result, _ = evaluate(pipeline, tmp_path, found, missed, letter)
    assert result["growth"]["tp"] == 2
    assert result["growth"]["fn"] == 1
    assert result["growth"]["woman_centred"] == {"r": 1.0, "n": 2}
    assert result["growth"]["man_centred"] == {"r": 0.0, "n": 1}
    shares = result["share_women"]["growth_people"]
    assert shares == {"gold": 0.5, "found": 1.0, "diff_points": 50.0}


def test_a_person_missed_and_one_too_many(pipeline: Language, tmp_path: Path) -> None:
    ada = {"name": "Ada Zqwixl", "gender": "woman", "quoted": True}
    result, misses = evaluate(pipeline, tmp_path, {"text": TEXT, "people": [KARIN, ada]})
    people = result["people"]
    # found: Karin (right), Erik (too many); Ada missed
    assert (people["all"]["tp"], people["all"]["fp"], people["all"]["fn"]) == (1, 1, 1)
    assert people["all"]["f1"] == 0.5
    assert (people["woman"]["tp"], people["woman"]["fp"], people["woman"]["fn"]) == (1, 0, 1)
    assert people["woman"]["f1"] == pytest.approx(2 / 3)
    assert (people["man"]["p"], people["man"]["r"]) == (0.0, None)
    assert result["sources"]["all"]["r"] == 0.5
    assert result["share_women"]["people"] == {"gold": 1.0, "found": 0.5, "diff_points": -50.0}
    assert [miss["kind"] for miss in misses] == ["missed_person", "missed_source", "extra_person"]
    extra = misses[-1]
    assert (extra["name"], extra["found"]) == ("Erik Öberg", "man")
    assert "Erik Öberg" in extra["context"]
    assert "\n" not in extra["context"]


def test_gender_is_measured_given_the_right_person(pipeline: Language, tmp_path: Path) -> None:
    people = [
        {"name": "Karin Lidström", "gender": "woman"},
        {"name": "Erik Öberg", "gender": "woman"},
        {"name": "Kim Ek", "gender": "woman"},
        {"name": "Stina Lind", "gender": "unknown"},
        {"name": "Ada Zqwixl", "gender": "woman"},
    ]
    text = "Karin Lidström, Erik Öberg, Kim Ek och Stina Lind kom."
    result, misses = evaluate(pipeline, tmp_path, {"text": text, "people": people})
    # of three with a known answer: one right, one wrong, one unknown; Ada is not found
    assert result["gender"]["n"] == 3
    assert result["gender"]["accuracy"] == pytest.approx(1 / 3)
    assert result["gender"]["unknown_rate"] == pytest.approx(1 / 3)
    assert result["gender"]["woman"]["n"] == 3
    assert result["gender"]["man"] == {"accuracy": None, "unknown_rate": None, "n": 0}
    assert [m["name"] for m in misses if m["kind"] == "wrong_gender"] == ["Erik Öberg", "Kim Ek"]


def test_bylines_and_photographers_of_the_answers_are_not_expected(
    pipeline: Language, tmp_path: Path
) -> None:
    people = [KARIN, ERIK, {"name": "Stina Nyqvist", "role": "byline"}]
    people.append({"name": "Olof Ek", "role": "photographer"})
    text = TEXT + "\n\nText: Stina Nyqvist Foto: Olof Ek"
    result, _ = evaluate(pipeline, tmp_path, {"text": text, "people": people})
    assert (result["people"]["all"]["tp"], result["people"]["all"]["fn"]) == (2, 0)


def test_a_surname_in_the_answers_matches_the_full_name(pipeline: Language, tmp_path: Path) -> None:
    people = [{"name": "Lidström"}, {"name": "Öberg"}]
    result, _ = evaluate(pipeline, tmp_path, {"text": TEXT, "people": people})
    assert result["people"]["all"]["f1"] == 1.0


def test_sources_wrong_both_ways(pipeline: Language, tmp_path: Path) -> None:
    people = [{**KARIN, "quoted": False}, {**ERIK, "quoted": True}]
    result, misses = evaluate(pipeline, tmp_path, {"text": TEXT, "people": people})
    sources = result["sources"]["all"]
    assert (sources["tp"], sources["fp"], sources["fn"]) == (0, 1, 1)
    assert (sources["p"], sources["r"], sources["f1"]) == (0.0, 0.0, 0.0)
    assert result["sources"]["woman"]["fp"] == 1
    assert result["sources"]["man"]["fn"] == 1
    assert {miss["kind"] for miss in misses} == {"extra_source", "missed_source"}


GROWTH = "Investeringen i en pilotanläggning ger ny teknik. Bostadsbristen och inflyttningen växer."
OTHER = "Det regnar."


def test_growth_counts_by_hand(pipeline: Language, tmp_path: Path) -> None:
    result, misses = evaluate(
        pipeline,
        tmp_path,
        {"text": GROWTH, "growth": True},
        {"text": GROWTH, "growth": False},
        {"text": OTHER, "growth": True},
        {"text": OTHER, "growth": True},
        {"text": OTHER, "growth": False},
    )
    growth = result["growth"]
    assert (growth["tp"], growth["fp"], growth["fn"]) == (1, 1, 2)
    assert (growth["p"], growth["r"]) == (0.5, pytest.approx(1 / 3))
    assert growth["f1"] == pytest.approx(0.4)
    assert [miss["kind"] for miss in misses] == ["wrong_growth"] * 3


def test_sector_macro_f1_by_hand(pipeline: Language, tmp_path: Path) -> None:
    mine, forest = "Gruvan bryter malm.", "Skogen ger timmer."
    result, _ = evaluate(
        pipeline,
        tmp_path,
        {"text": mine, "sector": "gruva_stal"},
        {"text": mine, "sector": "skog"},
        {"text": forest, "sector": "skog"},
        {"text": OTHER, "sector": "ovrigt"},
    )
    # gruva_stal 1 tp 1 fp: 2/3; skog 1 tp 1 fn: 2/3; ovrigt 1
    assert result["sector"]["macro_f1"] == pytest.approx((2 / 3 + 2 / 3 + 1) / 3)


def test_municipality_micro_f1_by_hand(pipeline: Language, tmp_path: Path) -> None:
    result, misses = evaluate(
        pipeline,
        tmp_path,
        {"text": "Det byggs i Boden.", "municipalities": ["Boden"]},
        {"text": "Det byggs i Piteå.", "municipalities": ["Kalix", "Kiruna"]},
        {"text": OTHER, "municipalities": []},
    )
    # 1 right, 1 too many, 2 missed
    assert result["municipality"]["micro_f1"] == pytest.approx(2 / (2 + 1 + 2))
    assert [miss["expected"] for miss in misses] == [["Kalix", "Kiruna"]]


def test_function_and_occupation_by_hand(pipeline: Language, tmp_path: Path) -> None:
    people = [
        {**KARIN, "function": "spokesperson", "occupation_group": "business_leader"},
        {**ERIK, "function": "eye_witness", "occupation_group": "politician"},
    ]
    text = TEXT.replace("Karin Lidström och", "Karin Lidström, vd, och")
    result, misses = evaluate(pipeline, tmp_path, {"text": text, "people": people})
    # spokesperson 1, eye_witness 0; the label subject is not among the answers
    assert result["function"]["macro_f1"] == pytest.approx(0.5)
    assert result["occupation_group"] == {"accuracy": 0.5, "n": 2}
    assert [miss["kind"] for miss in misses] == ["wrong_function", "wrong_occupation"]


def test_an_occupation_that_the_answers_do_not_know_is_not_measured(
    pipeline: Language, tmp_path: Path
) -> None:
    people = [{**KARIN, "occupation_group": "unknown"}, {**ERIK, "occupation_group": "worker"}]
    result, _ = evaluate(pipeline, tmp_path, {"text": TEXT, "people": people})
    assert result["occupation_group"]["n"] == 1


FULL = {
    "headline": "Lidström bygger",
    "text": TEXT,
    "url": "https://sagbladet.example/1",
    "growth": False,
    "sector": "ovrigt",
    "municipalities": ["Boden"],
    "people": [
        {**KARIN, "mentions": 2, "function": "personal_experience", "occupation_group": "worker"},
        {**ERIK, "mentions": 1, "function": "subject", "occupation_group": "worker"},
    ],
}


def test_every_key_of_the_design_is_there(pipeline: Language, tmp_path: Path) -> None:
    result, _ = evaluate(pipeline, tmp_path, FULL, {**FULL, "growth": True}, FULL)
    assert set(result) >= {
        *("n_articles", "people", "gender", "sources", "share_women", "growth", "sector"),
        *("municipality", "function", "occupation_group", "intervals"),
    }
    for what in ("people", "sources"):
        assert set(result[what]) == {"all", "woman", "man"}
        for counts in result[what].values():
            assert set(counts) == {"p", "r", "f1", "tp", "fp", "fn"}
    assert set(result["gender"]) >= {"accuracy", "unknown_rate", "woman", "man"}
    for share in ("people", "sources"):
        assert set(result["share_women"][share]) == {"gold", "found", "diff_points"}
    assert "macro_f1" in result["sector"]
    assert "micro_f1" in result["municipality"]
    assert "macro_f1" in result["function"]
    assert "accuracy" in result["occupation_group"]
    low, high = result["intervals"]["people.all.f1"]
    assert 0 <= low <= high <= 1
    json.dumps(result, allow_nan=False)


@pytest.mark.parametrize(
    ("key", "left_out"),
    [
        ("growth", {"growth"}),
        ("sector", {"sector"}),
        ("municipalities", {"municipality"}),
        (
            "people",
            {"people", "gender", "sources", "share_women", "function", "occupation_group"}
            | {"rare_names", "gender_by_evidence"},
        ),
    ],
)
def test_a_missing_key_leaves_its_metric_out(
    pipeline: Language, tmp_path: Path, key: str, left_out: set[str]
) -> None:
    whole, _ = evaluate(pipeline, tmp_path, {**FULL, "growth": True})
    part = {name: value for name, value in {**FULL, "growth": True}.items() if name != key}
    result, _ = evaluate(pipeline, tmp_path, part)
    assert set(whole) - set(result) == left_out


def test_the_same_file_gives_the_same_figures(pipeline: Language, tmp_path: Path) -> None:
    articles = [FULL, {**FULL, "text": OTHER}, {**FULL, "people": [ERIK]}]
    assert evaluate(pipeline, tmp_path, *articles) == evaluate(pipeline, tmp_path, *articles)


def test_an_empty_text_is_measured_too(pipeline: Language, tmp_path: Path) -> None:
    result, _ = evaluate(pipeline, tmp_path, {"text": "", "people": [KARIN]})
    assert (result["people"]["all"]["tp"], result["people"]["all"]["fn"]) == (0, 1)


def test_answers_without_quoted_leave_sources_out(pipeline: Language, tmp_path: Path) -> None:
    result, _ = evaluate(pipeline, tmp_path, {"text": TEXT, "people": [{"name": "Erik Öberg"}]})
    assert "sources" not in result


def test_a_name_in_decomposed_letters_matches(pipeline: Language, tmp_path: Path) -> None:
    people = [{"name": "A\u030asa Lidstro\u0308m"}]
    result, _ = evaluate(pipeline, tmp_path, {"text": "A\u030asa Lidström kom.", "people": people})
    assert result["people"]["all"]["tp"] == 1


def test_growth_is_reported_when_nothing_is_growth(pipeline: Language, tmp_path: Path) -> None:
    result, _ = evaluate(pipeline, tmp_path, {"text": OTHER, "growth": False})
    assert "growth" in result
