"""Family roles: persons whom a word of kinship presents ("sonen Per", "Eva, hustru till Nils")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.drafts import PersonDraft
from nlp.speechwords import load_speech_words

_BEFORE = re.compile(r"([\w-]+)(?: |, )$")
_AFTER = re.compile(r", (?:\d+, )?(?:hans |hennes |deras |en |som är )?([\w-]+)")


def find_kinship(text: str, persons: Sequence[PersonDraft]) -> dict[int, set[str]]:
    """Position of a person -> words of kinship that present her or him, indefinite form."""
    kinship = load_speech_words().kinship
    found: dict[int, set[str]] = {}
    for i, person in enumerate(persons):
        for naming in person.namings:
            before = _BEFORE.search(text[max(0, naming.start_char - 30) : naming.start_char])
            after = _AFTER.match(text[naming.end_char : naming.end_char + 40])
            for word in (before, after):
                if word is not None and word[1].lower() in kinship:
                    kin = kinship[word[1].lower()]
                    if kin.gender in {None, person.gender} or person.gender == "unknown":
                        found.setdefault(i, set()).add(kin.word)
    return found
