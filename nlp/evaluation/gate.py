"""``evaluate gate``: quality floors on the bundled gold sets; lowering one is a visible act."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError
from spacy.language import Language

import data
from data.console import Console
from data.errors import BadInput
from nlp.evaluation.gold import evaluate_gold
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
    kind: Literal["gold", "speech"] = "gold"  # which evaluation measures the file


class Floors(BaseModel):
    model_config = ConfigDict(extra="forbid")

    sets: list[GoldSet]


def read_floors(path: Path = FLOORS) -> Floors:
    """The floors. Raises BadInput for a file that cannot be read as such."""
    try:
        return Floors.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, ValidationError) as error:
        raise BadInput(f"{path}: cannot be read as floors: {str(error).splitlines()[0]}") from error


def check_floors(
    floors: Floors, nlp: Language, console: Console, root: Path = DATA_DIR
) -> list[str]:
    """What is under its floor or measured on another file than the floor was set for."""
    problems = []
    for gold in floors.sets:
        path = root / gold.path
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        if digest != gold.sha256:
            problems.append(
                f"{gold.path} has changed (sha256 {digest}); measure again, then set hash and "
                "floors in data/gold/floors.json in a commit of their own that says why"
            )
        evaluate = evaluate_speech if gold.kind == "speech" else evaluate_gold
        result, _ = evaluate(path, nlp, console)
        rows: dict[str, dict[str, Any]] = {
            row["metric"]: row for row in flatten_metrics(result, path, "")
        }
        for metric, floor in gold.floors.items():
            value = rows[metric]["value"] if metric in rows else None
            console.line(f"{gold.path}  {metric:<32} {value}  (floor {floor})")
            if value is None or value < floor:
                problems.append(f"{gold.path}: {metric} is {value}, under its floor {floor}")
    return problems
