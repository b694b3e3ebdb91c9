"""Take decisions made elsewhere into the log, each against the state that it was made on."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from data.errors import BadInput, MediagranskningError
from data.identity import stable_key
from data.readings import find_article_id, read_tagged_article
from data.review.decisions import Draft, check_draft, check_right, find_head, insert_row
from data.review.keys import person_key
from data.review.queue import find_assignment, set_done
from data.review.store import ReviewStore
from data.review.words import COMMON, SETTLED, YES, Variable, coder_lane
from data.runs import utc_now
from data.store import MediaStore

COLUMNS = (
    *("uid", "at", "user", "lane", "article", "url", "subject", "person", "variable", "value"),
    *("taken_back", "machine", "detail", "text_hash", "model", "previous", "undoes", "origin"),
)


@dataclass(slots=True)
class Intake:
    """How many rows were new and how many here already; why the others were left out."""

    new: int = 0
    known: int = 0
    left_out: list[str] = field(default_factory=list)


class Incoming(BaseModel):
    """A row from outside. ``article`` is a key or an address; ``person`` a name in place of
    ``subject``; ``sample`` in place of ``lane`` for a coder of a drawn sample."""

    model_config = ConfigDict(extra="ignore")

    uid: str = ""
    at: str = ""
    user: str = ""
    lane: str = ""
    sample: str = ""
    article: str = ""
    url: str = ""
    subject: str = ""
    person: str = ""
    variable: Variable
    value: str = Field(default="", max_length=2_000)
    taken_back: str = ""
    machine: str = ""
    detail: str = "{}"
    text_hash: str = ""
    model: str = ""
    previous: str | None = None
    undoes: str = ""

    @field_validator("at")
    @classmethod
    def _is_a_time(cls, value: str) -> str:
        if value:
            datetime.fromisoformat(value)
        return value

    @field_validator("detail")
    @classmethod
    def _is_an_object(cls, value: str) -> str:
        if not isinstance(json.loads(value or "{}"), dict):
            raise ValueError("detail is no JSON object")
        return value or "{}"


def take_in_rows(
    media: MediaStore,
    store: ReviewStore,
    rows: Iterable[Mapping[str, Any]],
    user: str,
    origin: str,
) -> Intake:
    """Take rows in, in their order. A row is left out, with its reason, where it cannot be right
    or was made on a state that is no longer the newest; nothing is put over another decision."""
    intake = Intake()
    seen: Counter[str] = Counter()
    with store.saving():
        for number, row in enumerate(rows, 1):
            try:
                _take_in(media, store, Incoming.model_validate(row), user, origin, seen, intake)
            except ValidationError as error:
                first = error.errors()[0]
                where = ".".join(str(part) for part in first["loc"])
                intake.left_out.append(f"row {number}: {where}: {first['msg']}")
            except MediagranskningError as error:
                intake.left_out.append(f"row {number}: {error}")
    return intake


def _take_in(
    media: MediaStore,
    store: ReviewStore,
    row: Incoming,
    user: str,
    origin: str,
    seen: Counter[str],
    intake: Intake,
) -> None:
    who = (row.user or user).strip().casefold()
    if not who:
        raise BadInput("no reviewer is named; give --user NAME")
    article = _find_article(media, row)
    lane = row.lane or (coder_lane(row.sample, who) if row.sample else COMMON)
    check_right(store, who, lane)
    subject = row.subject or (person_key(article, row.person) if row.person else "")
    value = None if row.taken_back.casefold() in {"yes", "ja", "1", "true"} else row.value
    base = stable_key(who, lane, article, subject, row.variable, str(value), row.at)
    seen[base] += 1
    uid = row.uid or f"{base}-{seen[base]}"
    if next(store.db.query("SELECT 1 FROM decisions WHERE uid = ?", [uid]), None):
        intake.known += 1
        return
    head = find_head(store, article, lane, subject, row.variable)
    previous = head.id if head else 0
    if row.previous is not None and row.uid:
        previous = _find_id(store, row.previous)
    if (head.id if head else 0) != previous or (
        row.previous is None and head is not None and head.user != who
    ):
        raise BadInput(
            f"{head.user if head else 'somebody'} has decided on {row.variable} in {article} "
            "in the meantime; look at that decision on its page"
        )
    draft = check_draft(
        Draft(
            article=article,
            variable=row.variable,
            value=value,
            text_hash=row.text_hash or _read_hash(media, article),
            subject=subject,
            lane=lane,
            previous=previous,
            machine=row.machine,
            model=row.model,
            detail=json.loads(row.detail),
        )
    )
    if lane not in {COMMON, SETTLED}:
        ensure_assignment(store, who, lane.rpartition("/")[0], article)
    insert_row(
        store,
        {
            "uid": uid,
            "at": row.at or utc_now(),
            "user": who,
            "lane": lane,
            "article": article,
            "subject": subject,
            "variable": row.variable.value,
            "value": draft.value,
            "machine": draft.machine,
            "detail": json.dumps(dict(draft.detail), ensure_ascii=False, sort_keys=True),
            "text_hash": draft.text_hash,
            "model": draft.model,
            "previous": previous or None,
            "undoes": _find_id(store, row.undoes) or None,
            "origin": origin[:200],
        },
    )
    if row.variable is Variable.DONE and lane not in {COMMON, SETTLED}:
        when = (row.at or utc_now()) if value == YES else ""
        set_done(store, who, lane.rpartition("/")[0], article, when)
    intake.new += 1


def _find_article(media: MediaStore, row: Incoming) -> str:
    """The key of the article: as given where it is known, else by its address."""
    wanted = row.article or row.url
    if not wanted:
        raise BadInput("no article is named; give its key or address")
    known = media.db.query("SELECT 1 FROM articles WHERE id = ?", [wanted])
    if next(known, None) is None and row.article and row.url:
        wanted = row.url
    return find_article_id(media, wanted)


def _read_hash(media: MediaStore, article: str) -> str:
    return read_tagged_article(media, article).article.content_hash


def _find_id(store: ReviewStore, uid: str) -> int:
    if not uid:
        return 0
    row = next(store.db.query("SELECT id FROM decisions WHERE uid = ?", [uid]), None)
    if row is None:
        raise BadInput(f"the decision that it follows ({uid}) is not here; import that first")
    return int(row["id"])


def ensure_assignment(store: ReviewStore, user: str, sample: str, article: str) -> None:
    """Give the user the article in the sample, as first or second coder. Raises BadInput."""
    if find_assignment(store, user, sample, article) is not None:
        return
    drawn = store.db.query(
        "SELECT 1 FROM draws WHERE sample = ? AND article = ?", [sample, article]
    )
    if next(drawn, None) is None:
        raise BadInput(f"article {article} was not drawn in sample {sample!r} here")
    taken = {
        row["slot"]
        for row in store.db.query(
            "SELECT slot FROM assignments WHERE sample = ? AND article = ?", [sample, article]
        )
    }
    free = sorted({1, 2} - taken)
    if not free:
        raise BadInput(f"article {article} has two coders in {sample} already")
    store.db.execute(
        "INSERT INTO assignments (sample, article, slot, user, taken_at) VALUES (?, ?, ?, ?, ?)",
        [sample, article, free[0], user, utc_now()],
    )
