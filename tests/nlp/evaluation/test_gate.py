from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from spacy.language import Language

from data.console import Console
from data.errors import BadInput
from nlp.evaluation.gate import check_floors, read_floors

QUIET = Console(quiet=True, as_json=False)
GOLD = {
    "id": "a",
    "text": "Karin Lidström bygger i Harads.",
    "people": [
        {"name": "Karin Lidström", "gender": "woman"},
        {"name": "Ada Zqwixl", "gender": "woman"},
    ],
}


def write_set(path: Path, floors: dict[str, float], *, sha256: str = "") -> Path:
    """A gold file beside its floors; returns the file of floors."""
    (path / "gold.jsonl").write_text(json.dumps(GOLD), encoding="utf-8")
    digest = hashlib.sha256((path / "gold.jsonl").read_bytes()).hexdigest()
    one = {"path": "gold.jsonl", "sha256": sha256 or digest, "floors": floors}
    file = path / "floors.json"
    file.write_text(json.dumps({"sets": [one]}), encoding="utf-8")
    return file


def check(nlp: Language, path: Path, floors: dict[str, float], *, sha256: str = "") -> list[str]:
    return check_floors(read_floors(write_set(path, floors, sha256=sha256)), nlp, QUIET, path)


def test_a_floor_that_is_held(pipeline: Language, tmp_path: Path) -> None:
    # one of two found: recall 1/2, precision 1
    assert check(pipeline, tmp_path, {"people.all.r": 0.5, "people.all.p": 1.0}) == []


def test_a_floor_that_is_not(pipeline: Language, tmp_path: Path) -> None:
    [problem] = check(pipeline, tmp_path, {"people.all.r": 0.51, "people.all.p": 1.0})
    assert "people.all.r is 0.5, under its floor 0.51" in problem


def test_a_metric_that_is_not_measured_fails(pipeline: Language, tmp_path: Path) -> None:
    [problem] = check(pipeline, tmp_path, {"growth.f1": 0.0})
    assert "growth.f1 is None" in problem


def test_a_changed_gold_file_fails(pipeline: Language, tmp_path: Path) -> None:
    [problem] = check(pipeline, tmp_path, {"people.all.r": 0.5}, sha256="0" * 64)
    assert "gold.jsonl has changed" in problem


@pytest.mark.parametrize("content", [None, "", "{", "{}", '{"sets": [], "more": 1}'])
def test_floors_that_cannot_be_read(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "floors.json"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    with pytest.raises(BadInput, match="floors"):
        read_floors(file)
