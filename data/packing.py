"""Pages as they are kept: gzip, the same bytes for the same page."""

from __future__ import annotations

from isal import igzip

from data.identity import stable_key
from data.records import Page


def pack_page(
    outlet_id: str,
    url: str,
    status: int,
    content_type: str,
    body: bytes,
    sha256: str,
    fetched_at: str,
) -> Page:
    """A page record with its body compressed, without a time stamp in the gzip.

    ``fetched_at`` is ISO 8601 in UTC.

    ISA-L's level 3 packs the 181 real pages as small as zlib's 3 in a third of the time (2026-11).
    """
    return Page(
        id=stable_key(url, sha256),
        outlet_id=outlet_id,
        url=url,
        status=status,
        content_type=content_type,
        fetched_at=fetched_at,
        body=igzip.compress(body, 3, mtime=0),
        body_sha256=sha256,
    )
