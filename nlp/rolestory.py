"""What a story as a whole says of the roles in it: sport, business, a course, a place of work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from data.vocab import Occupation
from nlp.drafts import PersonDraft
from nlp.lexicon import load_lexicon
from nlp.rolecues import load_story_cues
from nlp.tables import decide_by_table, holds_table

SPORT_STEMS = 4  # different words of sport that make a story one of sport
SPORTY_STEMS = 2  # below which "vann" is of an election, a tender or a prize
BUSINESS_STEMS = 4  # different words of business that make its untitled main person an entrepreneur
SETTING_STEMS = 4  # different words of training, or of work, that make its ordinary people so

Cues = Mapping[str, set[str]]


@dataclass(frozen=True, slots=True)
class Story:
    text: str
    is_table: bool
    is_sport: bool
    is_sporty: bool
    is_letter: bool
    table_group: Occupation
    is_event: bool
    is_business: bool
    setting: Occupation  # what an ordinary person is here: of a course, of a place of work


def read_story(text: str, persons: tuple[PersonDraft, ...]) -> Story:
    cues, is_table = load_story_cues().find(text), holds_table(persons)
    opening = text[:600]
    return Story(
        text=text,
        is_table=is_table,
        is_sport=len(cues.get("sport_story", ())) >= SPORT_STEMS,
        is_sporty=len(cues.get("sport_story", ())) >= SPORTY_STEMS,
        is_letter=load_lexicon().letter_opening.search(opening) is not None,
        table_group=decide_by_table(cues) if is_table else Occupation.UNKNOWN,
        is_event="event" in cues,
        is_business=len(cues.get("business", ())) >= BUSINESS_STEMS,
        setting=_decide_setting(cues),
    )


def _decide_setting(cues: Cues) -> Occupation:
    training, work = len(cues.get("training", ())), len(cues.get("workplace", ()))
    if training >= SETTING_STEMS and training >= work:
        return Occupation.STUDENT
    return Occupation.WORKER if work >= SETTING_STEMS else Occupation.RESIDENT
