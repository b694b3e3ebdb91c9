"""Does a statement hold whatever was chosen? Headline figures under other choices, in one table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from analysis.filters import Filters
from analysis.frames import Material, find_growth_articles
from analysis.indicators import INDICATORS
from analysis.indicators.compute import compute_rows
from analysis.indicators.indicator import Kind
from analysis.scope import Scope, keep_persons, make_scope, scope_of
from analysis.stories import Counting, Selection
from analysis.wording import BALANCED
from data.vocab import Access, Evidence

# Themes below this probability are the weaker half on the sample outlets (median 0.72,
# 2026-11-25): what is left are the stories that are most surely about growth.
STRICT_GROWTH = 0.7
STRICT_NAME = 0.99  # a name alone must be carried by one gender this surely to count
BASE = "så som siffran anges"
_STRONG = (Evidence.REVIEWER.value, Evidence.PRONOUN.value, Evidence.TITLE.value)
HEADLINES = tuple(i.id for i in INDICATORS.values() if i.kind is not Kind.STORIES)

UNDER, WITHIN, OVER, OPEN = (
    f"under {BALANCED[0]} procent",
    f"{BALANCED[0]}–{BALANCED[1]} procent",
    f"över {BALANCED[1]} procent",
    "går inte att säga",
)


def compute_sensitivity(
    material: Material, filters: Filters, corrected: Mapping[str, Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """A row for each headline figure under each choice, the published one first.

    ``statement`` is what the interval allows to be said of balance, ``agrees`` whether it is what
    the published figure allows ("" where the share is withheld), ``holds`` whether the statement
    holds under all choices. ``corrected`` are rows of the correction by indicator.
    """
    by_indicator: dict[str, list[dict[str, Any]]] = {name: [] for name in HEADLINES}
    for choice, scope in _list_scopes(material, filters):
        for name in HEADLINES:
            (row,) = compute_rows(scope, INDICATORS[name], ("overall",))
            by_indicator[name].append(_make_row(name, choice, row))
            if choice == BASE:
                by_indicator[name] += _with_bounds(name, row)
    for name, better in corrected.items():
        if name in by_indicator and better["share"] is not None:
            base = by_indicator[name][0]
            shares = {key: better[key] for key in ("share", "low", "high")}
            by_indicator[name].append(
                {**base, "choice": "rättad efter granskat urval", **shares}
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


def _list_scopes(material: Material, filters: Filters) -> Iterator[tuple[str, Scope]]:
    base = make_scope(material, filters)
    yield BASE, base
    yield "samma text räknas en enda gång", make_scope(material, filters, Counting.PER_STORY)
    parts: dict[str, Selection] = {
        "utan byråtext och texter i flera medier": Selection.NO_WIRE,
        "bara artiklar som lästs i sin helhet": Selection.FULL,
    }
    for choice, selection in parts.items():
        yield choice, scope_of(material, filters, base.counting, selection, base.stories)
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
    yield (
        "alla nyheter, inte bara om tillväxt",
        make_scope(material, replace(filters, growth_only=False)),
    )


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
