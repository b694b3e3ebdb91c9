"""What the front page shows: figures read from public.db, put into careful sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from analysis.figure import Figure
from analysis.swedish import NBSP, say_count, say_list, whole_percent
from analysis.wording import (
    GENDER_NOTE,
    INTERVAL_NOTE,
    UNREVIEWED_NOTE,
    say_balance,
    say_bounds,
    say_counts,
    say_errors,
    say_headline,
    say_share,
)

# Words of nyckeltal, which its tests compare with where they come from: the site does without
# the modules that compute figures, and without pandas.
PEOPLE, CARDS = "personer", ("personer", "kallor", "rubriker")
PER_OUTLET, PER_STORY = "en gång per medium", "en gång per nyhet"
EVERYTHING, TEASERS = "alla artiklar", "bara artiklar där ingressen kunnat läsas"
SUBJECT = "bland personerna i nyheter om regional tillväxt"
FIGURES_SQL = "SELECT * FROM nyckeltal WHERE indelning = 'alla' ORDER BY ordning"
METHOD_SQL = "SELECT nyckel, varde FROM metod"
ERRORS_SQL = "SELECT * FROM felmatt ORDER BY guldmaterial, matt_id"
OUTLETS_SQL = "SELECT namn, artiklar, raknas FROM medier ORDER BY namn"


@dataclass(frozen=True, slots=True)
class Card:
    titel: str
    figure: Figure


async def read_front_page(database: Any) -> dict[str, Any] | None:
    """Read what the front page needs; None when there are no figures."""
    figures = (await database.execute(FIGURES_SQL, page_size=10_000)).rows
    errors = (await database.execute(ERRORS_SQL)).rows
    method = (await database.execute(METHOD_SQL)).rows
    outlets = (await database.execute(OUTLETS_SQL)).rows
    return build_front_page(figures, errors, method, outlets)


def build_front_page(
    figure_rows: Iterable[Mapping[str, Any]],
    error_rows: Iterable[Mapping[str, Any]],
    method_rows: Iterable[Mapping[str, Any]],
    outlet_rows: Iterable[Mapping[str, Any]] = (),
) -> dict[str, Any] | None:
    """Template variables of the front page; None when there are no figures."""
    whole = {
        (row["matt_id"], row["rakning"], row["urval"]): _read_figure(row) for row in figure_rows
    }
    method = {row["nyckel"]: row["varde"] for row in method_rows}
    main = whole.get((PEOPLE, PER_OUTLET, EVERYTHING))
    if main is None:
        return None
    return {
        "rubrik": say_headline(main, SUBJECT),
        "alla": main,
        "pahittat": method.get("Påhittat material", ""),
        "ingress": _say_lead(main, whole.get((PEOPLE, PER_STORY, EVERYTHING))),
        "jamnt": say_balance(main),
        "ogranskat": method.get("Granskning", UNREVIEWED_NOTE),
        "intervall": INTERVAL_NOTE,
        "kort": [
            Card(found.label, found)
            for indicator in CARDS
            if (found := whole.get((indicator, PER_OUTLET, EVERYTHING)))
        ],
        "omfattning": _say_coverage(
            main, whole.get((PEOPLE, PER_OUTLET, TEASERS)), method, outlet_rows
        ),
        "kon": GENDER_NOTE,
        "felmatt": say_errors(error_rows, method.get("Modell", "").split(", ")),
    }


def _read_figure(row: Mapping[str, Any]) -> Figure:
    """A row of ``nyckeltal`` -> the figure it was made from, in the words of the public."""
    return Figure(
        indicator=row["matt_id"],
        dimension=row["indelning"],
        value=row["grupp_id"],
        label=row["matt"],
        counting=row["rakning"],
        selection=row["urval"],
        unit=row["enhet"],
        n_stories=row["artiklar"],
        n_persons=row["personer"],
        women=row["kvinnor"],
        men=row["man"],
        nonbinary=row["icke_binara"],
        other_or_unknown=row["icke_binara_eller_okant"],
        percent=row["andel_kvinnor"],
        low=row["lag"],
        high=row["hog"],
        at_least=row["minst"],
        at_most=row["hogst"],
        differs=row["skiljer_sig"] or "",
        withheld=row["utan_andel"] or "",
        filters=row["filter"],
    )


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


def _say_coverage(
    main: Figure,
    teasers: Figure | None,
    method: Mapping[str, str],
    outlet_rows: Iterable[Mapping[str, Any]],
) -> list[tuple[str, str]]:
    """What the figures cover: outlets, period, stories, and how many were seen in part only."""
    outlets = [row["namn"] for row in outlet_rows if row["artiklar"]]
    n_teasers = teasers.n_stories if teasers is not None else 0
    of_all = whole_percent(n_teasers / main.n_stories) if main.n_stories else 0
    pairs = [
        ("Medier", f"{say_count(len(outlets))}: {say_list(outlets)}" if outlets else ""),
        ("Period", method.get("Artiklarnas datum", "")),
        ("Artiklar om regional tillväxt", say_count(main.n_stories)),
        ("Personer i dem", say_count(main.n_persons)),
        (
            "Bara ingressen kunde läsas",
            f"{say_count(n_teasers)} artiklar ({of_all}{NBSP}procent)" if main.n_stories else "",
        ),
        ("I hela materialet", method.get("Material", "")),
    ]
    return [(name, value) for name, value in pairs if value]
