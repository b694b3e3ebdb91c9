"""Which characters the press kit's font can draw; a PDF/A with one that it cannot is refused."""

from __future__ import annotations

import struct
import unicodedata
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from data.errors import BadInput

# TrueType only. The package holds each as OpenType too, and which of the two a folder lists first
# differs between machines: the bytes would differ with it. No italic: it lacks the Sámi ŋ and ŧ.
FACES = ("Regular", "Semibold", "Bold")
FAMILY = "Source Sans Pro"
MISSING = "?"
# Drawn as nothing or as white space by the layout itself.
_ALWAYS = frozenset("\n\u00a0\u00ad\u200b\u202f\u2028")


def find_faces() -> list[Path]:
    """The font files of the package font-source-sans-pro that documents use.

    Raises BadInput when one is missing: without fonts Typst sets empty pages and says nothing.
    """
    folder = Path(str(files("font_source_sans_pro"))) / "files"
    faces = [folder / f"SourceSansPro-{face}.ttf" for face in FACES]
    for face in faces:
        if not face.exists():
            raise BadInput(f"the font {face} is missing; install again with 'make setup'")
    return faces


def keep_drawable(text: str) -> str:
    """Text with "?" for what the font lacks; control characters become spaces."""
    drawable = load_drawable()
    return "".join(
        letter
        if letter in drawable
        else " "
        if unicodedata.category(letter) in {"Cc", "Zs", "Zl", "Zp"}
        else ""
        if unicodedata.category(letter) == "Cf"
        else MISSING
        for letter in unicodedata.normalize("NFC", text)
    )


@lru_cache(maxsize=1)
def load_drawable() -> frozenset[str]:
    """Characters that every face has."""
    shared = set.intersection(*(_read_characters(path.read_bytes()) for path in find_faces()))
    return frozenset(shared) | _ALWAYS


def _read_characters(font: bytes) -> set[str]:
    """The characters of a TrueType font's table cmap (format 4, the Basic Multilingual Plane)."""
    (n_tables,) = struct.unpack_from(">H", font, 4)
    tables = {
        font[at : at + 4]: struct.unpack_from(">I", font, at + 8)[0]
        for at in range(12, 12 + 16 * n_tables, 16)
    }
    cmap = tables[b"cmap"]
    (n_maps,) = struct.unpack_from(">H", font, cmap + 2)
    found: set[str] = set()
    for number in range(n_maps):
        start = cmap + struct.unpack_from(">I", font, cmap + 4 + 8 * number + 4)[0]
        if struct.unpack_from(">H", font, start)[0] == 4:
            found |= _read_segments(font, start)
    return {letter for letter in found if unicodedata.category(letter) not in {"Cc", "Cs", "Co"}}


def _read_segments(font: bytes, start: int) -> set[str]:
    (doubled,) = struct.unpack_from(">H", font, start + 6)
    count = doubled // 2
    ends = struct.unpack_from(f">{count}H", font, start + 14)
    starts = struct.unpack_from(f">{count}H", font, start + 16 + doubled)
    deltas = struct.unpack_from(f">{count}H", font, start + 16 + 2 * doubled)
    offsets_at = start + 16 + 3 * doubled
    offsets = struct.unpack_from(f">{count}H", font, offsets_at)
    found = set()
    for number, (first, last, delta, offset) in enumerate(
        zip(starts, ends, deltas, offsets, strict=True)
    ):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offset:
                at = offsets_at + 2 * number + offset + 2 * (code - first)
                (glyph,) = struct.unpack_from(">H", font, at)
            if (glyph or not offset) and (glyph + delta) % 0x10000:
                found.add(chr(code))
    return found
