"""``evaluate names``: what the name register says of names whose gender is known."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from data.errors import BadInput
from data.identity import normalise_text
from data.vocab import Gender
from nlp.components.gender import judge_name
from nlp.evaluation.counts import divide


def _read_rows(path: Path) -> list[tuple[str, str]]:
    if not path.is_file():
        raise BadInput(f"{path}: no such file; check the path")
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if not {"name", "gender"} <= set(reader.fieldnames or []):
                raise BadInput(f"{path}: the first line must name the columns name,gender")
            return [(normalise_text(row["name"] or ""), row["gender"] or "") for row in reader]
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadInput(f"{path}: cannot be read as CSV in UTF-8 ({error})") from error


def evaluate_names(path: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """``{"n", "answered", "accuracy", "wrong", "woman", "man"}`` (accuracy of the answered)."""
    rows = [(name, gender) for name, gender in _read_rows(path) if name]
    if not rows:
        raise BadInput(f"{path}: holds no names")
    misses: list[dict[str, Any]] = []
    counts = {who: {"n": 0, "answered": 0, "right": 0} for who in ("all", "woman", "man")}
    for name, expected in rows:
        found = judge_name(name.split()[0])
        for who in ("all", expected):
            if who in counts:
                counts[who]["n"] += 1
                counts[who]["answered"] += found is not Gender.UNKNOWN
                counts[who]["right"] += found == expected
        if found != expected:
            misses.append({"name": name, "expected": expected, "found": str(found)})

    def describe(who: str) -> dict[str, Any]:
        of = counts[who]
        return {
            "n": of["n"],
            "answered": divide(of["answered"], of["n"]),
            "accuracy": divide(of["right"], of["answered"]),
            "wrong": of["answered"] - of["right"],
        }

    return {**describe("all"), "woman": describe("woman"), "man": describe("man")}, misses
