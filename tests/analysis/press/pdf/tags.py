"""What a reader of the tags of a PDF meets, in order."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf


@dataclass(frozen=True)
class Tag:
    role: str
    depth: int
    alt: str
    element: Any


def open_pdf(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def list_tags(pdf: pikepdf.Pdf) -> list[Tag]:
    """The structure elements in the order in which they are read aloud."""
    return list(_walk(pdf.Root.StructTreeRoot.K, 0))


def _walk(element: Any, depth: int) -> Iterator[Tag]:
    if isinstance(element, pikepdf.Array):
        for child in element:
            yield from _walk(child, depth)
    elif isinstance(element, pikepdf.Dictionary):
        if "/S" in element:
            yield Tag(str(element.S)[1:], depth, str(element.get("/Alt", "")), element)
        if "/K" in element:
            yield from _walk(element.K, depth + 1)


def list_fonts(pdf: pikepdf.Pdf) -> dict[str, bool]:
    """The fonts of a file and whether each is in it."""
    found = [
        thing
        for thing in pdf.objects
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor"
    ]
    files = ("/FontFile", "/FontFile2", "/FontFile3")
    return {str(font.FontName): any(file in font for file in files) for font in found}


def read_identifiers(pdf: pikepdf.Pdf) -> dict[str, str]:
    """The standards that a file says it keeps, and its language."""
    with pdf.open_metadata() as metadata:
        return {
            "pdfua": str(metadata.get("pdfuaid:part")),
            "pdfa": f"{metadata.get('pdfaid:part')}{metadata.get('pdfaid:conformance')}",
            "title": str(metadata.get("dc:title")),
        }


def read_words(content: bytes) -> str:
    """The text of a PDF as poppler reads it; "" where poppler is not installed."""
    import shutil
    import subprocess

    if shutil.which("pdftotext") is None:
        return ""
    done = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True
    )
    return done.stdout.decode()
