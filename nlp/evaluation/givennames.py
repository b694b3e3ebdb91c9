"""``evaluate names``: what the registers and the letters say of names whose gender is known."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path
from typing import Any

from data.errors import BadInput
from data.identity import normalise_text
from data.vocab import Gender
from nlp.evaluation.counts import divide
from nlp.names import NameEvidence, is_finnish_surname, look_up, weigh_name

RARE = 100  # bearers under which a name is reported as rare
BINS = 10


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


def weigh_full_name(name: str) -> NameEvidence | None:
    """What a full or a given name says; the first word that is no initial speaks."""
    words = [word for word in name.split() if len(word) > 1 and "." not in word] or name.split()
    return weigh_name(words[0], finnish=len(words) > 1 and is_finnish_surname(words[-1]))


def _list_groups(name: str, expected: str, weighed: NameEvidence | None) -> list[str]:
    """The groups that a name is reported in beside all."""
    groups = [expected, f"by_{weighed.evidence}" if weighed is not None else "by_none"]
    counts = look_up(name.split()[0])
    if counts is None or counts.bearers < RARE:
        groups.append("rare")
    return groups


def evaluate_names(path: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """``{"n", "answered", "accuracy", "wrong", "woman", "man", …}`` (accuracy of the answered).

    ``rare`` are names under 100 bearers, ``by_name`` those that a register has, ``by_ngram`` those
    that their letters alone speak of; ``calibration_error`` is that of P(woman), over ten bins.
    """
    rows = [(name, gender) for name, gender in _read_rows(path) if name]
    if not rows:
        raise BadInput(f"{path}: holds no names")
    misses: list[dict[str, Any]] = []
    counts: dict[str, dict[str, int]] = defaultdict(lambda: {"n": 0, "answered": 0, "right": 0})
    weighings: list[tuple[float, bool]] = []
    for name, expected in rows:
        weighed = weigh_full_name(name)
        found = Gender.UNKNOWN if weighed is None else weighed.gender
        for who in ("all", *_list_groups(name, expected, weighed)):
            counts[who]["n"] += 1
            counts[who]["answered"] += found is not Gender.UNKNOWN
            counts[who]["right"] += found == expected
        if weighed is not None and expected in {"woman", "man"}:
            weighings.append((weighed.p_woman, expected == "woman"))
        if found != expected:
            p = None if weighed is None else round(weighed.p_woman, 3)
            misses.append({"name": name, "expected": expected, "found": str(found), "p_woman": p})

    def describe(who: str) -> dict[str, Any]:
        of = counts[who]
        return {
            "n": of["n"],
            "answered": divide(of["answered"], of["n"]),
            "accuracy": divide(of["right"], of["answered"]),
            "wrong": of["answered"] - of["right"],
        }

    groups = ("woman", "man", "rare", "by_name", "by_ngram")
    result = {**describe("all"), **{who: describe(who) for who in groups}}
    return result | {"calibration_error": _compute_calibration_error(weighings)}, misses


def _compute_calibration_error(weighings: list[tuple[float, bool]]) -> float | None:
    """Expected calibration error of P(woman): mean gap of probability and truth, by bins."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for p, is_woman in weighings:
        bins[min(int(p * BINS), BINS - 1)].append((p, is_woman))
    gaps = sum(
        abs(sum(p for p, _ in inside) - sum(is_woman for _, is_woman in inside))
        for inside in bins.values()
    )
    return divide(gaps, len(weighings))
