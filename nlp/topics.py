"""The topic model: is a story about regional growth, which themes, which industries, and why.

A linear model over pieces of words, groups of stems and word vectors (nlp/topic_features.py), with
calibrated probabilities. Trained by ``train topics`` (nlp/training/topics.py); stored as plain
arrays, so that no version of scikit-learn is needed to read it.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from data.errors import ModelUnavailable
from data.records import TopicLabel
from data.vocab import GrowthAnswer, Sector, Theme, TopicKind
from nlp.topic_features import (
    SECTORS,
    Reading,
    WordTable,
    describe_groups,
    describe_sectors,
    read_text,
)
from nlp.topic_words import find_groups, find_ngrams, load_stems
from nlp.word_vectors import MODELS, Floats

TOPICS = MODELS / "topics.npz"
FORMAT = 1
THEMES = tuple(Theme)
OUTPUTS = ("growth", *THEMES, *SECTORS)
# Between these the calibrated answer is wrong more than once in five: reviewers look there first.
UNCERTAIN_LOW, UNCERTAIN_HIGH = 0.2, 0.8
MAX_SECTORS = 3
EVIDENCE_WORDS = 6
LEAST_WORDS = 2  # words that count; with fewer there is nothing to go by
MOST_CACHED = 100_000  # words kept in memory, some 35 MB; some 5,000 articles have as many


def to_probability(score: float) -> float:
    return 1 / (1 + math.exp(-min(max(score, -30.0), 30.0)))


@dataclass(frozen=True, slots=True)
class TopicScores:
    """Calibrated probabilities of one text, in the order of THEMES and SECTORS."""

    growth: float
    themes: tuple[float, ...]
    sectors: tuple[float, ...]


@dataclass(slots=True)
class TopicModel:
    """Weights have a column for each of OUTPUTS; ``settings`` hold calibration and thresholds."""

    pieces: dict[str, int]
    piece_weights: Floats
    group_weights: Floats
    vector_weights: Floats
    intercepts: Floats
    sector_weights: Floats
    settings: dict[str, Any]
    digest: str = ""
    _table: WordTable = field(default_factory=WordTable)
    _weighed: set[int] = field(default_factory=set)
    _cache: Floats = field(default_factory=lambda: np.zeros((0, 2, len(OUTPUTS)), dtype=np.float32))

    def read(self, head: str, body: str) -> Reading:
        if len(self._table.rows) > MOST_CACHED:
            self._table, self._weighed = WordTable(), set()
        return read_text(head, body, self._table)

    def _weigh_word(self, word: str) -> Floats:
        """What a word says of every output, by its pieces and, in a second row, by its groups."""
        pieces = find_ngrams(word)
        rows = [self.pieces[piece] for piece in pieces if piece in self.pieces]
        groups = list(find_groups(word))
        half = len(self.group_weights) // 2
        by_group = (self.group_weights[:half] + self.group_weights[half:])[groups]
        return np.stack(
            [self.piece_weights[rows].sum(axis=0) / math.sqrt(len(pieces)), by_group.sum(axis=0)]
        )

    def _weigh_words(self, reading: Reading) -> Floats:
        """For each word of a reading, what _weigh_word says: words × 2 × outputs."""
        rows = reading.rows.tolist()
        for i, row in enumerate(rows) if not self._weighed.issuperset(rows) else ():
            if row in self._weighed:
                continue
            if row >= len(self._cache):
                more = max(4096, row + 1 - len(self._cache), len(self._cache) // 4)
                self._cache = np.pad(self._cache, ((0, more), (0, 0), (0, 0)))
            self._cache[row] = self._weigh_word(reading.words[i])
            self._weighed.add(row)
        said: Floats = self._cache[reading.rows]
        return said

    def weigh(self, reading: Reading) -> Floats:
        """The linear scores of every output."""
        scores = (
            self.intercepts
            + describe_groups(reading) @ self.group_weights
            + reading.vector @ self.vector_weights
        )
        if reading.words:
            scores = scores + reading.weights @ self._weigh_words(reading)[:, 0]
        linear: Floats = scores.astype(np.float32)
        return linear

    def score(self, reading: Reading) -> TopicScores:
        linear = self.weigh(reading)
        sectors = describe_sectors(reading, linear[1 + len(THEMES) :], float(linear[0]))
        pooled = sectors @ self.sector_weights[:-1] + self.sector_weights[-1]
        calibrated = [
            to_probability(slope * score + shift)
            for score, (slope, shift) in zip(
                linear[: 1 + len(THEMES)].tolist(), self.settings["calibration"], strict=True
            )
        ]
        return TopicScores(
            calibrated[0],
            tuple(calibrated[1:]),
            tuple(to_probability(score) for score in pooled.tolist()),
        )

    def explain(self, reading: Reading, outputs: Sequence[str]) -> list[str]:
        """The words of the text that speak most for each output, strongest first.

        A word of a group counts half its group's weight beside that of its own pieces: the second
        word of a group adds about half as much as the first.
        """
        columns = [OUTPUTS.index(output) for output in outputs]
        said = self._weigh_words(reading)[:, :, columns]
        shares = reading.weights[:, None] * said[:, 0] + 0.5 * said[:, 1]
        best = np.argsort(-shares, axis=0, kind="stable")[:EVIDENCE_WORDS]
        return [
            ", ".join(
                reading.words[i]
                for i in best[:, k].tolist()
                if shares[i, k] > 0 and len(reading.words[i]) > 1
            )
            for k in range(len(columns))
        ]

    def label(self, head: str, body: str) -> tuple[TopicLabel, ...]:
        """Growth, the themes if it is, and the sectors, each with the words that carried it."""
        reading = self.read(head, body)
        if len(reading.words) < LEAST_WORDS:
            return (
                TopicLabel(TopicKind.GROWTH, GrowthAnswer.NO, 0.5, "", uncertain=True),
                TopicLabel(TopicKind.SECTOR, Sector.OVRIGT, 0.5, ""),
            )
        scores = self.score(reading)
        growth = scores.growth >= self.settings["growth_threshold"]
        themes = self.choose_themes(scores) if growth else []
        sectors = self.choose_sectors(scores)
        chosen = [
            (TopicKind.GROWTH, GrowthAnswer.YES if growth else GrowthAnswer.NO, scores.growth),
            *((TopicKind.THEME, THEMES[i], p) for i, p in themes),
            *((TopicKind.SECTOR, SECTORS[i], p) for i, p in sectors),
        ]
        words = self.explain(
            reading, ["growth" if kind is TopicKind.GROWTH else label for kind, label, _ in chosen]
        )
        doubt = UNCERTAIN_LOW < scores.growth < UNCERTAIN_HIGH
        return tuple(
            TopicLabel(kind, label, round(p, 4), carried, doubt and kind is TopicKind.GROWTH)
            for (kind, label, p), carried in zip(chosen, words, strict=True)
        )

    def choose_themes(self, scores: TopicScores) -> list[tuple[int, float]]:
        """Themes above their thresholds; a growth story has at least the likeliest one."""
        relative = [p / t for p, t in zip(scores.themes, self.settings["themes"], strict=True)]
        best = max(range(len(relative)), key=relative.__getitem__)
        return [(i, scores.themes[i]) for i, r in enumerate(relative) if r >= 1 or i == best]

    def choose_sectors(self, scores: TopicScores) -> list[tuple[int, float]]:
        """The likeliest sector, and others that are likely too; "other" stands alone."""
        order = sorted(range(len(SECTORS)), key=lambda i: -scores.sectors[i])
        best = order[0]
        if SECTORS[best] == Sector.OVRIGT:
            return [(best, scores.sectors[best])]
        return [
            (i, scores.sectors[i])
            for i in order[:MAX_SECTORS]
            if i == best
            or (
                SECTORS[i] != Sector.OVRIGT and scores.sectors[i] >= self.settings["further_sector"]
            )
        ]


def write_topics(model: TopicModel, path: Path) -> None:
    """Write a model in one step; the same model gives the same bytes."""
    ordered = sorted(model.pieces, key=model.pieces.__getitem__)
    settings = {**model.settings, "format": FORMAT, "outputs": list(OUTPUTS)}
    partial = path.with_suffix(".partial.npz")
    np.savez_compressed(
        partial,
        pieces=np.frombuffer("\n".join(ordered).encode(), dtype=np.uint8),
        piece_weights=model.piece_weights.astype(np.float16),
        group_weights=model.group_weights.astype(np.float32),
        vector_weights=model.vector_weights.astype(np.float32),
        intercepts=model.intercepts.astype(np.float32),
        sector_weights=model.sector_weights.astype(np.float32),
        groups=np.frombuffer("\n".join(load_stems().groups).encode(), dtype=np.uint8),
        settings=np.frombuffer(json.dumps(settings, sort_keys=True).encode(), dtype=np.uint8),
    )
    partial.replace(path)


def read_topics(path: Path = TOPICS) -> TopicModel:
    """Read a model. Raises ModelUnavailable for one that does not fit this version."""
    again = "run 'mediagranskning train topics --force', or install the package again"
    try:
        with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        settings = json.loads(bytes(arrays["settings"]).decode())
        groups = tuple(bytes(arrays["groups"]).decode().split("\n"))
    except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
        raise ModelUnavailable(f"{path}: the topic model cannot be read; {again}") from error
    fits = settings.get("format") == FORMAT and settings.get("outputs") == list(OUTPUTS)
    if not fits or groups != load_stems().groups:
        raise ModelUnavailable(f"{path}: the topic model belongs to another version; {again}")
    pieces = bytes(arrays["pieces"]).decode().split("\n")
    return TopicModel(
        {piece: i for i, piece in enumerate(pieces)},
        arrays["piece_weights"].astype(np.float32),
        arrays["group_weights"],
        arrays["vector_weights"],
        arrays["intercepts"],
        arrays["sector_weights"],
        settings,
        hashlib.sha256(path.read_bytes()).hexdigest(),
    )


@lru_cache(maxsize=1)
def load_topics() -> TopicModel:
    """The model that the package brings, read once."""
    return read_topics()
