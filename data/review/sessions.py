"""Who is signed in: random tokens of which only hashes are kept, and a limit on guessing."""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime, timedelta

from data.errors import MediagranskningError
from data.review.store import ReviewStore
from data.review.users import User, find_user, sign_in
from data.runs import utc_now

# A working day, so that nobody is thrown out in the middle of an article (OWASP Session
# Management Cheat Sheet: 4-8 hours for a day's office work; people begin early and stay late).
LASTS = timedelta(hours=10)
# With passwords of ten characters a guess every three minutes leads nowhere, and a person who
# has mistyped five times can wait. A name at a time, and all names from one address: behind a
# proxy all come from one, so that limit is for a whole office.
WINDOW = timedelta(minutes=15)
MAX_PER_NAME = 5
MAX_PER_ADDRESS = 50
KEPT_ATTEMPTS = timedelta(days=30)


class TooManyAttempts(MediagranskningError):
    """Too many wrong passwords of late; wait a quarter of an hour."""


def open_session(store: ReviewStore, name: str, password: str, address: str) -> str | None:
    """A new token for the right password, None for a wrong one.

    Raises TooManyAttempts, without looking at the password. Every try is counted before its
    password is checked, so that tries made at once are not free.
    """
    name = name.strip().casefold()[:64]
    attempt = _count_attempt(store, name, address)
    user = sign_in(store, name, password)
    if user is None:
        return None
    token = secrets.token_urlsafe(32)
    now = datetime.now(UTC)
    with store.saving() as db:
        db.execute("UPDATE login_attempts SET succeeded = 1 WHERE id = ?", [attempt])
        db.execute(
            "INSERT INTO sessions (token_sha256, user, created_at, expires_at) VALUES (?, ?, ?, ?)",
            [_hash(token), user.name, _write(now), _write(now + LASTS)],
        )
    return token


def _count_attempt(store: ReviewStore, name: str, address: str) -> int:
    now = datetime.now(UTC)
    since = _write(now - WINDOW)
    with store.saving() as db:
        db.execute("DELETE FROM login_attempts WHERE at < ?", [_write(now - KEPT_ATTEMPTS)])
        for column, value, most in (
            ("name", name, MAX_PER_NAME),
            ("address", address, MAX_PER_ADDRESS),
        ):
            failed = db.execute(
                f"SELECT count(*) FROM login_attempts WHERE {column} = ? AND at >= ? "
                "AND succeeded = 0",
                [value, since],
            ).fetchone()[0]
            if failed >= most:
                raise TooManyAttempts("too many wrong passwords; wait fifteen minutes")
        cursor = db.execute(
            "INSERT INTO login_attempts (at, name, address, succeeded) VALUES (?, ?, ?, 0)",
            [_write(now), name, address],
        )
    return int(cursor.lastrowid or 0)


def find_session(store: ReviewStore, token: str) -> User | None:
    """The active user of a token that has neither ended nor expired."""
    if not token:
        return None
    row = next(
        store.db.query(
            "SELECT user FROM sessions WHERE token_sha256 = ? AND ended_at = '' AND expires_at > ?",
            [_hash(token), utc_now()],
        ),
        None,
    )
    user = find_user(store, row["user"]) if row else None
    return user if user is not None and user.active else None


def end_session(store: ReviewStore, token: str) -> None:
    """The token is worth nothing from now on."""
    with store.saving() as db:
        db.execute(
            "UPDATE sessions SET ended_at = ? WHERE token_sha256 = ? AND ended_at = ''",
            [utc_now(), _hash(token)],
        )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _write(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
