"""``roles``: occupation group and GMMP function, from title, speech, room and story."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from data.records import Quote
from data.vocab import Function, Occupation
from nlp.drafts import PersonDraft, get_persons, get_quotes, get_segments, get_text
from nlp.lexicon import load_lexicon
from nlp.occupations import decide_by_cues, decide_by_title, decide_gmmp, decide_position
from nlp.sentences import split_sentences
from nlp.tables import decide_by_table, holds_table, is_sport_story
from nlp.titles import find_title

# Who speaks for others when speaking: GMMP's spokesperson "represents or speaks on behalf of".
_OFFICES = frozenset(
    {Occupation.POLITICIAN, Occupation.GOVERNMENT_EMPLOYEE, Occupation.BUSINESS_LEADER}
    | {Occupation.UNION_NGO, Occupation.POLICE_LEGAL}
)
_DOERS = frozenset({Occupation.ENTREPRENEUR, Occupation.SPORT, Occupation.CULTURE})
_ORDINARY = frozenset({Occupation.RESIDENT, Occupation.STUDENT})
_EXPERT_TITLE = re.compile(
    r"(?:forskar|professor|docent|meteorolog|veterinär|jurist|ekonom|analytiker|statsvetar|vetare|"
    r"expert|historiker|arkeolog|biolog|geolog|glaciolog|etnolog|lektor|tutkij)"
)
_SPOKESMAN_TITLE = re.compile(
    r"(?:chef|direktör|^vd|ordförande|talesperson|pressek|rektor|tränare|föreståndare|ledare|befäl|"
    r"samordnare|kapten)(?:e?n|e?t|na|:n)?$"
)
_WITNESS = re.compile(
    r"\b(?:såg|hörde|small|smäll\w*|vaknade av|kände (?:lukten|rök)|larmade|ringde (?:112|sos)|vittna\w*|"
    r"bevittna\w*|fick se|på väg (?:hem|till)|stod och tittade|rök(?:en)?\b|näin|kuulin)",
    re.IGNORECASE,
)
_SAW = re.compile(
    r"\b(?:när (?:han|hon|hen) (?:fick se|såg|hörde)|stod (?:närmast|och|på|vid)|var (?:ute|på väg)|fick se|"
    r"vaknade av|hörde hur|såg hur|körde bakom|kom först till|larmade|slog larm|kuuli|näki)\b",
    re.IGNORECASE,
)
_MADE = re.compile(
    r"\b(?:ritat?s?|byggt?s?|byggd|skrive[nt]|utvecklat?s?|tagits fram|skapat?s?|verk|startat?s?|sköts|"
    r"drivs|ägs|leds|grundat?s?|konstruerat?s?|löstes?|uppfunnits?) av (?:[\w-]+ ){0,3}$"
)
_ASKED = re.compile(
    r"\b(?:kund(?:en|erna)?|besökar\w*|publik\w*|åskådar\w*|förbipasserande|grannen|bybon?|invånar\w*|"
    r"pensionär\w*|\w+bon(?= [A-ZÅÄÖ])|hyresgäst\w*|boende)\b"
)
_EVENT = re.compile(
    r"\b(?:olycka\w*|brand\w*|brann|eldsvåda\w*|krock\w*|kollision\w*|explosion\w*|inbrott\w*|rån\w*|"
    r"misshandel\w*|drunkn\w*|lavin\w*|räddningstjänst\w*|sken(?:et)?\b|norrsken\w*|meteor\w*|rymde|"
    r"rymning\w*|vält\w*|skred\w*|översvämning\w*|älgen|björnen|vargen)",
    re.IGNORECASE,
)
_OPINION = re.compile(
    r"\b(?:tycker|tyckte|åsikt\w*|enkät\w*|vad tycker|frågade|insändar\w*|protester\w*|hoppas|önskar|"
    r"borde|synd att|bra att|behövs|saknar|köper|handla\w*|kund(?:en|erna)?|besök\w*)",
    re.IGNORECASE,
)
_VICTIM = re.compile(
    r"\b(?:offer|offret|drabbades|skadades|skadad|skadat|omkom|dödades|misshandlades|rånades|lurades|"
    r"bedrogs|förolyckades|målsägande\w*|fördes till sjukhus|hotades|mobbades|utsattes|trakasserades|"
    r"blev påkörd|blev av med)\b",
    re.IGNORECASE,
)
_SURVIVOR = re.compile(
    r"\b(?:överlevde|överlevare\w*|överlevande|räddades|klarade sig|kom undan|tillfrisknade)\b",
    re.IGNORECASE,
)
_AGE = re.compile(r"^,? \(?(\d{1,3})\b(?![-–:.]\d)")
_BUSINESS = re.compile(
    r"\b(?:bolag\w*|företag\w*|firma\w*|uppfinn\w*|patent\w*|kund(?:er|erna|en)\b|säljer|sålt|sålde|metod\w*|"
    r"prototyp\w*|omsätt\w*|invester\w*|startade|startat|delägare\w*|verkstad\w*|butik\w*|gäster\w*|bokning\w*)",
    re.IGNORECASE,
)
BUSINESS_STEMS = 4  # different words of business that make its untitled main person an entrepreneur
_HOME_OR_AGE = re.compile(r"^(?:, \d{1,3}\b|, (?:i|från) [A-ZÅÄÖ]| (?:i|från) [A-ZÅÄÖ]|, [A-ZÅÄÖ])")
MUCH_OF_THE_WORDS = 0.5
OPINION_WORDS = 60  # somebody asked in passing says little


@dataclass(frozen=True, slots=True)
class _Story:
    text: str
    is_table: bool
    is_sport: bool
    is_letter: bool
    table_group: Occupation
    is_event: bool
    is_business: bool


class Roles:
    """Title first; then what the story says; an ordinary person who is asked is a resident."""

    def __call__(self, doc: Doc) -> Doc:
        persons = get_persons(doc)
        if not persons:
            return doc
        text, quotes = get_text(doc), get_quotes(doc)
        story = self._read_story(text, doc, persons)
        about = self._collect_about(doc, text, persons)
        for i, person in enumerate(persons):
            own = [quote for quote in quotes if quote.person == i]
            person.occupation = self._decide_occupation(person, about[i], own, story)
            person.gmmp_occupation = decide_gmmp(person)
            person.position_in_business = decide_position(person)
            person.function = self._decide_function(person, about[i], own, story)
            near = about[i]
            person.is_survivor = _SURVIVOR.search(near) is not None
            person.is_victim = person.is_survivor or _VICTIM.search(near) is not None
            if person.occupation in _OFFICES or _EXPERT_TITLE.search(" ".join(person.titles)):
                person.is_victim = person.is_survivor = False
        return doc

    def _read_story(self, text: str, doc: Doc, persons: tuple[PersonDraft, ...]) -> _Story:
        is_table = holds_table(text, persons)
        opening = text[:600]
        return _Story(
            text=text,
            is_table=is_table,
            is_sport=is_sport_story(text),
            is_letter=load_lexicon().letter_opening.search(opening) is not None,
            table_group=decide_by_table(text) if is_table else Occupation.UNKNOWN,
            is_event=_EVENT.search(text) is not None,
            is_business=len({m.lower() for m in _BUSINESS.findall(text)}) >= BUSINESS_STEMS,
        )

    def _collect_about(self, doc: Doc, text: str, persons: tuple[PersonDraft, ...]) -> list[str]:
        """What the narrative says of each: the sentences that name, and those of Hon or Han behind."""
        spoken = [(q.start_char, q.end_char) for q in get_quotes(doc) if q.direct]
        segments = get_segments(doc)
        about = []
        for person in persons:
            seen: dict[int, str] = {}
            for naming in person.namings[:6]:
                segment = segments[naming.segment]
                sentences = split_sentences(text, segment.start_char, segment.end_char)
                for k, (a, b) in enumerate(sentences):
                    if a <= naming.start_char < b:
                        seen[a] = self._narrated(text, a, b, spoken)
                        for c, d in sentences[k + 1 : k + 3]:
                            if not re.match(
                                r"(?:Hon|Han|Hen|Hän|Hennes|Hans|Där|Till vardags)\b", text[c:d]
                            ):
                                break
                            seen[c] = self._narrated(text, c, d, spoken)
            about.append(" ".join(seen[a] for a in sorted(seen)))
        return about

    def _narrated(self, text: str, start: int, end: int, spoken: list[tuple[int, int]]) -> str:
        parts, at = [], start
        for a, b in spoken:
            if a < end and start < b:
                parts.append(text[at : max(a, at)])
                at = max(at, b)
        return " ".join([*parts, text[at:end]])

    def _decide_occupation(
        self, person: PersonDraft, about: str, own: list[Quote], story: _Story
    ) -> Occupation:
        group = decide_by_title(person, story.text)
        if group is not Occupation.UNKNOWN:
            return group
        if story.is_table and not own:
            return Occupation.WORKER if person.titles else story.table_group
        group = self._decide_by_tag(own)
        if group is not Occupation.UNKNOWN:
            return group
        if 5 < self._find_age(story.text, person) < 19 and not story.is_sport:
            return Occupation.STUDENT
        group = decide_by_cues(about)
        if story.is_sport and group in {Occupation.UNKNOWN, Occupation.RESIDENT, Occupation.SPORT}:
            return Occupation.SPORT
        if group is not Occupation.UNKNOWN:
            return group
        if person.titles:  # an occupation of the word list for which our table has no group
            return Occupation.WORKER
        former = next((g for t in person.former_titles if (g := find_title(t))), Occupation.UNKNOWN)
        if former is not Occupation.UNKNOWN:
            return former
        if story.is_business and own and (person.is_central or self._has_room(person)):
            return Occupation.ENTREPRENEUR
        if own:
            speech = " ".join(quote.text for quote in own)
            group = decide_by_cues(speech)
            if group in {Occupation.ENTREPRENEUR, Occupation.STUDENT}:
                return group
            return Occupation.RESIDENT
        if story.is_letter or self._has_home(story.text, person) or person.family_role:
            return Occupation.RESIDENT
        return Occupation.UNKNOWN

    def _decide_by_tag(self, own: list[Quote]) -> Occupation:
        """The group of the noun by which a tag means the person: "säger snickaren"."""
        for quote in own:
            if quote.method in {"title", "description"}:
                group = find_title(quote.speaker_text.lower())
                if group is not None and group is not Occupation.UNKNOWN:
                    return group
        return Occupation.UNKNOWN

    def _find_age(self, text: str, person: PersonDraft) -> int:
        """The age printed behind a name, 0 for none."""
        for naming in person.namings[:3]:
            age = _AGE.match(text[naming.end_char : naming.end_char + 10])
            if age is not None:
                return int(age[1])
        return 0

    def _has_home(self, text: str, person: PersonDraft) -> bool:
        return any(
            _HOME_OR_AGE.match(text[n.end_char : n.end_char + 14]) for n in person.namings[:3]
        )

    def _decide_function(
        self, person: PersonDraft, about: str, own: list[Quote], story: _Story
    ) -> Function:
        titles = " ".join(person.titles)
        if not own:
            if story.is_letter and self._signs(story.text, person):
                return Function.POPULAR_OPINION
            told = story.is_table and (person.in_headline or len(person.namings) > 1)
            return Function.SUBJECT if person.is_central or told else Function.OTHER
        if person.occupation is Occupation.RESEARCHER_TEACHER or _EXPERT_TITLE.search(titles):
            if _SPOKESMAN_TITLE.search(titles) and not _EXPERT_TITLE.search(titles):
                return Function.SPOKESPERSON
            return Function.SUBJECT if person.in_headline or person.in_lead else Function.EXPERT
        if person.occupation in _OFFICES:
            return Function.SPOKESPERSON
        if person.titles and _SPOKESMAN_TITLE.search(person.titles[0]):
            return Function.SPOKESPERSON
        if self._is_subject(person, story.text):
            return Function.SUBJECT
        speech = " ".join(quote.text for quote in own)
        if _SAW.search(about) or (story.is_event and _WITNESS.search(speech + " " + about)):
            return Function.EYE_WITNESS
        if (
            person.occupation is Occupation.RESIDENT
            and len(person.namings) < 3
            and (self._is_passer_by(story.text, person) or self._signs(story.text, person))
        ):
            return Function.POPULAR_OPINION
        brief = sum(len(q.text.split()) for q in own) <= OPINION_WORDS
        if person.occupation is Occupation.RESIDENT and brief and _OPINION.search(speech + about):
            return Function.POPULAR_OPINION
        return Function.PERSONAL_EXPERIENCE

    def _is_subject(self, person: PersonDraft, text: str) -> bool:
        """Whether the story is about the person: named ahead, or doing what it tells of."""
        if person.in_headline or person.occupation in _DOERS or self._has_room(person):
            return True
        if person.is_central and person.occupation not in _ORDINARY:
            return True
        return any(
            _MADE.search(text[max(0, n.start_char - 60) : n.start_char]) for n in person.namings[:3]
        )

    def _has_room(self, person: PersonDraft) -> bool:
        """Named three times, or twice with much of the quoted words: more than asked in passing."""
        n = len(person.namings)
        return n >= 3 or (n == 2 and person.share_of_quoted_words >= MUCH_OF_THE_WORDS)

    def _is_passer_by(self, text: str, person: PersonDraft) -> bool:
        return any(
            _ASKED.search(text[max(0, n.start_char - 40) : n.start_char]) for n in person.namings
        )

    def _signs(self, text: str, person: PersonDraft) -> bool:
        """Whether the name stands as a signature: a line of its own with a home at most."""
        for naming in person.namings:
            start = text.rfind("\n", 0, naming.start_char) + 1
            end = text.find("\n", naming.end_char)
            line = text[start : end if end >= 0 else len(text)]
            if naming.start_char - start < 3 and len(line.split()) <= 6 and line[-1:] not in ".!?":
                return True
        return False


@Language.factory("roles", requires=["doc._.persons", "doc._.quotes"], assigns=["doc._.persons"])
def create_roles(nlp: Language, name: str) -> Roles:
    return Roles()
