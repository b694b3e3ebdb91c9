"""``evaluate ner`` and ``evaluate names``: counted by hand on a few lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from analysis.cli import main


def run(*arguments: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(main, ["evaluate", *arguments])
    return done.exit_code, done.stdout, done.stderr


def test_ner_counts_exact_spans(tmp_path: Path) -> None:
    gold, errors = tmp_path / "gold.txt", tmp_path / "errors.jsonl"
    # found and right; found with one word too many by the answers; nothing to find
    gold.write_text(
        "I O\ngår O\nkom O\nLena PER\nÖberg PER\nhit O\n. O\n\n"
        "Vi O\nsåg O\nMaria PER\nLindström O\n. O\n\nDet O\nregnar O\n. O\n",
        encoding="utf-8",
    )
    code, out, _ = run("ner", str(gold), "--json", "--errors", str(errors))
    assert code == 0
    result = json.loads(out)
    assert result["PRS"] == {"p": 0.5, "r": 0.5, "f1": 0.5, "n": 2}
    assert result["words_per_s"] > 0
    kinds = [json.loads(line)["kind"] for line in errors.read_text("utf-8").splitlines()]
    assert kinds == ["missed", "extra"]


def test_names_are_counted_by_gender(tmp_path: Path) -> None:
    gold = tmp_path / "names.csv"
    gold.write_text(
        "name,gender\nÅsa Berg,woman\nLena,woman\nErik,woman\nOlof,man\nXqzwv,man\nKim,man\n",
        encoding="utf-8",
    )
    code, out, _ = run("names", str(gold), "--json")
    assert code == 0
    result = json.loads(out)
    assert result["n"] == 6
    assert result["answered"] == pytest.approx(4 / 6)
    assert result["accuracy"] == pytest.approx(3 / 4)
    assert result["wrong"] == 1
    assert result["woman"] == {
        "n": 3,
        "answered": 1.0,
        "accuracy": pytest.approx(2 / 3),
        "wrong": 1,
    }
    assert result["man"]["answered"] == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("command", "content"),
    [("ner", ""), ("names", "a,b\n1,2\n"), ("names", "name,gender\n"), ("ner", None)],
)
def test_an_unfit_file_gives_one_line(tmp_path: Path, command: str, content: str | None) -> None:
    path = tmp_path / "gold.file"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    code, _, err = run(command, str(path))
    assert code == 2
    assert err.startswith("Error: ")
    assert err.count("\n") == 1
