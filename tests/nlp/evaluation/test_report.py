from __future__ import annotations

import hashlib
from pathlib import Path

from nlp.evaluation.report import flatten_metrics


def test_one_row_a_rate_with_its_interval(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text("{}", encoding="utf-8")
    result = {
        "n_articles": 3,
        "people": {"all": {"p": 0.75, "r": 0.5, "f1": 0.6, "tp": 3, "fp": 1, "fn": 3}},
        "gender": {"accuracy": 2 / 3, "woman": {"accuracy": None, "n": 0}},
        "intervals": {"people.all.f1": [0.4, 0.8]},
    }
    rows = {row["metric"]: row for row in flatten_metrics(result, path, "register 1")}
    assert list(rows) == ["people.all.p", "people.all.r", "people.all.f1", "gender.accuracy"]
    assert rows["people.all.f1"] == {
        "gold": "gold.jsonl",
        "gold_sha256": hashlib.sha256(b"{}").hexdigest(),
        "model": "register 1",
        "metric": "people.all.f1",
        "value": 0.6,
        "low": 0.4,
        "high": 0.8,
        "n": 3,
    }
    assert rows["gender.accuracy"]["value"] == 0.6667
    assert rows["people.all.p"]["low"] is None
