"""The same page, article or person gets the same key in every run."""

from __future__ import annotations

import sqlite3
import unicodedata

import pytest

from data.identity import (
    KEY_LENGTH,
    TRACKING,
    canonical_url,
    content_hash,
    normalise_text,
    stable_key,
)


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("https://nsd.se", "https://nsd.se/"),
        ("http://nsd.se/a", "https://nsd.se/a"),
        ("HTTPS://WWW.NSD.SE/A", "https://nsd.se/A"),
        ("https://www.nsd.se:443/a", "https://nsd.se/a"),
        ("http://nsd.se:80/a", "https://nsd.se/a"),
        ("http://nsd.se:8080/a", "https://nsd.se:8080/a"),
        ("https://nsd.se/a#kommentarer", "https://nsd.se/a"),
        ("https://nsd.se/a?b=2&a=1", "https://nsd.se/a?a=1&b=2"),
        ("https://nsd.se/a?utm_source=x&fbclid=1", "https://nsd.se/a"),
        (
            "https://nsd.se/artikel.aspx?articleid=7&utm_id=x",
            "https://nsd.se/artikel.aspx?articleid=7",
        ),
        ("https://nsd.se/a?", "https://nsd.se/a"),
        ("  https://nsd.se/a \n", "https://nsd.se/a"),
        ("https://nsd.se/åäö", "https://nsd.se/%C3%A5%C3%A4%C3%B6"),
        ("https://nsd.se/%c3%a5%c3%a4%c3%b6", "https://nsd.se/%C3%A5%C3%A4%C3%B6"),
        ("https://överkalix.example/a", "https://xn--verkalix-m4a.example/a"),
        ("https://anna:hemligt@nsd.se/a", "https://nsd.se/a"),
        ("https://nsd.se/a/", "https://nsd.se/a/"),
        ("urn:mediagranskning:nsd:7", "urn:mediagranskning:nsd:7"),
    ],
)
def test_canonical_url(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical
    assert canonical_url(canonical) == canonical, "the canonical form is its own canonical form"


@pytest.mark.parametrize("word", TRACKING)
def test_tracking_words_leave_no_trace(word: str) -> None:
    assert canonical_url(f"https://nsd.se/a?id=1&{word}=x") == "https://nsd.se/a?id=1"


@pytest.mark.parametrize(
    "url", ["https://nsd.se:abc/a", "https://nsd.se:99999/a", "http://[trasig/a"]
)
def test_a_broken_address_is_a_value_error(url: str) -> None:
    with pytest.raises(ValueError, match=r"(?i)port|IPv6"):
        canonical_url(url)


def test_half_an_emoji_in_an_address_is_no_error() -> None:
    assert canonical_url("https://nsd.se/\ud83d") == canonical_url("https://nsd.se/?")


def test_stable_key_is_the_same_in_every_run_and_keeps_parts_apart() -> None:
    assert stable_key("https://nsd.se/a") == "676d23a275c924f7"
    assert len(stable_key("å")) == KEY_LENGTH
    assert stable_key("ab", "c") != stable_key("a", "bc") != stable_key("abc")
    assert stable_key("\ud800") != stable_key("?"), "half an emoji has a key too"


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("a\x00b", "ab"),
        ("kommun\u00addirektör", "kommundirektör"),
        ("\ufeffRubrik\u200b", "Rubrik"),
        ("halv \ud83d emoji", "halv ? emoji"),
        ("hel 😀 emoji", "hel 😀 emoji"),
        (unicodedata.normalize("NFD", "Åsa Öhrn"), "Åsa Öhrn"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a \t\u00a0 b", "a b"),
        ("a \n\n b", "a\n\nb"),
        (" \n a \n ", "a"),
        ("", ""),
    ],
)
def test_normalise_text(text: str, normal: str) -> None:
    assert normalise_text(text) == normal
    assert normalise_text(normal) == normal


def test_normalised_text_can_be_stored() -> None:
    connection = sqlite3.connect(":memory:")
    stored = connection.execute("SELECT ?", [normalise_text("x\ud800\x00y")]).fetchone()[0]
    connection.close()
    assert stored == "x?y"


def test_content_hash_follows_the_words_only() -> None:
    first = content_hash("Rubrik", "Ett stycke.\n\nEtt till.")
    assert content_hash(" Rubrik ", "Ett  stycke.\r\nEtt till.\n") == first
    assert content_hash("Rubrik", "Ett stycke.\n\nEtt\u00ad till.") == first
    assert content_hash("Rubrik", "Ett stycke.\n\nEtt till!") != first
    assert content_hash("Rubrik!", "Ett stycke.\n\nEtt till.") != first
    assert content_hash("", "") != first
