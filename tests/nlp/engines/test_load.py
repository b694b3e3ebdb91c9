"""What an interrupted run left is taken in once, and nothing that does not belong there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from data.records import Article
from data.store import MediaStore
from nlp.engines.load import take_in_leftovers
from nlp.engines.parts import write_part
from tests.data.records import OUTLET, make_article, make_person, make_tagging

ARTICLE = make_article()


@pytest.fixture
def store(tmp_path: Path) -> MediaStore:
    with MediaStore(tmp_path / "db") as opened:
        opened.save_outlets([OUTLET])
        opened.save_article(ARTICLE)
    return MediaStore(tmp_path / "db")


def leave(folder: Path, article: Article = ARTICLE, label: str = "prov") -> Path:
    tagging = make_tagging(article, make_person(), model=label)
    return write_part(folder, [(article.id, article.content_hash, tagging)], label)


def test_a_finished_part_is_taken_in_once(tmp_path: Path, store: MediaStore) -> None:
    leave(tmp_path)
    leave(tmp_path)  # a worker that outlived its run may write the same part again
    (tmp_path / "half.draft").write_bytes(b"PAR1")
    with store:
        assert take_in_leftovers(store, tmp_path, "prov") == 1
        assert take_in_leftovers(store, tmp_path, "prov") == 0
        assert (store.count("persons"), store.count_untagged("prov")) == (1, 0)
    assert [path.name for path in tmp_path.iterdir()] == ["db"]


def test_another_model_or_text_is_thrown_away(tmp_path: Path, store: MediaStore) -> None:
    leave(tmp_path, label="another model")
    leave(tmp_path, replace(ARTICLE, content_hash="of another text"))
    leave(tmp_path, replace(ARTICLE, id="gone"))
    write_part(tmp_path, [(ARTICLE.id, ARTICLE.content_hash, "ValueError")], "prov")
    with store:
        assert take_in_leftovers(store, tmp_path, "prov") == 0
        assert (store.count("persons"), store.count_untagged("prov")) == (0, 1)
    assert not list(tmp_path.glob("*.parquet"))


def test_an_unreadable_part_is_laid_aside(tmp_path: Path, store: MediaStore) -> None:
    (tmp_path / "a.parquet").write_bytes(b"a disk failed here")
    leave(tmp_path)
    with store:
        assert take_in_leftovers(store, tmp_path, "prov") == 1
    assert (tmp_path / "a.unreadable").exists()
