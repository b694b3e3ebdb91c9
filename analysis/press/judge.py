"""From an edition's rows to facts: what of each row may be claimed is judged here, once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from analysis.base_rates import load_base_rates
from analysis.comparisons import ALPHA, adjust_holm, p_of_interval
from analysis.figures import SMALL_GROUP, Figure, make_figure
from analysis.indicators import CONTRASTS
from analysis.indicators.indicator import CHAPTER_LABELS
from analysis.intervals import Interval
from analysis.periods import Period
from analysis.press.anonymise import (
    anonymise_coverage,
    anonymise_rows,
    name_gaps,
    name_outlets,
)
from analysis.press.coverage import read_coverage
from analysis.press.facts import (
    ALL,
    PER_OUTLET,
    Change,
    Comparison,
    Contrast,
    Corrected,
    ErrorFigure,
    Facts,
    Provenance,
    Quotient,
    Robustness,
    Sender,
    Unseen,
    Word,
)
from analysis.press.formats import narrow
from analysis.press.notes import say_notes
from analysis.press.signoffs import SignOffs, key_of, say_signoffs
from analysis.press.tables import build_tables, hidden_figures
from analysis.swedish import outer_percent, say_month, say_quarter, whole_percent
from analysis.unseen import SEEN
from data.review.findings import FigureKey
from data.vocab import Gender

Row = Mapping[str, Any]
MAIN_FIGURE: FigureKey = ("people", "overall", "alla", PER_OUTLET, ALL)
# What holds of the kit in place of what the method says of the public site.
OWN_METHOD = {
    "Namn": "Inga personnamn finns i pressmaterialet.",
    "Artikeltext": "Ingen artikeltext och inga rubriker finns i pressmaterialet.",
}
COMPARISONS = Path(__file__).parent / "jamforelser.yml"


def make_facts(
    edition: str,
    period: Period,
    stamp: datetime,
    rows: dict[str, list[dict[str, Any]]],
    context: dict[str, Any],
    provenance: Provenance,
    signoffs: SignOffs,
    sender: Sender,
    anonymise: bool = False,
    embargo: str = "",
) -> Facts:
    """The facts out of an edition's (or a period's) rows by kind and what stands around them."""
    coverage = read_coverage(context["coverage"])
    outlets = {outlet.id: outlet.name for outlet in coverage.outlets}
    if anonymise:
        names = name_outlets(outlets, edition or period.name)
        rows = anonymise_rows(rows, names, outlets)
        coverage = anonymise_coverage(coverage, names)
        outlets = {key: names[key][1] for key in outlets}
    else:
        coverage = name_gaps(coverage)
    method = {key: narrow(value) for key, value in context["method"]} | OWN_METHOD
    tables = build_tables(rows, coverage, context["errors"], method.items())
    figures = index_figures(rows["indicators"], hidden_figures(tables))
    main = {"counting": PER_OUTLET, "selection": ALL}
    return Facts(
        name=edition or period.name,
        edition=edition,
        period=period,
        stamp=stamp,
        figures=figures,
        contrasts=judge_contrasts(
            row for row in rows.get("contrasts", []) if main.items() <= row.items()
        ),
        quotients=judge_quotients(rows.get("quotients", [])),
        changes=tuple(_make_change(row) for row in rows.get("changes", [])),
        corrected=tuple(
            _make_corrected(row) for row in rows.get("corrections", []) if row["method"] != "plain"
        ),
        robustness=judge_robustness(rows.get("sensitivity", [])),
        unseen=tuple(
            Unseen(
                row["dimension"],
                row["label"],
                row["outlet"],
                row["unseen"],
                row["n_stories"],
                row["n_persons"],
            )
            for row in rows.get("unseen", [])
            if row["unseen"] != SEEN
        ),
        words=tuple(
            Word(
                row["word"],
                "women" if row["near"] == Gender.WOMAN.value else "men",
                row["n_stories"],
            )
            for row in rows.get("words", [])
        ),
        errors=tuple(
            ErrorFigure(
                row["guldmaterial"],
                row["matt_id"],
                row["matt"],
                row["varde"],
                row["lag"],
                row["hog"],
                row["antal"],
                row["modell"],
            )
            for row in context["errors"]
            if row["varde"] is not None
        ),
        comparisons=read_comparisons(),
        coverage=coverage,
        signoffs=signoffs,
        method=method,
        tables=tables,
        provenance=provenance,
        sender=sender,
        outlets=outlets,
        notes=say_notes(
            period,
            coverage,
            say_signoffs(signoffs, figures[MAIN_FIGURE]),
            provenance,
            context["fictional"],
            bool(context["errors"]),
        ),
        fictional=context["fictional"],
        anonymised=anonymise,
        embargo=embargo,
    )


def index_figures(rows: Iterable[Row], hidden: frozenset[FigureKey]) -> dict[FigureKey, Figure]:
    """The figures by key; of groups that are too small to be told only the articles remain."""
    figures = {}
    for row in rows:
        figure = make_figure(row)
        key = key_of(figure)
        if key in hidden:
            figure = replace(
                figure, n_persons=0, women=0, men=0, nonbinary=None, other_or_unknown=0,
                percent=None, low=None, high=None, at_least=None, at_most=None, differs="",
                withheld=SMALL_GROUP,
            )  # fmt: skip
        figures[key] = figure
    return figures


def judge_contrasts(rows: Iterable[Row]) -> tuple[Contrast, ...]:
    """The contrasts, each with whether its difference holds among all that were looked at."""
    own = list(rows)
    p_values = [
        None
        if row["difference"] is None
        else p_of_interval(row["difference"], Interval(row["low"], row["high"]))
        for row in own
    ]
    return tuple(_make_contrast(row, p) for row, p in zip(own, adjust_holm(p_values), strict=True))


def _make_contrast(row: Row, p: float | None) -> Contrast:
    known = CONTRASTS[row["contrast"]]
    rounded = {
        key: None if row[key] is None else round(row[key], 1)
        for key in ("women", "men", "difference", "low", "high")
    }
    # Judged as it is printed: a difference that is rounded away is not told.
    low, high = rounded["low"], rounded["high"]
    apart = low is not None and high is not None and (low > 0 or high < 0)
    told = apart and p is not None and p < ALPHA and rounded["women"] != rounded["men"]
    return Contrast(
        id=known.id,
        label=known.label,
        unit=known.unit,
        among=known.among,
        chapter=CHAPTER_LABELS[known.chapter.value],
        definition=known.definition,
        **rounded,
        claimable=told,
        n_women=row["n_women"],
        n_men=row["n_men"],
        other_or_unknown=row["n_nonbinary"] + row["n_unknown"],
        n_stories=row["n_stories"],
        withheld=row["withheld"],
    )


def judge_quotients(rows: Iterable[Row]) -> tuple[Quotient, ...]:
    """The quotients, each with what may be claimed with all of them looked at together."""
    rates = {rate.id: rate for rate in load_base_rates()}
    own = list(rows)
    p_values = [
        None
        if row["quotient"] is None
        else p_of_interval(
            row["share"] - row["base_share"],
            Interval(row["low"] - row["base_share"], row["high"] - row["base_share"]),
        )
        for row in own
    ]
    made = []
    for row, p in zip(own, adjust_holm(p_values), strict=True):
        rate = rates[row["base_rate"]]
        figure = make_figure(
            {
                **row,
                **{"counting": PER_OUTLET, "selection": ALL, "unit": "persons", "differs": ""},
                "bound_low": None,
                "bound_high": None,
            }
        )
        values = [row[key] for key in ("quotient", "quotient_low", "quotient_high")]
        quotient, low, high = (None if value is None else round(value, 2) for value in values)
        claim = ""
        if p is not None and p < ALPHA and low is not None and high is not None:
            claim = "higher" if low > 1 else "lower" if high < 1 else ""
        made.append(
            Quotient(
                figure=figure,
                base_id=rate.id,
                population=rate.population,
                definition=rate.definition,
                area=rate.area,
                year=rate.year,
                base_percent=round(100 * rate.share, 1),
                source=rate.source,
                note=rate.note,
                quotient=quotient,
                low=low,
                high=high,
                claim=claim,
            )
        )
    return tuple(made)


def _make_change(row: Row) -> Change:
    say = say_quarter if row["unit"] == "quarter" else say_month
    points = {
        name: None if row[key] is None else round(100 * row[key], 1)
        for name, key in (("points", "change"), ("low", "low"), ("high", "high"))
    }
    shares = [row["share_before"], row["share_after"]]
    before, after = (None if share is None else whole_percent(share) for share in shares)
    low, high = points["low"], points["high"]
    apart = row["alarm"] and low is not None and high is not None and (low > 0 or high < 0)
    way = "rise" if (points["points"] or 0) > 0 else "fall"
    return Change(
        indicator=row["indicator"],
        unit=row["unit"],
        before=say(row["before"]),
        after=say(row["after"]),
        percent_before=before,
        percent_after=after,
        **points,
        alarm=way if apart and before != after else "",
        withheld=row["withheld"],
    )


def _make_corrected(row: Row) -> Corrected:
    percent = low = high = None
    if row["share"] is not None:
        percent = whole_percent(row["share"])
        low, high = outer_percent(row["low"], row["high"])
    return Corrected(
        row["indicator"], row["method"], percent, low, high, row["n_reviewed"], row["unit"],
        row["withheld"],
    )  # fmt: skip


def judge_robustness(rows: Iterable[Row]) -> tuple[Robustness, ...]:
    """Whether each headline figure allows the same statement under every choice."""
    by_indicator: dict[str, list[Row]] = {}
    for row in rows:
        by_indicator.setdefault(row["indicator"], []).append(row)
    return tuple(
        Robustness(
            indicator=name,
            holds="" if own[0]["holds"] is None else ("yes" if own[0]["holds"] else "no"),
            n_choices=sum(row["agrees"] is not None for row in own[1:]),
            broken_by=tuple(row["choice"] for row in own if row["agrees"] == 0),
        )
        for name, own in by_indicator.items()
    )


def read_comparisons() -> tuple[Comparison, ...]:
    """The figures from elsewhere."""
    rows = yaml.safe_load(COMPARISONS.read_text(encoding="utf-8"))
    return tuple(
        Comparison(row["vad"], str(row["varde"]), int(row["ar"]), narrow(row["matt"]), row["kalla"])
        for row in rows
    )
