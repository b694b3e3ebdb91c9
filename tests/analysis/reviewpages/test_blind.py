"""Who codes blind sees nothing of what the machine or others said, on no page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from lxml import html

from data.errors import NothingToDo
from data.review.notes import save_note
from data.review.queue import take_next
from data.review.store import ReviewStore
from tests.analysis.media import run_analysis
from tests.analysis.reviewpages.sawmill import write_article
from tests.analysis.reviewpages.workplace import (
    add_reviewers,
    code_article,
    draw,
    serving,
    signed_in,
)

FIGURE = "/granska/underlag?matt=people"


@pytest.fixture(scope="module")
def db_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("blind")
    for number in range(12):
        write_article(folder, number)
    run_analysis(folder)
    add_reviewers(folder)
    draw(folder, 4, double=1.0)
    return folder


@pytest.fixture(scope="module")
def article(db_dir: Path) -> str:
    """Coded by Anna, who also wrote a comment; begun by Bo."""
    with ReviewStore(db_dir) as store:
        first = take_next(store, "anna.alm")
        assert first is not None
        code_article(store, "anna.alm", first)
        save_note(store, "anna.alm", first.article, "comment", "Hemlig anteckning")
        save_note(store, "anna.alm", first.article, "flag", "Hemlig flagga")
        second = take_next(store, "bo.berg")
        assert second is not None
        assert second.article == first.article
    return first.article


@pytest.fixture(scope="module")
def bo(db_dir: Path, article: str) -> Iterator[httpx.Client]:
    with serving(db_dir) as address, signed_in(address, "bo.berg") as client:
        yield client


@pytest.mark.parametrize("query", ["", "?urval=prov", "?urval=finns-inte"])
def test_the_article_shows_names_alone(bo: httpx.Client, article: str, query: str) -> None:
    text = bo.get(f"/granska/artikel/{article}{query}").text
    page = html.fromstring(text)
    assert "Du kodar blint" in text
    assert not page.cssselect('[aria-pressed="true"], .quote, .link, .anforing, .anteckning')
    assert {mark.get("class") for mark in page.cssselect("#text mark")} == {"person"}
    assert {mark.get("title") for mark in page.cssselect("#text mark")} == {
        "Anna Alm", "Bo Berg", "Alm",
    }  # fmt: skip
    assert not page.cssselect("#k1-funktion option[value][selected]:not([disabled])")
    for words in ("Hemlig", "anna.alm", "registret", "okänt kön", "maskinen:"):
        assert words not in text, words


def test_the_history_shows_ones_own_alone(bo: httpx.Client, article: str) -> None:
    text = bo.get(f"/granska/artikel/{article}/historik").text
    assert "anna.alm" not in text
    assert "Hemlig" not in text


def test_figures_do_not_open_into_the_article(bo: httpx.Client, article: str) -> None:
    seen = ""
    for page in ("1", "2"):
        seen += bo.get(f"{FIGURE}&sida={page}").text
    assert article not in seen
    assert "3 rader visas inte, för du kodar artikeln blint" in seen
    assert article not in bo.get(f"{FIGURE}&visa=artiklar").text


def test_an_answer_shows_no_more_than_the_page(bo: httpx.Client, article: str) -> None:
    page = html.fromstring(bo.get(f"/granska/artikel/{article}").text)
    state = page.get_element_by_id("lage")
    fields = {"gor": "svara", "variabel": "growth", "om": "", "varde": "growth", "forra": "0"}
    fields |= {"hash": state.get("data-hash"), "urval": "finns-inte"}
    headers = {"x-csrftoken": state.get("data-nyckel"), "x-granska": "1"}
    answer = bo.post(f"/granska/artikel/{article}", data=fields, headers=headers)
    assert answer.status_code == 200
    fresh = html.fromstring(answer.text)
    assert len(fresh.cssselect('[aria-pressed="true"]')) == 1
    with_lane = bo.get(f"/granska/artikel/{article}/historik").text
    assert "kodning prov" in with_lane  # the answer went to the blind lane, not to all


def test_a_server_without_reviewers_says_what_to_do(tmp_path: Path) -> None:
    from analysis.review.serve import build_review_datasette

    write_article(tmp_path, 1)
    with pytest.raises(NothingToDo, match="reviewers add"):
        build_review_datasette(tmp_path)
    with ReviewStore(tmp_path), pytest.raises(NothingToDo, match="reviewers add"):
        build_review_datasette(tmp_path)
