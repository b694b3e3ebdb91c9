"""How often women and men make the headline."""

from __future__ import annotations

import pandas as pd

from analysis.indicators.indicator import Chapter, Contrast


def _measure(persons: pd.DataFrame) -> pd.Series[float]:
    return persons["in_headline"] * 100.0


HEADLINE_PRESENCE = Contrast(
    id="headline_presence",
    public_id="i-rubriken",
    label="Andel som nämns i rubriken",
    definition="Andel av personerna som nämns vid namn i rubriken.",
    definition_en="Share of persons who are named in the headline.",
    unit="procent",
    chapter=Chapter.RESURSER,
    among="alla personer",
    measure=_measure,
)
