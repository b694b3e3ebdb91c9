"""Gender of bylines and photo credits, as their given names are carried in the register.

A credit has no pronoun beside it, so the name is all there is. A database whose contributors have
a gender of their own is taken at its word.
"""

from __future__ import annotations

import gzip
import unicodedata
from functools import lru_cache
from pathlib import Path

import pandas as pd

import data.reference
from analysis.stories import AGENCIES
from data.vocab import Gender

# From this share of bearers on a name is said to be a woman's or a man's; the pipeline's own
# threshold for names, so that credits are judged as persons are.
SURE = 0.9
MIN_BEARERS = 10  # fewer bearers say little of the next one


def add_gender(contributors: pd.DataFrame) -> pd.DataFrame:
    """The contributors that are persons, with a column ``gender``."""
    persons = contributors[~contributors["name"].str.casefold().isin(AGENCIES)]
    if "gender" in persons:
        return persons
    names = persons["name"].unique()
    genders = {name: tell_gender(name) for name in names}
    return persons.assign(
        gender=pd.Categorical(
            persons["name"].map(genders), categories=[gender.value for gender in Gender]
        )
    )


def tell_gender(name: str) -> str:
    """woman, man or unknown, by the first given name that the register knows."""
    given = name.split()[0] if name.split() else ""
    word = unicodedata.normalize("NFC", given)
    register = _load_register()
    for form in (word.title(), word.title().split("-")[0]):
        women, men = register.get(form, (0, 0))
        if women + men >= MIN_BEARERS:
            share = women / (women + men)
            if share >= SURE:
                return Gender.WOMAN.value
            if share <= 1 - SURE:
                return Gender.MAN.value
            return Gender.UNKNOWN.value
    return Gender.UNKNOWN.value


@lru_cache(maxsize=1)
def _load_register() -> dict[str, tuple[int, int]]:
    """Given name -> women and men in Sweden, or in Finland where Sweden has few. See SOURCES.md."""
    register = {}
    path = Path(data.reference.__file__).parent / "names.tsv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            name, women, men, finnish_women, finnish_men, *_ = line.rstrip("\n").split("\t")
            swedish = int(women or 0), int(men or 0)
            finnish = int(finnish_women or 0), int(finnish_men or 0)
            register[name] = swedish if sum(swedish) >= MIN_BEARERS else finnish
    return register
