from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from analysis.cli import main
from analysis.filterchoice import CONFIG, FilterChoice, read_filter_choice
from analysis.filterwords import say_filters
from data.errors import BadInput
from data.store import MediaStore
from data.vocab import Genre, Scope
from tests.analysis.media import many_stories, write_media


def call(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_without_a_file_news_count_wherever_they_reach(tmp_path: Path) -> None:
    assert read_filter_choice(tmp_path) == FilterChoice()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("genres: [nyheter]", "genres.0"),
        ("genres: []", "genres"),
        ("genre: [news]", "genre"),
        ("genres: [", "YAML"),
        ("- news", "file"),
    ],
)
def test_a_choice_that_cannot_be_is_one_line(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / CONFIG).write_text(text)
    with pytest.raises(BadInput, match=words):
        read_filter_choice(tmp_path)


def test_other_genres_are_switched_in_and_stand_with_the_figures(tmp_path: Path) -> None:
    stories = many_stories(40)
    write_media(tmp_path, [*stories[:30], *(replace(s, genre=Genre.OPINION) for s in stories[30:])])
    assert call("analyse", "--db-dir", tmp_path, "--quiet").exit_code == 0
    assert read_people(tmp_path)[0] == 90
    (tmp_path / CONFIG).write_text("genres: [news, opinion]\nscopes: [scope_unknown]\n")
    refused = call("publish", "--db-dir", tmp_path, "--quiet")
    assert refused.exit_code == 2
    assert "analyse.yml" in refused.output
    assert call("analyse", "--db-dir", tmp_path, "--quiet").exit_code == 0
    persons, filters = read_people(tmp_path)
    assert persons == 120
    assert json.loads(filters)["genres"] == ["news", "opinion"]
    assert say_filters(filters).startswith("Nyheter och ledare och debatt om regional tillväxt")
    assert "utan känd plats" in say_filters(filters)
    assert call("publish", "--db-dir", tmp_path, "--quiet").exit_code == 0
    (tmp_path / CONFIG).write_text(f"scopes: [{Scope.COUNTY.value}]\n")
    assert call("analyse", "--db-dir", tmp_path, "--quiet").exit_code == 0
    assert read_people(tmp_path)[0] == 0


def read_people(db_dir: Path) -> tuple[int, str]:
    """(persons, filters) of the figure of all people."""
    with MediaStore(db_dir) as store:
        row = next(
            store.db.query(
                "SELECT n_persons, filters FROM indicators WHERE indicator = 'people' AND "
                "dimension = 'overall' AND counting = 'per_outlet' AND selection = 'all'"
            )
        )
    return row["n_persons"], row["filters"]
