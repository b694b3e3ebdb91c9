"""How often women and men are named in the lead."""

from __future__ import annotations

import pandas as pd

from analysis.indicators.indicator import Chapter, Contrast


def _measure(persons: pd.DataFrame) -> pd.Series[float]:
    return persons["in_lead"] * 100.0


LEAD_PRESENCE = Contrast(
    id="lead_presence",
    public_id="i-ingressen",
    label="Andel som nämns i ingressen",
    definition="Andel av personerna som nämns vid namn i ingressen.",
    definition_en="Share of persons who are named in the lead.",
    unit="procent",
    chapter=Chapter.RESURSER,
    among="alla personer",
    measure=_measure,
)
