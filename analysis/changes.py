"""Change between two periods that follow each other, and an alarm for one beyond noise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from analysis.comparisons import ALPHA, adjust_holm, p_of_interval
from analysis.dimensions import UNDATED
from analysis.intervals import Interval, change_interval

UNITS = ("quarter", "month")
NO_MATERIAL = "inget material från perioden"


def compute_changes(
    figures: Iterable[Mapping[str, Any]], wanted: Callable[[str], bool] = lambda _: True
) -> list[dict[str, Any]]:
    """One row for each step from a period to the next in the calendar, for every indicator.

    ``figures`` are rows of ``indicators``. A period without material is named, not skipped: its
    steps say that there is nothing to compare. The p values of all steps of one unit are
    adjusted together, and ``alarm`` is 1 where a change stays beyond noise after that. Only
    steps into a ``wanted`` period are looked at.
    """
    series: dict[tuple[str, str], dict[str, Mapping[str, Any]]] = {}
    for figure in figures:
        whole = figure["counting"] == "per_outlet" and figure["selection"] == "all"
        if whole and figure["dimension"] in UNITS and figure["value"] != UNDATED:
            key = figure["dimension"], figure["indicator"]
            series.setdefault(key, {})[figure["value"]] = figure
    rows = []
    for unit in UNITS:
        own = []
        for (dimension, indicator), by_period in sorted(series.items()):
            if dimension == unit:
                steps = _compute_steps(unit, indicator, by_period)
                own += [step for step in steps if wanted(step["after"])]
        adjusted = adjust_holm([row["p"] for row in own])
        for row, p in zip(own, adjusted, strict=True):
            row["p_adjusted"] = p
            row["alarm"] = int(p is not None and p < ALPHA)
        rows += own
    return rows


def next_period(period: str) -> str:
    """ "2026-Q4" -> "2027-Q1", "2026-12" -> "2027-01"."""
    year, part = period.split("-")
    if part.startswith("Q"):
        number, last, form = int(part[1:]), 4, "{}-Q{}"
    else:
        number, last, form = int(part), 12, "{}-{:02d}"
    if number == last:
        return form.format(int(year) + 1, 1)
    return form.format(year, number + 1)


def _compute_steps(
    unit: str, indicator: str, by_period: Mapping[str, Mapping[str, Any]]
) -> list[dict[str, Any]]:
    periods = sorted(by_period)
    rows = []
    before = periods[0]
    while before < periods[-1]:
        after = next_period(before)
        rows.append(_compute_step(unit, indicator, before, after, by_period))
        before = after
    return rows


def _compute_step(
    unit: str,
    indicator: str,
    before: str,
    after: str,
    by_period: Mapping[str, Mapping[str, Any]],
) -> dict[str, Any]:
    row: dict[str, Any] = {"unit": unit, "indicator": indicator, "before": before, "after": after}
    reasons = []
    for side, period in (("before", before), ("after", after)):
        figure = by_period.get(period)
        for name in ("n_stories", "n_persons", "n_women", "n_men", "n_nonbinary", "n_unknown"):
            row[f"{name}_{side}"] = figure[name] if figure else 0
        for name in ("share", "low", "high"):
            row[f"{name}_{side}"] = figure[name] if figure else None
        if figure is None:
            reasons.append(f"{period}: {NO_MATERIAL}")
        elif figure["share"] is None:
            reasons.append(f"{period}: {figure['withheld']}")
    filters = next(iter(by_period.values()))["filters"]
    row |= {**dict.fromkeys(("change", "low", "high", "p")), "filters": filters}
    row["withheld"] = "; ".join(reasons)
    if not reasons:
        interval = change_interval(
            row["share_before"], Interval(row["low_before"], row["high_before"]),
            row["share_after"], Interval(row["low_after"], row["high_after"]),
        )  # fmt: skip
        row["change"] = row["share_after"] - row["share_before"]
        row |= {"low": interval.low, "high": interval.high}
        row["p"] = p_of_interval(row["change"], interval)
    return row
