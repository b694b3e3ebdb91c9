"""What the figures rest on: outlets, days, access, gaps and what was left out.

Written as plain JSON so that an edition can freeze it with its figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd

from analysis.dimensions import UNDATED
from analysis.filters import Filters
from analysis.frames import Material, find_growth_articles, is_fictional
from analysis.publish.leftout import count_left_out
from analysis.publish.method import describe_method
from analysis.publish.tables import build_errors
from analysis.stories import LeftOut as Judged
from analysis.stories import find_wire, judge_articles
from data.ledger import find_gaps
from data.store import MediaStore


@dataclass(frozen=True, slots=True)
class OutletCoverage:
    """Articles of an outlet in the period; ``first`` and ``last`` are dates or ""."""

    id: str
    name: str
    n_articles: int
    n_growth: int
    n_counted: int
    n_teaser: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class GapInPeriod:
    """Days in which clearly less came in than the outlet publishes."""

    outlet: str
    first: str
    last: str
    articles: int
    expected: float


@dataclass(frozen=True, slots=True)
class LeftOutReason:
    """How many were left out in a step, and why."""

    step: str
    reason: str
    n: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """``n_teaser`` and ``n_wire`` are parts of the ``n_counted`` articles on growth.

    ``months`` are those of the period in which something counts, as "2026-09".
    """

    outlets: tuple[OutletCoverage, ...]
    n_articles: int
    n_counted: int
    n_teaser: int
    n_wire: int
    first: str
    last: str
    months: tuple[str, ...]
    gaps: tuple[GapInPeriod, ...]
    left_out: tuple[LeftOutReason, ...]


def collect_context(store: MediaStore, material: Material, filters: Filters) -> dict[str, Any]:
    """All that stands around the figures of these filters: coverage, errors, method."""
    return {
        "coverage": asdict(measure_coverage(store, material, filters)),
        "errors": build_errors(store),
        "method": list(describe_method(material, filters).items()),
        "models": sorted(set(material.articles["model"].dropna().astype(str))),
        "fictional": is_fictional(material),
    }


def measure_coverage(store: MediaStore, material: Material, filters: Filters) -> Coverage:
    """The coverage of the figures that are made with these filters."""
    judged = judge_articles(material, filters)
    outside = {Judged.OTHER_PERIOD.value, Judged.UNDATED.value, Judged.OUTLET.value}
    articles = material.articles.assign(
        counted=judged == Judged.COUNTED.value,
        growth=find_growth_articles(material),
        wire=find_wire(material),
        inside=~judged.isin(outside),
    )
    articles = articles[articles["inside"]]
    counted = articles[articles["counted"]]
    dates = [date for date in counted["date"] if len(date) == 10]
    names = dict(zip(articles["outlet_id"], articles["outlet"], strict=True))
    since, until = filters.since, filters.until
    return Coverage(
        outlets=tuple(_cover_outlet(key, names[key], articles) for key in sorted(names)),
        n_articles=len(articles),
        n_counted=len(counted),
        n_teaser=int((counted["access"] == "teaser").sum()),
        n_wire=int(counted["wire"].sum()),
        first=min(dates, default=""),
        last=max(dates, default=""),
        months=tuple(sorted({date[:7] for date in dates} - {UNDATED})),
        gaps=tuple(
            GapInPeriod(gap.outlet_id, gap.first, gap.last, gap.articles, gap.expected)
            for gap in find_gaps(store)
            if (not until or gap.first <= until) and (not since or gap.last >= since)
        ),
        left_out=tuple(
            LeftOutReason(row["steg"], row["skal"], row["antal"])
            for row in count_left_out([], judged[~judged.isin(outside)])
        ),
    )


def _cover_outlet(key: str, name: str, articles: pd.DataFrame) -> OutletCoverage:
    own = articles[articles["outlet_id"] == key]
    dates = [date for date in own["date"] if len(date) == 10]
    return OutletCoverage(
        id=key,
        name=name,
        n_articles=len(own),
        n_growth=int(own["growth"].sum()),
        n_counted=int(own["counted"].sum()),
        n_teaser=int((own["access"] == "teaser").sum()),
        first=min(dates, default=""),
        last=max(dates, default=""),
    )


def read_coverage(written: Mapping[str, Any]) -> Coverage:
    """A Coverage from what ``asdict`` made of it."""
    return Coverage(
        **{
            **written,
            "months": tuple(written["months"]),
            "outlets": tuple(OutletCoverage(**row) for row in written["outlets"]),
            "gaps": tuple(GapInPeriod(**row) for row in written["gaps"]),
            "left_out": tuple(LeftOutReason(**row) for row in written["left_out"]),
        }
    )
