"""Story clusters."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from crawler.dedupe import cluster_articles, update_clusters
from data.records import Article
from data.store import MediaStore
from data.vocab import Access
from tests.data.records import OUTLET, make_article

WIRE = (
    "Regeringen vill att gruvbolaget betalar en större del av flytten. Det står i ett förslag som "
    "lämnades till riksdagen på tisdagen. Bakgrunden är att sprickorna i marken rör sig fortare än "
    "väntat, och att tusen bostäder måste rivas inom fem år. Kommunalrådet säger att beskedet kom "
    "sent men att det är välkommet. Bolagets vd vill inte svara på frågor förrän styrelsen har "
    "mötts. Oppositionen kallar förslaget en halvmesyr och vill se ett lån från Riksgälden. Nästa "
    "vecka reser ministern till Kiruna för att möta dem som bor i de hus som ska rivas först."
)
COUNCIL_A = (
    "Kommunfullmäktige i Boden sade på måndagen ja till en ny skola på Sävast. Beslutet togs efter "
    "fyra timmars debatt, där oppositionen ville skjuta upp bygget ett år. Skolan ska stå klar om "
    "tre år och rymma fyrahundra elever. Notan blir tvåhundra miljoner kronor, enligt "
    "ekonomichefen, som varnade för att räntan kan göra den högre."
)
COUNCIL_B = (
    "Det blir en ny skola på Sävast. Fyrahundra barn ska få plats när den öppnar om tre år, och "
    "kostnaden är satt till tvåhundra miljoner. Så beslöt fullmäktige efter en lång kväll då flera "
    "ledamöter krävde återremiss. Ekonomichefen tror att priset kan stiga med räntan. Föräldrar på "
    "läktaren jublade när klubban föll strax före midnatt."
)


def article(slug: str, text: str, title: str = "Rubrik") -> Article:
    return make_article(f"https://provbladet.example/{slug}", title, text)


def groups(articles: list[Article]) -> set[frozenset[str]]:
    """The clusters as sets of the last part of the addresses."""
    slug = {a.id: a.url.rsplit("/", 1)[1] for a in articles}
    found: dict[str, set[str]] = {}
    for article_id, cluster in cluster_articles(articles).items():
        found.setdefault(cluster, set()).add(slug[article_id])
    return {frozenset(members) for members in found.values()}


def test_wire_with_another_headline_lead_and_last_line_is_one_story() -> None:
    own = f"Kiruna får mer pengar, tror ministern.\n\n{WIRE}"
    cut = WIRE.rsplit(". ", 1)[0] + ".\n\nTT"
    articles = [
        article("tt", WIRE, "Bolaget ska betala mer"),
        article("egen", own, "Besked om flytten"),
        article("kortad", cut, "Förslag i riksdagen"),
        article("versal", WIRE.upper()),
    ]
    assert groups(articles) == {frozenset({"tt", "egen", "kortad", "versal"})}


def test_two_reports_of_one_meeting_are_two_stories() -> None:
    assert len(groups([article("a", COUNCIL_A), article("b", COUNCIL_B)])) == 2


def test_short_texts_cluster_only_when_equal() -> None:
    short = "Olyckan skedde på E4 vid Råneå klockan tre. Ingen skadades"
    found = groups(
        [article("a", f"{short}."), article("b", f"{short}!"), article("c", f"{short} allvarligt.")]
    )
    assert found == {frozenset({"a", "b"}), frozenset({"c"})}


@pytest.mark.parametrize("text", ["x", "två ord", "–", "…"])
def test_texts_of_hardly_a_word_are_no_error(text: str) -> None:
    assert len(cluster_articles([article("a", text), article("b", COUNCIL_A)])) == 2


def test_no_articles_no_clusters() -> None:
    assert cluster_articles([]) == {}
    assert cluster_articles(iter(())) == {}


def test_a_cluster_is_named_by_its_smallest_id() -> None:
    articles = [article(f"{n}", WIRE) for n in range(5)]
    assert set(cluster_articles(articles).values()) == {min(a.id for a in articles)}


def test_the_order_of_the_articles_plays_no_part() -> None:
    words = WIRE.split()
    chain = [" ".join(words[start : start + 60]) for start in range(0, 30, 3)]
    articles = [
        article(f"{n}", text) for n, text in enumerate([*chain, WIRE, COUNCIL_A, COUNCIL_B])
    ]
    expected = cluster_articles(articles)
    shuffle = random.Random(7)
    for _ in range(5):
        shuffle.shuffle(articles)
        assert cluster_articles(articles) == expected


@pytest.fixture
def store(tmp_path: Path) -> Iterator[MediaStore]:
    with MediaStore(tmp_path) as opened:
        opened.save_outlets([OUTLET])
        yield opened


def test_clusters_in_the_database_follow_the_articles(store: MediaStore) -> None:
    assert update_clusters(store) == 0
    first, second = article("a", WIRE), article("b", WIRE)
    store.save_article(first)
    assert update_clusters(store) == 1
    store.save_article(second)
    assert update_clusters(store) >= 1
    assert update_clusters(store) == 0
    store.save_article(article("b", COUNCIL_A))
    update_clusters(store)
    assert len(store.count_by("articles", "cluster_id")) == 2


FULL_TEXT = "Hamnen byggs ut med en ny kaj för bolagets fartyg till hösten nästa år. " + " ".join(
    f"Sedan följer stycke nummer {n} om bygget av kajen." for n in range(20)
)


def test_a_teaser_meets_the_full_text_by_headline_or_opening() -> None:
    lead = "Hamnen byggs ut med en ny kaj för bolagets fartyg till hösten nästa år."
    whole = replace(article("a", FULL_TEXT), title="Ny kaj", access=Access.FULL)
    by_title = replace(article("b", lead), title="Ny kaj", access=Access.TEASER)
    by_opening = replace(article("c", lead), title="Kajen byggs ut", access=Access.UNKNOWN)
    assert groups([whole, by_title, by_opening]) == {frozenset({"a", "b", "c"})}


def test_the_same_headline_over_other_words_is_another_story() -> None:
    lead = "Tre bilar krockade i tät snörök på väg 97 söder om Boden i går kväll."
    whole = replace(article("a", FULL_TEXT), title="I korthet", access=Access.FULL)
    other = replace(article("b", lead), title="I korthet", access=Access.TEASER)
    assert groups([whole, other]) == {frozenset({"a"}), frozenset({"b"})}


def test_pieces_known_by_their_metadata_alone_are_stories_of_their_own() -> None:
    found = groups([replace(article(key, ""), title="Nyheter") for key in "ab"])
    assert found == {frozenset({"a"}), frozenset({"b"})}
