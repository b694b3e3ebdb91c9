"""What a figure opens into is what it counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.indicators.indicator import Kind
from analysis.review.answers import NotFound
from analysis.review.background import Shelf, find_behind, find_behind_contrast, find_stories
from analysis.review.figurerows import read_figures
from data.store import MediaStore
from data.vocab import Genre, Sector
from tests.analysis.media import MAN, NONBINARY, UNKNOWN, WOMAN, Story, run_analysis, write_media


@pytest.fixture(scope="module")
def db_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("behind")
    genders = [WOMAN, MAN, MAN, UNKNOWN, WOMAN, NONBINARY, MAN]
    stories = [
        Story(
            [(f"Prov{i}{j} Testnamn", genders[(i + j) % 7]) for j in range(1 + i % 4)],
            title=f"Prov{i}0 Testnamn bygger" if i % 5 == 0 else "Ny gruva ger jobb",
            outlet="norrbladet" if i % 3 else "polcirkeln",
            url=f"https://n.example/{i}",
            published=f"2026-{7 + i % 3:02d}-{1 + i % 28:02d}T08:00:00+02:00",
            cluster=f"kluster{i % 30}" if i % 6 == 0 else "",
            sectors=(Sector.GRUVA_STAL, Sector.ENERGI) if i % 4 == 0 else (),
            places=("Kiruna", "Luleå") if i % 2 else (),
            genre=Genre.LETTER if i % 11 == 0 else Genre.NEWS,
            quoted=bool(i % 2),
            byline="Anna Alm" if i % 2 else "TT",
        )
        for i in range(90)
    ]
    write_media(folder, stories)
    run_analysis(folder)
    return folder


def test_every_figure_opens_into_just_what_it_counts(db_dir: Path) -> None:
    figures = read_figures(db_dir)
    background = Shelf().fetch(db_dir, 60)
    assert background is not None
    dimensions = set()
    for row in figures.indicators:
        if "underlag saknas" in row["withheld"]:
            continue
        if row["n_stories"] == 0 or not row["n_persons"]:
            continue
        behind = find_behind(background, row)
        dimensions.add(row["dimension"])
        if behind.kind is Kind.STORIES:
            yes = round(row["numerator"])
            assert behind.counts["yes"] == yes, row
            assert behind.counts["no"] == round(row["denominator"]) - yes, row
            assert behind.counts["undecided"] == round(row["undecided"]), row
            assert len(behind.rows) == sum(behind.counts.values())
        else:
            names = ("woman", "women"), ("man", "men"), *((n, n) for n in ("nonbinary", "unknown"))
            for gender, column in names:
                assert behind.counts[gender] == row[f"n_{column}"], row
            assert len(behind.rows) == row["n_persons"]
        assert len(find_stories(background, row).rows) == row["n_stories"], row
    assert {"overall", "outlet", "month", "sector", "municipality", "function"} <= dimensions


def test_every_contrast_opens_into_its_persons(db_dir: Path) -> None:
    background = Shelf().fetch(db_dir, 60)
    assert background is not None
    rows = [row for row in read_figures(db_dir).contrasts if row["n_persons"]]
    assert rows
    for row in rows:
        counts = find_behind_contrast(background, row).counts
        assert (counts["woman"], counts["man"]) == (row["n_women"], row["n_men"]), row


def test_the_newest_stand_first(db_dir: Path) -> None:
    background = Shelf().fetch(db_dir, 60)
    assert background is not None
    row = read_figures(db_dir).find(("people", "overall", "alla", "per_outlet", "all"))
    order = find_behind(background, row).rows["article"].to_numpy()
    days = background.material.articles["published"].to_numpy()[order].tolist()
    assert days == sorted(days, reverse=True)


def test_what_is_no_figure_is_not_found(db_dir: Path) -> None:
    background = Shelf().fetch(db_dir, 60)
    assert background is not None
    row = read_figures(db_dir).find(("people", "overall", "alla", "per_outlet", "all"))
    for change in ({"indicator": "x"}, {"dimension": "x"}, {"value": "x"}):
        with pytest.raises(NotFound):
            find_behind(background, row | change)


def test_a_new_run_is_seen(db_dir: Path) -> None:
    shelf = Shelf()
    first = shelf.fetch(db_dir, 60)
    assert shelf.fetch(db_dir, 60) is first
    with MediaStore(db_dir) as store, store.log_run("tag"):
        pass
    assert shelf.fetch(db_dir, 60) is not first
