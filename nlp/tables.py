"""Lists of names: results, school classes, prize draws, in which nobody is more than a name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.vocab import Occupation
from nlp.drafts import PersonDraft

TABLE_PERSONS = 13  # more names than a told story holds
_SCHOOL = re.compile(
    r"\b(?:klass(?:en)? |förskoleklass|skolan|elever|årskurs|spelade och sjöng|musikskol)", re.I
)
_SPORT = re.compile(
    r"\b(?:resultat(?:lista)?|klassen|lopp(?:et)?|km\b|tider|startande|placering|poäng|div(?:ision)? ?\d|"
    r"match(?:en)?|mål(?:et|en|vakt|skytt\w*)|serien|turnering|tävling\w*|cup(?:en)?|spelare|lag(?:et)?)\b",
    re.I,
)
_SPORT_STORY = re.compile(
    r"\b(?:derby\w*|division|match\w*|halvlek\w*|slutsignal\w*|målvakt\w*|frispark\w*|anfallare|domaren|"
    r"lagkapten\w*|straff(?:en|ar)?|hemmalag\w*|bortalag\w*|seger\w*|medalj\w*|final\w*|tävling\w*|loppet|"
    r"mästerskap\w*|mål(?:et|skytt\w*)|serien|poäng|rekord\w*|tränare\w*|titeln?|pall(?:en|plats))\b",
    re.I,
)
SPORT_STEMS = 4  # different words of sport that make a story one of sport


def holds_table(text: str, persons: Sequence[PersonDraft]) -> bool:
    """Whether a text is mostly a list of names."""
    if len(persons) < TABLE_PERSONS:
        return False
    once = sum(len(person.namings) == 1 for person in persons)
    return once >= 0.7 * len(persons)


def decide_by_table(text: str) -> Occupation:
    """What the names of a list are, by its words: athletes, pupils, or residents."""
    sport, school = len(_SPORT.findall(text)), len(_SCHOOL.findall(text))
    if sport >= 3 and sport > school:
        return Occupation.SPORT
    return Occupation.STUDENT if school else Occupation.RESIDENT


def is_sport_story(text: str) -> bool:
    return len({word.lower() for word in _SPORT_STORY.findall(text)}) >= SPORT_STEMS
