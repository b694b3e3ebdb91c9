from __future__ import annotations

from itertools import pairwise

from spacy.tokens import Doc, Span

from nlp.components.piecewise import PIECE, Piecewise, cut_doc
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
