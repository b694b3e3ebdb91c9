"""The sentences that a person stands in, with the name apart so that it can be marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from data.records import Person, Quote

MOST = 3  # sentences of one person; the rest stand in the article
LONGEST = 400  # characters on each side of a name, for a text without full stops
_END = re.compile(r"[.!?…]['”\")]*(?=\s)|\n")


@dataclass(frozen=True, slots=True)
class Sentence:
    before: str
    words: str
    after: str


def find_sentences(text: str, person: Person, quotes: Sequence[Quote] = ()) -> list[Sentence]:
    """The first sentences with the person's names, then what the person says."""
    spans = [(m.start_char, m.end_char) for m in person.mentions]
    if person.evidence_start is not None and person.evidence_end is not None:
        spans.insert(min(1, len(spans)), (person.evidence_start, person.evidence_end))
    spans += [(q.start_char, q.end_char) for q in quotes if q.person == person.position]
    found: list[Sentence] = []
    covered: list[tuple[int, int]] = []
    for start, end in spans:
        if any(a <= start and end <= b for a, b in covered):
            continue
        a, b = _find_bounds(text, start, end)
        covered.append((a, b))
        found.append(Sentence(text[a:start].lstrip(), text[start:end], text[end:b].rstrip()))
        if len(found) == MOST:
            break
    return found


def _find_bounds(text: str, start: int, end: int) -> tuple[int, int]:
    first = max(0, start - LONGEST)
    ends = [match.end() for match in _END.finditer(text, first, start)]
    following = _END.search(text, end, min(len(text), end + LONGEST))
    last = following.end() if following else min(len(text), end + LONGEST)
    return (ends[-1] if ends else first), last
