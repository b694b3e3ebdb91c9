"""Which owners and entrepreneurs appear in growth stories."""

from __future__ import annotations

import pandas as pd

from analysis.indicators.indicator import MAIN_DIMENSIONS, Chapter, Indicator, Kind
from data.vocab import Occupation


def _select_entrepreneurs(persons: pd.DataFrame) -> pd.Series[bool]:
    return persons["occupation_group"] == Occupation.ENTREPRENEUR.value


ENTREPRENEURS = Indicator(
    id="entrepreneurs",
    public_id="foretagare",
    label="Företagare och ägare",
    definition="Personer som i artikeln anges vara företagare, ägare, grundare eller driva eget.",
    definition_en="Persons whom the story calls entrepreneur, owner, founder or self-employed.",
    numerator="Kvinnor bland företagare och ägare",
    denominator="Alla företagare och ägare vars kön är känt",
    subject="bland företagare och ägare i nyheter om regional tillväxt",
    chapter=Chapter.REPRESENTATION,
    kind=Kind.PERSONS,
    dimensions=MAIN_DIMENSIONS,
    select=_select_entrepreneurs,
)
