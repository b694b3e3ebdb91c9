"""JSON-LD as sites write it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from crawler.jsonld import LinkedArticle, find_linked_article
from crawler.tree import parse_page

ARTICLE = {"@type": "NewsArticle", "headline": "Ny gruva"}


def find(*blocks: Any) -> LinkedArticle | None:
    """What is found in a page with these blocks; a str stands as it is."""
    scripts = "".join(
        '<script type="application/ld+json">'
        f"{block if isinstance(block, str) else json.dumps(block)}</script>"
        for block in blocks
    )
    return find_linked_article(parse_page(f"<html><head>{scripts}</head><body></body></html>"))


def found(*blocks: Any) -> LinkedArticle:
    article = find(*blocks)
    assert article is not None
    return article


@pytest.mark.parametrize(
    "block",
    [
        ARTICLE,
        [ARTICLE],
        [{"@type": "Organization", "name": "NSD"}, ARTICLE],
        {"@graph": [{"@type": "WebSite"}, ARTICLE]},
        {"@type": "WebPage", "mainEntity": ARTICLE},
        {"@type": "WebPage", "mainEntityOfPage": [ARTICLE]},
        {**ARTICLE, "@type": ["Thing", "ReportageNewsArticle"]},
        {"@graph": [[{"@graph": ARTICLE}]]},
    ],
)
def test_the_article_is_found_wherever_it_stands(block: Any) -> None:
    assert found(block).headline == "Ny gruva"


@pytest.mark.parametrize(
    "block",
    [
        *({}, [], "", "null", "17", '"text"', {"@type": "WebPage"}, {"@type": None}),
        *({"@type": ["x", 1]}, {"headline": "no type"}, {"@type": {"a": 1}}, "<!-- x -->"),
    ],
)
def test_a_page_without_one_has_none(block: Any) -> None:
    assert find(block) is None


@pytest.mark.parametrize(
    "broken",
    [
        json.dumps(ARTICLE)[:-1],
        json.dumps(ARTICLE) + ",}",
        "{'@type': 'NewsArticle'}",
        '{"@type": "NewsArticle", "position": ' + "9" * 5000 + "}",
        "[" * 100_000,
        '{"a":' * 100_000,
    ],
)
def test_a_broken_block_does_not_hide_the_next(broken: str) -> None:
    assert find(broken) is None
    assert found(broken, ARTICLE).headline == "Ny gruva"


@pytest.mark.parametrize("depth", [200, 400, 700, 850, 940, 985])
@pytest.mark.parametrize("key", ["author", "@graph", "articleSection"])
def test_a_nesting_bomb_costs_its_own_block_only(key: str, depth: int) -> None:
    bomb = '{"@type": "Article", "' + key + '": ' + "[" * depth + "]" * depth + "}"
    assert find(bomb, ARTICLE) is not None


def test_raw_line_breaks_in_a_string_are_read() -> None:
    assert found('{"@type": "Article", "headline": "Ny\ngruva"}').headline == "Ny\ngruva"


def test_entities_are_read_once() -> None:
    article = found(
        {
            **{"@type": "NewsArticle", "headline": "S&aring; r&auml;ddas &quot;hamnen&quot;"},
            **{"articleSection": "Mat &amp; dryck", "author": {"name": "Bj&ouml;rn Alm"}},
        }
    )
    assert article.headline == 'Så räddas "hamnen"'
    assert article.section == "Mat & dryck"
    assert article.authors == ["Björn Alm"]
    assert found({**ARTICLE, "headline": "a &amp;lt;b"}).headline == "a &lt;b"


def test_nul_and_half_an_emoji_do_not_reach_the_database() -> None:
    article = found('{"@type": "Article", "headline": "A\\u0000B \\ud83d C", "author": "X\\ud83d"}')
    assert article.headline == "AB ? C"
    assert article.authors == ["X?"]


@pytest.mark.parametrize(
    ("value", "free"),
    [
        *((True, True), (False, False), ("True", True), ("false", False), (" FALSE ", False)),
        *(("yes", None), (None, None), (1, None), ([], None)),
    ],
)
def test_is_accessible_for_free(value: Any, free: bool | None) -> None:
    assert found({**ARTICLE, "isAccessibleForFree": value}).free is free


def test_missing_parts_stay_empty() -> None:
    assert found({"@type": "Article"}) == LinkedArticle(types=("Article",))
    assert found(ARTICLE).free is None


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Anna Alm", ["Anna Alm"]),
        ({"@type": "Person", "name": "Anna Alm"}, ["Anna Alm"]),
        ([{"name": "Anna Alm"}, "Bo Berg", {"name": ""}, None, 7], ["Anna Alm", "Bo Berg"]),
        ({"name": ["Anna Alm", "Bo Berg"]}, ["Anna Alm", "Bo Berg"]),
        ({"@id": "#x"}, []),
    ],
)
def test_authors(author: Any, names: list[str]) -> None:
    assert [n for n in found({**ARTICLE, "author": author}).authors if n] == names


def test_parts_of_the_wrong_type_are_left_out() -> None:
    article = found({**ARTICLE, "datePublished": 20261001, "articleBody": ["x"], "inLanguage": {}})
    assert (article.published, article.body, article.language) == ("", "", "")
