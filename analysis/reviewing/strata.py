"""Strata of the articles that a sample is drawn from, and how many are drawn in each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from analysis.frames import Material
from data.vocab import Evidence, Gender, TopicKind

REST = "övriga"
NO_THEME = "utan tema"
LEAST = 6  # articles in a stratum; smaller ones are put together with their likes
PER_STRATUM = 2  # articles drawn in each at least: with one alone nothing says how much it varies
# A story without a theme is in no figure on growth; it is drawn now and then, to see whether the
# machine misses growth stories, at a third of the rate of the others.
NO_THEME_RATE = 0.33
UNSURE_LOW, UNSURE_HIGH = 0.2, 0.8  # of the probabilities that the answer on growth may have
_WEAK = frozenset({Evidence.NGRAM.value, Evidence.NONE.value})

Cell = tuple[str, ...]


def describe_articles(material: Material) -> pd.DataFrame:
    """Outlet, theme, gender and confidence of each article, by the machine."""
    articles = material.articles
    themes = material.topics[material.topics["kind"] == TopicKind.THEME.value]
    first = themes.sort_values("probability", ascending=False).drop_duplicates("article")
    theme = pd.Series(NO_THEME, index=articles.index, dtype=object)
    theme[first["article"].to_numpy()] = first["label"].to_numpy()
    return pd.DataFrame(
        {
            "outlet": articles["outlet_id"],
            "theme": theme,
            "gender": _describe_gender(material),
            "confidence": _describe_confidence(material),
        }
    )


def _describe_gender(material: Material) -> pd.Series[str]:
    """Whether there is a woman in it, men alone, persons of unknown gender alone, or nobody."""
    found = pd.Series("ingen person", index=material.articles.index, dtype=object)
    gender = material.persons["gender"].astype(object)
    article = material.persons["article"]
    found[article.unique()] = "okänt kön"
    found[article[gender == Gender.MAN.value].unique()] = "bara män"
    women = gender.isin([Gender.WOMAN.value, Gender.NONBINARY.value])
    found[article[women].unique()] = "någon kvinna"
    return found


def _describe_confidence(material: Material) -> pd.Series[str]:
    """Unsure: a gender on weak evidence, or an answer on growth that was near the edge."""
    found = pd.Series("säker", index=material.articles.index, dtype=object)
    persons, topics = material.persons, material.topics
    weak = persons["evidence"].astype(object).isin(_WEAK)
    found[persons.loc[weak, "article"].unique()] = "osäker"
    growth = topics[topics["kind"] == TopicKind.GROWTH.value]
    near = growth["probability"].between(UNSURE_LOW, UNSURE_HIGH)
    found[growth.loc[near, "article"].unique()] = "osäker"
    return found


def form_strata(described: pd.DataFrame, size: int) -> pd.Series[str]:
    """The stratum of each article: outlet / theme / gender / confidence.

    A cell with too few articles is put together with the other small ones of the same outlet,
    theme and gender, then of outlet and theme, then of the outlet, and so on. What is too few
    rises until a sample of this size can draw PER_STRATUM in each.
    """
    cells: list[Cell] = list(described.itertuples(index=False, name=None))
    least = LEAST
    while True:
        folded = _fold(cells, least)
        if len(set(folded)) * PER_STRATUM <= size or least > len(cells):
            break
        least *= 2
    return pd.Series([" / ".join(cell) for cell in folded], index=described.index, dtype=object)


def _fold(cells: Sequence[Cell], least: int) -> list[Cell]:
    folded = list(cells)
    width = len(folded[0]) if folded else 0
    for keep in range(width - 1, -1, -1):
        sizes = Counter(folded)
        folded = [
            cell if sizes[cell] >= least else (*cell[:keep], *[REST] * (width - keep))
            for cell in folded
        ]
    return folded


def allocate(sizes: Mapping[str, int], drawn: Mapping[str, int], total: int) -> dict[str, int]:
    """How many to draw anew in each stratum, by the square root of its size (Bankier 1988).

    Rare strata are thereby drawn at a higher rate than common ones. ``drawn`` are drawn already
    and count towards the whole; ``total`` are to be drawn now. No more than there are.
    """
    left = {name: n - drawn.get(name, 0) for name, n in sizes.items()}
    total = min(total, sum(left.values()))
    names = sorted(sizes)
    wish = {n: np.sqrt(sizes[n]) * (NO_THEME_RATE if NO_THEME in n else 1.0) for n in names}
    whole = total + sum(drawn.get(n, 0) for n in names)
    scale = whole / sum(wish.values()) if names else 0.0
    ideal = {n: max(scale * wish[n], PER_STRATUM) for n in names}
    new = dict.fromkeys(names, 0)
    for _ in range(total):  # one at a time to whoever is furthest behind: never more than there are
        open_ones = [n for n in names if new[n] < left[n]]
        best = max(open_ones, key=lambda n: (ideal[n] - drawn.get(n, 0) - new[n], n))
        new[best] += 1
    return new
