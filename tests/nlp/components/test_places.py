from __future__ import annotations

import pytest

from data.vocab import Scope, TopicKind
from nlp.components.places import LEAST_SHARE, Places
from nlp.drafts import get_places, get_topics
from tests.nlp.docs import Paragraph, build_doc, make_person, set_persons


def locate(*paragraphs: Paragraph, title: str = "", people: tuple[str, ...] = ()) -> list[str]:
    doc = build_doc(*paragraphs, title=title)
    set_persons(doc, *(make_person(doc, name) for name in people))
    return [place.municipality for place in get_places(Places()(doc))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Boden växer.", ["Boden"]),
        ("Kommunen växer i Boden.", ["Boden"]),
        ("Bodens kommun växer.", ["Boden"]),
        ("Veden ligger i boden på gården.", []),
        ("Det byggs i Harads.", ["Boden"]),
        ("Luleåborna jublar.", ["Luleå"]),
        ("En kirunabo jublar.", ["Kiruna"]),
        ("Kirunaföretaget växer.", ["Kiruna"]),
        ("Ett luleåföretag växer.", ["Luleå"]),
        ("Boden i Härjedalen växer.", []),
        ("Boden stod öppen och i boden låg veden.", []),
        ("Piteälven stiger och Haparandabladet skriver.", []),
        ("Storfors i Värmland växer.", []),
        ("Det byggs vid Esrange.", ["Kiruna"]),
        ("Kaivos avataan Kiirunassa.", ["Kiruna"]),
        ("VECKANS NAMN HARADS. Hon bygger.", ["Boden"]),
        ("Arjeplog2026-03-19 05:00", ["Arjeplog"]),
        ("I Nyborg byggs ett hus.", []),
        ("I Kalix byggs ett hus, i Nyborg ett till.", ["Kalix"]),
        ("Kiruna-bolaget växer.", ["Kiruna"]),
        ("HARADS. Det byggs ett sågverk.", ["Boden"]),
        ("LULEÅ Det byggs ett sågverk.", ["Luleå"]),
        ("Talo on Pajalassa.", ["Pajala"]),
        ("Bo i Övertorneå.", ["Övertorneå"]),
        ("Bo i Överkalix.", ["Överkalix"]),
        ("Giron växer.", ["Kiruna"]),
        ("Haaparanta kasvaa.", ["Haparanda"]),
        ("Det byggs i Umeå och Stockholm.", []),
        ("", []),
        ("😀", []),
    ],
)
def test_municipalities(text: str, expected: list[str]) -> None:
    assert locate(text) == expected


def test_weights_are_shares_and_the_heaviest_comes_first() -> None:
    doc = Places()(build_doc("Vägen går från Kalix. Kalix gläds.", title="Piteå får väg"))
    assert [(p.municipality, p.weight, p.mentions) for p in get_places(doc)] == [
        ("Piteå", 0.6, 1),  # 3 in the headline against 1 and 1 in the body
        ("Kalix", 0.4, 2),
    ]


def test_a_place_in_passing_is_left_out() -> None:
    text = "Boden. Boden. Boden. Harads. Vägen mot Kalix."
    assert LEAST_SHARE >= 1 / 5
    assert locate("I " + text) == ["Boden"]


def test_places_that_tie_come_in_alphabetical_order() -> None:
    assert locate("Bo i Piteå eller i Boden.") == ["Boden", "Piteå"]


def test_a_person_named_like_a_place_is_no_place() -> None:
    text = "Karin Boden bor i Jokkmokk."
    assert locate(text, people=("Karin Boden",)) == ["Jokkmokk"]
    assert set(locate(text)) == {"Boden", "Jokkmokk"}


def test_bylines_and_debris_do_not_count() -> None:
    assert locate(("byline", "Karin Ek, Boden"), ("debris", "Läs mer om Piteå"), "Kom.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Kalix löjrom serveras i Piteå.",
        "Forskaren vid Luleå tekniska universitet besökte Piteå.",
        "Målet i Luleå tingsrätt gäller Piteå.",
    ],
)
def test_goods_and_institutions_named_after_a_place_weigh_little(text: str) -> None:
    assert locate(text) == ["Piteå"]


def test_a_surname_alone_is_no_place_where_the_person_has_the_whole_name() -> None:
    text = "Karin Boden bor i Jokkmokk. Boden säljer nu verkstaden."
    assert locate(text, people=("Karin Boden",)) == ["Jokkmokk"]


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("Skolan i Harads byggs ut.", Scope.LOCAL),
        ("Hela Norrbotten växer, säger länsstyrelsen i Norrbotten.", Scope.COUNTY),
        ("Vägarna i Malmfälten är dåliga.", Scope.COUNTY),
        ("Kalix, Piteå, Kiruna, Boden och Pajala delar på pengarna.", Scope.COUNTY),
        ("Polisen i Stockholm och Malmö utreder. Även Göteborg berörs.", Scope.ELSEWHERE),
        ("Det snöar.", Scope.UNKNOWN),
        ("", Scope.UNKNOWN),
    ],
)
def test_scope(text: str, scope: Scope) -> None:
    topics = get_topics(Places()(build_doc(text)))
    assert [t.label for t in topics if t.kind is TopicKind.SCOPE] == [scope]


def test_the_currency_is_no_place() -> None:
    assert locate("Kronan är svag mot euron.") == []


def test_finnish_cases_that_change_the_stem() -> None:
    assert locate("Talo on Haaparannalla.") == ["Haparanda"]
