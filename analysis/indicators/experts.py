"""Who is asked as an expert in growth stories."""

from __future__ import annotations

import pandas as pd

from analysis.indicators.indicator import MAIN_DIMENSIONS, Chapter, Indicator, Kind
from data.vocab import Function


def _select_experts(persons: pd.DataFrame) -> pd.Series[bool]:
    return persons["function"] == Function.EXPERT.value


EXPERTS = Indicator(
    id="experts",
    public_id="experter",
    label="Experter och kommentatorer",
    definition=(
        "Personer som uttalar sig som sakkunniga eller kommentatorer (GMMP:s roll ”expert or "
        "commentator”)."
    ),
    definition_en="Persons who speak as experts or commentators (GMMP function 3).",
    numerator="Kvinnor bland experter och kommentatorer",
    denominator="Alla experter och kommentatorer vars kön är känt",
    subject="bland experter och kommentatorer i nyheter om regional tillväxt",
    chapter=Chapter.REPRESENTATION,
    kind=Kind.PERSONS,
    dimensions=MAIN_DIMENSIONS,
    select=_select_experts,
)
