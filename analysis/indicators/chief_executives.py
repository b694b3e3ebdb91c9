"""Which chief executives and heads of agencies appear in growth stories."""

from __future__ import annotations

import re

import pandas as pd

from analysis.indicators.indicator import MAIN_DIMENSIONS, Chapter, Indicator, Kind

# A word of its own: "vice vd", "tidigare vd" and "vd-assistent" are other posts.
_CHIEF = re.compile(
    r"(?<!vice )(?<!tidigare )(?<!\w)(?:vd|verkställande direktör|koncernchef|toimitusjohtaja"
    r"|verkschef|generaldirektör|landshövding)(?![\w-])",
    re.IGNORECASE,
)


def _select_chiefs(persons: pd.DataFrame) -> pd.Series[bool]:
    titles = {title: bool(_CHIEF.search(title)) for title in persons["title"].unique()}
    return persons["title"].map(titles).astype(bool)


CHIEF_EXECUTIVES = Indicator(
    id="chief_executives",
    public_id="vd",
    label="Vd och verkschefer",
    definition=(
        "Personer vars titel i artikeln är vd, verkställande direktör, koncernchef, "
        "verkschef, generaldirektör eller landshövding."
    ),
    definition_en=(
        "Persons whose title in the story is chief executive, group chief, head of agency, "
        "director-general or governor."
    ),
    numerator="Kvinnor bland vd och verkschefer",
    denominator="Alla vd och verkschefer vars kön är känt",
    subject="bland vd och verkschefer i nyheter om regional tillväxt",
    chapter=Chapter.REPRESENTATION,
    kind=Kind.PERSONS,
    dimensions=MAIN_DIMENSIONS,
    select=_select_chiefs,
    needs=("title",),
)
