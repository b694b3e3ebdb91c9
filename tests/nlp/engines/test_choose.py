from __future__ import annotations

import builtins
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from data.errors import BadInput, ExtraMissing
from nlp.engines.choose import choose_processes, name_engine, open_engine
from nlp.pipeline import REGISTER, describe_model

CORES = len(os.sched_getaffinity(0))


def test_little_work_is_done_by_one() -> None:
    assert choose_processes(0) == choose_processes(399) == 1
    assert choose_processes(400) == CORES


@pytest.mark.parametrize(
    ("engine", "processes", "scheduler", "total", "expected"),
    [
        (None, None, None, 10, ("sequential", 1)),
        (None, 1, None, 10_000, ("sequential", 1)),
        (None, 2, None, 10, ("pool", 2)),
        ("pool", None, None, 10, ("pool", CORES)),
        ("pool", 1, None, 10, ("pool", 1)),
        ("sequential", None, None, 10_000, ("sequential", 1)),
        ("dask", 3, None, 10, ("dask", 3)),
        (None, None, "tcp://127.0.0.1:1", 10, ("dask", 0)),
    ],
)
def test_what_is_asked_for_is_what_runs(
    engine: str | None, processes: int | None, scheduler: str | None, total: int, expected: Any
) -> None:
    assert name_engine(engine, processes, scheduler, total) == expected


@pytest.mark.parametrize(
    ("engine", "processes", "scheduler"),
    [("pool", None, "tcp://x"), ("dask", 2, "tcp://x"), ("sequential", 2, None)],
)
def test_what_does_not_go_together_is_said(
    engine: str, processes: int | None, scheduler: str | None
) -> None:
    with pytest.raises(BadInput, match="leave out"):
        name_engine(engine, processes, scheduler, 10)


def test_without_the_extra_one_line_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def refuse(name: str, *rest: Any, **more: Any) -> Any:
        if name.split(".")[0] in {"distributed", "dask"}:
            raise ImportError(name)
        return real(name, *rest, **more)

    for name in [n for n in sys.modules if n.split(".")[0] in {"distributed", "dask"}]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(builtins, "__import__", refuse)
    label = describe_model(REGISTER)
    with (
        pytest.raises(ExtraMissing, match=r"pip install 'mediagranskning\[dask\]'"),
        open_engine("dask", 2, None, REGISTER, label, tmp_path),
    ):
        pass
    with open_engine("sequential", 1, None, REGISTER, label, tmp_path) as engine:
        assert engine.workers == 1
