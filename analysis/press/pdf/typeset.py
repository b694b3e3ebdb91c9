"""Sets a document with Typst: tagged (PDF/UA-1) and archivable (PDF/A-2a) in one file.

What a document says reaches Typst as JSON and is set as text. No word of it is ever read as
markup, whatever an outlet is called.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from analysis.press.pdf.document import Beside, Block, Document, Picture, list_pictures
from analysis.press.pdf.glyphs import find_faces, keep_drawable
from data.errors import BadInput

TEMPLATES = Path(__file__).parent / "templates"
STANDARDS: Any = ["ua-1", "a-2a"]


def typeset(document: Document, template: str) -> bytes:
    """The document as PDF, the same bytes for the same document.

    ``template`` is a file of ``templates``. Raises BadInput when Typst refuses, for instance for
    want of an alternative text.
    """
    import typst

    # Typst takes a folder in memory; the package's annotations do not know of it yet (0.15).
    files: Any = {path.name: path.read_bytes() for path in TEMPLATES.glob("*.typ")}
    files["main"] = files.pop(template)
    files["document.json"] = json.dumps(describe(document), ensure_ascii=False).encode("utf-8")
    for picture in list_pictures(document.blocks):
        files[name_file(picture)] = keep_drawable(picture.svg).encode("utf-8")
    with tempfile.TemporaryDirectory(prefix="mediagranskning-typsnitt-") as folder:
        for face in find_faces():
            shutil.copyfile(face, Path(folder) / face.name)
        fonts = typst.Fonts(False, False, [folder])
        try:
            made = typst.compile(
                files,
                format="pdf",
                font_paths=fonts,
                ignore_system_fonts=True,
                pdf_standards=STANDARDS,
                timestamp=document.stamp,
            )
        except typst.TypstError as error:
            hints = "; ".join(error.hints)
            raise BadInput(
                f"{document.title!r} cannot be set as PDF: {error.message} ({hints or template})"
            ) from error
    assert isinstance(made, bytes)
    return made


def describe(document: Document) -> dict[str, Any]:
    """The document as the templates read it."""
    fields = asdict(document)
    fields["stamp"] = [getattr(document.stamp, part) for part in ("year", "month", "day")]
    fields["blocks"] = [_describe_block(block) for block in document.blocks]
    return _clean(fields)  # type: ignore[no-any-return]


def name_file(picture: Picture) -> str:
    return f"{picture.name}.svg"


def _describe_block(block: Block) -> dict[str, Any]:
    fields = asdict(block)
    if isinstance(block, Picture):
        fields["svg"] = name_file(block)
    elif isinstance(block, Beside):
        for side in ("left", "right"):
            fields[side] = [_describe_block(own) for own in getattr(block, side)]
    return {"kind": type(block).__name__} | fields


def _clean(value: Any) -> Any:
    """Every text with only what the font can draw."""
    if isinstance(value, str):
        return keep_drawable(value)
    if isinstance(value, dict):
        return {key: _clean(own) for key, own in value.items()}
    if isinstance(value, (list, tuple)):
        return [_clean(own) for own in value]
    return value
