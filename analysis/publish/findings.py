"""Rows of the public tables that set figures against each other: contrasts, quotients, changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from analysis.base_rates import BaseRate
from analysis.dimensions import DIMENSION_LABELS
from analysis.filterwords import say_filters
from analysis.indicators import CONTRASTS, INDICATORS
from analysis.indicators.indicator import CHAPTER_LABELS
from analysis.publish.tables import COUNTING_LABELS, RUNNING
from analysis.stories import SELECTION_LABELS
from analysis.swedish import outer_percent, say_month, say_quarter, whole_percent

Row = dict[str, Any]
RANK = {name: number for number, name in enumerate(INDICATORS)}


def person_columns(row: Mapping[str, Any], suffix: str = "", source: str = "") -> Row:
    """How many, with nonbinary persons and unknowns together so that nobody is singled out."""
    return {
        f"personer{suffix}": row[f"n_persons{source}"],
        f"kvinnor{suffix}": row[f"n_women{source}"],
        f"man{suffix}": row[f"n_men{source}"],
        f"icke_binara_eller_okant{suffix}": row[f"n_nonbinary{source}"] + row[f"n_unknown{source}"],
        f"artiklar{suffix}": row[f"n_stories{source}"],
    }


def percent_columns(row: Mapping[str, Any], name: str = "andel_kvinnor") -> Row:
    """Share and interval in whole per cent, the limits rounded outwards."""
    if row["share"] is None:
        return {name: None, "lag": None, "hog": None}
    low, high = outer_percent(row["low"], row["high"])
    return {name: whole_percent(row["share"]), "lag": low, "hog": high}


def filter_columns(row: Mapping[str, Any], edition: str = RUNNING) -> Row:
    return {"filter": say_filters(row["filters"]), "utgava": edition}


def build_contrasts(rows: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Rows of ``jamforelser``: women's mean beside men's."""
    built = []
    for row in rows:
        contrast = CONTRASTS[row["contrast"]]
        built.append(
            {
                "id": f"{contrast.public_id}-{row['counting']}-{row['selection']}",
                "matt_id": contrast.public_id,
                "matt": contrast.label,
                "enhet": contrast.unit,
                "kapitel": CHAPTER_LABELS[contrast.chapter.value],
                "bland": contrast.among,
                "rakning": COUNTING_LABELS[row["counting"]],
                "urval": SELECTION_LABELS[row["selection"]],
                "kvinnors_medel": _rounded(row["women"]),
                "mans_medel": _rounded(row["men"]),
                "skillnad": _rounded(row["difference"]),
                "lag": _rounded(row["low"]),
                "hog": _rounded(row["high"]),
                "sakerstalld": _say_sure(row["low"], row["high"]),
                **person_columns(row),
                "utan_andel": row["withheld"] or None,
                **filter_columns(row),
            }
        )
    return [row | {"ordning": i} for i, row in enumerate(built, 1)]


def build_quotients(rows: Iterable[Mapping[str, Any]], rates: Mapping[str, BaseRate]) -> list[Row]:
    """Rows of ``kvoter``: the media share divided by the share in the matching population."""
    built = []
    for row in rows:
        rate = rates[row["base_rate"]]
        built.append(
            {
                "id": f"{INDICATORS[row['indicator']].public_id}-{rate.id}",
                "matt": INDICATORS[row["indicator"]].label,
                "indelning": DIMENSION_LABELS[row["dimension"]],
                "grupp": row["label"],
                **percent_columns(row),
                "befolkning": rate.population,
                "omrade": rate.area,
                "basar": rate.year,
                "basandel": _rounded(100 * rate.share),
                "kalla": rate.source,
                "anmarkning": rate.note or None,
                "kvot": _rounded(row["quotient"], 2),
                "kvot_lag": _rounded(row["quotient_low"], 2),
                "kvot_hog": _rounded(row["quotient_high"], 2),
                **person_columns(row),
                "utan_andel": row["withheld"] or None,
                **filter_columns(row),
                "_order": (RANK[row["indicator"]], row["dimension"] != "overall", row["label"]),
            }
        )
    built.sort(key=lambda row: row.pop("_order"))
    return [row | {"ordning": i} for i, row in enumerate(built, 1)]


def build_changes(rows: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Rows of ``forandringar``: from one period to the next."""
    built = []
    for row in rows:
        say = say_quarter if row["unit"] == "quarter" else say_month
        points: Row = dict.fromkeys(("forandring", "lag", "hog"))
        if row["change"] is not None:
            points = {"forandring": _points(row["change"])}
            points |= {"lag": _points(row["low"]), "hog": _points(row["high"])}
        built.append(
            {
                "id": f"{INDICATORS[row['indicator']].public_id}-{row['before']}-{row['after']}",
                "matt": INDICATORS[row["indicator"]].label,
                "steg": "kvartal" if row["unit"] == "quarter" else "månad",
                "fran": say(row["before"]),
                "till": say(row["after"]),
                "andel_fran": _percent(row["share_before"]),
                "andel_till": _percent(row["share_after"]),
                **points,
                "larm": _say_alarm(row),
                **person_columns(row, "_fran", "_before"),
                **person_columns(row, "_till", "_after"),
                "utan_andel": row["withheld"] or None,
                **filter_columns(row),
                "_order": (row["unit"] != "quarter", RANK[row["indicator"]], row["before"]),
            }
        )
    built.sort(key=lambda row: row.pop("_order"))
    return [row | {"ordning": i} for i, row in enumerate(built, 1)]


def _say_alarm(row: Mapping[str, Any]) -> str | None:
    if row["change"] is None:
        return None
    if not row["alarm"]:
        return "nej, ryms inom slumpen"
    return "ja, ökning utöver slumpen" if row["change"] > 0 else "ja, minskning utöver slumpen"


def _say_sure(low: float | None, high: float | None) -> str | None:
    if low is None or high is None:
        return None
    if low > 0:
        return "ja, högre för kvinnor"
    if high < 0:
        return "ja, lägre för kvinnor"
    return "nej, ryms inom slumpen"


def _rounded(value: float | None, decimals: int = 1) -> float | None:
    return None if value is None else round(value, decimals)


def _points(value: float) -> float:
    return round(100 * value, 1)


def _percent(value: float | None) -> int | None:
    return None if value is None else whole_percent(value)
