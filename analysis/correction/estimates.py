"""The plain, the design-weighted and the corrected share side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from analysis.correction.ppi import Estimate, Sample, estimate_share
from analysis.indicators import INDICATORS
from analysis.indicators.compute import KNOWN, PART, compute_rows, count_by_story
from analysis.scope import Scope
from data.identity import stable_key
from data.reviewed import ReviewedRow
from data.vocab import Gender

CORRECTED = ("people", "sources")
# Below this the normal limits of the corrected share are not to be trusted: with 50 articles the
# interval covers 93-96 per cent in simulation, with 25 less (tests/analysis/correction).
MIN_UNITS = 50
TOO_FEW = "för få granskade"


def compute_corrections(scope: Scope, reviewed: Sequence[ReviewedRow]) -> list[dict[str, Any]]:
    """For each figure that can be corrected: plain, weighted and PPI++ with what they rest on."""
    rows = []
    for name in CORRECTED:
        (plain,) = compute_rows(scope, INDICATORS[name], ("overall",))
        estimates, unit, n_reviewed = _estimate(scope, name, reviewed)
        rows.append(_make_row(plain, "plain", unit, n_reviewed))
        reason = ""
        if n_reviewed < MIN_UNITS:
            what = "artiklar" if unit == "article" else "personer"
            reason = f"{TOO_FEW}: {n_reviewed} {what}, minst {MIN_UNITS} behövs"
        for method in ("weighted", "ppi"):
            row = _make_row(plain, method, unit, n_reviewed)
            row |= dict.fromkeys(("share", "low", "high"))
            estimate = estimates.get(method)
            if reason or estimate is None or plain["share"] is None:
                row["withheld"] = reason or plain["withheld"] or TOO_FEW
            else:
                row |= {"share": estimate.share, "power": estimate.power, "withheld": ""}
                row |= {"low": estimate.interval.low, "high": estimate.interval.high}
            rows.append(row)
    return rows


def compute_decided(scope: Scope) -> list[dict[str, Any]]:
    """The share with reviewers' corrections put in, of a scope whose labels are corrected.

    Only what somebody happened to look at is corrected there, so this is no estimate of what
    all stories would show; the other methods are, and start from the machine's own labels.
    """
    rows = []
    for name in CORRECTED:
        (plain,) = compute_rows(scope, INDICATORS[name], ("overall",))
        rows.append(_make_row(plain, "decided", "article", 0))
    return rows


def choose_corrected(rows: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """The corrected row of each indicator that has one."""
    return {
        row["indicator"]: row for row in rows if row["method"] == "ppi" and row["share"] is not None
    }


def _make_row(plain: Mapping[str, Any], method: str, unit: str, n_reviewed: int) -> dict[str, Any]:
    columns = (
        *("indicator", "n_stories", "n_persons", "n_women", "n_men", "n_nonbinary"),
        *("n_unknown", "share", "low", "high", "withheld", "filters"),
    )
    row = {column: plain[column] for column in columns}
    return row | {"method": method, "unit": unit, "n_reviewed": n_reviewed, "power": None}


def _estimate(
    scope: Scope, name: str, reviewed: Sequence[ReviewedRow]
) -> tuple[dict[str, Estimate | None], str, int]:
    """Estimates by method, what was drawn, and how many drawn units lie within the scope."""
    by_unit = {}
    for unit in ("article", "person"):
        own = [row for row in reviewed if row.unit == unit]
        by_unit[unit] = _draw_articles(scope, name, own) if unit == "article" else None
        if unit == "person":
            by_unit[unit] = _draw_persons(scope, name, own)
    # Drawn articles also show whom the machine missed; drawn persons cannot.
    unit = "article"
    if _size(by_unit["article"]) < MIN_UNITS <= _size(by_unit["person"]):
        unit = "person"
    found = by_unit[unit]
    if found is None:
        return {}, unit, 0
    part, whole, cluster, sample = found
    return (
        {
            "weighted": estimate_share(part, whole, cluster, sample, machine=False),
            "ppi": estimate_share(part, whole, cluster, sample),
        },
        unit,
        len(sample.drawn),
    )


_Drawn = tuple[Any, Any, Any, Sample]


def _size(found: _Drawn | None) -> int:
    return len(found[3].drawn) if found else 0


def _counts(row: ReviewedRow, name: str) -> bool:
    """Whether a reviewed row is in the figure, by the reviewer."""
    return bool(row.reviewed) and (name != "sources" or bool(row.reviewed_source))


def _is_asked(row: ReviewedRow, name: str) -> bool:
    return name != "sources" or not row.reviewed or row.reviewed_source is not None


def _draw_articles(scope: Scope, name: str, reviewed: Sequence[ReviewedRow]) -> _Drawn | None:
    """The stories of the scope as population, the reviewed articles among them as sample."""
    number = {key: i for i, key in enumerate(scope.stories["article_id"])}
    table = count_by_story(scope, INDICATORS[name])
    women: dict[int, float] = {}
    known: dict[int, float] = {}
    chance: dict[int, float] = {}
    unasked: set[int] = set()
    for row in reviewed:
        story = number.get(row.article_id)
        if story is None:
            continue
        chance[story] = row.p_drawn
        women.setdefault(story, 0.0)
        known.setdefault(story, 0.0)
        if not _is_asked(row, name):
            unasked.add(story)
        if _counts(row, name) and row.reviewed != Gender.UNKNOWN.value:
            known[story] += 1
            women[story] += row.reviewed == Gender.WOMAN.value
    drawn = sorted(chance.keys() - unasked)
    if not drawn:
        return None
    sample = _make_sample(drawn, chance, women, known)
    return table[:, PART], table[:, KNOWN], scope.cluster, sample


def _draw_persons(scope: Scope, name: str, reviewed: Sequence[ReviewedRow]) -> _Drawn | None:
    """The persons of the scope as population, those that were drawn and reviewed as sample."""
    persons = scope.persons
    select = INDICATORS[name].select
    if select is not None:
        persons = persons[np.asarray(select(persons), dtype=bool)]
    ids = scope.stories["article_id"].to_numpy()[persons["story"].to_numpy()]
    positions = persons["position"].to_numpy()
    wanted = {row.article_id for row in reviewed}
    number = {
        stable_key(str(ids[i]), str(positions[i])): int(i)
        for i in np.flatnonzero(np.isin(ids, list(wanted)))
    }
    women: dict[int, float] = {}
    known: dict[int, float] = {}
    chance: dict[int, float] = {}
    for row in reviewed:
        place = number.get(row.person)
        if place is None or not _is_asked(row, name):
            continue
        chance[place] = row.p_drawn
        counted = _counts(row, name) and row.reviewed != Gender.UNKNOWN.value
        known[place] = float(counted)
        women[place] = float(counted and row.reviewed == Gender.WOMAN.value)
    if not chance:
        return None
    gender = persons["gender"]
    part = (gender == Gender.WOMAN.value).to_numpy().astype(np.float64)
    whole = (gender != Gender.UNKNOWN.value).to_numpy().astype(np.float64)
    cluster = scope.cluster[persons["story"].to_numpy()]
    return part, whole, cluster, _make_sample(sorted(chance), chance, women, known)


def _make_sample(
    drawn: list[int], chance: dict[int, float], women: dict[int, float], known: dict[int, float]
) -> Sample:
    return Sample(
        drawn=np.array(drawn, dtype=np.int64),
        probability=np.array([chance[i] for i in drawn]),
        part=np.array([women[i] for i in drawn]),
        whole=np.array([known[i] for i in drawn]),
    )
