"""Who writes the growth stories."""

from __future__ import annotations

import pandas as pd

from analysis.dimensions import OVERALL
from analysis.indicators.indicator import Chapter, Indicator, Kind
from data.vocab import ContributorRole


def _select_bylines(persons: pd.DataFrame) -> pd.Series[bool]:
    return persons["role"] == ContributorRole.BYLINE.value


BYLINES = Indicator(
    id="bylines",
    public_id="skribenter",
    label="Skribenter",
    definition=(
        "Personer som står som skribent vid artikeln. Kön efter hur namnet är vanligast i "
        "registret; nyhetsbyråer räknas inte."
    ),
    definition_en=(
        "Persons in the byline; gender as the name is carried in the register; agencies are "
        "left out."
    ),
    numerator="Kvinnor bland skribenterna",
    denominator="Alla skribenterna vars kön är känt",
    subject="bland skribenterna till nyheter om regional tillväxt",
    chapter=Chapter.REPRESENTATION,
    kind=Kind.CONTRIBUTORS,
    dimensions=(OVERALL, "outlet", "month", "quarter"),
    select=_select_bylines,
)
