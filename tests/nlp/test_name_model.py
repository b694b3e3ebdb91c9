from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from data.vocab import Evidence, Gender
from nlp.name_model import MODEL_PATH, Neighbours, fold_sound, load_model
from nlp.names import load_register, weigh_name

SMALL = {"Katrin": (900, 2), "Mohammed": (1, 800), "Mohamed": (0, 700), "Kim": (10, 20)}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        *(("Cathrine", "Katrine"), ("Mohammed", "Mohamed"), ("Sofia", "Sophia")),
        *(("Zlatan", "Slatan"), ("René", "Rene"), ("Jonathan", "Jonatan")),
    ],
)
def test_names_that_sound_alike_fold_alike(first: str, second: str) -> None:
    assert fold_sound(first) == fold_sound(second)


def test_letters_of_their_own_stay_apart() -> None:
    assert fold_sound("Åsa") != fold_sound("Asa")
    assert fold_sound("Björn") != fold_sound("Bjorn")


def test_neighbours_lean_as_the_names_spelled_alike_do() -> None:
    near = Neighbours(SMALL)
    assert near.measure("Cathrin")[0] > 0.5
    assert near.measure("Muhammed")[1] < -0.3  # one letter away
    assert near.measure("Katrin") == Neighbours({}).measure("Katrin")  # never by itself
    assert near.measure("Qwixl") == [0.0] * 7


def test_the_model_survives_being_saved(tmp_path: Path) -> None:
    model = load_model(SMALL)
    model.save(tmp_path / "names.npz")
    again = load_model(SMALL, tmp_path / "names.npz")
    names = ["Cathrin", "Takumi", "Biernát"]
    assert again.predict(names) == pytest.approx(model.predict(names), abs=1e-6)
    assert np.all((model.predict(names) > 0) & (model.predict(names) < 1))


def test_the_shipped_file_is_small_and_holds_arrays_only() -> None:
    assert MODEL_PATH.stat().st_size < 2_000_000
    with np.load(MODEL_PATH, allow_pickle=False) as arrays:
        assert set(arrays.files) == {"weights", "bias", "stack"}


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        *(("Ludmiliana", Gender.WOMAN), ("Krzysztofer", Gender.MAN)),
        *(("Annakarolina", Gender.WOMAN), ("Zqwixl", Gender.UNKNOWN)),
    ],
)
def test_letters_speak_for_a_name_in_no_register_or_abstain(name: str, gender: Gender) -> None:
    assert name not in load_register()
    weighed = weigh_name(name)
    assert weighed is not None
    assert (weighed.evidence, weighed.gender) == (Evidence.NGRAM, gender)
