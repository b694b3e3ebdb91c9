"""How given names are carried in the Swedish and Finnish population registers, as P(woman)."""

from __future__ import annotations

import csv
import gzip
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from scipy.special import betaincinv

import data.reference
from data.vocab import Evidence, Gender
from nlp.name_model import NameModel, load_model

REFERENCE = Path(data.reference.__file__).parent
SWEDISH_ENOUGH = 10  # bearers in Sweden from which the Swedish register alone is asked
PRIOR = 0.5  # Jeffreys' prior on each side, so that two bearers do not make a certainty
SURE = 0.9  # P(woman), or of a man, from which a name in a register decides; between, it does not
# The same for a name that only its letters speak of. Swept .80-.95 on held-out names, 2026-11-25
# (make bench): see docs/decisions/0009.
SURE_MODEL = 0.85
INTERVAL = 0.95
INITIALS_ENOUGH = 500  # bearers of double names with two initials from which these say something
SAMI_SURE = 0.95  # P of a dictionary's gender; some such names are borne by both, none is counted
MOST_KEPT = 10_000  # names whose evidence is remembered, the latest: nearly all that are met again


@dataclass(frozen=True, slots=True)
class NameCounts:
    """Bearers of a given name. ``common`` counts its lower-case form in a corpus of prose."""

    women: int
    men: int
    finnish_women: int
    finnish_men: int
    common: int

    @property
    def bearers(self) -> int:
        return self.women + self.men + self.finnish_women + self.finnish_men

    def share_counts(self, *, finnish: bool = False) -> tuple[int, int]:
        """(women, men) whom the probability rests on.

        Sweden's alone where there are enough; Finland's are added for a name that is rare in Sweden
        and, with ``finnish``, for somebody whose surname or story is Finnish.
        """
        if finnish or self.women + self.men < SWEDISH_ENOUGH:
            return self.women + self.finnish_women, self.men + self.finnish_men
        return self.women, self.men

    @property
    def p_woman(self) -> float:
        """Share of the bearers who are women, 0-1, drawn to one half where they are few."""
        women, men = self.share_counts()
        return (women + PRIOR) / (women + men + 2 * PRIOR)


@dataclass(frozen=True, slots=True)
class NameEvidence:
    """P(woman) by the given name, with its interval; ``evidence`` is NAME or NGRAM."""

    p_woman: float
    low: float
    high: float
    evidence: Evidence

    @property
    def gender(self) -> Gender:
        """Unknown unless the name is clearly one-sided, its interval too."""
        sure = SURE if self.evidence is Evidence.NAME else SURE_MODEL
        if self.p_woman >= sure and self.low > 0.5:
            return Gender.WOMAN
        if self.p_woman <= 1 - sure and self.high < 0.5:
            return Gender.MAN
        return Gender.UNKNOWN


@lru_cache(maxsize=1)
def load_register() -> dict[str, NameCounts]:
    """Given name (title case, NFC) -> counts. Source: SCB and DVV, see SOURCES.md."""
    register: dict[str, NameCounts] = {}
    with gzip.open(REFERENCE / "names.tsv.gz", "rt", encoding="utf-8") as file:
        for line in file:
            name, *counts = line.rstrip("\n").split("\t")
            register[name] = NameCounts(*(int(count or 0) for count in counts))
    return register


@lru_cache(maxsize=1)
def load_surnames() -> frozenset[str]:
    return frozenset((REFERENCE / "surnames.txt").read_text(encoding="utf-8").split())


@lru_cache(maxsize=1)
def _load_common_surnames() -> frozenset[str]:
    return frozenset((REFERENCE / "common_surnames.txt").read_text(encoding="utf-8").split())


def is_common_surname(word: str) -> bool:
    """Whether a surname is among the commonest in Sweden."""
    return titlecase(word) in _load_common_surnames() or word.casefold().endswith("sson")


def titlecase(word: str) -> str:
    """ANNA-KARIN -> Anna-Karin; words that are not all capitals stay as they are."""
    word = unicodedata.normalize("NFC", word)
    if len(word) > 1 and word.isupper() and "." not in word:
        return "-".join(part.capitalize() for part in word.split("-"))
    return word


@lru_cache(maxsize=1)
def load_sami_names() -> dict[str, Gender]:
    """Sámi given names that dictionaries mark as a woman's or a man's; registers lack most."""
    with (REFERENCE / "sami_names.csv").open(encoding="utf-8") as file:
        return {row["name"]: Gender(row["gender"]) for row in csv.DictReader(file)}


_ACUTES = str.maketrans("ÁáÍíÓóÚúŊŋŠšČčĐđŽžŦŧ", "AaIiOoUuNnSsCcDdZzTt")
# How Sámi spelling and the registers' Swedish or Finnish spelling of a name part: Gáren, Karen;
# Biera, Piera; Heaikka, Heikka; Márjjá, Marja. Consonants double within a word in Sámi alone.
_SAMI_OPENINGS = {"B": "P", "D": "T", "G": "K"}
_SAMI_VOWELS = (("ea", "e"), ("uo", "o"), ("oa", "o"), ("æ", "e"))
_SAMI_LETTERS = frozenset("áŋšđŧžčåæ")


def _spell_otherwise(name: str) -> Iterator[str]:
    """Other spellings of a Sámi name under which a register may have it, the nearest first."""
    plain = name.translate(_ACUTES)
    if plain != name:
        yield plain
    if not _SAMI_LETTERS & set(name.casefold()):
        return
    forms = [plain]
    for written, other in _SAMI_VOWELS:
        forms += [form.replace(written, other) for form in forms if written in form]
    forms += [re.sub(r"([bdgjklmnprstv])\1", r"\1", form) for form in forms]
    forms += [_SAMI_OPENINGS[f[0]] + f[1:] for f in forms if f[0] in _SAMI_OPENINGS]
    yield from dict.fromkeys(forms[1:])


@lru_cache(maxsize=MOST_KEPT)
def look_up(name: str) -> NameCounts | None:
    """Counts of a given name; a double name that is not known whole goes by its first part."""
    register = load_register()
    name = titlecase(name)
    for form in (name, name.split("-")[0]):
        found = register.get(form)
        if found is not None:
            return found
        for other in _spell_otherwise(form):
            if (found := register.get(other)) is not None:
                return found
    return None


def is_given_name(word: str, least: int) -> bool:
    """Whether at least so many bear the word as a given name, or a dictionary of Sámi has it."""
    counts = look_up(word)
    return (counts is not None and counts.bearers >= least) or titlecase(word) in load_sami_names()


@lru_cache(maxsize=1)
def _load_model() -> NameModel:
    return load_model(
        {
            name: (counts.women + counts.finnish_women, counts.men + counts.finnish_men)
            for name, counts in load_register().items()
        }
    )


@lru_cache(maxsize=MOST_KEPT)
def _predict(name: str) -> float:
    return float(_load_model().predict([name])[0])


@lru_cache(maxsize=1)
def _count_initials() -> dict[tuple[str, str], tuple[int, int]]:
    """Women and men in Sweden by the two initials of their double names: K-G, A-K."""
    counts: dict[tuple[str, str], tuple[int, int]] = {}
    for name, bearers in load_register().items():
        parts = name.split("-")
        if len(parts) == 2 and all(parts):
            key = (parts[0][0], parts[1][0])
            women, men = counts.get(key, (0, 0))
            counts[key] = (women + bearers.women, men + bearers.men)
    return counts


def weigh_initials(text: str) -> NameEvidence | None:
    """What two initials say, as double names with them are borne; None for other forms."""
    found = re.fullmatch(r"([A-ZÅÄÖ])(?:-|\.-?)([A-ZÅÄÖ])\.?", text)
    counts = _count_initials().get((found[1], found[2])) if found else None
    if counts is None or sum(counts) < INITIALS_ENOUGH:
        return None
    return _weigh_counts(counts[0] + PRIOR, counts[1] + PRIOR)


def _weigh_counts(a: float, b: float) -> NameEvidence:
    """The posterior Beta(a, b) of P(woman)."""
    low, high = betaincinv(a, b, [(1 - INTERVAL) / 2, (1 + INTERVAL) / 2])
    return NameEvidence(a / (a + b), float(low), float(high), Evidence.NAME)


@lru_cache(maxsize=MOST_KEPT)
def weigh_name(name: str, *, finnish: bool = False) -> NameEvidence | None:
    """What a given name says; None for what is no name (an initial, a number).

    Counts are the evidence where a register has the name: a Beta posterior whose prior is worth one
    bearer and leans as the letters of the name do. The letters alone speak for other names.
    """
    name = titlecase(name)
    if len(name) < 2 or name.endswith(".") or not name.replace("-", "").isalpha():
        return None
    counts = look_up(name)
    sami = load_sami_names().get(name)
    if sami is not None and (counts is None or sum(counts.share_counts()) < SWEDISH_ENOUGH):
        p = SAMI_SURE if sami is Gender.WOMAN else 1 - SAMI_SURE
        return NameEvidence(p, max(0.0, p - 0.05), min(1.0, p + 0.05), Evidence.NAME)
    if counts is None:
        p = _predict(name)
        return NameEvidence(p, p, p, Evidence.NGRAM)
    women, men = counts.share_counts(finnish=finnish)
    lean = _predict(name) if women + men < SWEDISH_ENOUGH else 0.5
    a, b = women + 2 * PRIOR * lean, men + 2 * PRIOR * (1 - lean)
    return _weigh_counts(a, b)


def is_finnish_surname(word: str) -> bool:
    """Whether a surname is formed as Finnish ones are: Kyrö, Niskavaara, Mäkinen."""
    return len(word) > 3 and word.casefold().endswith(FINNISH_ENDS)


def is_surname_like(word: str) -> bool:
    """Whether a word is a known surname or is formed like a Swedish or Finnish one."""
    word = titlecase(word)
    return word in load_surnames() or (len(word) > 4 and word.casefold().endswith(SURNAME_ENDS))


SURNAME_ENDS = (
    *("sson", "berg", "ström", "lund", "qvist", "kvist", "gren", "stedt", "stad", "dahl"),
    *("mark", "blad", "holm", "vall", "wall", "sjö", "bäck", "fors", "nen", "vaara", "niemi"),
    *("järvi", "lahti", "koski", "mäki", "maa", "ranta", "salo", "stål", "löv", "rud", "ander"),
    *("kangas", "oja", "puro", "lampi", "saari", "pää", "harju", "suo", "kumpu", "én"),
)

FINNISH_ENDS = (
    *("nen", "vaara", "niemi", "järvi", "lahti", "koski", "mäki", "maa", "ranta", "salo", "kangas"),
    *(
        "oja",
        "puro",
        "lampi",
        "saari",
        "pää",
        "harju",
        "suo",
        "kumpu",
        "talo",
        "aho",
        "joki",
        "vuo",
    ),
    *("kyrö", "kero", "lantto", "kuoksu", "palo", "nivala", "rova", "vuori", "virta", "lehto"),
)
