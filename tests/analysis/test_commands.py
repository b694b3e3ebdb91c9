from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from analysis.cli import main
from data.results import last_runs
from data.store import MediaStore
from tests.analysis.media import Story, many_stories, write_media


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def summary(*arguments: str | Path) -> dict[str, object]:
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    loaded: dict[str, object] = json.loads(result.stdout)
    return loaded


def test_from_tagged_articles_to_the_press(tmp_path: Path) -> None:
    write_media(tmp_path, many_stories(40))
    assert summary("analyse", "--db-dir", tmp_path)["indicators"] == "written"
    assert "written" in str(summary("publish", "--db-dir", tmp_path))
    assert summary("press", "--db-dir", tmp_path)["period"] == "2026-Q3"
    assert (tmp_path / "press" / "2026-Q3" / "pressmeddelande.html").exists()
    assert (tmp_path / "press" / "2026-Q3" / "data" / "nyckeltal.csv").exists()
    assert summary("status", "--db-dir", tmp_path)["next"] == "mediagranskning serve"
    with MediaStore(tmp_path) as store:
        runs = {row["stage"]: row for row in last_runs(store)}
    assert {"analyse", "publish", "press"} <= set(runs)
    assert all(row["status"] == "done" and row["n_in"] == 40 for row in runs.values())


def test_twice_is_unchanged(tmp_path: Path) -> None:
    write_media(tmp_path, many_stories(40))
    for _ in range(2):
        analysed = summary("analyse", "--db-dir", tmp_path)
        published = summary("publish", "--db-dir", tmp_path)
        pressed = summary("press", "--db-dir", tmp_path, "--out", tmp_path / "kit")
    assert analysed["indicators"] == "unchanged"
    assert published[str(tmp_path / "public.db")] == "unchanged"
    assert pressed["changed"] == 0
    assert (tmp_path / "kit" / "manifest.json").exists()


@pytest.mark.parametrize("command", ["analyse", "publish", "press", "status", "serve"])
def test_a_missing_database_is_one_line_and_leaves_nothing(tmp_path: Path, command: str) -> None:
    folder = tmp_path / "none"
    result = run(command, "--db-dir", folder)
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1
    assert "mediagranskning" in result.stderr
    assert not folder.exists()


@pytest.mark.parametrize("command", ["analyse", "publish", "press"])
def test_untagged_articles_point_to_tag(tmp_path: Path, command: str) -> None:
    write_media(tmp_path, [Story(tagged=False)])
    result = run(command, "--db-dir", tmp_path)
    assert result.exit_code == 2
    assert "mediagranskning tag" in result.stderr
    assert not (tmp_path / "public.db").exists()
    assert not (tmp_path / "press").exists()


@pytest.mark.parametrize("command", ["analyse", "publish", "press"])
def test_an_empty_database_points_to_crawl(tmp_path: Path, command: str) -> None:
    with MediaStore(tmp_path):
        pass
    result = run(command, "--db-dir", tmp_path)
    assert result.exit_code == 2
    assert "mediagranskning crawl" in result.stderr


def test_status_says_what_was_left_out_and_why(tmp_path: Path) -> None:
    write_media(tmp_path, many_stories(2))
    with MediaStore(tmp_path) as store, store.log_run("tag") as tagging:
        tagging.skip("a1", "ValueError")
    assert summary("status", "--db-dir", tmp_path)["left_out"] == {"tag: ValueError": 1}


def test_status_names_the_next_step(tmp_path: Path) -> None:
    write_media(tmp_path, many_stories(12))
    assert summary("status", "--db-dir", tmp_path)["next"] == "mediagranskning analyse"
    summary("analyse", "--db-dir", tmp_path)
    assert summary("status", "--db-dir", tmp_path)["next"] == "mediagranskning publish"
    write_media(tmp_path, [Story(tagged=False, url="https://norrbladet.example/ny")])
    assert summary("status", "--db-dir", tmp_path)["next"] == "mediagranskning tag"


def test_press_asks_for_one_thing(tmp_path: Path) -> None:
    write_media(tmp_path, many_stories(12))
    for arguments, word in (
        (["--edition", "2026-Q3", "--period", "all"], "not both"),
        (["--edition", "2026-Q3"], "analyse --edition 2026-Q3"),
        (["--edition", "sommaren"], "2026-Q3"),
        (["--period", "2024"], "2026-Q3"),
        (["--embargo", "snart"], "2026-11-26T10:00"),
        (["--out", str(tmp_path / "media.db")], "media.db"),
    ):
        result = run("press", "--db-dir", tmp_path, *arguments)
        assert result.exit_code == 2, arguments
        assert word in result.stderr
    assert not (tmp_path / "press").exists()


def test_an_anonymised_kit_names_the_outlets_to_the_sender_alone(tmp_path: Path) -> None:
    write_media(tmp_path, many_stories(12))
    shown = summary("press", "--db-dir", tmp_path, "--anonymise-outlets", "--out", tmp_path / "kit")
    assert shown["Medium A"] == "norrbladet"
    files = [path for path in (tmp_path / "kit").rglob("*") if path.is_file()]
    assert not any(b"orrbladet" in path.read_bytes() for path in files)
