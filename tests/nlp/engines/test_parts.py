from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from data.errors import BadInput
from data.records import Quote
from nlp.engines.parts import DRAFT, list_parts, read_part, write_part
from tests.data.records import make_article, make_person, make_tagging


def test_what_is_written_is_read(tmp_path: Path) -> None:
    article = make_article()
    person = replace(make_person(), p_low=0.9, p_high=None, evidence_start=17, evidence_end=25)
    tagging = make_tagging(article, person, make_person(1, "Åsa Öberg", 40))
    nobody = replace(
        make_tagging(make_article("https://provbladet.example/b")),
        quotes=(Quote(1, 2, "Ja", False, None, "", "verb", 0.1),), topics=(), places=(),
        contributors=(),
    )  # fmt: skip
    results = [
        (article.id, article.content_hash, tagging),
        (nobody.article_id, nobody.content_hash, nobody),
        ("c", "h", "ValueError"),
    ]
    path = write_part(tmp_path, results, "prov")
    assert read_part(path) == [(key, text, "prov", said) for key, text, said in results]
    assert list_parts(tmp_path) == [path]


def test_nothing_is_left_of_a_part_that_could_not_be_written(tmp_path: Path) -> None:
    article = make_article()
    broken = replace(make_tagging(article), topics=("no topic",))  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        write_part(tmp_path, [(article.id, article.content_hash, broken)], "prov")
    assert list(tmp_path.iterdir()) == []


def test_a_draft_is_no_part(tmp_path: Path) -> None:
    (tmp_path / f"a{DRAFT}").write_bytes(b"half")
    assert list_parts(tmp_path) == []


@pytest.mark.parametrize("content", [b"", b"PAR1", b"not a table at all, but some words"])
def test_a_broken_file_is_said(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(content)
    with pytest.raises(BadInput, match="is no part"):
        read_part(path)
