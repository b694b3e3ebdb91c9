"""The quality floors hold on the bundled gold sets."""

from __future__ import annotations

from data.console import Console
from nlp.evaluation.gate import check_floors, read_floors
from nlp.pipeline import build_pipeline


def test_every_floor_holds() -> None:
    console = Console(quiet=True, as_json=False)
    assert check_floors(read_floors(), build_pipeline(), console) == []
