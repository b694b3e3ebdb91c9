"""How much must be reviewed for an interval of so many points?"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from analysis.correction.estimates import MIN_UNITS
from analysis.dimensions import OVERALL
from analysis.indicators import INDICATORS
from analysis.indicators.compute import KNOWN, PART, count_by_story
from analysis.intervals import standard_error, t_quantile
from analysis.scope import Scope
from data.errors import BadInput, NothingToDo


@dataclass(frozen=True, slots=True)
class Need:
    """Articles and persons to review, with and without the machine's help (PPI++).

    None where no sample is large enough: the stories themselves vary too much. ``floor_points``
    is the half interval that remains when everything is reviewed.
    """

    articles: int | None
    persons: int | None
    articles_unaided: int | None
    persons_unaided: int | None
    floor_points: float
    n_stories: int


def plan_review(scope: Scope, indicator: str, points: float, wrong: float) -> Need:
    """How many articles, drawn at random, give a share within ``points`` percentage points.

    ``wrong`` is the share of persons whom the machine has wrong, assumed to fall independently
    of each other: each such person moves the count of women by one. The machine's own labels
    stand for how much articles vary. Raises BadInput for impossible wishes and NothingToDo where
    the material is empty.
    """
    if not 0 < points < 50:
        raise BadInput(f"--points {points:g} is no half interval; take more than 0, less than 50")
    if not 0 <= wrong < 0.5:
        raise BadInput(f"--wrong {wrong:g} is no error rate; take 0 to 0.5")
    table = count_by_story(scope, INDICATORS[indicator])
    part, whole = table[:, PART], table[:, KNOWN]
    n, known = len(part), float(whole.sum())
    clusters = scope.divide(OVERALL).sum_by_cluster(table)[:, [PART, KNOWN]]
    error = standard_error(clusters[clusters[:, 1] > 0]) if known else None
    if error is None:
        raise NothingToDo("too few persons with a known gender; collect and tag more first")
    share = float(part.sum()) / known
    residual = part - share * whole
    per_article = known / n
    target = points / 100 / t_quantile(100_000)
    # A wrong label leaves a residual of one whatever the power; its weight is near one.
    spread_machine = wrong * per_article
    spread_alone = float(residual @ residual) / (n - 1) if n > 1 else 0.0
    articles = _size(min(spread_machine, spread_alone), per_article, n, target, error)
    alone = _size(spread_alone, per_article, n, target, error)
    return Need(
        articles=articles,
        persons=None if articles is None else ceil(articles * per_article),
        articles_unaided=alone,
        persons_unaided=None if alone is None else ceil(alone * per_article),
        floor_points=100 * t_quantile(100_000) * error,
        n_stories=n,
    )


def _size(spread: float, per_article: float, n: int, target: float, error: float) -> int | None:
    """Articles to draw out of n so that sampling and stories together stay within the target.

    Solves error^2 + (1/m - 1/n) spread / per_article^2 = target^2 for m.
    """
    room = target**2 - error**2
    if room <= 0:
        return None
    needed = spread / per_article**2 / (room + spread / per_article**2 / n)
    return int(min(n, max(ceil(needed), MIN_UNITS)))
