"""Which words stand near women, which near men: log-odds with an informative prior.

Monroe, Colaresi and Quinn 2008. Compared are paragraphs of growth stories that name only women
with those that name only men. A word counts once a story on each side, so that one story with one
pet word weighs no more than another.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from scipy.stats import norm

import data.reference
from analysis.comparisons import ALPHA, adjust_holm
from data.vocab import Gender

MIN_STORIES_WITH_WORD = 10  # as for shares: fewer stories say more of chance
MIN_WORD = 3  # letters; shorter ones are function words
# The prior weighs as much as this many words, spread as in all paragraphs together: enough to
# draw rare words to no difference, a fraction of the tens of thousands of words of a quarter.
PRIOR_WORDS = 500
SHOWN = 40
# Words that begin in lower case and are whole: names of people and places fall away.
_WORD = re.compile(rf"(?<![\w-])[a-zà-öø-ÿčđŋšŧž]{{{MIN_WORD},}}(?![\w-])")


@dataclass(frozen=True, slots=True)
class NamedText:
    """A story's text with where persons are named in it and their gender, in order."""

    cluster: int
    text: str
    starts: tuple[int, ...]
    genders: tuple[str, ...]


@lru_cache(maxsize=1)
def load_gender_words() -> frozenset[str]:
    """Words that say the gender themselves; they would only say it again."""
    path = Path(data.reference.__file__).parent / "gender_words.txt"
    return frozenset(path.read_text(encoding="utf-8").split())


def split_paragraphs(text: NamedText) -> Iterator[tuple[str, str]]:
    """(woman or man, paragraph) of each paragraph that names persons of that gender alone."""
    breaks = [match.end() for match in re.finditer(r"\n\n", text.text)]
    named: dict[int, set[str]] = {}
    for start, gender in zip(text.starts, text.genders, strict=True):
        named.setdefault(bisect_right(breaks, start), set()).add(gender)
    edges = [0, *breaks, len(text.text)]
    for number, genders in sorted(named.items()):
        if genders in ({Gender.WOMAN.value}, {Gender.MAN.value}):
            yield genders.pop(), text.text[edges[number] : edges[number + 1]]


def count_words(texts: Iterable[NamedText]) -> dict[str, Counter[str]]:
    """For women and for men in how many story clusters each word stands."""
    seen: dict[str, Counter[str]] = {Gender.WOMAN.value: Counter(), Gender.MAN.value: Counter()}
    counted: dict[str, set[int]] = {Gender.WOMAN.value: set(), Gender.MAN.value: set()}
    left_out = load_gender_words()
    for text in texts:
        words: dict[str, set[str]] = {}
        for gender, paragraph in split_paragraphs(text):
            words.setdefault(gender, set()).update(_WORD.findall(paragraph))
        for gender, found in words.items():
            if text.cluster not in counted[gender]:  # a text that many publish counts once
                counted[gender].add(text.cluster)
                seen[gender].update(found - left_out)
    return seen


def compare_words(
    women: Counter[str], men: Counter[str], names: frozenset[str] = frozenset()
) -> list[dict[str, Any]]:
    """Words that differ beyond noise, strongest first on each side.

    ``names`` (casefolded words of persons' names) are never shown. p values are adjusted for all
    words that were looked at (Holm).
    """
    words = sorted(
        word
        for word in women.keys() | men.keys()
        if women[word] + men[word] >= MIN_STORIES_WITH_WORD and word.casefold() not in names
    )
    if not words:
        return []
    near_women = np.array([women[word] for word in words], dtype=np.float64)
    near_men = np.array([men[word] for word in words], dtype=np.float64)
    z_values = log_odds(near_women, near_men, women.total(), men.total())
    adjusted = adjust_holm([float(2 * norm.sf(z)) for z in np.abs(z_values)])
    rows = [
        {
            "word": word,
            "near": Gender.WOMAN.value if z > 0 else Gender.MAN.value,
            "z": round(float(z), 4),
            "n_stories_women": int(n_women),
            "n_stories_men": int(n_men),
            "p_adjusted": p,
            "n_compared": len(words),
        }
        for word, z, n_women, n_men, p in zip(
            words, z_values, near_women, near_men, adjusted, strict=True
        )
        if p is not None and p < ALPHA
    ]
    rows.sort(
        key=lambda row: (row["near"] != Gender.WOMAN.value, -abs(float(row["z"])), row["word"])
    )
    sides = (Gender.WOMAN.value, Gender.MAN.value)
    return [row for side in sides for row in [r for r in rows if r["near"] == side][:SHOWN]]


def log_odds(
    first: np.ndarray[Any, np.dtype[np.float64]],
    second: np.ndarray[Any, np.dtype[np.float64]],
    n_first: float,
    n_second: float,
) -> np.ndarray[Any, np.dtype[np.float64]]:
    """z of each word's log-odds difference (Monroe et al. 2008, equations 15, 18 and 22).

    ``n_first`` and ``n_second`` count all words of each side, also those not compared. The prior
    of a word is its share of both sides together.
    """
    prior = PRIOR_WORDS * (first + second) / (n_first + n_second)
    odds_first = np.log((first + prior) / (n_first + PRIOR_WORDS - first - prior))
    odds_second = np.log((second + prior) / (n_second + PRIOR_WORDS - second - prior))
    variance = 1 / (first + prior) + 1 / (second + prior)
    z: np.ndarray[Any, np.dtype[np.float64]] = (odds_first - odds_second) / np.sqrt(variance)
    return z
