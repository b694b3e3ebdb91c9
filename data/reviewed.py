"""The reader of reviewed samples in review.db: what was drawn, how likely, and what people said.

review.db is never written here. The reader asks for one table, REVIEWED_TABLE, whose rows the
review workplace fills; a folder without it has no reviewed rows.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from data.errors import BadInput

REVIEW_DB = "review.db"
# A row is a person in a drawn article, or a drawn person. The machine's labels are those at the
# time of drawing. Two labels are empty for good reason: machine for a person whom the machine
# did not find, reviewed for one that the reviewer says is no person in the story. A drawn
# article with nobody in it stands as one row with person, machine and reviewed empty.
REVIEWED_TABLE = """CREATE TABLE IF NOT EXISTS reviewed (
    sample TEXT NOT NULL,           -- which drawing, for instance '2026-Q3'
    unit TEXT NOT NULL,             -- what was drawn: 'article' or 'person'
    article_id TEXT NOT NULL,
    person TEXT NOT NULL,           -- persons.id, or any other key for one the machine missed
    p_drawn REAL NOT NULL,          -- probability with which the unit was drawn, over 0 up to 1
    machine TEXT NOT NULL,          -- 'woman', 'man', 'nonbinary', 'unknown' or ''
    evidence TEXT NOT NULL,         -- the machine's: 'pronoun', 'title', 'name', 'none' or ''
    machine_source INTEGER,         -- 1 if the machine says the person speaks
    reviewed TEXT NOT NULL,         -- as machine, by the reviewer
    reviewed_source INTEGER,        -- 1 if the reviewer says so; NULL when not asked
    PRIMARY KEY (sample, unit, article_id, person))"""

Label = Literal["woman", "man", "nonbinary", "unknown", ""]


class ReviewedRow(BaseModel):
    """One row of the table ``reviewed``."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    sample: str
    unit: Literal["article", "person"]
    article_id: str = Field(min_length=1)
    person: str
    p_drawn: float = Field(gt=0, le=1)
    machine: Label
    evidence: Literal["reviewer", "pronoun", "title", "name", "ngram", "none", ""]
    machine_source: bool | None
    reviewed: Label
    reviewed_source: bool | None

    @model_validator(mode="after")
    def _somebody_or_nobody(self) -> ReviewedRow:
        if self.unit == "person" and not (self.person and self.machine):
            raise ValueError("a drawn person needs its key and the machine's label")
        return self


def read_reviewed(db_dir: Path) -> list[ReviewedRow]:
    """All reviewed rows; none where there is no review.db or it has no such table yet.

    Raises BadInput for a row that cannot be right, so that no share is corrected by it.
    """
    path = db_dir / REVIEW_DB
    if not path.exists():
        return []
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        there = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'reviewed'"
        if not connection.execute(there).fetchone()[0]:
            return []
        query = "SELECT * FROM reviewed ORDER BY sample, unit, article_id, person"
        rows = []
        for row in connection.execute(query):
            try:
                rows.append(ReviewedRow.model_validate(dict(row)))
            except ValidationError as error:
                reason = error.errors()[0]
                where = ".".join(str(part) for part in reason["loc"]) or "row"
                raise BadInput(
                    f"{path}: sample {row['sample']!r}, article {row['article_id']}: {where}: "
                    f"{reason['msg']}; mend that row in the review"
                ) from error
    _check_probabilities(path, rows)
    return rows


def _check_probabilities(path: Path, rows: list[ReviewedRow]) -> None:
    """The persons of one drawn article were drawn together, with one probability."""
    drawn: dict[tuple[str, str], float] = {}
    for row in rows:
        if row.unit == "article":
            key = (row.sample, row.article_id)
            if drawn.setdefault(key, row.p_drawn) != row.p_drawn:
                raise BadInput(
                    f"{path}: sample {row.sample!r}, article {row.article_id} has several "
                    "probabilities; an article is drawn with one"
                )
