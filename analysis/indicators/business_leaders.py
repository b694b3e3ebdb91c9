"""Which managers appear in growth stories."""

from __future__ import annotations

import pandas as pd

from analysis.indicators.indicator import MAIN_DIMENSIONS, Chapter, Indicator, Kind
from data.vocab import Occupation


def _select_business_leaders(persons: pd.DataFrame) -> pd.Series[bool]:
    return persons["occupation_group"] == Occupation.BUSINESS_LEADER.value


BUSINESS_LEADERS = Indicator(
    id="business_leaders",
    public_id="chefer",
    label="Chefer i näringslivet",
    definition=(
        "Personer som i artikeln anges vara chef, direktör, vd eller styrelseledamot i ett företag."
    ),
    definition_en=(
        "Persons whom the story calls manager, director, chief executive or board member of a"
        " company."
    ),
    numerator="Kvinnor bland chefer i näringslivet",
    denominator="Alla chefer i näringslivet vars kön är känt",
    subject="bland chefer i näringslivet i nyheter om regional tillväxt",
    chapter=Chapter.REPRESENTATION,
    kind=Kind.PERSONS,
    dimensions=MAIN_DIMENSIONS,
    select=_select_business_leaders,
)
