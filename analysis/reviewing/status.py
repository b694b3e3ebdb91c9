"""How far the review has come, in numbers."""

from __future__ import annotations

from typing import Any

from analysis.reviewing.accuracy import Accuracy, measure_accuracy
from analysis.reviewing.agreement import list_disagreements, measure_agreement
from data.review.notes import list_flagged
from data.review.store import ReviewStore


def collect_review_status(store: ReviewStore) -> dict[str, Any]:
    """Samples with drawn and finished articles, agreement, and what waits."""
    samples = {
        row["name"]: f"{row['kind']}, {row['drawn']} drawn of {row['frame'] or 'no frame'}, "
        f"{row['first']} finished, {row['second']} of {row['double']} by a second coder"
        for row in store.db.query(
            "SELECT s.name, s.kind, count(d.article) AS drawn, ifnull(sum(d.double), 0) AS double, "
            "(SELECT count(*) FROM frame f WHERE f.sample = s.name) AS frame, "
            "(SELECT count(*) FROM assignments a WHERE a.sample = s.name AND a.slot = 1 "
            "AND a.done_at <> '') AS first, "
            "(SELECT count(*) FROM assignments a WHERE a.sample = s.name AND a.slot = 2 "
            "AND a.done_at <> '') AS second "
            "FROM samples s LEFT JOIN draws d ON d.sample = s.name GROUP BY s.name ORDER BY s.name"
        )
    }
    agreement = {
        found.variable: (
            f"{100 * found.percent:.0f} % of {found.n_units}, alpha "
            + ("not defined" if found.alpha is None else f"{found.alpha:.3f}")
        )
        for found in measure_agreement(store)
        if found.percent is not None
    }
    accuracy = {found.variable: _say_accuracy(found) for found in measure_accuracy(store)}
    return {
        "decisions": store.db.table("decisions").count,
        "rows_for_the_estimators": store.db.table("reviewed").count,
        "samples": samples,
        "agreement": agreement,
        "machine_on_random_samples": accuracy,
        "disagreements_to_settle": len(list_disagreements(store)),
        "flags": len(list_flagged(store)),
    }


def _say_accuracy(found: Accuracy) -> str:
    if found.right is None:
        return f"too few answers ({found.n})"
    told = [f"{100 * found.right:.0f} % right of {found.n}"]
    for name, value in (("precision", found.precision), ("recall", found.recall)):
        if value is not None:
            told.append(f"{name} {100 * value:.0f} %")
    return " ".join(told)
