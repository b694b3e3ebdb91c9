"""Who has signed which figure: read from the review workplace, never written here."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from data.reviewed import REVIEW_DB

UNSIGNED = (
    "Ingen har signerat siffrorna. De är ett underlag för granskning och bör inte sägas högt "
    "som fynd förrän någon har gjort det."
)


@dataclass(frozen=True, slots=True)
class SignOff:
    """One figure that a reviewer stands for; ``figure`` is the indicator's id."""

    figure: str
    signed_at: str
    by: str


@dataclass(frozen=True, slots=True)
class SignOffs:
    """What is signed off of one edition."""

    signed: tuple[SignOff, ...] = ()

    def has(self, figure: str) -> bool:
        return any(sign.figure == figure for sign in self.signed)

    @property
    def n_people(self) -> int:
        return len({sign.by for sign in self.signed})


def read_signoffs(db_dir: Path, edition: str) -> SignOffs:
    """The sign-offs of an edition; none where there is no review.db or no such table."""
    path = db_dir / REVIEW_DB
    if not edition or not path.exists():
        return SignOffs()
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        there = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'signoffs'"
        if not connection.execute(there).fetchone()[0]:
            return SignOffs()
        rows = connection.execute(
            "SELECT figure, signed_at, reviewer FROM signoffs WHERE edition = ? ORDER BY 1, 2, 3",
            [edition],
        )
        return SignOffs(tuple(SignOff(*row) for row in rows))


def say_signoffs(signoffs: SignOffs) -> str:
    """Who has checked, as a sentence without anybody's name."""
    if not signoffs.signed:
        return UNSIGNED
    figures = {sign.figure for sign in signoffs.signed}
    people = "en person" if signoffs.n_people == 1 else f"{signoffs.n_people} personer"
    number = "En siffra" if len(figures) == 1 else f"{len(figures)} siffror"
    return (
        f"{number} i utgåvan är signerade av {people}. Övriga siffror är underlag och bör inte "
        "sägas högt som fynd."
    )
