from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from analysis.cli import main
from data.review.decisions import save_decision
from data.review.words import Variable
from data.store import MediaStore
from nlp.topics import TOPICS, TopicModel, read_topics
from nlp.training.topics import find_worse, gather_stories
from nlp.training.topics_data import Labelled, read_passages
from tests.data.records import make_article, make_tagging
from tests.data.review.review import draft, open_review, write_article
from tests.data.review.samples import add_sample


def figures(growth: float, theme: float, sectors: float) -> dict[str, Any]:
    return {
        "growth": {"f1": growth},
        "theme": {"macro_f1": theme},
        "sectors": {"macro_f1": sectors},
    }


@pytest.mark.parametrize(
    ("after", "worse"),
    [
        (figures(0.9, 0.7, 0.7), ()),
        (figures(0.95, 0.8, 0.8), ()),
        (figures(0.896, 0.7, 0.7), ()),  # less than one story of the held-out ones
        (figures(0.88, 0.7, 0.7), ("growth",)),
        (figures(0.95, 0.6, 0.6), ("theme", "sectors")),
    ],
)
def test_what_a_new_model_does_worse(after: dict[str, Any], worse: tuple[str, ...]) -> None:
    assert find_worse(figures(0.9, 0.7, 0.7), after) == worse


def write_reviewed(path: Path, *stories: tuple[str, str, list[str]]) -> Path:
    lines = (
        json.dumps({"headline": h, "text": t, "themes": themes, "sectors": ["skog"]})
        for h, t, themes in stories
    )
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_reviewed_stories_are_learnt_from_once(tmp_path: Path) -> None:
    path = write_reviewed(tmp_path / "a.jsonl", ("Ny", "Text", []), ("Ny", "Text", []))
    assert len(gather_stories([path])) == len(gather_stories([])) + 1


def test_a_held_out_passage_is_never_learnt_from(tmp_path: Path) -> None:
    held_out = next(p for p in read_passages() if p.held_out)
    path = write_reviewed(tmp_path / "a.jsonl", (held_out.head, held_out.body, ["livsmiljoer"]))
    assert len(gather_stories([path])) == len(gather_stories([]))
    assert not [p for p in gather_stories([]) if p.held_out]


def train(tmp_path: Path, *arguments: str) -> Any:
    command = ["train", "topics", "--db-dir", str(tmp_path), "--shared", str(tmp_path), *arguments]
    return CliRunner().invoke(main, command)


@pytest.fixture
def contrary(monkeypatch: pytest.MonkeyPatch) -> None:
    """Training gives the bundled model with its answers turned upside down."""
    model = read_topics()
    model.settings["calibration"] = [[-a, -b] for a, b in model.settings["calibration"]]
    monkeypatch.setattr("nlp.training.topics.fit_topics", lambda stories, weak: model)


@pytest.mark.usefixtures("contrary")
def test_a_worse_model_is_refused_unless_forced(tmp_path: Path) -> None:
    target = tmp_path / "topics.npz"
    target.write_bytes(TOPICS.read_bytes())
    refused = train(tmp_path, "--out", str(target))
    assert refused.exit_code == 1
    assert "worse at growth" in refused.output
    assert "--force" in refused.output
    assert target.read_bytes() == TOPICS.read_bytes()
    forced = train(tmp_path, "--out", str(target), "--force", "--json")
    assert forced.exit_code == 0
    assert target.read_bytes() != TOPICS.read_bytes()
    summary = json.loads(forced.output)
    assert summary["after"]["growth"]["f1"] < summary["before"]["growth"]["f1"]


@pytest.mark.usefixtures("contrary")
def test_where_there_is_no_model_any_is_installed(tmp_path: Path) -> None:
    target = tmp_path / "topics.npz"
    result = train(tmp_path, "--out", str(target))
    assert result.exit_code == 0
    assert "before none" in result.output
    assert target.exists()


def test_an_unfit_file_is_one_line(tmp_path: Path) -> None:
    result = train(tmp_path, "--reviewed", str(tmp_path / "none.jsonl"))
    assert result.exit_code == 2
    assert "cannot be read" in result.output


def test_a_missing_folder_for_the_model_is_one_line(tmp_path: Path) -> None:
    result = train(tmp_path, "--out", str(tmp_path / "none" / "topics.npz"))
    assert result.exit_code == 2
    assert "is no folder" in result.output


def test_decisions_are_learnt_from_and_random_samples_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learnt: list[str] = []
    model = read_topics()

    def fit(stories: list[Labelled], weak: object) -> TopicModel:
        learnt.extend(story.body for story in stories)
        return model

    monkeypatch.setattr("nlp.training.topics.fit_topics", fit)
    article = write_article(tmp_path)
    drawn = make_article("https://provbladet.example/b", text="Drogs för mätning.")
    with MediaStore(tmp_path) as media, open_review(tmp_path) as review:
        media.save_article(drawn)
        media.save_taggings([make_tagging(drawn)])
        add_sample(review, [drawn.id])
        for own in (article, drawn):
            save_decision(review, "anna", draft(own, Variable.THEMES, "livsmiljoer"))
            save_decision(review, "anna", draft(own, Variable.SECTORS, "transport"))
    target = tmp_path / "topics.npz"
    result = train(tmp_path, "--out", str(target), "--json")
    assert result.exit_code == 0, result.output
    assert article.text in learnt
    assert drawn.text not in learnt
    assert json.loads(result.output)["decided_stories"] == 1
