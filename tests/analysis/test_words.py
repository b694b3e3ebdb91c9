from __future__ import annotations

from collections import Counter
from math import log, sqrt

import numpy as np
import pytest

from analysis.words import (
    PRIOR_WORDS,
    NamedText,
    compare_words,
    count_words,
    load_gender_words,
    log_odds,
    split_paragraphs,
)

TEXT = (
    "Rubrik om Anna\n\nAnna Ek leder vården.\n\n"
    "Bo Berg kör lastbil och Anna Ek ser på.\n\nBo Berg kör lastbil."
)


def named(cluster: int = 0, text: str = TEXT) -> NamedText:
    places = [(i, "woman") for i in find(text, "Anna")] + [(i, "man") for i in find(text, "Bo ")]
    places.sort()
    return NamedText(cluster, text, tuple(p for p, _ in places), tuple(g for _, g in places))


def find(text: str, name: str) -> list[int]:
    return [i for i in range(len(text)) if text.startswith(name, i)]


def test_only_paragraphs_of_one_gender_are_compared() -> None:
    assert list(split_paragraphs(named())) == [
        ("woman", "Rubrik om Anna\n\n"),
        ("woman", "Anna Ek leder vården.\n\n"),
        ("man", "Bo Berg kör lastbil."),
    ]


def test_a_word_counts_once_a_story_and_names_and_gender_words_never() -> None:
    text = "Anna Ek leder vården. Hon leder mamma och Luleå.\n\nBo Berg kör."
    seen = count_words([named(0, text), named(0, text), named(1, text)])
    assert seen["woman"] == Counter({"leder": 2, "vården": 2, "och": 2})
    assert seen["man"] == Counter({"kör": 2})
    assert {"hon", "mamma", "kvinnan"} <= load_gender_words()


def test_z_is_that_of_the_published_formula() -> None:
    first, second = np.array([30.0]), np.array([10.0])
    (z,) = log_odds(first, second, 1000, 1200)
    prior = PRIOR_WORDS * 40 / 2200
    odds = log((30 + prior) / (1000 + PRIOR_WORDS - 30 - prior))
    odds -= log((10 + prior) / (1200 + PRIOR_WORDS - 10 - prior))
    assert z == pytest.approx(odds / sqrt(1 / (30 + prior) + 1 / (10 + prior)))


def test_what_differs_is_found_and_noise_is_not() -> None:
    rng = np.random.default_rng(4)
    words = [f"ord{chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(200)]
    women = Counter({word: int(rng.poisson(40)) for word in words})
    men = Counter({word: int(rng.poisson(40)) for word in words})
    assert compare_words(women, men) == []
    women["vården"], men["vården"] = 150, 20
    women["gruvan"], men["gruvan"] = 20, 150
    women["ebba"], men["ebba"] = 150, 20
    women["sällan"], men["sällan"] = 9, 0
    rows = compare_words(women, men, names=frozenset(("ebba",)))
    assert [(row["word"], row["near"]) for row in rows] == [("vården", "woman"), ("gruvan", "man")]
    assert rows[0]["z"] > 3 > -3 > rows[1]["z"]
    assert rows[0]["n_compared"] == 202


def test_nothing_to_compare() -> None:
    assert compare_words(Counter(), Counter()) == []
    assert count_words([])["woman"] == Counter()
