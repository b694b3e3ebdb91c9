"""Pair the people found with the people of the answer key, by name within an article."""

from __future__ import annotations

import re
from collections.abc import Sequence


def _words(name: str) -> list[str]:
    name = re.sub(r"[”\"“(].*?[”\"“)]", " ", name)
    return [w.casefold().strip(".'’") for w in re.split(r"[\s\u00a0]+", name) if w.strip(".'’")]


def _likeness(found: str, gold: str) -> int:
    """3 same name, 2 one within the other, 1 same surname or same first name alone, 0 none."""
    a, b = _words(found), _words(gold)
    if not a or not b:
        return 0
    if a == b:
        return 3
    if set(a) <= set(b) or set(b) <= set(a):
        return 2 if min(len(a), len(b)) > 1 else 1
    return 2 if a[0] == b[0] and set(a[1:]) & set(b[1:]) else 0


def match_people(found: Sequence[str], gold: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs (index in found, index in gold), each person at most once, the likest first."""
    scored = sorted(
        (
            (-_likeness(f, g), abs(i - j), i, j)
            for i, f in enumerate(found)
            for j, g in enumerate(gold)
            if _likeness(f, g)
        ),
    )
    pairs: list[tuple[int, int]] = []
    used_found: set[int] = set()
    used_gold: set[int] = set()
    for _, _, i, j in scored:
        if i not in used_found and j not in used_gold:
            used_found.add(i)
            used_gold.add(j)
            pairs.append((i, j))
    return sorted(pairs)
