"""How often women and men are named."""

from __future__ import annotations

import pandas as pd

from analysis.indicators.indicator import Chapter, Contrast


def _measure(persons: pd.DataFrame) -> pd.Series[float]:
    return persons["n_mentions"].astype(float)


MENTIONS = Contrast(
    id="mentions",
    public_id="omnamnanden",
    label="Omnämnanden per person",
    definition="Hur många gånger en person nämns i artikeln, medelvärde.",
    definition_en="Mean number of times a person is named in the story.",
    unit="gånger",
    chapter=Chapter.RESURSER,
    among="alla personer",
    measure=_measure,
)
