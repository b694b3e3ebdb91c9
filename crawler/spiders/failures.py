"""Why an address gave no page, in words that are counted, shown and published."""

from __future__ import annotations

from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawler.hosts import was_refused
from crawler.permission import Denied, ForeignHost, SiteWaits

TOO_LARGE = "the page is too large"
TOO_MANY = "redirected too often"
FOREIGN = "redirected to another host"
PRIVATE = "leads to a private address"
LEFT_OUT_REASONS = {TOO_LARGE, TOO_MANY, FOREIGN, PRIVATE}


def describe_failure(failure: Failure) -> tuple[str, str]:
    """(address asked for, reason)."""
    request, error = failure.request, failure.value  # type: ignore[attr-defined]
    url = request.meta.get("asked") or request.url
    if isinstance(error, HttpError):
        return url, f"HTTP {error.response.status}"
    if isinstance(error, DownloadCancelledError):
        return url, TOO_LARGE
    if isinstance(error, Denied | SiteWaits):
        return url, str(error)
    if isinstance(error, ForeignHost):
        return url, FOREIGN if "host" in str(error) else PRIVATE
    if isinstance(error, IgnoreRequest):
        # a bomb is found when it is unpacked; Scrapy has one kind of error for both
        return url, TOO_LARGE if "DOWNLOAD_MAXSIZE" in str(error) else TOO_MANY
    if was_refused(request.url):
        return url, PRIVATE
    return url, f"no answer ({type(error).__name__})"
