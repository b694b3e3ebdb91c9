"""How often women and men are described as victims."""

from __future__ import annotations

import pandas as pd

from analysis.indicators.indicator import Chapter, Contrast


def _measure(persons: pd.DataFrame) -> pd.Series[float]:
    return persons["is_victim"] * 100.0


VICTIM = Contrast(
    id="victim",
    public_id="utsatta",
    label="Andel som beskrivs som utsatta",
    definition="Andel av personerna som texten beskriver med ord för offer, skadad eller drabbad.",
    definition_en="Share of persons whom the text describes as victims.",
    unit="procent",
    chapter=Chapter.REALIA,
    among="alla personer",
    measure=_measure,
    needs=("is_victim",),
)
