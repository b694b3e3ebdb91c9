from __future__ import annotations

import pandas as pd
import pytest

from analysis.contributors import add_gender, tell_gender


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Anna Ek", "woman"), ("anna andersson", "woman"), ("Lars-Göran Berg", "man"),
        ("Kim Qvist", "unknown"), ("Redaktionen", "unknown"), ("", "unknown"),
        ("Xyzzy Berg", "unknown"), ("ÅSA LIND", "woman"),
    ],
)  # fmt: skip
def test_gender_is_how_the_name_is_carried(name: str, gender: str) -> None:
    assert tell_gender(name) == gender


def test_agencies_are_no_persons_and_a_column_of_its_own_is_believed() -> None:
    frame = pd.DataFrame({"name": ["TT", "Anna Ek"], "role": ["byline", "byline"]})
    assert list(add_gender(frame)["gender"]) == ["woman"]
    known = frame.assign(gender=pd.Categorical(["unknown", "man"]))
    assert list(add_gender(known)["gender"]) == ["man"]
