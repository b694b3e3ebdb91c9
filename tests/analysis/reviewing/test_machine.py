"""The estimators see the machine's own labels, whatever reviewers have changed since."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.analyse import fingerprint
from analysis.frames import load_tagged_material
from analysis.periods import parse_period
from analysis.reviewing.draw import Wish, draw_random
from analysis.reviewing.machine import undo_corrections
from analysis.reviewing.summary import check_samples, describe_corrections
from data.review.apply import apply_decisions
from data.review.decisions import Draft, save_decisions
from data.review.keys import person_key
from data.review.words import Variable
from data.store import MediaStore
from tests.analysis.media import MAN, WOMAN, Story, write_media
from tests.data.review.review import open_review

STORIES = [
    Story([("Eva Ek", WOMAN), ("Bo Ask", MAN)], url=f"https://norrbladet.example/{i}")
    for i in range(4)
]


def decide(db_dir: Path, key: str) -> None:
    """Change everything that a reviewer can change in one article."""
    with MediaStore(db_dir) as media, open_review(db_dir) as review:
        row = media.db.execute("SELECT content_hash, title, text FROM articles WHERE id = ?", [key])
        hash_, title, text = row.fetchone()
        start = f"{title}\n\n{text}".find("läget")
        eva, bo, new = (person_key(key, name) for name in ("Eva Ek", "Bo Ask", "läget"))

        def say(variable: Variable, value: str, subject: str = "", **rest: object) -> Draft:
            return Draft(key, variable, value, hash_, subject, **rest)  # type: ignore[arg-type]

        mentions = {"mentions": [[start, start + 5, "läget"]]}
        save_decisions(
            review, "anna",
            [
                say(Variable.GENDER, "man", eva), say(Variable.NO_PERSON, "yes", bo),
                say(Variable.ADDED, "läget", new, detail=mentions),
                say(Variable.THEMES, ""), say(Variable.SECTORS, "skog"),
                say(Variable.PLACES, "Piteå"), say(Variable.GENRE, "notice"),
                say(Variable.ACCESS, "teaser"),
            ],
        )  # fmt: skip
        apply_decisions(media, db_dir)


def test_the_machines_material_comes_back_whole(tmp_path: Path) -> None:
    keys = write_media(tmp_path, STORIES)
    with MediaStore(tmp_path) as media:
        before = load_tagged_material(media)
        assert undo_corrections(media, before) is before
    decide(tmp_path, keys[1])
    with MediaStore(tmp_path) as media:
        after = load_tagged_material(media)
        back = undo_corrections(media, after)
    assert fingerprint(after, []) != fingerprint(before, [])
    assert fingerprint(back, []) == fingerprint(before, [])
    for name in ("persons", "topics", "places"):
        ours, theirs = getattr(back, name), getattr(before, name)
        assert list(ours.dtypes) == list(theirs.dtypes)
        pd.testing.assert_frame_equal(
            ours.sort_values(list(ours.columns[:3])).reset_index(drop=True),
            theirs.sort_values(list(theirs.columns[:3])).reset_index(drop=True),
        )
    assert list(back.articles["genre"]) == list(before.articles["genre"])
    assert list(back.articles["access"]) == list(before.articles["access"])


def test_a_text_that_is_not_tagged_anew_stays_out(tmp_path: Path) -> None:
    keys = write_media(tmp_path, STORIES)
    decide(tmp_path, keys[1])
    with MediaStore(tmp_path) as media:
        media.db.execute("UPDATE articles SET content_hash = 'ny' WHERE id = ?", [keys[1]])
        media.db.conn.commit()
        material = undo_corrections(media, load_tagged_material(media))
    assert len(material.persons) == 6


def test_what_weakens_a_correction_is_said(tmp_path: Path) -> None:
    write_media(tmp_path, STORIES[:3])
    stories = pd.DataFrame({"article_id": ["x"], "content_hash": ["h"]})
    assert check_samples(tmp_path, stories) == {}
    with MediaStore(tmp_path) as media, open_review(tmp_path) as review:
        assert check_samples(tmp_path, stories) == {}
        draw_random(media, review, parse_period("all"), Wish(3, 0, 15, 1))
        key = next(review.db.query("SELECT article FROM draws"))["article"]
        lane = "all/anna"
        draft = Draft(key, Variable.DONE, "yes", "read", lane=lane)
        save_decisions(review, "anna", [draft])
    stories = pd.DataFrame({"article_id": ["x", key], "content_hash": ["h", "other"]})
    assert check_samples(tmp_path, stories) == {
        "stories_that_no_sample_could_draw": 1, "reviewed_stories_that_changed_since": 1,
    }  # fmt: skip


def test_one_figure_needs_no_second_name() -> None:
    plain = {"indicator": "people", "method": "plain", "n_reviewed": 0, "share": 0.4}
    plain |= {"low": 0.3, "high": 0.5, "withheld": ""}
    assert describe_corrections([plain]) == {}
    decided = plain | {"method": "decided", "share": None, "withheld": "för få"}
    assert describe_corrections([decided, plain]) == {
        "people, machine alone": "40.0 % women (30.0 to 50.0)",
        "people, with reviewers' changes put in": "withheld: för få",
    }
