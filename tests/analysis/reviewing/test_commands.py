"""From a drawn sample to a corrected figure, by the commands that a user gives."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from analysis.cli import main
from data.review.decisions import Draft, save_decisions
from data.review.progress import finish_article, read_snapshot
from data.review.queue import take_next
from data.review.store import ReviewStore
from data.review.words import Variable
from data.store import MediaStore
from tests.analysis.media import many_stories, write_media
from tests.data.review.review import open_review

PASSWORD = "en älv i maj"


def run(db_dir: Path, *arguments: str, stdin: str = "") -> Result:
    command = [*arguments, "--db-dir", str(db_dir)]
    return CliRunner().invoke(main, command, input=stdin)


def summary(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.output.splitlines()[-1])
    return found


def review_all(db_dir: Path, user: str, flip: float) -> None:
    """Code everything in the queue; of the machine's men a share are women in truth."""
    with ReviewStore(db_dir) as store:
        while (own := take_next(store, user)) is not None:
            rng = random.Random(own.article)  # the truth is one, whoever looks
            seen = read_snapshot(store, own.sample, own.article)

            def say(variable: Variable, value: str, key: str = "") -> Draft:
                return Draft(own.article, variable, value, "h", key, own.lane)

            drafts = [say(Variable.GROWTH, "growth"), say(Variable.THEMES, "livsmiljoer")]
            for person in seen.persons:
                woman = person.gender == "woman" or rng.random() < flip
                drafts.append(say(Variable.GENDER, "woman" if woman else "man", person.key))
                drafts.append(say(Variable.SOURCE, "yes", person.key))
            save_decisions(store, user, drafts)
            finish_article(store, user, own)


def test_from_sample_to_corrected_figure(tmp_path: Path) -> None:
    write_media(tmp_path, many_stories(240))
    before = summary(run(tmp_path, "analyse", "--json"))
    assert not [key for key in before if "machine alone" in key], "one figure, one name"
    open_review(tmp_path).__exit__(None, None, None)
    drawn = summary(run(tmp_path, "review", "draw", "--size", "90", "--seed", "3", "--json"))
    assert (drawn["drawn_now"], drawn["articles_in_frame"]) == (90, 240)
    review_all(tmp_path, "anna", 0.2)
    review_all(tmp_path, "bo", 0.2)
    found = summary(run(tmp_path, "analyse", "--json"))
    assert found["reviewed"] == 270
    plain = _percent(found["people, machine alone"])
    decided = _percent(found["people, with reviewers' changes put in"])
    corrected = _percent(found["people, corrected by the sample"])
    truth = 40 + 0.2 * 60  # of 100 persons 40 are women by the machine, and a fifth of the men
    assert plain == pytest.approx(40, abs=0.5)
    assert plain < decided < corrected, "only the sample was changed, the rest is still wrong"
    assert corrected == pytest.approx(truth, abs=4)
    status = run(tmp_path, "review", "status").output
    assert "gender" in status
    assert "alpha 1.000" in status
    assert run(tmp_path, "publish").exit_code == 0
    with ReviewStore(tmp_path) as store:
        _change_one(store)
    stale = run(tmp_path, "publish")
    assert stale.exit_code == 2
    assert "run 'mediagranskning analyse' first" in stale.output


def _percent(told: str) -> float:
    return float(told.split(" %")[0])


def _change_one(store: ReviewStore) -> None:
    row = next(
        store.db.query("SELECT * FROM decisions WHERE variable = 'gender' AND user = 'anna'")
    )
    value = "man" if row["value"] == "woman" else "woman"
    draft = Draft(row["article"], Variable.GENDER, value, row["text_hash"], row["subject"])
    save_decisions(store, "anna", [draft])


def test_passwords_never_show(tmp_path: Path) -> None:
    added = run(tmp_path, "reviewers", "add", "anna", "--password-stdin", stdin=PASSWORD + "\n")
    assert added.exit_code == 0
    listed = run(tmp_path, "reviewers", "list")
    assert "anna: reviewer" in listed.output
    for result in (added, listed, run(tmp_path, "reviewers", "disable", "anna")):
        assert PASSWORD not in result.output
    assert "disabled" in run(tmp_path, "reviewers", "list").output
    names = [option for command in main.commands["reviewers"].commands.values()  # type: ignore[attr-defined]
             for parameter in command.params for option in parameter.opts]  # fmt: skip
    assert "--password" not in names


@pytest.mark.parametrize(("arguments", "told"), [
    (("reviewers", "add", "a b", "--password-stdin"), "is no name"),
    (("reviewers", "add", "anna", "--password-stdin"), "too short"),
    (("reviewers", "add", "anna"), "--password-stdin"),
    (("reviewers", "list"), "reviewers add"),
    (("reviewers", "disable", "anna"), "reviewers add"),
    (("review", "status"), "review draw"),
    (("review", "draw"), "no media.db"),
    (("review", "draw", "--period", "snart"), "is no period"),
    (("review", "draw", "--uncertain", "--article", "x"), "not both"),
    (("review", "export", "a.txt"), "review draw"),
    (("review", "backup"), "review draw"),
    (("review", "sheet", "a.csv"), ".xlsx"),
])  # fmt: skip
def test_what_cannot_be_done_is_one_line(
    tmp_path: Path, arguments: tuple[str, ...], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(tmp_path, *arguments)
    assert result.exit_code == 2
    assert told in result.output
    assert result.output.count("\n") == 1


def test_copies_and_files(tmp_path: Path) -> None:
    write_media(tmp_path, many_stories(20))
    open_review(tmp_path).__exit__(None, None, None)
    assert run(tmp_path, "review", "draw", "--size", "10").exit_code == 0
    assert run(tmp_path, "review", "draw", "--article", "norrbladet.example/nyhet/1").exit_code == 2
    named = ("review", "draw", "--article", "https://norrbladet.example/nyhet/1")
    assert run(tmp_path, *named).exit_code == 0
    review_all(tmp_path, "anna", 0)
    for name in ("ut.csv", "kod.xlsx", "kopia.db"):
        command = {"ut.csv": "export", "kod.xlsx": "sheet", "kopia.db": "backup"}[name]
        target = str(tmp_path / name)
        assert run(tmp_path, "review", command, target).exit_code == 0
        again = run(tmp_path, "review", command, target)
        assert again.exit_code == 2
        assert "is there already" in again.output
    assert run(tmp_path, "review", "export", str(tmp_path / "ut.csv"), "--force").exit_code == 0
    back = summary(run(tmp_path, "review", "import", str(tmp_path / "ut.csv"), "--json"))
    assert (back["new"], back["left_out"]) == (0, 0)
    bad = tmp_path / "fel.csv"
    bad.write_text("article,variable,value\nx,growth,growth\n", encoding="utf-8")
    result = run(tmp_path, "review", "import", str(bad), "--user", "anna")
    assert result.exit_code == 1
    assert "row 1" in result.output


def test_a_decision_shows_in_every_reader(tmp_path: Path) -> None:
    (key, *_) = write_media(tmp_path, many_stories(3))
    open_review(tmp_path).__exit__(None, None, None)
    with ReviewStore(tmp_path) as store, MediaStore(tmp_path) as media:
        from data.review.keys import person_keys
        from data.review.reading import read_machine_reading

        reading = read_machine_reading(media, key)
        assert reading is not None
        subject = person_keys(key, reading.persons)[0]
        draft = Draft(key, Variable.GENDER, "nonbinary", reading.content_hash, subject)
        save_decisions(store, "anna", [draft])
    found = summary(run(tmp_path, "analyse", "--json"))
    assert found["articles_with_decisions"] == 1
    shown = run(tmp_path, "show", key, "--out", "-")
    assert "icke-binär" in shown.output
    assert "granskare" in shown.output
