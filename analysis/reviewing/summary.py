"""Corrected and uncorrected shares in words, for the summary of a run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

_METHODS = {
    "plain": "machine alone",
    "decided": "with reviewers' changes put in",
    "weighted": "reviewed sample alone",
    "ppi": "corrected by the sample",
}


def describe_corrections(rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """'people, machine alone' -> '38.1 % women (35.0 to 41.3)', once anything was reviewed.

    Nothing is said where nobody has reviewed or decided anything: there is one figure then.
    """
    rows = list(rows)
    if not any(row["n_reviewed"] for row in rows) and not any(
        row["method"] == "decided" for row in rows
    ):
        return {}
    order = list(_METHODS)
    rows.sort(key=lambda row: (row["indicator"], order.index(row["method"])))
    return {f"{row['indicator']}, {_METHODS[row['method']]}": _say(row) for row in rows}


def _say(row: Mapping[str, Any]) -> str:
    if row["share"] is None:
        return f"withheld: {row['withheld']}"
    limits = f"{100 * row['low']:.1f} to {100 * row['high']:.1f}"
    return f"{100 * row['share']:.1f} % women ({limits})"
