"""Build nlp/models/word_vectors.npz: ``python -m nlp.training.topics_vectors ../shared/data``.

Positive pointwise mutual information of words within five words of each other, cut to its largest
singular values (Levy, Goldberg and Dagan 2015), over the Riksdag's interpellations without those
held out for measuring, and the training parts of the news and Talbanken sentences. Two minutes.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sparse
from sklearn.utils.extmath import randomized_svd

from nlp.topic_words import find_words
from nlp.training.topics_data import iter_interpellations
from nlp.word_vectors import SCALE, VECTORS

LEAST_COUNT = 8
WINDOW = 5
DIMENSIONS = 64
SMOOTHING = 0.75  # of context counts, as in word2vec
SEED = 20261125


def _iter_sentences(path: Path) -> Iterator[list[str]]:
    """The sentences of a file in columns: the form is the first, or in IOB2 the second, column."""
    column = 1 if path.suffix == ".iob2" else 0
    words: list[str] = []
    for line in path.read_text(encoding="utf-8", errors="replace").split("\n"):
        fields = line.split()
        if fields and not line.startswith("#"):
            words.append(fields[column])
        elif words:
            yield find_words(" ".join(words))
            words = []


def read_documents(shared: Path) -> list[list[str]]:
    documents = [find_words(d.body) for d in iter_interpellations(shared) if not d.held_out]
    for name in ("webbnyheter2012_train.txt", "uner_talbanken_train.iob2"):
        documents.extend(_iter_sentences(shared / "ner" / name))
    return documents


def _count_pairs(documents: list[list[str]], index: dict[str, int]) -> Any:
    size = len(index)
    gap = [-1] * WINDOW
    flat = np.concatenate(
        [np.array([index.get(w, -1) for w in d] + gap, dtype=np.int32) for d in documents]
    )
    total = sparse.csr_matrix((size, size), dtype=np.float32)
    for distance in range(1, WINDOW + 1):
        left, right = flat[:-distance], flat[distance:]
        known = (left >= 0) & (right >= 0)
        weights = np.full(int(known.sum()), 1 / distance, dtype=np.float32)
        pairs = sparse.coo_matrix((weights, (left[known], right[known])), shape=(size, size))
        total = total + pairs.tocsr() + pairs.T.tocsr()
    return total.tocoo()


def _embed(pairs: Any) -> npt.NDArray[np.float64]:
    sums = np.asarray(pairs.sum(axis=1)).ravel()
    contexts = sums**SMOOTHING / (sums**SMOOTHING).sum()
    information = np.log(pairs.data / (sums[pairs.row] * contexts[pairs.col]))
    positive = information > 0
    matrix = sparse.csr_matrix(
        (information[positive], (pairs.row[positive], pairs.col[positive])), shape=pairs.shape
    )
    left, values, _ = randomized_svd(matrix, DIMENSIONS, n_iter=3, random_state=SEED)
    vectors: npt.NDArray[np.float64] = left * np.sqrt(values)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    return vectors


def build_vectors(shared: Path, target: Path = VECTORS) -> None:
    documents = read_documents(shared)
    counts = Counter(word for document in documents for word in document)
    spread = Counter(word for document in documents for word in set(document))
    words = sorted(w for w, n in counts.items() if n >= LEAST_COUNT and len(w) > 1)
    vectors = _embed(_count_pairs(documents, {word: i for i, word in enumerate(words)}))
    rarity = np.log(len(documents) / np.array([spread[word] for word in words]))
    np.savez_compressed(
        target,
        words=np.frombuffer("\n".join(words).encode(), dtype=np.uint8),
        vectors=np.round(vectors * SCALE).astype(np.int8),
        rarity=rarity.astype(np.float16),
    )
    print(f"{target.name}: {len(words)} words, {target.stat().st_size // 1000} kB")


if __name__ == "__main__":
    build_vectors(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data"))
