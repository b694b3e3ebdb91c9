"""What the front page shows: figures read from public.db, put into careful sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from analysis.dimensions import OVERALL
from analysis.figures import Figure
from analysis.indicators import INDICATORS
from analysis.publish.tables import read_figure
from analysis.stories import Counting, Selection
from analysis.swedish import say_count
from analysis.wording import (
    GENDER_NOTE,
    INTERVAL_NOTE,
    UNREVIEWED_NOTE,
    say_bounds,
    say_counts,
    say_errors,
    say_headline,
    say_share,
)

MONTHS_SHOWN = 12
CARDS = ("people", "sources", "headline")
FIGURES_SQL = "SELECT * FROM nyckeltal ORDER BY matt_id, indelning, grupp, rakning"
METHOD_SQL = "SELECT nyckel, varde FROM metod"
ERRORS_SQL = "SELECT * FROM felmatt ORDER BY guldmaterial, matt_id"


@dataclass(frozen=True, slots=True)
class Card:
    titel: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Part:
    """A chart with a link to all that it leaves out."""

    id: str
    titel: str
    figures: list[Figure]
    utan: list[Figure]
    lank: str
    lanktext: str


def build_front_page(
    figure_rows: Iterable[Mapping[str, Any]],
    error_rows: Iterable[Mapping[str, Any]],
    method_rows: Iterable[Mapping[str, Any]],
) -> dict[str, Any] | None:
    """Template variables of the front page; None when there are no figures."""
    read = (read_figure(row) for row in figure_rows)
    figures = [figure for figure in read if figure.selection == Selection.ALL.value]
    whole = {
        (figure.indicator, figure.counting): figure
        for figure in figures
        if figure.dimension == OVERALL
    }
    method = {row["nyckel"]: row["varde"] for row in method_rows}
    main = whole.get(("people", Counting.PER_OUTLET.value))
    if main is None:
        return None
    cards = [
        Card(INDICATORS[indicator].label, whole[indicator, Counting.PER_OUTLET.value])
        for indicator in CARDS
        if (indicator, Counting.PER_OUTLET.value) in whole
    ]
    return {
        "rubrik": say_headline(main, INDICATORS["people"].subject),
        "alla": main,
        "pahittat": method.get("Påhittat material", ""),
        "datum": method.get("Artiklarnas datum", ""),
        "ingress": _say_lead(main, whole.get(("people", Counting.PER_STORY.value))),
        "ogranskat": UNREVIEWED_NOTE,
        "intervall": INTERVAL_NOTE,
        "kort": cards,
        "delar": _build_parts(figures),
        "kon": GENDER_NOTE,
        "felmatt": say_errors(error_rows, method.get("Modell", "").split(", ")),
    }


def _say_lead(main: Figure, per_story: Figure | None) -> list[str]:
    base = f"{say_count(main.n_persons)} personer i {say_count(main.n_stories)} artiklar"
    if main.percent is None:
        return [f"Underlaget är {base}: {say_counts(main)}. Ingen andel anges: {main.withheld}."]
    sentences = [
        f"Andelen kvinnor är {say_share(main)} av dem vars kön är känt. Underlag: {base}.",
        say_bounds(main),
    ]
    if per_story is not None and per_story.percent is not None:
        sentences.append(
            "När samma text i flera medier räknas en enda gång är andelen "
            f"{say_share(per_story)}, i {say_count(per_story.n_stories)} nyheter."
        )
    return [sentence for sentence in sentences if sentence]


def _build_parts(figures: list[Figure]) -> list[Part]:
    titles = {
        "outlet": ("medier", "Per medium", "per_medium", "Alla siffror per medium"),
        "month": ("manader", "Per månad", "per_manad", "Alla månader"),
        "sector": ("branscher", "Per bransch", "per_bransch", "Alla siffror per bransch"),
        "municipality": ("kommuner", "Per kommun", "per_kommun", "Alla siffror per kommun"),
    }
    parts = []
    for dimension, (part_id, title, query, text) in titles.items():
        own = [f for f in figures if f.indicator == "people" and f.dimension == dimension]
        if dimension == "month":
            own = sorted(own, key=lambda figure: figure.value)[-MONTHS_SHOWN:]
        else:  # by name: an order by share would make a ranking of what chance decides
            own.sort(key=lambda figure: (figure.value == "ingen", figure.label.casefold()))
        shown = [figure for figure in own if figure.percent is not None]
        withheld = [figure for figure in own if figure.percent is None]
        parts.append(Part(part_id, title, shown, withheld, f"public/{query}", text))
    return parts
