"""Given names outside the registers: a tenth of SCB's held out by name, weighted by nothing."""

from __future__ import annotations

import hashlib

import numpy as np
import numpy.typing as npt

from nlp.names import SURE_MODEL, load_register
from nlp.training.train_names import read_counts, train

SHARES = (0.5, 0.7, 0.85, 1.0)


def is_held_out(name: str) -> bool:
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 10 == 0


def compute_calibration_error(p: npt.NDArray[np.float64], truth: npt.NDArray[np.float64]) -> float:
    """Expected calibration error over ten bins of equal width."""
    bins = np.clip((p * 10).astype(int), 0, 9)
    gaps = [
        abs(p[bins == b].mean() - truth[bins == b].mean()) * (bins == b).mean()
        for b in range(10)
        if (bins == b).any()
    ]
    return float(sum(gaps))


def report_held_out_names() -> None:
    """Train without a tenth of the names and print how those are answered."""
    register = load_register()
    known = {name: counts for name, counts in read_counts().items() if not is_held_out(name)}
    model = train(known)
    held = [n for n, c in register.items() if c.women + c.men and is_held_out(n)]
    truth = np.array([register[n].women / (register[n].women + register[n].men) for n in held])
    p = model.predict(held)
    right = (p >= 0.5) == (truth >= 0.5)
    order = np.argsort(-np.abs(p - 0.5))
    print(f"names held out: {len(held)}")
    for share in SHARES:
        chosen = order[: int(share * len(held))]
        women, men = chosen[truth[chosen] >= 0.5], chosen[truth[chosen] < 0.5]
        print(
            f"answered {share:.2f}: right {right[chosen].mean():.4f} "
            f"(women {right[women].mean():.4f}, men {right[men].mean():.4f})"
        )
    sure = np.maximum(p, 1 - p) >= SURE_MODEL
    print(f"at our bound {SURE_MODEL}: answered {sure.mean():.4f}, right {right[sure].mean():.4f}")
    print(f"calibration error {compute_calibration_error(p, truth):.4f}")


if __name__ == "__main__":
    report_held_out_names()
