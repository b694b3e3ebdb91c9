"""The articles and persons behind the figures, kept in memory while the server runs.

They are chosen by the very code that computes the figures, so that a figure and what it opens
into cannot mean two things. Reading 100,000 articles takes seconds: it is done beside the pages.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.dimensions import OVERALL, PERSON_DIMENSIONS
from analysis.filters import Filters
from analysis.frames import Material, load_material
from analysis.indicators import CONTRASTS, INDICATORS
from analysis.indicators.compute import count_by_story
from analysis.indicators.indicator import Kind
from analysis.review.answers import NotFound
from analysis.scope import Scope, make_scope, scope_of
from analysis.stories import Counting, Selection
from data.errors import MediagranskningError
from data.store import MediaStore
from data.vocab import Gender

PATIENCE = 2.0  # seconds that a page waits for the material before it says that it is coming
Key = tuple[int, int]


@dataclass(slots=True)
class Background:
    """The material of one media.db as of ``key``, with the scopes that were asked for."""

    key: Key
    material: Material
    newest: npt.NDArray[np.int64]  # rank of each article, the latest first
    scopes: dict[tuple[str, str, str], Scope] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass(frozen=True, slots=True)
class Behind:
    """What a figure is made of, newest first. Rows name persons or contributors by article.

    ``stories`` and ``rows`` are row numbers of the material's articles; ``part`` says of a story
    whether it is in the share (yes, no, undecided), for shares of stories.
    """

    kind: Kind
    rows: pd.DataFrame
    counts: dict[str, int]


class Shelf:
    """Keeps the latest material of each folder; loading runs in one thread a folder."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[Path, Background] = {}
        self._loading: dict[Path, threading.Thread] = {}
        self._failed: dict[Path, str] = {}

    def fetch(self, db_dir: Path, patience: float = PATIENCE) -> Background | None:
        """The material as it is now; None while it is being read.

        Raises MediagranskningError where it cannot be read.
        """
        key = _read_key(db_dir)
        with self._lock:
            kept = self._kept.get(db_dir)
            if kept is not None and kept.key == key:
                return kept
            thread = self._loading.get(db_dir)
            if thread is None:
                self._failed.pop(db_dir, None)
                thread = threading.Thread(target=self._load, args=(db_dir, key), daemon=True)
                self._loading[db_dir] = thread
                thread.start()
        thread.join(patience)
        with self._lock:
            if db_dir in self._failed:
                raise MediagranskningError(self._failed[db_dir])
            kept = self._kept.get(db_dir)
        return kept if kept is not None and kept.key == key else None

    def _load(self, db_dir: Path, key: Key) -> None:
        try:
            with MediaStore.open_existing(db_dir) as store:
                material = load_material(store)
            order = np.argsort(material.articles["published"].to_numpy(dtype=str), kind="stable")
            newest = np.empty(len(order), dtype=np.int64)
            newest[order[::-1]] = np.arange(len(order))
            found = Background(key, material, newest)
            with self._lock:
                self._kept[db_dir] = found
        except Exception as error:
            with self._lock:
                self._failed[db_dir] = f"the articles cannot be read: {error}"
            raise
        finally:
            with self._lock:
                self._loading.pop(db_dir, None)


SHELF = Shelf()


def _read_key(db_dir: Path) -> Key:
    """Changes with every run that has begun or ended: only runs change what figures rest on."""
    with MediaStore.open_existing(db_dir) as store:
        row = next(
            store.db.query(
                "SELECT ifnull(max(id), 0) AS last, count(*) AS n FROM runs WHERE finished_at <> ''"
            )
        )
    return int(row["last"]), int(row["n"])


def find_behind(background: Background, row: Mapping[str, Any]) -> Behind:
    """The persons, credits or stories of a row of ``indicators``. Raises NotFound."""
    indicator = INDICATORS.get(row["indicator"])
    if indicator is None:
        raise NotFound
    scope = _find_scope(background, row)
    persons = scope.contributors if indicator.kind is Kind.CONTRIBUTORS else scope.persons
    mask = _select_group(scope, persons, str(row["dimension"]), str(row["value"]))
    if indicator.kind is Kind.STORIES:
        return _find_stories(background, scope, row)
    if indicator.select is not None:
        mask = mask & np.asarray(indicator.select(persons), dtype=bool)
    return _order(background, indicator.kind, persons[mask])


def find_stories(background: Background, row: Mapping[str, Any]) -> Behind:
    """The articles that a figure's n_stories counts. Raises NotFound."""
    scope = _find_scope(background, row)
    dimension, value = str(row.get("dimension", OVERALL)), str(row.get("value", "alla"))
    if dimension in PERSON_DIMENSIONS:  # there the stories count that hold such a person
        persons = find_behind(background, row).rows
        inside = np.zeros(len(scope.stories), dtype=bool)
        inside[persons["story"].to_numpy()] = True
    else:
        inside = _stories_of_group(scope, dimension, value)
    articles = scope.stories.index.to_numpy()[inside]
    frame = pd.DataFrame({"article": articles, "part": "yes"})
    return Behind(Kind.STORIES, _newest_first(background, frame), {"yes": len(frame)})


def find_behind_contrast(background: Background, row: Mapping[str, Any]) -> Behind:
    """The persons of a row of the contrasts. Raises NotFound."""
    contrast = CONTRASTS.get(row["contrast"])
    if contrast is None:
        raise NotFound
    scope = _find_scope(background, row)
    persons = scope.persons
    if contrast.select is not None:
        persons = persons[np.asarray(contrast.select(persons), dtype=bool)]
    return _order(background, Kind.PERSONS, persons)


def _order(background: Background, kind: Kind, rows: pd.DataFrame) -> Behind:
    genders = rows["gender"].astype(str).value_counts()
    counts = {gender.value: int(genders.get(gender.value, 0)) for gender in Gender}
    rank = background.newest[rows["article"].to_numpy()]
    within = rows["position"].to_numpy() if "position" in rows else np.zeros(len(rows))
    return Behind(kind, rows.iloc[np.lexsort((within, rank))], counts)


def _find_stories(background: Background, scope: Scope, row: Mapping[str, Any]) -> Behind:
    table = count_by_story(scope, INDICATORS[row["indicator"]])
    inside = _stories_of_group(scope, str(row["dimension"]), str(row["value"]))
    peopled = (table[:, :4].sum(axis=1) > 0) & inside
    answers = np.where(table[:, 4] > 0, "yes", np.where(table[:, 5] > 0, "no", "undecided"))
    stories = np.flatnonzero(peopled)
    frame = pd.DataFrame(
        {"article": scope.stories.index.to_numpy()[stories], "part": answers[stories]}
    )
    counts = {word: int((frame["part"] == word).sum()) for word in ("yes", "no", "undecided")}
    return Behind(Kind.STORIES, _newest_first(background, frame), counts)


def _newest_first(background: Background, frame: pd.DataFrame) -> pd.DataFrame:
    return frame.iloc[np.argsort(background.newest[frame["article"].to_numpy()])]


def _select_group(
    scope: Scope, persons: pd.DataFrame, dimension: str, value: str
) -> npt.NDArray[np.bool_]:
    if dimension in PERSON_DIMENSIONS:
        return (persons[dimension].astype(str) == value).to_numpy(dtype=bool)
    inside = _stories_of_group(scope, dimension, value)
    chosen: npt.NDArray[np.bool_] = inside[persons["story"].to_numpy()]
    return chosen


def _stories_of_group(scope: Scope, dimension: str, value: str) -> npt.NDArray[np.bool_]:
    try:
        division = scope.divide(dimension)
        number = division.values.index(value)
    except (KeyError, ValueError) as error:
        raise NotFound from error
    edges = [*division.runs.tolist(), len(division.story)]
    first, last = edges[division.starts[number]], edges[division.starts[number + 1]]
    inside = np.zeros(len(scope.stories), dtype=bool)
    inside[division.story[first:last]] = True
    return inside


def _find_scope(background: Background, row: Mapping[str, Any]) -> Scope:
    counting, selection = str(row["counting"]), str(row["selection"])
    key = (str(row["filters"]), counting, selection)
    with background.lock:
        if key not in background.scopes:
            filters = read_filters(key[0])
            whole = make_scope(background.material, filters, Counting(counting))
            if Selection(selection) is not Selection.ALL:
                whole = scope_of(
                    background.material, filters, Counting(counting), Selection(selection),
                    whole.stories,
                )  # fmt: skip
            background.scopes[key] = whole
        return background.scopes[key]


def read_filters(text: str) -> Filters:
    """The filters as they stand beside a figure."""
    row: dict[str, Any] = json.loads(text)
    known = {f.name for f in fields(Filters)}
    kept: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in row.items()
        if name in known
    }
    return Filters(**kept)
