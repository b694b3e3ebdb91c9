"""How often women and men are given a family role."""

from __future__ import annotations

import pandas as pd

from analysis.indicators.indicator import Chapter, Contrast


def _measure(persons: pd.DataFrame) -> pd.Series[float]:
    return (persons["family_role"] != "") * 100.0


FAMILY_ROLE = Contrast(
    id="family_role",
    public_id="familjeroll",
    label="Andel som beskrivs i en familjeroll",
    definition=(
        "Andel av personerna som texten ger en familjeroll, som hustru, pappa eller dotter."
    ),
    definition_en="Share of persons whom the text gives a family role.",
    unit="procent",
    chapter=Chapter.REALIA,
    among="alla personer",
    measure=_measure,
    needs=("family_role",),
)
