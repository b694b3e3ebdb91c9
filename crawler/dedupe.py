"""Story clusters: articles with the same text, found by MinHash and checked word by word."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable

import numpy as np
from datasketch import MinHash, MinHashLSH

from data.records import Article
from data.store import MediaStore

SHINGLE_WORDS = 4
PERMUTATIONS = 64
CANDIDATE = 0.4  # of LSH, below SAME so that few true pairs are missed
SAME = 0.6  # Jaccard of shingles: wire with another headline and lead is above, two reports
# of one council meeting are below (sample outlets, 2026-11)
MIN_SHINGLES = 20  # shorter texts only cluster when equal


def _shingle(article: Article) -> frozenset[int]:
    words = re.findall(r"\w+", article.text.casefold())
    if len(words) < SHINGLE_WORDS:
        return frozenset([zlib.crc32(" ".join(words).encode())])
    grams = zip(*(words[i:] for i in range(SHINGLE_WORDS)), strict=False)
    return frozenset(zlib.crc32(" ".join(gram).encode()) for gram in grams)


def _jaccard(first: frozenset[int], second: frozenset[int]) -> float:
    return len(first & second) / len(first | second)


def cluster_articles(articles: Iterable[Article]) -> dict[str, str]:
    """Article id -> cluster id (the smallest id in the cluster); the order plays no part."""
    shingles = {article.id: _shingle(article) for article in articles}
    parent = {article_id: article_id for article_id in shingles}

    def find(article_id: str) -> str:
        while parent[article_id] != article_id:
            parent[article_id] = parent[parent[article_id]]
            article_id = parent[article_id]
        return article_id

    index = MinHashLSH(threshold=CANDIDATE, num_perm=PERMUTATIONS)
    for article_id in sorted(shingles):
        grams = shingles[article_id]
        sketch = MinHash(num_perm=PERMUTATIONS, hashfunc=int)
        sketch.update_batch(np.fromiter(sorted(grams), dtype=np.uint64).tolist())
        for other in index.query(sketch):
            if find(article_id) == find(other):
                continue  # a thousand notices of one form are a thousand comparisons, not a million
            same = 1.0 if min(len(grams), len(shingles[other])) < MIN_SHINGLES else SAME
            if _jaccard(grams, shingles[other]) >= same:
                low, high = sorted((find(article_id), find(other)))
                parent[high] = low
        index.insert(article_id, sketch)
    return {article_id: find(article_id) for article_id in shingles}


def update_clusters(store: MediaStore) -> int:
    """Cluster all articles anew. Returns how many changed cluster."""
    return store.save_clusters(cluster_articles(store.iter_articles()))
