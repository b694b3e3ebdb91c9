"""Sentences and words of a stretch of text, by rule and by offset."""

from __future__ import annotations

import re
from typing import NamedTuple

_SENTENCE = re.compile(r".+?(?:[.!?…]+[”\"“»]?(?=\s+[–—”\"“»A-ZÅÄÖÉ])|$)", re.DOTALL)
_INITIAL = re.compile(
    r"(?:^|[\s(])(?:[A-ZÅÄÖ]\.(?:[A-ZÅÄÖ]\.)*|[Bb]l\.a\.|[Tt]\.ex\.|[Ss]:t\.?|dr\.|prof\.)$"
)
WORD = re.compile(r"\w(?:[\w'’-]|:(?=\w))*")


class Word(NamedTuple):
    """A word with its offsets; ``lower`` is what the word lists hold."""

    start: int
    end: int
    lower: str


def split_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Offsets of the sentences in text[start:end]; initials do not end one."""
    spans: list[tuple[int, int]] = []
    for match in _SENTENCE.finditer(text, start, end):
        a, b = match.span()
        while a < b and text[a].isspace():
            a += 1
        if spans and _INITIAL.search(text, spans[-1][0], spans[-1][1]):
            spans[-1] = (spans[-1][0], b)
        elif a < b:
            spans.append((a, b))
    return spans


def read_words(text: str, start: int, end: int) -> list[Word]:
    return [Word(m.start(), m.end(), m[0].lower()) for m in WORD.finditer(text, start, end)]


def looks_finite(word: str) -> bool:
    """Whether a lower-case Swedish word looks like a verb in the present or past tense."""
    return word in FINITE or (len(word) > 4 and word.endswith(("ar", "er", "ade", "de", "te")))


FINITE = frozenset(
    {"är", "var", "har", "hade", "ska", "skulle", "kan", "kunde", "får", "fick", "blir", "blev"}
    | {"kommer", "kom", "går", "gick", "gör", "gjorde", "finns", "fanns", "måste", "vill", "bör"}
    | {"ger", "gav", "tar", "tog", "står", "stod", "ligger", "låg", "sitter", "satt", "ser", "såg"}
    | {"vet", "lär", "bor", "når", "dör", "tror", "rör", "hör", "kör", "bär", "ber", "beror", "mår"}
    | {"krävs", "behövs", "räcker", "håller", "höll", "växer", "byggs", "saknas", "drivs", "väntas"}
    | {"ska", "bryts", "tas", "ges", "görs", "sker", "skedde", "borde", "blivit", "ökar", "väntar"}
)
