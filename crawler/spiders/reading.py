"""What reading a source gives, the same for every kind."""

from __future__ import annotations

from dataclasses import dataclass, field

from scrapy.http import Response

from data.frontier import Found
from data.records import Article

MAX_ADDRESSES = 50_000  # in one file: what the sitemap protocol allows; a feed has some hundred


class Unreadable(Exception):
    """The answer is not what the source should be; the message is the reason that is shown."""


@dataclass(frozen=True, slots=True)
class Part:
    """A further file of a source: a sitemap of an index, with the index's word on its age."""

    url: str
    lastmod: str = ""


@dataclass(slots=True)
class Reading:
    """Addresses met, further files, the next page, and articles known by their metadata alone.

    ``broken`` are parts that are no address; ``cut`` says that there was more than is taken.
    """

    found: list[Found] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    next_page: str = ""
    metadata: list[Article] = field(default_factory=list)
    broken: list[tuple[str, str]] = field(default_factory=list)
    cut: bool = False


def header(response: Response, name: bytes) -> str:
    """A header as text, "" where it is missing."""
    return (response.headers.get(name) or b"").decode("latin-1")
