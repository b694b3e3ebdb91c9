"""Outlet files: all of ours are valid, and one that is not is refused in one line."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from crawler.registry import (
    OUTLETS_DIR,
    find_outlet_by_url,
    load_registry,
    pick_outlets,
    read_outlet,
)
from data.errors import BadInput, UnknownOutlet
from tests.crawler.outlets import make_config

FILES = sorted(OUTLETS_DIR.glob("*.yml"))
MINIMAL = "id: prov\nname: Prov\nhomepage: ''\ndomains: []\n"

WANTED = {
    "nsd": [
        "https://www.nsd.se/nyheter/lulea/artikel/ny-gruva/abcd1234",
        "https://www.nsd.se/nyheter/lulea/artikel/ny-gruva/abcd1234?utm_source=rss#kommentarer",
        "http://nsd.se/nyheter/lulea/ny-gruva-nm5123456.aspx",
        "https://nsd.se/nyheter/ny-gruva-5123456.aspx",
        "https://nsd.se/nyheter/artikel.aspx?ArticleID=5123456",
        "https://nsd.se/artikel.aspx?a=b&articleid=5123456",
    ],
    "svt_norrbotten": ["https://www.svt.se/nyheter/lokalt/norrbotten/ny-gruva"],
    "svt_sapmi": ["https://www.svt.se/nyheter/sapmi/ny-gruva"],
    "haparandabladet": ["https://hbwebben.se/ny-bro-over-alven/"],
    "affarerinorr": ["https://affarerinorr.se/nyheter/2026/10/ny-gruva"],
    "norrbottensaffarer": ["https://norrbottensaffarer.se/na/ny-gruva-nm5123456.aspx"],
}
UNWANTED = {
    "nsd": [
        "https://nsd.se/",
        "https://nsd.se/nyheter",
        "https://nsd.se/rss/nyheter",
        "https://nsd.se/nyheter/lulea/artikel/ny-gruva/abcd12345",
        "https://kuriren.nu/nyheter/lulea/artikel/ny-gruva/abcd1234",
        "https://nsd.se.example/nyheter/lulea/artikel/ny-gruva/abcd1234",
    ],
    "svt_norrbotten": [
        "https://www.svt.se/nyheter/lokalt/norrbotten/",
        "https://www.svt.se/nyheter/lokalt/vasterbotten/ny-gruva",
        "https://www.svt.se/nyheter/lokalt/norrbotten/rss.xml",
    ],
    "svt_sapmi": ["https://www.svt.se/nyheter/lokalt/norrbotten/ny-gruva"],
    "haparandabladet": ["https://hbwebben.se/", "https://hbwebben.se/category/sport/"],
    "affarerinorr": ["https://affarerinorr.se/om-oss"],
    "norrbottensaffarer": ["https://norrbottensaffarer.se/kontakt"],
}


def write(folder: Path, text: str, name: str = "prov.yml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


# our own files


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_of_ours_is_valid_and_honest(path: Path) -> None:
    config = read_outlet(path)
    assert config.id == path.stem
    assert config.notes
    assert not config.verified, "nothing has been checked on the live web yet"
    if config.crawl:
        assert config.sources
        assert config.article_patterns or config.metadata_only
        assert config.domains
        assert config.delay_seconds >= 3, "a real outlet is asked at most every third second"
    else:
        assert config.why_not_crawled


def test_of_sveriges_radio_metadata_and_nothing_else_is_taken() -> None:
    for config in load_registry().values():
        if config.owner == "Sveriges Radio":
            assert config.metadata_only
            assert {source.kind for source in config.sources} <= {"sverigesradio"}
            assert not config.wants("https://sverigesradio.se/artikel/7")


def test_the_region_s_outlets_are_there() -> None:
    expected = {
        *("nsd", "kuriren", "pt", "norran", "svt_norrbotten", "svt_sapmi", "sr_p4_norrbotten"),
        *("sr_sameradion", "sr_meanraatio"),
        *("haparandabladet", "affarerinorr", "norrbottensaffarer", "arjeplognytt", "alvsbynytt"),
        *("kirunanytt", "bodennytt", "riksdagen", "okand"),
    }
    assert {path.stem for path in FILES} == expected


@pytest.mark.parametrize(("outlet_id", "url"), [(i, u) for i, urls in WANTED.items() for u in urls])
def test_articles_are_wanted(outlet_id: str, url: str) -> None:
    registry = load_registry()
    assert registry[outlet_id].wants(url)
    assert find_outlet_by_url(registry, url) == registry[outlet_id]


@pytest.mark.parametrize(
    ("outlet_id", "url"), [(i, u) for i, urls in UNWANTED.items() for u in urls]
)
def test_what_is_no_article_of_theirs_is_not_wanted(outlet_id: str, url: str) -> None:
    assert not load_registry()[outlet_id].wants(url)


# files from others


def test_a_minimal_file_is_enough(tmp_path: Path) -> None:
    config = read_outlet(write(tmp_path, MINIMAL))
    assert config.to_record().languages == "sv"
    assert (config.crawl, config.verified) == (True, False)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (MINIMAL + "headlin: [h1]\n", "headlin"),
        (MINIMAL + "selectors: {headlin: [h1]}\n", "headlin"),
        (MINIMAL + "article_patterns: ['(']\n", "no regular expression"),
        (MINIMAL + "genres: [{genre: gossip}]\n", "genre"),
        (MINIMAL + "sources: [{kind: telepathy, url: x}]\n", "kind"),
        (MINIMAL.replace("prov", "Prov Bladet"), "id"),
        ("name: Prov\n", "id"),
        ("- a list\n", "not a valid outlet file"),
        ("", "not a valid outlet file"),
        ("id: [", "not a valid outlet file"),
    ],
)
def test_an_invalid_file_is_refused(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(BadInput, match=complaint) as caught:
        read_outlet(write(tmp_path, text))
    assert "prov.yml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "prov.yml"
    path.write_bytes(MINIMAL.replace("Prov", "Prövbladet").encode("latin-1"))
    with pytest.raises(BadInput, match="not a valid outlet file"):
        read_outlet(path)


def test_the_id_is_the_name_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"name the file prov\.yml"):
        read_outlet(write(tmp_path, MINIMAL, "annat.yml"))


def test_a_further_folder_adds_and_replaces(tmp_path: Path) -> None:
    write(tmp_path, MINIMAL)
    write(tmp_path, MINIMAL.replace("prov", "nsd"), "nsd.yml")
    registry = load_registry([tmp_path])
    assert registry["prov"].name == registry["nsd"].name == "Prov"
    with pytest.raises(BadInput, match="no folder"):
        load_registry([tmp_path / "ingen"])


def test_a_config_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        make_config().name = "x"  # type: ignore[misc]


# choosing


def test_pick_outlets_takes_those_named_or_all_that_are_crawled() -> None:
    registry = load_registry()
    assert [c.id for c in pick_outlets(registry, ["pt", "nsd"])] == ["pt", "nsd"]
    everything = {c.id for c in pick_outlets(registry, [])}
    assert "nsd" in everything
    assert not everything & {"kirunanytt", "bodennytt", "riksdagen", "okand"}


def test_pick_outlets_says_which_one_is_unknown() -> None:
    with pytest.raises(UnknownOutlet, match=r"'nds'.*mediagranskning outlets"):
        pick_outlets(load_registry(), ["nsd", "nds"])


def test_pick_outlets_says_why_one_is_not_crawled() -> None:
    with pytest.raises(UnknownOutlet, match=r"kirunanytt is not crawled: machine-written"):
        pick_outlets(load_registry(), ["kirunanytt"])


# addresses


@pytest.mark.parametrize(
    "url",
    [
        *("https://provbladet.example:port/nyheter/a", "http://[provbladet.example/nyheter/a"),
        *(
            "ftp://provbladet.example/nyheter/a",
            "file:///nyheter/a",
            "//provbladet.example/nyheter/a",
        ),
        *("/nyheter/a", "", "https://", "javascript:alert(1)"),
    ],
)
def test_what_is_no_address_of_the_web_is_not_wanted(url: str) -> None:
    config = make_config()
    assert not config.wants(url)
    assert find_outlet_by_url({config.id: config}, url) is None


def test_exclude_patterns_win() -> None:
    config = make_config(exclude_patterns=["/nyheter/tv-tabla"])
    assert config.wants("https://www.provbladet.example/nyheter/ny-gruva#kommentar")
    assert not config.wants("https://provbladet.example/nyheter/tv-tabla")


def test_a_shared_domain_names_an_outlet_only_by_its_articles() -> None:
    registry = load_registry()
    assert find_outlet_by_url(registry, "https://www.svt.se/nyheter/inrikes/budget") is None
    assert find_outlet_by_url(registry, "https://nsd.se/nagot/annat") == registry["nsd"]


@pytest.mark.parametrize(
    ("stated", "language"),
    [("sv-SE", "sv"), ("SV", "sv"), ("fi_FI", "fi"), ("smj", "smj"), ("", "sv"), ("Swedish", "sv")],
)
def test_language_codes(stated: str, language: str) -> None:
    assert make_config().read_language(stated) == language
