"""Who speaks for others in growth stories."""

from __future__ import annotations

import pandas as pd

from analysis.indicators.indicator import MAIN_DIMENSIONS, Chapter, Indicator, Kind
from data.vocab import Function


def _select_spokespersons(persons: pd.DataFrame) -> pd.Series[bool]:
    return persons["function"] == Function.SPOKESPERSON.value


SPOKESPERSONS = Indicator(
    id="spokespersons",
    public_id="talespersoner",
    label="Talespersoner",
    definition=(
        "Personer som företräder en organisation, ett företag eller en myndighet (GMMP:s roll"
        " ”spokesperson”)."
    ),
    definition_en="Persons who represent an organisation, company or authority (GMMP function 2).",
    numerator="Kvinnor bland talespersoner",
    denominator="Alla talespersoner vars kön är känt",
    subject="bland talespersoner i nyheter om regional tillväxt",
    chapter=Chapter.REPRESENTATION,
    kind=Kind.PERSONS,
    dimensions=MAIN_DIMENSIONS,
    select=_select_spokespersons,
)
