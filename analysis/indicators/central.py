"""Whom the story is about: the central persons of growth stories."""

from __future__ import annotations

import pandas as pd

from analysis.indicators.indicator import MAIN_DIMENSIONS, Chapter, Indicator, Kind


def _select_central(persons: pd.DataFrame) -> pd.Series[bool]:
    return persons["is_central"]


CENTRAL = Indicator(
    id="central",
    public_id="huvudpersoner",
    label="Centrala personer",
    definition=(
        "Personer som artikeln handlar mest om, en gång per artikel. Bedömningen görs av den "
        "automatiska kodningen."
    ),
    definition_en="Persons at the centre of the story, as judged by the pipeline.",
    numerator="Kvinnor bland de centrala personerna",
    denominator="Alla de centrala personerna vars kön är känt",
    subject="bland de centrala personerna i nyheter om regional tillväxt",
    chapter=Chapter.REPRESENTATION,
    kind=Kind.PERSONS,
    dimensions=MAIN_DIMENSIONS,
    select=_select_central,
    needs=("is_central",),
)
