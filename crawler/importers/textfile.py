"""Open archive files as text: UTF-8, UTF-16 or Windows-1252, plain or gzip, as a stream."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

SNIFF_BYTES = 64_000


def read_start(path: Path, size: int = SNIFF_BYTES) -> bytes:
    """The first bytes of a file, unpacked when it is gzip."""
    with path.open("rb") as file:
        start = file.read(size)
    if start[:2] != b"\x1f\x8b":
        return start
    try:
        return zlib.decompressobj(wbits=31).decompress(start, size)
    except zlib.error:
        return b""


def guess_encoding(start: bytes) -> str:
    """The encoding of a text by its byte order mark, its NULs, or what decodes."""
    if start[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return "utf-16"
    sample = start[:2000]
    if sample[1::2].count(0) > len(sample) // 4:
        return "utf-16-le"
    if sample[0::2].count(0) > len(sample) // 4:
        return "utf-16-be"
    for cut in range(4):  # the sample may end within a character
        try:
            start[: len(start) - cut].decode("utf-8")
        except UnicodeDecodeError:
            continue
        return "utf-8-sig"
    return "cp1252"


@contextmanager
def open_text(path: Path, *, newline: str | None = None) -> Iterator[IO[str]]:
    """A file as text; what a wrong byte stands for becomes a question mark in a box."""
    start = read_start(path)
    with path.open("rb") as raw:
        packed = raw.read(2) == b"\x1f\x8b"
    with gzip.open(path, "rb") if packed else path.open("rb") as file:
        yield io.TextIOWrapper(
            file,
            encoding=guess_encoding(start),
            errors="replace",
            newline=newline,
        )
