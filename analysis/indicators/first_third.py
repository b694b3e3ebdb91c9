"""How often women and men are named early."""

from __future__ import annotations

import pandas as pd

from analysis.indicators.indicator import Chapter, Contrast


def _measure(persons: pd.DataFrame) -> pd.Series[float]:
    return persons["in_first_third"] * 100.0


FIRST_THIRD = Contrast(
    id="first_third",
    public_id="forsta-tredjedelen",
    label="Andel som nämns i första tredjedelen",
    definition="Andel av personerna som nämns i artikelns första tredjedel.",
    definition_en="Share of persons who are named in the first third of the story.",
    unit="procent",
    chapter=Chapter.RESURSER,
    among="alla personer",
    measure=_measure,
    needs=("in_first_third",),
)
