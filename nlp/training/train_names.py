"""Train the model of given names: ``python -m nlp.training.train_names``.

Every name of the registers counts alike. The n-gram scores that the second layer learns from come
from folds that had not seen the name, so its probabilities are calibrated for names that are new.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold

from nlp.name_model import MODEL_PATH, Counts, Floats, NameModel, Neighbours, vectorize_names
from nlp.names import load_register

FOLDS = 4
STRENGTH = 10.0  # inverse regularisation; of 1, 3, 10 the best on held-out names, 2026-11-25
SHARED = (0.2, 0.8)  # names borne by both teach the letters nothing; they do teach the second layer
MAX_WEIGHT = 4.0  # log of bearers at which a name stops weighing more


def read_counts() -> dict[str, Counts]:
    """Bearers by name, Sweden and Finland together."""
    return {
        name: (counts.women + counts.finnish_women, counts.men + counts.finnish_men)
        for name, counts in load_register().items()
    }


def _fit(rows: object, labels: object, weights: Floats) -> LogisticRegression:
    model = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=0)
    return model.fit(rows, labels, sample_weight=weights)


def train(register: Mapping[str, Counts]) -> NameModel:
    """A model of the names of ``register``; takes some three minutes for 100,000 names."""
    names = sorted(register)
    counts = np.array([register[name] for name in names], dtype=float)
    total = counts.sum(axis=1)
    share = counts[:, 0] / total
    rows = vectorize_names(names)
    weights = np.minimum(np.log1p(total), MAX_WEIGHT)
    clear = (share < SHARED[0]) | (share > SHARED[1])
    labels = share >= 0.5
    scores = np.zeros(len(names))
    for seen, unseen in KFold(FOLDS, shuffle=True, random_state=0).split(rows):
        used = seen[clear[seen]]
        fold = _fit(rows[used], labels[used], weights[used])
        scores[unseen] = fold.decision_function(rows[unseen])
    neighbours = Neighbours(register)
    near = np.array([neighbours.measure(name) for name in names])
    inputs = np.column_stack([scores, near])
    # each name stands once as a woman's and once as a man's, weighted by the shares of its bearers
    second = LogisticRegression(C=1.0).fit(
        np.vstack([inputs, inputs]),
        np.repeat([1, 0], len(names)),
        sample_weight=np.concatenate([share, 1 - share]),
    )
    final = _fit(rows[clear], labels[clear], weights[clear])
    stack = np.concatenate([second.intercept_, second.coef_[0]])
    return NameModel(final.coef_[0], float(final.intercept_[0]), stack, neighbours)


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else MODEL_PATH
    train(read_counts()).save(target)
    print(f"{target}: {target.stat().st_size // 1000} kB")
