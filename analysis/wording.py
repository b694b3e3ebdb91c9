"""Figures in Swedish sentences that say no more than the figures do."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from analysis.figures import Figure
from analysis.swedish import (
    NBSP,
    outer_percent,
    say_accuracy,
    say_count,
    say_decimal,
)

# Above this share of unknowns the bounds, not the point, are the result: with a fifth unknown
# the share itself can be 20 points off even when every known gender is right.
MUCH_UNKNOWN = 0.2
# An interval wider than this spans from a clear minority to balance; a single number in a
# headline would be read as the result.
WIDE_POINTS = 20
BALANCED = (40, 60)

GENDER_NOTE = (
    "Kön anges efter hur personen framställs i texten: pronomen och titlar först, annars namnet. "
    "Då är ”kvinna” ett namn som i registret oftast bärs av kvinnor och ”man” ett namn som i "
    "registret oftast bärs av män. Saknas namnet i registren bedöms det efter hur det är bildat, "
    "och bara när det är tydligt. Det säger inget om hur någon själv ser på sitt kön."
)
FICTIONAL_NOTE = (
    "Påhittade medier: siffrorna visar hur verktyget fungerar och säger inget om verkliga medier."
)
UNREVIEWED_NOTE = "Automatiskt kodat, inte granskat av människa."
INTERVAL_NOTE = (
    "Intervallet (95 procent) visar hur mycket andelen kan bero på vilka nyheter som råkade "
    "publiceras. Det innehåller inte fel i den automatiska kodningen."
)


def say_between(low: int, high: int) -> str:
    return f"mellan {low} och {high}{NBSP}procent"


def say_share(figure: Figure) -> str:
    """ "38 procent (mellan 34 och 42 procent)", or why there is no share."""
    if figure.percent is None or figure.low is None or figure.high is None:
        return f"ingen andel anges ({figure.withheld})"
    return f"{figure.percent}{NBSP}procent ({say_between(figure.low, figure.high)})"


def say_counts(figure: Figure) -> str:
    """ "71 kvinnor, 115 män och 22 icke-binära eller okänt"."""
    parts = f"{say_count(figure.women)} kvinnor, {say_count(figure.men)} män"
    if figure.nonbinary is None:
        return f"{parts} och {say_count(figure.other_or_unknown)} icke-binära eller okänt"
    unknown = figure.other_or_unknown - figure.nonbinary
    return f"{parts}, {say_count(figure.nonbinary)} icke-binära och {say_count(unknown)} okänt"


def say_headline(figure: Figure, subject: str) -> str:
    """One line with the main result, as careful as the figure: share, interval or counts only.

    ``subject`` ends the sentence, for instance "bland personerna i nyheter om tillväxt".
    """
    if figure.percent is None or figure.low is None or figure.high is None:
        return f"För litet underlag för en andel kvinnor {subject}"
    assert figure.at_least is not None
    assert figure.at_most is not None
    if figure.unknown_rate > MUCH_UNKNOWN:
        low, high = min(figure.low, figure.at_least), max(figure.high, figure.at_most)
        return f"{say_between(low, high).capitalize()} kvinnor {subject}"
    if figure.high - figure.low > WIDE_POINTS:
        return f"{say_between(figure.low, figure.high).capitalize()} kvinnor {subject}"
    return f"{figure.percent}{NBSP}procent kvinnor {subject}"


def say_bounds(figure: Figure) -> str:
    """What the persons of unknown gender could change; "" when the figure is withheld."""
    if figure.at_least is None or figure.at_most is None:
        return ""
    uncertain = figure.other_or_unknown - (figure.nonbinary or 0)
    if uncertain == 0:
        return "Alla personer har ett känt kön."
    whom = "har okänt kön" if figure.nonbinary else "har okänt kön eller är icke-binära"
    return (
        f"{say_count(uncertain)} av {say_count(figure.n_persons)} personer {whom}. Andelen kvinnor "
        f"bland alla är {figure.at_least}{NBSP}procent om ingen av dem är kvinna och "
        f"{figure.at_most}{NBSP}procent om alla är det."
    )


def say_balance(figure: Figure) -> str:
    """Where a share stands to the Swedish convention that 40–60 per cent is balanced.

    The verdict counts the interval and the unknowns: said is only what holds for all of them.
    """
    limits = (figure.low, figure.at_least, figure.high, figure.at_most)
    if any(limit is None for limit in limits):
        return ""
    low = min(limit for limit in limits if limit is not None)
    high = max(limit for limit in limits if limit is not None)
    convention = "som brukar kallas jämn könsfördelning"
    if high < BALANCED[0]:
        return f"Det är under de {BALANCED[0]}–{BALANCED[1]}{NBSP}procent {convention}."
    if low > BALANCED[1]:
        return f"Det är över de {BALANCED[0]}–{BALANCED[1]}{NBSP}procent {convention}."
    if low >= BALANCED[0] and high <= BALANCED[1]:
        return f"Det är inom de {BALANCED[0]}–{BALANCED[1]}{NBSP}procent {convention}."
    return (
        f"Underlaget räcker inte för att säga om det är inom de {BALANCED[0]}–{BALANCED[1]}"
        f"{NBSP}procent {convention}."
    )


# The error figures that a reader needs first, with the sentence that each of them finishes.
_ERROR_SENTENCES = {
    "people.woman.r": "Av kvinnorna i texterna hittas {value} procent",
    "people.man.r": "Av männen i texterna hittas {value} procent",
    "gender.accuracy": "När en person har hittats blir könet rätt i {value} procent av fallen",
    "sources.woman.r": "Av kvinnorna som kommer till tals hittas {value} procent",
    "sources.man.r": "Av männen som kommer till tals hittas {value} procent",
    "growth.f1": "Att känna igen nyheter om tillväxt lyckas till {value} procent (F1)",
}
_DIFF_SENTENCES = {
    "share_women.people.diff_points": "bland alla personer",
    "share_women.sources.diff_points": "bland dem som kommer till tals",
    "share_women.growth_people.diff_points": "bland personer i nyheter om tillväxt",
    "share_women.growth_sources.diff_points": "bland dem som kommer till tals där",
}


@dataclass(frozen=True, slots=True)
class ErrorReport:
    """The chief error figures against one gold file, as sentences."""

    intro: str
    sentences: list[str]


def say_errors(rows: Iterable[Mapping[str, Any]], models: Container[str]) -> list[ErrorReport]:
    """One report a gold file. Rows have guldmaterial, modell, matt_id, varde, lag, hog, antal.

    ``models`` are those that coded the articles: figures of another model say so.
    """
    by_gold: dict[str, dict[str, Mapping[str, Any]]] = {}
    for row in rows:
        if row["varde"] is not None:
            by_gold.setdefault(row["guldmaterial"], {})[row["matt_id"]] = row
    reports = []
    for gold, by_metric in by_gold.items():
        sentences = _say_metrics(by_metric)
        if sentences:
            first = next(iter(by_metric.values()))
            intro = f"Prövat mot facit {gold}, {say_count(first['antal'])} artiklar."
            if first["modell"] not in models:
                intro += f" Obs: prövat med en annan modell ({first['modell']}) än artiklarnas."
            reports.append(ErrorReport(intro, sentences))
    return reports


def _say_metrics(by_metric: Mapping[str, Mapping[str, Any]]) -> list[str]:
    sentences = []
    for metric, sentence in _ERROR_SENTENCES.items():
        if metric in by_metric:
            row = by_metric[metric]
            said = sentence.format(value=say_accuracy(row["varde"]))
            if row["lag"] is not None and row["hog"] is not None:
                said += f" ({say_between(*outer_percent(row['lag'], row['hog']))})"
            sentences.append(f"{said}.")
    for metric, whom in _DIFF_SENTENCES.items():
        if metric in by_metric:
            value = by_metric[metric]["varde"]
            way = "högre" if value > 0 else "lägre"
            row = by_metric[metric]
            said = (
                f"Den automatiska kodningen ger {say_decimal(abs(value))} procentenheter {way} "
                f"andel kvinnor än facit {whom}"
            )
            if row["lag"] is not None and row["hog"] is not None:
                low, high = say_decimal(row["lag"]), say_decimal(row["hog"])
                said += f" (mellan {low} och {high})"
            sentences.append(f"{said}.")
    return sentences
