from __future__ import annotations

import re
from pathlib import Path

import pytest

from data.sample.articles import MarkupError
from data.sample.sites import article_path, load_sites, short_key, slugify
from data.sample.traps import plan_traps
from tests.data.sample.writing import make_article, make_collection


@pytest.mark.parametrize(
    ("changes", "pattern"),
    [
        ({}, r"/naringsliv/alvsbyn/artikel/bageriet-vaxer-x\d+/[a-z0-9]{8}"),
        ({"municipalities": []}, r"/naringsliv/norrbotten/artikel/[a-z0-9-]+/[a-z0-9]{8}"),
        ({"outlet": "nordkanalen"}, r"/nyheter/lokalt/norrbotten/bageriet-vaxer-x\d+"),
        ({"outlet": "gransbladet"}, r"/bageriet-vaxer-x\d+/"),
    ],
)
def test_addresses_of_each_platform(
    tmp_path: Path, changes: dict[str, object], pattern: str
) -> None:
    assert re.fullmatch(pattern, article_path(make_article(tmp_path, "x007", **changes)))


def test_every_twelfth_page_of_polcirkelbladet_is_on_the_old_platform(tmp_path: Path) -> None:
    paths = [article_path(make_article(tmp_path, f"pb{n:03}")) for n in range(1, 37)]
    old = [path for path in paths if path.endswith(".aspx")]
    assert len(old) == 3
    assert all(re.fullmatch(r"/naringsliv/[a-z0-9-]+-nm\d{7}\.aspx", path) for path in old)


def test_keys_differ_and_stay() -> None:
    keys = {short_key(f"pb{n:03}") for n in range(500)}
    assert len(keys) == 500
    assert short_key("pb001") == "08javey5"
    assert slugify("Näringsliv & Övrigt") == "naringsliv-ovrigt"


def test_agency_texts_run_in_two_outlets(tmp_path: Path) -> None:
    sites = load_sites([make_article(tmp_path, wire=True, byline=["Eva Ek"])])
    (first,) = sites["polcirkelbladet.example"].pages
    (second,) = sites["nordkanalen.example"].pages
    assert (first.id, second.id) == ("pb001", "pb001-nk")
    assert second.path.endswith("-tt")
    assert (second.published - first.published).total_seconds() == 20 * 60
    assert first.bylines == second.bylines == ("Eva Ek", "TT")
    caption = first.article.blocks[-1]
    assert first.credit(caption) == second.credit(caption) == "Mikael Rask/TT"
    assert first.photographers() == ["Mikael Rask"]


def test_times_are_swedish_summer_and_winter(tmp_path: Path) -> None:
    articles = [
        make_article(tmp_path, "pb001", published="2026-01-10T08:00"),
        make_article(tmp_path, "pb002", published="2026-07-10T08:00"),
    ]
    pages = load_sites(articles)["polcirkelbladet.example"].pages
    assert [page.published.isoformat() for page in pages] == [
        "2026-07-10T08:00:00+02:00",
        "2026-01-10T08:00:00+01:00",
    ]


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"outlet": "norrskenet"}, "is none of"),
        ({"outlet": "gransbladet", "slug": "same"}, "change one slug"),
        ({"corrects": "pb999"}, "corrects pb999"),
    ],
)
def test_what_cannot_be_published(
    tmp_path: Path, changes: dict[str, object], complaint: str
) -> None:
    articles = [make_article(tmp_path, "gb001", outlet="gransbladet", slug="same")]
    articles.append(make_article(tmp_path, "gb002", **changes))
    with pytest.raises(MarkupError, match=complaint):
        load_sites(articles)


def test_neighbours_are_other_stories(tmp_path: Path) -> None:
    site = load_sites(make_collection(tmp_path))["polcirkelbladet.example"]
    for page in site.pages:
        others = site.neighbours(page)
        assert len(others) == 3
        assert page not in others


def test_traps_lie_on_different_pages(tmp_path: Path) -> None:
    for site in load_sites(make_collection(tmp_path)).values():
        traps = plan_traps(site)
        own = {page.path for page in site.pages}
        assert {traps.flaky, traps.target} <= own
        assert not own & {traps.gone, traps.moved, traps.internal}
        assert traps.flaky != traps.target
        assert traps.internal.startswith("/intern/")
        assert bool(traps.latin1) == (site.outlet == "polcirkelbladet")
    assert plan_traps(load_sites([])["gransbladet.example"]).listed() == []
