"""Who is named first where several are named."""

from __future__ import annotations

import pandas as pd

from analysis.indicators.indicator import Chapter, Contrast


def _measure(persons: pd.DataFrame) -> pd.Series[float]:
    return (persons["position"] == 0) * 100.0


def _select(persons: pd.DataFrame) -> pd.Series[bool]:
    return persons["n_in_story"] > 1


FIRST_NAMED = Contrast(
    id="first_named",
    public_id="namns-forst",
    label="Andel som nämns först",
    definition="Andel av personerna som nämns först, i artiklar där minst två personer nämns.",
    definition_en="Share of persons who are named first, in stories that name at least two.",
    unit="procent",
    chapter=Chapter.RESURSER,
    among="personer i artiklar med minst två",
    measure=_measure,
    select=_select,
)
