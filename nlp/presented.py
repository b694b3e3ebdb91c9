"""Gendered words that present people: kvinnan, sonen; "systrarna Anna och Lo"; "Damer:"."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass

from spacy.tokens import Doc

from data.vocab import Gender
from nlp.drafts import CONTENT_KINDS, Naming, PersonDraft, get_segments, get_text
from nlp.lexicon import load_lexicon

_WORD_BEFORE = re.compile(r"([\w-]+)(, | )$")
_AFTER = re.compile(
    r"(?:, (?:\d+(?: år)?(?:,| och) )?| \((?:\d+, )?| (?:är|var|blev|har blivit|som är) )"
    r"(?:(?:en|ett|ung|gammal|stolt|ensamstående|nybliven|äldre|yngre) )*([\w-]+)"
)
_CHAIN = re.compile(r"^(?:, | och | samt | & | ja )$")
_LOOK_BACK = 40
_LOOK_AHEAD = 50
# "hans fru, Karin Berg": a comma may stand between where the noun is somebody's
_OWNED = re.compile(r"\b(?:hans|hennes|hens|deras|min|sin|din|vår|\w+s) [\w-]+, $")


@dataclass(frozen=True, slots=True)
class Presented:
    """A gender with the word that says it and where the word stands."""

    gender: Gender
    start_char: int
    end_char: int
    text: str


def read_gendered(word: str) -> Gender | None:
    """The gender of a noun by our list, or of a compound by its end: idrottskvinnan."""
    lexicon, lower = load_lexicon(), word.lower()
    found = lexicon.gendered_nouns.get(lower)
    if found is not None or not word[:1].islower():
        return found
    for tail, gender in lexicon.gendered_tails.items():
        if lower.endswith(tail) and len(lower) > len(tail) + 2:
            return gender
    return None


def find_presented(text: str, person: PersonDraft) -> Presented | None:
    """The first gendered noun beside a naming of the person: before it, or in apposition."""
    for naming in person.namings:
        found = _read_before(text, naming) or _read_after(text, naming)
        if found is not None:
            return found
    return None


def _read_before(text: str, naming: Naming) -> Presented | None:
    offset = max(0, naming.start_char - _LOOK_BACK)
    window = text[offset : naming.start_char]
    before = _WORD_BEFORE.search(window)
    if before is None or (before[2] == ", " and not _OWNED.search(window)):
        return None
    gender = read_gendered(before[1])
    if gender is None:
        return None
    return Presented(gender, offset + before.start(1), offset + before.end(1), before[1])


def _read_after(text: str, naming: Naming) -> Presented | None:
    after = _AFTER.match(text, naming.end_char, naming.end_char + _LOOK_AHEAD)
    gender = read_gendered(after[1]) if after else None
    if after is None or gender is None:
        return None
    if text[after.end() : after.end() + 2].strip()[:1].isupper():
        return None  # "Kim, modern Lo": the noun presents the name that follows
    return Presented(gender, after.start(1), after.end(1), after[1])


def find_in_groups(doc: Doc, persons: tuple[PersonDraft, ...]) -> dict[int, Presented]:
    """People presented together: "systrarna Anna och Lo", or in a list under "Damer, 5 km:"."""
    namings = sorted(
        ((n.start_char, n, i) for i, person in enumerate(persons) for n in person.namings),
        key=lambda item: item[0],
    )
    starts = [start for start, _, _ in namings]
    lexicon, text = load_lexicon(), get_text(doc)
    found: dict[int, Presented] = {}
    for segment in get_segments(doc):
        if segment.kind not in CONTENT_KINDS:
            continue
        heads: list[tuple[int, Presented]] = []
        for match in lexicon.group_pattern.finditer(text, segment.start_char, segment.end_char):
            word = match["plural"] or match["class"]
            gender = lexicon.gendered_groups[word.casefold()]
            where = match.span("plural") if match["plural"] else match.span("class")
            said = Presented(gender, *where, word)
            if match["class"]:
                heads.append((match.end(), said))
                continue
            at = match.end()
            for k in range(bisect.bisect_left(starts, at), len(namings)):
                start, naming, i = namings[k]
                between = text[at:start]
                if between and not _CHAIN.match(between):
                    break
                found.setdefault(i, said)
                at = naming.end_char
        for number, (at, said) in enumerate(heads):
            end = heads[number + 1][1].start_char if number + 1 < len(heads) else segment.end_char
            for k in range(bisect.bisect_left(starts, at), bisect.bisect_left(starts, end)):
                found.setdefault(namings[k][2], said)
    return found
