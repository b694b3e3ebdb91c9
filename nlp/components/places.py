"""``places``: the municipalities of Norrbotten that the story is about."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from data.records import PlaceLabel
from nlp.drafts import CONTENT_KINDS, get_persons, get_segments
from nlp.gazetteer import load_homes

WEIGHTS = {"headline": 3.0, "lead": 2.0, "caption": 0.5}  # elsewhere 1
LEAST_SHARE = 0.25  # of the weight of all places, below which a mention is in passing


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    homes: dict[str, str]
    pattern: re.Pattern[str]


@lru_cache(maxsize=1)
def _load_gazetteer() -> _Gazetteer:
    homes = load_homes()
    names = sorted(homes, key=len, reverse=True)
    alternatives = "|".join(re.escape(name) for name in names)
    # genitive, inhabitants (Luleåbo) and Finnish cases of place; compounds with a hyphen
    tail = r"(?:s|bo|bor|borna|bon|ssa|ssä|sta|stä|an|en|in|lla|llä|lta|ltä|lle|n)?"
    return _Gazetteer(
        homes,
        re.compile(rf"(?<![\w-])(?:i )?({alternatives}){tail}(?=\b|-)(?![a-zåäö])", re.UNICODE),
    )


class Places:
    """Weighs mentions by where they stand; names of people are no places."""

    def __call__(self, doc: Doc) -> Doc:
        gazetteer = _load_gazetteer()
        people = {
            i
            for person in get_persons(doc)
            for naming in person.namings
            for i in range(naming.start_char, naming.end_char)
        }
        weights: Counter[str] = Counter()
        mentions: Counter[str] = Counter()
        scale, text = 100, doc.text
        for segment in get_segments(doc):
            if segment.kind not in CONTENT_KINDS:
                continue
            for match in gazetteer.pattern.finditer(text, segment.start_char, segment.end_char):
                if match.start(1) in people:
                    continue
                home = gazetteer.homes[match[1]]
                weights[home] += int(scale * WEIGHTS.get(segment.kind, 1.0))
                mentions[home] += 1
            caps = re.match(r"([A-ZÅÄÖ]{4,})\b", text[segment.start_char : segment.end_char])
            if caps and (home := gazetteer.homes.get(caps[1].capitalize(), "")):
                weights[home] += int(scale * 2)
                mentions[home] += 1
        total = sum(weights.values())
        doc._.places = tuple(
            PlaceLabel(home, round(weight / total, 4), mentions[home])
            for home, weight in sorted(weights.items(), key=lambda item: (-item[1], item[0]))
            if weight / total >= LEAST_SHARE
        )
        return doc


@Language.factory("places", requires=["doc._.persons"], assigns=["doc._.places"])
def create_places(nlp: Language, name: str) -> Places:
    return Places()
