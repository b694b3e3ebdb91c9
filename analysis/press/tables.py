"""The tables of the kit: one object for the spreadsheet, the CSV files and the report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from analysis.base_rates import load_base_rates
from analysis.dimensions import DIMENSION_LABELS
from analysis.figures import SMALL_GROUP
from analysis.indicators import INDICATORS
from analysis.press.coverage import Coverage
from analysis.publish.context import (
    build_base_rates,
    build_gmmp,
    build_indicator_list,
    build_unseen,
    build_words,
)
from analysis.publish.findings import build_changes, build_contrasts, build_quotients
from analysis.publish.schema import TABLES
from analysis.publish.small_groups import suppress_small
from analysis.publish.tables import COUNTING_LABELS, build_figures, build_story_shares
from analysis.publish.trials import build_corrections, build_misclassification, build_sensitivity
from analysis.resources import find_metadata
from analysis.stories import SELECTION_LABELS
from data.review.findings import FigureKey

Row = dict[str, Any]
Value = str | int | float | None

_INDICATORS: dict[Any, str] = {i.public_id: i.id for i in INDICATORS.values()}
_DIMENSIONS: dict[Any, str] = {label: name for name, label in DIMENSION_LABELS.items()}
_COUNTINGS: dict[Any, str] = {label: name for name, label in COUNTING_LABELS.items()}
_SELECTIONS: dict[Any, str] = {label: name for name, label in SELECTION_LABELS.items()}
# Tables that only the kit has: columns and the words that metadata.yml holds for the others.
_OWN_COLUMNS = {
    "luckor": ("namn", "forsta", "sista", "artiklar", "vantade"),
    "tackning": ("uppgift", "antal"),
}
_OWN_WORDS: dict[str, Any] = {
    "luckor": {
        "title": "Luckor",
        "description": "Tider då klart färre artiklar kom in än mediet brukar publicera.",
        "labels": {
            "namn": "Medium",
            "forsta": "Från",
            "sista": "Till",
            "artiklar": "Artiklar",
            "vantade": "Väntade artiklar",
        },
        "columns": {
            "namn": "Mediets namn.",
            "forsta": "Luckans första dag.",
            "sista": "Luckans sista dag.",
            "artiklar": "Antal artiklar som kom in under luckan.",
            "vantade": "Antal artiklar som mediet brukar publicera på så lång tid.",
        },
    },
    "tackning": {
        "title": "Täckning",
        "description": "Hur många artiklar som siffrorna bygger på.",
        "labels": {"uppgift": "Uppgift", "antal": "Antal"},
        "columns": {
            "uppgift": "Vad som räknas.",
            "antal": "Antal artiklar; för medier och luckor antal sådana.",
        },
    },
}
# Columns that serve the site's links and are noise on paper.
_LEFT_OUT = frozenset(("id", "ordning", "filter", "definition_en", "utgava"))


@dataclass(frozen=True, slots=True)
class Column:
    """``definition`` says what stands in the column and in which unit."""

    key: str
    label: str
    definition: str


@dataclass(frozen=True, slots=True)
class Table:
    """``rows`` hold a value a column; None is an empty cell. ``empty`` says why there are none."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    empty: str = "Tabellen är tom: underlaget räcker inte till någon rad."

    def column(self, key: str) -> int:
        """The place of a column."""
        return next(i for i, column in enumerate(self.columns) if column.key == key)


def build_tables(
    rows: Mapping[str, list[Row]],
    coverage: Coverage,
    errors: Iterable[Row],
    method: Iterable[tuple[str, str]],
) -> tuple[Table, ...]:
    """All tables from an edition's rows by kind."""
    rates = load_base_rates()

    def of(kind: str) -> list[Row]:
        return rows.get(kind, [])

    built: dict[str, list[Row]] = {
        "nyckeltal": build_figures(of("indicators")),
        "nyhetsandelar": build_story_shares(of("indicators")),
        "jamforelser": build_contrasts(of("contrasts")),
        "kvoter": build_quotients(of("quotients"), {rate.id: rate for rate in rates}),
        "forandringar": build_changes(of("changes")),
        "kanslighet": build_sensitivity(of("sensitivity")),
        "rattelser": build_corrections(of("corrections")),
        "forvaxlingar": build_misclassification(of("misclassification")),
        "osynligt": build_unseen(of("unseen")),
        "ord": build_words(of("words")),
        "gmmp": build_gmmp(of("gmmp")),
        "basandelar": build_base_rates(rates),
        "medier": [_outlet_row(outlet) for outlet in coverage.outlets],
        "felmatt": list(errors),
        "utelamnat": [
            {"steg": left.step, "skal": left.reason, "antal": left.n} for left in coverage.left_out
        ],
        "tackning": [{"uppgift": what, "antal": n} for what, n in _count_coverage(coverage)],
        "luckor": [
            {
                "namn": gap.outlet,
                "forsta": gap.first,
                "sista": gap.last,
                "artiklar": gap.articles,
                "vantade": gap.expected,
            }
            for gap in coverage.gaps
        ],
        "mattlista": build_indicator_list(),
        "metod": [{"nyckel": key, "varde": value} for key, value in method],
    }
    return tuple(_make_table(name, suppress_small(own)) for name, own in built.items())


def hidden_figures(tables: Iterable[Table]) -> frozenset[FigureKey]:
    """The keys of the figures whose groups are too small to be told."""
    hidden = set()
    for table in tables:
        if table.name in {"nyckeltal", "nyhetsandelar"} and table.rows:
            places = [table.column(key) for key in ("matt_id", "indelning", "grupp_id")]
            places += [table.column(key) for key in ("rakning", "urval", "utan_andel")]
            for row in table.rows:
                matt, indelning, grupp, rakning, urval, why = (row[place] for place in places)
                if why == SMALL_GROUP:
                    hidden.add(
                        (
                            _INDICATORS[matt], _DIMENSIONS[indelning], str(grupp),
                            _COUNTINGS[rakning], _SELECTIONS[urval],
                        )
                    )  # fmt: skip
    return frozenset(hidden)


def _count_coverage(coverage: Coverage) -> list[tuple[str, int]]:
    counting = [outlet for outlet in coverage.outlets if outlet.n_counted]
    return [
        ("Artiklar i perioden", coverage.n_articles),
        ("Artiklar som räknas: nyheter om regional tillväxt", coverage.n_counted),
        ("Räknade artiklar där bara ingressen lästs", coverage.n_teaser),
        ("Räknade artiklar som är byråtext eller finns i flera medier", coverage.n_wire),
        ("Medier med räknade artiklar", len(counting)),
        ("Luckor i hämtningen", len(coverage.gaps)),
    ]


def _outlet_row(outlet: Any) -> Row:
    return {
        "namn": outlet.name,
        "artiklar": outlet.n_articles,
        "om_tillvaxt": outlet.n_growth,
        "raknas": outlet.n_counted,
        "bara_ingress": outlet.n_teaser,
        "forsta": outlet.first or None,
        "sista": outlet.last or None,
    }


def _make_table(name: str, rows: list[Row]) -> Table:
    words = _read_words()[name]
    labels, definitions = words.get("labels", {}), words.get("columns", {})
    wanted = [key for key in _OWN_COLUMNS.get(name) or TABLES[name] if key not in _LEFT_OUT]
    if rows:
        wanted = [key for key in wanted if key in rows[0]]
    return Table(
        name=name,
        title=words["title"],
        description=words.get("description", ""),
        columns=tuple(
            Column(key, labels.get(key, key), definitions.get(key, "")) for key in wanted
        ),
        rows=tuple(tuple(row[key] for key in wanted) for row in rows),
    )


@lru_cache(maxsize=1)
def _read_words() -> dict[str, Any]:
    """The Swedish words for tables and columns, which stand in metadata.yml for the site too."""
    loaded = yaml.safe_load(find_metadata().read_text(encoding="utf-8"))
    tables: dict[str, Any] = loaded["databases"]["public"]["tables"]
    return tables | _OWN_WORDS
