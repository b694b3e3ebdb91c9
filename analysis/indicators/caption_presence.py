"""How often women and men are named in captions."""

from __future__ import annotations

import pandas as pd

from analysis.indicators.indicator import Chapter, Contrast


def _measure(persons: pd.DataFrame) -> pd.Series[float]:
    return persons["in_caption"] * 100.0


CAPTION_PRESENCE = Contrast(
    id="caption_presence",
    public_id="i-bildtext",
    label="Andel som nämns i bildtext",
    definition="Andel av personerna som nämns vid namn i en bildtext.",
    definition_en="Share of persons who are named in a caption.",
    unit="procent",
    chapter=Chapter.RESURSER,
    among="alla personer",
    measure=_measure,
    needs=("in_caption",),
)
