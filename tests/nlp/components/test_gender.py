from __future__ import annotations

import pytest

from data.vocab import Evidence, Gender
from nlp.components.gender import GenderByEvidence, weigh_person
from nlp.drafts import PersonDraft, get_persons
from tests.nlp.docs import Paragraph, build_doc, make_person, set_persons

WOMAN, MAN, UNKNOWN = Gender.WOMAN, Gender.MAN, Gender.UNKNOWN


def judge(*paragraphs: Paragraph, names: tuple[str, ...]) -> list[PersonDraft]:
    doc = build_doc(*paragraphs)
    set_persons(doc, *(make_person(doc, name) for name in names))
    return list(get_persons(GenderByEvidence()(doc)))


@pytest.mark.parametrize(
    ("text", "gender", "evidence"),
    [
        ("Kim Öberg bygger hus. Hon är 40 år.", WOMAN, Evidence.PRONOUN),
        ("Kim Öberg bygger hus. Han är 40 år.", MAN, Evidence.PRONOUN),
        ("Kim Öberg bygger hus. Grannen ser henne.", WOMAN, Evidence.PRONOUN),
        ("Kim Öberg bygger hus åt sig. Hans granne hjälper till.", MAN, Evidence.PRONOUN),
        ("Kim Öberg bygger hus. Hen är 40 år.", Gender.NONBINARY, Evidence.PRONOUN),
        ("Affärskvinnan Kim Öberg bygger hus.", WOMAN, Evidence.TITLE),
        ("Nu bygger affärsmannen Kim Öberg hus.", MAN, Evidence.TITLE),
        ("Kim Öberg, affärskvinna, bygger hus.", WOMAN, Evidence.TITLE),
        ("Kim Öberg, 43, mamma till tre, bygger hus.", WOMAN, Evidence.TITLE),
        ("Kim Öberg, en pappa i byn, bygger hus.", MAN, Evidence.TITLE),
        ("Kim Öberg bygger hus.", UNKNOWN, Evidence.NONE),
        ("Kim Öberg bygger hus. De är 40 år.", UNKNOWN, Evidence.NONE),
        ("Kim Öberg bygger hus. Hän on 40.", UNKNOWN, Evidence.NONE),
        ("Kim Öberg läste om kvinnor.", UNKNOWN, Evidence.NONE),
    ],
)
def test_a_unisex_name_is_decided_by_the_text(
    text: str, gender: Gender, evidence: Evidence
) -> None:
    [person] = judge(text, names=("Kim Öberg",))
    assert (person.gender, person.evidence) == (gender, evidence)


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        *(("Karin Lidström", WOMAN), ("Erik Lidström", MAN), ("Hodan Warsame", WOMAN)),
        *(("Wojciech Lidström", MAN), ("Aino Korhonen", WOMAN), ("Anna-Karin Ek", WOMAN)),
    ],
)
def test_the_register_speaks_where_the_text_is_silent(name: str, gender: Gender) -> None:
    [person] = judge(f"{name} bygger.", names=(name,))
    assert (person.gender, person.evidence) == (gender, Evidence.NAME)
    assert person.evidence_text == name.split()[0]


@pytest.mark.parametrize("name", ["Lidström", "Nilsson", "K. Ek", "K. Nilsson", "X-Q Ek"])
def test_a_surname_or_initials_stay_unknown(name: str) -> None:
    [person] = judge(f"Där bygger {name} nu.", names=(name,))
    assert person.gender is UNKNOWN
    assert person.p_woman is None


@pytest.mark.parametrize(
    ("name", "gender"), [("K-G Ek", MAN), ("A.-K. Ek", WOMAN), ("P.O. Ek", MAN)]
)
def test_two_initials_are_borne_as_double_names_are(name: str, gender: Gender) -> None:
    [person] = judge(f"Där bygger {name} nu.", names=(name,))
    assert (person.gender, person.evidence) == (gender, Evidence.NAME)


def test_a_name_in_no_register_whose_letters_say_little_stays_unknown() -> None:
    [person] = judge("Där bygger Zqwixl Lidström nu.", names=("Zqwixl Lidström",))
    assert (person.gender, person.evidence) == (UNKNOWN, Evidence.NONE)
    assert person.p_woman is not None
    assert 0.15 < person.p_woman < 0.85


def test_a_strong_name_is_not_turned_by_a_stray_pronoun() -> None:
    [person] = judge("Karin Lidström kom. Han som körde försvann.", names=("Karin Lidström",))
    assert (person.gender, person.evidence) == (WOMAN, Evidence.NAME)


def test_a_leaning_name_is_turned_by_a_pronoun() -> None:
    [person] = judge("Andrea Ek bygger. Han är 40 år.", names=("Andrea Ek",))
    assert person.gender is MAN


def test_each_pronoun_goes_to_the_one_whom_it_fits() -> None:
    anna, erik, kim = judge(
        "Anna Ek, Erik Öberg och Kim Lind bor där. Hon bygger. Kim Lind ritar. Han målar.",
        names=("Anna Ek", "Erik Öberg", "Kim Lind"),
    )
    assert (anna.gender, erik.gender) == (WOMAN, MAN)
    assert kim.gender in {MAN, UNKNOWN}  # "hon" came first and may have meant Kim


def test_pronouns_that_contradict_each_other_leave_a_unisex_name_unknown() -> None:
    [person] = judge("Kim Öberg kom. Hon log. Han log.", names=("Kim Öberg",))
    assert person.gender is UNKNOWN


def test_a_majority_of_two_to_one_is_clear() -> None:
    [person] = judge("Kim Öberg kom. Hon log. Hon satt. Han gick.", names=("Kim Öberg",))
    assert person.gender is WOMAN


def test_a_pronoun_far_below_its_name_does_not_count() -> None:
    [person] = judge("Kim Öberg kom.", "Ett.", "Två.", "Tre.", "Hon log.", names=("Kim Öberg",))
    assert person.gender is UNKNOWN


def test_a_pronoun_outside_the_content_does_not_count() -> None:
    [person] = judge("Kim Öberg kom.", ("debris", "Läs mer om henne"), names=("Kim Öberg",))
    assert person.gender is UNKNOWN


def test_a_pronoun_before_the_name_does_not_count() -> None:
    [person] = judge("Hon log. Där kom Kim Öberg.", names=("Kim Öberg",))
    assert person.gender is UNKNOWN


def test_a_noun_with_another_name_says_nothing_of_this_one() -> None:
    kim, eva = judge("Kim Öberg kom med modern Lo Ek.", names=("Kim Öberg", "Lo Ek"))
    assert (kim.gender, eva.gender) == (UNKNOWN, WOMAN)


def test_every_person_has_a_probability_where_the_name_is_known() -> None:
    weighed = weigh_person(PersonDraft(("Kim", "Öberg")))
    assert weighed is not None
    assert 0.1 < weighed.p_woman < 0.9


def test_no_persons_no_harm() -> None:
    assert judge("Hon kom.", names=()) == []


def test_the_name_hans_is_no_pronoun() -> None:
    kim, hans = judge("Kim Öberg och Hans Lidström kom.", names=("Kim Öberg", "Hans Lidström"))
    assert hans.evidence is Evidence.NAME
    assert kim.gender is UNKNOWN


@pytest.mark.parametrize("name", ["Kim Hans Öberg", "Kim-Hans Öberg", "Kim Öberg Hans"])
def test_nor_is_it_in_the_middle_of_a_name(name: str) -> None:
    (alone,) = judge(f"{name} kom. Sedan bygger {name} hus.", names=(name,))
    assert alone.evidence is not Evidence.PRONOUN
    kim, _ = judge("Kim Öberg kom.", f"Sedan kom {name}.", names=("Kim Öberg", name))
    assert kim.evidence is not Evidence.PRONOUN
