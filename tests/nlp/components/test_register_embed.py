from __future__ import annotations

import numpy as np
import pytest
from spacy.util import registry

from nlp.components.register_embed import COLUMNS, describe_word, describe_words, mark_rules
from tests.nlp.docs import blank, build_doc


def test_lower_case_words_have_no_features() -> None:
    assert describe_word("hus") == describe_word("") == describe_word("12") == (0,) * COLUMNS


@pytest.mark.parametrize(("plain", "other"), [("Åsa", "ÅSA"), ("Lindgren", "LINDGREN")])
def test_capitals_change_the_mark_of_capitals_alone(plain: str, other: str) -> None:
    assert describe_word(plain)[:-1] == describe_word(other)[:-1]
    assert describe_word(plain)[-1] != describe_word(other)[-1]


def test_no_feature_tells_womens_names_from_mens() -> None:
    # names of one bearers' class, that neither are surnames, places nor words
    assert describe_word("Gunilla") == describe_word("Torbjörn")


def test_a_genitive_is_seen_in_the_name_without_it() -> None:
    assert describe_word("Gunillas")[0] >= 25
    assert describe_word("Lindgrens")[1] != describe_word("Lindgren")[1]


def test_every_word_has_a_row_and_the_second_look_is_the_same() -> None:
    doc = build_doc("Karin Ek bygger i Boden.", "Hon är 40.")
    assert describe_words(doc) == describe_words(doc)
    assert len(describe_words(doc)) == len(mark_rules(doc)) == len(doc)
    assert mark_rules(doc)[:3] == [1, 2, 0]


def test_the_layer_gives_a_vector_a_word() -> None:
    build = registry.architectures.get("mediagranskning.RegisterEmbed.v1")
    model = build(width=8, attrs=["NORM", "SHAPE"], rows=[50, 20], register_rows=30)
    docs = [build_doc("Karin Ek bygger."), build_doc("Nu."), blank().make_doc("")]
    model.initialize(X=docs)
    vectors, backprop = model.begin_update(docs)
    assert [v.shape for v in vectors] == [(4, 8), (2, 8), (0, 8)]
    assert all(np.isfinite(v).all() for v in vectors)
    assert backprop(vectors) == []
