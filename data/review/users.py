"""Who reviews: names, roles and passwords, of which only salted hashes are kept."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from dataclasses import dataclass

from data.errors import BadInput
from data.review.store import ReviewStore
from data.review.words import RIGHTS, Right, Role
from data.runs import utc_now

# The format is that of Django and of datasette-auth-passwords.
_ALGORITHM = "pbkdf2_sha256"
_ITERATIONS = 600_000  # OWASP Password Storage Cheat Sheet for PBKDF2-HMAC-SHA256, 2023
SHORTEST = 10  # characters of a password; NIST SP 800-63B asks for 8 at least
_NAME = re.compile(r"[a-zåäö0-9][a-zåäö0-9._-]{0,31}")


@dataclass(frozen=True, slots=True)
class User:
    name: str
    role: Role
    active: bool
    created_at: str

    def may(self, right: Right) -> bool:
        return self.active and right in RIGHTS[self.role]


def hash_password(password: str, salt: str = "", iterations: int = _ITERATIONS) -> str:
    salt = salt or secrets.token_hex(16)
    digest = hashlib.pbkdf2_hmac("sha256", password.encode(), salt.encode(), iterations)
    return f"{_ALGORITHM}${iterations}${salt}${base64.b64encode(digest).decode()}"


_NOBODY = hash_password(secrets.token_hex(), "0" * 32, 1)


def verify_password(password: str, kept: str) -> bool:
    algorithm, iterations, salt, _ = kept.split("$")
    if algorithm != _ALGORITHM:
        return False
    return secrets.compare_digest(hash_password(password, salt, int(iterations)), kept)


def check_name(name: str) -> str:
    """The name as it is kept. Raises BadInput for one that could not stand in an address."""
    name = name.strip().casefold()
    if not _NAME.fullmatch(name):
        raise BadInput(
            f"{name!r} is no name for a reviewer; use small letters, digits, dots and hyphens, "
            "for instance anna.alm"
        )
    return name


def check_password(password: str) -> None:
    if len(password) < SHORTEST:
        raise BadInput(f"the password is too short; use at least {SHORTEST} characters")


def add_user(store: ReviewStore, name: str, role: Role, password: str) -> User:
    """A new user, or an old one with a new role and password (and active again).

    The sessions of an old one end: who knew the old password is out.
    """
    name = check_name(name)
    check_password(password)
    now = utc_now()
    kept = hash_password(password)
    with store.saving() as db:
        db.execute(
            "INSERT INTO users (name, role, password_hash, active, created_at, changed_at) "
            "VALUES (?, ?, ?, 1, ?, ?) ON CONFLICT (name) DO UPDATE SET role = excluded.role, "
            "password_hash = excluded.password_hash, active = 1, changed_at = excluded.changed_at",
            [name, role, kept, now, now],
        )
        _end_sessions(store, name, now)
    user = find_user(store, name)
    assert user is not None
    return user


def disable_user(store: ReviewStore, name: str) -> None:
    """Nobody signs in by that name any more; what was decided stays. Raises BadInput."""
    name = check_name(name)
    now = utc_now()
    with store.saving() as db:
        found = db.execute(
            "UPDATE users SET active = 0, changed_at = ? WHERE name = ?", [now, name]
        ).rowcount
        if not found:
            raise BadInput(f"there is no reviewer {name}; see 'mediagranskning reviewers list'")
        _end_sessions(store, name, now)


def _end_sessions(store: ReviewStore, name: str, now: str) -> None:
    store.db.execute(
        "UPDATE sessions SET ended_at = ? WHERE user = ? AND ended_at = ''", [now, name]
    )


def find_user(store: ReviewStore, name: str) -> User | None:
    row = next(store.db.query("SELECT * FROM users WHERE name = ?", [name]), None)
    return None if row is None else _make_user(row)


def list_users(store: ReviewStore) -> list[User]:
    return [_make_user(row) for row in store.db.query("SELECT * FROM users ORDER BY name")]


def _make_user(row: dict[str, str]) -> User:
    return User(row["name"], Role(row["role"]), bool(row["active"]), row["created_at"])


def sign_in(store: ReviewStore, name: str, password: str) -> User | None:
    """The active user whose password this is; an unknown name takes as long to refuse."""
    row = next(
        store.db.query("SELECT * FROM users WHERE name = ?", [name.strip().casefold()]), None
    )
    right = verify_password(password, row["password_hash"] if row else _slow_nobody())
    user = _make_user(row) if row else None
    return user if right and user is not None and user.active else None


def _slow_nobody() -> str:
    """A hash that no password has, as slow to check as a real one."""
    _, _, salt, digest = _NOBODY.split("$")
    return f"{_ALGORITHM}${_ITERATIONS}${salt}${digest}"
