"""Word vectors of our own: which words are used alike, and how rare each is.

Built by ``python -m nlp.training.topics_vectors``; stored as int8, 127 standing for 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

MODELS = Path(__file__).parent / "models"
VECTORS = MODELS / "word_vectors.npz"
SCALE = 127.0
SHORTEST_PART = 4  # letters of a part of a compound that may speak for the whole
LEAST_RARITY = 1.0  # natural log of documents over documents with the word; below: everyday words

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class WordVectors:
    """``vectors`` has a row a word; ``rarity`` is the natural log of all documents over its own."""

    index: dict[str, int]
    vectors: Floats
    rarity: Floats
    highest_rarity: float
    _parts: dict[str, int] = field(default_factory=dict)

    def rate(self, word: str) -> float:
        """How rare a word is; one that is not known is as rare as they get."""
        row = self.index.get(word)
        return self.highest_rarity if row is None else float(self.rarity[row])

    def find(self, word: str) -> int | None:
        """The row of the word, else of its longest known end, else of its longest known start."""
        row = self.index.get(word)
        if row is not None:
            return row
        ends = (word[i:] for i in range(1, len(word) - SHORTEST_PART + 1))
        starts = (word[:i] for i in range(len(word) - 1, SHORTEST_PART - 1, -1))
        for part in (*ends, *starts):
            row = self.index.get(part)
            if row is not None and self.rarity[row] > LEAST_RARITY:
                return row
        return None


@lru_cache(maxsize=1)
def load_vectors() -> WordVectors:
    with np.load(VECTORS) as file:
        words = bytes(file["words"]).decode().split("\n")
        rarity = file["rarity"].astype(np.float32)
        vectors = file["vectors"].astype(np.float32) / SCALE
    return WordVectors(
        {word: i for i, word in enumerate(words)}, vectors, rarity, float(rarity.max())
    )
