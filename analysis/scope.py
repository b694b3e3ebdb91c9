"""The stories and persons that one set of figures is about, numbered for fast sums."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.contributors import add_gender
from analysis.dimensions import DIMENSIONS, OVERALL
from analysis.filters import Filters
from analysis.frames import Material
from analysis.stories import Counting, LeftOut, Selection, judge_articles, select_stories

Numbers = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Division:
    """Stories divided into groups, in order of group and story cluster.

    ``story`` names the stories of all groups one after another; ``runs`` is where each cluster
    of each group begins among them, ``cluster`` which it is, and ``starts`` where each group
    begins among the runs (and ends, as its last element).
    """

    values: list[str]
    labels: list[str]
    n_stories: Codes
    story: Codes
    runs: Codes
    cluster: Codes
    starts: Codes

    def sum_by_cluster(self, table: Numbers) -> Numbers:
        """Rows of stories -> rows of clusters of groups."""
        if not len(self.runs):
            return np.zeros((0, table.shape[1]))
        summed: Numbers = np.add.reduceat(table[self.story], self.runs, axis=0)
        return summed


@dataclass(slots=True)
class Scope:
    """``persons`` and ``contributors`` have a column ``story``, a row number of ``stories``;
    ``cluster`` holds each story's cluster, numbered in the order of cluster ids."""

    material: Material
    filters: Filters
    counting: Counting
    selection: Selection
    stories: pd.DataFrame
    cluster: Codes
    persons: pd.DataFrame
    contributors: pd.DataFrame
    divisions: dict[str, Division] = field(default_factory=dict)

    @property
    def n_clusters(self) -> int:
        return int(self.cluster.max()) + 1 if len(self.cluster) else 0

    def divide(self, dimension: str) -> Division:
        """The stories by a dimension; made once."""
        if dimension not in self.divisions:
            self.divisions[dimension] = _divide(self, dimension)
        return self.divisions[dimension]


def make_scope(
    material: Material,
    filters: Filters,
    counting: Counting = Counting.PER_OUTLET,
    selection: Selection = Selection.ALL,
    growth: pd.Series[bool] | None = None,
) -> Scope:
    """The stories that count, with the persons and credits in them."""
    judged = judge_articles(material, filters, counting, growth)
    stories = material.articles[judged == LeftOut.COUNTED.value]
    return scope_of(material, filters, counting, selection, stories)


def scope_of(
    material: Material,
    filters: Filters,
    counting: Counting,
    selection: Selection,
    stories: pd.DataFrame,
) -> Scope:
    """A scope of stories that were chosen already."""
    stories = select_stories(material, stories, selection)
    number = np.full(len(material.articles), -1, dtype=np.int64)
    number[stories.index.to_numpy()] = np.arange(len(stories))
    cluster = pd.factorize(stories["cluster_number"], sort=True)[0].astype(np.int64)
    persons = _number_stories(material.persons, number)
    sizes = np.bincount(persons["story"], minlength=len(stories))
    persons = persons.assign(
        n_in_story=sizes[persons["story"].to_numpy()],
        n_words=stories["n_words"].to_numpy()[persons["story"].to_numpy()],
    )
    contributors = add_gender(_number_stories(material.contributors, number))
    return Scope(material, filters, counting, selection, stories, cluster, persons, contributors)


def keep_persons(scope: Scope, keep: pd.Series[bool]) -> Scope:
    """The same stories with only some of their persons."""
    return Scope(
        scope.material, scope.filters, scope.counting, scope.selection, scope.stories,
        scope.cluster, scope.persons[keep], scope.contributors, scope.divisions,
    )  # fmt: skip


def _number_stories(frame: pd.DataFrame, number: Codes) -> pd.DataFrame:
    story = number[frame["article"].to_numpy()]
    kept = story >= 0
    numbered: pd.DataFrame = frame[kept].assign(story=story[kept])
    return numbered


def _divide(scope: Scope, dimension: str) -> Division:
    groups = DIMENSIONS[dimension](scope.material, scope.stories)
    if groups.empty:
        # The whole is there even when nothing is in it: its row says so.
        values, labels = (["alla"], ["Alla"]) if dimension == OVERALL else ([], [])
        empty = np.array([], dtype=np.int64)
        starts = np.zeros(len(values) + 1, dtype=np.int64)
        return Division(values, labels, starts[1:], empty, empty, empty, starts)
    number = np.full(len(scope.material.articles), -1, dtype=np.int64)
    number[scope.stories.index.to_numpy()] = np.arange(len(scope.stories))
    story = number[groups["article"].to_numpy()]
    group, found = pd.factorize(groups["value"], sort=True)
    first = np.full(len(found), -1)
    first[group[::-1]] = np.arange(len(group))[::-1]
    labels = [str(label) for label in groups["label"].to_numpy()[first]]
    cluster = scope.cluster[story]
    order = np.lexsort((story, cluster, group))
    story, group, cluster = story[order], group[order].astype(np.int64), cluster[order]
    changes = np.r_[True, (np.diff(group) != 0) | (np.diff(cluster) != 0)]
    runs = np.flatnonzero(changes)
    starts = np.searchsorted(group[runs], np.arange(len(found) + 1))
    return Division(
        values=[str(value) for value in found],
        labels=labels,
        n_stories=np.bincount(group, minlength=len(found)),
        story=story,
        runs=runs,
        cluster=cluster[runs],
        starts=starts,
    )
