"""The sample sites' pages as HTML, a set of templates for each platform."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from data.sample.articles import Block
from data.sample.layout import (
    find_dateline,
    find_wording,
    is_notice,
    label_photo,
    names_photographer,
    set_dashes,
    shows_byline,
    spell_bylines,
    spell_date,
    spell_mail,
)
from data.sample.linked import build_linked
from data.sample.sites import Site, SitePage

TEMPLATES_DIR = Path(__file__).parent / "templates"
LISTED = 24  # stories on a front or section page


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block of an article, ready to print; ``picture`` names a caption's picture."""

    kind: str
    text: str
    photo: str = ""
    picture: str = ""
    question: bool = False


@cache
def load_templates() -> Environment:
    """The template environment, HTML and XML alike escaped; read once."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES_DIR),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "indent": 1}
    return environment


def _is_question(block: Block, following: Block | None) -> bool:
    """A paragraph that asks, before one that opens with speech: the question of an interview."""
    if following is None or block.kind != "body" or block.quotes or block.mentions:
        return False
    answers = any(quote.direct and quote.start <= 2 for quote in following.quotes)
    return block.text.endswith("?") and answers


def arrange_paragraphs(page: SitePage) -> list[Paragraph]:
    """Lead, body, subheads and captions in their order; nothing from behind the paywall."""
    blocks = page.article.blocks[1:]
    paragraphs = []
    for at, block in enumerate(blocks):
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        caption = block.kind == "caption"
        paragraphs.append(
            Paragraph(
                kind=block.kind,
                text=set_dashes(page, block.text),
                photo=label_photo(page, block) if caption else "",
                picture=f"{page.article.id}-{at}" if caption else "",
                question=_is_question(block, following),
            )
        )
    return paragraphs


def _render(site: Site, template: str, language: str, base: str, **values: Any) -> str:
    words = find_wording(site.outlet, language)
    sections = [(name, site.section_path(name)) for name in site.sections()]
    return (
        load_templates()
        .get_template(f"{site.outlet}_{template}.html.j2")
        .render(
            site=site,
            language=language,
            base=base,
            words=words,
            sections=sections,
            spell_date=spell_date,
            latest=site.pages[:5],
            **values,
        )
    )


def render_article(site: Site, page: SitePage, base: str = "") -> str:
    """An article's page. ``base`` goes before every address within the site."""
    return _render(
        site,
        "legacy" if page.legacy else "article",
        page.language,
        base,
        page=page,
        paragraphs=arrange_paragraphs(page),
        linked=build_linked(page),
        dateline=find_dateline(page),
        bylines=spell_bylines(page) if shows_byline(page) else "",
        mails=[spell_mail(name, page.outlet) for name in page.bylines if name != "TT"],
        photographers=", ".join(page.photographers()) if names_photographer(page) else "",
        notice=is_notice(page),
        others=site.neighbours(page),
        corrected=bool(page.article.meta.get("corrects")),
        correction=str(page.article.meta.get("correction") or ""),
    )


def render_listing(site: Site, title: str, pages: Sequence[SitePage], base: str = "") -> str:
    """The front page (no title) or a section's page: headlines and leads, newest first."""
    return _render(site, "listing", "sv", base, title=title, pages=list(pages)[:LISTED])


def render_plain(site: Site, title: str, paragraphs: Sequence[str], base: str = "") -> str:
    """A page that is no article: about the newsroom, search, an internal draft."""
    return _render(site, "plain", "sv", base, title=title, paragraphs=paragraphs)


def render_index(sites: Sequence[Site]) -> str:
    """The page that a browser without a proxy gets: where to look at the sites."""
    return load_templates().get_template("index.html.j2").render(sites=sites)


def read_stylesheet(outlet: str) -> str:
    return (TEMPLATES_DIR / "static" / f"{outlet}.css").read_text(encoding="utf-8")
