"""Small sample articles for the tests of the sample sites."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from data.sample.articles import SampleArticle, parse_article

PEOPLE = {
    "maj": {
        "name": "Maj Lindgren",
        "gender": "woman",
        "function": "subject",
        "occupation_group": "entrepreneur",
    },
    "oskar": {
        "name": "Oskar Lindgren",
        "gender": "man",
        "function": "personal_experience",
        "occupation_group": "worker",
    },
    "rut": {
        "name": "Rut Berg",
        "gender": "woman",
        "function": "expert",
        "occupation_group": "researcher_teacher",
    },
}
BODY = """# Bageriet <växer> & "frodas" när [Lindgren](maj) satsar – på råg

Bageriet i Älvsbyn anställer, berättar [Maj Lindgren](maj).

– {maj: Vi har aldrig sålt så mycket}, säger hon. {~maj: Nu behövs fler händer}, tror hon.

Hur känns det?

– {oskar: Bra}, säger [Oskar](oskar). {?kommunen: Vi gläds}, skriver kommunen.

## Mellanrubrik

!bild {oskar: Degen jäser}, säger [Oskar Lindgren](oskar). | Foto: Mikael Rask
"""
HIDDEN = """
---paywall---

– {rut: Det är unikt. Och [Maj](maj) vet det}, säger [Rut Berg](rut).
"""


def make_article(folder: Path, article_id: str = "pb001", **changes: Any) -> SampleArticle:
    """Write one article file and read it back; ``body`` replaces the text."""
    meta: dict[str, Any] = {
        "id": article_id,
        "outlet": "polcirkelbladet",
        "slug": f"bageriet-vaxer-{article_id}",
        "published": "2026-03-14T06:12",
        "section": "Näringsliv",
        "language": "sv",
        "genre": "news",
        "access": "full",
        "byline": ["Stina Hallqvist"],
        "growth": True,
        "themes": ["innovation_fornyelse"],
        "sectors": ["handel_tjanster", "energi"],
        "municipalities": ["Älvsbyn"],
        "people": PEOPLE,
    }
    body = changes.pop("body", BODY)
    meta.update(changes)
    if meta["access"] == "teaser":
        body += HIDDEN
    path = folder / f"{article_id}.md"
    front = yaml.safe_dump(meta, allow_unicode=True)
    path.write_text(f"---\n{front}---\n{body}", encoding="utf-8")
    return parse_article(path)


def make_collection(folder: Path) -> list[SampleArticle]:
    """Three or more articles for each outlet: an old page, a teaser, an agency text among them."""
    nk, gb = {"outlet": "nordkanalen"}, {"outlet": "gransbladet"}
    return [
        make_article(folder, "pb001", wire=True, byline=[], published="2026-02-01T08:00"),
        make_article(folder, "pb002"),
        make_article(folder, "pb003", access="teaser", published="2026-01-03T07:00"),
        make_article(folder, "pb012", slug="gammal-sida", published="2025-10-02T07:00"),
        make_article(
            folder, "nk001", **nk, byline=["Emil Norrstig"], correction="Fel pris angavs."
        ),
        make_article(folder, "nk002", **nk, byline=["Emil Norrstig", "Hanna Björnfot"]),
        make_article(folder, "nk005", **nk, updated="2026-03-14T09:40"),
        make_article(folder, "gb002", **gb, byline=["Rolf Niemelä-Öhrn"]),
        make_article(folder, "gb003", **gb, language="fi", section="Uutiset"),
        make_article(folder, "gb004", **gb, section="Sport", published="2026-05-02T07:00"),
    ]
