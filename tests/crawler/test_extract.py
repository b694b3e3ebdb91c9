"""Pages and what is to be read off them: a pair of files in pages/ for every trap."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from scrapy.http import HtmlResponse

from crawler.extract import NotAnArticle, extract_article
from crawler.registry import OutletConfig
from data.identity import canonical_url, content_hash, stable_key
from data.records import Article
from tests.crawler.outlets import make_config

PAGES = Path(__file__).parent / "pages"
URL = "https://provbladet.example/nyheter/sida"
CONFIG = make_config(
    access="mixed",
    selectors={
        "headline": ["h1"],
        "lead": ["p.lead", "div.ingress"],
        "body": ["article .text p, article .text h2", ".brodtext p"],
        "byline": [".byline span", ".skribent"],
        "published": [".datum"],
    },
    drop_lines=[
        *("^undefined$", "^Så jobbar vi med nyheter", r"^\w+\d{4}-\d{2}-\d{2} \d{2}:\d{2}$"),
        *("^Javascript är avstängt", r"^(Publicerad|Uppdaterad)\b.{0,40}$", "^Så arbetar vi"),
        *("^Rättelse:", "^Dela den här artikeln", "^TIPSA OSS!"),
    ],
    genres=[{"genre": "letter", "text": r"\binsändare\b.{0,160}\b(egna|åsikt\w*)\b"}],
)
FIELDS = (
    *("url", "title", "text", "published", "updated", "section", "language", "genre", "access"),
    *("published_raw", "updated_raw", "access_evidence", "wire", "corrected"),
)


def read_page(name: str, config: OutletConfig = CONFIG) -> Article:
    """Extract a page as the spider does: Scrapy finds the encoding."""
    response = HtmlResponse(URL, body=(PAGES / f"{name}.html").read_bytes())
    return extract_article(response.text, response.url, config)


def describe(article: Article) -> dict[str, Any]:
    """The fields that the expected files hold."""
    found: dict[str, Any] = {name: getattr(article, name) for name in FIELDS}
    found["text"] = article.text.split("\n\n")
    found["contributors"] = [[c.name, str(c.role)] for c in article.contributors]
    found["blocks"] = [
        [str(b.kind), "in the text" if b.start_char is not None else b.text] for b in article.blocks
    ]
    for block in article.blocks:
        if block.start_char is not None:
            end = block.start_char + len(block.text)
            assert article.full_text[block.start_char : end] == block.text
    return found


@pytest.mark.parametrize("expected", sorted(PAGES.glob("*.json")), ids=lambda path: path.stem)
def test_page(expected: Path) -> None:
    wanted = json.loads(expected.read_text(encoding="utf-8"))
    if "not_an_article" in wanted:
        with pytest.raises(NotAnArticle, match=f"^{wanted['not_an_article']}$"):
            read_page(expected.stem)
        return
    assert describe(read_page(expected.stem)) == wanted


def test_every_page_has_its_expected_file() -> None:
    assert {p.stem for p in PAGES.glob("*.html")} == {p.stem for p in PAGES.glob("*.json")}


def test_keys_follow_from_address_and_words() -> None:
    article = read_page("ntm_new")
    assert article.id == stable_key(canonical_url(article.url))
    assert article.content_hash == content_hash(article.title, article.text)
    assert (article.outlet_id, article.origin) == ("provbladet", "crawl")


def test_a_page_read_twice_is_the_same_article() -> None:
    assert read_page("svt") == read_page("svt")


# pages too large or too odd for a file


def timed(html: str, seconds: float) -> Article | None:
    started = time.monotonic()
    try:
        article = extract_article(html, URL, CONFIG)
    except NotAnArticle:
        article = None
    assert time.monotonic() - started < seconds
    return article


SENTENCE = "Hamnen byggs ut med en ny kaj för bolagets fartyg till hösten nästa år."


def test_5_mb_of_divs_inside_each_other() -> None:
    depth = 450_000
    timed(f"<h1>Djup</h1>{'<div>' * depth}{SENTENCE}{'</div>' * depth}", seconds=5)


def test_5_mb_of_divs_in_nests_of_twenty() -> None:
    nest = "<div>" * 20 + SENTENCE + "</div>" * 20
    html = (
        f"<h1>Brett</h1><article><div class=text><p>{SENTENCE}</p>{nest * 17_500}</div></article>"
    )
    assert len(html) > 5_000_000
    article = timed(html, seconds=10)
    assert article is not None
    assert article.text.startswith(SENTENCE)


def test_5_mb_of_paragraphs() -> None:
    paragraphs = "".join(f"<p>{n}: {SENTENCE}</p>" for n in range(20_000))
    article = timed(f"<h1>Lång</h1><article><div class=text>{paragraphs}</div></article>", 5)
    assert article is not None
    assert article.text.count("\n\n") == 19_999


@pytest.mark.parametrize(
    "html",
    ["", " ", "\x00", "<", "<!-- -->", "<html></html>", "{}", "%PDF-1.7", "<h1></h1>", "\ufeff"],
)
def test_what_is_no_page_is_not_an_article(html: str) -> None:
    with pytest.raises(NotAnArticle, match="no headline"):
        extract_article(html, URL, CONFIG)


def test_a_free_outlet_shows_whole_texts_however_short() -> None:
    assert str(read_page("teaser_unstated", make_config()).access) == "full"


def test_a_paywall_on_the_page_makes_a_teaser() -> None:
    config = CONFIG.model_copy(
        update={"selectors": CONFIG.selectors.model_copy(update={"paywall": ["article"]})}
    )
    assert str(read_page("svt", config).access) == "teaser"


def test_a_time_element_s_own_time_comes_before_its_words() -> None:
    html = (
        f"<h1>Kaj</h1><article><div class=text><p>{SENTENCE}</p></div></article>"
        '<time class="datum" datetime="2021-12-30T08:00:00Z">i torsdags</time>'
    )
    assert extract_article(html, URL, CONFIG).published == "2021-12-30T09:00:00+01:00"


@pytest.mark.parametrize(
    ("rule", "genre"),
    [
        ({"genre": "obituary", "section": "familj"}, "obituary"),
        ({"genre": "obituary", "section": "Sport"}, "news"),
        ({"genre": "listing", "url": "/nyheter/s"}, "listing"),
        ({"genre": "sponsored", "section": "Familj", "text": "^annons"}, "news"),
    ],
)
def test_genre_rules(rule: dict[str, str], genre: str) -> None:
    html = (
        '<script type="application/ld+json">{"@type": "Article", "articleSection": "Familj"}'
        f"</script><h1>Kaj</h1><article><div class=text><p>{SENTENCE}</p></div></article>"
    )
    config = CONFIG.model_copy(update={"genres": make_config(genres=[rule]).genres})
    assert str(extract_article(html, URL, config).genre) == genre
