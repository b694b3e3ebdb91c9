from __future__ import annotations

from typing import Any

from analysis.figures import MIN_GROUP, SMALL_GROUP
from analysis.publish.small_groups import suppress_small


def row(group: str, persons: int, **more: Any) -> dict[str, Any]:
    women = persons // 2
    return {
        "matt_id": "brottsoffer",
        "matt": "Brottsoffer",
        "indelning": "kommun",
        "grupp": group,
        "andel_kvinnor": 50,
        "lag": 40,
        "hog": 60,
        "personer": persons,
        "kvinnor": women,
        "man": persons - women,
        "icke_binara_eller_okant": 0,
        "artiklar": persons,
        "utan_andel": None,
    } | more


def blank(rows: list[dict[str, Any]]) -> list[str]:
    for one in rows:
        if one["personer"] is None:
            hidden = ("kvinnor", "man", "icke_binara_eller_okant", "andel_kvinnor", "lag", "hog")
            assert {one[name] for name in hidden} == {None}
            assert one["utan_andel"] == SMALL_GROUP
            assert one["artiklar"] is not None
    return [one["grupp"] for one in rows if one["personer"] is None]


def test_groups_under_the_limit_are_blank() -> None:
    rows = [row("Kiruna", MIN_GROUP - 1), row("Luleå", MIN_GROUP), row("Boden", 0), row("Piteå", 1)]
    assert blank(suppress_small(rows)) == ["Kiruna", "Piteå"]
    assert rows[0]["personer"] == MIN_GROUP - 1  # the rows given are left as they are


def test_a_lone_small_part_takes_the_next_with_it() -> None:
    rows = [row(name, n, indelning="medium") for name, n in (("A", 3), ("B", 40), ("C", 90))]
    assert blank(suppress_small(rows)) == ["A", "B"]


def test_two_small_parts_hide_each_other() -> None:
    rows = [row(name, n, indelning="medium") for name, n in (("A", 3), ("B", 4), ("C", 90))]
    assert blank(suppress_small(rows)) == ["A", "B"]


def test_parts_that_overlap_cannot_be_subtracted() -> None:
    rows = [row(name, n, indelning="bransch") for name, n in (("A", 3), ("B", 40), ("C", 90))]
    assert blank(suppress_small(rows)) == ["A"]


def test_what_every_article_shows_needs_no_second_blank() -> None:
    rows = [
        row(name, n, indelning="månad", matt_id="personer") for name, n in (("A", 3), ("B", 40))
    ]
    assert blank(suppress_small(rows)) == ["A"]
    rows = [
        row(name, n, indelning="yrkesgrupp", matt_id="personer")
        for name, n in (("A", 3), ("B", 40))
    ]
    assert blank(suppress_small(rows)) == ["A", "B"]


def test_selections_and_editions_are_apart() -> None:
    rows = [
        row("A", 3, indelning="medium", utgava="2026-Q3"),
        row("B", 40, indelning="medium", utgava="2026-Q2"),
    ]
    assert blank(suppress_small(rows)) == ["A"]


def test_changes_have_two_sides() -> None:
    change = {
        "personer_fran": 3, "kvinnor_fran": 1, "man_fran": 2, "icke_binara_eller_okant_fran": 0,
        "personer_till": 30, "kvinnor_till": 10, "man_till": 20, "icke_binara_eller_okant_till": 0,
        "artiklar_fran": 2, "utan_andel": None,
    }  # fmt: skip
    (found,) = suppress_small([change])
    assert found["kvinnor_fran"] is None
    assert found["kvinnor_till"] == 10
    assert found["artiklar_fran"] == 2


def test_tables_without_persons_are_left() -> None:
    rows = [{"nyckel": "a", "varde": "b"}]
    assert suppress_small(rows) == rows
    assert suppress_small([]) == []
