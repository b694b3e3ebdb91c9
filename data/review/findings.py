"""What the delegation says of an edition's figures: reviewed, doubtful, signed off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.errors import BadInput
from data.review.decisions import LONGEST, Forbidden
from data.review.store import ReviewStore, has_review
from data.review.users import find_user
from data.review.words import Right
from data.runs import utc_now

REVIEWED, DOUBTFUL, WITHDRAWN = "reviewed", "doubtful", "withdrawn"
SIGNED = "signed"
KEY = ("indicator", "dimension", "value", "counting", "selection")  # as in table indicators
FigureKey = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was last said of one figure, with whom and when."""

    key: FigureKey
    status: str
    note: str
    user: str
    at: str
    id: int


@dataclass(frozen=True, slots=True)
class SignedEdition:
    """The state of an edition in the review.

    ``signed`` holds only where an edition of these very figures (``edition_sha256``) was signed
    off and not withdrawn since. ``figures`` are those marked as reviewed: what may be said aloud.
    ``stale`` says that a sign-off exists for other figures of the same name.
    """

    edition: str
    signed: bool
    stale: bool
    signed_by: str
    signed_at: str
    note: str
    figures: frozenset[FigureKey]
    doubtful: frozenset[FigureKey]
    notes: Mapping[FigureKey, str]

    def may_be_said(self, row: Mapping[str, Any]) -> bool:
        """Whether a row of an edition's indicators is reviewed and the edition signed off."""
        return self.signed and figure_key(row) in self.figures


def figure_key(row: Mapping[str, Any]) -> FigureKey:
    """The key of a row of the table indicators."""
    return tuple(str(row[name]) for name in KEY)  # type: ignore[return-value]


def save_finding(
    store: ReviewStore,
    user: str,
    edition: str,
    key: FigureKey,
    status: str,
    note: str = "",
    previous: int = 0,
) -> Finding:
    """Say something of a figure, against what was last seen said (``previous``, 0 for nothing).

    Raises BadInput where somebody else spoke in the meantime, Forbidden without the right.
    """
    _check_right(store, user)
    note = note.strip()
    if status not in {REVIEWED, DOUBTFUL, WITHDRAWN} or len(note) > LONGEST or len(key) != 5:
        raise BadInput(f"{status!r} is no status of a figure, or its note is too long")
    now = utc_now()
    with store.saving() as db:
        head = read_findings(store, edition).get(key)
        if (head.id if head else 0) != previous:
            who = f"{head.user} spoke of this figure at {head.at}" if head else "the page is old"
            raise BadInput(f"{who}; nothing was saved: load the page again")
        cursor = db.execute(
            "INSERT INTO findings (at, user, edition, indicator, dimension, value, counting, "
            "selection, status, note, previous) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [now, user, edition, *key, status, note, previous or None],
        )
    return Finding(key, status, note, user, now, int(cursor.lastrowid or 0))


def read_findings(store: ReviewStore, edition: str) -> dict[FigureKey, Finding]:
    """The latest word on each figure of an edition."""
    query = "SELECT * FROM findings WHERE edition = ? ORDER BY id"
    found = {}
    for row in store.db.query(query, [edition]):
        key = figure_key(row)
        found[key] = Finding(key, row["status"], row["note"], row["user"], row["at"], row["id"])
    return found


def sign_edition(
    store: ReviewStore, user: str, edition: str, edition_sha256: str, note: str = ""
) -> None:
    """Sign off an edition as it is frozen (its sha256 in table editions)."""
    _add_signoff(store, user, edition, edition_sha256, SIGNED, note)


def withdraw_signoff(
    store: ReviewStore, user: str, edition: str, edition_sha256: str, note: str = ""
) -> None:
    _add_signoff(store, user, edition, edition_sha256, WITHDRAWN, note)


def _add_signoff(
    store: ReviewStore, user: str, edition: str, sha256: str, status: str, note: str
) -> None:
    _check_right(store, user)
    note = note.strip()
    if not edition or not sha256 or len(note) > LONGEST:
        raise BadInput("a sign-off names a frozen edition; freeze it with 'analyse --edition'")
    with store.saving() as db:
        db.execute(
            "INSERT INTO signoffs (at, user, edition, edition_sha256, status, note) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            [utc_now(), user, edition, sha256, status, note],
        )


def _check_right(store: ReviewStore, user: str) -> None:
    found = find_user(store, user)
    if found is None or not found.may(Right.SIGN):
        raise Forbidden(f"{user} may not sign; a delegate or an editor can")


def read_signed_edition(store: ReviewStore, edition: str, edition_sha256: str) -> SignedEdition:
    query = "SELECT * FROM signoffs WHERE edition = ? ORDER BY id DESC LIMIT 1"
    last = next(store.db.query(query, [edition]), None)
    stands = last is not None and last["status"] == SIGNED
    same = last is not None and last["edition_sha256"] == edition_sha256
    findings = read_findings(store, edition)
    return SignedEdition(
        edition=edition,
        signed=stands and same,
        stale=stands and not same,
        signed_by=last["user"] if last and stands and same else "",
        signed_at=last["at"] if last and stands and same else "",
        note=last["note"] if last and stands and same else "",
        figures=frozenset(k for k, f in findings.items() if f.status == REVIEWED),
        doubtful=frozenset(k for k, f in findings.items() if f.status == DOUBTFUL),
        notes={k: f.note for k, f in findings.items() if f.note},
    )


def find_signed_edition(db_dir: Path, edition: str, edition_sha256: str) -> SignedEdition:
    """For the press kit: what may be said of an edition; nothing where there is no review.db."""
    if not has_review(db_dir):
        nothing: frozenset[FigureKey] = frozenset()
        return SignedEdition(edition, False, False, "", "", "", nothing, nothing, {})
    with ReviewStore(db_dir) as store:
        return read_signed_edition(store, edition, edition_sha256)
