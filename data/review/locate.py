"""Find again what a decision is about, when the article was tagged anew or its text changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from data.identity import normalise_line
from data.records import Mention, Person


def relocate_span(text: str, start: int, end: int, words: str) -> tuple[int, int] | None:
    """Where marked words stand now: the same place, else the nearest one with these words."""
    if text[start:end] == words:
        return start, end
    places = []
    at = text.find(words)
    while at >= 0:
        places.append(at)
        at = text.find(words, at + 1)
    if not places or not words:
        return None
    nearest = min(places, key=lambda place: abs(place - start))
    return nearest, nearest + len(words)


def relocate_mentions(text: str, spans: Sequence[Sequence[Any]]) -> tuple[Mention, ...]:
    """Mentions [start, end, text] as they stand now; those that are gone are left out."""
    found = {}
    for start, end, words in spans:
        place = relocate_span(text, int(start), int(end), str(words))
        if place is not None:
            found[place[0]] = Mention(place[0], place[1], str(words))
    return tuple(found[start] for start in sorted(found))


def find_person(
    subject: str,
    detail: Mapping[str, Any],
    keys: Sequence[str],
    persons: Sequence[Person],
    *,
    same_text: bool,
) -> int | None:
    """The number of the person whom a decision is about; None where nobody is or several may be.

    By key, that is by name; else by the name's place in the text (``detail['at']``), as long as
    the text is the same; else by a longer or shorter form of the name that one person alone has.
    """
    if subject in keys:
        return keys.index(subject)
    at = detail.get("at")
    if same_text and isinstance(at, Sequence) and len(at) >= 2:
        there = [
            number
            for number, person in enumerate(persons)
            if any(m.start_char < at[1] and at[0] < m.end_char for m in person.mentions)
        ]
        if len(there) == 1:
            return there[0]
    name = normalise_line(str(detail.get("name", ""))).casefold().split()
    if not name:
        return None
    alike = [
        number
        for number, person in enumerate(persons)
        if _is_form_of(name, normalise_line(person.name).casefold().split())
    ]
    return alike[0] if len(alike) == 1 else None


def _is_form_of(first: list[str], second: list[str]) -> bool:
    """Whether one name is the other with words left out, and both end alike."""
    if not first or not second or first[-1] != second[-1]:
        return False
    return set(first) <= set(second) or set(second) <= set(first)
