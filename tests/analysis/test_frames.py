from __future__ import annotations

import json
from pathlib import Path

import pytest

from analysis.filters import default_filters
from analysis.frames import load_tagged_material
from analysis.stories import Counting, LeftOut, choose_stories, judge_articles
from data.errors import NothingToDo
from data.store import MediaStore
from data.vocab import Access, Genre
from tests.analysis.media import MAN, WOMAN, Story, write_media


def judge(db_dir: Path, stories: list[Story], **dates: str) -> list[str]:
    ids = write_media(db_dir, stories)
    with MediaStore(db_dir) as store:
        material = load_tagged_material(store)
    filters = default_filters(material.articles["outlet_id"], **dates)
    reasons = judge_articles(material, filters)
    by_id = dict(zip(material.articles["article_id"], reasons, strict=True))
    return [by_id[article_id] for article_id in ids]


def test_every_article_counts_or_has_a_reason(tmp_path: Path) -> None:
    got = judge(
        tmp_path,
        [
            Story([("Eva Ek", WOMAN)]),
            Story(genre=Genre.OPINION),
            Story(themes=()),
            Story(tagged=False),
            Story(outlet="riksdagen"),
            Story(access=Access.TEASER),
            Story(cluster="wire", outlet="polcirkeln", published="2026-09-02T08:00:00+02:00"),
            Story(cluster="wire", outlet="polcirkeln", published="2026-09-01T08:00:00+02:00"),
        ],
    )
    assert got == ["", "genre", "no_growth", "untagged", "outlet", "", "repeated", ""]


def test_the_riksdag_counts_when_there_is_nothing_else(tmp_path: Path) -> None:
    assert judge(tmp_path, [Story(outlet="riksdagen")]) == [LeftOut.COUNTED]


def test_a_period_leaves_out_undated_articles_and_says_so(tmp_path: Path) -> None:
    stories = [Story(), Story(published=""), Story(published="2026-06-30T23:00:00+02:00")]
    got = judge(tmp_path, stories, since="2026-07-01", until="2026-09-30")
    assert got == ["", "undated", "other_period"]


def test_one_text_counts_once_an_outlet_or_once_in_all(tmp_path: Path) -> None:
    write_media(
        tmp_path,
        [
            Story(cluster="wire", access=Access.TEASER),
            Story(cluster="wire", outlet="polcirkeln"),
            Story([("Per Berg", MAN)]),
        ],
    )
    with MediaStore(tmp_path) as store:
        material = load_tagged_material(store)
    filters = default_filters(material.articles["outlet_id"])
    assert len(choose_stories(material, filters, Counting.PER_OUTLET)) == 3
    per_story = choose_stories(material, filters, Counting.PER_STORY)
    assert sorted(per_story["outlet_id"]) == ["norrbladet", "polcirkeln"]
    assert set(per_story["access"]) == {"full"}  # the one seen whole stands for the text


def test_persons_of_a_text_that_changed_are_not_counted(tmp_path: Path) -> None:
    ids = write_media(tmp_path, [Story([("Eva Ek", WOMAN)]), Story([("Per Berg", MAN)])])
    with MediaStore(tmp_path) as store:
        store.db.execute("UPDATE articles SET content_hash = 'other' WHERE id = ?", [ids[0]])
        material = load_tagged_material(store)
    assert list(material.persons["article"].map(material.articles["article_id"])) == [ids[1]]


def test_untagged_database_says_what_to_do(tmp_path: Path) -> None:
    write_media(tmp_path, [Story(tagged=False)])
    with MediaStore(tmp_path) as store, pytest.raises(NothingToDo, match="mediagranskning tag"):
        load_tagged_material(store)


def test_filters_are_stored_as_json() -> None:
    stored = json.loads(default_filters(["riksdagen", "norrbladet"]).to_json())
    assert stored["genres"] == ["news"]
    assert stored["access"] == ["full", "teaser", "unknown"]
    assert stored["excluded_outlets"] == ["riksdagen"]
