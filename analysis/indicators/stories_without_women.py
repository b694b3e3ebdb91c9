"""Stories in which no woman is named."""

from __future__ import annotations

import pandas as pd

from analysis.dimensions import OVERALL
from analysis.indicators.indicator import Chapter, Indicator, Kind


def _judge(genders: pd.DataFrame) -> tuple[pd.Series[bool], pd.Series[bool]]:
    """For each story whether it is one, and whether it is surely none."""
    return (genders["woman"] == 0) & (genders["unknown"] == 0), genders["woman"] > 0


STORIES_WITHOUT_WOMEN = Indicator(
    id="stories_without_women",
    public_id="nyheter-utan-kvinnor",
    label="Nyheter utan någon kvinna",
    definition=(
        "Nyheter där minst en person nämns men ingen kvinna. En nyhet där någon med okänt kön"
        " kan vara kvinna är obestämd."
    ),
    definition_en=(
        "Stories that name at least one person but no woman; undecided where a person of "
        "unknown gender may be one."
    ),
    numerator="Nyheter med personer men utan någon kvinna",
    denominator="Nyheter med minst en person, där svaret är bestämt",
    subject="av nyheterna om regional tillväxt saknar kvinnor",
    chapter=Chapter.REPRESENTATION,
    kind=Kind.STORIES,
    dimensions=(OVERALL, "outlet", "month", "quarter", "sector", "municipality", "theme"),
    judge=_judge,
)
