"""Does a statement hold whatever was chosen? Headline figures under other choices, in one table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from analysis.dimensions import OVERALL
from analysis.frames import find_growth_articles
from analysis.indicators import INDICATORS
from analysis.indicators.compute import compute_rows
from analysis.indicators.indicator import Kind
from analysis.scope import Scope, keep_persons, make_scope
from analysis.wording import BALANCED
from data.vocab import Access, Evidence

# Themes below this probability are the weaker half on the sample outlets (median 0.72,
# 2026-11-25): what is left are the stories that are most surely about growth.
STRICT_GROWTH = 0.7
STRICT_NAME = 0.99  # a name alone must be carried by one gender this surely to count
BASE = "så som siffran anges"
_STRONG = (Evidence.REVIEWER.value, Evidence.PRONOUN.value, Evidence.TITLE.value)
HEADLINES = tuple(i.id for i in INDICATORS.values() if i.kind is not Kind.STORIES)

# Choices that the table of indicators holds already, by counting and selection.
_COMPUTED = {
    BASE: ("per_outlet", "all"),
    "samma text räknas en enda gång": ("per_story", "all"),
    "utan byråtext och texter i flera medier": ("per_outlet", "no_wire"),
    "bara artiklar som lästs i sin helhet": ("per_outlet", "full"),
}
UNDER, WITHIN, OVER, OPEN = (
    f"under {BALANCED[0]} procent",
    f"{BALANCED[0]}–{BALANCED[1]} procent",
    f"över {BALANCED[1]} procent",
    "går inte att säga",
)


def compute_sensitivity(
    base: Scope,
    all_news: Scope,
    figures: Iterable[Mapping[str, Any]],
    corrected: Mapping[str, Mapping[str, Any]],
) -> list[dict[str, Any]]:
    """A row for each headline figure under each choice, the published one first.

    ``statement`` is what the interval allows to be said of balance, ``agrees`` whether it is what
    the published figure allows ("" where the share is withheld), ``holds`` whether the statement
    holds under all choices. ``figures`` are rows of ``indicators``, which hold some of the
    choices already; ``corrected`` are rows of the correction by indicator.
    """
    by_indicator: dict[str, list[dict[str, Any]]] = {name: [] for name in HEADLINES}
    wholes = {
        (row["indicator"], row["counting"], row["selection"]): row
        for row in figures
        if row["dimension"] == OVERALL
    }
    for choice, key in _COMPUTED.items():
        for name in HEADLINES:
            row = wholes[name, *key]
            by_indicator[name].append(_make_row(name, choice, row))
            if choice == BASE:
                by_indicator[name] += _with_bounds(name, row)
    for choice, scope in _list_scopes(base, all_news):
        for name in HEADLINES:
            (counted,) = compute_rows(scope, INDICATORS[name], (OVERALL,))
            by_indicator[name].append(_make_row(name, choice, counted))
    for name, better in corrected.items():
        if name in by_indicator and better["share"] is not None:
            published = by_indicator[name][0]
            shares = {key: better[key] for key in ("share", "low", "high")}
            by_indicator[name].append(
                {**published, "choice": "rättad efter granskat urval", **shares}
                | {"statement": say_statement(better["low"], better["high"])}
            )
    rows: list[dict[str, Any]] = []
    for name in HEADLINES:
        rows += _judge(by_indicator[name])
    return rows


def say_statement(low: float | None, high: float | None) -> str:
    """What an interval allows to be said of the Swedish convention of 40-60 per cent."""
    if low is None or high is None:
        return ""
    if high < BALANCED[0] / 100:
        return UNDER
    if low > BALANCED[1] / 100:
        return OVER
    if low >= BALANCED[0] / 100 and high <= BALANCED[1] / 100:
        return WITHIN
    return OPEN


def _list_scopes(base: Scope, all_news: Scope) -> Iterator[tuple[str, Scope]]:
    material, filters = base.material, base.filters
    access = tuple(a for a in filters.access if a != Access.TEASER.value)
    yield (
        "utan artiklar där bara ingressen lästs",
        make_scope(material, replace(filters, access=access)),
    )
    persons = base.persons
    strong = persons["evidence"].isin(_STRONG)
    sure = (persons["p_woman"] >= STRICT_NAME) | (persons["p_woman"] <= 1 - STRICT_NAME)
    yield "bara personer med säkert belagt kön", keep_persons(base, strong | sure)
    growth = find_growth_articles(material, STRICT_GROWTH)
    yield (
        "bara nyheter som säkrast handlar om tillväxt",
        make_scope(material, filters, growth=growth),
    )
    yield "alla nyheter, inte bara om tillväxt", all_news


def _make_row(name: str, choice: str, row: Mapping[str, Any]) -> dict[str, Any]:
    columns = (
        *("n_stories", "n_persons", "n_women", "n_men", "n_nonbinary", "n_unknown"),
        *("share", "low", "high", "withheld", "filters"),
    )
    return {
        "indicator": name,
        "choice": choice,
        **{column: row[column] for column in columns},
        "statement": say_statement(row["low"], row["high"]),
    }


def _with_bounds(name: str, row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The figure if all of unknown gender were men, and if all were women.

    The interval keeps its width and moves with the share.
    """
    bounds: tuple[tuple[str, str, Callable[[float], float]], ...] = (
        ("om alla med okänt kön vore män", "bound_low", lambda value: max(0.0, value)),
        ("om alla med okänt kön vore kvinnor", "bound_high", lambda value: min(1.0, value)),
    )
    rows = []
    for choice, column, clip in bounds:
        moved: dict[str, Any] = dict(row)
        if row["share"] is not None:
            shift = row[column] - row["share"]
            moved |= {"share": row[column]}
            moved |= {"low": clip(row["low"] + shift), "high": clip(row["high"] + shift)}
        rows.append(_make_row(name, choice, moved))
    return rows


def _judge(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    said = rows[0]["statement"]
    for row in rows:
        agrees = row["statement"] == said if row["statement"] and said else None
        row["agrees"] = None if agrees is None else int(agrees)
    answers = [row["agrees"] for row in rows if row["agrees"] is not None]
    holds = None if not said or said == OPEN else int(all(answers))
    return [row | {"holds": holds} for row in rows]
