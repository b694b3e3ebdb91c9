"""dask.distributed: workers of a local cluster, or those of a scheduler elsewhere.

A local cluster listens on 127.0.0.1 alone. An address of tls://… takes its certificates from
dask's own configuration (docs/national.md).
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import logging
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

from data.errors import ExtraMissing, MediagranskningError, WorkerDied
from nlp.engines.engine import AHEAD, Outcome, Part
from nlp.engines.worker import tag_part
from nlp.pipeline import build_pipeline

LOOPBACK = "127.0.0.1"
CONNECT_S = 15  # for a scheduler to answer; a cluster that is up answers in well under one
WORKERS_S = 60  # for the first worker: it starts Python and joins in a few seconds
NOBODY_S = 180  # without any worker before the run gives up; a node that restarts takes a minute
LOOK_S = 5  # between two looks at who is left
# One thread a worker for what numpy multiplies: the workers themselves are one a core.
_THREADS = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")


def _import_dask() -> Any:
    try:
        import distributed
    except ImportError as error:
        raise ExtraMissing(
            "the engine 'dask' is not installed; run pip install 'mediagranskning[dask]', or "
            "leave out --engine dask and --scheduler"
        ) from error
    return distributed


def start_cluster(workers: int) -> Any:
    """A cluster of processes on this machine that no other machine can reach."""
    distributed = _import_dask()
    import dask

    dask.config.set(
        {
            # A death is told at once: the run itself tries the part again, and counts it.
            "distributed.scheduler.allowed-failures": 0,
            # A look at every worker's stack each 10 ms takes part of the time that it measures.
            "distributed.worker.profile.enabled": False,
            # dask has freed memory given back at once, which costs a worker an eighth of its time
            # (2026-11); what a part takes is let go of with it anyway.
            "distributed.nanny.pre-spawn-environ": dict.fromkeys(_THREADS, 1),
            "distributed.scheduler.work-stealing": False,  # parts are alike and handed out singly
        }
    )
    return distributed.LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        processes=True,
        host=LOOPBACK,
        protocol="tcp://",
        scheduler_port=0,
        dashboard_address=f"{LOOPBACK}:0",
        worker_dashboard_address=f"{LOOPBACK}:0",
        memory_limit=None,
        silence_logs=logging.CRITICAL,
    )


async def _knock(address: str) -> None:
    """Open a connection and close it. A client that meets none says so at length, and late."""
    distributed = _import_dask()
    ours = distributed.Security().get_connection_args("client")
    comm = await distributed.comm.connect(address, timeout=CONNECT_S, **ours)
    await comm.close()


def _is_there(path: str) -> bool:
    return Path(path).exists()


class DaskEngine:
    """Workers of a dask cluster; its own on this machine where no scheduler is named."""

    name = "dask"

    def __init__(
        self, model: str, label: str, folder: Path, workers: int, scheduler: str | None = None
    ) -> None:
        self._dask = _import_dask()
        build_pipeline(model)  # what is wrong with a model is said once, here
        for name in ("distributed", "distributed.client", "distributed.core", "tornado"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        self._arguments = (model, label, folder)
        self._parts: dict[Any, Part] = {}
        self._cluster = None if scheduler else start_cluster(workers)
        self.where = scheduler or f"a local cluster of {workers}"
        self._client: Any = None
        try:
            self._client = self._connect(scheduler or self._cluster)
            self.workers = workers if self._cluster else self._count_workers()
            self._check_folder(folder)
        except BaseException:
            self.close()
            raise

    def _connect(self, target: Any) -> Any:
        try:
            if isinstance(target, str):
                asyncio.run(_knock(target))
            client = self._dask.Client(target, timeout=CONNECT_S, set_as_default=False)
        except (OSError, ValueError, TypeError, RuntimeError) as error:  # the last: no TLS there
            raise WorkerDied(
                f"no dask scheduler answers at {self.where}; start one there ('dask scheduler'), "
                "check the address and its certificates, or leave out --scheduler"
            ) from error
        try:
            client.wait_for_workers(1, timeout=WORKERS_S)
        except TimeoutError as error:
            client.close()
            raise WorkerDied(
                f"the scheduler at {self.where} has no workers; start some ('dask worker "
                f"{self.where} --nthreads 1') and run 'tag' again"
            ) from error
        return client

    def _count_workers(self) -> int:
        return max(1, len(self._client.scheduler_info(n_workers=-1)["workers"]))

    def _check_folder(self, folder: Path) -> None:
        """Every worker must see the folder of parts under the same path."""
        token = folder / f"{uuid4().hex}.token"
        token.touch()
        try:
            seen: dict[str, bool] = self._client.run(_is_there, str(token))
        finally:
            token.unlink(missing_ok=True)
        blind = sorted(worker for worker, sees in seen.items() if not sees)
        if blind:
            raise WorkerDied(
                f"the worker {blind[0]} does not see {folder}; name a folder that all machines "
                "share with --parts"
            )

    @property
    def room(self) -> int:
        return self.workers * AHEAD

    def submit(self, part: Part) -> None:
        with self._saying_who_is_gone():
            future = self._client.submit(tag_part, part.articles, *self._arguments, pure=False)
        self._parts[future] = part

    def wait(self) -> list[Outcome]:
        nobody_since: float | None = None
        while True:
            with self._saying_who_is_gone():
                with contextlib.suppress(TimeoutError, asyncio.TimeoutError), self._current():
                    self._dask.wait(
                        list(self._parts), timeout=LOOK_S, return_when="FIRST_COMPLETED"
                    )
                ended = [future for future in self._parts if future.done()]
                if ended:
                    return [self._read(future) for future in ended]
                there = bool(self._client.nthreads())
            nobody_since = None if there else nobody_since or time.monotonic()
            if nobody_since is not None and time.monotonic() - nobody_since > NOBODY_S:
                raise WorkerDied(
                    f"no worker is left at {self.where}; start some and run 'tag' again (it goes "
                    "on where it was)"
                )

    def _current(self) -> Any:
        return self._client.as_current()

    def _read(self, future: Any) -> Outcome:
        part = self._parts.pop(future)
        if future.status in {"cancelled", "lost"}:
            raise self._gone()
        error = future.exception()
        if error is None:
            return Outcome(part, Path(future.result()))
        if isinstance(error, self._dask.KilledWorker):
            return Outcome(part, None)
        raise error

    def _gone(self) -> WorkerDied:
        return WorkerDied(
            f"the scheduler at {self.where} is gone; start it again and run 'tag' again (it goes "
            "on where it was)"
        )

    @contextlib.contextmanager
    def _saying_who_is_gone(self) -> Any:
        """Turn what dask raises when it has lost its scheduler into one line."""
        cancelled = (asyncio.CancelledError, concurrent.futures.CancelledError)
        try:
            yield
        except MediagranskningError:
            raise
        except (*cancelled, self._dask.comm.CommClosedError, OSError, RuntimeError) as error:
            closed = isinstance(
                error, self._dask.comm.CommClosedError
            )  # before the client knows it
            if not closed and isinstance(error, RuntimeError | OSError) and self._is_up():
                raise
            raise self._gone() from error

    def _is_up(self) -> bool:
        return bool(self._client is not None and self._client.status == "running")

    def close(self) -> None:
        for one in (self._client, self._cluster):
            if one is not None:
                with contextlib.suppress(Exception):  # what is gone cannot be closed
                    one.close(timeout=5)
        self._client = self._cluster = None
