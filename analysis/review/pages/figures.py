"""The internal dashboard: every figure with its interval, and a way to what is behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from analysis.dimensions import DIMENSION_LABELS, OVERALL
from analysis.indicators import CONTRASTS, INDICATORS
from analysis.indicators.indicator import CHAPTER_LABELS, Kind
from analysis.review.answers import Answer, Asked, NotFound, Page
from analysis.review.figurerows import RUNNING, Row, order_rows, read_editions, read_figures
from analysis.stories import SELECTION_LABELS, Counting, Selection
from analysis.swedish import say_decimal
from data.vocab import Gender

COUNTINGS = {
    Counting.PER_OUTLET.value: "en gång per medium",
    Counting.PER_STORY.value: "en gång i allt",
}
METHODS = {
    "plain": "Maskinens kodning, orättad",
    "decided": "Med granskarnas rättelser inlagda",
    "weighted": "Bara de granskade, vägda",
    "ppi": "Rättad med slumpurvalet (PPI++)",
}
ORDER = ("plain", "decided", "weighted", "ppi")


@dataclass(frozen=True, slots=True)
class Cell:
    """A number that opens into what it counts."""

    number: int
    place: str


@dataclass(frozen=True, slots=True)
class Line:
    """A figure as a row of the dashboard; shares are 0-1."""

    indicator: str
    title: str
    chapter: str
    group: str
    unit: str
    row: Row
    place: str
    cells: tuple[Cell, ...]


def show_figures(asked: Asked) -> Answer:
    edition = asked.args.get("utgava", RUNNING)
    dimension = asked.args.get("indelning", OVERALL)
    wanted = asked.args.get("matt", "")
    counting = asked.args.get("rakning", Counting.PER_OUTLET.value)
    selection = asked.args.get("urval", Selection.ALL.value)
    if (
        dimension not in DIMENSION_LABELS
        or counting not in COUNTINGS
        or selection not in SELECTION_LABELS
        or (wanted and wanted not in INDICATORS)
    ):
        raise NotFound
    figures = read_figures(asked.db_dir, edition)
    if not wanted and dimension != OVERALL:
        wanted = "people"  # all measures by all groups would be thousands of rows
    chosen = [
        row
        for row in figures.indicators
        if row["dimension"] == dimension
        and row["counting"] == counting
        and row["selection"] == selection
        and row["indicator"] in INDICATORS
        and (not wanted or row["indicator"] == wanted)
    ]
    values: dict[str, Any] = {
        "utgava": edition,
        "utgavor": read_editions(asked.db_dir),
        "frusen": figures.edition,
        "indelning": dimension,
        "indelningar": DIMENSION_LABELS,
        "matt": wanted,
        "mattlista": {key: indicator.label for key, indicator in INDICATORS.items()},
        "rakning": counting,
        "rakningar": COUNTINGS,
        "urval": selection,
        "urvalen": SELECTION_LABELS,
        "rader": [make_line(row, edition) for row in order_rows(chosen)],
        "finns": bool(figures.indicators),
    }
    if dimension == OVERALL and not wanted:
        values["rattade"] = _list_corrections(figures.corrections, edition)
        values["kontraster"] = _list_contrasts(figures.contrasts, counting, selection, edition)
    return Page("siffror.html", values)


def make_line(row: Row, edition: str) -> Line:
    indicator = INDICATORS[row["indicator"]]
    if indicator.kind is Kind.STORIES:
        cells: tuple[Cell, ...] = tuple(
            Cell(int(number), find_place(row, edition, svar=word))
            for word, number in (
                ("yes", row["numerator"]),
                ("no", row["denominator"] - row["numerator"]),
                ("undecided", row["undecided"]),
            )
        )
    else:
        cells = tuple(
            Cell(row[f"n_{name}"], find_place(row, edition, kon=gender))
            for name, gender in (
                ("women", Gender.WOMAN.value),
                ("men", Gender.MAN.value),
                ("nonbinary", Gender.NONBINARY.value),
                ("unknown", Gender.UNKNOWN.value),
            )
        )
    return Line(
        row["indicator"],
        indicator.label,
        CHAPTER_LABELS[indicator.chapter.value],
        row["label"],
        indicator.unit,
        row,
        find_place(row, edition),
        cells,
    )


def find_place(row: Row, edition: str, **more: str) -> str:
    """The address of what is behind a figure."""
    words = {
        "matt": row["indicator"],
        "indelning": row["dimension"],
        "varde": row["value"],
        "rakning": row["counting"],
        "urval": row["selection"],
        **({"utgava": edition} if edition else {}),
        **more,
    }
    return f"/granska/underlag?{urlencode(words)}"


def _list_corrections(rows: tuple[Row, ...], edition: str) -> list[dict[str, Any]]:
    """The shares before and after review; that of the labels as they stand opens into persons."""
    found = [row for row in rows if row["indicator"] in INDICATORS and row["method"] in METHODS]
    shown = "decided" if any(row["method"] == "decided" for row in found) else "plain"
    found.sort(key=lambda r: (list(INDICATORS).index(r["indicator"]), ORDER.index(r["method"])))
    return [
        {
            "matt": INDICATORS[row["indicator"]].label,
            "metod": METHODS[row["method"]],
            "plats": _find_persons(row["indicator"], edition) if row["method"] == shown else "",
            **{key: row[key] for key in ("share", "low", "high", "withheld", "n_reviewed")},
        }
        for row in found
    ]


def _find_persons(indicator: str, edition: str) -> str:
    whole = {"indicator": indicator, "dimension": OVERALL, "value": "alla"}
    counted = {"counting": Counting.PER_OUTLET.value, "selection": Selection.ALL.value}
    return find_place(whole | counted, edition)


def _list_contrasts(
    rows: tuple[Row, ...], counting: str, selection: str, edition: str
) -> list[dict[str, Any]]:
    found = []
    for row in rows:
        contrast = CONTRASTS.get(row["contrast"])
        if contrast is None or (row["counting"], row["selection"]) != (counting, selection):
            continue
        words = {"kontrast": contrast.id, "rakning": counting, "urval": selection}
        if edition:
            words["utgava"] = edition
        place = f"/granska/underlag?{urlencode(words)}"
        found.append(
            {
                "matt": contrast.label,
                "enhet": contrast.unit,
                "plats": place,
                "withheld": row["withheld"],
                "kvinnor": Cell(row["n_women"], f"{place}&kon={Gender.WOMAN.value}"),
                "man": Cell(row["n_men"], f"{place}&kon={Gender.MAN.value}"),
                **{key: _say(row[key]) for key in ("women", "men", "difference", "low", "high")},
            }
        )
    return found


def _say(number: float | None) -> str:
    return "–" if number is None else say_decimal(number, 2 if abs(number) < 10 else 1)
