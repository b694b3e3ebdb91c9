"""The look of the slides, made in code: 16:9, calm colours, Swedish throughout."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

# Arial is on every machine that shows slides; a font that is not there would be replaced by one
# of other widths, and text would run out of its box in front of the press.
FONT = "Arial"
LANGUAGE = "sv-SE"
INK, QUIET, BRAND, SOFT = "17232B", "4D5C66", "123F4D", "E3EDEE"
ACCENT, WARN, WARN_LINE, LINE, WHITE = "A3341A", "FDF3DF", "C98A16", "D5D9D6", "FFFFFF"

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
LEFT, BODY_WIDTH = Inches(0.7), Inches(11.93)
TITLE_TOP, TITLE_HEIGHT = Inches(0.55), Inches(1.1)
BODY_TOP, BODY_HEIGHT = Inches(1.8), Inches(4.75)
FOOT_TOP, FOOT_HEIGHT = Inches(6.95), Inches(0.35)

TITLE, TEXT, CHART = "Titel", "Rubrik och text", "Rubrik och diagram"
_LAYOUTS = {"Title Slide": TITLE, "Title and Content": TEXT, "Title Only": CHART}
_PROMPTS = {
    "Click to edit Master title style": "Klicka och skriv rubrik",
    "Click to edit Master subtitle style": "Klicka och skriv underrubrik",
    "Click to edit Master text styles": "Klicka och skriv text",
    **{"Second level": "Andra nivån", "Third level": "Tredje nivån"},
    **{"Fourth level": "Fjärde nivån", "Fifth level": "Femte nivån"},
}
_NAMES = {"Title": "Rubrik", "Subtitle": "Underrubrik", "Text": "Text", "Content": "Innehåll",
          "Footer": "Sidfot", "Slide Number": "Bildnummer"}  # fmt: skip


def make_presentation(title: str, subject: str, stamp: datetime) -> Any:
    """An empty presentation in our template, with its properties set."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    for layout in list(deck.slide_layouts):
        if layout.name not in _LAYOUTS:
            deck.slide_layouts.remove(layout)
    _set_theme(deck.slide_master)
    _arrange(deck.slide_master)
    for layout in deck.slide_layouts:
        layout.name = _LAYOUTS[layout.name]
        _arrange(layout)
    _style_master(deck.slide_master)
    _paint_title_layout(find_layout(deck, TITLE))
    properties = deck.core_properties
    properties.title, properties.subject, properties.language = title, subject, LANGUAGE
    properties.author = properties.last_modified_by = "Mediagranskning"
    properties.created = properties.modified = stamp.replace(tzinfo=None)
    properties.keywords, properties.revision = "jämställdhet, medier, regional tillväxt", 1
    return deck


def find_layout(deck: Any, name: str) -> Any:
    """A layout by its name in our template."""
    return next(layout for layout in deck.slide_layouts if layout.name == name)


def colour(code: str) -> Any:
    make: Any = RGBColor
    return make.from_string(code)


def set_language(element: Any) -> None:
    """Mark every run below an element as Swedish, and drop what is marked as English."""
    for tag in ("a:rPr", "a:endParaRPr", "a:defRPr"):
        for properties in element.iter(qn(tag)):
            if tag != "a:defRPr" or properties.get("lang"):
                properties.set("lang", LANGUAGE)
    for run in element.iter(qn("a:r"), qn("a:fld")):
        run.get_or_add_rPr().set("lang", LANGUAGE)


def _arrange(sheet: Any) -> None:
    """Put the placeholders of the master or a layout where the wide page has room for them."""
    places = {
        "title": (LEFT, TITLE_TOP, BODY_WIDTH, TITLE_HEIGHT),
        "ctrTitle": (LEFT, Inches(1.7), Inches(10.8), Inches(2.2)),
        "subTitle": (LEFT, Inches(4.05), Inches(10.8), Inches(1.2)),
        "body": (LEFT, BODY_TOP, BODY_WIDTH, BODY_HEIGHT),
        "obj": (LEFT, BODY_TOP, BODY_WIDTH, BODY_HEIGHT),
        "ftr": (LEFT, FOOT_TOP, Inches(10.4), FOOT_HEIGHT),
        "sldNum": (Inches(11.63), FOOT_TOP, Inches(1.0), FOOT_HEIGHT),
    }
    for shape in list(sheet.placeholders):
        kind = shape._element.ph.get("type", "obj")
        if kind == "dt":
            shape._element.getparent().remove(shape._element)
            continue
        shape.left, shape.top, shape.width, shape.height = places[kind]
        english = re.sub(r" (Placeholder )?\d+$", "", shape.name)
        shape.name = _NAMES.get(english, english)
    translate_prompts(sheet._element)
    set_language(sheet._element)


def translate_prompts(element: Any) -> None:
    """The library's own prompts ("Click to edit …") in Swedish."""
    for text in element.iter(qn("a:t")):
        text.text = _PROMPTS.get(text.text, text.text)


def _style_master(master: Any) -> None:
    styles = master._element.find(qn("p:txStyles"))
    title = styles.find(qn("p:titleStyle")).find(qn("a:lvl1pPr"))
    title.set("algn", "l")
    _set_run(title.find(qn("a:defRPr")), 30, bold=True, fill=BRAND)
    for level, size in zip(styles.find(qn("p:bodyStyle")), (20, 18, 16, 16, 16), strict=False):
        run = level.find(qn("a:defRPr"))
        if run is not None:
            _set_run(run, size, bold=False, fill=INK)
    for shape in master.placeholders:
        kind = shape._element.ph.get("type")
        if kind == "title":
            shape.text_frame._txBody.bodyPr.set("anchor", "t")
        if kind in {"ftr", "sldNum"}:
            level = shape._element.find(f".//{qn('a:lvl1pPr')}")
            level.set("algn", "l" if kind == "ftr" else "r")
            _set_run(level.find(qn("a:defRPr")), 11, bold=False, fill=QUIET)
    _add_rule(master._element, 0, 0, Inches(0.22), HEIGHT, BRAND, "Kant")
    _add_rule(master._element, LEFT, Inches(6.88), BODY_WIDTH, Emu(9525), LINE, "Linje")


def _paint_title_layout(layout: Any) -> None:
    for shape in layout.placeholders:
        kind = shape._element.ph.get("type")
        if kind == "ctrTitle":
            shape.text_frame._txBody.bodyPr.set("anchor", "b")
        if kind == "subTitle":
            level = shape._element.find(f".//{qn('a:lvl1pPr')}")
            level.set("algn", "l")
            _set_run(level.find(qn("a:defRPr")), 20, bold=False, fill=QUIET)


def _set_run(run: Any, size: int, *, bold: bool, fill: str) -> None:
    run.set("sz", str(Pt(size).pt * 100).split(".")[0])
    run.set("b", "1" if bold else "0")
    for old in run.findall(qn("a:solidFill")):
        run.remove(old)
    solid = run.makeelement(qn("a:solidFill"), {})
    solid.append(solid.makeelement(qn("a:srgbClr"), {"val": fill}))
    run.insert(0, solid)


def _add_rule(
    sheet: Any, left: int, top: int, width: int, height: int, fill: str, name: str
) -> None:
    """A filled rectangle behind all else on the master."""
    from lxml import etree

    tree = sheet.find(f".//{qn('p:spTree')}")
    number = 1 + max(int(own.get("id")) for own in tree.iter(qn("p:cNvPr")))
    shape = etree.fromstring(
        '<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        f'<p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr/>'
        "<p:nvPr userDrawn=\"1\"/></p:nvSpPr>"
        f'<p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:srgbClr val="{fill}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr>'
        f'<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="{LANGUAGE}"/></a:p>'
        "</p:txBody></p:sp>"
    )  # fmt: skip
    tree.insert(2, shape)


def _set_theme(master: Any) -> None:
    """Our colours and the font in the theme, so that what a user adds looks the same."""
    theme = next(r.target_part for r in master.part.rels.values() if r.reltype.endswith("/theme"))
    text = theme.blob.decode("utf-8")
    palette = {
        **{"dk2": BRAND, "lt2": SOFT, "accent1": "00534D", "accent2": "E69F00"},
        **{"accent3": "9AA3A8", "accent4": BRAND, "accent5": WARN_LINE, "accent6": ACCENT},
    }
    for name, code in palette.items():
        new = rf'<a:{name}><a:srgbClr val="{code}"/></a:{name}>'
        text = re.sub(rf"<a:{name}>.*?</a:{name}>", new, text, flags=re.S)
    text = re.sub(r'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*', rf"\g<1>{FONT}", text)
    theme._blob = text.encode("utf-8")
