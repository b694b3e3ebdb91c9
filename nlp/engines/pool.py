"""A pool of processes on this machine, each replaced on its own when it is killed.

The standard library's pool gives up as a whole when one of its processes dies; here the others go
on, and only the part that the dead one held is tried again.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pickle
import threading
from collections import deque
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from data.errors import WorkerDied
from nlp.engines.engine import AHEAD, Outcome, Part
from nlp.engines.worker import load_model, tag_part
from nlp.pipeline import build_pipeline

MOST_DEATHS = 20  # in a row with nothing done between: the machine, not an article, is at fault


def _end_with_parent() -> None:
    """Wait for the process that began this one, and end when it does, however it was ended."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(pipe: Connection, model: str, label: str, folder: Path) -> None:
    """Take parts from the pipe and answer each with its file or with what went wrong."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    load_model(model)
    while (articles := pipe.recv()) is not None:
        try:
            answer: Any = tag_part(articles, model, label, folder)
        except Exception as error:  # handed on whole to the process that asked
            answer = error
        try:
            pipe.send(answer)
        except (pickle.PicklingError, TypeError, AttributeError):
            pipe.send(RuntimeError(f"{type(answer).__name__}: {answer}"))


class _Worker:
    """One process with its pipe and the part that it holds."""

    def __init__(self, *arguments: Any) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(
            target=_work, args=(theirs, *arguments), daemon=True
        )
        self.process.start()
        theirs.close()
        self.part: Part | None = None

    def give(self, part: Part) -> None:
        self.part = part
        with contextlib.suppress(OSError):  # it died before: seen where it is waited for
            self.pipe.send(part.articles)

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


class PoolEngine:
    """So many processes on this machine."""

    name = "pool"

    def __init__(self, model: str, label: str, folder: Path, workers: int) -> None:
        build_pipeline(model)  # what is wrong with a model is said once, here
        self.workers = workers
        self._arguments = (model, label, folder)
        self._waiting: deque[Part] = deque()
        self._crew = [_Worker(*self._arguments) for _ in range(workers)]
        self._deaths = 0

    @property
    def room(self) -> int:
        return self.workers * AHEAD

    def submit(self, part: Part) -> None:
        self._waiting.append(part)
        self._hand_out()

    def _hand_out(self) -> None:
        for worker in self._crew:
            if worker.part is None and self._waiting:
                worker.give(self._waiting.popleft())

    def wait(self) -> list[Outcome]:
        outcomes: list[Outcome] = []
        while not outcomes:
            heard = set(
                wait([w.pipe for w in self._crew] + [w.process.sentinel for w in self._crew])
            )
            for i, worker in enumerate(self._crew):
                if worker.pipe in heard or worker.process.sentinel in heard:
                    outcomes += self._hear(i, worker)
            self._hand_out()
        return outcomes

    def _hear(self, i: int, worker: _Worker) -> list[Outcome]:
        """The answer of a worker, or its death; a dead one is replaced."""
        part = worker.part
        try:
            if worker.pipe.poll():
                answer = worker.pipe.recv()
                worker.part = None
                self._deaths = 0
                if isinstance(answer, Exception):
                    raise answer
                assert part is not None
                return [Outcome(part, answer)]
            if worker.process.is_alive():
                return []
        except (EOFError, ConnectionError):
            pass
        self._deaths += 1
        worker.end()
        if self._deaths >= MOST_DEATHS:
            raise WorkerDied(
                f"{self._deaths} tagging processes were killed one after another, most often for "
                "lack of memory; run 'tag' again (it goes on where it was), with --processes 1"
            )
        self._crew[i] = _Worker(*self._arguments)
        return [] if part is None else [Outcome(part, None)]

    def close(self) -> None:
        for worker in self._crew:
            worker.end()
