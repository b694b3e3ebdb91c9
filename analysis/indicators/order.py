"""In which order women and men appear."""

from __future__ import annotations

import pandas as pd

from analysis.indicators.indicator import Chapter, Contrast


def _measure(persons: pd.DataFrame) -> pd.Series[float]:
    return persons["position"] + 1.0


def _select(persons: pd.DataFrame) -> pd.Series[bool]:
    return persons["n_in_story"] > 1


ORDER = Contrast(
    id="order",
    public_id="ordning",
    label="Plats i ordningen",
    definition=(
        "Vilken i ordningen personen nämns (1 är först), medelvärde, i artiklar där minst två"
        " personer nämns."
    ),
    definition_en=(
        "Mean rank of appearance (1 is first), in stories that name at least two persons."
    ),
    unit="plats",
    chapter=Chapter.RESURSER,
    among="personer i artiklar med minst två",
    measure=_measure,
    select=_select,
)
