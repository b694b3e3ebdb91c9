"""A text as the topic model sees it: rare words, groups of stems, and where its words lie."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import compress

import numpy as np
import numpy.typing as npt

from data.vocab import Sector
from nlp.topic_words import find_groups, load_stems, weigh_words
from nlp.word_vectors import LEAST_RARITY, Floats, load_vectors

SECTORS = tuple(Sector)
Rows = npt.NDArray[np.int64]
DENSITY_PAD = 5.0  # words added to a text's length, so that a short one is not all density


@dataclass(slots=True)
class WordTable:
    """What is known of each word once it has been met; rows grow as new words come.

    ``vector`` is a row of the word vectors, -1 for none; ``groups`` has a column for each group.
    """

    rows: dict[str, int] = field(default_factory=dict)
    rarity: Floats = field(default_factory=lambda: np.zeros(0, dtype=np.float32))
    vector: Rows = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    groups: Floats = field(
        default_factory=lambda: np.zeros((0, len(load_stems().groups)), dtype=np.float32)
    )

    def find(self, words: Collection[str]) -> Rows:
        """The rows of words, made where they are new."""
        known = self.rows
        for word in words:
            if word not in known:
                self._add(word)
        return np.array([known[word] for word in words], dtype=np.int64)

    def _add(self, word: str) -> None:
        row = self.rows[word] = len(self.rows)
        if row >= len(self.rarity):
            more = max(4096, row)
            self.rarity = np.pad(self.rarity, (0, more))
            self.vector = np.pad(self.vector, (0, more))
            self.groups = np.pad(self.groups, ((0, more), (0, 0)))
        vectors = load_vectors()
        rarity, found = vectors.rate(word), vectors.find(word)
        # a letter alone is no word, though the vocabulary of the vectors lacks it
        counts_too = rarity > LEAST_RARITY and len(word) > 1
        self.rarity[row] = rarity if counts_too else 0.0
        self.vector[row] = -1 if found is None else found
        self.groups[row, list(find_groups(word))] = 1.0


@dataclass(frozen=True, slots=True)
class Reading:
    """Words that count with their weights (of length 1), counts by group, and a mean vector.

    ``rows`` are those of the words in the table that the text was read with.
    """

    words: tuple[str, ...]
    rows: Rows
    weights: Floats
    groups: Floats
    head_groups: Floats
    vector: Floats
    length: float


def read_text(head: str, body: str, table: WordTable) -> Reading:
    """Read a headline (with lead) and a body. Deterministic, and empty for an empty text."""
    weighed = weigh_words(head, body)
    words = list(weighed.counts)
    rows = table.find(weighed.counts.keys())
    counts = np.fromiter(weighed.counts.values(), dtype=np.float32, count=len(words))
    damped = 1 + np.log(counts)  # repeats of a word count less and less
    members = table.groups[rows]
    groups = damped @ members
    in_head = np.array([word in weighed.in_head for word in words], dtype=np.float32)
    head_groups = (damped * in_head) @ members
    for group, count in weighed.pairs.items():
        groups[group] += 1 + math.log(count)
    weights = damped * table.rarity[rows]
    telling = weights > 0
    norm = math.sqrt(float(weights @ weights)) or 1.0
    vectors = load_vectors().vectors
    placed = table.vector[rows]
    lies = telling & (placed >= 0)
    vector = weights[lies] @ vectors[placed[lies]]
    return Reading(
        tuple(compress(words, telling.tolist())),
        rows[telling],
        weights[telling] / norm,
        groups,
        head_groups,
        vector / (float(np.linalg.norm(vector)) + 1e-9),
        float(counts.sum()),
    )


def describe_groups(reading: Reading) -> Floats:
    """Counts by group, damped, and again by the length of the text: 2 × groups."""
    dense = reading.groups / math.sqrt(reading.length + DENSITY_PAD)
    described: Floats = np.concatenate([np.log1p(reading.groups), dense]).astype(np.float32)
    return described


_OWN = np.eye(len(SECTORS), dtype=np.float32)


@lru_cache(maxsize=1)
def _find_sector_groups() -> tuple[Rows, Floats]:
    """The group of each sector, and 1 where it has one ("other" has none)."""
    names = load_stems().groups
    places = [names.index(f"sectors.{s}") if f"sectors.{s}" in names else -1 for s in SECTORS]
    return np.array(places), (np.array(places) >= 0).astype(np.float32)


def describe_sectors(reading: Reading, scores: Floats, growth: float) -> Floats:
    """A row for each sector, so that one rule learnt from all of them serves the rare ones too.

    ``scores`` are the sectors' own linear scores, ``growth`` that of growth.
    """
    places, has = _find_sector_groups()
    counts, heads = reading.groups[places] * has, reading.head_groups[places] * has
    total = counts.sum() + 1
    ordered = np.sort(counts)
    best, second = ordered[-1], ordered[-2]
    rivals = np.where(counts == best, second, best)
    own = _OWN
    columns = [
        np.log1p(counts),
        counts / total,
        np.log1p(heads),
        counts / math.sqrt(reading.length + DENSITY_PAD),
        ((counts == best) & (best > 0)).astype(np.float32),
        (counts - rivals) / total,
        scores,
    ]
    return np.column_stack([*columns, own, own * growth * 0.5]).astype(np.float32)
