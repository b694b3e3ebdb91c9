"""``gender``: what the text says of a person, else how the name is carried in the register."""

from __future__ import annotations

import bisect
import re
from collections import Counter

from spacy.language import Language
from spacy.tokens import Doc

from data.vocab import Evidence, Gender
from nlp.drafts import CONTENT_KINDS, PersonDraft, get_persons, get_segments
from nlp.lexicon import load_lexicon
from nlp.names import look_up

SURE = 0.9  # share of bearers from which the register alone decides; between, the text must
STRONG = 0.97  # a name this one-sided is not turned by one pronoun whose person is inferred
REACH = 2  # paragraphs back to which a pronoun may point
_PRONOUN = re.compile(r"\b(hon|henne|hennes|han|honom|hans|hen|hens|henom)\b", re.IGNORECASE)


def judge_probability(p_woman: float | None) -> Gender:
    """What the register alone may say: unknown between 1 - SURE and SURE, and without a name."""
    if p_woman is None or 1 - SURE < p_woman < SURE:
        return Gender.UNKNOWN
    return Gender.WOMAN if p_woman >= SURE else Gender.MAN


def judge_name(name: str) -> Gender:
    """How a given name is mostly carried in the register; unknown if it is not, or by both."""
    counts = look_up(name)
    return judge_probability(counts.p_woman if counts is not None else None)


def compute_p_woman(person: PersonDraft) -> float | None:
    """P(woman) by the register, 0-1; None for initials, a surname alone, a name in no register."""
    if person.words[0].endswith("."):
        return None
    name = person.given
    if len(person.words) == 1 and (name.endswith("sson") or look_up(name) is None):
        return None
    counts = look_up(name)
    return counts.p_woman if counts is not None else None


def _may_be(person: PersonDraft, gender: Gender) -> bool:
    if person.p_woman is None or gender is Gender.NONBINARY:
        return True
    return person.p_woman > 1 - STRONG if gender is Gender.WOMAN else person.p_woman < STRONG


def _collect_pronouns(doc: Doc, persons: tuple[PersonDraft, ...]) -> dict[int, Counter[Gender]]:
    """Votes by person: each pronoun speaks of the last named person that it can agree with."""
    votes: dict[int, Counter[Gender]] = {i: Counter() for i in range(len(persons))}
    pronouns, text = load_lexicon().pronouns, doc.text
    namings = sorted(
        (naming.start_char, naming.segment, i)
        for i, person in enumerate(persons)
        for naming in person.namings
    )
    starts = [start for start, _, _ in namings]
    segments = get_segments(doc)
    for number, segment in enumerate(segments):
        if segment.kind not in CONTENT_KINDS:
            continue
        for match in _PRONOUN.finditer(text, segment.start_char, segment.end_char):
            gender = pronouns[match[0].lower()]
            if gender is None or match.start() in starts:  # Hans is a name too
                continue
            for k in range(bisect.bisect_left(starts, match.start()) - 1, -1, -1):
                _, spoken_in, i = namings[k]
                if number - spoken_in > REACH:
                    break
                if _may_be(persons[i], gender):
                    votes[i][gender] += 1
                    break
    return votes


def _find_noun(text: str, person: PersonDraft) -> tuple[Gender, str] | None:
    """A gendered noun that presents the person: "affärskvinnan Kim Berg", "Kim, mamma till"."""
    nouns = load_lexicon().gendered_nouns
    for naming in person.namings:
        before = re.findall(r"[\w-]+", text[max(0, naming.start_char - 40) : naming.start_char])
        if before and before[-1].lower() in nouns and text[naming.start_char - 1] == " ":
            return nouns[before[-1].lower()], before[-1]
        following = text[naming.end_char : naming.end_char + 40]
        after = re.match(r", (?:\d+, )?(?:en |ett )?([\w-]+)", following)
        if after and after[1].lower() in nouns:
            return nouns[after[1].lower()], after[1]
    return None


def _decide(person: PersonDraft, votes: Counter[Gender], noun: tuple[Gender, str] | None) -> None:
    p = person.p_woman
    register = judge_probability(p)
    if votes:
        (gender, n), *others = votes.most_common(2)
        clear = not others or n >= 2 * others[0][1]
        if gender is Gender.NONBINARY and not others:
            _set(person, gender, Evidence.PRONOUN, "hen")
            return
        strong = p is not None and (p >= STRONG or p <= 1 - STRONG)
        if clear and gender is not Gender.NONBINARY and (not strong or register == gender):
            _set(person, gender, Evidence.PRONOUN, "hon" if gender is Gender.WOMAN else "han")
            return
    if noun is not None:
        _set(person, noun[0], Evidence.TITLE, noun[1])
    elif register is not Gender.UNKNOWN:
        _set(person, register, Evidence.NAME, person.given)


def _set(person: PersonDraft, gender: Gender, evidence: Evidence, text: str) -> None:
    person.gender, person.evidence, person.evidence_text = gender, evidence, text


class GenderByEvidence:
    """Reads pronouns and nouns; the register speaks where the text is silent."""

    def __call__(self, doc: Doc) -> Doc:
        persons = get_persons(doc)
        for person in persons:
            person.p_woman = compute_p_woman(person)
        votes, text = _collect_pronouns(doc, persons), doc.text
        for i, person in enumerate(persons):
            _decide(person, votes[i], _find_noun(text, person))
        return doc


@Language.factory("gender", requires=["doc._.persons"], assigns=["doc._.persons"])
def create_gender(nlp: Language, name: str) -> GenderByEvidence:
    return GenderByEvidence()
