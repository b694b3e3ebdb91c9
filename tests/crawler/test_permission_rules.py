"""robots.txt, reservations, private addresses, hours: the rules by themselves."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from crawler.config import read_config
from crawler.cookies import build_cookie_header, load_cookies
from crawler.crawl import build_settings, check_contact
from crawler.hosts import is_private
from crawler.robots import AGENT, RobotsUnavailable, find_delay, read_robots
from crawler.tdm import find_reservation, is_reserved_by_file, read_tdmrep
from crawler.window import check_window, is_open
from data.errors import BadInput
from tests.crawler.outlets import make_config

SITE = "https://provbladet.example"


@pytest.mark.parametrize(
    ("status", "allowed"), [(200, False), (404, True), (403, True), (301, True)]
)
def test_robots_by_status(status: int, allowed: bool) -> None:
    rules = read_robots(status, b"User-agent: *\nDisallow: /nyheter/")
    assert rules.can_fetch(f"{SITE}/nyheter/a", AGENT) is allowed


@pytest.mark.parametrize("status", [500, 502, 503])
def test_robots_5xx_is_unknown(status: int) -> None:
    with pytest.raises(RobotsUnavailable, match=f"HTTP {status}"):
        read_robots(status, b"")


def test_our_own_rules_come_before_those_for_all() -> None:
    body = (
        b"User-agent: *\nDisallow: /\n\nUser-agent: mediagranskning\nDisallow: /x\nCrawl-delay: 7"
    )
    rules = read_robots(200, b"\xef\xbb\xbf" + body)
    assert rules.can_fetch(f"{SITE}/nyheter/a", AGENT)
    assert find_delay(rules) == 7


def test_robots_of_rubbish_is_no_rule() -> None:
    assert find_delay(read_robots(200, b"\x00\xff<html>")) == 0


@pytest.mark.parametrize(
    ("path", "reserved"),
    [("/nyheter/a", True), ("/nyheter/fri/a", False), ("/om", False), ("/a.pdf", True)],
)
def test_the_longest_rule_of_tdmrep_decides(path: str, reserved: bool) -> None:
    rules = read_tdmrep(
        b'[{"location": "/nyheter/", "tdm-reservation": 1}, {"location": "/nyheter/fri/*", '
        b'"tdm-reservation": 0}, {"location": "/*.pdf$", "tdm-reservation": "1"}]'
    )
    assert is_reserved_by_file(rules, SITE + path) is reserved


@pytest.mark.parametrize("body", [b"", b"{}x", b'{"a": 1}', b"[1]", b"null", b"[" * 100_000])
def test_a_broken_tdmrep_is_an_error_and_no_crash(body: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_tdmrep(body)


@pytest.mark.parametrize(
    ("header", "html", "where"),
    [
        ("1", "", "tdm header"),
        (" 1 ", "", "tdm header"),
        ("0", "", ""),
        ("", '<meta name="tdm-reservation" content="1">', "tdm meta element"),
        ("0", "<META CONTENT=1 NAME=tdm-reservation>", "tdm meta element"),
        ("", '<meta name="tdm-reservation" content="0">', ""),
        ("", '<meta name="description" content="1 tdm-reservation">', ""),
    ],
)
def test_reservations_of_a_page(header: str, html: str, where: str) -> None:
    assert find_reservation(header, html) == where


@pytest.mark.parametrize(
    ("address", "private"),
    [
        *[(a, True) for a in ("127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.169.254", "[::1]")],
        *[("0.0.0.0", True), ("100.64.0.1", True), ("8.8.8.8", False), ("nsd.se", False)],
    ],
)
def test_private_addresses(address: str, private: bool) -> None:
    assert is_private(address) is private


@pytest.mark.parametrize(
    ("window", "hour", "opened"),
    [
        ("", 12, True),
        ("23:00-05:00", 2, True),
        ("23:00-05:00", 12, False),
        ("08:00-09:00", 8, True),
    ],
)
def test_hours_are_swedish_and_go_over_midnight(window: str, hour: int, opened: bool) -> None:
    now = datetime(2026, 7, 1, hour, 30, tzinfo=ZoneInfo("Europe/Stockholm"))
    assert is_open(check_window(window), now.astimezone(ZoneInfo("UTC"))) is opened


@pytest.mark.parametrize("window", ["23-05", "24:00-05:00", "natten"])
def test_hours_that_are_none(window: str) -> None:
    with pytest.raises(ValueError, match="23:00-05:30"):
        check_window(window)


def test_who_crawls_must_be_said_to_others_only() -> None:
    foreign = make_config(domains=["provbladet.se"])
    with pytest.raises(BadInput, match="contact"):
        check_contact([foreign], "")
    check_contact([foreign], "a@county.example")
    check_contact([make_config(), make_config(domains=["10.0.0.1"], local=True)], "")


def test_the_settings_are_hard() -> None:
    settings = build_settings("a@b.example", None, [make_config(domains=["provbladet.se"])])
    assert settings["DOWNLOAD_VERIFY_CERTIFICATES"] is True
    assert settings["TELNETCONSOLE_ENABLED"] is False
    assert settings["CONCURRENT_REQUESTS_PER_DOMAIN"] == 1
    assert settings["AUTOTHROTTLE_ENABLED"] is True
    assert "(+a@b.example)" in settings["USER_AGENT"]


def test_the_settings_file(tmp_path: Path) -> None:
    assert read_config(tmp_path).contact == ""
    (tmp_path / "crawl.yml").write_text("contact: a@b.example\n")
    assert read_config(tmp_path).contact == "a@b.example"
    (tmp_path / "crawl.yml").write_text("kontakt: x\n")
    with pytest.raises(BadInput, match=r"crawl\.yml"):
        read_config(tmp_path)


def test_a_cookie_file_that_is_none_is_not_quoted(tmp_path: Path) -> None:
    path = tmp_path / "provbladet.txt"
    path.write_text("hemlig rad\n")
    path.chmod(0o600)
    with pytest.raises(BadInput) as caught:
        load_cookies(path)
    assert "hemlig" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_cookies_are_for_their_own_host(tmp_path: Path) -> None:
    path = tmp_path / "provbladet.txt"
    line = "provbladet.example\tFALSE\t/\tTRUE\t4102444800\tsession\t7\n"
    path.write_text(f"# Netscape HTTP Cookie File\n{line}")
    path.chmod(0o600)
    jar = load_cookies(path)
    assert build_cookie_header(jar, f"{SITE}/a") == "session=7"
    assert build_cookie_header(jar, "https://annan.example/a") == ""
    assert build_cookie_header(jar, "http://provbladet.example/a") == "", "secure stays secure"
