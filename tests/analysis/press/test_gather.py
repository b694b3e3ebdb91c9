from __future__ import annotations

import json
from pathlib import Path

import pytest

from analysis.editions import open_context, seal_context
from data.errors import BadInput, NothingToDo
from data.store import MediaStore
from tests.analysis.media import Story, many_stories, run_analysis, write_media
from tests.analysis.press.kits import freeze, gather


@pytest.fixture(scope="module")
def db_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gather")
    write_media(folder, [*many_stories(40), Story(published="")])
    return folder


def test_a_period_counts_only_its_own_articles(db_dir: Path) -> None:
    assert gather(db_dir, period="all").coverage.n_counted == 41
    july = gather(db_dir, period="2026-07")
    assert july.coverage.n_counted == 14
    assert july.whole("people").n_persons == 42
    assert july.coverage.months == ("2026-07",)


def test_a_period_has_its_last_day_as_its_time(db_dir: Path) -> None:
    facts = gather(db_dir, period="2026-07")
    assert facts.stamp.isoformat() == f"{facts.coverage.last}T00:00:00+00:00"


def test_running_figures_are_taken_where_they_are_current(db_dir: Path) -> None:
    counted = gather(db_dir, period="all")
    run_analysis(db_dir)
    taken = gather(db_dir, period="all")
    assert counted.figures == taken.figures
    assert counted.provenance == taken.provenance


def test_an_edition_and_its_period_say_the_same(db_dir: Path) -> None:
    freeze(db_dir, "2026-Q3")
    edition, period = gather(db_dir, edition="2026-Q3"), gather(db_dir, period="2026-Q3")
    assert edition.figures == period.figures
    assert edition.tables == period.tables
    assert edition.provenance.figures_sha256 == period.provenance.figures_sha256
    assert edition.edition == "2026-Q3"
    assert period.edition == ""


def test_an_edition_without_its_surroundings_gets_those_of_today(
    db_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    freeze(db_dir, "2026-Q3")
    before = gather(db_dir, edition="2026-Q3")
    import analysis.press.gather as module

    read = module.read_edition

    def read_older(store: MediaStore, name: str) -> object:
        edition, rows = read(store, name)
        return edition, {kind: own for kind, own in rows.items() if kind != "context"}

    monkeypatch.setattr(module, "read_edition", read_older)
    assert gather(db_dir, edition="2026-Q3").coverage == before.coverage


def test_surroundings_that_were_changed_are_refused() -> None:
    sealed = json.loads(json.dumps(seal_context({"coverage": {"n_counted": 12}})))
    assert open_context("2026-Q3", sealed) == {"coverage": {"n_counted": 12}}
    sealed["content"]["coverage"]["n_counted"] = 13
    with pytest.raises(BadInput, match="2026-Q3"):
        open_context("2026-Q3", sealed)


def test_empty_and_malformed_wishes(db_dir: Path) -> None:
    with pytest.raises(NothingToDo, match="2026-Q3"):
        gather(db_dir, period="2024")
    with pytest.raises(BadInput):
        gather(db_dir, period="sommaren")
    with pytest.raises(NothingToDo, match="analyse --edition 2025-Q1"):
        gather(db_dir, edition="2025-Q1")


def test_the_sender_comes_from_publish_yml(db_dir: Path) -> None:
    path = db_dir / "publish.yml"
    path.write_text("organisation: Delegationen\ncontact: press@exempel.se\n", encoding="utf-8")
    try:
        sender = gather(db_dir).sender
    finally:
        path.unlink()
    assert (sender.organisation, sender.contact) == ("Delegationen", "press@exempel.se")
