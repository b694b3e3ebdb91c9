from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from analysis.press.facts import Facts
from analysis.press.manifest import render_manifest
from analysis.press.pdf.chapters.opening import show_key_figures
from analysis.press.questions import render_questions_docx
from analysis.press.release.compose import compose_release, join_release
from analysis.press.signoffs import SignOffs, key_of
from analysis.press.statements import Statement, keep_signed
from data.review.findings import (
    DOUBTFUL,
    REVIEWED,
    save_finding,
    sign_edition,
    withdraw_signoff,
)
from data.review.store import ReviewStore
from data.review.users import add_user
from data.review.words import Role
from data.store import MediaStore
from tests.analysis.media import many_stories, write_media
from tests.analysis.press.fakes import fake_facts
from tests.analysis.press.kits import freeze, gather, make_figure, read_text

MAIN = ("people", "overall", "alla", "per_outlet", "all")
USER = "anna_granskare"


@pytest.fixture
def signed(tmp_path: Path) -> Path:
    """An edition whose headline figure is reviewed and which is signed off."""
    write_media(tmp_path, many_stories(40))
    freeze(tmp_path, "2026-Q3")
    with ReviewStore(tmp_path) as store:
        add_user(store, USER, Role.EDITOR, "en lång hemlighet 17")
        save_finding(store, USER, "2026-Q3", MAIN, REVIEWED)
        sign_edition(store, USER, "2026-Q3", _digest(tmp_path))
    return tmp_path


def _digest(db_dir: Path) -> str:
    with MediaStore(db_dir) as store:
        (row,) = store.db.query("SELECT sha256 FROM editions WHERE name = '2026-Q3'")
    return str(row["sha256"])


def test_a_signed_edition_is_no_draft_and_names_nobody(signed: Path) -> None:
    facts = gather(signed, edition="2026-Q3")
    assert compose_release(facts).draft == ""
    assert any("signerad av delegationen" in note for note in facts.notes)
    said = render_manifest(facts, {}).decode()
    said += read_text("q.docx", render_questions_docx(facts))
    assert '"signerad": true' in said
    assert "people overall alla per_outlet all" in said
    assert USER not in said


def test_a_withdrawn_sign_off_is_a_draft_again(signed: Path) -> None:
    with ReviewStore(signed) as store:
        withdraw_signoff(store, USER, "2026-Q3", _digest(signed))
    assert compose_release(gather(signed, edition="2026-Q3")).draft.startswith("UTKAST")


def test_a_doubtful_headline_is_said(signed: Path) -> None:
    with ReviewStore(signed) as store:
        (head,) = store.db.query("SELECT max(id) AS id FROM findings")
        save_finding(store, USER, "2026-Q3", MAIN, DOUBTFUL, previous=head["id"])
    facts = gather(signed, edition="2026-Q3")
    assert any("tveksam" in note for note in facts.notes)
    assert compose_release(facts).draft.startswith("UTKAST")


def test_a_sign_off_of_other_figures_does_not_count(signed: Path) -> None:
    with ReviewStore(signed) as store:
        sign_edition(store, USER, "2026-Q3", "0" * 64)
    facts = gather(signed, edition="2026-Q3")
    assert facts.signoffs.stale
    assert any("andra siffror" in note for note in facts.notes)
    assert compose_release(facts).draft.startswith("UTKAST")


def test_running_figures_are_never_signed(signed: Path) -> None:
    facts = gather(signed, period="2026-Q3")
    assert not facts.signoffs.signed
    assert compose_release(facts).draft.startswith("UTKAST")


def test_a_signed_kit_says_only_what_is_reviewed(signed: Path) -> None:
    sources = ("sources", *MAIN[1:])
    facts = gather(signed, edition="2026-Q3")
    before = compose_release(facts)
    assert "kommer till tals" not in before.lead
    assert "övriga är underlag och sägs inte" in " ".join(facts.notes)
    assert _of_slides(facts).count("Inte markerad som granskad") >= 1
    with_all = gather(signed, edition="2026-Q3", all_told=True)
    assert "kommer till tals" in compose_release(with_all).lead
    assert "övriga sägs också i pressmeddelandet, på begäran" in " ".join(with_all.notes)
    with ReviewStore(signed) as store:
        save_finding(store, USER, "2026-Q3", sources, REVIEWED)
    assert "kommer till tals" in compose_release(gather(signed, edition="2026-Q3")).lead


def test_what_is_doubtful_is_not_said_even_in_a_draft(signed: Path) -> None:
    with ReviewStore(signed) as store:
        withdraw_signoff(store, USER, "2026-Q3", _digest(signed))
    assert "kommer till tals" in compose_release(gather(signed, edition="2026-Q3")).lead
    with ReviewStore(signed) as store:
        save_finding(store, USER, "2026-Q3", ("sources", *MAIN[1:]), DOUBTFUL)
    for all_told in (False, True):
        release = compose_release(gather(signed, edition="2026-Q3", all_told=all_told))
        assert "kommer till tals" not in join_release(release)


def _of_slides(facts: Facts) -> str:
    return " ".join(figure.detail for figure in show_key_figures(facts).figures)


def test_differences_without_a_mark_of_their_own_stay_out_of_a_signed_kit() -> None:
    main = make_figure()
    signed = SignOffs(signed=True, reviewed=frozenset({key_of(main)}))
    facts = fake_facts([main], signoffs=signed)
    claim, none = Statement("room", "Skillnad.", claims=True), Statement("room", "Ingen.")
    own = Statement("sector", "Högre.", claims=True, figure=main)
    assert keep_signed(facts, [claim, none, own]) == [none, own]
    told = fake_facts([main], signoffs=replace(signed, all_told=True))
    assert keep_signed(told, [claim, none, own]) == [claim, none, own]
    draft = fake_facts([main])
    assert keep_signed(draft, [claim, none, own]) == [claim, none, own]
