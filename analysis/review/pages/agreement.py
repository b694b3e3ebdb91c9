"""How far coders agree, and where they do not: side by side, settled by an editor."""

from __future__ import annotations

from dataclasses import dataclass, replace

from markupsafe import Markup

from analysis.review.answers import Answer, Asked, NotFound, Page, Redirect, Refusal
from analysis.review.pages.article import list_answers
from analysis.review.pages.codebook import CODEBOOK
from analysis.review.pages.queue import read_titles
from analysis.review.wording import say_error, say_value
from analysis.reviewing.agreement import (
    PERSON,
    Unit,
    list_disagreements,
    measure_agreement,
)
from data.article_page import Marking, render_article_text
from data.errors import MediagranskningError
from data.readings import read_tagged_article
from data.review.apply import find_media_id
from data.review.decisions import Conflict, Draft, find_head, save_decision
from data.review.notes import Note, read_notes
from data.review.words import NO, SETTLED, YES, Right, SampleKind, Variable
from data.store import MediaStore

# Krippendorff's own limits (Content Analysis, 4th ed., 2018): from .800 a variable can be relied
# on, from .667 for tentative conclusions alone.
RELIABLE, TENTATIVE = 0.8, 0.667
# Fewer units and alpha moves by a tenth with a single answer.
FEW = 30


@dataclass(frozen=True, slots=True)
class Row:
    """One variable; ``verdict`` in words."""

    variable: str
    n_units: int
    n_coders: int
    percent: float | None
    alpha: float | None
    verdict: str
    open: int


@dataclass(frozen=True, slots=True)
class Answered:
    """A disagreement: what each coder answered, what may be chosen, ``previous`` as for Draft."""

    unit: Unit
    choices: dict[str, str]
    previous: int


def show_agreement(asked: Asked) -> Answer:
    """All random samples, or one. Coders see only articles that they have finished themselves."""
    samples = [
        row["name"]
        for row in asked.store.db.query(
            "SELECT name FROM samples WHERE kind = ? ORDER BY created_at DESC",
            [SampleKind.RANDOM.value],
        )
    ]
    sample = asked.args.get("urval", "")
    if sample and sample not in samples:
        raise NotFound
    units = list_disagreements(asked.store, sample)
    waiting: dict[str, int] = {}
    for unit in units:
        waiting[unit.variable] = waiting.get(unit.variable, 0) + 1
    rows = [
        Row(
            a.variable, a.n_units, a.n_coders, a.percent, a.alpha,
            _judge(a.alpha, a.n_units, a.percent), waiting.get(a.variable, 0),
        )
        for a in measure_agreement(asked.store, sample)
    ]  # fmt: skip
    articles: dict[tuple[str, str], list[Unit]] = {}
    for unit in units:
        articles.setdefault((unit.sample, unit.article), []).append(unit)
    titles = read_titles(asked, [article for _, article in articles])
    return Page(
        "samstammighet.html",
        {
            "urval": sample,
            "urvalen": samples,
            "rader": rows,
            "oense": [
                (name, article, titles.get(article, article), own)
                for (name, article), own in articles.items()
            ],
            "far_avgora": asked.may(Right.SETTLE),
        },
    )


def _judge(alpha: float | None, n_units: int, percent: float | None) -> str:
    if percent is None:
        return "ingen artikel är kodad av två ännu"
    if alpha is None:
        return "alla svarade lika, och bara ett svar förekom: alfa kan inte beräknas"
    word = "för låg för slutsatser"
    if alpha >= RELIABLE:
        word = "tillförlitlig"
    elif alpha >= TENTATIVE:
        word = "duger för försiktiga slutsatser"
    return f"{word} (få svar: osäkert)" if n_units < FEW else word


def show_disagreements(asked: Asked, wrong: str = "", status: int = 200) -> Answer:
    """One article where coders differ."""
    sample, article = asked.names["sample"], asked.names["article"]
    units = [
        u for u in list_disagreements(asked.store, sample, settled=True) if u.article == article
    ]
    if not units:
        raise NotFound
    with MediaStore.open_existing(asked.db_dir) as media:
        article_id = find_media_id(media, asked.store, article)
        if article_id is None:
            raise NotFound
        tagged = read_tagged_article(media, article_id)
    text = render_article_text(replace(tagged, quotes=()), Marking(blind=True))
    return Page(
        "oense.html",
        {
            "urval": sample,
            "artikel": tagged.article,
            "nyckel": article,
            "medium": tagged.outlet,
            "text": Markup(text),  # noqa: S704 - the renderer escapes
            "oense": [_describe(asked, unit) for unit in units],
            "kommentarer": _find_comments(asked, article),
            "kodbok": {entry.id: entry for entry in CODEBOOK},
            "far_avgora": asked.may(Right.SETTLE),
            "fel": wrong,
        },
        status,
    )


def _describe(asked: Asked, unit: Unit) -> Answered:
    variable = _find_variable(unit.variable)
    head = find_head(asked.store, unit.article, SETTLED, unit.subject, variable)
    if unit.variable == PERSON:
        choices = {YES: "Ja, en person", NO: "Nej, ingen person"}
    else:
        choices = list_answers(variable) or {
            value: say_value(variable, value) for value in sorted(set(unit.values.values()))
        }
    return Answered(unit, choices, head.id if head else 0)


def _find_variable(name: str) -> Variable:
    return Variable.NO_PERSON if name == PERSON else Variable(name)


def _find_comments(asked: Asked, article: str) -> list[Note]:
    return [note for note in read_notes(asked.store, article) if note.text]


def settle(asked: Asked) -> Answer:
    """The editor's answer, above those of the coders."""
    sample, article = asked.names["sample"], asked.names["article"]
    try:
        unit = next(
            (
                u
                for u in list_disagreements(asked.store, sample, settled=True)
                if (u.article, u.subject, u.variable)
                == (article, asked.form.get("om", ""), asked.form.get("variabel", ""))
            ),
            None,
        )
        if unit is None:
            raise Refusal("Kodarna är inte längre oense om detta.")
        _save(asked, unit)
    except MediagranskningError as error:
        status = 409 if isinstance(error, Conflict) else 400
        return show_disagreements(asked, say_error(error), status)
    left = [u for u in list_disagreements(asked.store, sample) if u.article == article]
    return Redirect(
        f"/granska/samstammighet/{sample}/{article}"
        if left
        else f"/granska/samstammighet?urval={sample}"
    )


def _save(asked: Asked, unit: Unit) -> None:
    value = asked.form.get("varde", "")
    if unit.variable == PERSON:
        value = {YES: NO, NO: YES}.get(value, value)
    previous = asked.form.get("forra", "0")
    if not previous.isascii() or not previous.isdigit():
        raise Refusal("Formuläret är trasigt. Ladda om sidan.")
    row = next(
        asked.store.db.query(
            "SELECT text_hash FROM draws WHERE sample = ? AND article = ?",
            [unit.sample, unit.article],
        )
    )
    save_decision(
        asked.store,
        asked.who,
        Draft(
            article=unit.article,
            variable=_find_variable(unit.variable),
            value=value,
            text_hash=row["text_hash"],
            subject=unit.subject,
            lane=SETTLED,
            previous=int(previous),
            detail={"name": unit.name} if unit.subject else {},
        ),
    )
