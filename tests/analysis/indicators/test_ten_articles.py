"""Every indicator against answers computed by hand on ten articles (tests/analysis/ten.py)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from analysis.filters import default_filters
from analysis.frames import load_tagged_material
from analysis.indicators import CONTRASTS, INDICATORS, compute, contrasts
from analysis.scope import Scope, make_scope
from analysis.stories import Counting
from data.store import MediaStore
from tests.analysis.ten import write_ten

# indicator: women, men, nonbinary, unknown; part, known, undecided; per_outlet
SHARES: dict[str, tuple[int, int, int, int, float, float, float]] = {
    "people": (6, 7, 1, 2, 6, 14, 2),
    "sources": (6, 4, 0, 0, 6, 10, 0),
    "headline": (1, 1, 0, 0, 1, 2, 0),
    "central": (2, 1, 0, 0, 2, 3, 0),
    "captions": (1, 1, 0, 0, 1, 2, 0),
    "experts": (1, 1, 0, 0, 1, 2, 0),
    "spokespersons": (2, 1, 0, 0, 2, 3, 0),
    "politicians": (1, 2, 0, 0, 1, 3, 0),
    "business_leaders": (1, 2, 0, 0, 1, 3, 0),
    "chief_executives": (1, 1, 0, 0, 1, 2, 0),
    "entrepreneurs": (1, 0, 0, 0, 1, 1, 0),
    "bylines": (1, 1, 0, 1, 1, 2, 1),
    "photographers": (1, 0, 0, 0, 1, 1, 0),
    "stories_without_women": (6, 7, 1, 2, 2, 8, 1),
    "stories_without_men": (6, 7, 1, 2, 1, 7, 2),
    "stories_with_both": (6, 7, 1, 2, 4, 8, 1),
    "quoted_words": (5, 4, 0, 0, 61, 114, 0),
}
# per_story: the wire text counts once
PER_STORY: dict[str, tuple[float, float, float]] = {
    "people": (5, 12, 2),
    "sources": (5, 9, 0),
    "politicians": (1, 2, 0),
    "stories_without_women": (2, 7, 1),
    "stories_with_both": (3, 7, 1),
    "quoted_words": (54, 107, 0),
}
# contrast: mean of women, mean of men
MEANS: dict[str, tuple[float, float]] = {
    "words_per_source": (61 / 6, 53 / 4),
    "quoted_share": (75.0, 87.5),
    "mentions": (9 / 6, 11 / 7),
    "speaking": (100.0, 400 / 7),
    "headline_presence": (100 / 6, 100 / 7),
    "lead_presence": (100 / 6, 200 / 7),
    "caption_presence": (100 / 6, 100 / 7),
    "first_named": (400 / 6, 300 / 6),
    "order": (8 / 6, 9 / 6),
    "first_third": (100 / 6, 0.0),
    "story_length": (380 / 6, 430 / 7),
    "family_role": (100 / 6, 0.0),
    "victim": (0.0, 100 / 7),
}


def load(db_dir: Path, counting: Counting = Counting.PER_OUTLET, *, optional: bool = True) -> Scope:
    write_ten(db_dir, optional=optional)
    with MediaStore(db_dir) as store:
        material = load_tagged_material(store)
    return make_scope(material, default_filters(material.articles["outlet_id"]), counting)


@pytest.fixture(scope="module")
def scope(tmp_path_factory: pytest.TempPathFactory) -> Scope:
    return load(tmp_path_factory.mktemp("ten"))


@pytest.fixture
def small_minimum(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten articles are too few for any share; here the sums are tried, not the minimum."""
    for module in (compute, contrasts):
        monkeypatch.setattr(module, "MIN_PERSONS", 1)
        monkeypatch.setattr(module, "MIN_STORIES", 1)
    monkeypatch.setattr(contrasts, "MIN_EACH", 1)


def test_there_is_an_answer_for_every_indicator() -> None:
    assert set(SHARES) == set(INDICATORS)
    assert set(MEANS) == set(CONTRASTS)


@pytest.mark.parametrize("name", SHARES)
@pytest.mark.usefixtures("small_minimum")
def test_share(scope: Scope, name: str) -> None:
    (row,) = compute.compute_rows(scope, INDICATORS[name], ("overall",))
    women, men, nonbinary, unknown, part, known, undecided = SHARES[name]
    assert (row["n_women"], row["n_men"]) == (women, men)
    assert (row["n_nonbinary"], row["n_unknown"]) == (nonbinary, unknown)
    assert row["n_persons"] == women + men + nonbinary + unknown
    assert (row["numerator"], row["denominator"], row["undecided"]) == (part, known, undecided)
    assert row["n_stories"] == 10
    if row["share"] is not None:
        assert row["share"] == pytest.approx(part / known)
        assert row["low"] <= row["share"] <= row["high"]
        assert row["bound_low"] == pytest.approx(part / (known + undecided))
        assert row["bound_high"] == pytest.approx((part + undecided) / (known + undecided))
    else:  # one cluster says nothing of how much clusters differ
        assert name in {"entrepreneurs", "photographers"}


def test_share_when_each_text_counts_once(tmp_path: Path) -> None:
    scope = load(tmp_path, Counting.PER_STORY)
    for name, expected in PER_STORY.items():
        (row,) = compute.compute_rows(scope, INDICATORS[name], ("overall",))
        found = (row["numerator"], row["denominator"], row["undecided"])
        assert found == expected, name
        assert row["n_stories"] == 9


@pytest.mark.usefixtures("small_minimum")
def test_contrasts(scope: Scope) -> None:
    rows = {row["contrast"]: row for row in contrasts.compute_contrasts(scope)}
    for name, (women, men) in MEANS.items():
        row = rows[name]
        assert row["withheld"] == "", name
        assert row["women"] == pytest.approx(women), name
        assert row["men"] == pytest.approx(men), name
        assert row["difference"] == pytest.approx(women - men), name
        assert row["low"] <= row["difference"] <= row["high"], name


def test_ten_articles_are_too_few_for_any_share(scope: Scope) -> None:
    for indicator in INDICATORS.values():
        for row in compute.compute_rows(scope, indicator, indicator.dimensions):
            assert row["share"] is None
            assert row["withheld"]
    assert all(row["difference"] is None for row in contrasts.compute_contrasts(scope))


def test_groups_of_persons_add_up(scope: Scope) -> None:
    by_function = {
        row["value"]: row
        for row in compute.compute_rows(scope, INDICATORS["people"], ("function",))
    }
    assert (by_function["expert"]["n_women"], by_function["expert"]["n_men"]) == (1, 1)
    assert by_function["expert"]["n_stories"] == 2
    assert sum(row["n_persons"] for row in by_function.values()) == 16
    cells = compute.compute_rows(scope, INDICATORS["people"], ("outlet_municipality",))
    assert {(row["label"], row["n_persons"]) for row in cells} == {
        ("Norrbladet, Kiruna", 14),
        ("Polcirkeln, Kiruna", 2),
    }


def test_what_the_database_lacks_is_said_and_the_rest_computed(tmp_path: Path) -> None:
    scope = load(tmp_path, optional=False)
    lacking = {"central", "captions", "chief_executives"}
    for name, indicator in INDICATORS.items():
        rows = compute.compute_rows(scope, indicator, ("overall", "outlet"))
        if name in lacking:
            assert len(rows) == 1
            assert rows[0]["withheld"].startswith("underlag saknas: kodningen")
            assert rows[0]["share"] is None
        else:
            assert rows[0]["n_women"] == SHARES[name][0], name
    said: dict[str, Any] = {
        row["contrast"]: row["withheld"] for row in contrasts.compute_contrasts(scope)
    }
    for name in ("quoted_share", "caption_presence", "first_third", "family_role", "victim"):
        assert said[name].startswith("underlag saknas"), name
    assert not said["mentions"].startswith("underlag saknas")
