"""Keep the crawl on the net and on the outlet's own hosts: no private or link-local address."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

LOCAL_HOSTS = "MEDIAGRANSKNING_LOCAL_HOSTS"  # setting: hosts that may be private (proxy, local)
_refused: set[str] = set()


def is_private(address: str) -> bool:
    """Whether a host written as an address is none of the open net; False for a name."""
    try:
        return not ip_address(address.strip("[]")).is_global
    except ValueError:
        return False


def was_refused(url: str) -> bool:
    """Whether the name of an address led to a private machine in this process."""
    return (urlsplit(url).hostname or "") in _refused


class OpenNetResolver(CachingThreadedResolver):
    """Refuses names that resolve to a private address; the connection goes to what was checked."""

    local_hosts: frozenset[str] = frozenset()

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        made = super().from_crawler(crawler, reactor)
        made.local_hosts = frozenset(crawler.settings.getlist(LOCAL_HOSTS))
        return made

    def getHostByName(self, name: str, timeout: Any = ()) -> Deferred[str]:  # noqa: N802 - Twisted's
        found: Deferred[str] = super().getHostByName(name, timeout)
        return found if name in self.local_hosts else found.addCallback(_refuse_private, name)


def _refuse_private(address: str, name: str) -> str:
    if is_private(address):
        _refused.add(name)
        raise DNSLookupError(f"{name} leads to a private address")
    return address
