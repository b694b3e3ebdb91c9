"""How much room a woman and a man get who speak."""

from __future__ import annotations

import pandas as pd

from analysis.indicators.indicator import Chapter, Contrast
from analysis.indicators.sources import select_sources


def _measure(persons: pd.DataFrame) -> pd.Series[float]:
    return persons["quoted_words"].astype(float)


WORDS_PER_SOURCE = Contrast(
    id="words_per_source",
    public_id="ord-per-kalla",
    label="Citerade ord per källa",
    definition="Antal ord i ordagranna citat per person som kommer till tals, medelvärde.",
    definition_en="Mean number of quoted words per source.",
    unit="ord",
    chapter=Chapter.RESURSER,
    among="personer som kommer till tals",
    measure=_measure,
    select=select_sources,
)
