"""Who gets the room: the share of quoted words that women speak."""

from __future__ import annotations

import pandas as pd

from analysis.indicators.indicator import MAIN_DIMENSIONS, Chapter, Indicator, Kind


def _select_quoted(persons: pd.DataFrame) -> pd.Series[bool]:
    return persons["quoted_words"] > 0


QUOTED_WORDS = Indicator(
    id="quoted_words",
    public_id="citerade-ord",
    label="Citerade ord",
    definition=(
        "Ord i ordagranna citat som sägs av kvinnor, av alla sådana ord vars talare har känt "
        "kön. Citat utan känd talare räknas inte."
    ),
    definition_en=(
        "Words in direct quotes spoken by women, of all such words whose speaker has a known "
        "gender. Quotes without a known speaker do not count."
    ),
    numerator="Citerade ord som sägs av kvinnor",
    denominator="Citerade ord vars talare har känt kön",
    subject="av de citerade orden i nyheter om regional tillväxt",
    chapter=Chapter.RESURSER,
    kind=Kind.AMOUNT,
    dimensions=MAIN_DIMENSIONS,
    select=_select_quoted,
    amount="quoted_words",
)
