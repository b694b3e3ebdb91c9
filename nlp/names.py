"""The name register: how names are carried in the Swedish and Finnish population registers."""

from __future__ import annotations

import gzip
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import data.reference

REFERENCE = Path(data.reference.__file__).parent
SWEDISH_ENOUGH = 10  # bearers in Sweden from which the Swedish register alone is asked
PRIOR = 0.5  # Jeffreys' prior on each side, so that two bearers do not make a certainty


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

    @property
    def p_woman(self) -> float:
        """Share of the bearers who are women, 0-1, drawn to one half where they are few."""
        women, men = self.women, self.men
        if women + men < SWEDISH_ENOUGH:
            women, men = women + self.finnish_women, men + self.finnish_men
        return (women + PRIOR) / (women + men + 2 * PRIOR)


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


def titlecase(word: str) -> str:
    """ANNA-KARIN -> Anna-Karin; words that are not all capitals stay as they are."""
    word = unicodedata.normalize("NFC", word)
    if len(word) > 1 and word.isupper() and "." not in word:
        return "-".join(part.capitalize() for part in word.split("-"))
    return word


_ACUTES = str.maketrans("ÁáÍíÓóÚúŊŋŠšČčĐđŽž", "AaIiOoUuNnSsCcDdZz")


def look_up(name: str) -> NameCounts | None:
    """Counts of a given name; a double name that is not known whole goes by its first part."""
    register = load_register()
    name = titlecase(name)
    for form in (name, name.split("-")[0]):
        # Sámi spellings with acute accents stand in the register mostly without: Áslak, Aslak
        found = register.get(form) or register.get(form.translate(_ACUTES))
        if found is not None:
            return found
    return None


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
