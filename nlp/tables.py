"""Lists of names: results, school classes, prize draws, in which nobody is more than a name."""

from __future__ import annotations

from collections.abc import Sequence

from data.vocab import Occupation
from nlp.drafts import PersonDraft
from nlp.rolecues import load_role_cues

TABLE_PERSONS = 13  # more names than a told story holds
NAMED_ONCE = 0.7  # share of the names that stand once
LEAST_SPORT = 3  # words of sport that make a list one of results


def holds_table(persons: Sequence[PersonDraft]) -> bool:
    """Whether a story is mostly a list of names."""
    if len(persons) < TABLE_PERSONS:
        return False
    return sum(len(person.namings) == 1 for person in persons) >= NAMED_ONCE * len(persons)


def decide_by_table(text: str) -> Occupation:
    """What the names of a list are, by its words: athletes, pupils, or residents."""
    cues = load_role_cues()
    sport, school = len(cues.sport_list.findall(text)), len(cues.school_list.findall(text))
    if sport >= LEAST_SPORT and sport > school:
        return Occupation.SPORT
    return Occupation.STUDENT if school else Occupation.RESIDENT
