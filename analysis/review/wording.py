"""What the workplace calls things, in Swedish."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from analysis.labels import FUNCTION_LABELS, OCCUPATION_LABELS
from analysis.review.answers import Refusal
from analysis.swedish import MONTHS, NBSP, say_count, say_decimal, say_list
from data.errors import BadInput, MediagranskningError
from data.records import Person
from data.review.decisions import Conflict, Forbidden
from data.review.progress import Unanswered
from data.review.sessions import TooManyAttempts
from data.review.words import NO, YES, Role, SampleKind, Variable
from data.vocab import Access, Evidence, Gender, GrowthAnswer, label_sv

STOCKHOLM = ZoneInfo("Europe/Stockholm")
ROLES = {
    Role.REVIEWER.value: "granskare",
    Role.SECOND_READER.value: "andra läsare",
    Role.EDITOR.value: "redaktör",
    Role.DELEGATE.value: "delegat (läser och godkänner)",
}
KINDS = {
    SampleKind.RANDOM.value: "slumpurval",
    SampleKind.UNCERTAIN.value: "osäkra fall",
    SampleKind.CHOSEN.value: "utvalda artiklar",
}
VARIABLES = {
    Variable.GROWTH.value: "Handlar om regional tillväxt",
    Variable.THEMES.value: "Teman",
    Variable.SECTORS.value: "Branscher",
    Variable.PLACES.value: "Kommuner",
    Variable.SCOPE.value: "Räckvidd",
    Variable.GENRE.value: "Genre",
    Variable.ACCESS.value: "Det vi såg av texten",
    Variable.DONE.value: "Artikeln klar",
    Variable.GENDER.value: "Kön",
    Variable.SOURCE.value: "Kommer till tals",
    Variable.FUNCTION.value: "Funktion",
    Variable.OCCUPATION.value: "Yrkesgrupp",
    Variable.TITLE.value: "Roll i texten",
    Variable.NO_PERSON.value: "Ingen person",
    Variable.MERGED.value: "Samma person som",
    Variable.SPLIT.value: "Delad i två",
    Variable.ADDED.value: "Tillagd person",
    Variable.QUOTE.value: "Talare",
    Variable.NO_QUOTE.value: "Ingen anföring",
    "person": "Vilka som är personer",  # what coders agree on before any label
}
GENDERS = {
    Gender.WOMAN.value: "Kvinna",
    Gender.MAN.value: "Man",
    Gender.NONBINARY.value: "Icke-binär",
    Gender.UNKNOWN.value: "Okänt",
}
_VALUES: dict[Variable, dict[str, str]] = {
    Variable.GENDER: GENDERS,
    Variable.FUNCTION: FUNCTION_LABELS,
    Variable.OCCUPATION: OCCUPATION_LABELS,
    Variable.GROWTH: {GrowthAnswer.YES.value: "Ja", GrowthAnswer.NO.value: "Nej"},
    Variable.ACCESS: {
        Access.FULL.value: "Hela texten",
        Access.TEASER.value: "Bara början",
        Access.UNKNOWN.value: "Vet inte",
    },
}
_YES_NO = {YES: "Ja", NO: "Nej"}
_LISTS = {Variable.THEMES, Variable.SECTORS, Variable.PLACES}
_TAKEN_BACK = "inget (taget tillbaka)"
NOTHING = "inget"


def say_value(variable: str, value: str | None) -> str:
    """A value of a variable as people say it."""
    if value is None:
        return _TAKEN_BACK
    if value == "":
        return "ingen namngiven" if variable == Variable.QUOTE else NOTHING
    if variable in _LISTS:
        return ", ".join(label_sv(word) for word in value.split(","))
    known = _VALUES.get(Variable(variable), {}) if variable in set(Variable) else {}
    label = known.get(value) or _YES_NO.get(value) or label_sv(value)
    return label[:1].upper() + label[1:]


def say_evidence(person: Person) -> str:
    """What a gender rests on: "pronomen i texten: ”hon”"."""
    said = "ord i texten" if person.evidence is Evidence.TITLE else label_sv(person.evidence)
    if person.evidence_text and person.evidence is not Evidence.REVIEWER:
        said += f": ”{person.evidence_text}”"
    if person.p_woman is not None:
        said += f" (i registret {100 * person.p_woman:.0f}{NBSP}% kvinnor)"
    if person.conflict:
        said += f" – emot talar: {person.conflict}"
    return said


def say_time(at: str) -> str:
    """An instant in Swedish time: "kl. 09.14" today, else "3 sept. kl. 09.14"."""
    try:
        moment = datetime.fromisoformat(at).astimezone(STOCKHOLM)
    except ValueError:
        return at
    clock = f"kl. {moment:%H.%M}"
    if moment.date() == datetime.now(STOCKHOLM).date():
        return clock
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year} {clock}"


def say_day(published: str) -> str:
    """The day of an article: "3 september 2026"."""
    try:
        day = datetime.fromisoformat(published[:10])
    except ValueError:
        return "odaterad"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def say_error(error: MediagranskningError) -> str:
    """What went wrong and what to do, in Swedish; the messages of the program are in English."""
    if isinstance(error, Conflict):
        return _say_conflict(error)
    if isinstance(error, Forbidden):
        return "Din roll får inte göra detta. Be en redaktör om hjälp."
    if isinstance(error, TooManyAttempts):
        return "För många misslyckade försök. Vänta en kvart och försök igen."
    if isinstance(error, Refusal):
        return str(error)
    if isinstance(error, Unanswered):
        return _say_missing(error)
    if isinstance(error, BadInput):
        return f"Det gick inte att spara. ({error})"
    return f"Något gick fel. ({error})"


def _say_missing(error: Unanswered) -> str:
    """What a blind coder has still to answer."""
    asked: dict[str, list[str]] = {}
    for missing in error.missing:
        name = missing.name or "artikeln"
        asked.setdefault(name, []).append(VARIABLES[missing.variable].lower())
    parts = [f"{name} ({', '.join(questions)})" for name, questions in asked.items()]
    return f"Artikeln är inte klar. Svar saknas för {say_list(parts)}."


def _say_conflict(error: Conflict) -> str:
    head = error.head
    if head is None:
        return (
            "Någon annan har ändrat samma sak medan du läste. Ditt val sparades inte: titta på "
            "det som nu står och välj igen."
        )
    what = VARIABLES.get(head.variable.value, head.variable.value).lower()
    return (
        f"{head.user} hann före: {what} ändrades till ”{say_value(head.variable, head.value)}” "
        f"{say_time(head.at)}. Ditt val sparades inte: titta på det som nu står och välj igen "
        "om du inte håller med."
    )


def say_percent(share: float | None, decimals: int = 0) -> str:
    return "–" if share is None else f"{say_decimal(100 * share, decimals)}{NBSP}%"


FILTERS: dict[str, Callable[..., Any]] = {
    "tid": say_time,
    "dag": say_day,
    "tusental": say_count,
    "decimal": say_decimal,
    "procent": say_percent,
    "varde": lambda value, variable: say_value(str(variable), value),
    "variabel": lambda variable: VARIABLES.get(str(variable), str(variable)),
    "roll": lambda role: ROLES.get(str(role), str(role)),
    "slag": lambda kind: KINDS.get(str(kind), str(kind)),
}
