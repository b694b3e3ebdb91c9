from __future__ import annotations

import http.client
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.sample.server import SampleServer
from tests.data.sample.writing import make_collection

HOSTS = ("polcirkelbladet.example", "nordkanalen.example", "gransbladet.example")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SampleServer]:
    with SampleServer(make_collection(tmp_path)) as running:
        yield running


class Reply:
    """One answer, read to its end."""

    def __init__(
        self, server: SampleServer, target: str, method: str = "GET", **headers: str
    ) -> None:
        connection = http.client.HTTPConnection(server.url.removeprefix("http://"), timeout=10)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, target, headers=sent)
        response = connection.getresponse()
        self.status, self.headers, self.body = response.status, response.headers, response.read()
        connection.close()

    @property
    def text(self) -> str:
        return self.body.decode(self.headers.get_content_charset() or "utf-8")


def test_it_is_a_proxy_and_a_server(server: SampleServer) -> None:
    for host in HOSTS:
        as_proxy = Reply(server, f"http://{host}/")
        as_server = Reply(server, "/", Host=host)
        assert as_proxy.status == as_server.status == 200
        assert as_proxy.body == as_server.body
        assert int(as_proxy.headers["Content-Length"]) == len(as_proxy.body)
        assert server.hits[host, "/"] == 2


def test_every_published_page_is_served(server: SampleServer) -> None:
    for host, router in server.routers.items():
        for page in router.site.pages:
            if page.path != router.traps.flaky:
                reply = Reply(server, f"http://{host}{page.path}")
                assert reply.status == 200
                assert "Bageriet &lt;växer&gt;" in reply.text


def test_connect_is_refused(server: SampleServer) -> None:
    assert Reply(server, "polcirkelbladet.example:443", "CONNECT").status == 501


def test_an_article_fails_once_and_then_comes(server: SampleServer) -> None:
    for host in HOSTS:
        path = server.routers[host].traps.flaky
        first, second = (Reply(server, f"http://{host}{path}") for _ in range(2))
        assert (first.status, first.headers["Retry-After"], second.status) == (503, "0", 200)


def test_gone_moved_and_internal(server: SampleServer) -> None:
    for host in HOSTS:
        traps = server.routers[host].traps
        assert Reply(server, f"http://{host}{traps.gone}").status == 404
        moved = Reply(server, f"http://{host}{traps.moved}")
        assert (moved.status, moved.headers["Location"]) == (301, traps.target)
        assert Reply(server, f"http://{host}{traps.internal}").status == 200


def test_wordpress_adds_the_slash(server: SampleServer) -> None:
    page = server.routers["gransbladet.example"].site.pages[0]
    reply = Reply(server, f"http://gransbladet.example{page.path.rstrip('/')}")
    assert (reply.status, reply.headers["Location"]) == (301, page.path)


def test_one_old_page_is_latin_1(server: SampleServer) -> None:
    path = server.routers["polcirkelbladet.example"].traps.latin1
    reply = Reply(server, f"http://polcirkelbladet.example{path}")
    assert reply.headers.get_content_charset() == "iso-8859-1"
    assert "växer".encode("latin-1") in reply.body
    assert b"&#8211;" in reply.body  # the dash is not in latin-1


@pytest.mark.parametrize("path", ["/", "/sitemap.xml", "/rss/nyheter", "/robots.txt"])
def test_unchanged_pages_are_not_sent_again(server: SampleServer, path: str) -> None:
    address = f"http://polcirkelbladet.example{path}"
    tag = Reply(server, address).headers["ETag"]
    again = Reply(server, address, If_None_Match=f'"other", W/{tag}')
    assert (again.status, again.body, again.headers["ETag"]) == (304, b"", tag)
    assert Reply(server, address, If_None_Match='"other"').status == 200


def test_head_sends_the_length_and_no_body(server: SampleServer) -> None:
    address = "http://gransbladet.example/feed/"
    head, got = Reply(server, address, "HEAD"), Reply(server, address)
    assert head.body == b""
    assert head.headers["Content-Length"] == got.headers["Content-Length"] == str(len(got.body))


def test_a_connection_is_kept_open(server: SampleServer) -> None:
    connection = http.client.HTTPConnection(server.url.removeprefix("http://"), timeout=10)
    for path, status in (("/", 200), ("/none", 404), ("/static/site.css", 200)):
        connection.request("GET", f"http://nordkanalen.example{path}")
        response = connection.getresponse()
        assert response.status == status
        response.read()
    connection.close()


def test_a_person_looks_without_a_proxy(server: SampleServer) -> None:
    assert "/sites/gransbladet.example/" in Reply(server, "/").text
    front = Reply(server, "/sites/gransbladet.example/")
    page = server.routers["gransbladet.example"].site.pages[0]
    assert f'href="/sites/gransbladet.example{page.path}"' in front.text
    assert Reply(server, f"/sites/gransbladet.example{page.path}").status == 200
    picture = Reply(server, "/sites/gransbladet.example/static/bild/gb002.svg")
    assert picture.headers["Content-Type"] == "image/svg+xml"


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("http://www.example.org/", 502),
        ("/favicon.ico", 404),
        ("/sites/example.org/", 502),
    ],
)
def test_what_is_not_ours(server: SampleServer, target: str, status: int) -> None:
    assert Reply(server, target).status == status


def test_a_host_that_is_no_name(server: SampleServer) -> None:
    assert Reply(server, "/", Host="[nordkanalen.example").status == 400


def test_a_server_that_never_started_can_be_stopped(tmp_path: Path) -> None:
    SampleServer(make_collection(tmp_path)).stop()
