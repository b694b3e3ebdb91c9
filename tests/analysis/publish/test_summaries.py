from __future__ import annotations

import json
from typing import Any

import pytest

from analysis.publish.summaries import say_summary


def article(people: tuple[int, int, int], heard: tuple[int, int, int], **more: Any) -> str:
    names = ("kvinnor", "man", "icke_binara_eller_okant")
    spoken = ("kvinnor_till_tals", "man_till_tals", "ovriga_till_tals")
    row: dict[str, Any] = {"genre": "nyhet", "medium": "Norrbladet"}
    row |= {key: json.dumps(more.get(key, [])) for key in ("branscher", "temata", "kommuner")}
    row |= dict(zip(names, people, strict=True)) | dict(zip(spoken, heard, strict=True))
    return say_summary(row)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            article((2, 1, 0), (1, 0, 0), branscher=["Gruva och stål"], kommuner=["Kiruna"]),
            "Nyhet i Norrbladet om gruva och stål i Kiruna. 2 kvinnor och 1 man; "
            "till tals kommer 1 kvinna.",
        ),
        (
            article((1, 2, 1), (0, 2, 2), branscher=["Energi", "Gruva och stål"]),
            "Nyhet i Norrbladet om energi samt gruva och stål. 1 kvinna, 2 män och 1 icke-binär "
            "eller okänt; till tals kommer 2 män och 2 icke-binära eller okänt.",
        ),
        (
            article((0, 0, 0), (0, 0, 0), temata=["Tillgänglighet"], branscher=["Övrigt"]),
            "Nyhet i Norrbladet om tillgänglighet. Ingen person framträder.",
        ),
        (
            article((0, 1, 0), (0, 0, 0), kommuner=["Boden", "Luleå"]),
            "Nyhet i Norrbladet i Boden och Luleå. 1 man; ingen kommer till tals.",
        ),
    ],
)
def test_one_sentence_of_labels_and_counts(said: str, expected: str) -> None:
    assert said == expected
