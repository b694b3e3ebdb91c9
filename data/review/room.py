"""The room that persons have, measured anew when reviewers have moved names or speech.

The measures are those of nlp/components/room.py (a test holds them together).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from data.records import Article, Person, Quote

_WORD = re.compile(r"\w+")
CENTRAL_AGAINST_TOP = 0.5
CENTRAL_SHARE = 0.5
Spans = Sequence[tuple[int, int]]


def place_person(article: Article, person: Person, captions: Spans = ()) -> Person:
    """A person with where in the story her or his names stand."""
    title_end = len(article.title)
    lead_start = title_end + 2
    paragraph = article.text.partition("\n")[0]
    lead_end = lead_start + len(paragraph)
    third = lead_start + len(article.text) / 3
    starts = [m.start_char for m in person.mentions]
    in_captions = {s for s in starts if any(a <= s < b for a, b in captions)}
    return replace(
        person,
        in_headline=any(s < title_end for s in starts),
        in_lead=any(lead_start <= s < lead_end for s in starts),
        in_caption=bool(in_captions),
        in_first_third=any(s <= third and s not in in_captions for s in starts),
    )


def measure_speech(persons: Sequence[Person], quotes: Sequence[Quote]) -> list[Person]:
    """All persons with what they say by these quotes, in which ``person`` is a position."""
    direct = [q for q in quotes if q.direct]
    words = [len(_WORD.findall(q.text)) for q in direct]
    total = sum(words)
    measured = []
    for position, person in enumerate(persons):
        own = sum(n for q, n in zip(direct, words, strict=True) if q.person == position)
        measured.append(
            replace(
                person,
                quoted_direct=any(q.person == position for q in direct),
                quoted_indirect=any(q.person == position and not q.direct for q in quotes),
                quoted_words=own,
                share_of_quoted_words=round(own / total, 4) if total else 0.0,
                has_first_word=bool(direct) and direct[0].person == position,
                has_last_word=bool(direct) and direct[-1].person == position,
            )
        )
    return measured


def find_central(persons: Sequence[Person]) -> list[Person]:
    """All persons with whether the story is about them."""
    mentions = sum(len(p.mentions) for p in persons)
    if not mentions:
        return list(persons)
    room = [len(p.mentions) / mentions + p.share_of_quoted_words for p in persons]
    top = max(room)
    found = []
    for person, own in zip(persons, room, strict=True):
        ahead = person.in_headline or person.in_lead
        share = max(len(person.mentions) / mentions, person.share_of_quoted_words)
        is_central = (ahead and own >= CENTRAL_AGAINST_TOP * top) or (
            share >= CENTRAL_SHARE and (len(person.mentions) > 1 or person.quoted_words > 0)
        )
        found.append(replace(person, is_central=is_central))
    return found
