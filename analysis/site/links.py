"""From the addresses of the site to files, and the links of a page rewritten between them."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit

import lxml.html
from lxml import etree

HOST = "http://statisk.invalid"  # no real host can have this name (RFC 6761)
NOTE = (
    "Det här är en kopia av webbplatsen, utan sökning, filter och egna frågor. Alla siffror och "
    "tabeller går att hämta."
)
_LINKED = (("a", "href"), ("link", "href"), ("img", "src"), ("script", "src"), ("source", "src"))
_FILES = (".css", ".js", ".svg", ".png", ".ico", ".woff", ".woff2", ".ttf", ".db", ".csv", ".json")
_MORE_FILES = (".ttl", ".rdf", ".jsonld", ".xml", ".txt", ".map", ".geojson")
_STYLE_URL = re.compile(r"url\(\s*(['\"]?)([^'\")]+)\1\s*\)")
# Words of links that only make sense with a server behind them.
_LIVE = frozenset(("Visa allt", "Visa som SQL-fråga", "ta bort", "visa fler"))


def file_of(address: str) -> tuple[str, str] | None:
    """(file, address to read it from) of an address of the site; None for what stays out.

    Kept are pages without a query, the pages of a table that follow the first, and tables as CSV
    and JSON, whatever is asked of those.
    """
    parts = urlsplit(address)
    path, asked = unquote(parts.path), dict(parse_qsl(parts.query, keep_blank_values=True))
    if ".." in path.split("/") or path.startswith(("/-/logout", "/-/allow", "/-/permissions")):
        return None
    bare = path.strip("/")
    if path in {"/katalog"}:
        return "katalog.ttl", "/katalog.ttl"
    if path.endswith((*_FILES, *_MORE_FILES)):
        return _data_file(parts.path, bare, asked)
    if not asked:
        return (f"{bare}/index.html" if bare else "index.html"), parts.path or "/"
    if "_next" in asked and set(asked) <= {"_next", "_sort", "_sort_desc"}:
        page = hashlib.sha256(parts.query.encode()).hexdigest()[:12]
        return f"{bare}/sida-{page}.html", f"{parts.path}?{parts.query}"
    return None


def _data_file(path: str, bare: str, asked: dict[str, str]) -> tuple[str, str] | None:
    parts = bare.split("/")
    if parts[0] == "public" and len(parts) == 2:
        if path.endswith(".csv"):
            return bare, f"{path}?_stream=on"
        if path.endswith(".json"):
            return bare, f"{path}?_shape=objects&_size=max"
    if parts[0] == "public" and len(parts) > 2:  # a row as JSON: its page says the same
        return None
    if asked and not path.startswith(("/-/static", "/stat/")):
        return None
    return bare, path


class Rewriter:
    """Rewrites pages and styles; ``include`` gives the file of an address, or None."""

    def __init__(self, include: Callable[[str], str | None], address: str = "") -> None:
        self._include = include
        self._address = address

    def rewrite_page(self, text: str, url: str, file: str) -> str:
        page = lxml.html.document_fromstring(text)
        for live in page.xpath("//form | //*[@data-levande]"):
            live.drop_tree()
        for tag, attribute in _LINKED:
            for element in list(page.iter(tag)):
                link = element.get(attribute)
                if link:
                    self._point(element, attribute, link, url, file)
        for body in page.xpath("//main"):
            body.insert(0, self._note())
        return _write(page)

    def _note(self) -> lxml.html.HtmlElement:
        note = lxml.html.Element("p", {"class": "note"})
        note.text = NOTE
        if self._address:
            note.text += " Hela webbplatsen: "
            link = etree.SubElement(note, "a", {"href": self._address})
            link.text = urlsplit(self._address).netloc
            link.tail = "."
        return note

    def _point(
        self, element: lxml.html.HtmlElement, attribute: str, link: str, url: str, file: str
    ) -> None:
        whole = urljoin(url, link)
        if link.startswith(("#", "data:", "mailto:")) or not whole.startswith(f"{HOST}/"):
            return
        address, _, fragment = whole.removeprefix(HOST).partition("#")
        target = self._include(address)
        if target is not None:
            tail = f"#{fragment}" if fragment else ""
            element.set(attribute, relative(target, file) + tail)
        elif element.tag == "a":
            _take_out(element)
        else:
            element.drop_tree()

    def rewrite_style(self, text: str, url: str, file: str) -> str:
        def replace(found: re.Match[str]) -> str:
            whole = urljoin(url, found[2])
            target = self._include(whole.removeprefix(HOST)) if whole.startswith(HOST) else None
            return f'url("{relative(target, file)}")' if target else found[0]

        return _STYLE_URL.sub(replace, text)

    def drop_missing(self, text: str, page: Path) -> str:
        """A page without links to files that are not there."""
        parsed = lxml.html.document_fromstring(text)
        changed = False
        for element in list(parsed.iter("a")):
            link = (element.get("href") or "").partition("#")[0]
            local = link and "://" not in link and not link.startswith("mailto:")
            if local and not (page.parent / unquote(link)).is_file():
                _take_out(element)
                changed = True
        if not changed:
            return text
        return _write(parsed)


def _write(page: lxml.html.HtmlElement) -> str:
    return f"<!DOCTYPE html>\n{lxml.html.tostring(page, encoding='unicode')}"


def _take_out(element: lxml.html.HtmlElement) -> None:
    """A link that leads nowhere becomes its words; one that was only a button goes."""
    words = " ".join(element.text_content().split())
    if words in _LIVE or "button" in (element.get("class") or "").split() or not words:
        element.drop_tree()
    else:
        element.tag = "span"
        element.attrib.pop("href", None)
        element.attrib.pop("rel", None)


def relative(target: str, file: str) -> str:
    """The link from one file to another, as an address."""
    return quote(posixpath.relpath(target, posixpath.dirname(file) or "."), safe="/~.,:@!$&'()*+;=")


def find_links(text: str) -> Iterator[str]:
    """Every address that a page names in a link, a style, a script or a picture."""
    page = lxml.html.document_fromstring(text)
    for tag, attribute in _LINKED:
        for element in page.iter(tag):
            link = element.get(attribute)
            if link:
                yield link
