"""Rows of the public tables that place the figures: base rates, GMMP, words, what is not seen."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import data.reference
from analysis.base_rates import BaseRate
from analysis.dimensions import DIMENSION_LABELS
from analysis.editions import Edition
from analysis.indicators import CONTRASTS, INDICATORS
from analysis.indicators.indicator import CHAPTER_LABELS
from analysis.publish.findings import filter_columns, percent_columns, person_columns
from analysis.unseen import SEEN
from data.vocab import Gender

Row = dict[str, Any]
GMMP_SOURCE = "Egna siffror i kategorier från Global Media Monitoring Project 2020"
GEMI_SOURCE = "GEM-I efter Djerf-Pierre och Edström 2020; formeln är obekräftad"


def build_indicator_list() -> list[Row]:
    """Rows of ``mattlista``: what each figure counts, in Swedish and English."""
    rows = []
    for indicator in INDICATORS.values():
        divided = ", ".join(DIMENSION_LABELS[name] for name in indicator.dimensions)
        rows.append(
            {
                "matt_id": indicator.public_id,
                "matt": indicator.label,
                "kapitel": CHAPTER_LABELS[indicator.chapter.value],
                "enhet": indicator.unit,
                "definition": indicator.definition,
                "definition_en": indicator.definition_en,
                "taljare": indicator.numerator,
                "namnare": indicator.denominator,
                "indelningar": divided,
            }
        )
    for contrast in CONTRASTS.values():
        rows.append(
            {
                "matt_id": contrast.public_id,
                "matt": contrast.label,
                "kapitel": CHAPTER_LABELS[contrast.chapter.value],
                "enhet": contrast.unit,
                "definition": contrast.definition,
                "definition_en": contrast.definition_en,
                "taljare": f"Kvinnors medelvärde minus mäns, bland {contrast.among}",
                "namnare": "Kvinnor respektive män",
                "indelningar": DIMENSION_LABELS["overall"],
            }
        )
    return [row | {"ordning": i} for i, row in enumerate(rows, 1)]


def build_base_rates(rates: Iterable[BaseRate]) -> list[Row]:
    """Rows of ``basandelar``."""
    return [
        {
            "id": rate.id,
            "befolkning": rate.population,
            "definition": rate.definition,
            "omrade": rate.area,
            "ar": rate.year,
            "enhet": rate.unit,
            "varde": rate.value,
            "fran": rate.low,
            "till": rate.high,
            "kvinnor": rate.women,
            "antal": rate.total,
            "jamfors_med": INDICATORS[rate.indicator].label if rate.indicator else None,
            "grupp": rate.group or None,
            "kalla": rate.source,
            "anmarkning": rate.note or None,
        }
        for rate in rates
    ]


def build_gmmp(rows: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Rows of ``gmmp``: our figures in the project's categories."""
    built = []
    for number, row in enumerate(rows, 1):
        gemi = row["part"] == "GEM-I"
        built.append(
            {
                "id": number,
                "del": row["part"],
                "kod": row["code"] or None,
                "kategori": row["category"],
                **percent_columns(row),
                "gap": _round(row["gap"]),
                "gap_lag": _round(row["gap_low"]),
                "gap_hog": _round(row["gap_high"]),
                **person_columns(row),
                "kalla": GEMI_SOURCE if gemi else GMMP_SOURCE,
                "utan_andel": row["withheld"] or None,
                **filter_columns(row),
            }
        )
    return built


def build_gmmp_published() -> list[Row]:
    """Rows of ``gmmp_publicerat``: what the project itself has published."""
    path = Path(data.reference.__file__).parent / "gmmp.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [
            {
                "id": number,
                "vilka": row["what"],
                "omrade": row["area"],
                "ar": int(row["year"]),
                "procent_kvinnor": int(row["women"]),
                "antal": int(row["n"]) if row["n"] else None,
                "omfattning": row["scope"],
                "kalla": row["source"],
            }
            for number, row in enumerate(csv.DictReader(file), 1)
        ]


def build_words(rows: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Rows of ``ord``: words that stand more often near women, or near men."""
    return [
        {
            "id": f"{row['near']}-{row['word']}",
            "ord": row["word"],
            "nara": "kvinnor" if row["near"] == Gender.WOMAN.value else "män",
            "styrka": round(abs(row["z"]), 2),
            "nyheter_kvinnor": row["n_stories_women"],
            "nyheter_man": row["n_stories_men"],
            "jamforda_ord": row["n_compared"],
            "artiklar": row["n_stories"],
            **filter_columns(row),
            "ordning": number,
        }
        for number, row in enumerate(rows, 1)
    ]


def build_unseen(rows: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Rows of ``osynligt``: places and industries with what is seen of them."""
    built = []
    for number, row in enumerate(rows, 1):
        built.append(
            {
                "id": number,
                "indelning": DIMENSION_LABELS[row["dimension"]],
                "grupp": row["label"],
                "medium": row["outlet"] or "alla medier",
                "saknas": row["unseen"] if row["unseen"] != SEEN else "syns",
                **person_columns(row),
                "kvinnor_till_tals": row["n_women_speaking"],
                **filter_columns(row),
            }
        )
    return built


def build_editions(editions: Iterable[Edition]) -> list[Row]:
    """Rows of ``utgavor``: what is frozen, and what it was made with."""
    return [
        {
            "namn": edition.name,
            "period": edition.period,
            "fryst": edition.frozen_at,
            "artiklar": edition.n_articles,
            "raknade": edition.n_stories,
            "personer": edition.n_persons,
            "granskade": edition.n_reviewed,
            "programversion": edition.version,
            "modeller": ", ".join(edition.models["names"]),
            "kodhash": edition.code_sha256,
            "innehallshash": edition.sha256,
        }
        for edition in editions
    ]


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
