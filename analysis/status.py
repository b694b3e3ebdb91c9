"""What is in the databases and which stage comes next."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from analysis.publish.build import PUBLIC_DB
from data.ledger import find_gaps, sum_ledger
from data.results import count_skips, last_runs, read_article_facts
from data.store import MediaStore

TABLES = ("outlets", "pages", "articles", "taggings", "persons", "quotes", "indicators")


def collect_status(store: MediaStore, db_dir: Path) -> dict[str, Any]:
    """Counts by table, the latest run of each stage, and the next command."""
    counts = {table: store.count(table) for table in (*TABLES, "evaluations")}
    facts = read_article_facts(store)
    untagged = sum(fact["model"] is None for fact in facts)
    runs = {
        run["stage"]: (
            f"{run['started_at']} {run['status']}, in {run['n_in']}, out {run['n_out']}, "
            f"left out {run['n_skipped']}"
        )
        for run in last_runs(store)
    }
    return {
        "rows": counts,
        "articles_untagged": untagged,
        "collected": {
            outlet: ", ".join(f"{n} {name.replace('_', ' ')}" for name, n in counts.items())
            for outlet, counts in sum_ledger(store).items()
        },
        "warning_gaps": [
            f"{gap.outlet_id} {gap.first} to {gap.last}: {gap.articles} articles, "
            f"about {gap.expected:g} expected"
            for gap in find_gaps(store)
        ],
        "left_out": {f"{row['stage']}: {row['reason']}": row["n"] for row in count_skips(store)},
        "public_db": "there" if (db_dir / PUBLIC_DB).exists() else "missing",
        **{f"latest_{stage}": said for stage, said in runs.items()},
        "next": _next_step(counts, untagged, (db_dir / PUBLIC_DB).exists()),
    }


def _next_step(counts: dict[str, int], untagged: int, published: bool) -> str:
    if counts["articles"] == 0:
        return "mediagranskning crawl, or mediagranskning import FILE"
    if untagged:
        return "mediagranskning tag"
    if counts["indicators"] == 0:
        return "mediagranskning analyse"
    if not published:
        return "mediagranskning publish"
    return "mediagranskning serve"
