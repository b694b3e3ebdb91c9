"""``evaluate gate``: quality floors on the bundled gold sets; lowering one is a visible act."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError
from spacy.language import Language

import data
from data.console import Console
from data.errors import BadInput
from nlp.evaluation.givennames import evaluate_names
from nlp.evaluation.gold import evaluate_gold
from nlp.evaluation.ner import evaluate_ner
from nlp.evaluation.report import flatten_metrics
from nlp.evaluation.speech import evaluate_speech

DATA_DIR = Path(data.__file__).parent
FLOORS = DATA_DIR / "gold" / "floors.json"


class GoldSet(BaseModel):
    """A gold file, the hash that its floors were set for, and the least value of each metric."""

    model_config = ConfigDict(extra="forbid")

    path: str
    sha256: str
    floors: dict[str, float]
    kind: Literal["gold", "speech", "ner", "names"] = "gold"  # which evaluation measures the file


class Floors(BaseModel):
    model_config = ConfigDict(extra="forbid")

    sets: list[GoldSet]


def read_floors(path: Path = FLOORS) -> Floors:
    """The floors. Raises BadInput for a file that cannot be read as such."""
    try:
        return Floors.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, ValidationError) as error:
        raise BadInput(f"{path}: cannot be read as floors: {str(error).splitlines()[0]}") from error


def _flatten(result: dict[str, Any], prefix: str = "") -> dict[str, float]:
    """Every number of a nested result by its path: PRS.f1, woman.accuracy."""
    numbers: dict[str, float] = {}
    for key, value in result.items():
        if isinstance(value, dict):
            numbers |= _flatten(value, f"{prefix}{key}.")
        elif isinstance(value, int | float):
            numbers[f"{prefix}{key}"] = float(value)
    return numbers


def check_floors(
    floors: Floors, nlp: Language, console: Console, root: Path = DATA_DIR
) -> list[str]:
    """What is under its floor or measured on another file than the floor was set for.

    A file outside the repository that is not there is passed over with a line that says so.
    """

    def measure_gold(path: Path) -> dict[str, float]:
        result, _ = evaluate_gold(path, nlp, console)
        return {row["metric"]: row["value"] for row in flatten_metrics(result, path, "")}

    def measure_speech(path: Path) -> dict[str, float]:
        result, _ = evaluate_speech(path, nlp, console)
        return {row["metric"]: row["value"] for row in flatten_metrics(result, path, "")}

    def measure_ner(path: Path) -> dict[str, float]:
        return _flatten(evaluate_ner([path], nlp, console)[0])

    def measure_names(path: Path) -> dict[str, float]:
        return _flatten(evaluate_names(path)[0])

    problems = []
    measures = {
        "gold": measure_gold,
        "speech": measure_speech,
        "ner": measure_ner,
        "names": measure_names,
    }
    for gold in floors.sets:
        problems += _check_set(gold, root, console, measures[gold.kind])
    return problems


def _check_set(
    gold: GoldSet, root: Path, console: Console, measure: Callable[[Path], dict[str, float]]
) -> list[str]:
    path = root / gold.path
    if gold.path.startswith("..") and not path.exists():
        console.line(f"{gold.path}  passed over: the file is not here")
        return []
    problems = []
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != gold.sha256:
        problems.append(
            f"{gold.path} has changed (sha256 {digest}); measure again, then set hash and "
            "floors in data/gold/floors.json in a commit of their own that says why"
        )
    values = measure(path)
    for metric, floor in gold.floors.items():
        value = values.get(metric)
        console.line(f"{gold.path}  {metric:<32} {value}  (floor {floor})")
        if value is None or value < floor:
            problems.append(f"{gold.path}: {metric} is {value}, under its floor {floor}")
    return problems
