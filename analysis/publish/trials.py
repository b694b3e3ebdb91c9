"""Rows of the public tables that try the figures: sensitivity, correction, errors by gender."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from analysis.correction.misclassification import ANY, NOT_FOUND
from analysis.indicators import INDICATORS
from analysis.publish.findings import filter_columns, percent_columns, person_columns
from data.vocab import Evidence, Gender

Row = dict[str, Any]
METHODS = {
    "plain": "maskinens andel, inte rättad",
    "decided": "maskinens andel med granskarnas ändringar inlagda",
    "weighted": "bara de granskade, vägda efter dragningen",
    "ppi": "maskinens andel rättad efter de granskade (PPI++)",
}
_DRAWN = {"article": "artiklar", "person": "personer"}
_MACHINE = {
    Gender.WOMAN.value: "kvinna",
    Gender.MAN.value: "man",
    Gender.NONBINARY.value: "icke-binär",
    Gender.UNKNOWN.value: "okänt",
    NOT_FOUND: "hittades inte",
}
_EVIDENCE = {
    ANY: "alla belägg",
    Evidence.REVIEWER.value: "granskare",
    Evidence.PRONOUN.value: "pronomen",
    Evidence.TITLE.value: "titel",
    Evidence.NAME.value: "namn",
    Evidence.NGRAM.value: "namnets form",
    Evidence.NONE.value: "inget belägg",
}


def build_sensitivity(rows: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Rows of ``kanslighet``: each headline figure under other choices."""
    built = []
    for number, row in enumerate(rows, 1):
        indicator = INDICATORS[row["indicator"]]
        built.append(
            {
                "id": number,
                "matt": indicator.label,
                "val": row["choice"],
                **percent_columns(row),
                "pastaende": row["statement"] or None,
                "samma_pastaende": _say_yes(row["agrees"]),
                "haller_i_alla": _say_yes(row["holds"]),
                **person_columns(row),
                "utan_andel": row["withheld"] or None,
                **filter_columns(row),
            }
        )
    return built


def build_corrections(rows: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Rows of ``rattelser``: the plain, the weighted and the corrected share side by side."""
    built = []
    for row in rows:
        indicator = INDICATORS[row["indicator"]]
        built.append(
            {
                "id": f"{indicator.public_id}-{row['method']}",
                "matt": indicator.label,
                "metod": METHODS[row["method"]],
                **percent_columns(row),
                "granskade": row["n_reviewed"],
                "dragna": _DRAWN[row["unit"]],
                **person_columns(row),
                "utan_andel": row["withheld"] or None,
                **filter_columns(row),
            }
        )
    return built


def build_misclassification(rows: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Rows of ``forvaxlingar``: what the machine said, and what reviewers said of the same."""
    return [
        {
            "id": f"{row['machine']}-{row['evidence']}",
            "maskinen": _MACHINE[row["machine"]],
            "belagg": _EVIDENCE[row["evidence"]],
            "granskade": row["n_reviewed"],
            "kvinna": row["n_women"],
            "man": row["n_men"],
            "annat_eller_okant": row["n_other"],
            "ingen_person": row["n_no_person"],
            "ratt": percent_columns(row, "ratt")["ratt"],
            "lag": percent_columns(row)["lag"],
            "hog": percent_columns(row)["hog"],
            "utan_andel": row["withheld"] or None,
        }
        for row in rows
    ]


def _say_yes(value: int | None) -> str | None:
    return None if value is None else ("ja" if value else "nej")
