"""The article page: read, correct, comment, finish; and the article's history."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from markupsafe import Markup

from analysis.labels import FUNCTION_LABELS, OCCUPATION_LABELS
from analysis.review.answers import Answer, Asked, NotFound, Page, Redirect, Refusal
from analysis.review.coding import Coding, Label, load_coding
from analysis.review.pages.codebook import CODEBOOK
from analysis.review.pages.queue import find_place
from analysis.review.saving import DEEDS, find_undoable
from analysis.review.wording import GENDERS, say_error, say_evidence, say_value
from analysis.unseen import list_municipalities
from data.article_page import Marking, render_article_text
from data.errors import MediagranskningError
from data.review.articles import remember_articles
from data.review.decisions import Conflict, Decision, read_heads, read_history
from data.review.notes import COMMENT, FLAG, Note, read_notes
from data.review.progress import finish_article, missing_answers, reopen_article
from data.review.queue import count_portion, give_back, take_next
from data.review.words import NO, YES, Right, Variable
from data.vocab import Access, Genre, GrowthAnswer, Scope, Sector, Theme, label_sv

_ONE_OF = {
    Variable.GROWTH: [word.value for word in GrowthAnswer],
    Variable.SCOPE: [word.value for word in Scope],
    Variable.GENRE: [word.value for word in Genre],
    Variable.ACCESS: [word.value for word in Access],
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: ``value`` is what is saved when it is pressed."""

    label: str
    value: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A question about the story, with its answers as buttons."""

    label: Label
    choices: list[Choice]
    is_list: bool


def show_article(asked: Asked) -> Answer:
    coding = load_coding(asked, asked.names["article"])
    return Page("artikel.html", _describe(asked, coding))


def save_article(asked: Asked) -> Answer:
    """One deed; the answer shows the article as it stands after it, whether it was done or not."""
    article = asked.names["article"]
    deed = asked.form.get("gor", "")
    coding = load_coding(asked, article)
    status, said, wrong = 200, "", ""
    try:
        if coding.machine is not None and asked.form.get("hash", "") != (
            coding.reading.article.content_hash
        ):
            raise Conflict("the text has changed since the page was loaded", None)
        if deed in {"klar", "oppna", "lamna"}:
            return _end(asked, coding, deed)
        if deed not in DEEDS:
            raise Refusal("Det finns inget sådant val.")
        said = DEEDS[deed](asked, coding)
        remember_articles(asked.store, [coding.reading.article])
    except MediagranskningError as error:
        wrong = say_error(error)
        status = 409 if isinstance(error, Conflict) else 400
    coding = load_coding(asked, article)
    values = _describe(asked, coding) | {"besked": said, "fel": wrong}
    return Page("_arbete.html" if asked.fragment else "artikel.html", values, status)


def _end(asked: Asked, coding: Coding, deed: str) -> Answer:
    """Finished, opened again, or left to somebody else."""
    assignment = coding.assignment
    if assignment is None:
        raise Refusal("Artikeln ligger inte i din kö.")
    if deed == "oppna":
        reopen_article(asked.store, asked.who, assignment)
        return Redirect(find_place(assignment))
    if deed == "lamna":
        give_back(asked.store, asked.who, assignment.sample, assignment.article)
        return Redirect("/granska")
    finish_article(asked.store, asked.who, assignment, coding.seen)
    portion = count_portion(asked.store, asked.who)
    following = take_next(asked.store, asked.who) if portion.done < portion.size else None
    return Redirect(find_place(following) if following else "/granska")


def _describe(asked: Asked, coding: Coding) -> dict[str, Any]:
    """All that the templates show of an article."""
    notes = _read_notes(asked, coding)
    last = find_undoable(asked, coding) if asked.may(Right.DECIDE) else None
    assignment = coding.assignment
    marking = Marking(offsets=True, links=not coding.blind, blind=coding.blind)
    missing = (
        missing_answers(asked.store, assignment, coding.seen)
        if (assignment and coding.blind)
        else []
    )
    return {
        "k": coding,
        "artikel": coding.reading.article,
        "medium": coding.reading.outlet,
        "text": Markup(render_article_text(coding.reading, marking)),  # noqa: S704 - it escapes
        "fragor": _list_questions(coding),
        "kodbok": CODEBOOK,
        "kon": GENDERS,
        "funktioner": FUNCTION_LABELS,
        "yrken": OCCUPATION_LABELS,
        "belagg": {} if coding.blind else {c.key: say_evidence(c.person) for c in coding.cards},
        "anteckningar": _group_notes(notes),
        "flaggor": _find_flags(notes),
        "ta_tillbaka": last,
        "far_andra": asked.may(Right.DECIDE),
        "uppdrag": assignment,
        "saknas": {(m.subject, m.variable.value) for m in missing},
        "n_saknas": len(missing),
        "portion": count_portion(asked.store, asked.who) if asked.may(Right.DECIDE) else None,
        "ja": YES,
        "nej": NO,
        "besked": "",
        "fel": "",
    }


def _list_questions(coding: Coding) -> list[Question]:
    questions = []
    for variable, label in coding.story.items():
        kind = Variable(variable)
        if kind in _ONE_OF:
            choices = [
                Choice(say_value(kind, word), word, label.value == word) for word in _ONE_OF[kind]
            ]
            questions.append(Question(label, choices, is_list=False))
        else:
            questions.append(Question(label, _list_toggles(kind, label.value), is_list=True))
    return questions


def list_answers(variable: Variable) -> dict[str, str]:
    """The answers that a question has, value -> label; none for one with a list or free words."""
    words = _ONE_OF.get(variable) or {
        Variable.GENDER: list(GENDERS),
        Variable.SOURCE: [YES, NO],
        Variable.FUNCTION: list(FUNCTION_LABELS),
        Variable.OCCUPATION: list(OCCUPATION_LABELS),
    }.get(variable, [])
    return {word: say_value(variable, word) for word in words}


def _list_toggles(variable: Variable, value: str | None) -> list[Choice]:
    """A button for each word of a list, and one for none of them."""
    words = {
        Variable.THEMES: [word.value for word in Theme],
        Variable.SECTORS: [word.value for word in Sector],
        Variable.PLACES: sorted(list_municipalities()),
    }[variable]
    chosen = set((value or "").split(",")) - {""}
    words += sorted(chosen - set(words))
    order = sorted(words) if variable is Variable.PLACES else words
    toggles = [
        Choice(label_sv(word), ",".join(w for w in order if w in chosen ^ {word}), word in chosen)
        for word in order
    ]
    return [*toggles, Choice("Inga", "", value == "")]


def _read_notes(asked: Asked, coding: Coding) -> list[Note]:
    """What was written on the article; of a blind one, what the coder wrote."""
    notes = read_notes(asked.store, coding.key)
    return [n for n in notes if n.user == asked.who] if coding.blind else notes


def _group_notes(notes: list[Note]) -> dict[str, list[Note]]:
    found: dict[str, list[Note]] = {}
    for note in notes:
        if note.kind == COMMENT or note.text:
            found.setdefault(note.subject, []).append(note)
    return found


def _find_flags(notes: list[Note]) -> dict[str, Note]:
    """The flags that stand, by what they are about."""
    last = {note.subject: note for note in notes if note.kind != COMMENT}
    return {subject: note for subject, note in last.items() if note.kind == FLAG}


# history


@dataclass(frozen=True, slots=True)
class Event:
    """A row of the history. ``holds``: it is the newest word on its matter in its lane."""

    decision: Decision
    about: str
    before: str | None
    holds: bool


def show_history(asked: Asked) -> Answer:
    """Who decided what and when; what others said of a blind article waits until it is finished."""
    coding = load_coding(asked, asked.names["article"])
    rows = read_history(asked.store, coding.key)
    if coding.blind:
        rows = [row for row in rows if row.lane == coding.lane]
    if not rows and coding.machine is None and not coding.reading.article.title:
        raise NotFound
    names = _collect_names(coding, rows)
    newest = {head.id for head in read_heads(asked.store, coding.key)}
    before = {row.id: row.value for row in rows}
    events = [
        Event(
            row,
            "artikeln" if not row.subject else names.get(row.subject, "någon som inte finns kvar"),
            before.get(row.previous) if row.previous else row.machine or None,
            row.id in newest,
        )
        for row in rows
    ]
    names |= {"": ""}
    return Page(
        "historik.html",
        {
            "k": coding,
            "artikel": coding.reading.article,
            "handelser": events[::-1],
            "namn": names,
            "anteckningar": [asdict(n) for n in _read_notes(asked, coding)],
        },
    )


def _collect_names(coding: Coding, rows: list[Decision]) -> dict[str, str]:
    names: dict[str, str] = {}
    for row in rows:
        said = row.detail.get("name") or row.detail.get("text")
        if row.variable in {Variable.ADDED, Variable.SPLIT} and row.value:
            names[str(row.detail.get("key", row.subject))] = row.value
        if said and row.subject:
            names.setdefault(row.subject, str(said))
    return names | {card.key: card.person.name for card in coding.cards}
