"""Read a filled-in coding sheet (saved as CSV) back as the decisions of one coder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from analysis.reviewing.intake import Intake, ensure_assignment
from analysis.reviewing.sheet_words import (
    COLUMNS,
    FUNCTION,
    GENDER,
    GROWTH,
    OCCUPATION,
    SCOPE,
    THEMES,
    YES_NO,
)
from data.errors import BadInput, MediagranskningError
from data.readings import read_tagged_article
from data.records import Article, Tagging
from data.review.articles import remember_articles
from data.review.decisions import Draft, find_head, read_heads, save_decisions
from data.review.keys import person_key, person_keys
from data.review.locate import find_person
from data.review.notes import COMMENT, save_note
from data.review.progress import finish_article
from data.review.queue import find_assignment
from data.review.reading import read_machine_reading
from data.review.snapshot import take_snapshot
from data.review.store import ReviewStore
from data.review.words import NO, YES, Variable, coder_lane
from data.store import MediaStore

_PERSON_COLUMNS = {
    "kön": (Variable.GENDER, GENDER),
    "kommer till tals": (Variable.SOURCE, YES_NO),
    "funktion": (Variable.FUNCTION, FUNCTION),
    "yrkesgrupp": (Variable.OCCUPATION, OCCUPATION),
}
_STORY_COLUMNS = {
    "tillväxt": (Variable.GROWTH, GROWTH),
    "räckvidd": (Variable.SCOPE, SCOPE),
}
Row = Mapping[str, str]
Answer = tuple[str, Variable, str, dict[str, object]]  # subject, variable, value, detail


def is_sheet(row: Row) -> bool:
    """Whether a row is one of a coding sheet."""
    return {"artikel", "namn", "kön"} <= row.keys()


@dataclass(slots=True)
class _Coded:
    """The rows of one article, with the number of the first in the file."""

    number: int
    rows: list[Row] = field(default_factory=list)


def take_in_sheet(
    media: MediaStore, store: ReviewStore, rows: Sequence[Row], user: str, origin: str
) -> Intake:
    """The answers of one coder. An article is taken in whole or, with its reason, left out.

    A person whom the coder wrote down and the machine did not find must stand in the text by
    that name. In an article that is marked as finished, the machine's persons whom the coder
    did not write down are none.
    """
    intake = Intake()
    who = user.strip().casefold()
    if not who:
        raise BadInput("a coding sheet does not say who coded; give --user NAME")
    missing = [name for name in ("tillväxt", "klar", "kommer till tals") if name not in rows[0]]
    if missing:
        raise BadInput(f"{origin}: the column {missing[0]!r} is missing; keep all columns")
    for article, coded in _group(rows).items():
        try:
            with store.saving():
                _take_in_article(media, store, article, coded.rows, who, intake)
        except MediagranskningError as error:
            intake.left_out.append(f"row {coded.number}, article {article}: {error}")
    return intake


def _group(rows: Iterable[Row]) -> dict[str, _Coded]:
    grouped: dict[str, _Coded] = {}
    for number, row in enumerate(rows, 2):  # row 1 of the sheet is its head
        key = row["artikel"].strip()
        if key:
            grouped.setdefault(key, _Coded(number)).rows.append(row)
    return grouped


def _take_in_article(
    media: MediaStore,
    store: ReviewStore,
    article: str,
    rows: list[Row],
    user: str,
    intake: Intake,
) -> None:
    if not any(value.strip() for row in rows for name, value in row.items() if name in _ANSWERS):
        return  # not begun
    sample = _find_sample(store, article)
    tagging = read_machine_reading(media, article)
    if tagging is None:
        raise BadInput("the article is not tagged here; run 'mediagranskning tag' first")
    stored = read_tagged_article(media, article).article
    ensure_assignment(store, user, sample, article)
    remember_articles(store, [stored])
    done = any(_word(row, "klar", YES_NO) == YES for row in rows)
    answers = _read_story(rows)
    named: set[str] = set()
    for row in rows:
        if row.get("namn", "").strip():
            answers += _read_person(row, stored, tagging, named)
    if done:
        answers += [
            (key, Variable.NO_PERSON, YES, {"name": person.name})
            for key, person in zip(
                person_keys(article, tagging.persons), tagging.persons, strict=True
            )
            if key not in named
        ]
        answers += [
            (key, Variable.NO_PERSON, NO, {})
            for key in _find_denied(store, user, sample, article, named)
        ]
    _save(store, user, coder_lane(sample, user), stored, answers, intake)
    for row in rows:
        text = row.get("anteckning", "").strip()
        if text and not _is_noted(store, user, article, text):
            save_note(store, user, article, COMMENT, text)
    if done:
        assignment = find_assignment(store, user, sample, article)
        assert assignment is not None
        if not assignment.done_at:
            seen = take_snapshot(article, tagging, stored.access.value)
            finish_article(store, user, assignment, seen)


def _find_denied(
    store: ReviewStore, user: str, sample: str, article: str, named: set[str]
) -> list[str]:
    """Persons of whom an earlier version of the sheet said that they are none."""
    lane = coder_lane(sample, user)
    return [
        head.subject
        for head in read_heads(store, article)
        if head.lane == lane
        and head.variable is Variable.NO_PERSON
        and head.value == YES
        and head.subject in named
    ]


_ANSWERS = frozenset(COLUMNS) - {"nr", "artikel", "medium", "datum", "rubrik", "adress"}


def _find_sample(store: ReviewStore, article: str) -> str:
    query = (
        "SELECT d.sample FROM draws d JOIN samples s ON s.name = d.sample "
        "WHERE d.article = ? AND s.kind = 'random'"
    )
    row = next(store.db.query(query, [article]), None)
    if row is None:
        raise BadInput("the article is in no random sample here")
    return str(row["sample"])


def _word(row: Row, column: str, words: Mapping[str, str]) -> str:
    """What a cell says, "" for an empty one. Raises BadInput for a word that is none of ours."""
    value = row.get(column, "").strip().casefold()
    if not value:
        return ""
    known = {word.casefold(): meant for word, meant in words.items()}
    if value not in known:
        raise BadInput(f"{value!r} is no answer to {column!r}; choose one from the sheet's list")
    return known[value]


def _read_story(rows: Sequence[Row]) -> list[Answer]:
    answers: list[Answer] = []
    for column, (variable, words) in _STORY_COLUMNS.items():
        said = {value for row in rows if (value := _word(row, column, words))}
        if len(said) > 1:
            raise BadInput(f"{column!r} is answered in two ways")
        answers += [("", variable, value, {}) for value in said]
    named = {
        word.strip()
        for row in rows
        for word in row.get("teman", "").replace(";", ",").split(",")
        if word.strip()
    }
    wrong = sorted(named - set(THEMES))
    if wrong:
        raise BadInput(f"{wrong[0]!r} is no theme; write the codes of the sheet 'Koder'")
    if named:
        value = ",".join(theme for theme in THEMES if theme in named)
        answers.append(("", Variable.THEMES, value, {}))
    return answers


def _read_person(row: Row, article: Article, tagging: Tagging, named: set[str]) -> list[Answer]:
    name = " ".join(row["namn"].split())
    keys = person_keys(article.id, tagging.persons)
    key = person_key(article.id, name)
    number = find_person(key, {"name": name}, keys, tagging.persons, same_text=False)
    answers: list[Answer] = []
    if number is not None:
        key = keys[number]
    else:
        spans = _find_names(article.full_text, name)
        if not spans:
            raise BadInput(f"{name!r} does not stand in the text; write the name as it is printed")
        answers.append((key, Variable.ADDED, name, {"mentions": spans}))
    if key in named:
        raise BadInput(f"{name!r} is written down twice")
    named.add(key)
    for column, (variable, words) in _PERSON_COLUMNS.items():
        if value := _word(row, column, words):
            answers.append((key, variable, value, {"name": name}))
    return answers


def _find_names(text: str, name: str) -> list[list[object]]:
    spans: list[list[object]] = []
    at = text.find(name)
    while at >= 0:
        spans.append([at, at + len(name), name])
        at = text.find(name, at + len(name))
    return spans


def _save(
    store: ReviewStore,
    user: str,
    lane: str,
    article: Article,
    answers: Iterable[Answer],
    intake: Intake,
) -> None:
    drafts = []
    for subject, variable, value, detail in answers:
        head = find_head(store, article.id, lane, subject, variable)
        if head is not None and head.value == value:
            intake.known += 1
            continue
        drafts.append(
            Draft(
                article=article.id,
                variable=variable,
                value=value,
                text_hash=article.content_hash,
                subject=subject,
                lane=lane,
                previous=head.id if head else 0,
                detail=detail,
            )
        )
    save_decisions(store, user, drafts)
    intake.new += len(drafts)


def _is_noted(store: ReviewStore, user: str, article: str, text: str) -> bool:
    query = "SELECT 1 FROM notes WHERE user = ? AND article = ? AND text = ?"
    return next(store.db.query(query, [user, article, text]), None) is not None
