"""What runs in a worker, wherever that is: the model is loaded once, then part after part."""

from __future__ import annotations

import threading
from pathlib import Path

from spacy.language import Language

from data.errors import ModelUnavailable
from data.records import Article
from nlp.engines.parts import write_part
from nlp.pipeline import build_pipeline, describe_model
from nlp.tag import tag_articles

_loaded: dict[str, Language] = {}
_lock = threading.Lock()  # a pipeline is not made for threads, which a dask worker may have


def load_model(model: str) -> Language:
    """The pipeline of a model, built at the first call in this process."""
    if model not in _loaded:
        _loaded[model] = build_pipeline(model)
    return _loaded[model]


def tag_part(articles: tuple[Article, ...], model: str, label: str, folder: Path) -> Path:
    """Tag the articles and write them as one part into ``folder``; returns the file.

    Raises ModelUnavailable where the model here is not the one that ``label`` describes: rows of
    two models must never meet under one name.
    """
    with _lock:
        if model not in _loaded and (own := describe_model(model)) != label:
            raise ModelUnavailable(
                f"a worker has {own!r} in place of {label!r}; install the same version of "
                "mediagranskning and of the model on every machine"
            )
        nlp = load_model(model)
        with nlp.memory_zone():  # what is met once is let go of with its part: memory stays flat
            results = [
                (article.id, article.content_hash, result)
                for article, result in tag_articles(nlp, articles, label)
            ]
    return write_part(folder, results, label)
