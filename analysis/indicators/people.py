"""Who appears: all persons in growth stories."""

from __future__ import annotations

import pandas as pd

from analysis.dimensions import DIMENSIONS
from analysis.indicators.indicator import Indicator


def _select_all(persons: pd.DataFrame) -> pd.Series[bool]:
    return pd.Series(True, index=persons.index)


PEOPLE = Indicator(
    id="people",
    public_id="personer",
    label="Personer i nyheter om tillväxt",
    definition=(
        "Varje person som nämns vid namn i artikelns innehåll räknas en gång per artikel. "
        "Skribenter och fotografer räknas inte."
    ),
    subject="bland personerna i nyheter om regional tillväxt",
    dimensions=tuple(DIMENSIONS),
    select=_select_all,
)
