"""Step 7: the machine's own reading beside what reviewers corrected."""

from __future__ import annotations

from sqlite_utils import Database

_REVIEW = (
    # The machine's own reading of an article whose rows hold reviewers' corrections.
    """CREATE TABLE machine_readings (
        article_id TEXT PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
        reading TEXT NOT NULL, last_decision INTEGER NOT NULL, reports TEXT NOT NULL)""",
    "ALTER TABLE taggings ADD COLUMN access TEXT NOT NULL DEFAULT ''",  # '': as collected
)


def keep_machine_readings(db: Database) -> None:
    """A place for what the machine said before reviewers."""
    for statement in _REVIEW:
        db.execute(statement)
