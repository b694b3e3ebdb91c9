"""P(woman) for given names that no register has: letters of the name and names spelled like it.

A linear model over character n-grams (scikit-learn) and the bearers of names that sound alike or
lie one letter away; trained on the registers by ``nlp/training/train_names.py``, calibrated there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log1p
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Counts = tuple[int, int]  # bearers: women, men
Floats = npt.NDArray[np.float64]

MODEL_PATH = Path(__file__).parent / "models" / "given_names.npz"
N_FEATURES = 2**18  # hashed n-grams of the name and again of its sound
LENGTHS = (1, 6)
_SOUNDS = (
    *(("sch", "sh"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("ch", "k"), ("kh", "k"), ("zh", "z")),
    *(("gh", "g"), ("dh", "d"), ("w", "v"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("y", "i")),
    *(("j", "i"), ("x", "ks"), ("z", "s"), ("c", "k"), ("q", "k"), ("ø", "ö"), ("æ", "ä")),
    *(("đ", "d"), ("ŧ", "t"), ("ŋ", "n"), ("ł", "l"), ("ı", "i")),
)
_KEPT_MARKS = frozenset("\u030a\u0308")  # å, ä and ö are letters of their own
_ALPHABET = "abdefgiklmnoprstuvåäö'-"


def fold_sound(name: str) -> str:
    """A name as it sounds, roughly: Mohammed, Muhamed -> one h, one m; Cathrine, Katrin."""
    letters = unicodedata.normalize("NFD", name.casefold())
    kept = (c for c in letters if not unicodedata.combining(c) or c in _KEPT_MARKS)
    folded = unicodedata.normalize("NFC", "".join(kept))
    for written, sound in _SOUNDS:
        folded = folded.replace(written, sound)
    if len(folded) > 3:
        folded = folded.replace("h", "")
    return re.sub(r"(.)\1+", r"\1", folded)


def _edit_once(folded: str) -> set[str]:
    """Every form one letter away from a folded name: one fewer, one more, one other."""
    cuts = [(folded[:i], folded[i:]) for i in range(len(folded) + 1)]
    fewer = {a + b[1:] for a, b in cuts if b}
    more = {a + c + b for a, b in cuts for c in _ALPHABET}
    other = {a + c + b[1:] for a, b in cuts if b for c in _ALPHABET}
    return (fewer | more | other) - {folded}


def _lean(counts: Counts) -> tuple[float, float]:
    """(weight, weight times lean): log of the bearers, and -1 (men) to 1 (women)."""
    women, men = counts
    weight = log1p(women + men)
    return weight, weight * (2 * (women + 0.5) / (women + men + 1) - 1)


class Neighbours:
    """The names of a register by sound, for the leanings of names spelled like a given one."""

    def __init__(self, register: Mapping[str, Counts]) -> None:
        self._register = register
        self._by_sound: dict[str, list[str]] = {}
        for name in register:
            self._by_sound.setdefault(fold_sound(name), []).append(name)

    def measure(self, name: str) -> list[float]:
        """Seven figures of the lean of like names, the name itself left out. Zeros for none."""
        sound = fold_sound(name)
        same = self._sum([sound], name)
        near_forms = [form for form in _edit_once(sound) if form in self._by_sound]
        near = self._sum(near_forms, name)
        ending = self._sum([form for form in near_forms if form[-2:] == sound[-2:]], name)
        first = 0.0
        if "-" in name and (counts := self._register.get(name.split("-")[0])) is not None:
            weight, lean = _lean(counts)
            first = lean / weight * min(weight, 5.0) if weight else 0.0
        same_lean, near_lean = same[1] / (same[0] + 1), near[1] / (near[0] + 2)
        return [
            same_lean,
            near_lean,
            ending[1] / (ending[0] + 1),
            float(np.sign(same[1])) * log1p(same[0]),
            first,
            same_lean * log1p(same[0]),
            near_lean * log1p(near[0]),
        ]

    def _sum(self, forms: Sequence[str], name: str) -> tuple[float, float]:
        weights = leans = 0.0
        for form in forms:
            for other in self._by_sound.get(form, ()):
                if other != name:
                    weight, lean = _lean(self._register[other])
                    weights, leans = weights + weight, leans + lean
        return weights, leans


@lru_cache(maxsize=1)
def _vectorizer() -> Any:
    from sklearn.feature_extraction.text import HashingVectorizer

    return HashingVectorizer(
        analyzer="char",
        ngram_range=LENGTHS,
        n_features=N_FEATURES,
        alternate_sign=False,
        norm="l2",
        lowercase=False,
        binary=True,
    )


def vectorize_names(names: Sequence[str]) -> Any:
    """Sparse matrix of hashed n-grams, len(names) x (2 * N_FEATURES)."""
    from scipy.sparse import hstack

    written = _vectorizer().transform([f"^{name.casefold()}$" for name in names])
    sounding = _vectorizer().transform([f"^{fold_sound(name)}$" for name in names])
    return hstack([written, sounding]).tocsr()


@dataclass(frozen=True, slots=True)
class NameModel:
    """``weights`` over the n-grams with ``bias``; ``stack`` over their sum and the neighbours."""

    weights: Floats
    bias: float
    stack: Floats  # intercept, n-gram score, then Neighbours.measure
    neighbours: Neighbours

    def predict(self, names: Sequence[str]) -> Floats:
        """P(woman) of each name, 0-1."""
        letters = vectorize_names(names) @ self.weights + self.bias
        near = np.array([self.neighbours.measure(name) for name in names])
        scores = self.stack[0] + self.stack[1] * letters + near @ self.stack[2:]
        return np.asarray(1 / (1 + np.exp(-scores)))

    def save(self, path: Path) -> None:
        np.savez_compressed(
            path, weights=self.weights.astype(np.float16), bias=self.bias, stack=self.stack
        )


def load_model(register: Mapping[str, Counts], path: Path = MODEL_PATH) -> NameModel:
    """The shipped model over a register of bearers by name."""
    with np.load(path, allow_pickle=False) as arrays:
        return NameModel(
            weights=arrays["weights"].astype(np.float64),
            bias=float(arrays["bias"]),
            stack=arrays["stack"].astype(np.float64),
            neighbours=Neighbours(register),
        )
