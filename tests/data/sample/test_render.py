from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html

from data.sample.render import arrange_paragraphs, render_article, render_listing
from data.sample.routes import Router, build_routers
from data.sample.sites import Site, SitePage, load_sites
from tests.data.sample.writing import make_article, make_collection

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def publish(folder: Path, article_id: str, **changes: Any) -> tuple[Site, SitePage]:
    page_site = load_sites([make_article(folder, article_id, **changes)])
    site = next(site for site in page_site.values() if site.pages)
    return site, site.pages[0]


def open_page(folder: Path, article_id: str, **changes: Any) -> html.HtmlElement:
    site, page = publish(folder, article_id, **changes)
    return html.fromstring(render_article(site, page))


def read_linked(root: html.HtmlElement) -> Any:
    return json.loads(root.xpath('string(//script[@type="application/ld+json"])'))


def text_of(root: html.HtmlElement, xpath: str) -> list[str]:
    return [" ".join(node.text_content().split()) for node in root.xpath(xpath)]


def test_everything_is_escaped(tmp_path: Path) -> None:
    site, page = publish(tmp_path, "pb001")
    source = render_article(site, page)
    assert "Bageriet &lt;växer&gt; &amp;" in source
    assert "<växer>" not in source
    root = html.fromstring(source)
    assert text_of(root, "//h1") == [page.headline]
    assert root.xpath('string(//meta[@property="og:title"]/@content)') == page.headline
    assert root.xpath('string(//link[@rel="canonical"]/@href)') == page.url


def test_the_text_stands_in_order_and_captions_twice(tmp_path: Path) -> None:
    root = open_page(tmp_path, "pb001")
    body = text_of(root, '//div[@class="article-body"]/p | //div[@class="article-body"]/h2')
    assert body[1] == "Hur känns det?"
    assert body[-2:] == ["Mellanrubrik", "undefined"]
    assert text_of(root, '//*[@class="caption-text"]') == ["Degen jäser, säger Oskar Lindgren."] * 2
    assert text_of(root, '//*[@class="photo-credit"]') == ["Foto: Mikael Rask"] * 2
    assert text_of(root, '//*[@class="article-meta"]') == ["Älvsbyn2026-03-14 06:12"]


def test_questions_before_answers_are_marked(tmp_path: Path) -> None:
    _, page = publish(tmp_path, "pb001")
    questions = [p.text for p in arrange_paragraphs(page) if p.question]
    assert questions == ["Hur känns det?"]


@pytest.mark.parametrize("article_id", ["pb003", "pb012"])
def test_a_teaser_shows_the_paywall_and_nothing_behind_it(tmp_path: Path, article_id: str) -> None:
    root = open_page(tmp_path, article_id, access="teaser")
    assert root.xpath('//*[@class="paywall" or @class="betalvagg"]')
    assert "Rut Berg" not in root.text_content()


def test_a_page_of_the_old_platform(tmp_path: Path) -> None:
    root = open_page(tmp_path, "pb012")
    assert text_of(root, '//div[@class="bildtext"]') == [
        "Artikelbild | Degen jäser, säger Oskar Lindgren. Foto: Mikael Rask"
    ]
    assert text_of(root, '//p[@class="text"]')[0].startswith("- Vi har aldrig")
    assert not root.xpath("//script | //meta")


def test_nordkanalen(tmp_path: Path) -> None:
    changes: dict[str, Any] = {"outlet": "nordkanalen", "byline": ["Emil Norrstig"]}
    root = open_page(
        tmp_path, "nk001", **changes, updated="2026-03-14T09:40", correction="Fel pris."
    )
    assert text_of(root, "//time")[:2] == [
        *("Publicerad 14 mars 2026 06.12", "Uppdaterad 14 mars 2026 09.40"),
    ]
    assert text_of(root, '//*[@class="nk-photo"]') == ["Foto: Mikael Rask/Nordkanalen"]
    assert text_of(root, "//article[@class='nk-article']/*[last()]") == ["Rättelse: Fel pris."]
    assert "emil.norrstig@nordkanalen.example" in root.text_content()


def test_gransbladet_in_finnish(tmp_path: Path) -> None:
    root = open_page(tmp_path, "gb002", outlet="gransbladet", language="fi")
    assert root.get("lang") == "fi"
    assert {"Jaa tämä juttu", "VINKKAA MEILLE!"} <= set(text_of(root, "//p"))
    assert text_of(root, '//*[@class="foto"]') == ["Kuva: Mikael Rask"]
    assert text_of(root, '//*[@class="ingress"]')[0].startswith("ÄLVSBYN: Bageriet")


def test_leads_of_other_stories_follow_a_notice(tmp_path: Path) -> None:
    site = load_sites(make_collection(tmp_path))["gransbladet.example"]
    root = html.fromstring(render_article(site, site.pages[0]))
    inside = text_of(root, '//div[@class="entry-content"]/div[@class="fler-nyheter"]/p')
    assert site.pages[1].lead in inside


@pytest.mark.parametrize(
    ("article_id", "changes", "free"),
    [
        ("pb002", {}, True),
        ("pb001", {}, None),
        ("pb002", {"access": "teaser"}, False),
        ("pb003", {"access": "teaser"}, "False"),
    ],
)
def test_linked_data_states_access_or_not(
    tmp_path: Path, article_id: str, changes: dict[str, Any], free: object
) -> None:
    linked = read_linked(open_page(tmp_path, article_id, **changes))
    assert linked.get("isAccessibleForFree") == free


def test_linked_data_of_each_platform(tmp_path: Path) -> None:
    entities = read_linked(open_page(tmp_path, "pb013"))
    assert entities["headline"].startswith("Bageriet <v&auml;xer> &amp; &quot;frodas")
    late = read_linked(open_page(tmp_path, "pb007"))
    assert late["datePublished"] == "2026-03-14T06:12:00Z" > late["dateModified"]
    names = ["Emil Norrstig", "Hanna Björnfot"]
    lower = read_linked(open_page(tmp_path, "nk002", outlet="nordkanalen", byline=names))
    assert lower[1]["author"] == "emil norrstig, hanna björnfot"
    graph = read_linked(open_page(tmp_path, "gb002", outlet="gransbladet"))
    assert graph["@graph"][2]["@type"] == "NewsArticle"
    assert not open_page(tmp_path, "nk005", outlet="nordkanalen").xpath("//script")
    with pytest.raises(json.JSONDecodeError):
        read_linked(open_page(tmp_path, "pb004"))


@pytest.mark.parametrize("base", ["", "/sites/x"])
def test_links_stay_within_the_base(tmp_path: Path, base: str) -> None:
    for site in load_sites(make_collection(tmp_path)).values():
        pages = [render_article(site, page, base) for page in site.pages]
        pages.append(render_listing(site, "", site.pages, base))
        for source in pages:
            links = html.fromstring(source).xpath("//a/@href | //img/@src")
            outward = [k for k in links if not k.startswith((f"{base}/", "#", "mailto:"))]
            assert outward == []


@pytest.fixture
def routers(tmp_path: Path) -> dict[str, Router]:
    return build_routers(make_collection(tmp_path))


def read_locations(router: Router, path: str) -> list[str]:
    body = router.find_answer(path).body
    root = etree.fromstring(gzip.decompress(body) if path.endswith(".gz") else body)
    found = [(loc.text or "").strip() for loc in root.iter(f"{SITEMAP}loc")]
    paths = [url.removeprefix(f"http://{router.site.host}") for url in found]
    if root.tag == f"{SITEMAP}sitemapindex":
        return [loc for child in paths for loc in read_locations(router, child)]
    return paths


def test_sitemaps_hold_all_articles_and_the_traps(routers: dict[str, Router]) -> None:
    for router in routers.values():
        robots = router.find_answer("/robots.txt").body.decode()
        assert "Disallow: /intern/" in robots
        sitemap = robots.split(f"Sitemap: http://{router.site.host}")[1].strip()
        listed = read_locations(router, sitemap)
        assert {page.path for page in router.site.pages} <= set(listed)
        assert set(router.traps.listed()) <= set(listed)


def test_feeds_are_read_as_rss(routers: dict[str, Router]) -> None:
    paths = ["/rss/nyheter", "/nyheter/lokalt/norrbotten/rss.xml", "/feed/"]
    for router, path in zip(routers.values(), paths, strict=True):
        items = list(etree.fromstring(router.find_answer(path).body).iter("item"))
        assert [i.findtext("title") for i in items] == [p.headline for p in router.site.pages]
        assert (items[0].findtext("link") or "").startswith(f"http://{router.site.host}/")
