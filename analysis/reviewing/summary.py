"""Corrected and uncorrected shares in words, for the summary of a run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from data.review.store import ReviewStore, has_review

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


def check_samples(db_dir: Path, stories: pd.DataFrame) -> dict[str, int]:
    """What weakens a correction: stories that no sample could have drawn, and reviewed articles
    whose text is another today. Counts above zero alone; nothing before anything was drawn."""
    if not has_review(db_dir):
        return {}
    with ReviewStore(db_dir) as store:
        framed = {row[0] for row in store.db.execute("SELECT article FROM frame").fetchall()}
        finished = store.db.execute(
            "SELECT d.article, d.text_hash FROM decisions d WHERE d.value = 'yes' AND d.id IN "
            "(SELECT max(id) FROM decisions WHERE variable = 'done' GROUP BY article, lane)"
        ).fetchall()
    if not framed:
        return {}
    today = dict(zip(stories["article_id"], stories["content_hash"], strict=True))
    found = {
        "stories_that_no_sample_could_draw": int((~stories["article_id"].isin(framed)).sum()),
        "reviewed_stories_that_changed_since": len(
            {key for key, read in finished if key in framed and today.get(key, read) != read}
        ),
    }
    return {key: n for key, n in found.items() if n}
