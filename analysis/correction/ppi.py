"""Prediction-powered inference for a share: machine labels of all, reviewed labels of a sample.

PPI++ (Angelopoulos, Duchi and Zrnic 2023) for the ratio sum(part) / sum(whole), with design
weights for samples drawn with unequal probabilities. With equal probabilities and a whole of one
it is the paper's power-tuned mean exactly (tested): the paper's unlabelled rows are those of the
population that were not drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np
import numpy.typing as npt

from analysis.intervals import Interval, t_quantile

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sample:
    """Drawn units. ``drawn`` are their row numbers in the population, ``probability`` is that of
    being drawn; ``part`` and ``whole`` are the reviewed numbers of each."""

    drawn: npt.NDArray[np.int64]
    probability: Numbers
    part: Numbers
    whole: Numbers


@dataclass(frozen=True, slots=True)
class Estimate:
    """``power`` is the weight of the machine's labels: 0 leaves them out, 1 trusts them most.

    ``error`` is the standard error, of which ``error_of_stories`` would remain if everything
    were reviewed.
    """

    share: float
    interval: Interval
    error: float
    error_of_stories: float
    power: float


def estimate_share(
    part: Numbers,
    whole: Numbers,
    cluster: npt.NDArray[np.int64],
    sample: Sample,
    *,
    machine: bool = True,
) -> Estimate | None:
    """The share of the whole population, corrected by the sample; None where it has no answer.

    ``part`` and ``whole`` are the machine's numbers for every unit of the population and
    ``cluster`` its story cluster. Without ``machine`` only the reviewed units and their weights
    are used (the design-weighted estimate).

    The variance has two parts: that between stories, which would remain if all were reviewed,
    and that of drawing the sample, which shrinks as the machine's labels explain the reviewed
    ones. ``power`` is what makes the second smallest.
    """
    if len(sample.drawn) < 2:
        return None
    weights = 1 / sample.probability
    power = 0.0
    share = _ratio(part, whole, sample, weights, power)
    if share is None:
        return None
    if machine:
        for _ in range(3):  # the best power depends on the share, a little: this settles it
            power = _tune_power(part, whole, sample, weights, share)
            tuned = _ratio(part, whole, sample, weights, power)
            if tuned is None:
                return None
            share = tuned
    return _with_error(part, whole, cluster, sample, weights, share, power)


def _mean(values: Numbers, weights: Numbers) -> float:
    return float(values @ weights / weights.sum())


def _ratio(
    part: Numbers, whole: Numbers, sample: Sample, weights: Numbers, power: float
) -> float | None:
    above = _mean(sample.part - power * part[sample.drawn], weights) + power * part.mean()
    below = _mean(sample.whole - power * whole[sample.drawn], weights) + power * whole.mean()
    if below <= 0:
        return None
    return float(above / below)


def _tune_power(
    part: Numbers, whole: Numbers, sample: Sample, weights: Numbers, share: float
) -> float:
    """The weight of the machine's labels that leaves the least variance, within 0 and 1."""
    reviewed = sample.part - share * sample.whole
    machine = part[sample.drawn] - share * whole[sample.drawn]
    design = _design_weights(weights)
    if design.sum() <= 0:  # everything was reviewed: nothing is left to explain
        return 0.0
    reviewed = reviewed - float(reviewed @ design / design.sum())
    machine = machine - float(machine @ design / design.sum())
    spread = float(design @ machine**2)
    if spread <= 0:
        return 0.0
    return float(np.clip(design @ (reviewed * machine) / spread, 0.0, 1.0))


def _design_weights(weights: Numbers) -> Numbers:
    """Each unit's part in the variance of independent drawings (Horvitz and Thompson)."""
    return weights * (weights - 1)


def _with_error(
    part: Numbers,
    whole: Numbers,
    cluster: npt.NDArray[np.int64],
    sample: Sample,
    weights: Numbers,
    share: float,
    power: float,
) -> Estimate | None:
    n, total = len(weights), float(weights.sum())
    drawn = sample.drawn
    below = _mean(sample.whole - power * whole[drawn], weights) + power * float(whole.mean())
    reviewed = sample.part - share * sample.whole
    machine = part - share * whole
    left = reviewed - power * machine[drawn]
    left = left - _mean(left, weights)
    fix = n / (n - 1)
    of_drawing = fix * float(_design_weights(weights) @ left**2) / total**2
    of_stories = _variance_of_stories(machine, cluster, reviewed, machine[drawn], weights)
    error = sqrt(of_drawing + of_stories) / below
    if error == 0 or not 0 < share < 1:
        share = min(max(share, 0.0), 1.0)
        limits = Interval(share, share) if error == 0 else _plain(share, error, n)
        return Estimate(share, limits, error, sqrt(of_stories) / below, power)
    half = t_quantile(n - 1) * error / (share * (1 - share))
    centre = log(share / (1 - share))
    interval = Interval(1 / (1 + exp(half - centre)), 1 / (1 + exp(-half - centre)))
    return Estimate(share, interval, error, sqrt(of_stories) / below, power)


def _plain(share: float, error: float, n: int) -> Interval:
    half = t_quantile(n - 1) * error
    return Interval(max(0.0, share - half), min(1.0, share + half))


def _variance_of_stories(
    machine: Numbers,
    cluster: npt.NDArray[np.int64],
    reviewed: Numbers,
    machine_drawn: Numbers,
    weights: Numbers,
) -> float:
    """Variance of the population's mean residual, stories being what chance deals out.

    How units of one story hang together is known of the machine's labels only; it is scaled by
    how much the reviewed residuals vary more or less than the machine's.
    """
    n_units = len(machine)
    spread = _mean((reviewed - _mean(reviewed, weights)) ** 2, weights)
    spread *= len(weights) / (len(weights) - 1)
    spread_machine = _mean((machine_drawn - _mean(machine_drawn, weights)) ** 2, weights)
    spread_machine *= len(weights) / (len(weights) - 1)
    centred = machine - machine.mean()
    by_story = np.bincount(cluster, weights=centred)
    unit_variance = float(centred @ centred) / n_units**2
    if spread_machine <= 0 or unit_variance <= 0:
        return spread / n_units
    clustering = max(float(by_story @ by_story) / n_units**2 / unit_variance, 0.0)
    return spread / n_units * clustering
