"""The topic model: is a story about regional growth, which themes, which industries, and why.

A linear model over pieces of words, groups of stems and word vectors (nlp/topic_features.py), with
calibrated probabilities. Trained by ``train topics`` (nlp/training/topics.py); stored as plain
arrays, so that no version of scikit-learn is needed to read it.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

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
from nlp.topic_words import find_ngrams, load_stems
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
MOST_CACHED = 300_000  # words kept in memory, some 60 MB; a year of a daily holds fewer


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
    _rows: dict[str, int] = field(default_factory=dict)
    _cache: Floats = field(default_factory=lambda: np.zeros((0, len(OUTPUTS)), dtype=np.float32))

    def read(self, head: str, body: str) -> Reading:
        if len(self._table.rows) > MOST_CACHED:
            self._table, self._rows = WordTable(), {}
        return read_text(head, body, self._table)

    def _weigh_word(self, word: str) -> Floats:
        pieces = find_ngrams(word)
        rows = [self.pieces[piece] for piece in pieces if piece in self.pieces]
        total: Floats = self.piece_weights[rows].sum(axis=0) / math.sqrt(len(pieces))
        return total

    def _weigh_words(self, words: tuple[str, ...]) -> Floats:
        """A row a word: what its pieces say of every output."""
        for word in words:
            if word not in self._rows:
                row = self._rows[word] = len(self._rows)
                if row >= len(self._cache):
                    grown = np.zeros((max(4096, 2 * row), len(OUTPUTS)), dtype=np.float32)
                    grown[: len(self._cache)] = self._cache
                    self._cache = grown
                self._cache[row] = self._weigh_word(word)
        rows: Floats = self._cache[[self._rows[word] for word in words]]
        return rows

    def weigh(self, reading: Reading) -> Floats:
        """The linear scores of every output."""
        scores = (
            self.intercepts
            + describe_groups(reading) @ self.group_weights
            + reading.vector @ self.vector_weights
        )
        if reading.words:
            scores = scores + reading.weights @ self._weigh_words(reading.words)
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

    def explain(self, reading: Reading, output: str) -> str:
        """The words of the text that speak most for an output, strongest first."""
        column = OUTPUTS.index(output)
        said: Counter[str] = Counter()
        if reading.words:
            shares = reading.weights * self._weigh_words(reading.words)[:, column]
            said.update(dict(zip(reading.words, shares.tolist(), strict=True)))
        groups = load_stems().groups
        half = len(groups)
        for word in self._table.rows.keys() & set(reading.words):
            for group in self._table.groups[self._table.rows[word]]:
                said[word] += float(  # type: ignore[assignment]
                    self.group_weights[group, column]
                    + self.group_weights[half + group, column]
                ) / (1 + float(reading.groups[group]))
        best = sorted(said.items(), key=lambda item: (-item[1], item[0]))[:EVIDENCE_WORDS]
        return ", ".join(word for word, share in best if share > 0)

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
        labels = [
            TopicLabel(
                TopicKind.GROWTH,
                GrowthAnswer.YES if growth else GrowthAnswer.NO,
                round(scores.growth, 4),
                self.explain(reading, "growth"),
                uncertain=UNCERTAIN_LOW < scores.growth < UNCERTAIN_HIGH,
            )
        ]
        if growth:
            labels += [
                TopicLabel(TopicKind.THEME, THEMES[i], round(p, 4), self.explain(reading, THEMES[i]))
                for i, p in self.choose_themes(scores)
            ]
        labels += [
            TopicLabel(
                TopicKind.SECTOR, SECTORS[i], round(p, 4), self.explain(reading, SECTORS[i])
            )
            for i, p in self.choose_sectors(scores)
        ]
        return tuple(labels)

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
                SECTORS[i] != Sector.OVRIGT
                and scores.sectors[i] >= self.settings["further_sector"]
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
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        settings = json.loads(bytes(arrays["settings"]).decode())
        groups = tuple(bytes(arrays["groups"]).decode().split("\n"))
    except (OSError, ValueError, KeyError) as error:
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
