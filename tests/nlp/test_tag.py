from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from spacy.language import Language

from data.identity import content_hash, normalise_text
from data.records import Article, Tagging
from data.vocab import Evidence, Gender, Genre
from nlp.names import load_register
from nlp.tag import LISTING_PERSONS, freeze, make_doc, tag_articles
from tests.nlp.docs import build_doc, make_person, set_persons

STORY = "Karin Lidström öppnar kafé.\n\n– Det är stort, säger Lidström. Vi är nöjda."


def article(text: str, title: str = "Nytt kafé", *, id: str = "a1", genre: Genre = Genre.NEWS):
    return Article(id, "sagbladet", "", title, text, "", content_hash(title, text), genre=genre)


def tag_one(nlp: Language, text: str, title: str = "Nytt kafé", genre: Genre = Genre.NEWS):
    [(_, result)] = tag_articles(nlp, [article(text, title, genre=genre)], "m 1")
    if isinstance(result, Exception):
        raise result
    return result


def test_the_doc_is_the_full_text_of_the_article(pipeline: Language) -> None:
    one = article(STORY)
    doc = make_doc(pipeline, one.title, one.text)
    assert doc.text == one.full_text
    assert doc._.title_length == len(one.title)


def test_an_article_becomes_a_record(pipeline: Language) -> None:
    tagging = tag_one(pipeline, STORY)
    assert (tagging.article_id, tagging.model, tagging.genre) == ("a1", "m 1", Genre.NEWS)
    assert tagging.content_hash == content_hash("Nytt kafé", STORY)
    [karin] = tagging.persons
    assert (karin.position, karin.name) == (0, "Karin Lidström")
    assert (karin.gender, karin.evidence) == (Gender.WOMAN, Evidence.NAME)
    assert (karin.in_headline, karin.in_lead) == (False, True)
    assert (karin.quoted_direct, karin.quoted_indirect, karin.quoted_words) == (True, False, 6)
    full = article(STORY).full_text
    assert [full[m.start_char : m.end_char] for m in karin.mentions] == [
        "Karin Lidström",
        "Lidström",
    ]
    assert all(full[q.start_char : q.end_char] == q.text for q in tagging.quotes)


def test_quoted_words_count_direct_speech_only(pipeline: Language) -> None:
    [karin] = tag_one(pipeline, "Karin Lidström menar att det går bra.").persons
    assert (karin.quoted_direct, karin.quoted_indirect, karin.quoted_words) == (False, True, 0)


def test_a_page_of_names_is_a_listing_whatever_the_outlet_says(pipeline: Language) -> None:
    names = given_names(LISTING_PERSONS)
    tagging = tag_one(pipeline, "\n".join(f"Klass A: {n} Brännlund" for n in names), "Resultat")
    assert tagging.genre is Genre.LISTING


def test_many_people_in_much_text_are_a_story() -> None:
    filler = "ord " * 30
    names = [f"{given} Brännlund" for given in given_names(LISTING_PERSONS)]
    doc = build_doc(*(f"{filler}{name} {filler}" for name in names))
    set_persons(doc, *(make_person(doc, name) for name in names))
    assert freeze(article(""), doc, "m").genre is Genre.NEWS


@pytest.mark.parametrize("genre", [Genre.OPINION, Genre.OBITUARY, Genre.NEWS])
def test_otherwise_the_genre_of_the_outlet_stays(pipeline: Language, genre: Genre) -> None:
    assert tag_one(pipeline, STORY, genre=genre).genre is genre


def test_an_article_that_breaks_the_pipeline_costs_only_itself(
    pipeline: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    layout = pipeline.get_pipe("layout")
    original = type(layout).__call__

    def fail_on_marked(self: object, doc: object) -> object:
        if "SPRÄNGS" in str(doc):
            raise RuntimeError("a fault of ours")
        return original(self, doc)

    monkeypatch.setattr(type(layout), "__call__", fail_on_marked)
    articles = [article(text, id=text[:3]) for text in (STORY, "SPRÄNGS här.", "Två " + STORY)]
    results = [(one.id, result) for one, result in tag_articles(pipeline, articles, "m")]
    assert [id for id, _ in results] == ["Kar", "SPR", "Två"]
    assert isinstance(results[0][1], Tagging)
    assert results[1][1] == "RuntimeError"
    assert isinstance(results[2][1], Tagging)


def test_a_lone_surrogate_that_slips_in_costs_only_its_article(pipeline: Language) -> None:
    raw = [Article("b", "o", "", "T", "Karin \ud800", "", ""), article(STORY)]
    results = [result for _, result in tag_articles(pipeline, raw, "m")]
    assert results[0] == "UnicodeEncodeError"
    assert isinstance(results[1], Tagging)


def test_articles_are_tagged_one_at_a_time(pipeline: Language) -> None:
    taken = []

    def deliver() -> Iterator[Article]:
        for id in "abc":
            taken.append(id)
            yield article(STORY, id=id)

    next(tag_articles(pipeline, deliver(), "m"))
    assert taken == ["a"]


# robustness


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", []),
        (" \n\n \t ", []),
        ("\n" * 500, []),
        ("–", []),
        ("–\n\n–\n\n”””””", []),
        ("Ä" * 50_000, []),
        ("😀 Karin Lidström 👩‍👩‍👧 bygger 🏠.", ["Karin Lidström"]),
        ("Nu bygger Karin\x00 Lidström\x00 hus.", ["Karin Lidström"]),
        ("Nu bygger Karin Lidström \ud800 hus.", ["Karin Lidström"]),
        ("Nu bygger Ka\u00adrin Lid\u200bström hus.", ["Karin Lidström"]),
        ("Nu bygger A\u030asa Lidstro\u0308m hus.", ["Åsa Lidström"]),
        ("Nu bygger Karin\u00a0Lidström hus.", ["Karin Lidström"]),
        ("Nyt Aino Korhonen on kylässä ja hän myös asuu täällä.", ["Aino Korhonen"]),
        ("Карин Лидстрём строит дом. 今日は", []),
        ("<script>alert(1)</script> Karin Lidström & co", ["Karin Lidström"]),
    ],
)
def test_whatever_the_text_is(pipeline: Language, text: str, names: list[str]) -> None:
    tagging = tag_one(pipeline, normalise_text(text), "Rubrik")
    assert [person.name for person in tagging.persons] == names


def test_a_text_in_capitals_only(pipeline: Language) -> None:
    tagging = tag_one(pipeline, "KARIN LIDSTRÖM BYGGER HUS I BODEN. " * 20, "RUBRIK")
    assert all(person.mentions for person in tagging.persons)


def given_names(n: int) -> list[str]:
    """Given names that many bear and that are no words of the language."""
    names = (
        name
        for name, counts in load_register().items()
        if counts.bearers > 500 and counts.common == 0 and name.isalpha() and name[-1] != "s"
    )
    return [name for name, _ in zip(names, range(n), strict=False)]


def measure(nlp: Language, text: str) -> float:
    """Seconds of computing for a text; other programs' time does not count."""
    start = time.process_time()
    tag_one(nlp, text)
    return time.process_time() - start


def grow(sentence: str, characters: int) -> str:
    return (sentence * (characters // len(sentence) + 1))[:characters]


@pytest.mark.parametrize(
    "sentence",
    [
        "Vi bygger ett hus med tak och dörrar av trä, och det går bra så. ",
        "bygger hus och tak ",
        "– Ja, säger hon. ",
    ],
)
def test_time_grows_with_the_length_of_a_paragraph(pipeline: Language, sentence: str) -> None:
    short, long = (measure(pipeline, grow(sentence, n)) for n in (100_000, 200_000))
    assert long / short < 4  # twice the text; 4 would be its square


@pytest.mark.parametrize(
    "sentence",
    [
        "Karin Lidström bygger ett hus och säger att det går bra enligt planen. ",
        "”Det går bra för oss nu”, säger Karin Lidström. ",
        "”Det går bra”, ",
        "enligt Karin Lidström, ",
    ],
)
def test_time_grows_with_the_length_of_a_paragraph_of_names(
    pipeline: Language, sentence: str
) -> None:
    short, long = (measure(pipeline, grow(sentence, n)) for n in (1_000, 8_000))
    assert long / short < 16  # eight times the text; 64 would be its square


def test_time_grows_with_the_length_of_a_list_of_names(pipeline: Language) -> None:
    names = [f"{name} {end}" for name in given_names(500) for end in ("Brännlund", "Sundmark")]
    short, long = (measure(pipeline, ", ".join(names[:n])) for n in (120, 480))
    assert long / short < 8  # four times the names; 16 would be their square
