"""Who gets to speak: persons who are quoted or paraphrased in growth stories."""

from __future__ import annotations

import pandas as pd

from analysis.dimensions import PERSON_DIMENSIONS
from analysis.indicators.indicator import ALL_DIMENSIONS, Chapter, Indicator, Kind


def select_sources(persons: pd.DataFrame) -> pd.Series[bool]:
    return persons["quoted_direct"] | persons["quoted_indirect"]


SOURCES = Indicator(
    id="sources",
    public_id="kallor",
    label="Personer som kommer till tals",
    definition="Personer som citeras ordagrant eller refereras i artikeln, en gång per artikel.",
    definition_en="Persons who are quoted or paraphrased, once per story.",
    numerator="Kvinnor bland dem som kommer till tals",
    denominator="Alla dem som kommer till tals vars kön är känt",
    subject="bland dem som kommer till tals i nyheter om regional tillväxt",
    chapter=Chapter.REPRESENTATION,
    kind=Kind.PERSONS,
    dimensions=(*ALL_DIMENSIONS, *PERSON_DIMENSIONS),
    select=select_sources,
)
