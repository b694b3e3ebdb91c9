"""Give the people of a training sentence other names: women and men in equal numbers, all origins.

News names more men than women, and names of one decade; a model trained on it alone finds the rest
less well. Names are drawn from the registers, half by how many bear them and half evenly.
"""

from __future__ import annotations

import random
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

from nlp.names import is_surname_like, load_register, load_surnames, look_up

HERE = Path(__file__).parent
_FRONT = (
    *("Lind", "Berg", "Sand", "Norr", "Söder", "Öster", "Väster", "Ek", "Björk", "Gran", "Hög"),
    *(
        "Små",
        "Ny",
        "Gamm",
        "Sjö",
        "Strand",
        "Holm",
        "Fors",
        "Ström",
        "Häll",
        "Stål",
        "Blom",
        "Rönn",
    ),
)
_BACK = ("berg", "ström", "lund", "qvist", "gren", "mark", "man", "holm", "dahl", "vall", "bäck")
_FINNISH_FRONT = ("Kivi", "Lehti", "Niemi", "Koski", "Mäki", "Kangas", "Vaara", "Salo", "Hirvi")
_FINNISH_BACK = ("nen", "la", "maa", "järvi", "vaara", "lampi", "aho", "ranta", "oja")
_KEPT = frozenset({"von", "af", "av", "de", "del", "van", "der", "da", "di", "al", "el", "bin"})


@lru_cache(maxsize=2)
def _given_names(women: bool) -> tuple[list[str], list[int]]:
    """Names that mostly women, or mostly men, bear, with the running sum of their bearers."""
    names, bearers = [], []
    for name, counts in load_register().items():
        if counts.bearers >= 3 and (counts.p_woman > 0.5) == women:
            names.append(name)
            bearers.append(counts.bearers)
    return names, list(accumulate(bearers))


@lru_cache(maxsize=1)
def _surnames() -> tuple[list[str], list[str]]:
    extra = (HERE / "surnames_extra.txt").read_text(encoding="utf-8").split()
    return sorted(load_surnames()), extra


class NameGiver:
    """Draws new names; a name met again in the same passage gets the same new one."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.given: dict[str, str] = {}
        self.surnames: dict[str, str] = {}

    def draw_given(self) -> str:
        names, running = _given_names(self.rng.random() < 0.5)
        if self.rng.random() < 0.5:
            name = self.rng.choices(names, cum_weights=running)[0]
        else:
            name = self.rng.choice(names)
        if self.rng.random() < 0.04:
            name += "-" + self.rng.choices(names, cum_weights=running)[0]
        return name

    def draw_surname(self) -> str:
        known, extra = _surnames()
        kind = self.rng.random()
        if kind < 0.4:
            name = self.rng.choice(known)
        elif kind < 0.7:
            name = self.rng.choice(extra)
        elif kind < 0.85:
            name = self.rng.choice(_FRONT) + self.rng.choice(_BACK)
        else:
            name = self.rng.choice(_FINNISH_FRONT) + self.rng.choice(_FINNISH_BACK)
        if self.rng.random() < 0.04:
            name += "-" + self.rng.choice(known)
        return name

    def rename(self, words: list[str], following: str) -> list[str]:
        """New words for a person's; at times the first name alone, with its genitive kept."""
        bare = words[-1].rstrip("'’")
        owns = (
            len(bare) > 3
            and bare.endswith("s")
            and following[:1].islower()
            and (look_up(bare[:-1]) is not None or is_surname_like(bare[:-1]))
        )
        core = [*words[:-1], bare[:-1] if owns else bare]
        if len(core) > 1 and self.rng.random() < 0.2:
            core = core[:1]
        renamed = []
        for i, word in enumerate(core):
            if word in _KEPT or len(word) < 3 or "." in word:
                renamed.append(word)
            elif i == len(core) - 1 and (len(core) > 1 or self._is_surname(word)):
                renamed.append(self.surnames.setdefault(word, self.draw_surname()))
            else:
                renamed.append(self.given.setdefault(word, self.draw_given()))
        if owns and not renamed[-1].endswith(("s", "x", "z")):
            renamed[-1] += "s"
        return renamed

    def _is_surname(self, word: str) -> bool:
        counts = look_up(word)
        return is_surname_like(word) and (counts is None or counts.bearers < 300)
