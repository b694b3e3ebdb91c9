"""Step 1: the tables of articles, their persons and figures."""

from __future__ import annotations

from sqlite_utils import Database

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


def create_tables(db: Database) -> None:
    """All tables as they first were."""
    for statement in _INITIAL:
        db.execute(statement)
    db.table("articles").enable_fts(["title", "text"], create_triggers=True)
