"""What every engine is: parts go in, files of parts come out; and the retry of those that died."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Protocol

from data.records import Article

PART = 50  # articles of a part: a second or two of work, little to lose and little to wait for
AHEAD = 3  # parts a worker that are read before their turn, so that memory stays flat
TRIES = 2  # deaths that a part may cost before its articles are taken one by one
DIED = "WorkerDied"  # the reason for an article that kills its worker even when alone


@dataclass(frozen=True, slots=True)
class Part:
    """Articles that are tagged together. ``number`` is their turn in being stored."""

    number: int
    articles: tuple[Article, ...]
    deaths: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a part: its file, or None where the worker died over it."""

    part: Part
    path: Path | None


class Engine(Protocol):
    """Takes parts and gives outcomes, in any order. ``room`` is how many it wants to hold."""

    name: str
    workers: int

    @property
    def room(self) -> int: ...

    def submit(self, part: Part) -> None: ...

    def wait(self) -> list[Outcome]:
        """At least one outcome of what was submitted."""
        ...

    def close(self) -> None: ...


@dataclass(slots=True)
class Course:
    """How a run went, for its summary."""

    parts: int = 0
    retried: int = 0


@dataclass(slots=True)
class Finished:
    """A part with its files, or the articles that nobody survived, once its turn has come."""

    part: Part
    paths: list[Path] = field(default_factory=list)
    fatal: list[Article] = field(default_factory=list)
    missing: int = 0


def cut_parts(articles: Iterable[Article], size: int = PART) -> Iterator[Part]:
    """Divide articles into parts, numbered from 0."""
    remaining, number = iter(articles), 0
    while chosen := tuple(islice(remaining, size)):
        yield Part(number, chosen)
        number += 1


def run_parts(
    engine: Engine, parts: Iterator[Part], course: Course
) -> Generator[Finished, None, None]:
    """Every part once it is done, in the order of their numbers.

    A part whose worker died is tried again, then its articles one by one: one that kills whoever
    reads it costs that one and is named.
    """
    again: deque[Part] = deque()
    done: dict[int, Finished] = {}
    running = turn = 0
    while True:
        while running < engine.room:
            part = again.popleft() if again else next(parts, None)
            if part is None:
                break
            if part.number not in done:
                done[part.number] = Finished(part, missing=1)
                course.parts += 1
            engine.submit(part)
            running += 1
        if not running:
            return
        for outcome in engine.wait():
            running -= 1
            finished = done[outcome.part.number]
            finished.missing -= 1
            if outcome.path is not None:
                finished.paths.append(outcome.path)
                continue
            course.retried += 1
            smaller = _divide(outcome.part)
            if not smaller:
                finished.fatal += outcome.part.articles
            finished.missing += len(smaller)
            again += smaller
        while turn in done and not done[turn].missing:
            yield done.pop(turn)
            turn += 1


def _divide(part: Part) -> list[Part]:
    """What is to be tried after a death: the part, then each of its articles, then nothing."""
    deaths = part.deaths + 1
    if deaths < TRIES:
        return [replace(part, deaths=deaths)]
    if len(part.articles) == 1:
        return []
    return [Part(part.number, (article,), deaths=TRIES - 1) for article in part.articles]
