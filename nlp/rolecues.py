"""Cues for roles out of data/reference: lists of alternatives, compiled once."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import yaml

from nlp.names import REFERENCE

_WITH_CASE = frozenset({"asked"})


class RoleCues(NamedTuple):
    """One pattern a list of role_cues.yml."""

    witness: re.Pattern[str]
    saw: re.Pattern[str]
    event: re.Pattern[str]
    made: re.Pattern[str]
    asked: re.Pattern[str]
    victim: re.Pattern[str]
    survivor: re.Pattern[str]
    business: re.Pattern[str]
    school_list: re.Pattern[str]
    sport_list: re.Pattern[str]
    sport_story: re.Pattern[str]
    expert_titles: re.Pattern[str]


def compile_alternatives(line: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """A pattern of alternatives divided by blanks, where a backslash keeps a blank."""
    cues = re.findall(r"(?:\\.|[^\s\\])+", line)
    return re.compile(r"\b(?:" + "|".join(cues) + ")", flags)


@lru_cache(maxsize=1)
def load_role_cues() -> RoleCues:
    raw = yaml.safe_load((REFERENCE / "role_cues.yml").read_text(encoding="utf-8"))
    return RoleCues(
        **{
            name: compile_alternatives(
                raw[name], re.RegexFlag(0) if name in _WITH_CASE else re.IGNORECASE
            )
            for name in RoleCues._fields
        }
    )


def count_different(pattern: re.Pattern[str], text: str) -> int:
    """How many different words of a list a text holds."""
    return len({match[0].lower() for match in pattern.finditer(text)})
