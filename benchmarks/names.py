"""Given names outside the registers: a tenth of SCB's held out by name, weighted by nothing."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path
from unittest.mock import patch

import numpy as np
import numpy.typing as npt

from benchmarks.report import Report
from data.vocab import Gender
from nlp.names import SURE_MODEL, load_register, load_sami_names, weigh_name
from nlp.training.train_names import read_counts, train

SAMI = Path("data/gold/sami_names.csv")
FINNISH_LEAST = 50  # bearers in Finland
SHARES = (0.5, 0.7, 0.85, 1.0)
FLOORS = {0.7: 0.93}  # right, of the surest seventy in a hundred
NO_FLOORS, SAMI_FLOORS = (None, None), (0.85, 0.93)  # answered, right of those


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


def run_names(report: Report) -> None:
    """Sámi and Finnish names, then names of no register."""
    report_sami_names(report)
    report_finnish_names(report)
    report_held_out_names(report)


def report_held_out_names(report: Report) -> None:
    """Train without a tenth of the names; how those are answered, the surest first."""
    register = load_register()
    known = {name: counts for name, counts in read_counts().items() if not is_held_out(name)}
    model = train(known)
    held = [n for n, c in register.items() if c.women + c.men and is_held_out(n)]
    truth = np.array([register[n].women / (register[n].women + register[n].men) for n in held])
    p = model.predict(held)
    right = (p >= 0.5) == (truth >= 0.5)
    order = np.argsort(-np.abs(p - 0.5))
    report.line(f"names held out: {len(held)}")
    for share in SHARES:
        chosen = order[: int(share * len(held))]
        women, men = chosen[truth[chosen] >= 0.5], chosen[truth[chosen] < 0.5]
        bound = FLOORS.get(share)
        name = f"names of no register, {share:.0%} answered: right"
        report.figure(name, right[chosen].mean(), "", floor=bound)
        report.line(f"women {right[women].mean():.4f}, men {right[men].mean():.4f}")
    sure = np.maximum(p, 1 - p) >= SURE_MODEL
    report.figure(f"at our bound of {SURE_MODEL}: answered", sure.mean(), "")
    report.figure(f"at our bound of {SURE_MODEL}: right", right[sure].mean(), "")
    error = compute_calibration_error(p, truth)
    report.figure("calibration error of P(woman)", error, "", ceiling=0.02)


def report_sami_names(report: Report) -> None:
    """How Sámi names are answered without our table of them, then with it."""
    with SAMI.open(encoding="utf-8") as file:
        rows = [(row["name"], row["gender"]) for row in csv.DictReader(file)]
    for table, label, floors in (
        ({}, "without", NO_FLOORS),
        (load_sami_names(), "with", SAMI_FLOORS),
    ):
        with patch("nlp.names.load_sami_names", lambda table=table: table):
            weigh_name.cache_clear()
            weighed = [(gender, weigh_name(name)) for name, gender in rows]
        answered = [(g, w) for g, w in weighed if w is not None and w.gender is not Gender.UNKNOWN]
        right = sum(w.gender == g for g, w in answered)
        what = f"{len(rows)} Sámi names, {label} the table"
        report.figure(f"{what}: answered", len(answered) / len(rows), "", floor=floors[0])
        report.figure(f"{what}: right", right / len(answered), "", floor=floors[1])
    weigh_name.cache_clear()


def report_finnish_names(report: Report) -> None:
    """How Finnish names with over 50 bearers are answered, by Finland's majority."""
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
        what = f"{len(names):,} Finnish names, {'Finnish text' if finnish else 'alone'}"
        report.figure(f"{what}: answered", len(answered) / len(names), "")
        report.figure(f"{what}: right", right / len(answered), "", floor=0.99)


if __name__ == "__main__":
    run_names(Report("names"))
