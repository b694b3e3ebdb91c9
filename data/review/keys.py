"""Keys of persons and quotes that survive tagging anew and a media.db built anew.

The key of an article is its id, which is made of its address.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from data.identity import normalise_line, stable_key
from data.records import Person, Quote


def person_key(article: str, name: str, number: int = 0) -> str:
    """The key of the person of that name in an article; ``number`` tells namesakes apart."""
    return stable_key(article, "person", normalise_line(name).casefold(), str(number))


def person_keys(article: str, persons: Sequence[Person]) -> list[str]:
    """The keys of the persons of an article, in their order."""
    seen: Counter[str] = Counter()
    keys = []
    for person in persons:
        name = normalise_line(person.name).casefold()
        keys.append(person_key(article, name, seen[name]))
        seen[name] += 1
    return keys


def quote_key(article: str, text: str, number: int = 0) -> str:
    """The key of a quote by its words; ``number`` tells equal words apart."""
    return stable_key(article, "quote", normalise_line(text).casefold(), str(number))


def quote_keys(article: str, quotes: Sequence[Quote]) -> list[str]:
    seen: Counter[str] = Counter()
    keys = []
    for quote in quotes:
        words = normalise_line(quote.text).casefold()
        keys.append(quote_key(article, words, seen[words]))
        seen[words] += 1
    return keys
