"""Stories in which no man is named."""

from __future__ import annotations

import pandas as pd

from analysis.dimensions import OVERALL
from analysis.indicators.indicator import Chapter, Indicator, Kind


def _judge(genders: pd.DataFrame) -> tuple[pd.Series[bool], pd.Series[bool]]:
    """For each story whether it is one, and whether it is surely none."""
    return (genders["man"] == 0) & (genders["unknown"] == 0), genders["man"] > 0


STORIES_WITHOUT_MEN = Indicator(
    id="stories_without_men",
    public_id="nyheter-utan-man",
    label="Nyheter utan någon man",
    definition=(
        "Nyheter där minst en person nämns men ingen man. En nyhet där någon med okänt kön "
        "kan vara man är obestämd."
    ),
    definition_en=(
        "Stories that name at least one person but no man; undecided where a person of "
        "unknown gender may be one."
    ),
    numerator="Nyheter med personer men utan någon man",
    denominator="Nyheter med minst en person, där svaret är bestämt",
    subject="av nyheterna om regional tillväxt saknar män",
    chapter=Chapter.REPRESENTATION,
    kind=Kind.STORIES,
    dimensions=(OVERALL, "outlet", "month", "quarter", "sector", "municipality", "theme"),
    judge=_judge,
)
