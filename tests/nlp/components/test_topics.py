from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from data.records import TopicLabel
from data.vocab import GrowthAnswer, Sector, Theme, TopicKind
from nlp.components.topics import Topics
from nlp.drafts import get_topics
from nlp.topics import load_topics
from tests.nlp.docs import Paragraph, build_doc


@dataclass(slots=True)
class Recorder:
    """Stands in for the model and keeps what it was asked."""

    asked: list[tuple[str, str]] = field(default_factory=list)

    def label(self, head: str, body: str) -> tuple[TopicLabel, ...]:
        self.asked.append((head, body))
        return (TopicLabel(TopicKind.SECTOR, Sector.SKOG, 0.9, "virke"),)


def label(*paragraphs: Paragraph, title: str = "") -> dict[str, TopicLabel]:
    doc = Topics(load_topics())(build_doc(*paragraphs, title=title))
    return {topic.label: topic for topic in get_topics(doc)}


def test_the_model_gets_headline_and_lead_apart_from_the_rest() -> None:
    recorder = Recorder()
    doc = build_doc(("lead", "Virket tar slut."), "Sågen står.", ("subhead", "Kö"), title="Sågen")
    topics = get_topics(Topics(recorder)(doc))  # type: ignore[arg-type]
    assert recorder.asked == [("Sågen\nVirket tar slut.", "Sågen står.\nKö")]
    assert [t.label for t in topics] == [Sector.SKOG]


def test_debris_and_bylines_are_not_read() -> None:
    recorder = Recorder()
    Topics(recorder)(build_doc(("debris", "Läs mer"), ("byline", "Text: Ann Ek"), "Sågen."))  # type: ignore[arg-type]
    assert recorder.asked == [("", "Sågen.")]


@pytest.mark.parametrize(
    ("title", "text", "theme", "sector"),
    [
        (
            "Bostadsbristen stoppar inflyttningen",
            "Kommunen vill bygga lägenheter så att unga familjer kan bosätta sig i byn.",
            Theme.LIVSMILJOER,
            Sector.BYGG_BOSTAD,
        ),
        (
            "Sågverket investerar i ny linje",
            "Företaget satsar femtio miljoner kronor på en ny fabrik för förädling av virke.",
            Theme.INNOVATION_FORNYELSE,
            Sector.SKOG,
        ),
        (
            "Järnvägen måste rustas",
            "Tågen är försenade och restiden längre än förr. Pendlarna kräver nya spår.",
            Theme.TILLGANGLIGHET,
            Sector.TRANSPORT,
        ),
        (
            "Äldreomsorgen saknar undersköterskor",
            "Kommunen rekryterar i hela landet och betalar utbildningen för dem som vill arbeta.",
            Theme.KOMPETENSFORSORJNING,
            Sector.VARD_OMSORG,
        ),
        (
            "Yritys laajentaa",
            "Investointi on miljoonaa ja tehdas palkkaa uusia työntekijöitä kaivokselle.",
            Theme.INNOVATION_FORNYELSE,
            Sector.GRUVA_STAL,
        ),
    ],
)
def test_a_growth_story_has_its_theme_and_sector(
    title: str, text: str, theme: Theme, sector: Sector
) -> None:
    found = label(text, title=title)
    assert found[theme].kind is TopicKind.THEME
    assert found[sector].kind is TopicKind.SECTOR
    assert found[GrowthAnswer.YES].probability > 0.5


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Två gripna för rån", "Polisen misstänker männen för grovt brott mot en butik."),
        ("Seger i derbyt", "Laget vann matchen efter två mål i sista perioden."),
        ("Brand på sågverk", "Räddningstjänsten släckte elden i ett upplag. Ingen skadades."),
        ("Till minne av Karin", "Begravningen äger rum i kyrkan. Närmast sörjande är barnen."),
        ("Poliisi etsii silminnäkijöitä", "Mies epäiltynä puukotuksesta, uhri sairaalassa."),
    ],
)
def test_other_stories_have_no_theme(title: str, text: str) -> None:
    found = label(text, title=title)
    assert not [t for t in found.values() if t.kind is TopicKind.THEME]
    assert GrowthAnswer.NO in found


def test_every_label_carries_words_of_the_text() -> None:
    text = "Gruvan rekryterar hundra operatörer och bygger bostäder åt dem som flyttar hit."
    for topic in label(text, title="Gruvan anställer").values():
        words = topic.evidence.split(", ")
        assert topic.evidence
        assert all(word in f"gruvan anställer {text.lower()}" for word in words)


@pytest.mark.parametrize("text", ["", "😀", "…", "12 345"])
def test_a_text_without_words_is_in_doubt_and_has_the_sector_other(text: str) -> None:
    growth, sector = get_topics(Topics(load_topics())(build_doc(text)))
    assert (growth.label, growth.probability, growth.uncertain) == (GrowthAnswer.NO, 0.5, True)
    assert (sector.label, sector.evidence) == (Sector.OVRIGT, "")
