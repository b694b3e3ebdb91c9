"""All in this process: nothing to start, and what the other engines are held against."""

from __future__ import annotations

from collections import deque
from pathlib import Path

from nlp.engines.engine import Outcome, Part
from nlp.engines.worker import load_model, tag_part


class SequentialEngine:
    """Tags a part when it is waited for."""

    name = "sequential"
    workers = 1
    room = 1

    def __init__(self, model: str, label: str, folder: Path) -> None:
        load_model(model)  # what is wrong with a model is said at once
        self._model, self._label, self._folder = model, label, folder
        self._waiting: deque[Part] = deque()

    def submit(self, part: Part) -> None:
        self._waiting.append(part)

    def wait(self) -> list[Outcome]:
        part = self._waiting.popleft()
        path = tag_part(part.articles, self._model, self._label, self._folder)
        return [Outcome(part, path)]

    def close(self) -> None:
        self._waiting.clear()
