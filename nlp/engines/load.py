"""The one writer: takes finished parts into media.db, each in one transaction, each once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from data.errors import BadInput
from data.records import Tagging
from data.runs import Run
from data.store import MediaStore
from nlp.engines.engine import DIED, PART, Course, Engine, cut_parts, run_parts
from nlp.engines.parts import DRAFT, list_parts, read_part

PARTS = "parts"  # folder beside media.db, gone when all is taken in


def take_in_leftovers(store: MediaStore, folder: Path, label: str) -> int:
    """Take in what an interrupted run had done; returns how many articles that spared.

    Half-written parts are thrown away, and so is what another model said or what is said of a text
    that has changed since.
    """
    for draft in folder.glob(f"*{DRAFT}"):
        draft.unlink(missing_ok=True)
    spared = 0
    for path in list_parts(folder):
        try:
            saved, _ = _take_in(store, path, label)
        except BadInput:  # its articles are untagged still, and tagged anew
            path.rename(path.with_suffix(".unreadable"))
            continue
        spared += saved
    return spared


def _take_in(store: MediaStore, path: Path, label: str) -> tuple[int, list[tuple[str, str]]]:
    """Store one part and remove its file: (articles stored, failures as id and reason)."""
    rows = read_part(path)
    texts = store.read_untagged_hashes(label, [key for key, *_ in rows])
    wanted = [row for row in rows if row[2] == label and texts.get(row[0]) == row[1]]
    taggings = [result for *_, result in wanted if isinstance(result, Tagging)]
    store.save_taggings(taggings)
    path.unlink()
    return len(taggings), [(key, said) for key, _, _, said in wanted if isinstance(said, str)]


def tag_into_store(
    store: MediaStore, engine: Engine, label: str, run: Run, course: Course, size: int = PART
) -> Iterator[str]:
    """Tag all that is untagged with the engine; the id of each article once it is dealt with."""
    parts = cut_parts(store.iter_untagged(label), size)
    with closing(run_parts(engine, parts, course)) as finished_parts:
        for finished in finished_parts:
            for path in finished.paths:
                saved, failures = _take_in(store, path, label)
                run.n_out += saved
                for article_id, reason in failures:
                    run.skip(article_id, reason)
            for article in finished.fatal:
                run.skip(article.id, DIED)
            run.n_in += len(finished.part.articles)
            yield from (article.id for article in finished.part.articles)
