"""``roles``: occupation group and GMMP function, from title, speech, room and story."""

from __future__ import annotations

import bisect
import re

from spacy.language import Language
from spacy.tokens import Doc

from data.records import Quote
from data.vocab import Function, Occupation
from nlp.drafts import PersonDraft, get_persons, get_quotes, get_segments, get_text
from nlp.occupations import decide_by_cues, decide_by_title, decide_gmmp, decide_position
from nlp.rolecues import load_cue, load_person_cues
from nlp.rolestory import Cues, Story, read_story
from nlp.sentences import split_sentences
from nlp.titles import find_title

# Who speaks for others when speaking: GMMP's spokesperson "represents or speaks on behalf of".
_OFFICES = frozenset(
    {Occupation.POLITICIAN, Occupation.GOVERNMENT_EMPLOYEE, Occupation.BUSINESS_LEADER}
    | {Occupation.UNION_NGO, Occupation.POLICE_LEGAL}
)
_DOERS = frozenset({Occupation.ENTREPRENEUR, Occupation.SPORT, Occupation.CULTURE})
_LIVINGS = frozenset(
    {Occupation.ENTREPRENEUR, Occupation.WORKER, Occupation.HEALTH_CARE}
    | {Occupation.CULTURE, Occupation.RESEARCHER_TEACHER}
)
_ORDINARY = frozenset({Occupation.RESIDENT, Occupation.STUDENT, Occupation.WORKER})
_SPOKESMAN_TITLE = re.compile(
    r"(?:chef|direktör|^vd|ordförande|talesperson|pressek|rektor|tränare|föreståndare|ledare|befäl|"
    r"samordnare|kapten)(?:e?n|e?t|na|:n)?$"
)
_COACH = re.compile(r"tränare|förbundskapten|sportchef")
_AGE = re.compile(r"^,? \(?(\d{1,3})\b(?![-–:.]\d)")
_HOME_OR_AGE = re.compile(r"^(?:, \d{1,3}\b|, (?:i|från) [A-ZÅÄÖ]| (?:i|från) [A-ZÅÄÖ]|, [A-ZÅÄÖ])")
_GOES_ON = re.compile(r"(?:Hon|Han|Hen|Hän|Hennes|Hans|Där|Till vardags)\b")
_BY = re.compile(r" (?:av|från) (?:[\w-]+ ){0,3}$")
_ONE_OF = re.compile(
    r"\b(?:[Ee]n av (?:dem|de |\w+na\b)|[Bb]land (?:dem|de )|[Ff]örst(?:a|e)? (?:ut|att)\b)"
    r"[^.!?\n]*$"
)
MADE_BY = 60  # characters before a name within which "har tagits fram av docenten" stands
PRESENTED = 40  # characters before a name within which "En av kunderna," stands
NAMINGS_READ = 6  # namings whose sentences are read for what they say of a person
LONGEST = 600  # characters; a longer "sentence" is a list, of which the opening is read
# Swept .3, .4, .5 on the sample (2026-11-25): macro F1 of functions .695, .693, .703.
MUCH_OF_THE_WORDS = 0.5


def _is_expert(person: PersonDraft) -> bool:
    return load_cue("expert_titles").search(" ".join(person.titles)) is not None


class Roles:
    """Title first; then what the story says; an ordinary person who is asked is a resident."""

    def __call__(self, doc: Doc) -> Doc:
        persons = get_persons(doc)
        if not persons:
            return doc
        text, quotes = get_text(doc), get_quotes(doc)
        story = read_story(text, persons)
        about = self._collect_about(doc, text, persons)
        spoken: dict[int | None, list[Quote]] = {}
        for quote in quotes:
            spoken.setdefault(quote.person, []).append(quote)
        table = load_person_cues()
        for i, person in enumerate(persons):
            own = spoken.get(i, [])
            told = table.find(about[i])
            said = table.find(" ".join(quote.text for quote in own)) if own else {}
            person.occupation = self._decide_occupation(person, told, said, own, story)
            person.gmmp_occupation = decide_gmmp(person)
            person.position_in_business = decide_position(person)
            person.function = self._decide_function(person, told, said, bool(own), story)
            if person.occupation not in _OFFICES and not _is_expert(person):
                person.is_survivor = "survivor" in told
                person.is_victim = person.is_survivor or "victim" in told
        return doc

    def _collect_about(self, doc: Doc, text: str, persons: tuple[PersonDraft, ...]) -> list[str]:
        """What the narrative says of each: where named, and where Hon or Han goes on."""
        spoken = [(q.start_char, q.end_char) for q in get_quotes(doc) if q.direct]
        segments = get_segments(doc)
        sentences: dict[int, list[tuple[int, int]]] = {}
        about = []
        for person in persons:
            seen: dict[int, str] = {}
            for naming in person.namings[:NAMINGS_READ]:
                if naming.segment not in sentences:
                    sentences[naming.segment] = [
                        span
                        for part in segments[naming.segment : naming.segment + 2]
                        for span in split_sentences(text, part.start_char, part.end_char)
                    ]
                near = sentences[naming.segment]
                k = bisect.bisect_right(near, (naming.start_char, len(text))) - 1
                for a, b in near[max(k, 0) : max(k, 0) + 3]:
                    if a > naming.start_char and not _GOES_ON.match(text, a, b):
                        break
                    if a not in seen:
                        seen[a] = self._narrated(text, a, min(b, a + LONGEST), spoken)
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
        self, person: PersonDraft, told: Cues, said: Cues, own: list[Quote], story: Story
    ) -> Occupation:
        if not story.is_sporty:
            told = {label: cues for label, cues in told.items() if label != Occupation.SPORT}
        group = decide_by_title(person, story.text)
        if group is Occupation.WORKER and story.is_sport and "sport" in told:
            return Occupation.SPORT  # an amateur: "elektrikern Anna Berg gjorde två mål"
        if group is Occupation.WORKER and len(told.get(Occupation.ENTREPRENEUR, ())) >= 2:
            return Occupation.ENTREPRENEUR  # a trade and a firm: "ljudtekniker … bildat bolag"
        if group is Occupation.RESIDENT and not story.is_table:
            group = self._look_behind_neighbour(told)
        if group is not Occupation.UNKNOWN:
            return group
        if story.is_table and not own:
            return Occupation.WORKER if person.titles else story.table_group
        group = self._decide_by_tag(own)
        if group is not Occupation.UNKNOWN:
            return group
        if 5 < self._find_age(story.text, person) < 19 and not story.is_sport:
            return Occupation.STUDENT
        group = decide_by_cues(told)
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
            group = decide_by_cues(said)
            if group in {Occupation.ENTREPRENEUR, Occupation.STUDENT}:
                return group
            return story.setting
        if story.is_letter or self._has_home(story.text, person) or person.family_role:
            return Occupation.RESIDENT
        return Occupation.UNKNOWN

    def _look_behind_neighbour(self, told: Cues) -> Occupation:
        """What a customer, tenant or neighbour does for a living, where two cues tell."""
        group = decide_by_cues({k: v for k, v in told.items() if k != Occupation.RESIDENT})
        if group in _LIVINGS and len(told.get(group, ())) >= 2:
            return group
        return Occupation.RESIDENT

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
        self, person: PersonDraft, told: Cues, said: Cues, speaks: bool, story: Story
    ) -> Function:
        if not speaks:
            if story.is_letter and self._signs(story.text, person):
                return Function.POPULAR_OPINION
            in_prose = story.is_table and (person.in_headline or len(person.namings) > 1)
            if person.is_central or in_prose or self._has_made(story.text, person):
                return Function.SUBJECT
            is_told_of = {"accused", "survivor"} & told.keys() or (
                story.is_event and "harmed" in told
            )
            plays = story.is_sporty and person.occupation is Occupation.SPORT and "sport" in told
            if not story.is_table and person.occupation not in _OFFICES and (is_told_of or plays):
                return Function.SUBJECT
            return Function.OTHER
        is_expert = _is_expert(person)
        if person.occupation is Occupation.RESEARCHER_TEACHER or is_expert:
            if _SPOKESMAN_TITLE.search(" ".join(person.titles)) and not is_expert:
                return Function.SPOKESPERSON
            return Function.SUBJECT if person.in_headline else Function.EXPERT
        if person.occupation in _OFFICES:
            return Function.SPOKESPERSON
        leads = person.titles and _SPOKESMAN_TITLE.search(person.titles[0])
        if leads and (person.occupation not in _DOERS or _COACH.search(person.titles[0])):
            return Function.SPOKESPERSON
        if "accused" in told and not is_expert:
            return Function.SUBJECT
        if self._is_subject(person, story.text) and not self._is_one_of_many(story.text, person):
            return Function.SUBJECT
        if "saw" in told or (story.is_event and ("witness" in told or "witness" in said)):
            return Function.EYE_WITNESS
        if (
            person.occupation is Occupation.RESIDENT
            and len(person.namings) < 3
            and (self._is_passer_by(story.text, person) or self._signs(story.text, person))
        ):
            return Function.POPULAR_OPINION
        return Function.PERSONAL_EXPERIENCE

    def _is_subject(self, person: PersonDraft, text: str) -> bool:
        """Whether the story is about the person: named ahead, or doing what it tells of."""
        if person.in_headline or person.occupation in _DOERS or self._has_room(person):
            return True
        if person.is_central and person.occupation not in _ORDINARY:
            return True
        return self._has_made(text, person)

    def _has_made(self, text: str, person: PersonDraft) -> bool:
        """Whether what the story tells of is by the person: "har tagits fram av docenten X"."""
        made = load_cue("made")
        return any(
            made.match(text, n.end_char + 1) is not None
            and text[max(0, n.start_char - 5) : n.start_char] in {" har ", "hade "}
            for n in person.namings[:3]
        ) or any(
            (by := _BY.search(text, max(0, n.start_char - MADE_BY), n.start_char)) is not None
            and made.search(text, max(0, n.start_char - MADE_BY), by.start()) is not None
            for n in person.namings[:3]
        )

    def _is_one_of_many(self, text: str, person: PersonDraft) -> bool:
        """Whether the first naming presents one of those concerned: "En av dem är Anna Berg"."""
        if person.in_headline or (person.titles and find_title(person.titles[0]) in _DOERS):
            return False
        at = person.namings[0].start_char
        return _ONE_OF.search(text, max(0, at - PRESENTED), at) is not None

    def _has_room(self, person: PersonDraft) -> bool:
        """Named three times, or twice with much of the quoted words: more than asked in passing."""
        n = len(person.namings)
        return n >= 3 or (n == 2 and person.share_of_quoted_words >= MUCH_OF_THE_WORDS)

    def _is_passer_by(self, text: str, person: PersonDraft) -> bool:
        asked = load_cue("asked")
        return any(
            asked.search(text, max(0, n.start_char - PRESENTED), n.start_char)
            for n in person.namings
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
