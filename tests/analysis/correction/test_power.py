"""Does a review of the size that the calculator names give the interval that was asked for?"""

from __future__ import annotations

from pathlib import Path

from analysis.correction.estimates import compute_corrections
from analysis.correction.power import plan_review
from analysis.filters import default_filters
from analysis.frames import load_tagged_material
from analysis.scope import make_scope
from data.reviewed import read_reviewed
from data.store import MediaStore
from tests.analysis.media import many_stories, write_media
from tests.analysis.review import write_review


def test_the_calculator_keeps_its_word(tmp_path: Path) -> None:
    write_media(tmp_path, many_stories(900))
    with MediaStore(tmp_path) as store:
        material = load_tagged_material(store)
    scope = make_scope(material, default_filters(material.articles["outlet_id"]))
    # A tenth of the persons wrong: of the 60 % that are men a sixth are women in truth.
    need = plan_review(scope, "people", 3.5, 0.1)
    assert need.articles is not None
    write_review(tmp_path, need.articles, flip=1 / 6)
    rows = compute_corrections(scope, read_reviewed(tmp_path))
    row = next(r for r in rows if (r["indicator"], r["method"]) == ("people", "ppi"))
    half = 100 * (row["high"] - row["low"]) / 2
    assert 2.8 <= half <= 4.2
