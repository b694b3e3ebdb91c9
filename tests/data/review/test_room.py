"""Room measured anew is room as the tagger measures it."""

from __future__ import annotations

import pytest

from data.records import Article, Tagging
from data.review.room import find_central, measure_speech, place_person
from tests.data.records import make_article

spacy = pytest.importorskip("spacy")
TEXTS = (
    "Anna Alm leder bygget av hamnen.\n\n– Det går bra, säger Anna Alm.\n\n"
    "Bo Berg äger tomten.\n\n– Jag är nöjd, säger Bo Berg, som har väntat länge på beskedet.",
    "Hamnen byggs ut.\n\nBo Berg och Anna Alm är överens.\n\n”Vi hinner”, säger Anna Alm.\n\n"
    "Kommunen betalar.\n\nArbetet börjar i maj.\n\nEva Ek överklagar, enligt Bo Berg.",
    "Ingen nämns i den här texten om is.",
)


@pytest.fixture(scope="module")
def readings() -> list[tuple[Article, Tagging]]:
    from nlp.pipeline import build_pipeline
    from nlp.tag import tag_articles

    nlp = build_pipeline("register")
    articles = [make_article(f"https://p.example/{i}", text=text) for i, text in enumerate(TEXTS)]
    found = []
    for article, tagging in tag_articles(nlp, articles, "prov"):
        assert isinstance(tagging, Tagging)
        found.append((article, tagging))
    return found


def test_the_same_as_the_tagger(readings: list[tuple[Article, Tagging]]) -> None:
    assert sum(len(tagging.persons) for _, tagging in readings) >= 5
    assert any(tagging.quotes for _, tagging in readings)
    for article, tagging in readings:
        placed = [place_person(article, person) for person in tagging.persons]
        measured = find_central(measure_speech(placed, tagging.quotes))
        assert measured == list(tagging.persons)
