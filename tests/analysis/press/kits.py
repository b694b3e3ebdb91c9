"""Facts and texts of small kits for the tests."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from html import unescape
from pathlib import Path
from typing import Any

from docx import Document
from openpyxl import load_workbook
from pptx import Presentation

from analysis.commands import analyse
from analysis.figures import Figure
from analysis.press.facts import Facts
from analysis.press.gather import Wish, gather_facts
from data.store import MediaStore
from data.vocab import Sector
from tests.analysis.media import Story, many_stories, write_media

PLACES = ("Kiruna", "Luleå", "Kiruna", "Piteå")
SECTORS = (Sector.GRUVA_STAL, Sector.SKOG, Sector.GRUVA_STAL)


def write_rich_media(db_dir: Path) -> None:
    """Three months in two outlets, several places and industries."""
    stories = many_stories(60) + many_stories(24, outlet="polcirkeln")
    for number, story in enumerate(stories):
        story.places = (PLACES[number % len(PLACES)],)
        story.sectors = (SECTORS[number % len(SECTORS)],)
    write_media(db_dir, [*stories, Story(published=""), Story(themes=())])


def gather(db_dir: Path, **wish: Any) -> Facts:
    """The facts of a wish."""
    with MediaStore(db_dir) as store:
        return gather_facts(store, db_dir, Wish(**wish), lambda items, _: items)


def freeze(db_dir: Path, edition: str) -> None:
    """Freeze an edition by its command."""
    analyse.main(["--edition", edition, "--db-dir", str(db_dir), "--quiet"], standalone_mode=False)


def make_figure(**changed: Any) -> Figure:
    """A figure of its own; 33 per cent (27 to 40) unless changed."""
    values: dict[str, Any] = {
        "indicator": "people", "dimension": "overall", "value": "alla", "label": "Alla",
        "counting": "per_outlet", "selection": "all", "unit": "persons", "n_stories": 118,
        "n_persons": 341, "women": 111, "men": 217, "nonbinary": 7, "other_or_unknown": 13,
        "percent": 33, "low": 27, "high": 40, "at_least": 32, "at_most": 35, "differs": "",
        "withheld": "", "filters": "{}",
    }  # fmt: skip
    return Figure(**values | changed)


def read_text(name: str, content: bytes) -> str:
    """What a reader can read in a file of the kit; "" for pictures and PDFs."""
    if name.endswith(".docx"):
        return "\n".join(_iter_document(content))
    if name.endswith(".xlsx"):
        book = load_workbook(io.BytesIO(content), read_only=True)
        return "\n".join(
            str(cell) for sheet in book for row in sheet.iter_rows(values_only=True)
            for cell in row if cell is not None
        )  # fmt: skip
    if name.endswith(".pptx"):
        return "\n".join(_iter_slides(content))
    if name.endswith((".html", ".svg")):
        bare = re.sub(r"<style.*?</style>|<script.*?</script>", " ", content.decode(), flags=re.S)
        return unescape(re.sub(r"<[^>]+>", " ", bare))
    if name.endswith((".csv", ".txt", ".json")):
        return content.decode("utf-8-sig")
    return ""


def _iter_slides(content: bytes) -> Iterable[str]:
    for slide in Presentation(io.BytesIO(content)).slides:
        yield from (shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        if slide.has_notes_slide:
            yield slide.notes_slide.notes_text_frame.text


def _iter_document(content: bytes) -> Iterable[str]:
    document = Document(io.BytesIO(content))
    for paragraph in document.paragraphs:
        yield paragraph.text
    for table in document.tables:
        for row in table.rows:
            yield from (cell.text for cell in row.cells)
    for section in document.sections:
        yield from (p.text for p in (*section.header.paragraphs, *section.footer.paragraphs))
