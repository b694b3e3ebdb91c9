"""Step 5: a schedule of addresses, versions of articles, the ledger."""

from __future__ import annotations

from sqlite_utils import Database

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


def keep_a_schedule(db: Database) -> None:
    """Addresses with a state, a source and a due time; what was there is taken along."""
    for statement in _CRAWL:
        db.execute(statement)
