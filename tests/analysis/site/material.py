"""A public.db for the site's tests, with hostile words in every place that crawled text reaches."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from analysis.publish.build import collect_tables
from analysis.publish.public_db import write_public_db
from data.results import replace_rows
from data.store import MediaStore
from data.vocab import Sector
from tests.analysis.media import MAN, WOMAN, Story, many_stories, run_analysis, write_media

EVIL = "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script>{{7*7}}'\"</script>"
ERRORS = [
    {"gold": "prov", "gold_sha256": "0", "model": "provmodell 1", "n": 120}
    | {"metric": metric, "value": value, "low": value - 0.04, "high": value + 0.03}
    for metric, value in (
        *(("people.woman.r", 0.92), ("people.man.r", 0.94), ("people.woman.p", 0.95)),
        *(("people.man.p", 0.96), ("sources.woman.r", 0.8), ("sources.man.r", 0.85)),
    )
]
# Columns that hold text from outside: headlines, names of outlets and people, words, labels.
_OUTSIDE = {
    "artiklar": ("rubrik", "medium", "sammanfattning", "lank_utelamnad"),
    "medier": ("namn", "agare"),
    "foretradare": ("namn", "befattning"),
    "nyckeltal": ("grupp",),
    "nyhetsandelar": ("grupp",),
    "utgavesiffror": ("grupp",),
    "urvalssiffror": ("medium",),
    "kvoter": ("grupp", "befolkning", "kalla"),
    "basandelar": ("befolkning", "kalla"),
    "osynligt": ("grupp", "medium"),
    "ord": ("ord",),
    "liggare": ("medium",),
    "luckor": ("medium",),
    "utelamnat": ("skal",),
    "kanslighet": ("val",),
}


def build_public(folder: Path, *, hostile: bool = False) -> dict[str, list[dict[str, Any]]]:
    """Write public.db from articles of three outlets over a year; returns its rows."""
    sectors = (Sector.GRUVA_STAL, Sector.ENERGI, Sector.SKOG)
    places = ("Kiruna", "Luleå", "Jokkmokk")
    stories = []
    for number, story in enumerate(many_stories(120) + many_stories(40, outlet="polcirkeln")):
        month = 1 + number % 9
        story.published = f"2026-{month:02d}-{1 + number % 27:02d}T08:00:00+02:00"
        story.sectors, story.places = (sectors[number % 3],), (places[number % 3],)
        stories.append(story)
    title = f"Gruvan {EVIL} växer" if hostile else "Gruvan växer"
    stories.append(Story([("Eva Ek", WOMAN), ("Bo Ek", MAN)], title=title))
    write_media(folder, stories)
    run_analysis(folder)
    with MediaStore(folder) as store:
        replace_rows(store, "evaluations", ERRORS)
        tables = collect_tables(store, folder)
    if hostile:
        _poison(tables)
    write_public_db(folder / "public.db", tables)
    return tables


def _poison(tables: dict[str, list[dict[str, Any]]]) -> None:
    """Hostile words into the first rows of every table that text from outside reaches."""
    for name, columns in _OUTSIDE.items():
        rows = tables[name]
        if name == "foretradare" and not rows:
            rows.append(dict.fromkeys(("slag", "forsta", "sista")) | {"id": 1, "artiklar": 1})
            rows[0] |= {"till_tals": 1, "namn": "", "befattning": ""}
        for number, row in enumerate(rows[:3] if name != "urvalssiffror" else rows):
            for column in columns:
                if name != "urvalssiffror":
                    row[column] = f"{EVIL} {number}"
                elif row[column] == "Norrbladet":
                    row[column] = EVIL
    for row in tables["artiklar"][:3]:
        row["lank"] = "javascript:window.hacked=1"
        row["branscher"] = f'["{EVIL[:9]}", "x"]'
