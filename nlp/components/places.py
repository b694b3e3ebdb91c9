"""``places``: the municipalities of Norrbotten that the story is about, and how far it reaches."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from data.records import PlaceLabel, TopicLabel
from data.vocab import Scope, TopicKind
from nlp.drafts import CONTENT_KINDS, Segment, get_persons, get_segments, get_text
from nlp.gazetteer import load_gazetteer

# Where a name stands says how much the story is about the place: headline, dateline and lead hold
# what a reader must know first. Set by hand (2026-11); body is 1.
WEIGHTS = {"headline": 3.0, "lead": 2.0, "caption": 0.5}
DATELINE = 3.0
PASSING = 0.25  # of a name that says where somebody works or plays, not where the story happens
LEAST_SHARE = 0.2  # of the weight of all places, below which a mention is in passing
LEAST_OF_BEST = 0.6  # of the weight of the heaviest; a second municipality must come near it
WIDE = 4  # municipalities named without one that stands out: the story is about the county
OUTWEIGHS = 1.5  # times the weight of places in the county, for a story from elsewhere

# Seats of the whole county's institutions, clubs and goods that carry a place's name.
_INSTITUTION = re.compile(
    r"\s(?:tekniska\s+universitet|tingsrätt|stift|hockey|basket|hf\b|bk\b|if\b|ff\b|ibk\b|sk\b|"
    r"aif\b|löjrom|universitet|airport|flygplats|hamn\b|sjukhus)",
    re.IGNORECASE,
)
# Newspapers, rivers and boats: the name within is not where the story is.
_NO_PLACE = re.compile(r"-?(?:bladet|tidningen|kuriren|älven|älvens|älv\b|nytt\b)", re.IGNORECASE)
_RIVER = re.compile(r"\s(?:älv|älvs)\b")
_ELSEWHERE_NEAR = 40  # characters after a name within which another county claims it
_DATELINE = re.compile(r"^([A-ZÅÄÖ][\w -]{2,24}?)\s?(?=\d{4}-\d\d-\d\d)")
_CAPITALS = re.compile(r"(?<![\w-])[A-ZÅÄÖÁČĐŊŠŦŽ][A-ZÅÄÖÁČĐŊŠŦŽ -]{3,80}(?![\wåäö])")
CAPITALS_WITHIN = 90  # characters at the start of a paragraph where a place in capitals dates it
_PREPOSITION = re.compile(r"\b(?:i|till|från|vid|på|kring|utanför|nära|mot|mellan|genom)\s$")
_SHED = re.compile(r"\b(?:bod|boden|bodarna|bodar|boddörr\w*)\b")
_OPENS = re.compile(r"(?:^|[.!?:–—\"”»]\s*|\n\s*)$")
# Inhabitants and things of a municipality, with the ending in lower case (kirunabo, Luleåföretag).
_SHORT = {"Piteå": "Pite", "Luleå": "Lule", "Torneå": "Torne"}
_INHABITANT = (
    r"(?:bo|bor|bon|bos|borna|bornas|bors|pojken|tjejen|flickan|profilen|föret\w+|bolag\w*)"
)


@dataclass(frozen=True, slots=True)
class _Patterns:
    place: re.Pattern[str]
    inhabitant: re.Pattern[str]
    region: re.Pattern[str]
    county: re.Pattern[str]
    elsewhere: re.Pattern[str]
    stems: dict[str, str]


def _any_of(names: list[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


@lru_cache(maxsize=1)
def _compile() -> _Patterns:
    gazetteer = load_gazetteer()
    # genitive, inhabitants (Luleåbo), Finnish cases of place, and compounds in Swedish
    tail = (
        r"(?:s|(?:ssa|ssä|sta|stä|an|en|in|lla|llä|lta|ltä|lle|seen|hin|n)"
        r"|(?:s?(?:bo|politik|föret|kommun|gruv|bolag|skol|lag|familj|profil|par|kvinn|man|"
        r"vän|invån|tjej|kill|syst|bröd|stud|elev|klubb|industri|projekt|hotell|region)[a-zåäö]*))?"
    )
    stems = {m.lower(): m for m in gazetteer.municipalities}
    stems |= {_SHORT[m].lower(): m for m in gazetteer.municipalities if m in _SHORT}
    return _Patterns(
        re.compile(rf"(?<![\w-])({_any_of(list(gazetteer.places))}){tail}(?![\wåäö])"),
        re.compile(rf"(?<![\w-])({_any_of(list(stems))}){_INHABITANT}(?![\wåäö])"),
        re.compile(rf"(?<![\w-])({_any_of(list(gazetteer.regions))})s?(?![\wåäö])"),
        re.compile(rf"(?<![\w-])(?:{_any_of(list(gazetteer.county))})\w*"),
        re.compile(rf"(?<![\w-])({_any_of(list(gazetteer.elsewhere))})s?(?![\wåäö-])"),
        stems,
    )


@dataclass(slots=True)
class _Tally:
    """Weights of what a text names, while it is read."""

    places: Counter[str]
    mentions: Counter[str]
    county: float = 0.0
    elsewhere: float = 0.0

    def add(self, municipality: str, weight: float) -> None:
        self.places[municipality] += round(100 * weight)
        self.mentions[municipality] += 1


class Places:
    """Weighs mentions by where they stand; names of people, clubs and rivers are no places."""

    def __call__(self, doc: Doc) -> Doc:
        text = get_text(doc)
        people = {
            i
            for person in get_persons(doc)
            for naming in person.namings
            for i in range(naming.start_char, naming.end_char)
        } | _find_namesakes(text, {word for person in get_persons(doc) for word in person.words})
        tally = _Tally(Counter(), Counter())
        doubtful: list[tuple[str, float]] = []
        patterns, gazetteer = _compile(), load_gazetteer()
        for segment in get_segments(doc):
            _read_dateline(text[segment.start_char : segment.end_char], tally)
            if segment.kind in CONTENT_KINDS:
                _read_places(text, segment, people, tally, doubtful)
                weight = WEIGHTS.get(segment.kind, 1.0)
                part = text[segment.start_char : segment.end_char]
                for match in patterns.inhabitant.finditer(part):
                    tally.add(patterns.stems[match[1]], weight)
                tally.county += weight * sum(1 for _ in patterns.county.finditer(part))
                tally.county += weight * sum(1 for _ in patterns.region.finditer(part))
                tally.elsewhere += weight * sum(
                    1
                    for match in patterns.elsewhere.finditer(
                        text, segment.start_char, segment.end_char
                    )
                    if match.start(1) not in people
                )
        for name, weight in doubtful:
            home = gazetteer.places[name].municipality
            if tally.places[home] or (tally.county and not tally.elsewhere):
                tally.add(home, weight)
        doc._.places = _choose(tally)
        doc._.topics = (*doc._.topics, _tell_scope(tally))
        return doc


def _find_namesakes(text: str, words: set[str]) -> set[int]:
    """Where a place's name stands alone in a text that has a person of that name (Tage Boden)."""
    names = words & load_gazetteer().places.keys()
    return {
        match.start()
        for name in names
        for match in re.finditer(rf"\b{re.escape(name)}", text)
        if not _PREPOSITION.search(text[max(0, match.start() - 10) : match.start()])
    }


def _read_dateline(part: str, tally: _Tally) -> None:
    """A place before the date, or in capitals at the start of a paragraph."""
    places = load_gazetteer().places
    found = _DATELINE.match(part)
    if found and (place := places.get(found[1].strip())):
        tally.add(place.municipality, DATELINE)
    for capitals in _CAPITALS.finditer(part[:CAPITALS_WITHIN]):
        words = capitals[0].split()
        for n in range(len(words), 0, -1):
            names = {" ".join(words[i : i + n]) for i in range(len(words) - n + 1)}
            known = {places[name.title()] for name in names if name.title() in places}
            for place in sorted(known, key=lambda place: place.name):
                tally.add(place.municipality, DATELINE)
            if known:
                return


def _read_places(
    text: str, segment: Segment, people: set[int], tally: _Tally, doubtful: list[tuple[str, float]]
) -> None:
    patterns, places = _compile(), load_gazetteer().places
    for match in patterns.place.finditer(text, segment.start_char, segment.end_char):
        following = text[match.end() : match.end() + _ELSEWHERE_NEAR]
        if (
            match.start(1) in people
            or _NO_PLACE.match(text[match.end(1) :][:12])
            or _RIVER.match(following)
            or _is_claimed(following)
            or (match[1] == "Boden" and _is_shed(text, match))
        ):
            continue
        weight = WEIGHTS.get(segment.kind, 1.0)
        if _INSTITUTION.match(following):
            weight *= PASSING
        place = places[match[1]]
        before = text[max(0, match.start() - 10) : match.start()]
        if place.ambiguous and not (_PREPOSITION.search(before) and tally.places):
            doubtful.append((place.name, weight))
        else:
            tally.add(place.municipality, weight)


def _is_claimed(following: str) -> bool:
    """Whether another county says that the name is its own: ``Boden i Härjedalen``."""
    found = re.match(r"\s+i\s+([A-ZÅÄÖ]\w+)", following)
    return found is not None and (
        found[1] in load_gazetteer().elsewhere or found[1] in _ELSEWHERE_REGIONS
    )


_ELSEWHERE_REGIONS = frozenset(
    [
        "Härjedalen",
        "Jämtland",
        "Ångermanland",
        "Medelpad",
        "Hälsingland",
        "Dalarna",
        "Värmland",
        "Småland",
        "Skåne",
        "Västerbotten",
        "Lappland",
        "Gästrikland",
        "Uppland",
        "Finland",
        "Norge",
        "Danmark",
        "Västergötland",
        "Bohuslän",
        "Halland",
    ]
) - {"Lappland"}


def _is_shed(text: str, match: re.Match[str]) -> bool:
    """Whether ``Boden`` opens a sentence in a text about a shed."""
    opens = _OPENS.search(text[max(0, match.start() - 3) : match.start()]) is not None
    return opens and _SHED.search(text) is not None


def _choose(tally: _Tally) -> tuple[PlaceLabel, ...]:
    total = sum(tally.places.values())
    if not total:
        return ()
    best = max(tally.places.values())
    return tuple(
        PlaceLabel(home, round(weight / total, 4), tally.mentions[home])
        for home, weight in sorted(tally.places.items(), key=lambda item: (-item[1], item[0]))
        if weight / total >= LEAST_SHARE and weight >= LEAST_OF_BEST * best
    )


def _tell_scope(tally: _Tally) -> TopicLabel:
    """Local, county-wide or from elsewhere; the probability is the share of weight behind it."""
    inside = sum(tally.places.values()) / 100
    best = max(tally.places.values(), default=0) / 100
    total = inside + tally.county + tally.elsewhere
    if not total:
        return TopicLabel(TopicKind.SCOPE, Scope.UNKNOWN, 0.5, "")
    if tally.elsewhere > OUTWEIGHS * (inside + tally.county):
        scope, share = Scope.ELSEWHERE, tally.elsewhere / total
    elif tally.county > best or (len(tally.places) >= WIDE and best < inside / 2):
        scope, share = Scope.COUNTY, (inside + tally.county) / total
    elif inside:
        scope, share = Scope.LOCAL, inside / total
    else:
        scope, share = Scope.COUNTY, tally.county / total
    return TopicLabel(TopicKind.SCOPE, scope, round(share, 4), "")


@Language.factory("places", requires=["doc._.persons", "doc._.topics"], assigns=["doc._.places"])
def create_places(nlp: Language, name: str) -> Places:
    return Places()
