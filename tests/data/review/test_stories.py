"""What training may learn from: decided stories that no random sample has drawn."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.records import Article
from data.review.decisions import Draft, save_decision, undo_decision
from data.review.progress import finish_article
from data.review.queue import take_next
from data.review.reading import read_machine_reading
from data.review.snapshot import take_snapshot
from data.review.store import ReviewStore
from data.review.stories import read_decided_stories
from data.review.words import Variable
from data.store import MediaStore
from tests.data.records import OUTLET, make_article, make_tagging
from tests.data.review.review import draft, open_review, write_article
from tests.data.review.samples import add_sample


@pytest.fixture
def article(tmp_path: Path) -> Article:
    return write_article(tmp_path)


@pytest.fixture
def review(tmp_path: Path, article: Article) -> Iterator[ReviewStore]:
    with open_review(tmp_path) as opened:
        yield opened


def decide(review: ReviewStore, article: Article, themes: str = "livsmiljoer") -> None:
    save_decision(review, "anna", draft(article, Variable.THEMES, themes))
    save_decision(review, "anna", draft(article, Variable.SECTORS, "transport"))


def test_a_decided_story(tmp_path: Path, review: ReviewStore, article: Article) -> None:
    decide(review, article)
    (story,) = read_decided_stories(tmp_path).stories
    assert (story.themes, story.sectors) == ({"livsmiljoer"}, {"transport"})
    assert story.article.text == article.text


def test_not_about_growth_is_a_story_too(
    tmp_path: Path, review: ReviewStore, article: Article
) -> None:
    decide(review, article, "")
    (story,) = read_decided_stories(tmp_path).stories
    assert story.themes == frozenset()


def test_half_a_decision_teaches_nothing(
    tmp_path: Path, review: ReviewStore, article: Article
) -> None:
    saved = save_decision(review, "anna", draft(article, Variable.THEMES, "livsmiljoer"))
    found = read_decided_stories(tmp_path)
    assert (found.stories, found.undecided) == ((), 1)
    undo_decision(review, "anna", saved.id)
    assert read_decided_stories(tmp_path).undecided == 0


def test_who_finished_an_open_article_stands_by_all_its_labels(
    tmp_path: Path, review: ReviewStore, article: Article
) -> None:
    add_sample(review, [article.id], name="osakra", kind="uncertain")
    assignment = take_next(review, "anna")
    assert assignment is not None
    with MediaStore(tmp_path) as media:
        reading = read_machine_reading(media, article.id)
    assert reading is not None
    finish_article(review, "anna", assignment, take_snapshot(article.id, reading, "full"))
    (story,) = read_decided_stories(tmp_path).stories
    assert story.themes == {"tillganglighet"}, "the machine's, seen and left"


def test_random_samples_measure_and_never_teach(
    tmp_path: Path, review: ReviewStore, article: Article
) -> None:
    decide(review, article)
    add_sample(review, [article.id])
    assignment = take_next(review, "anna")
    assert assignment is not None
    for variable, value in ((Variable.GROWTH, "growth"), (Variable.THEMES, "innovation_fornyelse")):
        own = Draft(article.id, variable, value, "h", lane=assignment.lane)
        save_decision(review, "anna", own)
    assert read_decided_stories(tmp_path).stories == ()


def test_the_same_text_elsewhere_measures_as_well(
    tmp_path: Path, review: ReviewStore, article: Article
) -> None:
    twin = make_article("https://provbladet.example/samma", text=article.text, title="Annan rubrik")
    with MediaStore(tmp_path) as media:
        media.save_outlets([OUTLET])
        media.save_article(twin)
        media.save_taggings([make_tagging(twin)])
        media.save_clusters({article.id: article.id, twin.id: article.id})
    add_sample(review, [article.id])
    decide(review, twin)
    found = read_decided_stories(tmp_path)
    assert (found.stories, found.kept_apart) == ((), 1)


def test_another_text_today_is_not_learnt_from(
    tmp_path: Path, review: ReviewStore, article: Article
) -> None:
    decide(review, article)
    write_article(tmp_path, "Helt andra ord om en hamn.")
    found = read_decided_stories(tmp_path)
    assert (found.stories, found.changed) == ((), 1)


def test_no_review_no_stories(tmp_path: Path) -> None:
    assert read_decided_stories(tmp_path / "tom").stories == ()
