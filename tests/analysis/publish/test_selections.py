from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analysis.filters import default_filters
from analysis.frames import load_tagged_material
from analysis.intervals import share_interval
from analysis.publish.selections import _interval, build_selections
from analysis.publish.tables import build_figures
from data.results import read_all
from data.store import MediaStore
from data.vocab import Sector
from tests.analysis.media import MAN, UNKNOWN, WOMAN, Story, run_analysis, write_media

KEYS = ("matt_id", "period", "medium", "bransch", "kommun")


def build(folder: Path, stories: list[Story]) -> list[dict[str, Any]]:
    write_media(folder, stories)
    run_analysis(folder)
    with MediaStore(folder) as store:
        material = load_tagged_material(store)
        filters = default_filters(material.articles["outlet_id"])
        return build_selections(material, filters, build_figures(read_all(store, "indicators")))


def find(rows: list[dict[str, Any]], **wanted: str) -> dict[str, Any]:
    chosen = dict.fromkeys(KEYS, "alla") | {"matt_id": "personer"} | wanted
    (row,) = [r for r in rows if all(r[key] == value for key, value in chosen.items())]
    return row


def test_a_choice_of_several_counts_what_stands_in_all_of_them(tmp_path: Path) -> None:
    two = (Sector.ENERGI, Sector.SKOG)
    people = [("Eva Ek", WOMAN), ("Bo Ek", MAN), ("Kim Ek", UNKNOWN)]
    rows = build(
        tmp_path,
        [
            Story(people, sectors=two, places=("Kiruna", "Luleå"), title="Ett"),
            Story(people[:1], sectors=two[:1], places=("Luleå",), title="Två"),
            Story(people[:1], sectors=(), places=(), outlet="polcirkeln", title="Tre"),
        ],
    )
    chosen = find(rows, bransch="Energi", kommun="Luleå", medium="Norrbladet")
    assert (chosen["kvinnor"], chosen["man"], chosen["icke_binara_eller_okant"]) == (2, 1, 1)
    assert (chosen["artiklar"], chosen["personer"]) == (2, 4)
    assert chosen["andel_kvinnor"] is None
    assert "färre än 30 personer" in chosen["utan_andel"]
    assert find(rows, bransch="Skog")["personer"] == 3
    assert find(rows, bransch="ingen bransch angiven", medium="Polcirkelbladet")["personer"] == 1
    assert find(rows)["personer"] == 5
    assert len({tuple(row[key] for key in KEYS) for row in rows}) == len(rows)


def test_a_choice_that_is_a_figure_already_carries_its_interval(tmp_path: Path) -> None:
    stories = [
        Story([("Eva Ek", WOMAN), ("Bo Ek", MAN), ("Per Ek", MAN)][: 1 + n % 3], title=f"Nr {n}")
        for n in range(60)
    ]
    write_media(tmp_path, stories)
    run_analysis(tmp_path)
    with MediaStore(tmp_path) as store:
        material = load_tagged_material(store)
        filters = default_filters(material.articles["outlet_id"])
        figures = build_figures(read_all(store, "indicators"))
    rows = build_selections(material, filters, figures)
    for dimension, column in (("kommun", "kommun"), ("bransch", "bransch"), ("medium", "medium")):
        (figure,) = [
            f
            for f in figures
            if f["matt_id"] == "personer"
            and f["indelning"] == dimension
            and f["urval"] == "alla artiklar"
            and f["rakning"] == "en gång per medium"
        ]
        row = find(rows, **{column: figure["grupp"]})
        assert row["andel_kvinnor"] is not None
        for name in ("andel_kvinnor", "lag", "hog", "minst", "hogst", "personer", "artiklar"):
            assert row[name] == figure[name]


@pytest.mark.parametrize(("clusters", "within"), [(12, 0.02), (30, 0.008), (120, 0.004)])
def test_linearised_limits_agree_with_the_bootstrap(clusters: int, within: float) -> None:
    rng = np.random.default_rng(20261125)
    for _ in range(10):
        whole = rng.poisson(2.5, clusters) + 1
        part = rng.binomial(whole, rng.beta(2, 4, clusters))
        drawn = share_interval(part, whole)
        assert drawn is not None
        low, high = _interval(
            {
                "informative": clusters,
                "known": whole.sum(),
                "woman": part.sum(),
                "largest": whole.max(),
                "pp": (part * part).sum(),
                "pw": (part * whole).sum(),
                "ww": (whole * whole).sum(),
            }
        )
        assert abs(low - drawn.low) < within
        assert abs(high - drawn.high) < within


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_all_or_nothing_claims_no_certainty(share: float) -> None:
    n = 40
    cell = {"informative": n, "known": n, "woman": n * share, "largest": 1, "ww": n}
    low, high = _interval(cell | {"pp": n * share, "pw": n * share})
    assert high - low > 0.05
