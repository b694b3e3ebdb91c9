"""Counts per article and the rates over them, with bootstrap intervals over articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

import numpy as np
import numpy.typing as npt

Totals = dict[str, float]
Rate = Callable[[Totals], float | None]
DRAWS = 1000
SEED = 20261124


def divide(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def f1_of(prefix: str) -> Rate:
    """F1 from the counts prefix.tp, prefix.fp and prefix.fn."""

    def rate(totals: Totals) -> float | None:
        tp = totals.get(f"{prefix}.tp", 0.0)
        wrong = totals.get(f"{prefix}.fp", 0.0) + totals.get(f"{prefix}.fn", 0.0)
        return divide(2 * tp, 2 * tp + wrong)

    return rate


def recall_of(prefix: str) -> Rate:
    def rate(totals: Totals) -> float | None:
        tp = totals.get(f"{prefix}.tp", 0.0)
        return divide(tp, tp + totals.get(f"{prefix}.fn", 0.0))

    return rate


def share_of(part: str, whole: str) -> Rate:
    return lambda totals: divide(totals.get(part, 0.0), totals.get(whole, 0.0))


def points_between(prefix: str) -> Rate:
    """Percentage points by which the share of women found differs from the answers' share."""

    def rate(totals: Totals) -> float | None:
        gold, found = (
            divide(totals.get(f"{prefix}.{s}.woman", 0.0), totals.get(f"{prefix}.{s}.n", 0.0))
            for s in ("gold", "found")
        )
        return None if gold is None or found is None else 100 * (found - gold)

    return rate


def points_between_rates(first: str, second: str) -> Rate:
    """Percentage points between two shares, first.right of first.n minus the second's."""

    def rate(totals: Totals) -> float | None:
        a, b = (share_of(f"{who}.right", f"{who}.n")(totals) for who in (first, second))
        return None if a is None or b is None else 100 * (a - b)

    return rate


def add_up(counts: Iterable[Counter[str]]) -> Totals:
    total: Counter[str] = Counter()
    for count in counts:
        total.update(count)
    return {key: float(value) for key, value in total.items()}


def describe_prf(totals: Totals, prefix: str) -> dict[str, float | int | None]:
    """p, r, f1, tp, fp, fn of a prefix."""
    tp, fp, fn = (int(totals.get(f"{prefix}.{key}", 0)) for key in ("tp", "fp", "fn"))
    return {
        "p": divide(tp, tp + fp),
        "r": divide(tp, tp + fn),
        "f1": f1_of(prefix)(totals),
        "tp": tp,
        "fp": fp,
        "fn": fn,
    }


def bootstrap(counts: list[Counter[str]], rates: dict[str, Rate]) -> dict[str, list[float]]:
    """95 % percentile intervals of rates, drawing whole articles with replacement."""
    if len(counts) < 2:
        return {}
    keys = sorted({key for count in counts for key in count})
    table: npt.NDArray[np.float64] = np.array([[c[key] for key in keys] for c in counts], float)
    rng = np.random.default_rng(SEED)
    weights = rng.multinomial(len(counts), np.full(len(counts), 1 / len(counts)), size=DRAWS)
    sums = weights @ table
    drawn = [dict(zip(keys, row, strict=True)) for row in sums.tolist()]
    intervals = {}
    for name, rate in rates.items():
        values = [value for totals in drawn if (value := rate(totals)) is not None]
        if len(values) > DRAWS // 2:
            low, high = np.percentile(values, [2.5, 97.5])
            if low == high == 1.0:  # no draw of what holds no error can show one (Clopper-Pearson)
                low = 0.025 ** (1 / sum(rate(dict(count)) is not None for count in counts))
            intervals[name] = [round(float(low), 4), round(float(high), 4)]
    return intervals
