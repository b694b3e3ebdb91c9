from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from analysis.base_rates import BASE_RATES, compute_quotients, load_base_rates
from analysis.indicators import INDICATORS
from analysis.unseen import list_municipalities
from data.errors import BadInput
from data.vocab import Sector


def figure(indicator: str, dimension: str, value: str, **changes: Any) -> dict[str, Any]:
    return {
        "indicator": indicator,
        "dimension": dimension,
        "value": value,
        "label": value,
        "counting": "per_outlet",
        "selection": "all",
        "n_stories": 60,
        "n_persons": 100,
        "n_women": 14,
        "n_men": 86,
        "n_nonbinary": 0,
        "n_unknown": 0,
        "share": 0.14,
        "low": 0.07,
        "high": 0.28,
        "withheld": "",
        "filters": "{}",
    } | changes


def test_every_row_has_population_definition_area_year_and_source() -> None:
    rates = load_base_rates()
    assert len(rates) == 46
    for rate in rates:
        assert rate.population
        assert rate.definition
        assert rate.area
        assert rate.source
        assert 2010 <= rate.year <= 2026


@pytest.mark.parametrize(
    ("rate_id", "value"),
    [
        ("chefer_norrbotten", 34), ("vd_norrbotten", 13), ("foretagare_norrbotten", 28),
        ("stod_kvinna", 2), ("stod_kvinna_man", 24), ("stod_nystartade", 50),
        ("befolkning_norrbotten", 48.6), ("tillverkning_norrbotten", 19.7),
        ("jordbruk_norrbotten", 24.1), ("gruva_ovre_norrland", 27.1),
        ("bygg_ovre_norrland", 10.1), ("handel_ovre_norrland", 46.1),
        ("foretagare_riket", 32.1), ("foretagare_vard", 63.4), ("chefer_riket", 40.1),
        ("fullmaktige_pajala", 57), ("ks_ordforande_riket", 32), ("riksdagen", 46),
    ],
)  # fmt: skip
def test_values_are_those_of_the_sources(rate_id: str, value: float) -> None:
    assert {rate.id: rate.value for rate in load_base_rates()}[rate_id] == value


def test_matches_name_what_exists() -> None:
    places = set(list_municipalities())
    sectors = {sector.value for sector in Sector}
    for rate in load_base_rates():
        if rate.indicator:
            indicator = INDICATORS[rate.indicator]
            assert rate.dimension in indicator.dimensions
            groups = {"overall": {"alla"}, "sector": sectors, "municipality": places}
            assert rate.group in groups[rate.dimension]


def test_a_quotient_is_the_share_by_the_base_rate_with_its_interval() -> None:
    rows = compute_quotients([figure("entrepreneurs", "overall", "alla")], load_base_rates())
    row = next(row for row in rows if row["base_rate"] == "foretagare_norrbotten")
    assert row["quotient"] == pytest.approx(0.5)
    assert row["quotient_low"] == pytest.approx(0.25)
    assert row["quotient_high"] == pytest.approx(1.0)
    assert {row["base_rate"] for row in rows} == {"foretagare_norrbotten", "foretagare_riket"}


def test_counts_are_used_where_they_are_there() -> None:
    rows = compute_quotients([figure("people", "sector", "gruva_stal")], load_base_rates())
    row = next(row for row in rows if row["base_rate"] == "tillverkning_norrbotten")
    assert row["base_share"] == pytest.approx(2996 / 15219)


def test_no_match_no_quotient_and_a_withheld_share_gives_none() -> None:
    rates = load_base_rates()
    assert compute_quotients([figure("experts", "overall", "alla")], rates) == []
    assert compute_quotients([figure("people", "sector", "energi")], rates) == []
    other = [figure("people", "overall", "alla", selection="no_wire")]
    assert compute_quotients(other, rates) == []
    none = dict.fromkeys(("share", "low", "high"))
    few = figure("people", "overall", "alla", **none, withheld="färre än 30 personer")
    (row,) = compute_quotients([few], rates)
    assert row["quotient"] is row["quotient_low"] is None
    assert row["withheld"] == "färre än 30 personer"


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("value", "fyrtio", "line 2"),
        ("year", "1066", "line 2"),
        ("source", "", "line 2"),
        ("women", "1", "line 2"),
        ("unit", "öre", "line 2"),
        ("value", "", "line 2"),
    ],
)
def test_a_wrong_row_is_named_with_its_line(
    tmp_path: Path, column: str, value: str, said: str
) -> None:
    with BASE_RATES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    row = next(row for row in rows if row["id"] == "tillverkning_norrbotten") | {column: value}
    path = tmp_path / "rates.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(row))
        writer.writeheader()
        writer.writerow(row)
    with pytest.raises(BadInput, match=said):
        load_base_rates(path)


def test_an_id_stands_once(tmp_path: Path) -> None:
    lines = BASE_RATES.read_text(encoding="utf-8").splitlines()
    path = tmp_path / "rates.csv"
    path.write_text("\n".join([lines[0], lines[2], lines[2]]), encoding="utf-8")
    with pytest.raises(BadInput, match="twice"):
        load_base_rates(path)
