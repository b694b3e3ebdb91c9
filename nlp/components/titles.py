"""``titles``: the title, affiliation and party with which the text presents a person."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from nlp.drafts import PersonDraft, get_persons, get_text
from nlp.kinship import find_kinship
from nlp.speechwords import is_collective
from nlp.titles import find_title

_PARTY = re.compile(r"^ \((S|M|C|V|L|KD|MP|SD|FI|SJVP|NS|SV|s|m|c|v|l|kd|mp|sd)\)")
_OF = r"(?:i|för|på|vid|hos|inom|från|av|till|åt)"
_BEFORE = re.compile(
    r"(?:(?P<owner>[\w&-]+s) )?(?P<title>[\w:-]*\w)(?: (?:är|heter|var|blir)|:)? $"
)
# "Bredvid skrivaren i korridoren har Anna Berg …": the noun is a place of the sentence, no title.
_ADVERB_ENDS = re.compile(
    r" (?:har|hade|ska|skulle|kan|får|fick|står|stod|sitter|satt|går|gick|kom)$"
)
_BEFORE_LONG = re.compile(
    rf"(?:(?P<owner>[\w&-]+s) )?(?P<title>[\w:-]+) {_OF} (?P<at>(?:[\w&:.-]+ ){{0,5}}[\w&:.-]+),? $"
)
_BEFORE_COMMA = re.compile(r"(?:(?P<owner>[\w&-]+s) )?(?P<title>[\w:-]+), $")
_IS = (
    r"(?:är|var|blir|är anställd som|(?:har )?(?:jobbar|arbetar|jobbade|arbetade|jobbat|arbetat|"
    r"verkar|tjänstgör|praktiserar|vikarierar|vikarierade|extraknäcker|försörjer sig) som)"
)
_AFTER = re.compile(
    r"^(?: \([^)]{1,20}\))?(?:, (?:\(?\d{1,3}(?: år)?\)?(?:,| och) )?(?:som )?"
    rf"(?:{_IS} )?| (?:som )?{_IS} )"
    r"(?:till vardags |numera |i dag |också |själv |sedan \w+ )?(?:en |ett |ny |nya )?"
    r"(?P<rest>[^.!?\n;:–”\"]{2,90})"
)
_PRONOUN = re.compile(
    r"(?:^|[.!?:]\s+|\n)"
    rf"(?:(?:Hon|Han|Hen) {_IS}|(?:Till vardags|I dag|Numera|Nu) (?:är|arbetar|jobbar) "
    r"(?:hon|han|hen)(?: som)?) (?:till vardags |numera |i dag |också |själv )?"
    r"(?P<rest>[^.!?\n,;:]{3,60})"
)
_HOME = re.compile(r"[A-ZÅÄÖ][\w-]*(?: [A-ZÅÄÖ][\w-]*)?")
_FORMER = frozenset(
    {"tidigare", "förre", "förra", "detta", "f.d", "pensionerad", "pensionerade", "ex"}
)
_ANOTHER = re.compile(r"[a-zåäö\n–] ?[A-ZÅÄÖ][a-zåäö]+ [A-ZÅÄÖ]")
_LOOK_BACK = 90
_LOOK_AHEAD = 120
PRONOUN_WITHIN = 220  # characters behind a naming within which "Hon är svetsare" begins
TITLE_WITHIN = 9  # words of an apposition among which the title stands


@dataclass(slots=True)
class _Found:
    word: str
    printed: str
    affiliation: str
    former: bool


def _read_before(before: str) -> _Found | None:
    for pattern in (_BEFORE, _BEFORE_COMMA, _BEFORE_LONG):
        found = pattern.search(before)
        if not found or not _is_title(found["title"]):
            continue
        owner = found["owner"] or ""
        at = found.groupdict().get("at") or ""
        if _ADVERB_ENDS.search(at):
            continue
        ahead = before[: found.start("title")].split()[-2:]
        former = any(word.lower().strip(".") in _FORMER for word in ahead)
        printed = before[found.start("title") :].strip(" ,")
        printed = re.sub(r"(?: (?:är|heter|var|blir)|:)$", "", printed)
        affiliation = _to_affiliation(at) or _strip_genitive(owner)
        return _Found(found["title"].lower(), printed, affiliation, former)
    return None


def _is_title(word: str) -> bool:
    return find_title(word.lower()) is not None


def _to_affiliation(phrase: str) -> str:
    """The body that a person belongs to; "" for a subject or a time: "i gruvteknik", "för kvällen".

    Of several phrases the last that names one: "i gruvteknik vid Luleå tekniska universitet".
    """
    for part in reversed(re.split(rf"\b{_OF} ", phrase)):
        words = part.split()
        if words and (words[0][:1].isupper() or any(is_collective(w.lower()) for w in words)):
            return part.strip(" ,")
    return ""


def _strip_genitive(owner: str) -> str:
    return owner[:-1] if owner.endswith("s") else owner


def _read_rest(rest: str) -> list[_Found]:
    """Titles of an apposition in order; "före detta bagare och nu ugnsoperatör" gives both."""
    found: list[_Found] = []
    first, _, further = rest.partition(", ")
    # "Anna Berg, Boden, snickare": the home may stand between
    clause = further.split(", ")[0] if further and _HOME.fullmatch(first) else first
    words = list(re.finditer(r"[\w:.-]+", clause))[:TITLE_WITHIN]
    former = False
    rest_opens_with_one = clause.startswith("av ")
    for k, word in enumerate(words):
        lower = word[0].lower()
        if lower in {"och", "men", "nu", "sedan", "numera"}:
            former = False
        if lower in _FORMER:
            former = True
            continue
        if k and lower in {"som", "att", "när", "där"}:
            break
        if lower in {"med", "hos", "till", "av"} and not found:
            if lower == "av" and k == 0 and rest_opens_with_one:
                continue  # "en av sex lokförare"
            break
        if _is_title(lower) and lower == word[0]:
            at = re.match(rf" {_OF} ([^,.!?]{{2,60}})", clause[word.end() :])
            place = _to_affiliation(re.split(r" (?:och|som|sedan) ", at[1])[0]) if at else ""
            found.append(_Found(lower, clause[: word.end()].strip(), place, former))
    return found


def _present(text: str, person: PersonDraft) -> None:
    found: list[_Found] = []
    for naming in person.namings:
        before = text[max(0, naming.start_char - _LOOK_BACK) : naming.start_char]
        before = before[max(before.rfind("\n"), before.rfind(". ")) + 1 :]
        title_first = _read_before(before.lstrip('–—- ”"'))
        if title_first is not None:
            found.append(title_first)
        following = text[naming.end_char : naming.end_char + _LOOK_AHEAD]
        after = _AFTER.match(following)
        if after:
            found += _read_rest(after["rest"])
        party = _PARTY.match(following[:8])
        if party:
            person.party = party[1].upper()
    if not found:
        found = _read_pronouns(text, person)
    now = [f for f in found if not f.former] or []
    person.titles = list(dict.fromkeys(f.word for f in now))
    person.former_titles = list(dict.fromkeys(f.word for f in found if f.former))
    if now:
        person.title = now[0].printed
        person.affiliation = next((f.affiliation for f in now if f.affiliation), "")


def _read_pronouns(text: str, person: PersonDraft) -> list[_Found]:
    """ "Hon är svetsare" behind the first naming, where nobody else is named in between."""
    naming = person.namings[0]
    stretch = text[naming.end_char : naming.end_char + PRONOUN_WITHIN]
    found = _PRONOUN.search(stretch)
    if found is None or _ANOTHER.search(stretch, 0, found.start()):
        return []
    return _read_rest(re.sub(r"^(?:en|ett|ny) ", "", found["rest"]))


class Titles:
    """Reads title-first order (vd:n Anna Berg), apposition (Anna Berg, vd för …) and kinship."""

    def __call__(self, doc: Doc) -> Doc:
        text, persons = get_text(doc), get_persons(doc)
        for person in persons:
            _present(text, person)
        for i, words in find_kinship(text, persons).items():
            persons[i].family_role = min(words)
        return doc


@Language.factory("titles", requires=["doc._.persons"], assigns=["doc._.persons"])
def create_titles(nlp: Language, name: str) -> Titles:
    return Titles()
