"""How often women and men who appear also speak."""

from __future__ import annotations

import pandas as pd

from analysis.indicators.indicator import Chapter, Contrast
from analysis.indicators.sources import select_sources


def _measure(persons: pd.DataFrame) -> pd.Series[float]:
    return select_sources(persons) * 100.0


SPEAKING = Contrast(
    id="speaking",
    public_id="till-tals",
    label="Andel som kommer till tals",
    definition="Andel av personerna som citeras eller refereras.",
    definition_en="Share of persons who are quoted or paraphrased.",
    unit="procent",
    chapter=Chapter.RESURSER,
    among="alla personer",
    measure=_measure,
)
