"""From the bytes of a page to what is stored of it: pure, so that any process can do it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from w3lib.encoding import html_to_unicode

from crawler.extract import NotAnArticle, extract_article
from crawler.registry import OutletConfig
from crawler.tdm import find_reservation
from data.packing import pack_page
from data.records import Article, Page


@dataclass(frozen=True, slots=True)
class PageJob:
    """A page as it was answered; ``fetched_at`` is ISO 8601 in UTC."""

    outlet_id: str
    url: str
    status: int
    content_type: str
    body: bytes
    fetched_at: str
    tdm_header: str = ""
    subscriber: bool = False


@dataclass(frozen=True, slots=True)
class PageResult:
    """What a page came to: an article, or why there is none. A reserved page is not even kept."""

    page: Page | None = None
    article: Article | None = None
    left_out: str = ""
    denied: str = ""


def read_page(job: PageJob, config: OutletConfig) -> PageResult:
    """Decode, look for a reservation, extract, compress."""
    html = decode(job.body, job.content_type)
    reserved = find_reservation(job.tdm_header, html)
    if reserved:
        return PageResult(denied=f"reserved by {reserved}")
    page = pack_page(
        job.outlet_id,
        job.url,
        job.status,
        job.content_type,
        job.body,
        hashlib.sha256(job.body).hexdigest(),
        job.fetched_at,
    )
    try:
        article = extract_article(
            html, job.url, config, fetched_at=job.fetched_at, subscriber=job.subscriber
        )
    except NotAnArticle as error:
        return PageResult(page, left_out=str(error))
    return PageResult(page, article)


def decode(body: bytes, content_type: str) -> str:
    """The page's text. What is sound UTF-8 is that, whatever is stated: no text in another
    encoding is by chance. What a stated charset cannot read is Windows-1252."""
    if b"\x00" not in body[:1000]:
        try:
            return body.decode("utf-8-sig")
        except UnicodeDecodeError:
            pass
    _, text = html_to_unicode(content_type, body, auto_detect_fun=_guess, default_encoding="ascii")
    return text if "\ufffd" not in text else body.decode("cp1252", "replace")


def _guess(body: bytes) -> str:
    for encoding in ("utf-8", "cp1252"):
        try:
            body.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return "latin-1"
