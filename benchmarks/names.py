"""Given names outside the registers: a tenth of SCB's held out by name, weighted by nothing."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path
from unittest.mock import patch

import numpy as np
import numpy.typing as npt

from data.vocab import Gender
from nlp.names import SURE_MODEL, load_register, load_sami_names, weigh_name
from nlp.training.train_names import read_counts, train

SAMI = Path("data/gold/sami_names.csv")
FINNISH_LEAST = 50  # bearers in Finland
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


def report_sami_names() -> None:
    """Print how Sámi names are answered without our table of them, then with it."""
    with SAMI.open(encoding="utf-8") as file:
        rows = [(row["name"], row["gender"]) for row in csv.DictReader(file)]
    for table, label in (({}, "without"), (load_sami_names(), "with")):
        with patch("nlp.names.load_sami_names", lambda table=table: table):
            weigh_name.cache_clear()
            weighed = [(gender, weigh_name(name)) for name, gender in rows]
        answered = [(g, w) for g, w in weighed if w is not None and w.gender is not Gender.UNKNOWN]
        right = sum(w.gender == g for g, w in answered)
        print(
            f"Sámi names, {label} the table: {len(rows)} names, answered "
            f"{len(answered) / len(rows):.4f}, right {right / len(answered):.4f}"
        )
    weigh_name.cache_clear()


def report_finnish_names() -> None:
    """Print how Finnish names with over 50 bearers are answered, by Finland's majority."""
    names = [
        (n, c)
        for n, c in load_register().items()
        if c.finnish_women + c.finnish_men > FINNISH_LEAST
    ]
    for finnish in (False, True):
        weighed = [
            (c.finnish_women > c.finnish_men, weigh_name(n, finnish=finnish)) for n, c in names
        ]
        answered = [(w, e) for w, e in weighed if e is not None and e.gender is not Gender.UNKNOWN]
        right = sum((e.gender is Gender.WOMAN) == w for w, e in answered)
        print(
            f"Finnish names, {'in Finnish context' if finnish else 'alone'}: {len(names)} names, "
            f"answered {len(answered) / len(names):.4f}, right {right / len(answered):.4f}"
        )


if __name__ == "__main__":
    report_sami_names()
    report_finnish_names()
    report_held_out_names()
