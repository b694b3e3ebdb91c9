"""Words of a text, weighed by where they stand, and what each word says before any training."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

import yaml

from nlp.names import REFERENCE

HEADLINE_WEIGHT = 2  # a word in the headline or lead says more of what the story is about
SHORTEST, LONGEST = 4, 6  # characters of an n-gram; 3 to 5 and 4 to 6 gave the same on passages
_WORD = re.compile(r"[^\W\d_]+(?:[-:][^\W\d_]+)*")


def find_words(text: str) -> list[str]:
    """The words of a text in lower case; a hyphen or colon within a word belongs to it."""
    return _WORD.findall(text.lower().replace("\xad", ""))


@dataclass(frozen=True, slots=True)
class Stems:
    """Groups of word stems; ``pairs`` maps the first of two words to (second, group)."""

    groups: tuple[str, ...]
    patterns: tuple[re.Pattern[str] | None, ...]
    pairs: dict[str, tuple[tuple[str, int], ...]]


def _compile(stems: list[str]) -> re.Pattern[str] | None:
    starts = []
    for stem in stems:
        core = re.escape(stem.strip("*$"))
        # at least two characters before a stem that may stand inside a word
        inside = r"(?:.{2,})?" if stem.startswith("*") else ""
        starts.append(inside + core + ("$" if stem.endswith("$") else ""))
    return re.compile("|".join(starts)) if starts else None


@lru_cache(maxsize=1)
def load_stems() -> Stems:
    """The stems of data/reference/topics.yml, as one list of groups."""
    raw = yaml.safe_load((REFERENCE / "topics.yml").read_text(encoding="utf-8"))
    groups: list[str] = []
    patterns: list[re.Pattern[str] | None] = []
    pairs: dict[str, list[tuple[str, int]]] = {}
    for part, members in raw.items():
        for name, words in members.items():
            stems = words.split()
            for stem in stems:
                first, joined, second = stem.partition("_")
                if joined and second:
                    pairs.setdefault(first.strip("*"), []).append((second, len(groups)))
            patterns.append(_compile([s.rstrip("_") for s in stems if "_" not in s.rstrip("_")]))
            groups.append(f"{part}.{name}")
    return Stems(
        tuple(groups), tuple(patterns), {first: tuple(rest) for first, rest in pairs.items()}
    )


def find_groups(word: str) -> tuple[int, ...]:
    """The groups whose stems a word has."""
    found = (pattern and pattern.match(word) for pattern in load_stems().patterns)
    return tuple(i for i, hit in enumerate(found) if hit)


def find_ngrams(word: str) -> list[str]:
    """The word itself and the pieces of it, marked at its ends."""
    marked = f"<{word}>"
    pieces = {
        marked[i : i + n]
        for n in range(SHORTEST, LONGEST + 1)
        for i in range(len(marked) - n + 1)
        if n < len(marked)
    }
    return [marked, *sorted(pieces)]


@dataclass(frozen=True, slots=True)
class WeighedWords:
    """Words with their weight (a headline's count double), and groups found by two words."""

    counts: Counter[str]
    in_head: frozenset[str]
    pairs: Counter[int]


def weigh_words(head: str, body: str) -> WeighedWords:
    """Count the words of a headline (with lead) and of a body."""
    known = load_stems().pairs
    in_head, in_body = find_words(head), find_words(body)
    counts = Counter(in_body)
    for word in in_head:
        counts[word] += HEADLINE_WEIGHT
    pairs: Counter[int] = Counter()
    firsts = known.keys() & counts.keys()
    for found, weight in ((in_head, HEADLINE_WEIGHT), (in_body, 1)) if firsts else ():
        for first, second in itertools.pairwise(found):
            if first in firsts:
                for start, group in known[first]:
                    if second.startswith(start):
                        pairs[group] += weight
    return WeighedWords(counts, frozenset(in_head), pairs)
