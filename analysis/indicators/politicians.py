"""Which politicians appear in growth stories."""

from __future__ import annotations

import pandas as pd

from analysis.indicators.indicator import MAIN_DIMENSIONS, Chapter, Indicator, Kind
from data.vocab import Occupation


def _select_politicians(persons: pd.DataFrame) -> pd.Series[bool]:
    return persons["occupation_group"] == Occupation.POLITICIAN.value


POLITICIANS = Indicator(
    id="politicians",
    public_id="politiker",
    label="Politiker",
    definition="Personer som i artikeln anges ha ett politiskt uppdrag.",
    definition_en="Persons whom the story gives a political office.",
    numerator="Kvinnor bland politiker",
    denominator="Alla politiker vars kön är känt",
    subject="bland politiker i nyheter om regional tillväxt",
    chapter=Chapter.REPRESENTATION,
    kind=Kind.PERSONS,
    dimensions=MAIN_DIMENSIONS,
    select=_select_politicians,
)
