"""Selectors are rewritten for speed: they must find what parsel finds by the same words."""

from __future__ import annotations

import pytest
from parsel import Selector

from crawler.tree import parse_page, select

PAGE = """
<html><body class="sida text"><h2>Ovan</h2><p>utanför</p>
<article><h1>Rubrik</h1><div class="text x"><h2>Mellan</h2><p>ett</p><ul><li>led</li></ul>
<div class="text"><p>två <span>i</span></p></div><p class="textad">tre</p></div>
<div class="byline-stor"><span>nej</span></div><div class=" byline
 "><span>Anna</span><b>och</b><span>Bo</span></div></article>
<p title="a | b"><span>delat</span></p></body></html>
"""
SELECTORS = (
    *("article .text p, article .text h2", ".text p, .text h2, .text li", "p, h2", ".x > p, .x h2"),
    *(".byline span", ".byline span, .byline b", ".byline", "div.text", ".text .text p", "#nej p"),
    *("[title='a | b'] span, p", ".text p, .byline span", "p:not(.textad)", ".text *", ".sida"),
    *(".text p, .text p", ".text h2, .text p:first-child", "div.text p, div.text h2"),
)


@pytest.mark.parametrize("css", SELECTORS)
def test_it_finds_what_parsel_finds_in_the_same_order(css: str) -> None:
    expected = [" ".join(node.itertext()) for node in (s.root for s in Selector(PAGE).css(css))]
    found = [" ".join(node.itertext()) for node in select(parse_page(PAGE), css)]
    assert found == expected
    assert found or css == "#nej p"
