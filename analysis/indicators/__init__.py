"""The indicators, one a file, and what computes them."""

from __future__ import annotations

from analysis.indicators.business_leaders import BUSINESS_LEADERS
from analysis.indicators.bylines import BYLINES
from analysis.indicators.caption_presence import CAPTION_PRESENCE
from analysis.indicators.captions import CAPTIONS
from analysis.indicators.central import CENTRAL
from analysis.indicators.chief_executives import CHIEF_EXECUTIVES
from analysis.indicators.entrepreneurs import ENTREPRENEURS
from analysis.indicators.experts import EXPERTS
from analysis.indicators.family_role import FAMILY_ROLE
from analysis.indicators.first_named import FIRST_NAMED
from analysis.indicators.first_third import FIRST_THIRD
from analysis.indicators.headline import HEADLINE
from analysis.indicators.headline_presence import HEADLINE_PRESENCE
from analysis.indicators.indicator import Contrast, Indicator
from analysis.indicators.lead_presence import LEAD_PRESENCE
from analysis.indicators.mentions import MENTIONS
from analysis.indicators.order import ORDER
from analysis.indicators.people import PEOPLE
from analysis.indicators.photographers import PHOTOGRAPHERS
from analysis.indicators.politicians import POLITICIANS
from analysis.indicators.quoted_share import QUOTED_SHARE
from analysis.indicators.quoted_words import QUOTED_WORDS
from analysis.indicators.sources import SOURCES
from analysis.indicators.speaking import SPEAKING
from analysis.indicators.spokespersons import SPOKESPERSONS
from analysis.indicators.stories_with_both import STORIES_WITH_BOTH
from analysis.indicators.stories_without_men import STORIES_WITHOUT_MEN
from analysis.indicators.stories_without_women import STORIES_WITHOUT_WOMEN
from analysis.indicators.story_length import STORY_LENGTH
from analysis.indicators.victim import VICTIM
from analysis.indicators.words_per_source import WORDS_PER_SOURCE

_SHARES = (
    *(PEOPLE, SOURCES, HEADLINE, CENTRAL),
    *(CAPTIONS, EXPERTS, SPOKESPERSONS, POLITICIANS),
    *(BUSINESS_LEADERS, CHIEF_EXECUTIVES, ENTREPRENEURS, BYLINES),
    *(PHOTOGRAPHERS, STORIES_WITHOUT_WOMEN, STORIES_WITHOUT_MEN, STORIES_WITH_BOTH),
    QUOTED_WORDS,
)
_CONTRASTS = (
    *(WORDS_PER_SOURCE, QUOTED_SHARE, MENTIONS, SPEAKING),
    *(HEADLINE_PRESENCE, LEAD_PRESENCE, CAPTION_PRESENCE, FIRST_NAMED),
    *(ORDER, FIRST_THIRD, STORY_LENGTH, FAMILY_ROLE),
    VICTIM,
)
# In the order in which readers meet them.
INDICATORS: dict[str, Indicator] = {indicator.id: indicator for indicator in _SHARES}
CONTRASTS: dict[str, Contrast] = {contrast.id: contrast for contrast in _CONTRASTS}
