"""Reads the texts of chosen articles and compares their words, beside the other figures.

Reading texts takes as long as all counting; for much material a process of its own does it.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from analysis.scope import Scope
from analysis.words import NamedText, compare_words, count_words
from data.parquet import ParquetStore
from data.results import Source, iter_named_texts, read_mention_starts, read_names
from data.store import MediaStore

Rows = list[dict[str, Any]]
# Below this a new process costs more than it saves (it starts in a second or two).
ALONE_FROM = 20_000


@contextmanager
def compare_words_beside(store: Source, scope: Scope) -> Iterator[Callable[[], Rows]]:
    """Give a function that returns the rows, which may be made meanwhile.

    A text that many articles share counts once, whatever the scope's way of counting.
    """
    ids = scope.stories["article_id"]
    clusters = dict(zip(ids, scope.cluster.tolist(), strict=True))
    where = store.folders if isinstance(store, ParquetStore) else store.path.parent
    shared = {"n_stories": scope.n_clusters, "filters": scope.filters.to_json()}

    def complete(rows: Rows) -> Rows:
        return [row | shared for row in rows]

    if len(clusters) < ALONE_FROM:
        yield lambda: complete(compare_texts(where, clusters))
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        future = pool.submit(compare_texts, where, clusters)

        def take() -> Rows:
            try:
                return complete(future.result())
            except BrokenProcessPool:  # it was killed, as for lack of memory: nothing is lost
                return complete(compare_texts(where, clusters))

        yield take


@contextmanager
def _open_source(where: Path | tuple[Path, ...]) -> Iterator[Source]:
    """The database in a folder, or the exports in several."""
    if isinstance(where, tuple):
        yield ParquetStore(where)
    else:
        with MediaStore.open_existing(where) as store:
            yield store


def compare_texts(where: Path | tuple[Path, ...], clusters: dict[str, int]) -> Rows:
    """The words of these articles (id -> story cluster) that stand nearer women or men."""
    with _open_source(where) as store:
        names = frozenset(
            part
            for name in read_names(store)
            for word in name.casefold().split()
            for part in (word, *word.split("-"))
        )
        seen = count_words(_iter_texts(store, clusters))
    return compare_words(seen["woman"], seen["man"], names)


def _iter_texts(store: Source, clusters: dict[str, int]) -> Iterator[NamedText]:
    """The texts of chosen articles with the namings in them; both are read in order of id."""
    mentions = (row for rows in read_mention_starts(store) for row in rows)
    upcoming = next(mentions, None)
    for texts in iter_named_texts(store):
        for article_id, title, text in texts:
            starts: list[int] = []
            genders: list[str] = []
            while upcoming is not None and upcoming[0] <= article_id:
                if upcoming[0] == article_id:
                    starts.append(upcoming[1])
                    genders.append(upcoming[2])
                upcoming = next(mentions, None)
            if article_id in clusters and starts:
                whole = f"{title}\n\n{text}"
                yield NamedText(clusters[article_id], whole, tuple(starts), tuple(genders))
