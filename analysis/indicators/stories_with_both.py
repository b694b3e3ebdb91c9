"""Stories in which both women and men are named."""

from __future__ import annotations

import pandas as pd

from analysis.dimensions import OVERALL
from analysis.indicators.indicator import Chapter, Indicator, Kind


def _judge(genders: pd.DataFrame) -> tuple[pd.Series[bool], pd.Series[bool]]:
    """For each story whether it is one, and whether it is surely none."""
    missing = (genders["woman"] == 0).astype(int) + (genders["man"] == 0).astype(int)
    return (genders["woman"] > 0) & (genders["man"] > 0), genders["unknown"] < missing


STORIES_WITH_BOTH = Indicator(
    id="stories_with_both",
    public_id="nyheter-med-bada",
    label="Nyheter med både kvinnor och män",
    definition=(
        "Nyheter där minst en kvinna och minst en man nämns. En nyhet där personer med okänt "
        "kön kan fylla luckan är obestämd."
    ),
    definition_en=(
        "Stories that name at least one woman and one man; undecided where persons of unknown"
        " gender may fill the gap."
    ),
    numerator="Nyheter med minst en kvinna och minst en man",
    denominator="Nyheter med minst en person, där svaret är bestämt",
    subject="av nyheterna om regional tillväxt har både kvinnor och män",
    chapter=Chapter.REPRESENTATION,
    kind=Kind.STORIES,
    dimensions=(OVERALL, "outlet", "month", "quarter", "sector", "municipality", "theme"),
    judge=_judge,
)
