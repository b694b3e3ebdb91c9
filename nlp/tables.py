"""Lists of names: results, school classes, prize draws, in which nobody is more than a name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from data.vocab import Occupation
from nlp.drafts import PersonDraft

TABLE_PERSONS = 13  # more names than a told story holds
NAMED_ONCE = 0.7  # share of the names that stand once
LEAST_SPORT = 2  # different words of sport that make a list one of results


def holds_table(persons: Sequence[PersonDraft]) -> bool:
    """Whether a story is mostly a list of names."""
    if len(persons) < TABLE_PERSONS:
        return False
    return sum(len(person.namings) == 1 for person in persons) >= NAMED_ONCE * len(persons)


def decide_by_table(cues: Mapping[str, set[str]]) -> Occupation:
    """What the names of a list are, by the cues of its text: athletes, pupils, or residents."""
    sport, school = len(cues.get("sport_list", ())), len(cues.get("school_list", ()))
    if sport >= LEAST_SPORT and sport > school:
        return Occupation.SPORT
    return Occupation.STUDENT if school else Occupation.RESIDENT
