from __future__ import annotations

import pytest
from spacy.language import Language

from nlp.components.person_finder import PersonFinder
from nlp.name_rules import LABEL, is_finnish, strip_genitive
from tests.nlp.docs import Paragraph, build_doc

FINNISH = "Kauppias on kylässä ja hän myös asuu täällä, mutta se on hyvä."


def find(*paragraphs: Paragraph, title: str = "") -> list[str]:
    doc = PersonFinder()(build_doc(*paragraphs, title=title))
    assert all(entity.label_ == LABEL for entity in doc.ents)
    return [entity.text for entity in doc.ents]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Nu tar Karin Lidström över kaféet.", ["Karin Lidström"]),
        ("Karin Lidström tar över kaféet.", ["Karin Lidström"]),
        ("Nu flyttar Åsa hem till byn.", ["Åsa"]),
        ("Enligt kommunalrådet Sundmark är det klart.", ["Sundmark"]),
        ("– Vi är nöjda, säger Brännström.", ["Brännström"]),
        ("Där satt Nils-Erik Öberg och J-O Åström.", ["Nils-Erik Öberg", "J-O Åström"]),
        ("Där satt A. B. Karlström.", ["A. B. Karlström"]),
        ("Där satt Ebba von Rosenqvist.", ["Ebba von Rosenqvist"]),
        ("Där satt Nils af Tallström.", ["Nils af Tallström"]),
        ("Där satt Karl ”Kalle” Brännlund.", ["Karl ”Kalle” Brännlund"]),
        ('Där satt Karl "Kalle" Brännlund.', ['Karl "Kalle" Brännlund']),
        ("Där satt ANNA-KARIN SUNDBERG längst fram.", ["ANNA-KARIN SUNDBERG"]),
        ("Lena Sundmark (S) och Olof Ek (M) enades.", ["Lena Sundmark", "Olof Ek"]),
        ("Piteås Olof Öberg gjorde mål.", ["Olof Öberg"]),
        ("En kvinna vid namn Alva Brännlund kom.", ["Alva Brännlund"]),
        ("Vd Karin Lidström är nöjd.", ["Karin Lidström"]),
        ("Snickaren Erik Öberg bygger.", ["Erik Öberg"]),
        ("Tack Lena Sundmark!", ["Lena Sundmark"]),
        ("Erik Öberg-Lind bygger.", ["Erik Öberg-Lind"]),
    ],
)
def test_people_are_found(sentence: str, names: list[str]) -> None:
    assert find(sentence) == names


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Vid vägen bor Ánne-Márjá Sarri och Áslak Blind.", ["Ánne-Márjá Sarri", "Áslak Blind"]),
        ("Nu öppnar Mohammed Al-Hassan butiken.", ["Mohammed Al-Hassan"]),
        ("Nu öppnar Fatima al Khalil butiken.", ["Fatima al Khalil"]),
        ("Bussen körs av Abdirahman Warsame Ali.", ["Abdirahman Warsame Ali"]),
        ("Maten lagas av Hodan Warsame.", ["Hodan Warsame"]),
        ("Maten lagas av Siriporn Wongsawat.", ["Siriporn Wongsawat"]),
        ("Här svetsar Agnieszka Kowalczyk.", ["Agnieszka Kowalczyk"]),
        ("Här svetsar Wojciech Zieliński.", ["Wojciech Zieliński"]),
        ("Här svetsar Jukka Mäkelä.", ["Jukka Mäkelä"]),
    ],
)
def test_names_of_the_languages_of_the_county_and_its_newcomers(
    sentence: str, names: list[str]
) -> None:
    assert find(sentence) == names


@pytest.mark.parametrize(
    "sentence",
    [
        "Bussen går längs Gustav Brännlundsvägen.",
        "De bor på Hulda Sundmarks väg 3.",
        "De bor vid Hulda Sundmarks park.",
        "De bor på Sundmarksgatan.",
        "Han fick Stora Sundmarkspriset.",
        "Han fick Ingrid Sundmark-stipendiet.",
        "Han fick Ingrid Sundmarks pris.",
        "Pengarna kommer från Anders Sundmarks stiftelse.",
        "Karlssons Bygg AB lade lägst anbud.",
        "Lena Sundmark AB lade lägst anbud.",
        "Lena Sundmarks Åkeri kör timmer.",
        "Brännlunds Såg har stängt.",
        "Bygget leds av Tallvik Maskin AB.",
        "En båt vid namn Lena lade till.",
        "Där kom isbrytaren Ylva Brännlund.",
        "Hon köpte en Ada Brännlund-soffa.",
        "Det blir möte i Boden och Harads.",
        "Både Sverige och Finland deltar.",
        "Region Norrbotten och Svenska Kraftnät enades.",
        "Enligt EU och SMHI är det varmt.",
        "Nu är det Midsommar och Jul.",
        "Björn gick över vägen.",
        "Ja, så är det. Men nej. Alla kom.",
        "",
        "😀🎉",
    ],
)
def test_places_streets_prizes_companies_ships_and_words_are_not_people(sentence: str) -> None:
    assert find(sentence) == []


def test_bylines_and_debris_are_not_read() -> None:
    assert find(("byline", "Av Karin Lidström"), ("debris", "Läs mer: Erik Öberg vann")) == []


def test_headline_lead_subhead_and_caption_are_read() -> None:
    paragraphs = [(kind, f"Nu är Karin Lidström i {kind}.") for kind in ("lead", "caption")]
    assert find(*paragraphs, title="Karin Lidström bygger") == ["Karin Lidström"] * 3


def test_a_name_does_not_run_over_the_end_of_a_paragraph() -> None:
    assert find("Här bor Karin Lidström", "Erik Öberg bor där.") == ["Karin Lidström", "Erik Öberg"]


def test_offsets_are_those_of_the_text() -> None:
    doc = PersonFinder()(build_doc("Nu tar Karin Lidström över."))
    assert [(e.start_char, e.end_char) for e in doc.ents] == [(7, 21)]


@pytest.mark.parametrize(
    ("word", "following", "expected"),
    [
        ("Åsas", "väg", "Åsa"),
        ("Lindgrens", "tal", "Lindgren"),
        ("Lidströms", "tal", "Lidström"),
        ("Mats", "väg", "Mats"),
        ("Hans", "hund", "Hans"),
        ("Lars", "hund", "Lars"),
        ("Mats", "säger", "Mats"),
        ("Lindgrens", ",", "Lindgren"),  # no surname with its s
        ("Lindgrens", "och", "Lindgren"),
        ("Mats", ",", "Mats"),
        ("Zqwixls", ",", "Zqwixls"),
        ("Åsa's", "väg", "Åsa"),
        ("Åsa:s", "väg", "Åsa"),
        ("Hans'", "väg", "Hans"),
        ("Strauss", "väg", "Strauss"),
        ("Ås", "väg", "Ås"),
    ],
)
def test_strip_genitive(word: str, following: str, expected: str) -> None:
    assert strip_genitive(word, following) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Nordellin", "Nordell"),
        ("Tiinan", "Tiina"),
        ("Tiinalla", "Tiina"),
        ("Korhonen", "Korhonen"),
        ("Nordellilla", "Nordell"),
        ("Korpelan", "Korpela"),
        ("Zqwixl", "Zqwixl"),
    ],
)
def test_finnish_case_endings(word: str, expected: str) -> None:
    assert strip_genitive(word, finnish=True) == expected


def test_finnish_is_told_from_swedish_by_its_commonest_words() -> None:
    assert is_finnish(build_doc(FINNISH))
    assert not is_finnish(build_doc("Hon är den som har ett hus och det är bra att bo där."))
    assert not is_finnish(build_doc(""))


def test_finnish_names_are_found_in_finnish_text() -> None:
    assert find(FINNISH, "Nyt Aino Korhonen ostaa talon.") == ["Aino Korhonen"]


@pytest.mark.parametrize("title", ["Kommunalrådet", "Vd", "Professor"])
def test_a_title_that_opens_a_sentence_is_not_part_of_the_name(title: str) -> None:
    assert find(f"{title} Lindgren sade nej.") == ["Lindgren"]


def test_a_line_of_capitals_gives_the_name_only() -> None:
    assert find("Loppet är kört.", title="LENA SUNDMARK VANN") == ["LENA SUNDMARK"]


@pytest.mark.parametrize(
    "sentence", ["Nu drog stormen Lena in.", "Orkanen Olof väntas.", "De möts i Sankta Lena kyrka."]
)
def test_storms_and_churches_are_not_people(sentence: str) -> None:
    assert find(sentence) == []


def test_a_ship_that_opens_a_sentence_is_no_person() -> None:
    assert find("Isbrytaren Ylva Brännlund lade till.") == []


@pytest.mark.parametrize("name", ["Bylin", "Rosén"])
def test_a_swedish_surname_in_a_finnish_text_keeps_its_n(name: str) -> None:
    assert strip_genitive(name, finnish=True) == name


def test_a_spanish_particle_holds_the_name_together() -> None:
    assert find("Nu flyttar Maria del Carmen Soto hit.") == ["Maria del Carmen Soto"]


@pytest.mark.xfail(
    raises=AssertionError, strict=True, reason="a company whose name ends like a surname speaks"
)
def test_a_company_that_writes_is_no_person() -> None:
    assert find("– Bygget är klart, skriver Norrlöv i ett mejl.") == []


def test_the_component_is_in_the_pipeline_of_rules(pipeline: Language) -> None:
    assert isinstance(pipeline.get_pipe("person_finder"), PersonFinder)
