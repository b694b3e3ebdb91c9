from __future__ import annotations

import pytest

from data.records import Quote
from data.vocab import Function, Occupation
from nlp.components.roles import Roles
from nlp.components.room import Room
from nlp.drafts import PersonDraft, get_persons
from tests.nlp.docs import build_doc, make_person, set_persons


def decide(
    text: str = "Erik Öberg kom. Sedan kom Lena Sundmark.",
    *,
    speaks: bool,
    titles: tuple[str, ...] = (),
    party: str = "",
    said: str = "Det går bra",
    affiliation: str = "",
    former: tuple[str, ...] = (),
) -> PersonDraft:
    """Lena Sundmark after room and roles; somebody else stands before her in the story."""
    doc = build_doc("Kaféet öppnar.", text, *([f"– {said}."] if speaks else []))
    others = [make_person(doc, "Erik Öberg")] if "Erik" in text else []
    lena = make_person(doc, "Lena Sundmark", "Sundmark", titles=titles, party=party)
    lena.affiliation, lena.former_titles = affiliation, list(former)
    set_persons(doc, *others, lena)
    at = len(doc.text) - len(said) - 1
    other = Quote(0, 14, "Kaféet öppnar.", True, None, "en kund", "unnamed", 0.9)
    own = Quote(at, at + len(said), said, True, len(others), "Lena Sundmark", "name", 0.9)
    doc._.quotes = (other, own) if speaks else ()
    return get_persons(Roles()(Room()(doc)))[len(others)]


@pytest.mark.parametrize(
    ("title", "occupation", "function"),
    [
        ("kommunalråd", Occupation.POLITICIAN, Function.SPOKESPERSON),
        ("handläggare", Occupation.GOVERNMENT_EMPLOYEE, Function.SPOKESPERSON),
        ("vd", Occupation.BUSINESS_LEADER, Function.SPOKESPERSON),
        ("skyddsombud", Occupation.UNION_NGO, Function.SPOKESPERSON),
        ("åklagare", Occupation.POLICE_LEGAL, Function.SPOKESPERSON),
        ("rektor", Occupation.RESEARCHER_TEACHER, Function.SPOKESPERSON),
        ("forskare", Occupation.RESEARCHER_TEACHER, Function.EXPERT),
        ("meteorolog", Occupation.RESEARCHER_TEACHER, Function.EXPERT),
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


def test_who_is_mentioned_in_passing_does_nothing_in_the_story() -> None:
    person = decide(
        "Erik Öberg kom. Erik Öberg log. Erik Öberg gick till Lena Sundmark.",
        speaks=False,
        titles=("forskare",),
    )
    assert (person.occupation, person.function) == (Occupation.RESEARCHER_TEACHER, Function.OTHER)


def test_who_the_story_is_about_is_its_subject_without_a_word() -> None:
    person = decide("Lena Sundmark kom. Sundmark log. Sundmark gick.", speaks=False)
    assert (person.occupation, person.function) == (Occupation.UNKNOWN, Function.SUBJECT)


def test_a_party_makes_a_politician_before_any_title() -> None:
    assert decide(speaks=False, titles=("snickare",), party="C").occupation is Occupation.POLITICIAN


def test_the_first_title_of_our_table_decides() -> None:
    person = decide(speaks=False, titles=("läkare", "snickare"))
    assert person.occupation is Occupation.HEALTH_CARE


@pytest.mark.parametrize(
    ("title", "affiliation", "occupation"),
    [
        ("personalchef", "Norrsten AB", Occupation.BUSINESS_LEADER),
        ("personalchef", "Bodens kommun", Occupation.GOVERNMENT_EMPLOYEE),
        ("personalchef", "Boden", Occupation.GOVERNMENT_EMPLOYEE),
        ("vd", "kommunen", Occupation.BUSINESS_LEADER),
    ],
)
def test_a_chief_of_a_public_body_is_its_employee(
    title: str, affiliation: str, occupation: Occupation
) -> None:
    person = decide(speaks=True, titles=(title,), affiliation=affiliation)
    assert person.occupation is occupation


@pytest.mark.parametrize(
    ("text", "occupation"),
    [
        ("Erik Öberg kom. Lena Sundmark driver ett kafé i byn.", Occupation.ENTREPRENEUR),
        ("Erik Öberg kom. Kaféet drivs av Lena Sundmark.", Occupation.ENTREPRENEUR),
        ("Erik Öberg kom. Lena Sundmark forskar om is.", Occupation.RESEARCHER_TEACHER),
        ("Erik Öberg kom. En av eleverna är Lena Sundmark.", Occupation.STUDENT),
        ("Erik Öberg kom. Lena Sundmark, 14, badade.", Occupation.STUDENT),
        ("Erik Öberg kom. Lena Sundmark kom. Hon jobbar på gruvan.", Occupation.WORKER),
        ("Erik Öberg kom. Lena Sundmark flyttade hit i våras.", Occupation.RESIDENT),
    ],
)
def test_without_a_title_the_story_tells(text: str, occupation: Occupation) -> None:
    assert decide(text, speaks=True).occupation is occupation


def test_what_somebody_else_does_is_not_hers() -> None:
    person = decide("Erik Öberg driver ett kafé. Sedan kom Lena Sundmark.", speaks=False)
    assert person.occupation is Occupation.UNKNOWN


def test_an_ordinary_person_who_is_asked_is_a_resident() -> None:
    person = decide(speaks=True)
    assert (person.occupation, person.function) == (
        Occupation.RESIDENT,
        Function.PERSONAL_EXPERIENCE,
    )


def test_a_former_title_counts_where_nothing_else_does() -> None:
    assert decide(speaks=True, former=("lärare",)).occupation is Occupation.RESEARCHER_TEACHER


@pytest.mark.parametrize(
    ("text", "function"),
    [
        ("Erik Öberg kom. Lena Sundmark stod på bryggan.", Function.EYE_WITNESS),
        ("Erik Öberg kom. Kunden Lena Sundmark åt glass.", Function.POPULAR_OPINION),
        ("Erik Öberg kom. Tekniken har tagits fram av Lena Sundmark.", Function.SUBJECT),
    ],
)
def test_what_a_resident_does_in_the_story(text: str, function: Function) -> None:
    assert decide(text, speaks=True).function is function


def test_victims_and_survivors() -> None:
    hurt = decide("Erik Öberg kom. Lena Sundmark skadades i fallet.", speaks=False)
    assert (hurt.is_victim, hurt.is_survivor) == (True, False)
    saved = decide("Erik Öberg kom. Lena Sundmark överlevde lavinen.", speaks=False)
    assert (saved.is_victim, saved.is_survivor) == (True, True)
    police = decide(
        "Erik Öberg kom. Ingen skadades, säger Lena Sundmark.", speaks=True, titles=("polis",)
    )
    assert not police.is_victim


@pytest.mark.parametrize(
    ("title", "gmmp", "position"),
    [
        ("vd", "business", "chief_executive"),
        ("styrelseordförande", "business", "board"),
        ("investerare", "business", "investor"),
        ("skogsägare", "agriculture_mining_forestry", "owner"),
        ("grundare", "business", "entrepreneur"),
        ("platschef", "business", "manager"),
        ("överläkare", "doctor", ""),
        ("barnmorska", "health_social_childcare", ""),
        ("åklagare", "law", ""),
        ("journalist", "media", ""),
        ("professorn", "academic", ""),
    ],
)
def test_gmmps_finer_list_and_the_place_in_business(title: str, gmmp: str, position: str) -> None:
    person = decide(speaks=True, titles=(title,))
    assert (person.gmmp_occupation, person.position_in_business) == (gmmp, position)


@pytest.mark.parametrize(
    ("text", "titles", "affiliation", "occupation"),
    [
        ("Lena Sundmark kom.", ("enhetschef",), "Kalix sjukhus", Occupation.HEALTH_CARE),
        (
            "Äldreboendet och hemtjänsten växer, säger Lena Sundmark.",
            ("enhetschef",),
            "",
            Occupation.HEALTH_CARE,
        ),
        ("Lena Sundmark kom.", ("parkchef",), "Luleå kommun", Occupation.GOVERNMENT_EMPLOYEE),
        ("Lena Sundmark kom.", ("platschef",), "Luleå kommun", Occupation.BUSINESS_LEADER),
        ("Lena Sundmark kom.", ("ingenjör", "delägare"), "", Occupation.ENTREPRENEUR),
        (
            "Lena Sundmark, elektriker, startade en firma och tillverkar lampor.",
            ("elektriker",),
            "",
            Occupation.ENTREPRENEUR,
        ),
        (
            "I derbyt gjorde Lena Sundmark mål i finalen. Halvleken, målvakten, domaren.",
            ("elektriker",),
            "",
            Occupation.SPORT,
        ),
        (
            "Kunden Lena Sundmark driver en butik och säljer garn.",
            ("kund",),
            "",
            Occupation.ENTREPRENEUR,
        ),
    ],
)
def test_what_a_title_means_where_it_stands(
    text: str, titles: tuple[str, ...], affiliation: str, occupation: Occupation
) -> None:
    person = decide(text, speaks=True, titles=titles, affiliation=affiliation)
    assert person.occupation is occupation


def test_who_wins_a_tender_is_no_athlete() -> None:
    person = decide("Lena Sundmark vann upphandlingen av kommunen.", speaks=True)
    assert person.occupation is not Occupation.SPORT


def test_untitled_people_of_a_course_are_students() -> None:
    text = "Erik Öberg kom. Utbildningen har elever, lärlingar och studenter. Lena Sundmark log."
    assert decide(text, speaks=True).occupation is Occupation.STUDENT


@pytest.mark.parametrize(
    ("text", "speaks", "function"),
    [
        ("Erik Öberg kom. Lena Sundmark åtalas för stöld.", False, Function.SUBJECT),
        ("Erik Öberg kom. Vid olyckan skadades Lena Sundmark.", False, Function.SUBJECT),
        ("Erik Öberg kom. Motorn har Lena Sundmark byggt.", False, Function.SUBJECT),
        ("Erik Öberg kom. Idén kom från Lena Sundmark.", False, Function.SUBJECT),
        ("Erik Öberg kom. Lena Sundmark har en bod.", False, Function.OTHER),
        ("Grannarna märker det. Lena Sundmark log.", True, Function.POPULAR_OPINION),
        ("Hyresgästen Lena Sundmark log.", True, Function.PERSONAL_EXPERIENCE),
    ],
)
def test_what_the_story_tells_of_a_person(text: str, speaks: bool, function: Function) -> None:
    assert decide(text, speaks=speaks).function is function
