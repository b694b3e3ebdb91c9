"""A process beside the crawl that reads pages: the network never waits for a parser.

A page on which a parser hangs or dies costs that page: the process is ended and begun anew. It
ends by itself when the crawl dies, SIGKILL included, since its pipe then closes.
"""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import queue
import signal
import threading
from collections import deque
from dataclasses import dataclass
from multiprocessing.connection import Connection

from crawler.pagework import PageJob, PageResult, read_page
from crawler.registry import OutletConfig

AHEAD = 2  # pages handed over while another is read: the process never waits for the crawl
SMALL = 60_000  # bytes: two such lie in the pipe's buffer (some 200 kB) without being read
MAX_SECONDS = 60.0  # for one page; the largest taken (10 MB) needs under 10 s (2026-11)


class PageTooHard(Exception):
    """No parser came through the page; the message is the reason that is shown."""


@dataclass(frozen=True, slots=True)
class _Item:
    """A page to be read, and the coroutine that waits for it."""

    job: PageJob
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[PageResult]

    def settle(self, answer: PageResult | str) -> None:
        """Give the answer, or the reason why there is none, to the waiting coroutine."""
        self.loop.call_soon_threadsafe(_set_result, self.future, answer)


def _set_result(future: asyncio.Future[PageResult], answer: PageResult | str) -> None:
    if future.done():
        return
    if isinstance(answer, str):
        future.set_exception(PageTooHard(answer))
    else:
        future.set_result(answer)


def _work(pipe: Connection, configs: dict[str, OutletConfig]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the crawl, and the pipe with it
    while True:
        try:
            job = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            answer: PageResult | str = read_page(job, configs[job.outlet_id])
        except Exception as error:  # whatever a parser raises costs this page only
            answer = f"the page cannot be read ({type(error).__name__})"
        try:
            pipe.send(answer)
        except OSError:
            return


class PageWorker:
    """Reads pages one after the other in a process of its own. Use it as a context manager."""

    def __init__(self, configs: dict[str, OutletConfig]) -> None:
        self._configs = configs
        self._jobs: queue.SimpleQueue[_Item | None] = queue.SimpleQueue()  # None ends
        self._thread = threading.Thread(target=self._pass_on, daemon=True)

    def __enter__(self) -> PageWorker:
        self._start()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._jobs.put(None)
        self._thread.join(MAX_SECONDS)
        self._stop()

    async def read(self, job: PageJob) -> PageResult:
        """Wait for a page to be read. Raises PageTooHard."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[PageResult] = loop.create_future()
        self._jobs.put(_Item(job, loop, future))
        return await future

    def _start(self) -> None:
        # spawn: a fork of a process with threads and an open database is asking for trouble
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(
            target=_work, args=(theirs, self._configs), daemon=True, name="page-worker"
        )
        self._process.start()
        theirs.close()

    def _stop(self) -> None:
        self._pipe.close()
        self._process.join(1)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()

    def _pass_on(self) -> None:
        """In a thread: hand pages over, each answer back to its waiting coroutine.

        Some are handed over ahead, so that the process has one when it is done with the last;
        only small ones, which the pipe takes at once: else both ends could wait to be read.
        """
        handed: deque[_Item] = deque()  # to the process, the one it reads first
        taken: deque[_Item] = deque()  # from the queue, still to be handed over
        more = True
        while more or handed or taken:
            if more and not taken and len(handed) <= AHEAD:
                with contextlib.suppress(queue.Empty):
                    item = self._jobs.get(block=not handed)
                    more = item is not None
                    taken.extend([item] if item else [])
            if taken and (not handed or (len(handed) <= AHEAD and len(taken[0].job.body) <= SMALL)):
                handed.append(taken.popleft())
                with contextlib.suppress(OSError):  # it died: the answer will say so
                    self._pipe.send(handed[-1].job)
                continue
            if handed:
                answer, alive = self._await_answer()
                handed.popleft().settle(answer)
                if not alive:
                    taken.extendleft(reversed(handed))
                    handed.clear()

    def _await_answer(self) -> tuple[PageResult | str, bool]:
        """The answer to the page that is read, or why there is none; and whether it was read."""
        try:
            if self._pipe.poll(MAX_SECONDS):
                answer: PageResult | str = self._pipe.recv()
                return answer, True
            reason = f"the page cannot be read (took over {MAX_SECONDS:.0f} s)"
        except (EOFError, OSError):
            reason = "the page cannot be read (the parser died)"
        self._stop()
        self._start()
        return reason, False
