"""Who gets to speak: persons who are quoted or paraphrased in growth stories."""

from __future__ import annotations

import pandas as pd

from analysis.dimensions import DIMENSIONS
from analysis.indicators.indicator import Indicator


def _select_quoted(persons: pd.DataFrame) -> pd.Series[bool]:
    return (persons["quoted_direct"] == 1) | (persons["quoted_indirect"] == 1)


SOURCES = Indicator(
    id="sources",
    public_id="kallor",
    label="Personer som kommer till tals",
    definition="Personer som citeras ordagrant eller refereras i artikeln, en gång per artikel.",
    subject="bland dem som kommer till tals i nyheter om regional tillväxt",
    dimensions=tuple(DIMENSIONS),
    select=_select_quoted,
)
