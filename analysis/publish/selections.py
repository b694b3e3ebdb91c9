"""The table ``urvalssiffror``: shares for every choice of period, outlet, sector and place.

A dashboard with filters looks a figure up here; nothing is computed from a visitor's choice, so
that every figure keeps its interval, its n and the least basis of all other figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.dimensions import DIMENSIONS
from analysis.filters import Filters
from analysis.filterwords import say_filters
from analysis.frames import Material
from analysis.indicators import INDICATORS
from analysis.indicators.compute import (
    MIN_PERSONS,
    MIN_STORIES,
    WITHHELD_NOBODY,
    WITHHELD_PERSONS,
    WITHHELD_STORIES,
)
from analysis.intervals import t_quantile, wilson_interval
from analysis.publish.tables import COUNTING_LABELS, RUNNING
from analysis.scope import Scope, make_scope
from analysis.stories import SELECTION_LABELS, Counting, Selection
from analysis.swedish import outer_percent, whole_percent
from data.vocab import Gender

EVERYTHING = "alla"
MEASURES = ("people", "sources")
# Column of the table -> dimension of the figures.
CHOICES = {"period": "quarter", "medium": "outlet", "bransch": "sector", "kommun": "municipality"}
Row = dict[str, Any]
Codes = npt.NDArray[np.int64]


def build_selections(
    material: Material, filters: Filters, figures: Iterable[Mapping[str, Any]]
) -> list[Row]:
    """Rows of ``urvalssiffror``; ``figures`` are the rows of ``nyckeltal``.

    A choice that a figure is given for already carries that figure to the letter. The others
    have the standard error of a ratio by linearisation over story clusters, which the bootstrap
    of the figures estimates too, on the same logit scale with the same t.
    """
    scope = make_scope(material, filters)
    if scope.stories.empty:
        return []
    frame, labels = _divide(scope)
    known = _index_figures(figures)
    said = say_filters(filters.to_json())
    rows: list[Row] = []
    for name in MEASURES:
        indicator = INDICATORS[name]
        counts = _count_genders(scope, name)
        cells = _sum_cells(frame, counts, scope.cluster)
        columns = list(cells.columns)
        for values in zip(*(cells[name].tolist() for name in columns), strict=True):
            cell = dict(zip(columns, values, strict=True))
            place = {column: labels[column][int(cell[column])] for column in CHOICES}
            row = {
                "matt_id": indicator.public_id,
                "matt": indicator.label,
                **{column: label for column, (_, label) in place.items()},
                "period_id": place["period"][0],
                **_make_figure(cell),
                "filter": said,
                "utgava": RUNNING,
            }
            row |= known.get(_key(row), {})
            rows.append(row)
    rows.sort(key=lambda r: (r["matt_id"] != "personer", r["period_id"], *_order(r)))
    return rows


def _order(row: Row) -> list[tuple[bool, str]]:
    return [
        (row[column] != EVERYTHING, row[column].casefold())
        for column in ("medium", "bransch", "kommun")
    ]


def _divide(scope: Scope) -> tuple[pd.DataFrame, dict[str, list[tuple[str, str]]]]:
    """A row for each story and each group of each column, with code 0 for everything.

    The frame has ``story`` and the codes of all columns but those of period and outlet, which
    a story has one of; labels are (value, label) by code.
    """
    number = np.full(len(scope.material.articles), -1, dtype=np.int64)
    number[scope.stories.index.to_numpy()] = np.arange(len(scope.stories))
    labels: dict[str, list[tuple[str, str]]] = {}
    frame = pd.DataFrame({"story": np.arange(len(scope.stories))})
    for column, dimension in CHOICES.items():
        groups = DIMENSIONS[dimension](scope.material, scope.stories)
        codes, values = pd.factorize(groups["value"].astype(str), sort=True)
        named = groups[["value", "label"]].drop_duplicates("value")
        names = dict(zip(named["value"].astype(str), named["label"], strict=True))
        labels[column] = [(EVERYTHING, EVERYTHING)] + [(str(v), str(names[v])) for v in values]
        own = pd.DataFrame({"story": number[groups["article"].to_numpy()], column: codes + 1})
        if column in {"bransch", "kommun"}:
            whole = pd.DataFrame({"story": np.arange(len(scope.stories)), column: 0})
            own = pd.concat([own, whole], ignore_index=True)
        frame = frame.merge(own.drop_duplicates(), on="story", how="left")
    return frame, labels


def _count_genders(scope: Scope, indicator: str) -> npt.NDArray[np.float64]:
    """Women, men, nonbinary and unknown persons of each story."""
    select = INDICATORS[indicator].select
    assert select is not None
    persons = scope.persons[select(scope.persons)]
    codes = persons["gender"].cat.codes.to_numpy()
    n = len(scope.stories)
    return np.column_stack(
        [np.bincount(persons["story"][codes == code], minlength=n) for code in range(len(Gender))]
    ).astype(np.float64)


def _sum_cells(
    frame: pd.DataFrame, counts: npt.NDArray[np.float64], cluster: Codes
) -> pd.DataFrame:
    """One row a cell: codes, persons by gender, stories, and sums over its story clusters."""
    pieces = []
    genders = [gender.value for gender in Gender]
    story = frame["story"].to_numpy()
    values = pd.DataFrame(counts[story], columns=genders).assign(
        stories=1, cluster=cluster[story], **{c: frame[c].to_numpy() for c in CHOICES}
    )
    for every_period, every_outlet in product((False, True), repeat=2):
        level = values.assign(
            **({"period": 0} if every_period else {}), **({"medium": 0} if every_outlet else {})
        )
        sums = level.groupby([*CHOICES, "cluster"], sort=False)[[*genders, "stories"]].sum()
        part = sums[Gender.WOMAN.value]
        whole = part + sums[Gender.MAN.value] + sums[Gender.NONBINARY.value]
        sums = sums.assign(
            known=whole, informative=whole > 0, largest=whole,
            pp=part * part, pw=part * whole, ww=whole * whole,
        )  # fmt: skip
        totals = dict.fromkeys([*genders, "stories", "known", "informative"], "sum")
        totals |= {"largest": "max", "pp": "sum", "pw": "sum", "ww": "sum"}
        pieces.append(sums.groupby(level=list(CHOICES), sort=False).agg(totals).reset_index())
    return pd.concat(pieces, ignore_index=True)


def _make_figure(cell: Mapping[str, Any]) -> Row:
    women, men = int(cell["woman"]), int(cell["man"])
    other = int(cell["nonbinary"]) + int(cell["unknown"])
    persons, known, stories = women + men + other, int(cell["known"]), int(cell["informative"])
    reasons = []
    if not persons:
        reasons.append(WITHHELD_NOBODY)
    else:
        reasons += [WITHHELD_PERSONS] if known < MIN_PERSONS else []
        reasons += [WITHHELD_STORIES] if stories < MIN_STORIES else []
    row: Row = dict.fromkeys(("andel_kvinnor", "lag", "hog", "minst", "hogst"))
    row |= {"personer": persons, "kvinnor": women, "man": men, "icke_binara_eller_okant": other}
    row |= {"artiklar": int(cell["stories"]), "utan_andel": " och ".join(reasons) or None}
    if not reasons:
        row["andel_kvinnor"] = whole_percent(women / known)
        row["lag"], row["hog"] = outer_percent(*_interval(cell))
        row["minst"], row["hogst"] = outer_percent(women / persons, (women + other) / persons)
    return row


def _interval(cell: Mapping[str, Any]) -> tuple[float, float]:
    """95 % limits of a share from sums over clusters (Taylor linearisation, logit scale)."""
    n, known = int(cell["informative"]), float(cell["known"])
    share = float(cell["woman"]) / known
    if share in {0.0, 1.0} or cell["largest"] == 1:
        interval = wilson_interval(share, n)
        return interval.low, interval.high
    squares = cell["pp"] - 2 * share * cell["pw"] + share**2 * cell["ww"]
    error = np.sqrt(max(0.0, float(squares)) * n / (n - 1)) / known
    half = t_quantile(n - 1) * error / (share * (1 - share))
    centre = np.log(share / (1 - share))
    return float(1 / (1 + np.exp(half - centre))), float(1 / (1 + np.exp(-half - centre)))


def _key(row: Mapping[str, Any]) -> tuple[str, ...]:
    return (row["matt_id"], row["period_id"], row["medium"], row["bransch"], row["kommun"])


_COPIED = (
    *("andel_kvinnor", "lag", "hog", "minst", "hogst", "personer", "kvinnor", "man"),
    *("icke_binara_eller_okant", "artiklar", "utan_andel"),
)
_COLUMNS = {
    "alla": None, "kvartal": "period_id", "medium": "medium", "bransch": "bransch",
    "kommun": "kommun",
}  # fmt: skip


def _index_figures(figures: Iterable[Mapping[str, Any]]) -> dict[tuple[str, ...], Row]:
    """The figures that stand in ``nyckeltal`` already, by the cell that they belong to."""
    found = {}
    for figure in figures:
        if (
            figure["indelning"] not in _COLUMNS
            or figure["rakning"] != COUNTING_LABELS[Counting.PER_OUTLET.value]
            or figure["urval"] != SELECTION_LABELS[Selection.ALL.value]
        ):
            continue
        cell = {"matt_id": figure["matt_id"], "period_id": EVERYTHING, "medium": EVERYTHING}
        cell |= {"bransch": EVERYTHING, "kommun": EVERYTHING}
        column = _COLUMNS[figure["indelning"]]
        if column is not None:
            cell[column] = figure["grupp_id"] if column == "period_id" else figure["grupp"]
        found[_key(cell)] = {name: figure[name] for name in _COPIED}
    return found
