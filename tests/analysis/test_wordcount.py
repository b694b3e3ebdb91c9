"""Words are counted in a process beside the figures; its death costs time and nothing else."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest

from analysis import wordcount
from analysis.filters import choose_filters
from analysis.frames import load_tagged_material
from analysis.scope import make_scope
from analysis.wordcount import compare_words_beside
from data.store import MediaStore
from tests.analysis.media import MAN, WOMAN, Story, write_media


def test_a_killed_process_beside_loses_no_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_media(tmp_path, [Story([("Anna Ek", WOMAN), ("Bo Berg", MAN)])] * 40)
    with MediaStore(tmp_path) as store:
        with store.db.atomic():
            store.db.execute("UPDATE articles SET text = replace(text, 'Ek berättar', 'Ek leder')")
        material = load_tagged_material(store)
        scope = make_scope(material, choose_filters(material))
        with compare_words_beside(store, scope) as alone:
            expected = alone()
        assert {row["word"] for row in expected} >= {"leder", "berättar"}
        monkeypatch.setattr(wordcount, "ALONE_FROM", 0)
        with compare_words_beside(store, scope) as beside:
            [child] = multiprocessing.active_children()
            child.kill()
            assert beside() == expected
