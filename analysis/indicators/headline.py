"""Who makes the headline: persons named in the headlines of growth stories."""

from __future__ import annotations

import pandas as pd

from analysis.dimensions import OVERALL
from analysis.indicators.indicator import Chapter, Indicator, Kind


def _select_in_headline(persons: pd.DataFrame) -> pd.Series[bool]:
    return persons["in_headline"]


HEADLINE = Indicator(
    id="headline",
    public_id="rubriker",
    label="Personer i rubriken",
    definition="Personer som nämns vid namn i artikelns rubrik.",
    definition_en="Persons named in the headline.",
    numerator="Kvinnor bland dem som nämns i rubriker",
    denominator="Alla dem som nämns i rubriker vars kön är känt",
    subject="bland dem som nämns i rubriker till nyheter om regional tillväxt",
    chapter=Chapter.REPRESENTATION,
    kind=Kind.PERSONS,
    dimensions=(OVERALL, "outlet"),
    select=_select_in_headline,
)
