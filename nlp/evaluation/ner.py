"""``evaluate ner``: exact spans of people in sentences that are already divided into words."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from data.console import Console
from data.vocab import Gender
from nlp.components.gender import judge_name
from nlp.components.person_merger import PERSON_LABELS
from nlp.drafts import Segment
from nlp.evaluation.conll import TaggedSentence, read_sentences
from nlp.evaluation.counts import (
    Rate,
    Totals,
    add_up,
    bootstrap,
    describe_prf,
    divide,
    f1_of,
    recall_of,
)
from nlp.name_rules import strip_genitive
from nlp.names import is_given_name, is_surname_like

FINDERS = ("tok2vec", "transformer", "person_finder", "ner", "person_merger")
FIRST_NAME = 100  # bearers that make one word, not formed like a surname, a first name alone
WHO = ("woman", "man")


def _gap(prefix: str) -> Rate:
    """Percentage points by which the recall of women's names lies over that of men's."""

    def rate(totals: Totals) -> float | None:
        women, men = (recall_of(f"{prefix}.{who}")(totals) for who in WHO)
        return None if women is None or men is None else 100 * (women - men)

    return rate


_RATES: dict[str, Rate] = {
    "PRS.f1": f1_of("PRS"),
    "PRS.r": recall_of("PRS"),
    **{f"{what}.{who}.r": recall_of(f"{what}.{who}") for what in ("all", "first") for who in WHO},
    "gap_points": _gap("all"),
    "first_name_only.gap_points": _gap("first"),
}


def _describe_name(words: list[str], following: str) -> tuple[Gender, bool]:
    """(gender that the register gives the first name, whether it stands alone)."""
    words = [*words[:-1], strip_genitive(words[-1], following)]
    alone = len(words) == 1
    if alone and (not is_given_name(words[0], FIRST_NAME) or is_surname_like(words[0])):
        return Gender.UNKNOWN, False
    return judge_name(words[0]), alone


def _count(sentence: TaggedSentence, found: set[tuple[int, int]]) -> Counter[str]:
    """Hits and misses of a sentence: of all, of women's and men's names, of first names alone."""
    counts: Counter[str] = Counter()
    counts["PRS.tp"] = len(found & sentence.persons)
    counts["PRS.fp"] = len(found - sentence.persons)
    counts["PRS.fn"] = len(sentence.persons - found)
    for start, end in sentence.persons:
        following = sentence.words[end] if end < len(sentence.words) else ""
        gender, alone = _describe_name(list(sentence.words[start:end]), following)
        if gender in WHO:
            outcome = "tp" if (start, end) in found else "fn"
            counts[f"all.{gender}.{outcome}"] += 1
            counts[f"first.{gender}.{outcome}"] += alone
    return counts


def evaluate_ner(
    paths: list[Path], nlp: Language, console: Console
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """``{"PRS": {"p", "r", "f1", "n"}, "words_per_s", …}`` over all files, and every miss.

    ``woman`` and ``man`` are recall for names that the register gives to one of them,
    ``first_name_only`` that of one-word mentions among them. Intervals: 95 %, over sentences. Each
    sentence is a text of its own, so nothing is known from the sentences before.
    """
    finders = [(name, nlp.get_pipe(name)) for name in nlp.pipe_names if name in FINDERS]
    sentences = [sentence for path in paths for sentence in read_sentences(path)]
    words = 0
    seconds = 0.0
    misses: list[dict[str, Any]] = []
    counts: list[Counter[str]] = []
    for sentence in console.progress(sentences, len(sentences), "evaluate"):
        doc = Doc(nlp.vocab, words=list(sentence.words))
        doc._.segments = (Segment("body", 0, len(doc.text)),)
        start = time.perf_counter()
        for _, finder in finders:
            doc = finder(doc)
        seconds += time.perf_counter() - start
        found = {(ent.start, ent.end) for ent in doc.ents if ent.label_ in PERSON_LABELS}
        words += len(doc)
        counts.append(_count(sentence, found))
        for kind, spans in (
            ("missed", sentence.persons - found),
            ("extra", found - sentence.persons),
        ):
            for a, b in sorted(spans):
                misses.append({"kind": kind, "name": doc[a:b].text, "context": doc.text})
    totals = add_up(counts)
    result: dict[str, Any] = {
        "PRS": _describe(totals, "PRS"),
        **{who: _describe_recall(totals, f"all.{who}") for who in WHO},
        "first_name_only": {who: _describe_recall(totals, f"first.{who}") for who in WHO},
        "gap_points": _gap("all")(totals),
        "words_per_s": round(words / seconds) if seconds else None,
        "intervals": bootstrap(counts, _RATES),
    }
    return result, misses


def _describe(totals: Totals, prefix: str) -> dict[str, float | int | None]:
    figures = describe_prf(totals, prefix)
    n = int(totals.get(f"{prefix}.tp", 0) + totals.get(f"{prefix}.fn", 0))
    return {"p": figures["p"], "r": figures["r"], "f1": figures["f1"], "n": n}


def _describe_recall(totals: Totals, prefix: str) -> dict[str, float | int | None]:
    found, missed = totals.get(f"{prefix}.tp", 0.0), totals.get(f"{prefix}.fn", 0.0)
    return {"r": divide(found, found + missed), "n": int(found + missed)}
