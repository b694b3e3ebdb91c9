"""Which engine a run gets, and how many workers."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data.errors import BadInput
from nlp.engines.engine import Engine

ENGINES = ("sequential", "pool", "dask")
WORTH_IT = 400  # articles from which a second process earns back the loading of its model


def choose_processes(total: int) -> int:
    """One for little work, else one for each core that this process may use."""
    return 1 if total < WORTH_IT else len(os.sched_getaffinity(0))


def name_engine(
    engine: str | None, processes: int | None, scheduler: str | None, total: int
) -> tuple[str, int]:
    """The engine and its number of workers, out of what was asked for and what there is to do."""
    if scheduler is not None:
        if engine not in {None, "dask"}:
            raise BadInput(f"--scheduler is for --engine dask; leave out --engine {engine}")
        if processes is not None:
            raise BadInput("the workers of a --scheduler are started there; leave out --processes")
        return "dask", 0
    if engine == "sequential" and (processes or 1) > 1:
        raise BadInput("--engine sequential works in one process; leave out --processes")
    workers = processes or (choose_processes(total) if engine is None else len(_cores()))
    if engine is None:
        return ("sequential" if workers == 1 else "pool"), workers
    return engine, (1 if engine == "sequential" else workers)


def _cores() -> set[int]:
    return os.sched_getaffinity(0)


@contextmanager
def open_engine(
    name: str, workers: int, scheduler: str | None, model: str, label: str, folder: Path
) -> Iterator[Engine]:
    """The engine, closed again whatever happens."""
    engine: Engine
    if name == "sequential":
        from nlp.engines.sequential import SequentialEngine

        engine = SequentialEngine(model, label, folder)
    elif name == "pool":
        from nlp.engines.pool import PoolEngine

        engine = PoolEngine(model, label, folder, workers)
    else:
        from nlp.engines.dask_cluster import DaskEngine

        engine = DaskEngine(model, label, folder, workers, scheduler)
    try:
        yield engine
    finally:
        engine.close()
