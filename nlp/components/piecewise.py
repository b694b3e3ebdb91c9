"""``piecewise``: a recogniser that reads a long text in pieces, so that memory stays flat.

A network keeps numbers for every word of what it reads at once: two megabytes of text would take
six gigabytes. Pieces end between paragraphs where they can; no text is left out.

Its matrices are multiplied by numpy's BLAS, on one thread: three times as fast as the BLIS that
thinc brings, and as many processes as there are cores do not get in each other's way (decision 94).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.tokens import Doc, Span
from thinc.api import NumpyOps
from threadpoolctl import ThreadpoolController

PIECE = 4_000  # words; longer than nearly every article, so that those are read whole


def cut_doc(doc: Doc) -> Iterator[tuple[int, int]]:
    """(first word, word after the last) of pieces of at most PIECE words, cut at line ends."""
    start = 0
    while len(doc) - start > PIECE:
        stop = start + PIECE
        cut = next((i for i in range(stop, start + PIECE // 2, -1) if "\n" in doc[i].text), stop)
        yield start, cut
        start = cut
    yield start, len(doc)


class Piecewise:
    """Holds the recogniser and calls it once for each piece."""

    def __init__(self) -> None:
        self.recogniser: Callable[[Doc], Doc] | None = None
        self._threads = ThreadpoolController()

    def __call__(self, doc: Doc) -> Doc:
        with self._threads.limit(limits=1, user_api="blas"):
            return self._read(doc)

    def _read(self, doc: Doc) -> Doc:
        assert self.recogniser is not None
        if len(doc) <= PIECE:
            return self.recogniser(doc)
        spans = [
            Span(doc, start + ent.start, start + ent.end, label=ent.label_)
            for start, end in cut_doc(doc)
            for ent in self.recogniser(doc[start:end].as_doc()).ents
        ]
        doc.set_ents(spans, default="outside")
        return doc


@Language.factory("piecewise", assigns=["doc.ents"])
def create_piecewise(nlp: Language, name: str) -> Piecewise:
    return Piecewise()


def read_in_pieces(nlp: Language, name: str = "ner") -> None:
    """Put a pipeline's recogniser behind Piecewise, under the same name and in the same place."""
    at = nlp.pipe_names.index(name)
    recogniser = nlp.get_pipe(name)
    assert isinstance(recogniser, TrainablePipe)
    for layer in recogniser.model.walk():
        layer.ops = NumpyOps(use_blis=False)
    nlp.remove_pipe(name)
    piecewise = nlp.add_pipe(
        "piecewise", name=name, before=at if at < len(nlp.pipe_names) else None
    )
    assert isinstance(piecewise, Piecewise)
    piecewise.recogniser = recogniser
