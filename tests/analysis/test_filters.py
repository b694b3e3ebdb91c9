from __future__ import annotations

import json

import pandas as pd
import pytest

from analysis.filters import Filters
from analysis.frames import Material, find_in_scope
from data.vocab import Genre, Scope, TopicKind


def make_material(scopes: dict[str, Scope | None]) -> Material:
    topics = [
        {"article": number, "kind": TopicKind.SCOPE.value, "label": scope.value}
        for number, scope in enumerate(scopes.values())
        if scope is not None
    ]
    return Material(
        articles=pd.DataFrame({"article_id": list(scopes)}),
        persons=pd.DataFrame(),
        topics=pd.DataFrame(topics, columns=["article", "kind", "label"]),
        places=pd.DataFrame(),
        contributors=pd.DataFrame(),
    )


STORIES = {"a": Scope.LOCAL, "b": Scope.COUNTY, "c": Scope.ELSEWHERE, "d": None}


@pytest.mark.parametrize(
    ("scopes", "expected"),
    [
        ((), ["a", "b", "c", "d"]),
        ((Scope.LOCAL.value, Scope.COUNTY.value), ["a", "b"]),
        ((Scope.ELSEWHERE.value,), ["c"]),
        ((Scope.UNKNOWN.value,), ["d"]),
    ],
)
def test_stories_within_the_scopes_count(scopes: tuple[str, ...], expected: list[str]) -> None:
    material = make_material(STORIES)
    kept = material.articles[find_in_scope(material, scopes)]
    assert list(kept["article_id"]) == expected


def test_every_choice_is_stored_with_the_figures() -> None:
    filters = Filters(genres=(Genre.NEWS.value, Genre.OPINION.value), scopes=(Scope.LOCAL.value,))
    stored = json.loads(filters.to_json())
    assert stored["genres"] == ["news", "opinion"]
    assert stored["scopes"] == ["local"]


def test_news_alone_counts_by_default() -> None:
    assert Filters().genres == ("news",)
