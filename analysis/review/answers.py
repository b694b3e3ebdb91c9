"""What a page is asked and what it answers, without a word of HTTP."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from data.errors import BadInput
from data.review.store import ReviewStore
from data.review.users import User
from data.review.words import Right


@dataclass(frozen=True, slots=True)
class Asked:
    """A request. ``user`` is None only on the sign-in page. ``names`` come from the address."""

    db_dir: Path
    store: ReviewStore
    user: User | None
    names: Mapping[str, str]
    args: Mapping[str, str]
    form: Mapping[str, str]
    token: str = ""
    address: str = ""
    fragment: bool = False  # the page's own script asks: answer with the changed part alone

    @property
    def who(self) -> str:
        assert self.user is not None
        return self.user.name

    def may(self, right: Right) -> bool:
        return self.user is not None and self.user.may(right)


@dataclass(frozen=True, slots=True)
class Page:
    template: str
    values: dict[str, Any] = field(default_factory=dict)
    status: int = 200
    refresh: int = 0  # seconds until the browser should ask again, 0 for never


@dataclass(frozen=True, slots=True)
class Redirect:
    """Go to ``path``; ``token`` is a new session's, "" to forget the old one, None to keep it."""

    path: str
    token: str | None = None


@dataclass(frozen=True, slots=True)
class File:
    body: bytes
    content_type: str


Answer = Page | Redirect | File
View = Callable[[Asked], Answer]


class Refusal(BadInput):
    """What was asked cannot be done; the message is in Swedish, for the one who asked."""


class NotFound(Exception):
    """There is no such page, article or figure."""


def show_message(title: str, text: str, status: int = 200) -> Page:
    """A page that says one thing."""
    return Page("besked.html", {"titel": title, "text": text}, status)
