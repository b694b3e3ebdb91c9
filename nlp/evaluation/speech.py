"""``evaluate speech``: are the spans of speech found, and is each given to whom it belongs."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from spacy.language import Language

from data.console import Console
from data.records import Quote
from nlp.drafts import get_persons, get_quotes
from nlp.evaluation.counts import (
    Rate,
    add_up,
    bootstrap,
    describe_prf,
    divide,
    f1_of,
    points_between_rates,
    share_of,
)
from nlp.evaluation.matching import match_people
from nlp.evaluation.speechfile import GoldSpeech, Passage, read_passages
from nlp.tag import make_doc

LOOSE, STRICT = 0.3, 0.8  # least overlap (shared characters of all characters) of a span found
_WHO = ("all", "woman", "man", "no_person")
_RATES: dict[str, Rate] = {
    "spans.loose.f1": f1_of("loose"),
    "spans.strict.f1": f1_of("strict"),
    "direct.accuracy": share_of("direct.right", "speaker.all.n"),
    **{
        f"speaker.{who}.accuracy": share_of(f"speaker.{who}.right", f"speaker.{who}.n")
        for who in _WHO
    },
    "speaker.women_minus_men_points": points_between_rates("speaker.woman", "speaker.man"),
}
Miss = dict[str, Any]


def _overlap(gold: GoldSpeech, found: Quote) -> float:
    shared = min(gold.end_char, found.end_char) - max(gold.start_char, found.start_char)
    whole = max(gold.end_char, found.end_char) - min(gold.start_char, found.start_char)
    return max(0, shared) / whole if whole else 0.0


def pair_speech(gold: tuple[GoldSpeech, ...], found: tuple[Quote, ...]) -> list[tuple[int, int]]:
    """Pairs (index in gold, index in found) that overlap by LOOSE, the closest first."""
    scored = sorted(
        (-_overlap(g, f), i, j)
        for i, g in enumerate(gold)
        for j, f in enumerate(found)
        if _overlap(g, f) >= LOOSE
    )
    pairs: list[tuple[int, int]] = []
    used_gold: set[int] = set()
    used_found: set[int] = set()
    for _, i, j in scored:
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            pairs.append((i, j))
    return sorted(pairs)


def _is_right(gold: GoldSpeech, name: str | None) -> bool:
    if gold.speaker is None or name is None:
        return gold.speaker is None and name is None
    return bool(match_people([name], [gold.speaker]))


def _tally(
    passage: Passage, found: tuple[Quote, ...], names: list[str]
) -> tuple[Counter[str], list[Miss]]:
    counts: Counter[str] = Counter()
    misses: list[Miss] = []

    def miss(kind: str, text: str, expected: object, was: object) -> None:
        misses.append(
            {"id": passage.id, "kind": kind, "text": text, "expected": expected, "found": was}
        )

    pairs = pair_speech(passage.speech, found)
    paired_gold, paired_found = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, j in pairs:
        gold, quote = passage.speech[i], found[j]
        strict = _overlap(gold, quote) >= STRICT
        counts["loose.tp"] += 1
        if strict:
            counts["strict.tp"] += 1
        else:
            counts["strict.fp"] += 1
            counts["strict.fn"] += 1
            miss("other_span", passage.id, gold.text, quote.text)
        name = None if quote.person is None else names[quote.person]
        right = _is_right(gold, name)
        counts["direct.right"] += gold.direct == quote.direct
        for who in ("all", "no_person" if gold.speaker is None else gold.gender):
            counts[f"speaker.{who}.n"] += 1
            counts[f"speaker.{who}.right"] += right
        if not right:
            miss("wrong_speaker", quote.text, gold.speaker, f"{name} ({quote.method})")
    for i, gold in enumerate(passage.speech):
        if i not in paired_gold:
            counts.update(["loose.fn", "strict.fn"])
            miss("missed_speech", gold.text, gold.speaker, None)
    for j, quote in enumerate(found):
        if j not in paired_found:
            counts.update(["loose.fp", "strict.fp"])
            extra = "nobody" if quote.person is None else names[quote.person]
            miss("extra_speech", quote.text, None, f"{extra} ({quote.method})")
    return counts, misses


def evaluate_speech(
    path: Path, nlp: Language, console: Console
) -> tuple[dict[str, Any], list[Miss]]:
    """Spans (loose and strict), speaker given the speech, direct or not; and every miss."""
    passages = list(read_passages(path))
    # a file that marks no paraphrase of institutions says nothing of those that are found
    marks_all = any(g.speaker is None and not g.direct for p in passages for g in p.speech)
    tallies: list[Counter[str]] = []
    misses: list[Miss] = []
    for passage in console.progress(passages, len(passages), "evaluate"):
        doc = nlp(make_doc(nlp, passage.headline, passage.text))
        names = [person.name for person in get_persons(doc)]
        found = tuple(q for q in get_quotes(doc) if marks_all or q.direct or q.person is not None)
        counts, missed = _tally(passage, found, names)
        tallies.append(counts)
        misses += missed
    totals = add_up(tallies)
    speaker: dict[str, Any] = {
        who: {
            "accuracy": share_of(f"speaker.{who}.right", f"speaker.{who}.n")(totals),
            "n": int(totals.get(f"speaker.{who}.n", 0)),
        }
        for who in _WHO
    }
    speaker["women_minus_men_points"] = _RATES["speaker.women_minus_men_points"](totals)
    result: dict[str, Any] = {
        "n_articles": len(passages),
        "spans": {kind: describe_prf(totals, kind) for kind in ("loose", "strict")},
        "speaker": speaker,
        "direct": {
            "accuracy": divide(totals.get("direct.right", 0), totals.get("speaker.all.n", 0))
        },
        "intervals": bootstrap(tallies, _RATES),
    }
    return result, misses
