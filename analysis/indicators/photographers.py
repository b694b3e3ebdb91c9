"""Who takes the pictures of growth stories."""

from __future__ import annotations

import pandas as pd

from analysis.dimensions import OVERALL
from analysis.indicators.indicator import Chapter, Indicator, Kind
from data.vocab import ContributorRole


def _select_photographers(persons: pd.DataFrame) -> pd.Series[bool]:
    return persons["role"] == ContributorRole.PHOTOGRAPHER.value


PHOTOGRAPHERS = Indicator(
    id="photographers",
    public_id="fotografer",
    label="Fotografer",
    definition=(
        "Personer som anges som fotograf. Kön efter hur namnet är vanligast i registret; "
        "nyhetsbyråer räknas inte."
    ),
    definition_en=(
        "Persons credited for a photo; gender as the name is carried in the register; "
        "agencies are left out."
    ),
    numerator="Kvinnor bland fotograferna",
    denominator="Alla fotograferna vars kön är känt",
    subject="bland fotograferna till nyheter om regional tillväxt",
    chapter=Chapter.REPRESENTATION,
    kind=Kind.CONTRIBUTORS,
    dimensions=(OVERALL, "outlet", "month", "quarter"),
    select=_select_photographers,
)
