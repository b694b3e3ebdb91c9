"""How much of what is said in a story women and men say."""

from __future__ import annotations

import pandas as pd

from analysis.indicators.indicator import Chapter, Contrast
from analysis.indicators.sources import select_sources


def _measure(persons: pd.DataFrame) -> pd.Series[float]:
    return persons["share_of_quoted_words"] * 100.0


QUOTED_SHARE = Contrast(
    id="quoted_share",
    public_id="andel-av-citaten",
    label="Andel av artikelns citat",
    definition=(
        "Personens andel av artikelns citerade ord, medelvärde över dem som kommer till tals."
    ),
    definition_en="Mean share of the quoted words of the story, over sources.",
    unit="procent",
    chapter=Chapter.RESURSER,
    among="personer som kommer till tals",
    measure=_measure,
    needs=("share_of_quoted_words",),
    select=select_sources,
)
