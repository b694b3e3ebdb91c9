"""Store one article: new, changed, or the same story met under another address."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from datetime import date
from itertools import pairwise
from typing import Any

from sqlite_utils import Database

from data.records import Article, Block, Contributor
from data.runs import utc_now
from data.transactions import writing
from data.vocab import Access, Genre

OUTSIDE = ("contributors", "blocks")  # what is kept in tables of its own
COLUMNS = tuple(f.name for f in fields(Article) if f.name not in OUTSIDE)
_INSERT = f"INSERT INTO articles ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"
_UPDATE = f"UPDATE articles SET {', '.join(f'{name} = ?' for name in COLUMNS)} WHERE id = ?"
_VERSION = ("id", "content_hash", "title", "text", "published", "updated", "access")
_RANK = {Access.TEASER: 0, Access.UNKNOWN: 1, Access.FULL: 2}
DAYS_APART = 1  # print is dated the day after the web, 2026-11
SHARED_WORDS = 0.8  # of the shorter text's word pairs: a teaser's lead is in the full text


def make_article(row: dict[str, Any]) -> Article:
    """An article, without contributors and blocks, from a row with COLUMNS."""
    values = {name: row[name] for name in COLUMNS}
    values |= {
        "genre": Genre(row["genre"]),
        "access": Access(row["access"]),
        "corrected": bool(row["corrected"]),
    }
    return Article(**values)


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving came to: 'new', 'updated', 'merged' or 'unchanged', and the article's key."""

    outcome: str
    article_id: str


def save_article(db: Database, article: Article, *, keep_version: bool = True) -> Saved:
    """Insert, update or merge.

    A story that is both crawled and imported is one article: it keeps its first key, the address
    on the web, and the fuller text. A text seen in full is not replaced by its own teaser. Where
    the words change, the former ones are kept as a version (not when pages are only read anew).
    """
    with writing(db):
        old = find_stored(db, article)
        if old is None:
            db.execute(_INSERT, _values(article))
            _insert_contributors(db, article.id, article.contributors)
            _insert_blocks(db, article)
            return Saved("new", article.id)
        known = old.url == article.url or _is_alias(db, article.url, old.id)
        settled = merge_articles(old, article)
        outcome = "unchanged"
        if replace(settled, contributors=(), blocks=()) != old:
            if keep_version and settled.content_hash != old.content_hash:
                _keep_version(db, old)
            db.execute(_UPDATE, [*_values(settled), old.id])
            outcome = "updated"
        if settled.text == article.text and settled.title == article.title:
            if _credits_differ(db, old.id, article):
                outcome = "updated"
            if outcome == "updated":
                _write_contributors(db, old.id, article.contributors)
            if outcome == "updated" or _blocks_differ(db, old.id, article):
                _write_blocks(db, replace(article, id=old.id))
        for url in {old.url, article.url} - {settled.url}:
            db.execute("INSERT OR IGNORE INTO article_aliases VALUES (?, ?)", [url, old.id])
        return Saved(outcome if known else "merged", old.id)


def find_stored(db: Database, article: Article) -> Article | None:
    """The stored article that this one is: by address, else the same story of the same outlet."""
    by_key = (
        "SELECT * FROM articles WHERE id = ? OR url = ? "
        "OR id = (SELECT article_id FROM article_aliases WHERE url = ?)"
    )
    row = next(db.query(by_key, [article.id, article.url, article.url]), None)
    if row is not None:
        return make_article(row)
    candidates = db.query(
        "SELECT * FROM articles WHERE outlet_id = :outlet AND content_hash = :hash "
        "AND origin <> :origin UNION SELECT * FROM articles "
        "WHERE outlet_id = :outlet AND title = :title AND origin <> :origin ORDER BY id",
        {
            "outlet": article.outlet_id,
            "hash": article.content_hash,
            "title": article.title,
            "origin": article.origin,
        },
    )
    return next(
        (old for old in map(make_article, candidates) if _tells_same_story(old, article)), None
    )


def _tells_same_story(first: Article, second: Article) -> bool:
    days = [first.published[:10], second.published[:10]]
    try:
        apart = abs((date.fromisoformat(days[0]) - date.fromisoformat(days[1])).days)
    except ValueError:
        apart = 0  # a story without a date is judged by its words alone
    if apart > DAYS_APART:
        return False
    if first.content_hash == second.content_hash:
        return True
    pairs = [_word_pairs(article.text) for article in (first, second)]
    shorter = min(pairs, key=len)
    return bool(shorter) and len(pairs[0] & pairs[1]) >= SHARED_WORDS * len(shorter)


def _word_pairs(text: str) -> set[tuple[str, str]]:
    words = re.findall(r"\w+", text.casefold())
    return set(pairwise(words))


def merge_articles(old: Article, new: Article) -> Article:
    """What is kept of two readings of one story, under the key of the old one."""
    less = _RANK[new.access] < _RANK[old.access] and len(new.text) < len(old.text)
    if old.origin == new.origin:
        winner = old if less else new
    elif _RANK[old.access] != _RANK[new.access]:
        winner = max(old, new, key=lambda article: _RANK[article.access])
    else:
        winner = new if new.origin == "crawl" else old
    loser = new if winner is old else old
    dated = max(winner, loser, key=lambda article: len(article.published))  # with a time of day
    return replace(
        winner,
        id=old.id,
        url=_choose_url(old, new),
        published=dated.published,
        published_raw=dated.published_raw,
        section=winner.section or loser.section,
        wire=winner.wire or loser.wire,
    )


def _choose_url(old: Article, new: Article) -> str:
    """The address on the web; of two, the crawled one."""
    if old.origin != new.origin and new.origin == "crawl":
        return new.url
    return old.url if old.url.startswith("http") else new.url


def _values(article: Article) -> list[Any]:
    return [getattr(article, name) for name in COLUMNS]


def _is_alias(db: Database, url: str, article_id: str) -> bool:
    query = "SELECT 1 FROM article_aliases WHERE url = ? AND article_id = ?"
    return next(db.query(query, [url, article_id]), None) is not None


def _keep_version(db: Database, old: Article) -> None:
    db.execute(
        "INSERT OR REPLACE INTO article_versions VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [getattr(old, name) for name in _VERSION] + [utc_now()],
    )


def _credits_differ(db: Database, article_id: str, article: Article) -> bool:
    """Whether the page names others than stored; the text's own credits may name them too."""
    rows = list(
        db.query("SELECT name, role, origin FROM contributors WHERE article_id = ?", [article_id])
    )
    now = {(c.name, str(c.role)) for c in article.contributors}
    stored = {(row["name"], row["role"]) for row in rows}
    from_page = {(row["name"], row["role"]) for row in rows if row["origin"] == "page"}
    return not from_page <= now <= stored


def _write_contributors(
    db: Database, article_id: str, contributors: tuple[Contributor, ...]
) -> None:
    db.execute("DELETE FROM contributors WHERE article_id = ? AND origin = 'page'", [article_id])
    _insert_contributors(db, article_id, contributors)


def _insert_contributors(
    db: Database, article_id: str, contributors: tuple[Contributor, ...]
) -> None:
    db.conn.executemany(
        "INSERT OR IGNORE INTO contributors (article_id, name, role, origin) "
        "VALUES (?, ?, ?, 'page')",
        [(article_id, c.name, c.role) for c in contributors],
    )


def _block_rows(article: Article) -> list[tuple[Any, ...]]:
    """Rows of ``blocks``: the words themselves only where they stand beside the text."""
    return [
        (article.id, n, str(block.kind), *_span(block), "" if _inside(block) else block.text)
        for n, block in enumerate(article.blocks)
    ]


def _inside(block: Block) -> bool:
    return block.start_char is not None


def _span(block: Block) -> tuple[int | None, int | None]:
    if block.start_char is None:
        return None, None
    return block.start_char, block.start_char + len(block.text)


def _blocks_differ(db: Database, article_id: str, article: Article) -> bool:
    stored = db.execute(
        "SELECT article_id, position, kind, start_char, end_char, text FROM blocks "
        "WHERE article_id = ? ORDER BY position",
        [article_id],
    ).fetchall()
    return stored != _block_rows(replace(article, id=article_id))


def _write_blocks(db: Database, article: Article) -> None:
    db.execute("DELETE FROM blocks WHERE article_id = ?", [article.id])
    _insert_blocks(db, article)


def _insert_blocks(db: Database, article: Article) -> None:
    db.conn.executemany("INSERT INTO blocks VALUES (?, ?, ?, ?, ?, ?)", _block_rows(article))
