"""Pages of the kit that need nothing but themselves: one layout, no script, no other file."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from analysis.press.facts import Facts
from analysis.press.formats import say_count, say_percent

TEMPLATES = Path(__file__).parent / "templates"


def render_template(name: str, facts: Facts, title: str, **values: Any) -> bytes:
    """A template as UTF-8; strings are escaped, only our own SVG is marked as safe."""
    page = _environment().get_template(name)
    text: str = page.render(facts=facts, title=title, **values)
    return text.encode("utf-8")


@lru_cache(maxsize=1)
def _environment() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters["tusental"] = say_count
    env.filters["procent"] = say_percent
    return env
