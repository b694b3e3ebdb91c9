from __future__ import annotations

import pytest

from data.records import Quote
from data.vocab import Function, Occupation
from nlp.components.roles import Roles
from nlp.drafts import PersonDraft, get_persons
from tests.nlp.docs import build_doc, make_person, set_persons


def decide(*, speaks: bool, titles: tuple[str, ...] = (), party: str = "") -> PersonDraft:
    doc = build_doc("Lena Sundmark kom. Erik Öberg gick.")
    set_persons(
        doc,
        make_person(doc, "Erik Öberg"),
        make_person(doc, "Lena Sundmark", titles=titles, party=party),
    )
    quote = Quote(0, 5, "Lena", True, 1, "Lena Sundmark", "name", 0.9)
    doc._.quotes = (quote,) if speaks else ()
    silent, person = get_persons(Roles()(doc))
    assert (silent.function, silent.occupation) == (Function.SUBJECT, Occupation.UNKNOWN)
    return person


@pytest.mark.parametrize(
    ("title", "occupation", "function"),
    [
        ("kommunalråd", Occupation.POLITICIAN, Function.SPOKESPERSON),
        ("handläggare", Occupation.GOVERNMENT_EMPLOYEE, Function.SPOKESPERSON),
        ("vd", Occupation.BUSINESS_LEADER, Function.SPOKESPERSON),
        ("skyddsombud", Occupation.UNION_NGO, Function.SPOKESPERSON),
        ("åklagare", Occupation.POLICE_LEGAL, Function.SPOKESPERSON),
        ("forskare", Occupation.RESEARCHER_TEACHER, Function.EXPERT),
        ("snickare", Occupation.ENTREPRENEUR, Function.SUBJECT),
        ("författare", Occupation.CULTURE, Function.SUBJECT),
        ("målvakt", Occupation.SPORT, Function.SUBJECT),
        ("svetsare", Occupation.WORKER, Function.PERSONAL_EXPERIENCE),
        ("granne", Occupation.RESIDENT, Function.PERSONAL_EXPERIENCE),
        ("elev", Occupation.STUDENT, Function.PERSONAL_EXPERIENCE),
    ],
)
def test_a_speaker_does_what_her_occupation_does(
    title: str, occupation: Occupation, function: Function
) -> None:
    person = decide(speaks=True, titles=(title,))
    assert (person.occupation, person.function) == (occupation, function)


def test_who_does_not_speak_is_a_subject_whatever_the_title() -> None:
    person = decide(speaks=False, titles=("forskare",))
    assert (person.occupation, person.function) == (
        Occupation.RESEARCHER_TEACHER,
        Function.SUBJECT,
    )


def test_a_party_makes_a_politician_before_any_title() -> None:
    assert decide(speaks=False, titles=("snickare",), party="C").occupation is Occupation.POLITICIAN


def test_the_first_title_decides() -> None:
    person = decide(speaks=False, titles=("läkare", "snickare"))
    assert person.occupation is Occupation.HEALTH_CARE


def test_without_a_title_the_occupation_is_unknown() -> None:
    person = decide(speaks=True)
    assert (person.occupation, person.function) == (
        Occupation.UNKNOWN,
        Function.PERSONAL_EXPERIENCE,
    )
