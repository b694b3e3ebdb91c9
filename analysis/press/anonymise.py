"""Outlets without their names, for a first talk with newsrooms."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from string import ascii_uppercase
from typing import Any

from analysis.press.coverage import Coverage

Row = dict[str, Any]
Names = Mapping[str, tuple[str, str]]  # outlet id -> the id and the name that are shown


def name_outlets(outlets: Iterable[str], seed: str) -> dict[str, tuple[str, str]]:
    """ "Medium A", "Medium B" … in an order that follows neither name nor size.

    The order hangs on ``seed`` (the edition or period), so that the same kit is the same again and
    a letter does not stay with an outlet from one edition to the next.
    """
    order = sorted(outlets, key=lambda key: hashlib.sha256(f"{seed}\t{key}".encode()).digest())
    return {
        key: (f"medium-{_letters(number).lower()}", f"Medium {_letters(number)}")
        for number, key in enumerate(order)
    }


def _letters(number: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA."""
    first, last = divmod(number, len(ascii_uppercase))
    return (_letters(first - 1) if first else "") + ascii_uppercase[last]


def anonymise_rows(
    rows: Mapping[str, list[Row]], names: Names, shown: Mapping[str, str]
) -> dict[str, list[Row]]:
    """Rows of an edition by kind with every outlet renamed; ``shown`` are the real names by id."""
    by_name = {name: names[key][1] for key, name in shown.items() if key in names}
    renamed = {kind: [dict(row) for row in own] for kind, own in rows.items()}
    for row in renamed.get("indicators", []):
        if row["dimension"] == "outlet":
            row["value"], row["label"] = names[row["value"]]
        elif row["dimension"] == "outlet_municipality":
            outlet, _, place = row["value"].partition("|")
            label = row["label"].rpartition(", ")[2]
            row["value"] = f"{names[outlet][0]}|{place}"
            row["label"] = f"{names[outlet][1]}, {label}"
    for row in renamed.get("unseen", []):
        row["outlet"] = by_name.get(row["outlet"], row["outlet"])
    return renamed


def name_gaps(coverage: Coverage) -> Coverage:
    """The coverage with the names of outlets in place of their ids in its gaps."""
    names = {outlet.id: outlet.name for outlet in coverage.outlets}
    gaps = (replace(gap, outlet=names.get(gap.outlet, gap.outlet)) for gap in coverage.gaps)
    return replace(coverage, gaps=tuple(gaps))


def anonymise_coverage(coverage: Coverage, names: Names) -> Coverage:
    """The coverage with every outlet renamed, in the order of the new names."""
    outlets = (
        replace(outlet, id=names[outlet.id][0], name=names[outlet.id][1])
        for outlet in coverage.outlets
    )
    return replace(
        coverage,
        outlets=tuple(sorted(outlets, key=lambda outlet: (len(outlet.name), outlet.name))),
        gaps=tuple(
            replace(gap, outlet=names[gap.outlet][1])
            for gap in coverage.gaps
            if gap.outlet in names
        ),
    )
