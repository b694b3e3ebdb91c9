"""Step 8: the same in less room."""

from __future__ import annotations

from sqlite_utils import Database

# Tables whose key is most of the row: without a rowid they need no second tree for the key.
_KEYED = ("mentions", "quotes", "topics", "places", "contributors", "taggings")
_LINK = "person_id TEXT REFERENCES persons(id) ON DELETE CASCADE"


def shrink(db: Database) -> None:
    """A fifth off the disk: keyed tables in one tree, and a search index that keeps no positions.

    Of 9.1 MB a thousand articles of 400 words, 1.6 were positions of words in the search index and
    0.4 second trees (2026-11). Words, prefixes and AND, OR, NOT are found as before; words in a row
    ("...") are not. What an article is changed in beside its words leaves the index alone. Quotes
    hang on their article alone: for each person taken away all quotes were looked through.
    """
    for table in _KEYED:
        query = "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND type = ? AND sql IS NOT NULL"
        [(sql,)] = db.execute(query, [table, "table"]).fetchall()
        indexes = db.execute(query, [table, "index"]).fetchall()
        _, _, columns = sql.replace(_LINK, "person_id TEXT").partition("(")
        db.execute(f"CREATE TABLE {table}_new ({columns} WITHOUT ROWID")
        db.execute(f"INSERT INTO {table}_new SELECT * FROM {table}")
        db.execute(f"DROP TABLE {table}")
        db.execute(f"ALTER TABLE {table}_new RENAME TO {table}")
        for (index,) in indexes:
            db.execute(index)
    for trigger in ("articles_ai", "articles_ad", "articles_au"):
        db.execute(f"DROP TRIGGER IF EXISTS {trigger}")
    db.execute("DROP TABLE articles_fts")
    for statement in _SEARCH:
        db.execute(statement)


_OUT = (
    "INSERT INTO articles_fts (articles_fts, rowid, title, text) "
    "VALUES ('delete', old.rowid, old.title, old.text)"
)
_IN = "INSERT INTO articles_fts (rowid, title, text) VALUES (new.rowid, new.title, new.text)"
_SEARCH = (
    "CREATE VIRTUAL TABLE articles_fts USING fts5 (title, text, content=articles, detail=none)",
    f"CREATE TRIGGER articles_ai AFTER INSERT ON articles BEGIN {_IN}; END",
    f"CREATE TRIGGER articles_ad AFTER DELETE ON articles BEGIN {_OUT}; END",
    f"CREATE TRIGGER articles_au AFTER UPDATE OF title, text ON articles BEGIN {_OUT}; {_IN}; END",
    "INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')",
)
