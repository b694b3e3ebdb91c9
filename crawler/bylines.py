"""Names in bylines: several in one string, agencies, e-mail addresses, lower case."""

from __future__ import annotations

import re

AGENCIES = {"tt nyhetsbyrån", "nyhetsbyrån tt", "tidningarnas telegrambyrå"}
_LABEL = re.compile(
    r"\b(text|foto|av|bild|teksti|kuva|reporter|publicerad|uppdaterad)\s*:\s*", re.I
)
_PARTICLES = {"von", "af", "de", "van", "der", "och"}


def _recase(name: str) -> str:
    if name != name.lower():
        return name
    return re.sub(
        r"[^\W\d_]+",
        lambda m: m[0] if m[0] in _PARTICLES else m[0].capitalize(),
        name,
    )


def split_byline(text: str) -> list[str]:
    """The personal names in one byline, in their order, without agencies and addresses."""
    text = re.sub(r"\S+@\S+", " ", text)
    text = _LABEL.sub(" / ", text)
    names = []
    for part in re.split(r"\s*(?:,|/|;|\||&|\boch\b|\bja\b|\n)\s*", text):
        name = _recase(" ".join(part.split()).strip(" .-–"))
        words = name.split()
        if not 1 < len(words) <= 4 or name.casefold() in AGENCIES:
            continue
        if any(character.isdigit() for character in name):
            continue
        names.append(name)
    return list(dict.fromkeys(names))
