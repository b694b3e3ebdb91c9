"""JSONL, plain or gzip: ``url,title,published,outlet,text`` a line."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from pydantic import ValidationError

from crawler.importers.lines import ImportedLine, whole
from data.errors import BadInput


def read_jsonl(path: Path) -> Iterator[tuple[str, ImportedLine | BadInput]]:
    """(place, line or what is wrong with it). Raises BadInput for a file that cannot be decoded."""
    number = 0
    try:
        with _open(path) as file:
            for number, raw in enumerate(file, 1):
                if not raw.strip():
                    continue
                place = f"{path.name}, line {number}"
                try:
                    yield place, read_line(raw)
                except BadInput as error:
                    yield place, error
    except UnicodeDecodeError as error:
        raise BadInput(
            f"{path}, line {number + 1}: is not UTF-8; convert the file, nothing was imported"
        ) from error
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise BadInput(
            f"{path}, line {number + 1}: the gzip file is cut or broken; nothing was imported"
        ) from error


def _open(path: Path) -> IO[str]:
    with path.open("rb") as raw:
        packed = raw.read(2) == b"\x1f\x8b"
    if packed:
        return gzip.open(path, "rt", encoding="utf-8-sig")
    return path.open("rt", encoding="utf-8-sig")


def read_line(raw: str) -> ImportedLine:
    """One line of JSON. Raises BadInput with the first thing that is wrong."""
    try:
        return ImportedLine.model_validate(whole(json.loads(raw)))
    except ValidationError as error:
        raise BadInput(say_first(error)) from error
    except (ValueError, RecursionError) as error:  # a ValueError of json also for huge numbers
        raise BadInput(f"is not JSON ({error})") from error


def say_first(error: ValidationError) -> str:
    """The first thing that is wrong with a line, in one line."""
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"]) or "line"
    return f"{where}: {first['msg']}"
