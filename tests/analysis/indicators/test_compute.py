from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from analysis.filters import default_filters
from analysis.frames import load_tagged_material
from analysis.indicators.compute import compute_indicators
from data.results import replace_if_changed, replace_rows
from data.store import MediaStore
from tests.analysis.media import MAN, NONBINARY, UNKNOWN, WOMAN, Story, many_stories, write_media

Rows = dict[tuple[str, str, str, str], dict[str, Any]]


def compute(db_dir: Path, stories: list[Story]) -> Rows:
    write_media(db_dir, stories)
    with MediaStore(db_dir) as store:
        material = load_tagged_material(store)
        rows = compute_indicators(material, default_filters(material.articles["outlet_id"]))
        replace_rows(store, "indicators", rows)
    return {
        (r["indicator"], r["dimension"], r["value"], r["counting"]): r
        for r in rows
        if r["selection"] == "all"
    }


def test_share_counts_nonbinary_below_and_leaves_unknown_out(tmp_path: Path) -> None:
    stories = many_stories(40)
    stories[0].people += [("Kim Ek", NONBINARY), ("Lo Ek", UNKNOWN)]
    row = compute(tmp_path, stories)["people", "overall", "alla", "per_outlet"]
    assert (row["n_women"], row["n_men"], row["n_nonbinary"], row["n_unknown"]) == (48, 72, 1, 1)
    assert row["n_persons"] == 122
    assert row["share"] == pytest.approx(48 / 121)
    assert row["low"] < row["share"] < row["high"]
    assert row["bound_low"] == pytest.approx(48 / 122)
    assert row["bound_high"] == pytest.approx(49 / 122)
    assert row["withheld"] == ""


def test_small_groups_keep_counts_and_lose_the_share(tmp_path: Path) -> None:
    rows = compute(tmp_path, [Story([("Eva Ek", WOMAN), ("Per Berg", MAN)]) for _ in range(12)])
    row = rows["people", "overall", "alla", "per_outlet"]
    assert (row["n_women"], row["n_men"]) == (12, 12)
    assert row["share"] is row["low"] is row["high"] is row["bound_low"] is None
    assert row["withheld"] == "färre än 30 personer med känt kön"


def test_many_persons_in_few_stories_are_withheld_too(tmp_path: Path) -> None:
    crowd = [(f"Namn{i} Efternamn{i}", WOMAN if i % 3 else MAN) for i in range(20)]
    rows = compute(tmp_path, [Story(crowd) for _ in range(5)])
    row = rows["people", "overall", "alla", "per_outlet"]
    assert row["share"] is None
    assert row["withheld"] == "färre än 10 olika nyheter"


def test_unknowns_do_not_make_a_minimum(tmp_path: Path) -> None:
    strangers = [("Sam Ek", UNKNOWN), ("Lo Ek", UNKNOWN), ("Eva Ek", WOMAN)]
    row = compute(tmp_path, [Story(strangers) for _ in range(20)])[
        "people", "overall", "alla", "per_outlet"
    ]
    assert row["n_persons"] == 60
    assert "30 personer" in row["withheld"]


def test_nobody_at_all_is_a_row_that_says_so(tmp_path: Path) -> None:
    rows = compute(tmp_path, [Story(), Story(themes=())])
    row = rows["people", "overall", "alla", "per_outlet"]
    assert (row["n_stories"], row["n_persons"], row["withheld"]) == (1, 0, "inga personer")
    none = compute(tmp_path / "b", [Story(themes=())])["people", "overall", "alla", "per_outlet"]
    assert (none["n_stories"], none["withheld"]) == (0, "inga personer")


def test_a_text_in_two_outlets_counts_twice_or_once(tmp_path: Path) -> None:
    rows = compute(
        tmp_path,
        [
            Story([("Eva Ek", WOMAN)], cluster="wire"),
            Story([("Eva Ek", WOMAN)], cluster="wire", outlet="polcirkeln"),
            Story([("Eva Ek", WOMAN)], cluster="wire", outlet="polcirkeln"),
        ],
    )
    assert rows["people", "overall", "alla", "per_outlet"]["n_women"] == 2
    assert rows["people", "overall", "alla", "per_story"]["n_women"] == 1
    assert rows["people", "outlet", "polcirkeln", "per_outlet"]["n_women"] == 1


def test_one_wire_story_in_many_places_is_still_one_story(tmp_path: Path) -> None:
    """Forty persons of ten reprints of four stories: too few stories for a share."""
    stories = [
        Story([("Eva Ek", WOMAN)], cluster=f"wire{i % 4}", outlet=outlet)
        for i in range(20)
        for outlet in ("norrbladet", "polcirkeln")
    ]
    row = compute(tmp_path, stories)["people", "overall", "alla", "per_outlet"]
    assert "10 olika nyheter" in row["withheld"]


def test_sources_and_headlines_count_their_own(tmp_path: Path) -> None:
    rows = compute(
        tmp_path,
        [
            Story([("Eva Ek", WOMAN)], title="Eva Ek tar plats", quoted=False),
            Story([("Per Berg", MAN)]),
        ],
    )
    sources = rows["sources", "overall", "alla", "per_outlet"]
    headline = rows["headline", "overall", "alla", "per_outlet"]
    assert (sources["n_women"], sources["n_men"]) == (0, 1)
    assert (headline["n_women"], headline["n_men"]) == (1, 0)
    assert sources["n_stories"] == headline["n_stories"] == 2


def test_groups_have_swedish_labels_and_none_is_dropped(tmp_path: Path) -> None:
    rows = compute(
        tmp_path,
        [
            Story([("Eva Ek", WOMAN)]),
            Story([("Per Berg", MAN)], sectors=(), places=(), published=""),
        ],
    )
    labels = {(key[1], row["label"]) for key, row in rows.items() if key[0] == "people"}
    assert {
        ("sector", "Gruva och stål"),
        ("sector", "ingen bransch angiven"),
        ("municipality", "Kiruna"),
        ("municipality", "ingen kommun angiven"),
        ("month", "september 2026"),
        ("month", "okänt datum"),
        ("theme", "Innovation och förnyelse"),
        ("outlet", "Norrbladet"),
    } <= labels


def test_twice_gives_the_same_rows(tmp_path: Path) -> None:
    compute(tmp_path, many_stories(30))
    with MediaStore(tmp_path) as store:
        material = load_tagged_material(store)
        again = compute_indicators(material, default_filters(material.articles["outlet_id"]))
        assert replace_if_changed(store, "indicators", again) is False
