from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from spacy.tokens import Doc, Span
from thinc.api import NumpyOps
from threadpoolctl import ThreadpoolController

import data
from nlp.components.piecewise import PIECE, Piecewise, cut_doc
from nlp.pipeline import build_pipeline
from nlp.tag import make_doc
from tests.nlp.docs import blank


def find_anna(doc: Doc) -> Doc:
    """A recogniser for the tests: it knows one name, and refuses what is too long."""
    assert len(doc) <= PIECE
    doc.set_ents([Span(doc, t.i, t.i + 1, label="PRS") for t in doc if t.text == "Anna"])
    return doc


def make_long(paragraphs: int) -> Doc:
    return blank().make_doc("\n\n".join(["Anna bygger ett hus i Boden nu."] * paragraphs))


def read(doc: Doc) -> Doc:
    piecewise = Piecewise()
    piecewise.recogniser = find_anna
    return piecewise(doc)


def test_a_long_text_is_read_whole() -> None:
    doc = read(make_long(3000))
    assert len(doc) > 5 * PIECE
    assert [ent.text for ent in doc.ents] == ["Anna"] * 3000


def test_pieces_meet_and_end_between_paragraphs() -> None:
    doc = make_long(3000)
    pieces = list(cut_doc(doc))
    assert pieces[0][0] == 0
    assert pieces[-1][1] == len(doc)
    assert all(a[1] == b[0] for a, b in pairwise(pieces))
    assert all("\n" in doc[end].text for _, end in pieces[:-1])


def test_a_paragraph_longer_than_a_piece_is_cut_all_the_same() -> None:
    doc = blank().make_doc("Anna bygger " * 3 * PIECE)
    assert len(read(doc).ents) == 3 * PIECE


def test_a_short_text_goes_to_the_recogniser_as_it_is() -> None:
    doc = make_long(2)
    assert read(doc) is doc


def count_threads() -> set[int]:
    found = ThreadpoolController().info()
    return {library["num_threads"] for library in found if library["user_api"] == "blas"}


def test_matrices_are_multiplied_on_one_thread_and_others_keep_theirs() -> None:
    seen: list[set[int]] = []

    def look(doc: Doc) -> Doc:
        seen.append(count_threads())
        return doc

    piecewise = Piecewise()
    piecewise.recogniser = look
    with ThreadpoolController().limit(limits=2, user_api="blas"):
        before = count_threads()
        piecewise(make_long(2))
        assert count_threads() == before
    assert seen == [{1}]


def test_the_same_people_are_found_by_either_multiplication() -> None:
    nlp = build_pipeline()
    piecewise = nlp.get_pipe("ner")
    assert isinstance(piecewise, Piecewise)
    model = piecewise.recogniser.model  # type: ignore[union-attr]
    lines = (Path(data.__file__).parent / "sample" / "gold.jsonl").read_text(encoding="utf-8")
    texts = [json.loads(line)["text"] for line in lines.splitlines()[:60]]

    def find() -> tuple[list[list[tuple[int, int]]], np.ndarray]:
        docs = []
        for text in texts:
            doc = nlp.get_pipe("layout")(make_doc(nlp, "", text))  # type: ignore[operator]
            docs.append(piecewise(doc))
        vectors = np.vstack(model.get_ref("tok2vec").predict(docs[:3]))
        return [[(ent.start, ent.end) for ent in doc.ents] for doc in docs], vectors

    assert {layer.ops.use_blis for layer in model.walk()} == {False}
    found, vectors = find()
    for layer in model.walk():
        layer.ops = NumpyOps(use_blis=True)
    by_blis, blis_vectors = find()
    assert sum(map(len, found)) > 100
    assert found == by_blis
    assert vectors == pytest.approx(blis_vectors, abs=1e-4)
