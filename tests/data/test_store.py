"""media.db: what goes in comes out, once, and a stage can be killed at any moment."""

from __future__ import annotations

import gzip
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from data.errors import NothingToDo
from data.packing import pack_page
from data.records import Contributor
from data.results import (
    count_skips,
    last_runs,
    read_article_facts,
    read_headline_mentions,
    read_rows,
    save_evaluation,
)
from data.runs import Run
from data.store import MediaStore
from data.vocab import ContributorRole, Genre
from tests.data.records import NAME, OUTLET, make_article, make_person, make_tagging

MODEL = "prov"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[MediaStore]:
    with MediaStore(tmp_path) as opened:
        opened.save_outlets([OUTLET])
        yield opened


def search(store: MediaStore, word: str) -> list[str]:
    query = (
        "SELECT title FROM articles WHERE rowid IN "
        "(SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?)"
    )
    return [row["title"] for row in store.db.query(query, [word])]


def pragma(store: MediaStore, name: str) -> object:
    return store.db.execute(f"PRAGMA {name}").fetchone()[0]


# opening


def test_wal_and_foreign_keys_are_on(store: MediaStore) -> None:
    assert pragma(store, "journal_mode") == "wal"
    assert pragma(store, "foreign_keys") == 1
    with pytest.raises(sqlite3.IntegrityError):
        store.save_article(make_article(outlet_id="ingen"))
    assert store.count("articles") == 0


def test_open_existing_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(NothingToDo, match="crawl"):
        MediaStore.open_existing(tmp_path / "tom")
    assert not (tmp_path / "tom").exists()


def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "media.db"
    path.write_bytes(b"not a database, but somebody's only copy" * 50)
    before = path.read_bytes()
    with pytest.raises(sqlite3.DatabaseError):
        MediaStore(tmp_path)
    assert path.read_bytes() == before


# runs


def test_a_run_is_written_at_its_start_and_finished_at_its_end(store: MediaStore) -> None:
    with store.log_run("crawl", model=MODEL, settings={"ort": "Älvsbyn"}) as run:
        started = next(store.db.query("SELECT * FROM runs"))
        run.n_in, run.n_out = 3, 2
        run.skip("https://provbladet.example/b", "no headline")
        assert store.count("run_skips") == 1, "a skip is in the database at once"
    row = next(store.db.query("SELECT * FROM runs"))
    assert (started["status"], started["finished_at"]) == ("running", None)
    assert (row["n_in"], row["n_out"], row["n_skipped"], row["status"]) == (3, 2, 1, "done")
    assert row["finished_at"] >= row["started_at"]
    assert json.loads(row["settings"]) == {"ort": "Älvsbyn"}


def test_a_run_that_fails_says_so_and_passes_the_error_on(store: MediaStore) -> None:
    def stop(run: Run) -> None:
        run.skip("x", "y")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), store.log_run("tag") as run:
        stop(run)
    row = next(store.db.query("SELECT * FROM runs"))
    assert (row["status"], row["n_skipped"]) == ("failed", 1)


def test_skips_are_counted_once_an_item_over_runs(store: MediaStore) -> None:
    for _ in range(2):
        with store.log_run("crawl") as run:
            run.skip("a", "no text")
            run.skip("b", "no text")
            run.skip("c" * 9000, "x" * 9000)
    counted = {(row["stage"], row["reason"][:7]): row["n"] for row in count_skips(store)}
    assert counted == {("crawl", "no text"): 2, ("crawl", "xxxxxxx"): 1}
    assert [row["stage"] for row in last_runs(store)] == ["crawl"]


# articles


def test_an_article_is_new_then_unchanged_then_updated(store: MediaStore) -> None:
    article = make_article()
    assert store.save_article(article) == "new"
    assert store.save_article(article) == "unchanged"
    assert store.save_article(make_article(text="Ny text.")) == "updated"
    assert store.save_article(make_article(text="Ny text.", section="Kultur")) == "updated"
    assert [a.text for a in store.iter_articles()] == ["Ny text."]


def test_articles_come_back_as_they_were(store: MediaStore) -> None:
    articles = [
        make_article(f"https://provbladet.example/{n}", genre=Genre.LETTER) for n in range(450)
    ]
    for article in articles:
        store.save_article(article)
    assert list(store.iter_articles()) == sorted(articles, key=lambda a: a.id)
    assert [a.url for a in store.iter_articles("a.url = ?", [articles[7].url])] == [articles[7].url]


def test_a_changed_byline_is_kept_and_the_text_s_own_credits_stay(store: MediaStore) -> None:
    anna, bo = (Contributor(name, ContributorRole.BYLINE) for name in ("Anna Alm", "Bo Berg"))
    article = make_article(contributors=(anna,))
    store.save_article(article)
    store.save_taggings([make_tagging(article)])
    assert store.save_article(replace(article, contributors=(bo,))) == "updated"
    assert store.save_article(replace(article, contributors=(bo,))) == "unchanged"
    rows = {
        (r["name"], r["role"], r["origin"]) for r in store.db.query("SELECT * FROM contributors")
    }
    assert rows == {("Bo Berg", "byline", "page"), ("Bo Berg", "photographer", "text")}


def test_a_credit_that_page_and_text_both_give_never_looks_changed(store: MediaStore) -> None:
    photographer = Contributor("Bo Berg", ContributorRole.PHOTOGRAPHER)
    article = make_article()
    store.save_article(article)
    store.save_taggings([make_tagging(article)])
    both = replace(article, contributors=(photographer,))
    assert store.save_article(both) == "unchanged"
    assert store.count("contributors") == 1


def test_a_page_is_kept_once_for_each_body(store: MediaStore) -> None:
    for body, digest in ((b"ett", "1"), (b"ett", "1"), ("två å".encode(), "2")):
        store.save_page(
            pack_page(OUTLET.id, "https://x.example/", 200, "text/html", body, digest, "2026-01-01")
        )
    bodies = {gzip.decompress(row["body"]) for row in store.db.query("SELECT body FROM pages")}
    assert store.count("pages") == 2
    assert bodies == {b"ett", "två å".encode()}


def test_an_empty_database_says_what_to_do(store: MediaStore) -> None:
    with pytest.raises(NothingToDo, match=r"crawl.*import FILE"):
        store.count_articles()
    store.save_article(make_article())
    assert store.count_articles() == 1
    assert store.count_by("articles", "outlet_id") == {OUTLET.id: 1}


# search


def test_a_word_is_found_after_insert_and_update_and_not_after_delete(store: MediaStore) -> None:
    store.save_article(make_article(text="Renskötaren möter gruvbolaget."))
    assert search(store, "gruvbolaget") == ["Ny hamn i Piteå"]
    store.save_article(make_article(text="Renskötaren möter länsstyrelsen."))
    assert search(store, "gruvbolaget") == []
    assert search(store, "länsstyrelsen") == ["Ny hamn i Piteå"]
    with store.db.atomic():
        store.db.execute("DELETE FROM articles")
    assert store.db.execute("SELECT count(*) FROM articles_fts_docsize").fetchone()[0] == 0


# clusters


def test_clusters_count_what_changed(store: MediaStore) -> None:
    article = make_article()
    store.save_article(article)
    assert store.save_clusters({article.id: article.id}) == 1
    assert store.save_clusters({article.id: article.id}) == 0
    assert store.save_article(article) == "unchanged", "the cluster is not the page's own"


# tagging


def test_what_is_said_of_an_article_is_replaced(store: MediaStore) -> None:
    article = make_article()
    store.save_article(article)
    store.save_taggings([make_tagging(article, make_person(), make_person(1, "Bo Ek", 41))])
    assert (store.count("persons"), store.count("mentions")) == (2, 2)
    for _ in range(2):
        store.save_taggings([make_tagging(article, make_person())])
    counts = {t: store.count(t) for t in ("persons", "mentions", "quotes", "topics", "places")}
    assert set(counts.values()) == {1}
    assert next(store.db.query("SELECT name, n_mentions FROM persons")) == {
        "name": NAME,
        "n_mentions": 1,
    }
    assert next(store.db.query("SELECT person_id FROM quotes"))["person_id"] is not None


def test_a_tagging_that_fails_leaves_the_former_one(store: MediaStore) -> None:
    article = make_article()
    store.save_article(article)
    store.save_taggings([make_tagging(article, make_person())])
    good = make_tagging(article, make_person(0, "Bo Ek"))
    bad = replace(good, article_id="no such article")
    with pytest.raises(sqlite3.IntegrityError):
        store.save_taggings([good, bad])
    assert next(store.db.query("SELECT name FROM persons"))["name"] == NAME


def test_an_article_that_goes_takes_all_that_was_said_of_it(store: MediaStore) -> None:
    article = make_article(contributors=(Contributor(NAME, ContributorRole.BYLINE),))
    store.save_article(article)
    store.save_taggings([make_tagging(article, make_person())])
    with store.db.atomic():
        store.db.execute("DELETE FROM articles WHERE id = ?", [article.id])
    tables = ("taggings", "persons", "mentions", "quotes", "topics", "places", "contributors")
    assert {table: store.count(table) for table in tables} == dict.fromkeys(tables, 0)


def test_untagged_are_the_new_the_changed_and_those_of_another_model(store: MediaStore) -> None:
    tagged = make_article()
    for article in (tagged, make_article("https://provbladet.example/b")):
        store.save_article(article)
    store.save_taggings([make_tagging(tagged, make_person(), model=MODEL)])
    assert [a.url for a in store.iter_untagged(MODEL)] == ["https://provbladet.example/b"]
    assert store.count_untagged("annan") == 2
    changed = make_article(text="En ny text om en ny person.")
    store.save_article(changed)
    assert changed in list(store.iter_untagged(MODEL))
    assert store.count_untagged(MODEL) == 2
    facts = {row["url"]: row["model"] for row in read_article_facts(store)}
    assert facts[changed.url] is None, "what was said of the former text does not count"


def test_tagging_while_reading_misses_nothing(store: MediaStore) -> None:
    for n in range(430):
        store.save_article(make_article(f"https://provbladet.example/{n}"))
    for article in store.iter_untagged(MODEL):
        store.save_taggings([make_tagging(article, make_person())])
    assert store.count_untagged(MODEL) == 0
    assert store.count("taggings") == 430


def test_headline_mentions_are_those_that_begin_in_the_headline(store: MediaStore) -> None:
    article = make_article(title="Anna Alm leder bygget")
    store.save_article(article)
    store.save_taggings([make_tagging(article, make_person(start=0), make_person(1, "Bo", 40))])
    rows = read_headline_mentions(store)
    assert [(r["start_char"], r["end_char"]) for r in rows] == [(0, len(NAME))]


# results


def test_an_evaluation_replaces_that_of_the_same_gold_file(store: MediaStore) -> None:
    def figure(gold: str, metric: str, value: float) -> dict[str, object]:
        return {
            **{"gold": gold, "gold_sha256": "x", "model": MODEL, "metric": metric},
            **{"value": value, "low": None, "high": None, "n": 10},
        }

    save_evaluation(store, [figure("a", "f1", 0.7), figure("a", "p", 0.8), figure("b", "f1", 0.5)])
    save_evaluation(store, [figure("a", "f1", 0.9)])
    rows = read_rows(store, "evaluations", ["gold", "metric", "value"])
    assert rows == [
        {"gold": "a", "metric": "f1", "value": 0.9},
        {"gold": "b", "metric": "f1", "value": 0.5},
    ]
    save_evaluation(store, [])
    assert store.count("evaluations") == 2
