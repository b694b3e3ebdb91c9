"""``evaluate ner``: exact spans of people in sentences that are already divided into words."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from data.console import Console
from nlp.components.person_merger import PERSON_LABELS
from nlp.drafts import Segment
from nlp.evaluation.conll import read_sentences
from nlp.evaluation.counts import divide

FINDERS = ("tok2vec", "transformer", "person_finder", "ner", "person_merger")


def evaluate_ner(
    paths: list[Path], nlp: Language, console: Console
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """``{"PRS": {"p", "r", "f1", "n"}, "words_per_s"}`` over all files, and every miss.

    Each sentence is a text of its own, so nothing is known from the sentences before.
    """
    finders = [(name, nlp.get_pipe(name)) for name in nlp.pipe_names if name in FINDERS]
    sentences = [sentence for path in paths for sentence in read_sentences(path)]
    tp = fp = fn = words = 0
    seconds = 0.0
    misses: list[dict[str, Any]] = []
    for sentence in console.progress(sentences, len(sentences), "evaluate"):
        doc = Doc(nlp.vocab, words=list(sentence.words))
        doc._.segments = (Segment("body", 0, len(doc.text)),)
        start = time.perf_counter()
        for _, finder in finders:
            doc = finder(doc)
        seconds += time.perf_counter() - start
        found = {(ent.start, ent.end) for ent in doc.ents if ent.label_ in PERSON_LABELS}
        words += len(doc)
        tp += len(found & sentence.persons)
        fp += len(found - sentence.persons)
        fn += len(sentence.persons - found)
        for kind, spans in (
            ("missed", sentence.persons - found),
            ("extra", found - sentence.persons),
        ):
            for a, b in sorted(spans):
                misses.append({"kind": kind, "name": doc[a:b].text, "context": doc.text})
    result = {
        "PRS": {
            "p": divide(tp, tp + fp),
            "r": divide(tp, tp + fn),
            "f1": divide(2 * tp, 2 * tp + fp + fn),
            "n": tp + fn,
        },
        "words_per_s": round(words / seconds) if seconds else None,
    }
    return result, misses
