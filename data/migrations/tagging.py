"""Steps 2 to 4: what tagging came to say of persons and topics."""

from __future__ import annotations

from sqlite_utils import Database


def add_evidence(db: Database) -> None:
    """Where the evidence of a gender stands, the interval of a name, and people across articles."""
    for column in ("p_low REAL", "p_high REAL", "evidence_start INTEGER", "evidence_end INTEGER"):
        db.execute(f"ALTER TABLE persons ADD COLUMN {column}")
    db.execute("ALTER TABLE persons ADD COLUMN conflict TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE persons ADD COLUMN individual_id TEXT NOT NULL DEFAULT ''")
    db.execute("CREATE INDEX persons_individual ON persons (individual_id)")


_VOICES = (
    "title TEXT NOT NULL DEFAULT ''",
    "affiliation TEXT NOT NULL DEFAULT ''",
    "party TEXT NOT NULL DEFAULT ''",
    "gmmp_occupation TEXT NOT NULL DEFAULT ''",
    "position_in_business TEXT NOT NULL DEFAULT ''",
    "family_role TEXT NOT NULL DEFAULT ''",
    "is_victim INTEGER NOT NULL DEFAULT 0",
    "is_survivor INTEGER NOT NULL DEFAULT 0",
    "in_first_third INTEGER NOT NULL DEFAULT 0",
    "in_caption INTEGER NOT NULL DEFAULT 0",
    "share_of_quoted_words REAL NOT NULL DEFAULT 0",
    "has_first_word INTEGER NOT NULL DEFAULT 0",
    "has_last_word INTEGER NOT NULL DEFAULT 0",
    "is_central INTEGER NOT NULL DEFAULT 0",
)


def add_role_and_room(db: Database) -> None:
    """Role and room of each person; articles tagged before are to be tagged anew."""
    for column in _VOICES:
        db.execute(f"ALTER TABLE persons ADD COLUMN {column}")
    db.execute("UPDATE taggings SET model = model || ' (0003)' WHERE model NOT LIKE '% (0003)'")


def mark_uncertain_topics(db: Database) -> None:
    """Answers on growth that a reviewer should see first, by the model's own doubt."""
    db.execute("ALTER TABLE topics ADD COLUMN uncertain INTEGER NOT NULL DEFAULT 0")
