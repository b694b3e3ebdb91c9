"""Flatten an evaluation into rows for media.db and for the terminal."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_COUNTS = {"tp", "fp", "fn", "n", "n_articles"}


def _walk(node: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, float]]:
    for key, value in node.items():
        name = f"{prefix}{key}"
        if key == "intervals" or key in _COUNTS:
            continue
        if isinstance(value, dict):
            yield from _walk(value, f"{name}.")
        elif isinstance(value, int | float):
            yield name, float(value)


def flatten_metrics(result: dict[str, Any], path: Path, model: str) -> list[dict[str, Any]]:
    """One row a metric: gold, gold_sha256, model, metric, value, low, high, n (articles)."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    rows = []
    for metric, value in _walk(result):
        low, high = result["intervals"].get(metric, [None, None])
        rows.append(
            {
                "gold": path.name,
                "gold_sha256": digest,
                "model": model,
                "metric": metric,
                "value": round(value, 4),
                "low": low,
                "high": high,
                "n": result["n_articles"],
            }
        )
    return rows
