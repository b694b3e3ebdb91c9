"""WARC and WARC.GZ as a stream: only article pages of known outlets are read at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from crawler.pagework import PageJob, PageResult, read_page
from crawler.registry import OutletConfig, find_outlet_by_url
from data.errors import BadInput

MAX_PAGE_BYTES = 10_000_000  # as for pages that are fetched
READ_BYTES = 65_536


def looks_like_warc(start: bytes) -> bool:
    return start.startswith(b"WARC/")


def read_warc(
    path: Path,
    registry: dict[str, OutletConfig],
    skip: Callable[[str, str], None],
    tick: Callable[[int], None] = lambda _: None,
) -> Iterator[PageResult]:
    """The pages that are articles; what is not is handed to ``skip`` as (address, reason).

    ``tick`` gets the bytes read so far. A file that is cut gives what stands before the cut.
    """
    with path.open("rb") as file:
        records = ArchiveIterator(file)
        while True:
            try:
                record = next(records)
            except StopIteration:
                return
            except (ArchiveLoadFailed, EOFError, OSError, ValueError) as error:
                skip(path.name, f"the WARC file is broken ({type(error).__name__})")
                return
            tick(file.tell())
            if record.rec_type == "response" and record.http_headers is not None:
                yield from _read_record(record, registry, skip)


def _read_record(
    record: Any, registry: dict[str, OutletConfig], skip: Callable[[str, str], None]
) -> Iterator[PageResult]:
    url = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    config = find_outlet_by_url(registry, url)
    if config is None or not config.wants(url) or config.metadata_only:
        skip(url, "not an article page of a known outlet")
        return
    headers = record.http_headers
    if headers.get_statuscode() != "200":
        skip(url, f"HTTP {headers.get_statuscode()}")
        return
    content_type = headers.get_header("Content-Type") or ""
    if "html" not in content_type.lower() and content_type:
        skip(url, "not a text page")
        return
    body = _read_body(record)
    if body is None:
        skip(url, "the page is too large or its packing is broken")
        return
    result = read_page(
        PageJob(
            config.id,
            url,
            200,
            content_type,
            body,
            str(record.rec_headers.get_header("WARC-Date") or ""),
            headers.get_header("tdm-reservation") or "",
        ),
        config,
    )
    if result.article is None:
        skip(url, result.denied or result.left_out)
        return
    article = replace(result.article, origin="import")
    yield replace(result, article=article)


def _read_body(record: Any) -> bytes | None:
    """The unpacked body, None when it is larger than a page may be or cannot be unpacked."""
    pieces, size = [], 0
    stream = record.content_stream()
    try:
        while piece := stream.read(READ_BYTES):
            size += len(piece)
            if size > MAX_PAGE_BYTES:
                return None
            pieces.append(piece)
    except (OSError, EOFError, ValueError, ArchiveLoadFailed):
        return None
    return b"".join(pieces)


def check_readable(path: Path) -> None:
    """Raises BadInput for a file that cannot be opened as WARC."""
    try:
        with path.open("rb") as file:
            next(iter(ArchiveIterator(file)), None)
    except ArchiveLoadFailed as error:
        raise BadInput(f"{path}: not a WARC file ({error})") from error
