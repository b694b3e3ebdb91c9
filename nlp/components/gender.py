"""``gender``: what the text says of a person, else how the name is carried in the register."""

from __future__ import annotations

from collections import defaultdict

from spacy.language import Language
from spacy.tokens import Doc

from data.vocab import Evidence, Gender
from nlp.drafts import PersonDraft, get_persons, get_text
from nlp.name_rules import is_finnish
from nlp.names import NameEvidence, is_finnish_surname, look_up, weigh_initials, weigh_name
from nlp.presented import Presented, find_in_groups, find_presented
from nlp.pronouns import CLEAR, STRONG, PronounReader, Vote

ENOUGH = 1.0  # weight of pronouns from which they decide for a name that both bear
TURNS = 3.0  # weight, all one way, from which they decide against a strongly one-sided name
HEN = 1.5  # times that a hen weighs more than a han or a hon
TWICE = 2.0  # times the weight of those that say otherwise


def judge_name(name: str) -> Gender:
    """How a given name is mostly carried in the register; unknown if it is not, or by both."""
    weighed = weigh_name(name)
    return Gender.UNKNOWN if weighed is None else weighed.gender


def weigh_person(person: PersonDraft, *, finnish: bool = False) -> NameEvidence | None:
    """What the given name says; None for initials and for a surname alone.

    The second name speaks where the first is an initial: J. Anna Berg.
    """
    given = [word for word in person.words[:-1] or person.words if not _is_initial(word)]
    if not given:
        return weigh_initials(person.given) if len(person.words) > 1 else None
    name = given[0]
    if len(person.words) == 1 and (name.endswith("sson") or look_up(name) is None):
        return None
    return weigh_name(name, finnish=finnish or is_finnish_surname(person.surname))


def _is_initial(word: str) -> bool:
    return len(word) < 2 or "." in word or (word.replace("-", "").isupper() and len(word) < 4)


def _weigh_votes(votes: list[Vote]) -> dict[Gender, float]:
    weights: dict[Gender, float] = defaultdict(float)
    for vote in votes:
        weights[vote.gender] += vote.weight
    return weights


def _decide_by_pronouns(votes: list[Vote], register: Gender, p_woman: float | None) -> Gender:
    """The gender that the pronouns carry; unknown where they do not, or not against the name."""
    weights = _weigh_votes(votes)
    if not weights:
        return Gender.UNKNOWN
    hen = weights.pop(Gender.NONBINARY, 0.0)
    if hen:
        # hen is chosen for somebody; han and hon beside it may speak of somebody unnamed. Beside a
        # one-sided name it counts where nobody else can be meant.
        others = sum(weights.values())
        if register is Gender.UNKNOWN:
            return Gender.NONBINARY if HEN * hen >= others else Gender.UNKNOWN
        if hen >= CLEAR and not others:
            return Gender.NONBINARY
        if not weights:
            return Gender.UNKNOWN
    best = max(weights, key=lambda gender: weights[gender])
    others = sum(weights.values()) - weights[best]
    if weights[best] < TWICE * others:
        return Gender.UNKNOWN
    if register is best:
        return best
    strong = p_woman is not None and not 1 - STRONG < p_woman < STRONG
    least = TURNS if strong else ENOUGH
    return best if weights[best] >= least and not (strong and others) else Gender.UNKNOWN


def _is_hen_in_doubt(votes: list[Vote]) -> bool:
    """Whether hen alone may speak of the person: the name by itself then says nothing."""
    return bool(votes) and all(vote.gender is Gender.NONBINARY for vote in votes)


def _decide(person: PersonDraft, votes: list[Vote], said: Presented | None, name: Gender) -> None:
    by_pronoun = _decide_by_pronouns(votes, name, person.p_woman)
    if by_pronoun is not Gender.UNKNOWN:
        vote = next(v for v in votes if v.gender is by_pronoun)
        _set(
            person, by_pronoun, Evidence.PRONOUN, vote.text.lower(), vote.start_char, vote.end_char
        )
    elif said is not None:
        _set(person, said.gender, Evidence.TITLE, said.text, said.start_char, said.end_char)
    elif name is not Gender.UNKNOWN and not _is_hen_in_doubt(votes):
        _set(person, name, person.evidence, person.evidence_text)
    else:
        _set(person, Gender.UNKNOWN, Evidence.NONE, "")
    person.conflict = _describe_conflict(person, votes, said, name)


def _describe_conflict(
    person: PersonDraft, votes: list[Vote], said: Presented | None, name: Gender
) -> str:
    """What speaks against the label, kept visible: "name: man; pronoun: hon"."""
    against = []
    if name not in {person.gender, Gender.UNKNOWN}:
        against.append(f"name: {name}")
    if said is not None and said.gender is not person.gender:
        against.append(f"title: {said.text}")
    words = dict.fromkeys(v.text.lower() for v in votes if v.gender is not person.gender)
    if words:
        against.append(f"pronoun: {', '.join(words)}")
    return "; ".join(against)


def _set(
    person: PersonDraft,
    gender: Gender,
    evidence: Evidence,
    text: str,
    start: int | None = None,
    end: int | None = None,
) -> None:
    person.gender, person.evidence, person.evidence_text = gender, evidence, text
    person.evidence_start, person.evidence_end = start, end


class GenderByEvidence:
    """Reads pronouns and nouns; the register speaks where the text is silent."""

    def __call__(self, doc: Doc) -> Doc:
        persons = get_persons(doc)
        finnish = is_finnish(doc)
        named: list[Gender] = []
        for person in persons:
            weighed = weigh_person(person, finnish=finnish)
            if weighed is None:
                named.append(Gender.UNKNOWN)
                continue
            person.p_woman, person.p_low, person.p_high = weighed.p_woman, weighed.low, weighed.high
            person.evidence, person.evidence_text = weighed.evidence, person.given
            named.append(weighed.gender)
        votes = PronounReader(doc, persons).collect()
        groups, text = find_in_groups(doc, persons), get_text(doc)
        for i, person in enumerate(persons):
            said = find_presented(text, person) or groups.get(i)
            _decide(person, votes.get(i, []), said, named[i])
        return doc


@Language.factory("gender", requires=["doc._.persons"], assigns=["doc._.persons"])
def create_gender(nlp: Language, name: str) -> GenderByEvidence:
    return GenderByEvidence()
