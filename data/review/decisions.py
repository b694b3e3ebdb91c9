"""The log of decisions: saved against the state that was seen, undone by a new row."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from data.errors import BadInput, MediagranskningError
from data.review.store import ReviewStore
from data.review.users import find_user
from data.review.words import (
    COMMON,
    SETTLED,
    STORY_VARIABLES,
    VALUES,
    YES,
    Right,
    Variable,
)
from data.runs import utc_now
from data.vocab import Sector, Theme

UNDO_REACH = 500  # rows of one's own: some days of work, and the key answers at once
LONGEST = 2_000  # characters of a value, and of a comment
_LISTS: dict[Variable, Sequence[str]] = {
    Variable.THEMES: list(Theme),
    Variable.SECTORS: list(Sector),
}


class Conflict(MediagranskningError):
    """Somebody else has decided in the meantime; ``head`` is their decision, None if undone."""

    def __init__(self, message: str, head: Decision | None) -> None:
        super().__init__(message)
        self.head = head


class Forbidden(MediagranskningError):
    """The user may not do this."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A decision to be saved.

    ``previous`` is the id of the newest decision on this very thing that the reviewer saw, 0 for
    none. ``value`` None takes it back. ``machine`` is what the machine says, "" for nothing.
    ``detail`` holds what the variable needs besides: offsets and the text that was marked.
    """

    article: str
    variable: Variable
    value: str | None
    text_hash: str
    subject: str = ""
    lane: str = COMMON
    previous: int = 0
    machine: str = ""
    model: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decision:
    """A row of the log, in the words of Draft."""

    id: int
    uid: str
    at: str
    user: str
    lane: str
    article: str
    subject: str
    variable: Variable
    value: str | None
    machine: str
    detail: dict[str, Any]
    text_hash: str
    model: str
    previous: int
    undoes: int
    origin: str


def save_decision(store: ReviewStore, user: str, draft: Draft) -> Decision:
    """Save one decision; see save_decisions."""
    return save_decisions(store, user, [draft])[0]


def save_decisions(store: ReviewStore, user: str, drafts: Iterable[Draft]) -> list[Decision]:
    """Save decisions, all or none; they are on the disk when this returns.

    Raises Conflict where one was made against a state that is no longer the newest (nothing is
    saved then), Forbidden where the user may not decide, and BadInput for a value that is none.
    """
    drafts = [check_draft(draft) for draft in drafts]
    saved = []
    with store.saving():
        for draft in drafts:
            check_right(store, user, draft.lane)
            _check_open(store, draft.article, draft.lane, draft.variable)
            head = find_head(store, draft.article, draft.lane, draft.subject, draft.variable)
            if (head.id if head else 0) != draft.previous:
                raise Conflict(_describe_conflict(head), head)
            saved.append(_insert(store, user, draft, undoes=0))
    return saved


def undo_decision(store: ReviewStore, user: str, decision_id: int) -> Decision:
    """Take the newest decision on something back, as a new row; what stood before holds again.

    One's own decisions, and for an editor everybody's. Raises Conflict where it is no longer the
    newest, BadInput where there is none of that id.
    """
    with store.saving():
        old = read_decision(store, decision_id)
        check_right(store, user, old.lane)
        if old.variable is Variable.DONE:
            raise BadInput("a finished article is opened again, not undone")
        _check_open(store, old.article, old.lane, old.variable)
        if old.user != user and not _may(store, user, Right.SETTLE):
            raise Forbidden(f"only {old.user} or an editor can undo this decision")
        head = find_head(store, old.article, old.lane, old.subject, old.variable)
        if head is None or head.id != old.id:
            raise Conflict(_describe_conflict(head), head)
        before = _find_before(store, old)
        draft = Draft(
            article=old.article,
            variable=old.variable,
            value=before.value if before else None,
            text_hash=old.text_hash,
            subject=old.subject,
            lane=old.lane,
            previous=old.id,
            machine=old.machine,
            model=old.model,
            detail=before.detail if before else old.detail,
        )
        return _insert(store, user, draft, undoes=old.id)


def _find_before(store: ReviewStore, decision: Decision) -> Decision | None:
    """What an undoing brings back: undoing an undoing gives again what that took away."""
    if not decision.previous:
        return None
    return read_decision(store, decision.previous)


def _describe_conflict(head: Decision | None) -> str:
    if head is None:
        return "there is no such decision any more; load the page again"
    return (
        f"{head.user} decided on this at {head.at}; nothing was saved: "
        "look at that decision and decide again"
    )


def _insert(store: ReviewStore, user: str, draft: Draft, *, undoes: int) -> Decision:
    row: dict[str, Any] = {
        "uid": secrets.token_hex(12),
        "at": utc_now(),
        "user": user,
        "lane": draft.lane,
        "article": draft.article,
        "subject": draft.subject,
        "variable": draft.variable.value,
        "value": draft.value,
        "machine": draft.machine,
        "detail": json.dumps(dict(draft.detail), ensure_ascii=False, sort_keys=True),
        "text_hash": draft.text_hash,
        "model": draft.model,
        "previous": draft.previous or None,
        "undoes": undoes or None,
        "origin": "",
    }
    key = insert_row(store, row)
    return make_decision(row | {"id": key})


def insert_row(store: ReviewStore, row: Mapping[str, Any]) -> int:
    """One row of the log as it is; returns its id."""
    names, marks = ", ".join(row), ", ".join("?" * len(row))
    cursor = store.db.execute(
        f"INSERT INTO decisions ({names}) VALUES ({marks})", list(row.values())
    )
    return int(cursor.lastrowid or 0)


def _may(store: ReviewStore, name: str, right: Right) -> bool:
    user = find_user(store, name)
    return user is not None and user.may(right)


def check_right(store: ReviewStore, user: str, lane: str) -> None:
    right = Right.SETTLE if lane == SETTLED else Right.DECIDE
    if find_user(store, user) is None:
        raise Forbidden(
            f"there is no reviewer {user}; add one with 'mediagranskning reviewers add {user}'"
        )
    if not _may(store, user, right):
        raise Forbidden(f"{user} may not {right}; an editor can")
    if lane not in {COMMON, SETTLED} and lane.rpartition("/")[2] != user:
        raise Forbidden(f"{user} cannot decide in the place of {lane.rpartition('/')[2]}")


def _check_open(store: ReviewStore, article: str, lane: str, variable: Variable) -> None:
    """A coder who has finished has seen the machine's labels: blind answers stand as they are."""
    if lane in {COMMON, SETTLED} or variable is Variable.DONE:
        return
    sample, _, user = lane.rpartition("/")
    done = store.db.query(
        "SELECT 1 FROM assignments WHERE sample = ? AND article = ? AND user = ? AND done_at <> ''",
        [sample, article, user],
    )
    if next(done, None):
        raise Forbidden(f"{user} has finished this article in {sample}; open it again first")


def check_draft(draft: Draft) -> Draft:
    """The draft with its value in order. Raises BadInput for what is no value of the variable."""
    story = draft.variable in STORY_VARIABLES or draft.variable is Variable.DONE
    if story == bool(draft.subject):
        raise BadInput(f"a decision on {draft.variable} is about {'a story' if story else 'one'}")
    if not draft.article or not draft.text_hash:
        raise BadInput("a decision names its article and the text that it was made on")
    if draft.value is None:
        return draft
    if len(draft.value) > LONGEST:
        raise BadInput(f"a value has at most {LONGEST} characters")
    allowed = VALUES.get(draft.variable)
    if allowed is not None and draft.value not in allowed:
        raise BadInput(f"{draft.value!r} is no value of {draft.variable}")
    if draft.variable in _LISTS:
        _check_list(draft.variable, draft.value)
    if draft.variable in {Variable.ADDED, Variable.SPLIT} and not _has_spans(draft.detail):
        raise BadInput(f"{draft.variable} needs the name and where it stands in the text")
    if draft.variable is Variable.SPLIT and not draft.detail.get("key"):
        raise BadInput("a person who is split off needs a key")
    if draft.variable in {Variable.ADDED, Variable.SPLIT, Variable.MERGED} and not draft.value:
        raise BadInput(f"{draft.variable} needs a name or a person")
    if draft.variable is Variable.MERGED and draft.value == draft.subject:
        raise BadInput("a person cannot be merged with herself or himself")
    return draft


def _check_list(variable: Variable, value: str) -> None:
    words = value.split(",") if value else []
    known = [str(word) for word in _LISTS[variable]]
    wrong = [word for word in words if word not in known]
    if wrong or words != [word for word in known if word in words]:
        raise BadInput(f"{value!r} is no list of {variable} in the order of the codebook")


def _has_spans(detail: Mapping[str, Any]) -> bool:
    spans = detail.get("mentions")
    return (
        isinstance(spans, Sequence)
        and bool(spans)
        and all(
            isinstance(s, Sequence) and len(s) == 3 and isinstance(s[2], str) and s[0] < s[1]
            for s in spans
        )
    )


# reading


_VARIABLES = {variable.value: variable for variable in Variable}  # faster than Variable(word)


def make_decision(row: Mapping[str, Any]) -> Decision:
    return Decision(
        id=row["id"],
        uid=row["uid"],
        at=row["at"],
        user=row["user"],
        lane=row["lane"],
        article=row["article"],
        subject=row["subject"],
        variable=_VARIABLES[row["variable"]],
        value=row["value"],
        machine=row["machine"],
        detail={} if row["detail"] == "{}" else json.loads(row["detail"]),
        text_hash=row["text_hash"],
        model=row["model"],
        previous=row["previous"] or 0,
        undoes=row["undoes"] or 0,
        origin=row["origin"],
    )


def read_decision(store: ReviewStore, decision_id: int) -> Decision:
    row = next(store.db.query("SELECT * FROM decisions WHERE id = ?", [decision_id]), None)
    if row is None:
        raise BadInput(f"there is no decision {decision_id}")
    return make_decision(row)


def find_head(
    store: ReviewStore, article: str, lane: str, subject: str, variable: Variable
) -> Decision | None:
    """The newest decision on one thing in one lane."""
    row = next(
        store.db.query(
            "SELECT * FROM decisions WHERE article = ? AND lane = ? AND subject = ? "
            "AND variable = ? ORDER BY id DESC LIMIT 1",
            [article, lane, subject, variable],
        ),
        None,
    )
    return None if row is None else make_decision(row)


def read_heads(store: ReviewStore, article: str) -> list[Decision]:
    """The newest decision on each thing in each lane, oldest first; taken back ones too."""
    rows = store.db.query(
        "SELECT * FROM decisions WHERE id IN (SELECT max(id) FROM decisions WHERE article = ? "
        "GROUP BY lane, subject, variable) ORDER BY id",
        [article],
    )
    return [make_decision(row) for row in rows]


def read_history(store: ReviewStore, article: str) -> list[Decision]:
    """Every decision on an article in the order in which they were made."""
    rows = store.db.query("SELECT * FROM decisions WHERE article = ? ORDER BY id", [article])
    return [make_decision(row) for row in rows]


def find_last_own(store: ReviewStore, user: str, article: str = "") -> Decision | None:
    """The newest decision of a user that still can be undone: what an undo key undoes.

    Those that were undone, the undoings themselves, and the blind answers on an article that
    is finished are passed over. It reaches UNDO_REACH rows back.
    """
    row = next(
        store.db.query(
            "SELECT d.* FROM (SELECT * FROM decisions WHERE user = ? AND (? = '' OR article = ?) "
            f"ORDER BY id DESC LIMIT {UNDO_REACH}) d "
            "WHERE d.undoes IS NULL AND d.variable <> 'done' AND NOT EXISTS (SELECT 1 FROM "
            "decisions n WHERE n.previous = d.id) AND NOT EXISTS (SELECT 1 FROM assignments a "
            "WHERE a.article = d.article AND a.user = d.user AND a.done_at <> '' "
            "AND d.lane = a.sample || '/' || a.user) ORDER BY d.id DESC LIMIT 1",
            [user, article, article],
        ),
        None,
    )
    return None if row is None else make_decision(row)


def is_done(heads: Iterable[Decision], lane: str) -> bool:
    """Whether the coder of a lane has seen the whole article."""
    return any(h.lane == lane and h.variable is Variable.DONE and h.value == YES for h in heads)
