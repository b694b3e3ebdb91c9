"""A text as the topic model sees it: rare words, groups of stems, and where its words lie."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from data.vocab import Sector
from nlp.topic_words import damp, find_groups, load_stems, weigh_words
from nlp.word_vectors import LEAST_RARITY, Floats, load_vectors

SECTORS = tuple(Sector)
DENSITY_PAD = 5.0  # words added to a text's length, so that a short one is not all density


@dataclass(slots=True)
class WordTable:
    """What is known of each word once it has been met; rows grow as new words come."""

    rows: dict[str, int] = field(default_factory=dict)
    rarity: list[float] = field(default_factory=list)
    vector: list[int] = field(default_factory=list)
    groups: list[tuple[int, ...]] = field(default_factory=list)

    def find(self, word: str) -> int:
        row = self.rows.get(word)
        if row is None:
            vectors = load_vectors()
            row = self.rows[word] = len(self.rarity)
            rarity = vectors.rate(word)
            found = vectors.find(word)
            self.rarity.append(rarity if rarity > LEAST_RARITY else 0.0)
            self.vector.append(-1 if found is None else found)
            self.groups.append(find_groups(word))
        return row


@dataclass(frozen=True, slots=True)
class Reading:
    """Words that count with their weights (of length 1), counts by group, and a mean vector."""

    words: tuple[str, ...]
    weights: Floats
    groups: Floats
    head_groups: Floats
    vector: Floats
    length: float


def read_text(head: str, body: str, table: WordTable) -> Reading:
    """Read a headline (with lead) and a body. Deterministic, and empty for an empty text."""
    counts, pairs = weigh_words(head, body)
    in_head, _ = weigh_words(head, "")
    n_groups = len(load_stems().groups)
    groups, head_groups = [0.0] * n_groups, [0.0] * n_groups
    words: list[str] = []
    weights: list[float] = []
    rows: list[int] = []
    parts: list[float] = []
    for word, count in counts.items():
        row = table.find(word)
        damped = damp(count)
        for group in table.groups[row]:
            groups[group] += damped
            if word in in_head:
                head_groups[group] += damped
        if table.rarity[row]:
            weight = damped * table.rarity[row]
            words.append(word)
            weights.append(weight)
            if table.vector[row] >= 0:
                rows.append(table.vector[row])
                parts.append(weight)
    for group, count in pairs.items():
        groups[group] += damp(count)
    weighed = np.array(weights, dtype=np.float32)
    norm = math.sqrt(float(weighed @ weighed)) if words else 1.0
    vectors = load_vectors().vectors
    vector = np.array(parts, dtype=np.float32) @ vectors[rows] if rows else vectors[0] * 0
    return Reading(
        tuple(words),
        weighed / norm,
        np.array(groups, dtype=np.float32),
        np.array(head_groups, dtype=np.float32),
        vector / (float(np.linalg.norm(vector)) + 1e-9),
        float(sum(counts.values())),
    )


def describe_groups(reading: Reading) -> Floats:
    """Counts by group, damped, and again by the length of the text: 2 × groups."""
    dense = reading.groups / math.sqrt(reading.length + DENSITY_PAD)
    described: Floats = np.concatenate([np.log1p(reading.groups), dense]).astype(np.float32)
    return described


def describe_sectors(reading: Reading, scores: Floats, growth: float) -> Floats:
    """A row for each sector, so that one rule learnt from all of them serves the rare ones too.

    ``scores`` are the sectors' own linear scores, ``growth`` that of growth.
    """
    names = load_stems().groups
    places = [names.index(f"sectors.{s}") if f"sectors.{s}" in names else -1 for s in SECTORS]
    counts = np.array([reading.groups[i] if i >= 0 else 0 for i in places], dtype=np.float32)
    heads = np.array([reading.head_groups[i] if i >= 0 else 0 for i in places], dtype=np.float32)
    total = counts.sum() + 1
    ordered = np.sort(counts)
    best, second = ordered[-1], ordered[-2]
    rivals = np.where(counts == best, second, best)
    own = np.eye(len(SECTORS), dtype=np.float32)
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
