"""Empty groups, one story, all unknown, one outlet, missing months: counts and words, never NaN."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from analysis.analyse import Analysis
from analysis.publish.build import collect_tables, replace_public_db
from analysis.publish.schema import TABLES
from data.results import dump_row
from data.store import MediaStore
from data.vocab import Access, Genre
from tests.analysis.media import (
    MAN,
    NONBINARY,
    UNKNOWN,
    WOMAN,
    Story,
    many_stories,
    run_analysis,
    write_media,
)
from tests.analysis.review import write_review
from tests.analysis.ten import write_ten

CASES: dict[str, list[Story]] = {
    "no growth story": [Story(themes=())],
    "nobody in it": [Story()],
    "one story": [Story([("Eva Ek", WOMAN)])],
    "all unknown": [Story([(f"Namn{i} Okänd", UNKNOWN)]) for i in range(40)],
    "all women": [Story([("Eva Ek", WOMAN)]) for _ in range(40)],
    "all men": [Story([("Per Berg", MAN)]) for _ in range(40)],
    "all nonbinary": [Story([("Kim Ek", NONBINARY)]) for _ in range(40)],
    "one outlet": many_stories(40),
    "no dates": [Story([("Eva Ek", WOMAN)], published="") for _ in range(40)],
    "missing months": [
        *(Story([("Eva Ek", WOMAN)], published=f"2025-01-{i + 1:02d}") for i in range(20)),
        *(Story([("Per Berg", MAN)], published=f"2026-11-{i + 1:02d}") for i in range(20)),
    ],
    "only teasers": [Story([("Eva Ek", WOMAN)], access=Access.TEASER) for _ in range(40)],
    "only opinion": [Story([("Eva Ek", WOMAN)], genre=Genre.OPINION) for _ in range(40)],
    "one wire text": [
        Story([("Eva Ek", WOMAN)], cluster="wire", outlet=outlet)
        for outlet in ("norrbladet", "polcirkeln")
    ],
    "one crowd": [Story([(f"Namn{i} Ek", WOMAN if i % 2 else MAN) for i in range(200)])],
}


def every_row(found: Analysis) -> list[dict[str, Any]]:
    return [*found.indicators, *(row for rows in found.results.values() for row in rows)]


@pytest.mark.parametrize("case", CASES)
def test_every_figure_is_a_number_with_limits_or_says_why_not(tmp_path: Path, case: str) -> None:
    write_media(tmp_path, CASES[case])
    found = run_analysis(tmp_path)
    for row in every_row(found):
        dump_row(row)  # refuses NaN and infinity
        found_none = all(row.get(key) is None for key in ("share", "difference", "gap", "change"))
        if "withheld" in row and found_none:
            assert row["withheld"], row
    with MediaStore(tmp_path) as store:
        path, _ = replace_public_db(tmp_path, collect_tables(store, tmp_path))
    with closing(sqlite3.connect(path)) as connection:
        for table in TABLES:
            for row in connection.execute(f"SELECT * FROM {table}"):
                assert "nan" not in {str(value).casefold() for value in row}


def test_all_unknown_is_counted_and_bounded_by_nothing(tmp_path: Path) -> None:
    write_media(tmp_path, CASES["all unknown"])
    rows = [r for r in run_analysis(tmp_path).indicators if r["dimension"] == "overall"]
    people = next(r for r in rows if (r["indicator"], r["selection"]) == ("people", "all"))
    assert (people["n_unknown"], people["denominator"], people["share"]) == (40, 0, None)
    assert people["withheld"].startswith("färre än 30 personer med känt kön")


# Columns that hold a share, a quotient, a mean or a difference of such, and what must stand with
# each: numbers of persons and stories, unknowns, an interval, filters and the edition.
COMPANIONS = (
    *("personer", "artiklar", "icke_binara_eller_okant", "lag", "hog", "filter", "utgava"),
)
SHARES: dict[str, tuple[str, ...]] = {
    "andel_kvinnor": COMPANIONS,
    "andel": COMPANIONS,
    "skillnad": COMPANIONS,
    "kvot": (*COMPANIONS, "kvot_lag", "kvot_hog", "befolkning", "basar", "kalla"),
    "gap": (
        *("personer", "artiklar", "icke_binara_eller_okant", "gap_lag", "gap_hog", "filter"),
        "utgava",
    ),
    "forandring": (
        *("lag", "hog", "filter", "utgava"),
        *(f"{n}_{s}" for n in COMPANIONS[:3] for s in ("fran", "till")),
    ),
}
# Limits and parts of the above, and what is no finding of ours.
PARTS = frozenset(
    (
        *("lag", "hog", "minst", "hogst", "kvot_lag", "kvot_hog", "gap_lag", "gap_hog"),
        *("kvinnors_medel", "mans_medel", "andel_fran", "andel_till", "basandel", "styrka"),
    )
)
NO_FINDINGS = {
    "felmatt": "errors against a gold file: own columns for value, limits and n",
    "forvaxlingar": "what reviewers said of reviewed rows: n, limits",
    "basandelar": "figures of others, with source",
    "gmmp_publicerat": "figures of others, with source",
}


def publish(db_dir: Path) -> Path:
    run_analysis(db_dir)
    with MediaStore(db_dir) as store:
        return replace_public_db(db_dir, collect_tables(store, db_dir))[0]


@pytest.mark.parametrize("corpus", ["many", "ten", "reviewed"])
def test_every_published_share_carries_all_that_belongs_to_it(tmp_path: Path, corpus: str) -> None:
    if corpus == "ten":
        write_ten(tmp_path)
    else:
        write_media(tmp_path, many_stories(120) + many_stories(40, outlet="polcirkeln"))
    if corpus == "reviewed":
        write_review(tmp_path, 80, flip=0.1)
    path = publish(tmp_path)
    seen = set()
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        for table, columns in TABLES.items():
            if table in NO_FINDINGS:
                continue
            types = {
                row["name"]: row["type"]
                for row in connection.execute(f"PRAGMA table_info({table})")
            }
            for column in columns:
                # a number with decimals, or one named a share, is one or a part of one
                named = "andel" in column.split("_") and types[column] == "INTEGER"
                tells = types[column] == "FLOAT" or named
                assert column in SHARES or column in PARTS or not tells, (table, column)
            for row in connection.execute(f"SELECT * FROM {table}"):
                for column, companions in SHARES.items():
                    if column in columns and row[column] is not None:
                        seen.add((table, column))
                        for companion in companions:
                            assert row[companion] is not None, (table, dict(row), companion)
                        assert row["filter"].startswith("Nyheter"), dict(row)
                        assert row["utgava"] == "löpande"
                        if column in {"andel_kvinnor", "andel"}:
                            assert row["lag"] <= row[column] <= row["hog"], (table, dict(row))
                            assert row["personer"] >= 30
                            assert row["artiklar"] >= 10
                    elif column in columns and "utan_andel" in columns:
                        told = {"gap", "andel_kvinnor"} & set(columns)
                        if all(row[other] is None for other in told | {column}):
                            assert row["utan_andel"], (table, dict(row))
    if corpus != "ten":
        assert {("nyckeltal", "andel_kvinnor"), ("nyhetsandelar", "andel")} <= seen
        assert {("jamforelser", "skillnad"), ("kvoter", "kvot")} <= seen
        assert {("forandringar", "forandring"), ("kanslighet", "andel_kvinnor")} <= seen
        assert {("gmmp", "andel_kvinnor"), ("rattelser", "andel_kvinnor")} <= seen


def test_meta_says_what_the_figures_were_made_of(tmp_path: Path) -> None:
    write_media(tmp_path, many_stories(12))
    (meta,) = run_analysis(tmp_path).results["meta"]
    assert len(meta["fingerprint"]) == len(meta["code_sha256"]) == 64
    assert json.loads(meta["filters"])["growth_only"] is True


def test_a_new_review_makes_the_figures_old(tmp_path: Path) -> None:
    from data.errors import NothingToDo

    write_media(tmp_path, many_stories(60))
    publish(tmp_path)
    write_review(tmp_path, 60)
    with MediaStore(tmp_path) as store, pytest.raises(NothingToDo, match="the reviews"):
        collect_tables(store, tmp_path)
    path = publish(tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        (said,) = connection.execute(
            "SELECT varde FROM metod WHERE nyckel = 'Granskning'"
        ).fetchone()
        (rows,) = connection.execute("SELECT count(*) FROM forvaxlingar").fetchone()
    assert "granskat av människa" in said
    assert rows > 0
