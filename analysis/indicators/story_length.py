"""How long the stories are in which women and men appear."""

from __future__ import annotations

import pandas as pd

from analysis.indicators.indicator import Chapter, Contrast


def _measure(persons: pd.DataFrame) -> pd.Series[float]:
    return persons["n_words"].astype(float)


STORY_LENGTH = Contrast(
    id="story_length",
    public_id="artikelns-langd",
    label="Artikelns längd",
    definition="Antal ord i artikeln där personen nämns, medelvärde över personer.",
    definition_en="Mean number of words of the story in which a person appears.",
    unit="ord",
    chapter=Chapter.RESURSER,
    among="alla personer",
    measure=_measure,
)
