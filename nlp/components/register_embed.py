"""``mediagranskning.RegisterEmbed.v1``: word features of the name register inside a spaCy model.

Beside spaCy's hashed word shape and affixes, each word carries what the registers say of its form:
how many bear it as a given name, whether it is a surname, a place, a word in lower case; and what
the rules of names say of it in its context. The model learns how far to trust them. No feature
tells women's names from men's.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import (
    HashEmbed,
    Maxout,
    Model,
    chain,
    concatenate,
    list2ragged,
    ragged2list,
    with_array,
)
from thinc.types import Floats2d, Ints2d

from nlp.name_rules import find_by_rules
from nlp.names import REFERENCE, load_register, load_sami_names, load_surnames, titlecase

BEARERS = (3, 30, 300, 3000)  # bounds of the classes of given names, by bearers in the registers
SAMI_GRADE = 2  # a name that a dictionary of Sámi has, but no register
COLUMNS = 5  # of a word by itself: given name, surname, surname abroad, place, lower-case word
_TAILS = ("sson", "berg", "ström", "lund", "qvist", "gren", "nen", "vaara", "niemi", "ski", "vić")


def load_words() -> dict[str, int]:
    """Lower-case form -> 1 seldom, 2 often, 3 very often written."""
    return _load_classes("words.txt.gz")


@lru_cache(maxsize=1)
def load_placenames() -> frozenset[str]:
    return frozenset((REFERENCE / "placenames.txt").read_text(encoding="utf-8").split())


@lru_cache(maxsize=3)
def _load_classes(file_name: str) -> dict[str, int]:
    """Word -> number of its line, from 1: the class that the table puts it in."""
    with gzip.open(REFERENCE / file_name, "rt", encoding="utf-8") as file:
        return {word: i for i, line in enumerate(file, 1) for word in line.split()}


def _grade_given(form: str) -> int:
    counts = load_register().get(form)
    if counts is None:
        return SAMI_GRADE if form in load_sami_names() else 0
    return sum(counts.bearers >= bound for bound in BEARERS)


def _without_s(form: str) -> str:
    return form[:-1] if len(form) > 3 and form.endswith("s") and not form.endswith("ss") else ""


def describe_word(text: str) -> tuple[int, ...]:
    """The tables' features of a word form, COLUMNS small numbers; zeros for lower case."""
    if not text[:1].isupper():
        return (0,) * COLUMNS
    form = titlecase(text).strip("'’")
    parts = form.split("-")
    bare = _without_s(form)
    given = _grade_given(form)
    of_first = _grade_given(parts[0]) if len(parts) > 1 else 0
    of_bare = _grade_given(bare) if bare else 0
    surnames, places = load_surnames(), load_placenames()
    surname = 1 * (form in surnames or parts[-1] in surnames) + 2 * (bare in surnames)
    tail = next((i for i, t in enumerate(_TAILS, 1) if form.endswith(t) or bare.endswith(t)), 0)
    abroad, towns = _load_classes("world_surnames.txt.gz"), _load_classes("world_places.txt.gz")
    foreign = abroad.get(form, 0) + 4 * abroad.get(bare, 0)
    town = towns.get(form, 0) + 3 * towns.get(bare, 0)
    place = 1 * (form in places) + 2 * (bare in places)
    word = load_words().get(form.casefold(), 0)
    return (
        1 + given + 5 * of_first + 25 * of_bare,
        1 + surname + 4 * tail,
        1 + foreign,
        1 + place + 4 * town,
        1 + word + 4 * text.isupper() + 8 * (not form.isalpha()),
    )


MAX_KEPT = 50_000  # word forms whose features are kept, 15 MB; some 2,000 articles have as many
_kept: dict[int, tuple[int, ...]] = {}


def describe_words(doc: Doc) -> list[tuple[int, ...]]:
    """The features of each word; a form is looked up once and kept by its hash."""
    if len(_kept) > MAX_KEPT:
        _kept.clear()
    strings = doc.vocab.strings
    described = []
    for orth in map(int, doc.to_array(["ORTH"]).ravel().tolist()):
        row = _kept.get(orth)
        if row is None:
            row = _kept[orth] = describe_word(strings[orth])
        described.append(row)
    return described


def mark_rules(doc: Doc) -> list[int]:
    """What the rules of names say of each word in its context: 0 nothing, 1 opens, 2 goes on."""
    marks = [0] * len(doc)
    for span in find_by_rules(doc):
        marks[span.start] = 1
        for i in range(span.start + 1, span.end):
            marks[i] = 2
    return marks


def _extract(
    model: Model[list[Doc], list[Ints2d]], docs: list[Doc], is_train: bool
) -> tuple[list[Ints2d], Callable[[Any], list[Any]]]:
    columns = model.attrs["columns"]
    features = []
    for doc in docs:
        own = doc.to_array(columns).reshape(len(doc), len(columns))
        words = np.asarray(describe_words(doc), dtype="uint64").reshape(len(doc), COLUMNS)
        marks = np.asarray(mark_rules(doc), dtype="uint64").reshape(len(doc), 1)
        both = np.hstack([own, words, marks])
        features.append(model.ops.asarray2i(both, dtype="uint64"))  # type: ignore[arg-type]
    return features, lambda _: []


@registry.architectures("mediagranskning.RegisterEmbed.v1")  # type: ignore[untyped-decorator]
def build_register_embed(
    width: int, attrs: list[str], rows: list[int], register_rows: int
) -> Model[list[Doc], list[Floats2d]]:
    """Embed spaCy's lexical ``attrs`` and the register's columns; one vector of ``width`` a word.

    ``rows`` are the sizes of the hash tables of ``attrs``, ``register_rows`` those of our columns.
    """
    sizes = [*rows, *[register_rows] * (COLUMNS + 1)]
    extract: Model[Any, Any] = Model(
        "extract_register_features",
        _extract,
        attrs={"columns": attrs},
    )
    embeddings: list[Model[Any, Any]] = [
        HashEmbed(width, size, column=i, seed=8 + i, dropout=0.0) for i, size in enumerate(sizes)
    ]
    mix: Model[Any, Any] = Maxout(width, width * len(sizes), nP=3, dropout=0.0, normalize=True)
    return chain(
        extract,
        list2ragged(),
        with_array(concatenate(*embeddings)),
        with_array(mix),
        ragged2list(),
    )
