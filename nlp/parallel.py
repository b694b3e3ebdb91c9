"""Tag articles in several processes; rows are the same whatever their number."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice

from spacy.language import Language

from data.errors import WorkerDied
from data.records import Article, Tagging
from nlp.pipeline import build_pipeline
from nlp.tag import tag_articles

PART = 25  # articles handed to a process at a time: little to send, little to wait for at the end
AHEAD = 3  # parts a process that are read before their turn, so that memory stays flat
WORTH_IT = 400  # articles from which a second process earns back the loading of its model

Tagged = tuple[Article, Tagging | str]
_pipeline: Language | None = None


def choose_processes(total: int) -> int:
    """One for little work, else one for each core that this process may use."""
    return 1 if total < WORTH_IT else len(os.sched_getaffinity(0))


def _end_with_parent() -> None:
    """Wait for the process that began this one, and end when it does, however it was ended."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _load(model: str) -> None:
    global _pipeline
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _pipeline = build_pipeline(model)


def _tag_part(articles: list[Article], label: str) -> list[Tagged]:
    assert _pipeline is not None
    return list(tag_articles(_pipeline, articles, label))


def tag_in_processes(
    articles: Iterable[Article], model: str, label: str, processes: int
) -> Iterator[Tagged]:
    """Each article with its tagging, or with the name of what broke it, in the order given.

    Raises WorkerDied when a process is killed; what was yielded before stands.
    """
    if processes == 1:
        yield from tag_articles(build_pipeline(model), articles, label)
        return
    build_pipeline(model)  # what is wrong with a model is said once, here
    context = multiprocessing.get_context("spawn")
    waiting: deque[Future[list[Tagged]]] = deque()
    remaining = iter(articles)
    with ProcessPoolExecutor(processes, context, _load, (model,)) as pool:
        try:
            while True:
                while len(waiting) < processes * AHEAD:
                    part = list(islice(remaining, PART))
                    if not part:
                        break
                    waiting.append(pool.submit(_tag_part, part, label))
                if not waiting:
                    return
                yield from waiting.popleft().result()
        except BrokenProcessPool as error:
            raise WorkerDied(
                "a tagging process was killed, most often for lack of memory; run 'tag' again (it "
                "goes on where it was), with --processes 1 if it happens again"
            ) from error
        finally:
            for future in waiting:
                future.cancel()
