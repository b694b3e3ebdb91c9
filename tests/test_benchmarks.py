"""The measurements: every part can be found, and what it says is kept and shown."""

from __future__ import annotations

import pstats
from inspect import signature
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks import page, profile, report
from benchmarks.registry import GROUPS, PARTS, find_parts, load_part
from benchmarks.report import Figure, Report, read_latest, save_report


@pytest.fixture
def results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(report, "RESULTS", tmp_path / "results")
    monkeypatch.setattr(page, "PAGE", tmp_path / "performance.md")
    return tmp_path


def _save(length: str, value: float, part: str = "growth", **bounds: float) -> None:
    measured = Report(part, length)
    measured.figure("time an article, all / first tenth", value, "x", **bounds)
    machine: dict[str, Any] = {"processor": "p", "cores": 2, "memory_gb": 24, "load_before": 0.1}
    save_report(measured, machine, 1.0)


@pytest.mark.parametrize("name", PARTS)
def test_every_part_takes_a_report(name: str) -> None:
    assert list(signature(load_part(name)).parameters) == ["report"]


def test_groups_hold_parts_that_are_there() -> None:
    assert find_parts(("scale",)) == list(GROUPS["scale"])
    with pytest.raises(KeyError):
        find_parts(("nosuch",))


@pytest.mark.parametrize(
    ("value", "floor", "ceiling", "holds"),
    [
        (1.1, None, 1.1, True),
        (1.11, None, 1.1, False),
        (0.8, 0.8, None, True),
        (0.79, 0.8, None, False),
        (9.0, None, None, None),
    ],
)
def test_a_figure_holds_at_its_bound_and_not_beyond(
    value: float, floor: float | None, ceiling: float | None, holds: bool | None
) -> None:
    assert Figure("f", value, "x", floor, ceiling).holds is holds


def test_the_latest_of_the_longest_runs_is_shown(results: Path) -> None:
    for length, value in (("full", 1.0), ("full", 1.2), ("quick", 0.5)):
        _save(length, value, ceiling=1.1)
    assert read_latest()["growth"]["figures"][0]["value"] == 1.2
    text = page.write_page().read_text(encoding="utf-8")
    assert "| 1.2 | x | ≤ 1.1 | **does not hold** |" in text
    assert "Measure the parts tag and disk first." in text


def test_a_figure_of_numpy_is_kept_too(results: Path) -> None:
    _save("usual", np.float64(0.5), floor=0.4)  # type: ignore[arg-type]
    assert read_latest()["growth"]["figures"][0]["holds"] is True


def test_time_is_counted_to_the_module_that_spends_it() -> None:
    stats = pstats.Stats()
    root = Path.cwd()
    ours, other = (f"{root}/analysis/publish/{name}.py" for name in ("redact", "hide"))
    stats.stats = {  # type: ignore[attr-defined]
        (ours, 1, "redact_title"): (1, 1, 2.0, 5.0, {(other, 1, "make_safe"): (1, 1, 2.0, 5.0)}),
        ("~", 0, "<sorted>"): (1, 1, 3.0, 3.0, {(ours, 1, "redact_title"): (1, 1, 3.0, 3.0)}),
        (other, 1, "make_safe"): (1, 1, 1.0, 6.0, {}),
    }
    found = profile._sum_modules(stats)
    assert found == {"analysis/publish/redact.py": 5.0, "analysis/publish/hide.py": 1.0}
    assert profile._find_steps(stats, 6.0) == {"analysis/publish/redact.py:redact_title": 5.0}
