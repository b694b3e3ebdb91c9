"""The visual language of all charts: colours, type, axes.

Colours: women dark green, men amber, others grey. The three differ in lightness, so they hold in
grey print (L* about 30, 70 and 64 with a pattern of their own place in the bar), and their hues
stay apart for the usual kinds of colour blindness; neither is pink or blue.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

FONT = "Source Sans Pro"
INK, QUIET, GRID = "#17232b", "#4d5c66", "#d5d9d6"
WOMEN, MEN, OTHER = "#00534d", "#e69f00", "#9aa3a8"
INTERVAL, BAND, REFERENCE = "#8fb3ae", "#e6ebe1", "#17232b"
WIDTH = 520  # CSS pixels between the axes; with labels it fills an A4 column
LABEL_WIDTH = 290
ROW_HEIGHT = 30
# Whether each chart is held against Vega-Lite's schema, which takes a fifth of the time of a kit.
# The tests do so; what is drawn does not hang on it.
CHECK = False


@lru_cache(maxsize=1)
def find_fonts() -> Path:
    """The folder of the font files, which come with a package."""
    import font_source_sans_pro

    return Path(font_source_sans_pro.__file__).parent / "files"


@lru_cache(maxsize=1)
def register_fonts() -> None:
    """Make the font known to the renderer; it has å, ä, ö and the letters of the Sámi languages."""
    import vl_convert

    vl_convert.register_font_directory(str(find_fonts()))


def configure(chart: Any) -> Any:
    """The settings that every chart shares."""
    return (
        chart.configure(font=FONT, aria=False, background="#ffffff")
        .configure_axis(
            labelFontSize=13,
            titleFontSize=13,
            labelColor=INK,
            titleColor=INK,
            titleFontWeight="normal",
            labelLimit=LABEL_WIDTH,
            gridColor=GRID,
            domain=False,
            ticks=False,
            labelPadding=8,
        )
        .configure_view(stroke=None)
        .configure_text(font=FONT, fontSize=13, color=INK)
    )


def render_svg(chart: Any, title: str, alt: str, name: str) -> str:
    """The SVG of an Altair chart with its name and description for screen readers."""
    return describe_svg(draw_svg(configure(chart)), title, alt, name)


def draw_svg(chart: Any) -> str:
    """The bare SVG of an Altair chart, with Swedish numbers."""
    import vl_convert

    register_fonts()
    spec = chart.to_dict(validate=CHECK)
    return str(vl_convert.vegalite_to_svg(spec, format_locale="sv-SE"))


def describe_svg(svg: str, title: str, alt: str, name: str) -> str:
    """Give an SVG the title and text that a screen reader reads instead of the picture."""
    head = (
        rf'\1 role="img" lang="sv" aria-labelledby="{name}-titel {name}-text">'
        f'<title id="{name}-titel">{escape(title)}</title>'
        f'<desc id="{name}-text">{escape(alt)}</desc>'
    )
    bare = re.sub(r' (?:aria-[a-z]+|role)="[^"]*"', "", svg)  # Vega's own words are English
    # A page on a machine without the font must not fall back to serifs.
    bare = bare.replace(f'font-family="{FONT}"', f'font-family="{FONT}, Arial, sans-serif"')
    # Vega numbers its clip paths and gradients anew in each picture; several in one page collide.
    bare = re.sub(r'(id="|url\(#)((?:clip|gradient)[^")]*)', rf"\1{name}-\2", bare)
    return re.sub(r"(<svg\b[^>]*)>", lambda match: match.expand(head), bare, count=1)


def measure_svg(svg: str) -> tuple[int, int]:
    """Width and height in CSS pixels."""
    found = re.search(r'<svg\b[^>]*? width="([\d.]+)"[^>]*? height="([\d.]+)"', svg)
    assert found is not None
    return round(float(found[1])), round(float(found[2]))
