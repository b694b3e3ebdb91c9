"""Lines that an archive broke in mid-sentence, joined without moving a single character."""

from __future__ import annotations

import re

from nlp.names import is_given_name

MIN_LINE = 40  # characters from which a line may be one that was broken; bylines are shorter
GIVEN = 100  # bearers of the word before a break that make it the first half of a name
_BREAK = re.compile(r"(?<=[\w,–-]) ?\n(?=[^\W\d_])")
_CREDIT = re.compile(r"\b(?:Foto|Bild|Text|Kuva|Teksti)\b\s*:")


def join_wrapped(text: str) -> str:
    """The text with a space for each break in mid-sentence or mid-name; offsets stay as they are.

    A paragraph's own end, a byline, a caption and an address are left alone: only a long line that
    goes on in lower case, or that ends in a given name before a capital, is joined to the next.
    """
    return _BREAK.sub(lambda match: _join(text, match), text)


def _join(text: str, match: re.Match[str]) -> str:
    kept = match[0]
    start = text.rfind("\n", 0, match.start()) + 1
    line = text[start : match.start()]
    if len(line) < MIN_LINE or _CREDIT.search(line):
        return kept
    first = re.match(r"\S+", text[match.end() :][:60])
    if first is None or "@" in first[0]:
        return kept
    if text[match.end()].islower():
        return " " * len(kept)
    last = re.search(r"[\w-]+$", line)
    if last is not None and last[0][0].isupper() and is_given_name(last[0], GIVEN):
        return " " * len(kept)
    return kept
