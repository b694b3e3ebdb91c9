from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from analysis.site.dashboards import (
    embed_json,
    fill_optional,
    host_of,
    load_site_metadata,
    say_rows,
    say_value,
)
from tests.analysis.site.asking import get
from tests.analysis.site.material import build_public

SAY = {"name": "grupp", "value": "andel", "low": "lag", "high": "hog", "unit": " procent"}


@pytest.fixture(scope="module")
def db_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dashboards")
    build_public(folder)
    return folder


def test_rows_are_told_with_their_intervals_and_what_is_withheld() -> None:
    rows: list[dict[str, Any]] = [
        {"grupp": "skog", "andel": 38, "lag": 34, "hog": 42},
        {"grupp": "Energi", "andel": -2.5, "lag": -7.25, "hog": 2.0},
        {"grupp": "Handel", "andel": None, "lag": None, "hog": None},
    ]
    assert say_rows(rows, {"say": SAY}) == (
        "Skog: 38 procent (34–42). Energi: −2,5 procent (från −7,25 till 2). "
        "1 rad har för litet underlag för ett värde."
    )


def test_many_rows_are_not_all_told() -> None:
    rows = [{"grupp": str(i), "andel": i, "lag": i, "hog": i} for i in range(12)]
    assert say_rows(rows, {"say": SAY}).endswith("Ytterligare 4 står i tabellen.")
    assert say_rows([], {"say": SAY}) == "Det finns inga rader för det här urvalet."


def test_values_are_swedish() -> None:
    assert [say_value(v) for v in (12345, 0.5, -3.25, None, "", "x")] == [
        *("12\N{NO-BREAK SPACE}345", "0,5", "−3,25", "–", "–", "x"),
    ]


@pytest.mark.parametrize(
    ("url", "host"),
    [("https://www.a.example/x", "a.example"), ("http://b.example?x", "b.example"), ("x", "länk")],
)
def test_hosts_stand_for_addresses(url: str, host: str) -> None:
    assert host_of(url) == host


def test_no_tag_ends_the_data_of_a_chart() -> None:
    text = embed_json({"a": "</script><img src=x> & \u2028"})
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text) == {"a": "</script><img src=x> & \u2028"}


def test_optional_parts_stay_only_where_a_filter_is_set() -> None:
    query = "select 1 where a = :a[[ and b = :b ]]"
    assert fill_optional(query, {"a": "x", "b": "y"}) == "select 1 where a = :a and b = :b "
    assert fill_optional(query, {"a": "x", "b": ""}) == "select 1 where a = :a"


def test_every_card_is_vega_lite_with_words_and_swedish_formats() -> None:
    dashboards = load_site_metadata()["plugins"]["datasette-dashboards"]
    assert len(dashboards) == 8
    for dashboard in dashboards.values():
        for chart in dashboard["charts"].values():
            assert chart["library"] == "vega-lite"
            assert chart["db"] == "public"
            assert chart["say"]
            options = chart["display"]["usermeta"]["embedOptions"]
            assert options["formatLocale"]["decimal"] == ","
            assert options["timeFormatLocale"]["months"][4] == "maj"
            assert options["ast"] is True  # without it Vega compiles code, which CSP forbids


def test_a_filtered_figure_is_the_one_of_nyckeltal(db_dir: Path) -> None:
    page, table = get(
        db_dir,
        "/-/dashboards/oversikt?kommun=Kiruna",
        "/public/nyckeltal.json?_shape=array&matt_id=personer&indelning=kommun&grupp=Kiruna",
    )
    (figure,) = table.json()
    expected = [figure[k] for k in ("andel_kvinnor", "lag", "hog", "personer", "artiklar")]
    data = re.search(r'<script type="application/json">(.*?)</script>', page.text)
    assert data is not None
    row = json.loads(data[1])["datasets"]["rader"][0]
    assert [row[k] for k in ("andel_kvinnor", "lag", "hog", "personer", "artiklar")] == expected


def test_a_choice_with_little_in_it_shows_counts_and_no_share(db_dir: Path) -> None:
    chosen = "medium=Polcirkelbladet&period=tredje+kvartalet+2026"
    (page,) = get(db_dir, f"/-/dashboards/branscher?{chosen}")
    assert "För litet underlag för ett diagram" in page.text
    assert "färre än" in page.text


def test_a_choice_that_does_not_exist_is_said(db_dir: Path) -> None:
    (page,) = get(db_dir, "/-/dashboards/medier?kommun=Atlantis")
    assert page.status_code == 200
    assert "Här finns inget att visa i det här urvalet" in page.text
