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
    """Groups of word stems: by the stem, the groups that it puts a word in.

    ``starts`` stand at the start of a word, ``insides`` there or after two letters and more,
    ``wholes`` are words and ``ends`` stand at the end. ``pairs`` maps the first of two words to
    (start of the second, group). ``lengths`` are those of ``insides``.
    """

    groups: tuple[str, ...]
    starts: dict[str, set[int]]
    insides: dict[str, set[int]]
    wholes: dict[str, set[int]]
    ends: dict[str, set[int]]
    lengths: tuple[int, ...]
    pairs: dict[str, tuple[tuple[str, int], ...]]


@lru_cache(maxsize=1)
def load_stems() -> Stems:
    """The stems of data/reference/topics.yml, as one list of groups."""
    raw = yaml.safe_load((REFERENCE / "topics.yml").read_text(encoding="utf-8"))
    groups = [f"{part}.{name}" for part, members in raw.items() for name in members]
    kinds: tuple[dict[str, set[int]], ...] = ({}, {}, {}, {})
    pairs: dict[str, list[tuple[str, int]]] = {}
    lists = [words.split() for members in raw.values() for words in members.values()]
    for group, stems in enumerate(lists):
        for stem in stems:
            core = stem.strip("*$_")
            first, joined, second = core.partition("_")
            if joined and second:
                pairs.setdefault(first, []).append((second, group))
            elif not joined:
                kind = kinds[stem.startswith("*") + 2 * stem.endswith("$")]
                kind.setdefault(core, set()).add(group)
    starts, insides, wholes, ends = kinds
    lengths = tuple(sorted({len(stem) for stem in insides}))
    return Stems(
        tuple(groups),
        starts,
        insides,
        wholes,
        ends,
        lengths,
        {first: tuple(rest) for first, rest in pairs.items()},
    )


def find_groups(word: str) -> tuple[int, ...]:
    """The groups whose stems a word has."""
    stems, size = load_stems(), len(word)
    found = set(stems.wholes.get(word, ()))
    for end in range(1, size + 1):
        if (groups := stems.starts.get(word[:end])) is not None:
            found |= groups
    for start in (0, *range(2, size)):
        if (groups := stems.ends.get(word[start:])) is not None:
            found |= groups
        for length in stems.lengths:
            if start + length > size:
                break
            if (groups := stems.insides.get(word[start : start + length])) is not None:
                found |= groups
    return tuple(sorted(found))


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
