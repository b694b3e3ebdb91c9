from __future__ import annotations

import pytest

from data.records import TopicLabel
from data.vocab import Sector, Theme, TopicKind
from nlp.components.topics import Topics
from nlp.drafts import get_topics
from tests.nlp.docs import Paragraph, build_doc


def label(*paragraphs: Paragraph, title: str = "") -> dict[str, TopicLabel]:
    doc = Topics()(build_doc(*paragraphs, title=title))
    return {topic.label: topic for topic in get_topics(doc)}


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("Bostadsbristen hindrar inflyttningen till bygden.", Theme.LIVSMILJOER),
        ("Investeringen i ny teknik ger en pilotanläggning.", Theme.INNOVATION_FORNYELSE),
        ("Järnvägen och flygplatsen ger kortare restid.", Theme.TILLGANGLIGHET),
        ("Kompetensbristen gör att de rekryterar lärlingar.", Theme.KOMPETENSFORSORJNING),
        ("Interreg stöder gränsöverskridande arbete i Barents.", Theme.GRANSOVERSKRIDANDE),
        ("Yritys laajentaa ja investointi on miljoonaa.", Theme.INNOVATION_FORNYELSE),
    ],
)
def test_a_theme_is_found_by_its_words(text: str, theme: Theme) -> None:
    topic = label(text)[theme]
    assert topic.kind is TopicKind.THEME
    assert 0.5 <= topic.probability <= 1


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("Gruvan bryter malm och masugnen ger stål.", Sector.GRUVA_STAL),
        ("Vindkraften behöver elnät och kraftverk.", Sector.ENERGI),
        ("Skogen ger timmer till sågverket.", Sector.SKOG),
        ("Turisterna bor på hotell och på camping.", Sector.BESOKSNARING),
        ("Vårdcentralen och sjukhuset tar emot patienter.", Sector.VARD_OMSORG),
        ("Renarna och renskötseln i samebyn.", Sector.JORD_REN_FISKE),
    ],
)
def test_the_strongest_sector_comes_first(text: str, sector: Sector) -> None:
    topics = get_topics(Topics()(build_doc(text)))
    assert next(t.label for t in topics if t.kind is TopicKind.SECTOR) == sector


def test_a_label_carries_the_words_of_the_text_that_speak_for_it() -> None:
    text = "Bostadsbristen hindrar inflyttningen. Bostadsbristen är stor."
    evidence = label(text)[Theme.LIVSMILJOER].evidence
    words = evidence.split(", ")
    assert words[0] == "bostadsbristen"
    assert all(word in text.lower() for word in words)


@pytest.mark.parametrize("text", ["", "Det regnar.", "😀"])
def test_a_text_without_such_words_has_no_theme_and_the_sector_other(text: str) -> None:
    [topic] = get_topics(Topics()(build_doc(text)))
    assert (topic.kind, topic.label, topic.evidence) == (TopicKind.SECTOR, Sector.OVRIGT, "")


def test_an_article_without_segments_has_no_theme() -> None:
    assert list(label()) == [Sector.OVRIGT]


def test_one_word_in_passing_is_not_a_theme() -> None:
    assert Theme.TILLGANGLIGHET not in label("De gick längs farleden.")


def test_the_same_word_in_the_headline_is() -> None:
    assert Theme.TILLGANGLIGHET in label("De gick hem.", title="Farleden öppnar")


def test_words_of_sport_and_crime_weigh_against() -> None:
    text = "Bostadsbristen är stor."
    against = "Laget tog en seger i matchen och tränaren såg en medalj i serien."
    with_lead = [("lead", text)]
    assert Theme.LIVSMILJOER in label(*with_lead)
    assert Theme.LIVSMILJOER not in label(*with_lead, against)


def test_debris_and_bylines_do_not_count() -> None:
    text = "Bostadsbristen hindrar inflyttningen till bygden."
    assert list(label(("debris", text), ("byline", text))) == [Sector.OVRIGT]


def test_no_more_than_three_sectors() -> None:
    text = (
        "Gruvan ger malm. Skogen ger timmer. Vindkraften ger energi. Hotellet har turister. "
        "Sjukhuset har patienter. Bönderna har får. Teatern har musik."
    )
    assert sum(t.kind is TopicKind.SECTOR for t in label(text).values()) <= 3


def test_the_same_text_gives_the_same_labels() -> None:
    text = "Gruvan rekryterar. Järnvägen byggs. Investeringen ger bostäder och hotell."
    assert label(text) == label(text)
