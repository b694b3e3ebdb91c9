"""Who is pictured: persons named in the captions of growth stories."""

from __future__ import annotations

import pandas as pd

from analysis.dimensions import OVERALL
from analysis.indicators.indicator import Chapter, Indicator, Kind


def _select_in_caption(persons: pd.DataFrame) -> pd.Series[bool]:
    return persons["in_caption"]


CAPTIONS = Indicator(
    id="captions",
    public_id="bildtexter",
    label="Personer i bildtexter",
    definition="Personer som nämns vid namn i en bildtext, en gång per artikel.",
    definition_en="Persons named in a caption, once per story.",
    numerator="Kvinnor bland dem som nämns i bildtexter",
    denominator="Alla dem som nämns i bildtexter vars kön är känt",
    subject="bland dem som nämns i bildtexter till nyheter om regional tillväxt",
    chapter=Chapter.REPRESENTATION,
    kind=Kind.PERSONS,
    dimensions=(OVERALL, "outlet"),
    select=_select_in_caption,
    needs=("in_caption",),
)
