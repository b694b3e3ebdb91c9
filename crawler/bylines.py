"""Names in bylines: several in one string, agencies, e-mail addresses, lower case."""

from __future__ import annotations

import re

from data.records import Contributor
from data.vocab import ContributorRole

AGENCIES = {"tt nyhetsbyrån", "nyhetsbyrån tt", "tidningarnas telegrambyrå", "nyhetsbyrån siren"}
# Agencies as credits write them. Capitals tell TT and STT from other words.
_WIRE = re.compile(
    r"(?<![\w-])(TT(?:[- ](?:Nyhetsbyrån|Reuters|AFP))?|Nyhetsbyrån (?:TT|Siren)|Siren|STT|NTB"
    r"|AFP|Reuters|AP)(?![\w-])"
)
_WIRE_END = re.compile(r"(?:/|\(|–\s?|^)\s?(TT|STT|NTB|Nyhetsbyrån Siren)\s?\)?\.?$")
_WIRE_NAMES = {"Nyhetsbyrån TT": "TT", "Nyhetsbyrån Siren": "Siren"}
_LABEL = re.compile(
    r"\b(text|foto|av|bild|teksti|kuva|reporter|publicerad|uppdaterad)\s*:\s*", re.I
)
_CREDIT = re.compile(
    r"\b(?P<both>text\s*(?:&|\+|/|och)\s*(?:foto|bild)|foto\s*(?:&|\+|/|och)\s*text)\s*:"
    r"|\b(?P<photo>foto|bild|kuva)\s*:|\b(?P<text>text|av|teksti|reporter)\s*:",
    re.I,
)
_PARTICLES = {"von", "af", "de", "van", "der", "och"}


def find_wire(bylines: list[str], text: str) -> str:
    """The agency whose text it is, "" for own: named in the byline or last in the text.

    ``Foto: Anna Andersson/TT`` credits a picture, not the text.
    """
    for byline in bylines:
        words = re.split(r"\b(?:foto|bild|kuva)\s*:", byline, maxsplit=1, flags=re.I)[0]
        if found := _WIRE.search(words):
            return _WIRE_NAMES.get(found[1], found[1].split("-")[0].split(" ")[0])
    last = text.rstrip().rpartition("\n")[2]
    found = _WIRE_END.search(last)
    if found and not re.search(r"\b(?:foto|bild|kuva)\s*:", last, re.I):
        return _WIRE_NAMES.get(found[1], found[1])
    return ""


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
        name = re.sub(r"^(?:av|by) (?=\w)", "", name, flags=re.I)
        words = name.split()
        if not 1 < len(words) <= 4 or name.casefold() in AGENCIES:
            continue
        if any(character.isdigit() for character in name):
            continue
        names.append(name)
    return list(dict.fromkeys(names))


def split_credits(text: str) -> tuple[Contributor, ...]:
    """Who made the article, with their role: names after ``Foto:`` are photographers.

    Names after ``Text och foto:`` are both; names after no label are bylines.
    """
    found: list[Contributor] = []
    roles: tuple[ContributorRole, ...] = (ContributorRole.BYLINE,)
    start = 0
    for label in [*_CREDIT.finditer(text), None]:
        names = split_byline(text[start : label.start() if label else len(text)])
        found += [Contributor(name, role) for name in names for role in roles]
        if label is None:
            break
        start = label.end()
        if label["both"]:
            roles = (ContributorRole.BYLINE, ContributorRole.PHOTOGRAPHER)
        else:
            roles = (ContributorRole.PHOTOGRAPHER if label["photo"] else ContributorRole.BYLINE,)
    return tuple(dict.fromkeys(found))
