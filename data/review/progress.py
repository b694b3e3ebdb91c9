"""What a coder of a random sample has still to answer, and the end of an article."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from data.errors import BadInput
from data.review.decisions import Decision, Draft, find_head, read_heads, save_decision
from data.review.queue import Assignment, set_done
from data.review.snapshot import SeenPerson, Snapshot, load_snapshot
from data.review.store import ReviewStore
from data.review.words import NO, YES, Variable, coder_lane
from data.runs import utc_now
from data.vocab import GrowthAnswer

ASKED_OF_PERSONS = (Variable.GENDER, Variable.SOURCE)
ASKED_OF_STORIES = (Variable.GROWTH,)


class Unanswered(BadInput):
    """A blind coder has not answered all that is asked; ``missing`` says what."""

    def __init__(self, missing: list[Missing]) -> None:
        super().__init__(f"answers missing: {len(missing)}; the article is not finished yet")
        self.missing = missing


@dataclass(frozen=True, slots=True)
class Missing:
    """A question without an answer; ``subject`` is a person's key, "" for the story."""

    subject: str
    name: str
    variable: Variable


def read_snapshot(store: ReviewStore, sample: str, article: str) -> Snapshot:
    """What the machine said at the drawing. Raises BadInput for what was not drawn."""
    query = "SELECT machine FROM draws WHERE sample = ? AND article = ?"
    row = next(store.db.query(query, [sample, article]), None)
    if row is None:
        raise BadInput(f"{article} was not drawn in {sample}")
    return load_snapshot(row["machine"])


def missing_answers(
    store: ReviewStore, assignment: Assignment, seen: Snapshot | None = None
) -> list[Missing]:
    """What the coder has not answered; nothing is asked of one who sees the machine's labels.

    ``seen`` is the machine's reading that the page shows, where it is another than that of the
    drawing. A story that is about growth needs its themes too.
    """
    if not assignment.blind:
        return []
    snapshot = seen or read_snapshot(store, assignment.sample, assignment.article)
    heads = [h for h in read_heads(store, assignment.article) if h.lane == assignment.lane]
    return _find_missing(heads, snapshot.persons)


def _find_missing(heads: Iterable[Decision], persons: Iterable[SeenPerson]) -> list[Missing]:
    said = {(h.subject, h.variable): h.value for h in heads if h.value is not None}
    asked = {person.key: person.name for person in persons}
    for (subject, variable), value in said.items():
        if variable is Variable.ADDED:
            asked[subject] = str(value)
    for head in heads:
        if head.variable is Variable.SPLIT and head.value is not None:
            asked[str(head.detail["key"])] = head.value
    missing = [
        Missing("", "", variable) for variable in ASKED_OF_STORIES if ("", variable) not in said
    ]
    if said.get(("", Variable.GROWTH)) == GrowthAnswer.YES and not said.get(("", Variable.THEMES)):
        missing.append(Missing("", "", Variable.THEMES))
    for key, name in asked.items():
        if said.get((key, Variable.NO_PERSON)) == YES or said.get((key, Variable.MERGED)):
            continue
        missing += [Missing(key, name, v) for v in ASKED_OF_PERSONS if (key, v) not in said]
    return missing


def finish_article(
    store: ReviewStore,
    user: str,
    assignment: Assignment,
    seen: Snapshot | None = None,
) -> None:
    """The user has reviewed the whole article: her or his answers count from now on.

    Raises Unanswered where a blind coder has left something open.
    """
    with store.saving():
        missing = missing_answers(store, assignment, seen)
        if missing:
            raise Unanswered(missing)
        drawn = read_snapshot(store, assignment.sample, assignment.article)
        detail = {} if seen is None or seen == drawn else {"machine": seen.to_json()}
        _say_done(store, user, assignment, YES, detail, (seen or drawn).text_hash)
        set_done(store, user, assignment.sample, assignment.article, utc_now())


def reopen_article(store: ReviewStore, user: str, assignment: Assignment) -> None:
    """Take 'finished' back: the answers of a coder do not count until finished again."""
    with store.saving():
        _say_done(store, user, assignment, NO, {}, assignment.text_hash)
        set_done(store, user, assignment.sample, assignment.article, "")


def _say_done(
    store: ReviewStore,
    user: str,
    assignment: Assignment,
    value: str,
    detail: dict[str, str],
    text_hash: str,
) -> None:
    lane = coder_lane(assignment.sample, user)
    head = find_head(store, assignment.article, lane, "", Variable.DONE)
    if head is not None and head.value == value:
        return
    save_decision(
        store,
        user,
        Draft(
            article=assignment.article,
            variable=Variable.DONE,
            value=value,
            text_hash=text_hash,
            lane=lane,
            previous=head.id if head else 0,
            detail=detail,
        ),
    )
