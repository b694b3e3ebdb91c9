"""A wheel holds the data files and metadata.yml, and works without the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CHECK = """
import analysis, crawler, data, nlp, pathlib, sys
home = pathlib.Path(sys.argv[1])
for package in (analysis, crawler, data, nlp):
    assert home in pathlib.Path(package.__file__).parents, package.__file__
from analysis.resources import find_metadata
assert home in find_metadata().parents, find_metadata()
from crawler.registry import load_registry
assert "okand" in load_registry()
from data.sample.articles import iter_articles
assert sum(1 for _ in iter_articles()) >= 140
assert (pathlib.Path(data.__file__).parent / "sample" / "gold.jsonl").is_file()
from nlp.lexicon import load_lexicon
from nlp.names import load_register
assert "Åsa" in load_register() and load_lexicon().speech_verbs
from data.sample.server import SampleServer
with SampleServer() as server:
    assert server.url.startswith("http://127.0.0.1:")
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return next(folder.glob("*.whl"))


def test_the_wheel_works_without_the_checkout(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(home)
    environment = {**os.environ, "PYTHONPATH": str(home), "PYTHONSAFEPATH": "1"}
    done = subprocess.run(
        [sys.executable, "-c", CHECK, str(home)],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_wheel_holds_no_databases_or_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert not [name for name in names if name.endswith((".db", ".pyc")) or "/var/" in name]
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/", "docs/"))]
