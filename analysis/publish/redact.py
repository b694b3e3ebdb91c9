"""Takes persons' names out of headlines, and finds them in addresses.

Names that the pipeline found go by offset and by word. As the pipeline overlooks some, two
capitalised words of which the first is a common given name go as well.
"""

from __future__ import annotations

import gzip
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote_plus

import data.reference

PLACEHOLDER = "[namn]"
MIN_URL_WORD = 3
SURE_LENGTH = 6  # a name this long is no everyday word and is also looked for within words
MIN_BEARERS = 100  # in Sweden and Finland; rarer given names are too often other words
PARTICLES = frozenset(
    (
        *("af", "al", "av", "bin", "da", "de", "del", "den", "der", "di", "du", "el", "la"),
        *("le", "van", "von", "zu"),
    )
)
_SEVERAL = re.compile(
    rf"{re.escape(PLACEHOLDER)}(?:[\s.-]+(?:(?:{'|'.join(sorted(PARTICLES))})\s+)*"
    rf"{re.escape(PLACEHOLDER)})+",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "ß": "ss", "đ": "d", "ŋ": "n", "ŧ": "t", "ł": "l"})
_LONG = str.maketrans({"å": "aa", "ä": "ae", "ö": "oe", "ø": "oe", "ü": "ue"})


def fold(text: str) -> str:
    """ASCII lower case as addresses have it: "Åkerström" -> "akerstrom"."""
    if text.isascii():  # most words of a headline and nearly all of an address
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _fold_long(text: str) -> str:
    """The other custom of addresses: "Åkerström" -> "aakerstroem"."""
    return fold(unicodedata.normalize("NFC", text.casefold()).translate(_LONG))


def name_words(names: Iterable[str]) -> frozenset[str]:
    """All words of names, folded, without particles and initials."""
    return frozenset().union(*(_spell_name(name) for name in names))


@lru_cache(maxsize=100_000)  # a name is looked at for every article it stands in, and several times
def _spell_name(name: str) -> frozenset[str]:
    words = set(_WORD.findall(unicodedata.normalize("NFC", name)))
    folded = {fold(word) for word in words}
    folded |= {_fold_long(word) for word in words if not word.isascii()}
    return frozenset(word for word in folded if len(word) > 1 and word not in PARTICLES)


def name_sequence(name: str) -> tuple[str, ...]:
    """The folded words of a whole name in their order."""
    return tuple(fold(word) for word in _WORD.findall(unicodedata.normalize("NFC", name)))


def find_sequences(title: str, names: Iterable[tuple[str, ...]]) -> list[tuple[int, int]]:
    """Where whole names stand in a headline, a genitive s included in the last word or not."""
    words = list(_WORD.finditer(title))
    folded = [fold(word.group()) for word in words]
    found = []
    for name in names:
        for i in range(len(folded) - len(name) + 1):
            last = folded[i + len(name) - 1]
            if folded[i : i + len(name) - 1] == list(name[:-1]) and last in {
                name[-1],
                f"{name[-1]}s",
            }:
                found.append((words[i].start(), words[i + len(name) - 1].end()))
    return found


@lru_cache(maxsize=1)
def _given_names() -> frozenset[str]:
    path = Path(data.reference.__file__).parent / "names.tsv.gz"
    names = set()
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            name, *counts = line.rstrip("\n").split("\t")
            if sum(int(count or 0) for count in counts[:4]) >= MIN_BEARERS:
                names.add(fold(name))
    return frozenset(names)


def _stem(word: str, names: frozenset[str]) -> int:
    """How many letters of a folded word are a name: all, all but a genitive s, or none."""
    if word in names:
        return len(word)
    if word.endswith("s") and word[:-1] in names:
        return len(word) - 1
    if any(len(name) >= SURE_LENGTH and name in word for name in names):
        return len(word)
    return 0


def redact_title(
    title: str,
    spans: Iterable[tuple[int, int]],
    names: frozenset[str],
    shown: frozenset[str] = frozenset(),
    by_register: bool = True,
) -> tuple[str, frozenset[str]]:
    """A headline with [namn] for every name, and the folded words that were taken out.

    ``spans`` are offsets of mentions, ``names`` the words of ``name_words``. A lower-case word
    counts as a name when it is long, stands beside another or the whole headline is in lower
    case: "kronor per hushåll" is not about Per. ``shown`` are words of names that may stand;
    ``by_register`` says whether names that nobody found go by the register.
    """
    hidden = [False] * len(title)
    for start, end in spans:
        hidden[start:end] = [True] * len(hidden[start:end])
    words = list(_WORD.finditer(title))
    stems = [_stem(fold(word.group()), names) for word in words]
    all_lower = title == title.lower()
    for i, word in enumerate(words):
        sure = all_lower or word.group()[0].isupper() or len(word.group()) >= SURE_LENGTH
        beside = any(stems[j] for j in (i - 1, i + 1) if 0 <= j < len(words))
        if stems[i] and (sure or beside):
            whole = stems[i] == len(fold(word.group()))
            end = word.end() if whole else word.end() - 1
            hidden[word.start() : end] = [True] * (end - word.start())
    for first, second in pairwise(words) if by_register else ():
        if {fold(first.group()), fold(second.group())} <= shown:
            continue
        gap = title[first.end() : second.start()]
        if (
            gap in {" ", "-", "\N{NO-BREAK SPACE}"}
            and first.group()[0].isupper()
            and second.group()[0].isupper()
            and fold(first.group()) in _given_names()
        ):
            hidden[first.start() : second.end()] = [True] * (second.end() - first.start())
    taken = name_words(
        title[w.start() : w.end()] for w in words if any(hidden[w.start() : w.end()])
    )
    return _write_placeholders(title, hidden), taken


def _write_placeholders(title: str, hidden: list[bool]) -> str:
    if True not in hidden and PLACEHOLDER not in title:
        return title
    parts: list[str] = []
    for i, char in enumerate(title):
        if not hidden[i]:
            parts.append(char)
        elif i == 0 or not hidden[i - 1]:
            parts.append(PLACEHOLDER)
    text = "".join(parts)
    return re.sub(_SEVERAL, PLACEHOLDER, text)


def names_in_url(url: str, names: frozenset[str]) -> bool:
    """Whether path, query or fragment of an address hold a name word of three letters or more."""
    text = re.sub(r"^[a-z]+://[^/?#]*", "", url.strip(), flags=re.IGNORECASE)
    for _ in range(3):  # encoded twice is seen in the wild
        text = unquote_plus(text)
    words = _WORD.findall(fold(text))
    long_names = frozenset(name for name in names if len(name) >= MIN_URL_WORD)
    return any(_stem(word, long_names) for word in words) or any(
        _is_joined(word, long_names) for word in words
    )


def _is_joined(word: str, names: frozenset[str]) -> bool:
    """Whether two names stand together in one word: "annaberg"."""
    return any(
        word[:cut] in names and word[cut:].startswith(tuple(names))
        for cut in range(MIN_URL_WORD, len(word) - MIN_URL_WORD + 1)
    )
