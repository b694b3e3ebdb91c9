"""The rows are the same whatever the engine and the number of workers."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.store import MediaStore
from nlp.engines.choose import open_engine
from nlp.engines.engine import Course
from nlp.engines.load import tag_into_store
from nlp.pipeline import REGISTER, describe_model
from tests.nlp.engines.stores import read_rows, write_store

N = 90


def tag(folder: Path, engine: str, workers: int, size: int) -> Course:
    label, course = describe_model(REGISTER), Course()
    parts = folder / "parts"
    parts.mkdir()
    with MediaStore(folder) as store, store.log_run("tag", model=label) as run:
        with open_engine(engine, workers, None, REGISTER, label, parts) as running:
            done = list(tag_into_store(store, running, label, run, course, size))
        assert run.n_in == run.n_out == len(done) == len(set(done)) == N
        assert done == sorted(done)
    assert list(parts.iterdir()) == []
    return course


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[object]]:
    folder = tmp_path_factory.mktemp("alone")
    write_store(folder, N)
    tag(folder, "sequential", 1, 50)
    rows = read_rows(folder)
    assert len(rows["persons"]) == N
    assert all(rows[name] for name in ("quotes", "places", "contributors", "mentions"))
    return rows


@pytest.mark.parametrize(
    ("engine", "workers", "size"),
    [("sequential", 1, 7), ("pool", 1, 20), ("pool", 2, 11), ("dask", 2, 20)],
)
def test_same_rows(
    tmp_path: Path, expected: dict[str, list[object]], engine: str, workers: int, size: int
) -> None:
    if engine == "dask":
        pytest.importorskip("distributed")
    write_store(tmp_path, N)
    course = tag(tmp_path, engine, workers, size)
    assert course.parts == -(-N // size)
    assert read_rows(tmp_path) == expected
