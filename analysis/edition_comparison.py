"""Two editions side by side: what the method, the material and the world have changed.

Figures of two editions differ for three reasons. The method may be another, the material of the
older period may have grown, and the news may be different. The older period is counted again with
the present method, first on the very articles that its edition had, then on all that there are
now; the steps between tell the three apart.
"""

from __future__ import annotations

from typing import Any

from analysis.comparisons import ALPHA, adjust_holm, p_of_interval
from analysis.editions import Edition, read_edition, read_edition_articles
from analysis.filters import Filters, choose_filters
from analysis.frames import Material
from analysis.indicators import INDICATORS
from analysis.indicators.compute import compute_rows
from analysis.intervals import Interval, change_interval
from analysis.periods import parse_period
from analysis.scope import make_scope
from data.store import MediaStore

_Row = dict[str, Any]


def compare_editions(
    store: MediaStore, material: Material, old_name: str, new_name: str
) -> list[_Row]:
    """One row an indicator, shares and their differences in parts of one.

    ``frozen_*`` are the shares as the editions say, ``method`` the change that the present method
    makes on the old articles, ``material`` that of articles that came or changed since, and
    ``world`` the change between the periods when both are counted alike, with its interval.
    """
    old, old_rows = read_edition(store, old_name)
    new, new_rows = read_edition(store, new_name)
    frozen_old, frozen_new = _wholes(old_rows["indicators"]), _wholes(new_rows["indicators"])
    same = _count_again(_only(store, material, old_name), _filters(material, old))
    old_now = _count_again(material, _filters(material, old))
    new_now = old_now if new.period == old.period else _count_again(
        material, _filters(material, new)
    )  # fmt: skip
    rows = []
    for indicator in INDICATORS:
        before, after = old_now[indicator], new_now[indicator]
        row: _Row = {
            "indicator": indicator,
            "old": old_name,
            "new": new_name,
            "frozen_old": _share(frozen_old.get(indicator)),
            "frozen_new": _share(frozen_new.get(indicator)),
            "old_again_same_articles": _share(same[indicator]),
            "old_again": _share(before),
            "new_again": _share(after),
            "n_persons_old": before["n_persons"],
            "n_persons_new": after["n_persons"],
            **dict.fromkeys(("world", "low", "high", "p")),
        }
        row["method"] = _minus(row["old_again_same_articles"], row["frozen_old"])
        row["material"] = _minus(row["old_again"], row["old_again_same_articles"])
        if row["old_again"] is not None and row["new_again"] is not None:
            row |= _world(before, after) if new.period != old.period else {}
        rows.append(row)
    adjusted = adjust_holm([row["p"] for row in rows])
    return [
        row | {"p_adjusted": p, "beyond_noise": p is not None and p < ALPHA}
        for row, p in zip(rows, adjusted, strict=True)
    ]


def _world(before: _Row, after: _Row) -> _Row:
    interval = change_interval(
        before["share"], Interval(before["low"], before["high"]),
        after["share"], Interval(after["low"], after["high"]),
    )  # fmt: skip
    change = after["share"] - before["share"]
    return {
        "world": change,
        "low": interval.low,
        "high": interval.high,
        "p": p_of_interval(change, interval),
    }


def _filters(material: Material, edition: Edition) -> Filters:
    period = parse_period(edition.period)
    return choose_filters(material, period.since, period.until)


def _only(store: MediaStore, material: Material, edition: str) -> Material:
    """The material with only those articles that an edition had, in the text that it had."""
    had = read_edition_articles(store, edition)
    articles = material.articles
    kept = articles["article_id"].map(had) == articles["content_hash"]
    return Material(
        articles=articles.assign(tagged=articles["tagged"] & kept),
        persons=material.persons,
        topics=material.topics,
        places=material.places,
        contributors=material.contributors,
        lacking=material.lacking,
    )


def _count_again(material: Material, filters: Filters) -> dict[str, _Row]:
    scope = make_scope(material, filters)
    return {
        name: compute_rows(scope, indicator, ("overall",))[0]
        for name, indicator in INDICATORS.items()
    }


def _wholes(rows: list[_Row]) -> dict[str, _Row]:
    return {
        row["indicator"]: row
        for row in rows
        if (row["dimension"], row["counting"], row["selection"]) == ("overall", "per_outlet", "all")
    }


def _share(row: _Row | None) -> float | None:
    return None if row is None else row["share"]


def _minus(after: float | None, before: float | None) -> float | None:
    return None if after is None or before is None else after - before
