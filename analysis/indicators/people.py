"""Who appears: all persons in growth stories."""

from __future__ import annotations

import pandas as pd

from analysis.dimensions import PERSON_DIMENSIONS
from analysis.indicators.indicator import ALL_DIMENSIONS, Chapter, Indicator, Kind


def _select_all(persons: pd.DataFrame) -> pd.Series[bool]:
    return pd.Series(True, index=persons.index)


PEOPLE = Indicator(
    id="people",
    public_id="personer",
    label="Personer i nyheter om tillväxt",
    definition=(
        "Varje person som nämns vid namn i artikelns innehåll räknas en gång per artikel. "
        "Skribenter och fotografer räknas inte."
    ),
    definition_en=(
        "Every person named in the content of a story counts once per story. Bylines and "
        "photo credits do not count."
    ),
    numerator="Kvinnor bland personerna",
    denominator="Alla personerna vars kön är känt",
    subject="bland personerna i nyheter om regional tillväxt",
    chapter=Chapter.REPRESENTATION,
    kind=Kind.PERSONS,
    dimensions=(*ALL_DIMENSIONS, *PERSON_DIMENSIONS),
    select=_select_all,
)
