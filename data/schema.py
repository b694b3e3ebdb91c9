"""All tables of media.db, as numbered migrations that each run in one transaction."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from sqlite_utils import Database, Migrations

from data.errors import DatabaseTooNew

media_migrations = Migrations("media")

_INITIAL = (
    """CREATE TABLE outlets (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, owner TEXT NOT NULL,
        homepage TEXT NOT NULL, languages TEXT NOT NULL)""",
    """CREATE TABLE runs (
        id INTEGER PRIMARY KEY, stage TEXT NOT NULL, started_at TEXT NOT NULL,
        finished_at TEXT, version TEXT NOT NULL, model TEXT NOT NULL DEFAULT '',
        settings TEXT NOT NULL DEFAULT '{}', n_in INTEGER, n_out INTEGER, n_skipped INTEGER,
        status TEXT NOT NULL DEFAULT 'running')""",
    """CREATE TABLE run_skips (
        run_id INTEGER NOT NULL REFERENCES runs(id), item TEXT NOT NULL, reason TEXT NOT NULL)""",
    """CREATE TABLE frontier (
        url TEXT PRIMARY KEY, fetch_url TEXT NOT NULL,
        outlet_id TEXT NOT NULL REFERENCES outlets(id),
        state TEXT NOT NULL CHECK (state IN ('queued', 'done', 'failed', 'left_out')),
        lastmod TEXT NOT NULL DEFAULT '', attempts INTEGER NOT NULL DEFAULT 0,
        reason TEXT NOT NULL DEFAULT '')""",
    "CREATE INDEX frontier_state ON frontier (outlet_id, state)",
    """CREATE TABLE pages (
        id TEXT PRIMARY KEY, outlet_id TEXT NOT NULL REFERENCES outlets(id), url TEXT NOT NULL,
        status INTEGER NOT NULL, content_type TEXT NOT NULL, fetched_at TEXT NOT NULL,
        body BLOB NOT NULL, body_sha256 TEXT NOT NULL)""",
    """CREATE TABLE articles (
        id TEXT PRIMARY KEY, outlet_id TEXT NOT NULL REFERENCES outlets(id),
        url TEXT NOT NULL UNIQUE, title TEXT NOT NULL, text TEXT NOT NULL,
        published TEXT NOT NULL, updated TEXT NOT NULL, section TEXT NOT NULL,
        language TEXT NOT NULL, genre TEXT NOT NULL, access TEXT NOT NULL,
        origin TEXT NOT NULL, content_hash TEXT NOT NULL, cluster_id TEXT NOT NULL DEFAULT '')""",
    "CREATE INDEX articles_published ON articles (published)",
    "CREATE INDEX articles_cluster ON articles (cluster_id)",
    """CREATE TABLE contributors (
        article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        name TEXT NOT NULL, role TEXT NOT NULL, origin TEXT NOT NULL,
        PRIMARY KEY (article_id, name, role))""",
    """CREATE TABLE taggings (
        article_id TEXT PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
        content_hash TEXT NOT NULL, model TEXT NOT NULL, genre TEXT NOT NULL)""",
    """CREATE TABLE persons (
        id TEXT PRIMARY KEY,
        article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        position INTEGER NOT NULL, name TEXT NOT NULL, gender TEXT NOT NULL, p_woman REAL,
        evidence TEXT NOT NULL, evidence_text TEXT NOT NULL, function TEXT NOT NULL,
        occupation_group TEXT NOT NULL, n_mentions INTEGER NOT NULL,
        in_headline INTEGER NOT NULL, in_lead INTEGER NOT NULL,
        quoted_direct INTEGER NOT NULL, quoted_indirect INTEGER NOT NULL,
        quoted_words INTEGER NOT NULL)""",
    "CREATE INDEX persons_article ON persons (article_id)",
    """CREATE TABLE mentions (
        person_id TEXT NOT NULL REFERENCES persons(id) ON DELETE CASCADE,
        start_char INTEGER NOT NULL, end_char INTEGER NOT NULL, text TEXT NOT NULL,
        PRIMARY KEY (person_id, start_char))""",
    """CREATE TABLE quotes (
        article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        start_char INTEGER NOT NULL, end_char INTEGER NOT NULL, text TEXT NOT NULL,
        direct INTEGER NOT NULL, person_id TEXT REFERENCES persons(id) ON DELETE CASCADE,
        speaker_text TEXT NOT NULL, method TEXT NOT NULL, probability REAL NOT NULL,
        PRIMARY KEY (article_id, start_char, end_char))""",
    """CREATE TABLE topics (
        article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        kind TEXT NOT NULL, label TEXT NOT NULL, probability REAL NOT NULL,
        evidence TEXT NOT NULL, PRIMARY KEY (article_id, kind, label))""",
    """CREATE TABLE places (
        article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        municipality TEXT NOT NULL, weight REAL NOT NULL, mentions INTEGER NOT NULL,
        PRIMARY KEY (article_id, municipality))""",
    """CREATE TABLE indicators (
        indicator TEXT NOT NULL, dimension TEXT NOT NULL, value TEXT NOT NULL,
        counting TEXT NOT NULL, label TEXT NOT NULL, n_stories INTEGER NOT NULL,
        n_persons INTEGER NOT NULL, n_women INTEGER NOT NULL, n_men INTEGER NOT NULL,
        n_nonbinary INTEGER NOT NULL, n_unknown INTEGER NOT NULL, share REAL, low REAL,
        high REAL, bound_low REAL, bound_high REAL, withheld TEXT NOT NULL,
        filters TEXT NOT NULL, PRIMARY KEY (indicator, dimension, value, counting))""",
    """CREATE TABLE evaluations (
        gold TEXT NOT NULL, gold_sha256 TEXT NOT NULL, model TEXT NOT NULL,
        metric TEXT NOT NULL, value REAL, low REAL, high REAL, n INTEGER NOT NULL,
        PRIMARY KEY (gold, metric))""",
)


@media_migrations(name="0001_initial")
def _create_tables(db: Database) -> None:
    for statement in _INITIAL:
        db.execute(statement)
    db.table("articles").enable_fts(["title", "text"], create_triggers=True)


@media_migrations(name="0002_people")
def _add_evidence(db: Database) -> None:
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


@media_migrations(name="0003_voices")
def _add_role_and_room(db: Database) -> None:
    """Role and room of each person; articles tagged before are to be tagged anew."""
    for column in _VOICES:
        db.execute(f"ALTER TABLE persons ADD COLUMN {column}")
    db.execute("UPDATE taggings SET model = model || ' (0003)' WHERE model NOT LIKE '% (0003)'")


@media_migrations(name="0004_growth")
def _mark_uncertain_topics(db: Database) -> None:
    """Answers on growth that a reviewer should see first, by the model's own doubt."""
    db.execute("ALTER TABLE topics ADD COLUMN uncertain INTEGER NOT NULL DEFAULT 0")


_CRAWL = (
    "ALTER TABLE outlets ADD COLUMN expected_per_week INTEGER",
    "DROP INDEX frontier_state",
    "ALTER TABLE frontier RENAME TO frontier_old",
    """CREATE TABLE frontier (
        url TEXT PRIMARY KEY, fetch_url TEXT NOT NULL,
        outlet_id TEXT NOT NULL REFERENCES outlets(id),
        state TEXT NOT NULL CHECK (
            state IN ('discovered', 'fetched', 'left_out', 'gone', 'denied', 'failed')),
        reason TEXT NOT NULL DEFAULT '', lastmod TEXT NOT NULL DEFAULT '',
        day TEXT NOT NULL DEFAULT '', discovered_at TEXT NOT NULL DEFAULT '',
        fetched_at TEXT NOT NULL DEFAULT '',
        due_at TEXT NOT NULL DEFAULT '', fetches INTEGER NOT NULL DEFAULT 0,
        attempts INTEGER NOT NULL DEFAULT 0, etag TEXT NOT NULL DEFAULT '',
        last_modified TEXT NOT NULL DEFAULT '', article_id TEXT NOT NULL DEFAULT '')""",
    """INSERT INTO frontier
            (url, fetch_url, outlet_id, state, reason, lastmod, day, due_at, attempts)
        SELECT url, fetch_url, outlet_id,
            CASE state WHEN 'queued' THEN 'discovered' WHEN 'done' THEN 'fetched' ELSE state END,
            reason, lastmod, substr(lastmod, 1, 10),
            CASE WHEN state IN ('queued', 'failed') THEN '2000-01-01T00:00:00+00:00' ELSE '' END,
            attempts FROM frontier_old""",
    "DROP TABLE frontier_old",
    "UPDATE frontier SET article_id = coalesce((SELECT id FROM articles WHERE "
    "articles.url = frontier.url), '')",
    # of all addresses only those with work ahead: what is done drops out of the index
    "CREATE INDEX frontier_due ON frontier (outlet_id, day DESC, url) WHERE due_at <> ''",
    "CREATE INDEX frontier_article ON frontier (article_id)",
    """CREATE TABLE sources (
        outlet_id TEXT NOT NULL REFERENCES outlets(id), url TEXT NOT NULL, kind TEXT NOT NULL,
        etag TEXT NOT NULL DEFAULT '', last_modified TEXT NOT NULL DEFAULT '',
        lastmod TEXT NOT NULL DEFAULT '', complete INTEGER NOT NULL DEFAULT 0,
        read_at TEXT NOT NULL DEFAULT '', status TEXT NOT NULL DEFAULT '',
        n_found INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (outlet_id, url))""",
    "ALTER TABLE articles ADD COLUMN published_raw TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE articles ADD COLUMN updated_raw TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE articles ADD COLUMN access_evidence TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE articles ADD COLUMN wire TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE articles ADD COLUMN corrected INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX pages_url ON pages (url)",
    "CREATE INDEX articles_hash ON articles (outlet_id, content_hash)",
    "CREATE INDEX articles_title ON articles (outlet_id, title)",
    """CREATE TABLE blocks (
        article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        position INTEGER NOT NULL, kind TEXT NOT NULL, start_char INTEGER, end_char INTEGER,
        text TEXT NOT NULL DEFAULT '', PRIMARY KEY (article_id, position)) WITHOUT ROWID""",
    """CREATE TABLE article_versions (
        article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        content_hash TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL,
        published TEXT NOT NULL, updated TEXT NOT NULL, access TEXT NOT NULL,
        replaced_at TEXT NOT NULL, PRIMARY KEY (article_id, content_hash))""",
    """CREATE TABLE article_aliases (
        url TEXT PRIMARY KEY,
        article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE) WITHOUT ROWID""",
    "CREATE INDEX article_aliases_article ON article_aliases (article_id)",
    """CREATE TABLE checks (
        outlet_id TEXT NOT NULL REFERENCES outlets(id), item TEXT NOT NULL,
        result TEXT NOT NULL, checked_at TEXT NOT NULL, PRIMARY KEY (outlet_id, item))""",
    # A story's day: when it was published, else what its source said, else when it was met.
    """CREATE VIEW ledger AS
        SELECT outlet_id, day, sum(discovered) AS discovered, sum(fetched) AS fetched,
            sum(full_text) AS full_text, sum(teaser) AS teaser, sum(unknown) AS unknown,
            sum(other_genre) AS other_genre, sum(robots) AS denied_robots, sum(tdm) AS denied_tdm,
            sum(gone) AS gone, sum(left_out) AS left_out, sum(failed) AS failed,
            sum(waiting) AS waiting, sum(imported) AS imported
        FROM (
            SELECT f.outlet_id,
                coalesce(nullif(substr(a.published, 1, 10), ''), nullif(f.day, ''),
                    substr(f.discovered_at, 1, 10)) AS day,
                1 AS discovered, f.state = 'fetched' AS fetched,
                coalesce(f.state = 'fetched' AND a.access = 'full', 0) AS full_text,
                coalesce(f.state = 'fetched' AND a.access = 'teaser', 0) AS teaser,
                coalesce(f.state = 'fetched' AND a.access = 'unknown', 0) AS unknown,
                coalesce(f.state = 'fetched' AND a.genre <> 'news', 0) AS other_genre,
                f.state = 'denied' AND f.reason LIKE '%robots%' AS robots,
                f.state = 'denied' AND f.reason NOT LIKE '%robots%' AS tdm,
                f.state = 'gone' AS gone, f.state = 'left_out' AS left_out,
                f.state = 'failed' AS failed, f.state = 'discovered' AS waiting, 0 AS imported
            FROM frontier f LEFT JOIN articles a ON a.id = f.article_id
            UNION ALL
            SELECT a.outlet_id, substr(a.published, 1, 10), 0, 0, a.access = 'full',
                a.access = 'teaser', a.access = 'unknown', a.genre <> 'news',
                0, 0, 0, 0, 0, 0, 1
            FROM articles a
            WHERE NOT EXISTS (SELECT 1 FROM frontier f WHERE f.article_id = a.id))
        GROUP BY outlet_id, day""",
)


@media_migrations(name="0005_crawl")
def _keep_a_schedule(db: Database) -> None:
    for statement in _CRAWL:
        db.execute(statement)


_FIGURES = (
    "DROP TABLE indicators",
    """CREATE TABLE indicators (
        indicator TEXT NOT NULL, dimension TEXT NOT NULL, value TEXT NOT NULL,
        counting TEXT NOT NULL, selection TEXT NOT NULL, label TEXT NOT NULL,
        unit TEXT NOT NULL, n_stories INTEGER NOT NULL, n_persons INTEGER NOT NULL,
        n_women INTEGER NOT NULL, n_men INTEGER NOT NULL, n_nonbinary INTEGER NOT NULL,
        n_unknown INTEGER NOT NULL, numerator REAL NOT NULL, denominator REAL NOT NULL,
        undecided REAL NOT NULL, share REAL, low REAL, high REAL, bound_low REAL,
        bound_high REAL, p_rest REAL, differs TEXT NOT NULL, withheld TEXT NOT NULL,
        filters TEXT NOT NULL,
        PRIMARY KEY (indicator, dimension, value, counting, selection))""",
    """CREATE TABLE results (
        kind TEXT NOT NULL, number INTEGER NOT NULL, row TEXT NOT NULL,
        PRIMARY KEY (kind, number))""",
    """CREATE TABLE editions (
        name TEXT PRIMARY KEY, period TEXT NOT NULL, frozen_at TEXT NOT NULL,
        version TEXT NOT NULL, code_sha256 TEXT NOT NULL, models TEXT NOT NULL,
        settings TEXT NOT NULL, n_articles INTEGER NOT NULL, n_stories INTEGER NOT NULL,
        n_persons INTEGER NOT NULL, n_reviewed INTEGER NOT NULL, sha256 TEXT NOT NULL)""",
    """CREATE TABLE edition_rows (
        edition TEXT NOT NULL REFERENCES editions(name), kind TEXT NOT NULL,
        number INTEGER NOT NULL, row TEXT NOT NULL, PRIMARY KEY (edition, kind, number))""",
    """CREATE TABLE edition_articles (
        edition TEXT NOT NULL REFERENCES editions(name), article_id TEXT NOT NULL,
        content_hash TEXT NOT NULL, counted INTEGER NOT NULL,
        PRIMARY KEY (edition, article_id)) WITHOUT ROWID""",
    # What is frozen stays so, whatever program writes to the file.
    *(
        f"""CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}
            BEGIN SELECT RAISE(ABORT, 'an edition is frozen and never changes'); END"""
        for table in ("editions", "edition_rows", "edition_articles")
        for verb in ("UPDATE", "DELETE")
    ),
)


@media_migrations(name="0006_figures")
def _create_figures(db: Database) -> None:
    for statement in _FIGURES:
        db.execute(statement)


_REVIEW = (
    # The machine's own reading of an article whose rows hold reviewers' corrections.
    """CREATE TABLE machine_readings (
        article_id TEXT PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
        reading TEXT NOT NULL, last_decision INTEGER NOT NULL, reports TEXT NOT NULL)""",
    "ALTER TABLE taggings ADD COLUMN access TEXT NOT NULL DEFAULT ''",  # '': as collected
)


@media_migrations(name="0007_review")
def _keep_machine_readings(db: Database) -> None:
    for statement in _REVIEW:
        db.execute(statement)


# Tables whose key is most of the row: without a rowid they need no second tree for the key.
_KEYED = ("mentions", "quotes", "topics", "places", "contributors", "taggings")
_LINK = "person_id TEXT REFERENCES persons(id) ON DELETE CASCADE"


@media_migrations(name="0008_scale")
def _shrink(db: Database) -> None:
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


def migrate(db: Database, path: str) -> None:
    """Bring a database up to date. Raises DatabaseTooNew for one from a newer version."""
    with closing(sqlite3.connect(":memory:")) as empty:  # there, every step is still to be taken
        known = {migration.name for migration in media_migrations.pending(Database(empty))}
    unknown = sorted({m.name for m in media_migrations.applied(db)} - known)
    if unknown:
        raise DatabaseTooNew(
            f"{path} was written by a newer version (it has step {unknown[-1]}); "
            "install that version of mediagranskning, or use another --db-dir"
        )
    if media_migrations.pending(db):
        media_migrations.apply(db)
