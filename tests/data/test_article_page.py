from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from data.article_page import render_article_page, render_article_text
from data.errors import BadInput
from data.readings import TaggedArticle, find_article_id, read_tagged_article
from data.records import Mention, Quote
from data.store import MediaStore
from tests.data.records import OUTLET, make_article, make_person, make_tagging

VOID = {"meta", "br", "hr", "img", "link", "input"}


class _Checker(HTMLParser):
    """Fails on tags that do not nest, on scripts and on anything fetched from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in {"script", "link", "img", "iframe"}
        assert not any(name.startswith("on") or name == "src" for name, _ in attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def check(html: str) -> str:
    """The text of a page whose tags nest."""
    checker = _Checker()
    checker.feed(html)
    assert checker.open == []
    return checker.text


def make_tagged(text: str, *quotes: Quote, title: str = "Ny hamn") -> TaggedArticle:
    """An article about Anna Alm, who is marked wherever she is named."""
    article = make_article(title=title, text=text)
    mentions = tuple(
        Mention(m.start(), m.end(), m[0]) for m in re.finditer("Anna Alm", article.full_text)
    )
    person = replace(make_person(), mentions=mentions)
    return TaggedArticle(article, "Provbladet", "register 1", (person,), quotes, ())


def make_quote(tagged: TaggedArticle, words: str, person: int | None, **fields: object) -> Quote:
    at = tagged.article.full_text.index(words)
    quote = Quote(at, at + len(words), words, True, person, "polisen", "name", 0.9)
    return replace(quote, **fields)  # type: ignore[arg-type]


@pytest.fixture
def store(tmp_path: Path) -> MediaStore:
    store = MediaStore(tmp_path)
    store.save_outlets([OUTLET])
    return store


# the text


def test_names_and_speech_are_marked_with_the_number_of_the_person() -> None:
    tagged = make_tagged("Anna Alm ler.\n\n– Det går bra, säger Anna Alm.")
    quote = make_quote(tagged, "Det går bra", 0)
    html = render_article_text(replace(tagged, quotes=(quote,)))
    check(html)
    assert html.count('<mark class="person woman"') == 2
    assert "Anna Alm<sup>1</sup></mark>" in html
    assert 'class="quote direct"' in html
    assert "Det går bra<sup>→1</sup></span>" in html


def test_speech_of_nobody_named_is_told_apart() -> None:
    tagged = make_tagged("Anna Alm ler.\n\n– Vi söker, säger polisen.")
    html = render_article_text(replace(tagged, quotes=(make_quote(tagged, "Vi söker", None),)))
    assert 'class="quote direct nobody" title="polisen"' in html
    assert "<sup>→?</sup>" in html


def test_a_name_within_speech_nests() -> None:
    tagged = make_tagged("– Fråga Anna Alm om det, säger någon.")
    quote = make_quote(tagged, "Fråga Anna Alm om det", None, direct=False)
    html = render_article_text(replace(tagged, quotes=(quote,)))
    assert check(html).count("Anna Alm") == 1
    assert html.count("<sup>→?</sup>") == 1


def test_a_mark_that_crosses_another_is_cut() -> None:
    tagged = make_tagged("Hör du, Anna Alm sade ja.")
    quote = make_quote(tagged, "du, Anna", None)
    html = render_article_text(replace(tagged, quotes=(quote,)))
    assert check(re.sub(r"<sup>.*?</sup>", "", html)).split() == [
        "Ny",
        "hamn",
        "Hör",
        "du,",
        "Anna",
        "Alm",
        "sade",
        "ja.",
    ]


def test_no_word_of_the_text_is_lost_or_changed() -> None:
    text = "Anna Alm & co <b>sade</b> ”5 > 3”.\n\n– Ja, säger Anna Alm."
    tagged = make_tagged(text)
    quotes = (make_quote(tagged, "5 > 3", None), make_quote(tagged, "Ja", 0))
    html = render_article_text(replace(tagged, quotes=quotes))
    assert "<b>" not in html
    plain = re.sub(r"<sup>.*?</sup>", "", html)
    assert check(plain).split() == f"Ny hamn {text}".split()


@pytest.mark.parametrize("evil", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_what_was_crawled_never_becomes_markup(evil: str) -> None:
    tagged = make_tagged(f"Anna Alm sade {evil} till alla.", title=f"Hamn {evil}")
    quote = make_quote(tagged, "till alla", None, speaker_text=evil)
    person = replace(tagged.persons[0], name=evil, title=evil, affiliation=evil, evidence_text=evil)
    page = render_article_page(replace(tagged, quotes=(quote,), persons=(person,), outlet=evil))
    check(page)


# the page


def test_the_page_stands_alone_and_is_swedish() -> None:
    tagged = make_tagged("Anna Alm ler.\n\n– Det går bra, säger Anna Alm.")
    page = render_article_page(replace(tagged, quotes=(make_quote(tagged, "Det går bra", 0),)))
    text = check(page)
    assert page.startswith("<!doctype html>")
    assert 'lang="sv"' in page
    assert "url(" not in page
    for words in ("kvinna", "Personer", "Anföringar", "talesperson", "sprid den inte"):
        assert words in text


def test_an_address_that_is_no_web_page_is_no_link() -> None:
    tagged = make_tagged("Anna Alm ler.")
    article = replace(tagged.article, url="javascript:alert(1)")
    assert "href" not in render_article_page(replace(tagged, article=article))


# out of the database


def test_what_was_stored_comes_back(store: MediaStore) -> None:
    article, tagging = make_article(), make_tagging(make_article(), make_person())
    store.save_article(article)
    store.save_taggings([tagging])
    tagged = read_tagged_article(store, article.id)
    assert tagged.persons == tagging.persons
    assert tagged.quotes == tagging.quotes
    assert (tagged.outlet, tagged.model) == (OUTLET.name, tagging.model)
    check(render_article_page(tagged))


def test_role_and_room_are_kept(store: MediaStore) -> None:
    article = make_article()
    person = replace(
        make_person(),
        title="vd",
        affiliation="Norrsten AB",
        party="S",
        gmmp_occupation="business",
        position_in_business="chief_executive",
        family_role="dotter",
        is_victim=True,
        is_survivor=True,
        in_first_third=True,
        in_caption=True,
        share_of_quoted_words=0.25,
        has_first_word=True,
        has_last_word=True,
        is_central=True,
    )
    store.save_article(article)
    store.save_taggings([replace(make_tagging(article), persons=(person,), quotes=())])
    [kept] = read_tagged_article(store, article.id).persons
    assert kept == person


def test_a_text_that_changed_since_is_shown_without_marks(store: MediaStore) -> None:
    store.save_article(make_article())
    store.save_taggings([make_tagging(make_article(), make_person())])
    article = make_article(text="En helt annan text.")
    store.save_article(article)
    tagged = read_tagged_article(store, article.id)
    assert (tagged.model, tagged.persons, tagged.quotes) == ("", (), ())
    assert "inte märkt ännu" in render_article_page(tagged)


def test_an_article_is_found_by_id_address_and_headline(store: MediaStore) -> None:
    article = make_article()
    store.save_article(article)
    for wanted in (article.id, article.id[:8], article.url, "hamn i Piteå", "provbladet.example/a"):
        assert find_article_id(store, wanted) == article.id


def test_none_and_several_say_what_to_do(store: MediaStore) -> None:
    for n in range(7):
        store.save_article(make_article(url=f"https://provbladet.example/{n}"))
    with pytest.raises(BadInput, match="no article has"):
        find_article_id(store, "100 %")
    with pytest.raises(BadInput, match=r"7 articles fit.*and 2 more"):
        find_article_id(store, "Ny hamn")
    with pytest.raises(BadInput, match="no article has"):
        read_tagged_article(store, "x")
