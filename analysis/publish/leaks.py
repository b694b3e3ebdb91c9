"""The last look at a draft of public.db: it refuses what must never be public.

Independent of how the rows came about, so that a mistake there is caught here: tables and columns
outside the allow-list, running text of an article, a name that the policy hides.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from analysis.publish.config import PublishConfig, read_publish_config
from analysis.publish.hide import MAX_HEADLINE_WORDS
from analysis.publish.names import find_nameable
from analysis.publish.schema import INDEXES, SEARCHED, TABLES
from analysis.publish.summaries import say_summary
from data.errors import NotPublishable
from data.results import iter_person_names, iter_texts
from data.store import MediaStore

# Any 19 words in a row hold a whole window of ten that begins at every tenth word of the text, so
# that only those are looked up. Headlines of up to 18 words may repeat in a text.
WINDOW = 10
RUN = 2 * WINDOW - 1
assert RUN > MAX_HEADLINE_WORDS
_SEARCH = "artiklar_fts"
_SEARCH_TABLES = frozenset(
    f"{_SEARCH}{tail}" for tail in ("", "_data", "_idx", "_docsize", "_config")
)
_OWN = frozenset(("sqlite_stat1", "sqlite_stat4", "sqlite_sequence"))
ADVICE = "nothing was published; this is a fault in the program, please report it"


def refuse_leaks(draft: Path, db_dir: Path) -> None:
    """Raises NotPublishable when the draft holds what must not be public."""
    with closing(sqlite3.connect(f"{draft.absolute().as_uri()}?mode=ro", uri=True)) as public:
        _refuse_unknown_columns(public)
        windows = _collect_windows(public)
        headlines = {
            article: text.casefold()
            for article, text in public.execute(
                "SELECT id, rubrik FROM artiklar WHERE rubrik IS NOT NULL"
            )
        }
        texts = _longest(public)
    if texts:
        raise NotPublishable(f"{texts}; {ADVICE}")
    with MediaStore.open_existing(db_dir) as store:
        _refuse_texts(windows, store)
        _refuse_names(headlines, store, read_publish_config(db_dir))


def _refuse_unknown_columns(public: sqlite3.Connection) -> None:
    indexes = {f"ix_{table}_{n}" for table, own in INDEXES.items() for n in range(1, len(own) + 1)}
    known = {"table": _OWN | _SEARCH_TABLES | frozenset(TABLES), "index": frozenset(indexes)}
    for kind, name in public.execute("SELECT type, name FROM sqlite_master"):
        if name not in known.get(kind, frozenset()) and not name.startswith("sqlite_autoindex_"):
            raise NotPublishable(f"public.db would hold the {kind} {name!r}; {ADVICE}")
    for table, columns in (*TABLES.items(), (_SEARCH, SEARCHED)):
        found = {row[1] for row in public.execute(f"PRAGMA table_xinfo({table})")}
        more = sorted(found - set(columns) - {_SEARCH, "rank"})
        if more:
            raise NotPublishable(f"table {table} would have the column {more[0]!r}; {ADVICE}")


def _longest(public: sqlite3.Connection) -> str:
    """What a headline beyond the limit would be; "" where there is none."""
    query = "SELECT id, rubrik FROM artiklar WHERE length(rubrik) > 100"
    for article, text in public.execute(query):
        if len(text.removesuffix(" …").split()) > MAX_HEADLINE_WORDS:
            return f"the headline of article {article} would be as long as a text"
    return ""


def _iter_cells(public: sqlite3.Connection) -> Iterator[tuple[str, Any]]:
    """(table, text) of every text that is long enough; the same text of a column once.

    Left out are summaries that are word for word what our own labels and counts give.
    """
    for table, columns in TABLES.items():
        for column in columns:
            if (table, column) == ("artiklar", "sammanfattning"):
                continue
            long = f"length({column}) >= {2 * RUN} OR typeof({column}) = 'blob'"
            yield from (
                (table, cell)
                for (cell,) in public.execute(f"SELECT DISTINCT {column} FROM {table} WHERE {long}")
            )
    cursor = public.execute("SELECT * FROM artiklar")
    names = [column[0] for column in cursor.description]
    for row in cursor:
        article = dict(zip(names, row, strict=True))
        if article["sammanfattning"] != say_summary(article):
            yield "artiklar", article["sammanfattning"]


def _collect_windows(public: sqlite3.Connection) -> dict[tuple[str, ...], str]:
    """Every ten words in a row of the draft's longer texts, with the table they stand in."""
    windows: dict[tuple[str, ...], str] = {}
    for table, cell in _iter_cells(public):
        if isinstance(cell, bytes):
            raise NotPublishable(f"table {table} would hold binary data; {ADVICE}")
        words = str(cell).casefold().split()
        for i in range(len(words) - WINDOW + 1 if len(words) >= RUN else 0):
            windows.setdefault(tuple(words[i : i + WINDOW]), table)
    return windows


def _refuse_texts(windows: dict[tuple[str, ...], str], store: MediaStore) -> None:
    """Whether a run of an article's text stands in the draft: ten seconds for 300,000 articles."""
    if not windows:
        return
    first = frozenset(window[0] for window in windows)
    for rows in iter_texts(store):
        for article, text in rows:
            words = text.casefold().split()
            for i in range(0, len(words) - WINDOW + 1, WINDOW):
                if words[i] in first:
                    table = windows.get(tuple(words[i : i + WINDOW]))
                    if table:
                        raise NotPublishable(
                            f"table {table} would hold text of article {article}; {ADVICE}"
                        )


def _refuse_names(headlines: dict[str, str], store: MediaStore, config: PublishConfig) -> None:
    """Whether the whole name of somebody who is hidden stands in the headline of that article."""
    shown = find_nameable(store, config)
    for article, name in _iter_hidden(iter_person_names(store), shown):
        headline = headlines.get(article)
        if headline and " " in name and name.casefold() in headline:
            raise NotPublishable(f"the headline of article {article} would name somebody; {ADVICE}")
    asked = [re.compile(rf"\b{re.escape(n.casefold())}\b") for n in config.taken_down.names]
    for article, headline in headlines.items() if asked else ():
        if any(name.search(headline) for name in asked):
            raise NotPublishable(
                f"the headline of article {article} would hold a name taken down; {ADVICE}"
            )


def _iter_hidden(
    batches: Iterable[list[tuple[str, str, str]]], shown: frozenset[str]
) -> Iterator[tuple[str, str]]:
    for rows in batches:
        for person, article, name in rows:
            if person not in shown:
                yield article, name
