"""Cues for roles out of data/reference: lists of words and phrases, found in one pass of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import yaml

from nlp.names import REFERENCE

_WORD = re.compile(r"\w+")
_STORY = ("event", "business", "sport_story", "school_list", "sport_list", "training", "workplace")
_PERSON = ("witness", "saw", "victim", "survivor", "accused", "harmed")
KEPT_WORDS = 30_000  # words whose lists are remembered, the latest: nearly all of running text


def split_cues(line: str) -> list[str]:
    """The alternatives of a list, divided by blanks; a backslash keeps a blank in one."""
    return re.findall(r"(?:\\.|[^\s\\])+", line)


def compile_cues(cues: Iterable[str], flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(cues) + ")", flags)


class CueTable:
    """Several lists of cues, searched together: most words open none and cost one look-up."""

    def __init__(self, lists: dict[str, str]) -> None:
        self._whole = {label: compile_cues(split_cues(line)) for label, line in lists.items()}
        self._first = {
            label: compile_cues(cue.split("\\ ")[0] for cue in split_cues(line))
            for label, line in lists.items()
        }
        self._open = lru_cache(maxsize=KEPT_WORDS)(self._find_opened)

    def _find_opened(self, word: str) -> tuple[str, ...]:
        """The lists that hold a cue whose first word this can be."""
        return tuple(label for label, first in self._first.items() if first.match(word))

    def find(self, text: str) -> dict[str, set[str]]:
        """List -> the different cues of it that the text holds, in small letters."""
        lower = text.lower()
        found: dict[str, set[str]] = {}
        for match in _WORD.finditer(lower):
            for label in self._open(match[0]):
                cue = self._whole[label].match(lower, match.start())
                if cue is not None:
                    found.setdefault(label, set()).add(cue[0])
        return found


@lru_cache(maxsize=1)
def _read_lists() -> dict[str, str]:
    raw: dict[str, str] = yaml.safe_load((REFERENCE / "role_cues.yml").read_text(encoding="utf-8"))
    return raw


@lru_cache(maxsize=1)
def load_story_cues() -> CueTable:
    """What a story is about, as far as roles depend on it."""
    return CueTable({name: _read_lists()[name] for name in _STORY})


@lru_cache(maxsize=1)
def load_person_cues() -> CueTable:
    """What is said of a person: the lists of role_cues.yml and those of occupation_cues.yml."""
    raw = yaml.safe_load((REFERENCE / "occupation_cues.yml").read_text(encoding="utf-8"))
    return CueTable({**{name: _read_lists()[name] for name in _PERSON}, **raw})


@lru_cache(maxsize=3)
def load_cue(name: str) -> re.Pattern[str]:
    """One list as a pattern that minds case: made, asked; or the stems of expert titles."""
    return compile_cues(split_cues(_read_lists()[name]), re.RegexFlag(0))
