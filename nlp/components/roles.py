"""``roles``: occupation group and GMMP function, from title, party and speech."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from data.vocab import Function, Occupation
from nlp.drafts import PersonDraft, get_persons, get_quotes
from nlp.titles import find_title

# What a speaking person does in the story, by occupation group (GMMP's definitions; a first
# approximation to be measured against the gold sets).
_SPEAKING = {
    Occupation.POLITICIAN: Function.SPOKESPERSON,
    Occupation.GOVERNMENT_EMPLOYEE: Function.SPOKESPERSON,
    Occupation.BUSINESS_LEADER: Function.SPOKESPERSON,
    Occupation.UNION_NGO: Function.SPOKESPERSON,
    Occupation.POLICE_LEGAL: Function.SPOKESPERSON,
    Occupation.RESEARCHER_TEACHER: Function.EXPERT,
    Occupation.ENTREPRENEUR: Function.SUBJECT,
    Occupation.CULTURE: Function.SUBJECT,
    Occupation.SPORT: Function.SUBJECT,
}


def _decide_occupation(person: PersonDraft) -> Occupation:
    if person.party:
        return Occupation.POLITICIAN
    for title in person.titles:
        group = find_title(title)
        if group is not None:
            return group
    return Occupation.UNKNOWN


class Roles:
    def __call__(self, doc: Doc) -> Doc:
        speaking = {quote.person for quote in get_quotes(doc)}
        for i, person in enumerate(get_persons(doc)):
            person.occupation = _decide_occupation(person)
            if i in speaking:
                person.function = _SPEAKING.get(person.occupation, Function.PERSONAL_EXPERIENCE)
            else:
                person.function = Function.SUBJECT
        return doc


@Language.factory("roles", requires=["doc._.persons"], assigns=["doc._.persons"])
def create_roles(nlp: Language, name: str) -> Roles:
    return Roles()
