"""Story clusters: articles with the same text, found by MinHash and checked word by word.

A teaser and the full text of one story share too few words for that: they meet by headline or
opening words, checked by how much of the teaser stands in the full text.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from datasketch import MinHash, MinHashLSH

from data.records import Article
from data.store import MediaStore
from data.vocab import Access

SHINGLE_WORDS = 4
PERMUTATIONS = 64
CANDIDATE = 0.4  # of LSH, below SAME so that few true pairs are missed
SAME = 0.6  # Jaccard of shingles: wire with another headline and lead is above, two reports
# of one council meeting are below (sample outlets, 2026-11)
MIN_SHINGLES = 20  # shorter texts only cluster when equal
CONTAINED = 0.8  # of a teaser's shingles in the full text; a lead is cut or mended a little
MIN_TEASER = 5  # shingles, eight words: below that a teaser says nothing of its own
OPENING_WORDS = 8  # leads that open with eight equal words and agree in 80 % are one story


_FACTOR = np.uint64(0x9E3779B97F4A7C15)  # 2**64 over the golden ratio: spreads well (Knuth)
_UPPER_HALF = np.uint64(32)  # datasketch takes hashes of 32 bits


Shingles = npt.NDArray[np.uint32]  # sorted, each once: 4 bytes each where a set takes 60


@dataclass(frozen=True, slots=True)
class _Text:
    """What is compared of an article."""

    shingles: Shingles
    access: Access
    keys: tuple[str, ...]


def _read(article: Article) -> _Text:
    words = re.findall(r"\w+", article.text.casefold())
    title = " ".join(re.findall(r"\w+", article.title.casefold()))
    if not words:  # known by its metadata alone: one story with nothing
        return _Text(np.zeros(0, dtype=np.uint32), article.access, ())
    keys = (f"t {title}", f"o {' '.join(words[:OPENING_WORDS])}")
    return _Text(_shingle(words), article.access, keys)


def _shingle(words: list[str]) -> Shingles:
    if len(words) < SHINGLE_WORDS:
        return np.array([zlib.crc32(" ".join(words).encode())], dtype=np.uint32)
    hashes = np.fromiter(map(zlib.crc32, map(str.encode, words)), dtype=np.uint64)
    n = len(words) - SHINGLE_WORDS + 1
    grams = np.zeros(n, dtype=np.uint64)
    for i in range(SHINGLE_WORDS):  # modulo 2**64, which numpy does by itself
        grams = grams * _FACTOR + hashes[i : i + n]
    return np.unique((grams >> _UPPER_HALF).astype(np.uint32))


def _count_shared(first: Shingles, second: Shingles) -> int:
    return len(np.intersect1d(first, second, assume_unique=True))


def _jaccard(first: Shingles, second: Shingles) -> float:
    shared = _count_shared(first, second)
    return shared / (len(first) + len(second) - shared)


def _is_teaser_of(first: _Text, second: _Text) -> bool:
    """Whether one is a teaser, or may be, and stands nearly all in the other, longer one."""
    short, long = sorted((first, second), key=lambda text: len(text.shingles))
    may_be = short.access is Access.UNKNOWN and long.access is Access.FULL
    if not (may_be or short.access is Access.TEASER) or len(short.shingles) < MIN_TEASER:
        return False
    return _count_shared(short.shingles, long.shingles) >= CONTAINED * len(short.shingles)


class _Groups:
    """Union-find whose groups are named by their smallest member."""

    def __init__(self, members: Iterable[str]) -> None:
        self._parent = {member: member for member in members}

    def find(self, member: str) -> str:
        parent = self._parent
        while parent[member] != member:
            parent[member] = parent[parent[member]]
            member = parent[member]
        return member

    def join(self, first: str, second: str) -> None:
        low, high = sorted((self.find(first), self.find(second)))
        self._parent[high] = low


def cluster_articles(articles: Iterable[Article]) -> dict[str, str]:
    """Article id -> cluster id (the smallest id in the cluster); the order plays no part."""
    texts = {article.id: _read(article) for article in articles}
    ordered = sorted(texts)
    groups = _Groups(ordered)
    index = MinHashLSH(threshold=CANDIDATE, num_perm=PERMUTATIONS)
    for article_id, sketch in _sketch({key: texts[key].shingles for key in ordered}):
        grams = texts[article_id].shingles
        for other in index.query(sketch):
            if groups.find(article_id) == groups.find(other):
                continue  # a thousand notices of one form are a thousand comparisons, not a million
            same = 1.0 if min(len(grams), len(texts[other].shingles)) < MIN_SHINGLES else SAME
            if _jaccard(grams, texts[other].shingles) >= same:
                groups.join(article_id, other)
        index.insert(article_id, sketch)
    _join_teasers(texts, ordered, groups)
    return {article_id: groups.find(article_id) for article_id in ordered}


def _sketch(shingles: dict[str, Shingles]) -> Iterator[tuple[str, MinHash]]:
    empty = MinHash(num_perm=PERMUTATIONS, hashfunc=int)
    for article_id, grams in shingles.items():
        if len(grams):
            sketch = empty.copy()  # with its permutations, which take long to draw
            sketch.update_batch(grams.tolist())
            yield article_id, sketch


def _join_teasers(texts: dict[str, _Text], ordered: list[str], groups: _Groups) -> None:
    by_key: dict[str, list[str]] = {}
    for article_id in ordered:
        for key in texts[article_id].keys:
            by_key.setdefault(key, []).append(article_id)
    for members in by_key.values():
        # "Notiser i korthet" is a headline a day: all share it, few are teasers
        teasers = [key for key in members if texts[key].access is not Access.FULL]
        for teaser in teasers:
            for other in members:
                if groups.find(other) == groups.find(teaser):
                    continue
                if _is_teaser_of(texts[teaser], texts[other]):
                    groups.join(teaser, other)


def update_clusters(store: MediaStore) -> int:
    """Cluster all articles anew. Returns how many changed cluster."""
    return store.save_clusters(cluster_articles(store.iter_articles()))
