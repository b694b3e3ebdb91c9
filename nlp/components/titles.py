"""``titles``: the title or occupation that the text gives a person, and the party."""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

from nlp.drafts import PersonDraft, get_persons
from nlp.titles import find_title

_PARTY = re.compile(r"^ \((S|M|C|V|L|KD|MP|SD|FI|SJVP|NS|SV)\)")
_BEFORE = re.compile(r"([\w:-]+)\s$")
_BEFORE_LONG = re.compile(r"([\w:-]+) (?:i|för|på|vid|hos|inom|från|av) (?:[\w-]+ ){1,4}$")
_AFTER = re.compile(
    r"^(?: \([^)]{1,20}\))?(?:, (?:som )?(?:(?:är|var|blir|jobbar som|arbetar som) )?"
    r"| (?:är|var|blir|jobbar som|arbetar som) )(?:en |ny )?([^.!?\n]{2,70})"
)
_LOOK_BACK = 70
_TITLE_WITHIN = 4  # words of an apposition among which the title stands


def _find_titles(text: str, person: PersonDraft) -> list[str]:
    titles = []
    for naming in person.namings:
        before = text[max(0, naming.start_char - _LOOK_BACK) : naming.start_char]
        for pattern in (_BEFORE, _BEFORE_LONG):
            found = pattern.search(before)
            if found and find_title(found[1].lower()) is not None:
                titles.append(found[1].lower())
                break
        after = _AFTER.match(text[naming.end_char : naming.end_char + 100])
        if after:
            words = re.findall(r"[\w:-]+", after[1].split(",")[0])[:_TITLE_WITHIN]
            if words and words[0].isdigit():
                words = re.findall(r"[\w:-]+", after[1].partition(",")[2])[:_TITLE_WITHIN]
            titles += [word for word in words if find_title(word) is not None][:1]
    return list(dict.fromkeys(titles))


class Titles:
    """Reads title-first order (vd:n Anna Berg) and apposition (Anna Berg, vd för …)."""

    def __call__(self, doc: Doc) -> Doc:
        text = doc.text
        for person in get_persons(doc):
            person.titles = _find_titles(text, person)
            for naming in person.namings:
                party = _PARTY.match(text[naming.end_char : naming.end_char + 8])
                if party:
                    person.party = party[1]
        return doc


@Language.factory("titles", requires=["doc._.persons"], assigns=["doc._.persons"])
def create_titles(nlp: Language, name: str) -> Titles:
    return Titles()
