"""The same document as one page for the web that needs nothing else."""

from __future__ import annotations

import base64
import re
from functools import lru_cache

from analysis.press.pdf.document import Document, Heading, list_pictures, list_tables
from analysis.press.pdf.glyphs import FAMILY, find_faces
from analysis.press.pdf.typeset import TEMPLATES

_WEIGHTS = {"Regular": 400, "Bold": 700}


def render_page(document: Document) -> bytes:
    """HTML in UTF-8. Charts are drawn in the page, with the font that their layout was made for."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters["kind"] = lambda block: type(block).__name__
    env.filters["drawing"] = lambda picture: Markup(  # noqa: S704 - our own SVG
        name_apart(picture.svg, picture.name)
    )
    env.filters["css_string"] = _escape_css
    chapters = [block for block in document.blocks if isinstance(block, Heading)]
    page = env.get_template("document.html").render(
        document=document,
        chapters=[(number_of(document, chapter), chapter) for chapter in chapters],
        number_of=lambda block: number_of(document, block),
        pictures=list_pictures(document.blocks),
        tables=list_tables(document.blocks),
        fonts=Markup(_embed_fonts()),  # noqa: S704 - the package's own files
    )
    return page.encode("utf-8")


def number_of(document: Document, block: object) -> int:
    """The place of a heading, picture or table among its kind, from 1; its anchor."""
    same = [other for other in document.blocks if type(other) is type(block)]
    return next(number for number, other in enumerate(same, 1) if other is block)


def name_apart(svg: str, name: str) -> str:
    """A drawing to stand in a page with others: its ids are its own, its words are in ``alt``."""
    bare = re.sub(r"<\?xml[^>]*\?>|<!DOCTYPE[^>]*>|<title\b.*?</title>|<desc\b.*?</desc>", "", svg,
                  flags=re.S)  # fmt: skip
    bare = re.sub(r' (?:aria-[a-z]+|role)="[^"]*"', "", bare)
    bare = re.sub(r'\bid="([^"]+)"', rf'id="{name}-\1"', bare)
    bare = re.sub(r"url\(([\"']?)#", rf"url(\1#{name}-", bare)
    bare = re.sub(r'href="#', f'href="#{name}-', bare)
    return re.sub(r"<svg\b", '<svg aria-hidden="true" focusable="false"', bare, count=1)


def _escape_css(text: str) -> str:
    """A text inside a style sheet's quotes, every letter by its number: none can end it."""
    return "".join(f"\\{ord(letter):x} " for letter in text)


@lru_cache(maxsize=1)
def _embed_fonts() -> str:
    """@font-face rules; the OpenType files are smaller than the TrueType ones of the PDF."""
    folder = find_faces()[0].parent
    rules = []
    for face, weight in _WEIGHTS.items():
        coded = base64.b64encode((folder / f"SourceSansPro-{face}.otf").read_bytes()).decode()
        rules.append(
            f'@font-face{{font-family:"{FAMILY}";font-weight:{weight};font-display:swap;'
            f'src:url("data:font/otf;base64,{coded}") format("opentype")}}'
        )
    return "\n".join(rules)
