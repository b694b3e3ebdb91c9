from __future__ import annotations

import pytest

from nlp.components.persons import PERSON_LABELS, Persons
from nlp.drafts import get_persons, get_segments
from tests.nlp.docs import Paragraph, build_doc, mark_entities, naming_texts, person_names

FINNISH = "Kauppias on kylässä ja hän myös asuu täällä, mutta se on hyvä."


def resolve(
    *paragraphs: Paragraph, forms: tuple[str, ...], title: str = ""
) -> dict[str, list[str]]:
    """Name -> namings, of entities that stand where the forms stand."""
    return naming_texts(Persons()(mark_entities(build_doc(*paragraphs, title=title), *forms)))


@pytest.mark.parametrize("label", sorted(PERSON_LABELS))
def test_every_label_for_people_is_read(label: str) -> None:
    doc = mark_entities(build_doc("Karin Lidström bygger."), "Karin Lidström", label=label)
    assert person_names(Persons()(doc)) == ["Karin Lidström"]


def test_other_labels_are_not() -> None:
    doc = mark_entities(build_doc("Karin Lidström bygger."), "Karin Lidström", label="LOC")
    assert person_names(Persons()(doc)) == []


def test_short_mentions_belong_to_the_full_name() -> None:
    found = resolve(
        "Karin Lidström bygger. Lidström är nöjd. Karin ler.",
        forms=("Karin Lidström", "Lidström", "Karin"),
    )
    assert found == {"Karin Lidström": ["Karin Lidström", "Lidström", "Karin"]}


def test_a_headline_may_name_the_person_by_surname_first() -> None:
    found = resolve(
        "Karin Lidström, 34, bygger om.",
        title="Lidström bygger om",
        forms=("Karin Lidström", "Lidström"),
    )
    assert found == {"Karin Lidström": ["Lidström", "Karin Lidström"]}


def test_a_repeat_that_the_finder_missed_is_taken_up() -> None:
    found = resolve("Karin Lidström bygger. Nu ler Lidström.", forms=("Karin Lidström",))
    assert found == {"Karin Lidström": ["Karin Lidström", "Lidström"]}


def test_a_missed_repeat_that_names_a_company_is_not() -> None:
    found = resolve("Karin Lidström bygger. Nu växer Lidström AB.", forms=("Karin Lidström",))
    assert found == {"Karin Lidström": ["Karin Lidström"]}


@pytest.mark.parametrize(
    ("text", "form", "name"),
    [
        ("Det är Åsas hus. Åsa Nyqvist bor där.", "Åsas", "Åsa Nyqvist"),
        ("Mats Öberg bor där. Det är Mats hus.", "Mats", "Mats Öberg"),
        ("Karin Lindgren bor där. Det är Lindgrens hus.", "Lindgrens", "Karin Lindgren"),
        ("Hans Öberg bor där. Det är Hans hus.", "Hans", "Hans Öberg"),
    ],
)
def test_genitives(text: str, form: str, name: str) -> None:
    assert set(resolve(text, forms=(form, name))[name]) == {form, name}


def test_a_full_name_in_the_genitive_is_the_same_person() -> None:
    found = resolve(
        "Karin Lindgren bor där. Nu är Karin Lindgrens hus klart.",
        forms=("Karin Lindgren", "Karin Lindgrens"),
    )
    assert list(found) == ["Karin Lindgren"]


def test_two_people_with_one_surname_are_two() -> None:
    found = resolve(
        "Sven Lidström och Karin Lidström tvistade. Sven Lidström vann.",
        forms=("Sven Lidström", "Karin Lidström"),
    )
    assert {name: len(texts) for name, texts in found.items()} == {
        "Sven Lidström": 2,
        "Karin Lidström": 1,
    }


def test_a_surname_that_two_share_goes_to_the_one_named_last() -> None:
    found = resolve(
        "Karin Lidström kom. Sven Lidström gick. Lidström är nöjd.",
        forms=("Karin Lidström", "Sven Lidström", "Lidström"),
    )
    assert found["Sven Lidström"] == ["Sven Lidström", "Lidström"]


def test_a_couple_shares_the_surname() -> None:
    found = resolve("Anna och Per Brännlund bygger.", forms=("Anna", "Per Brännlund"))
    assert found == {"Anna Brännlund": ["Anna"], "Per Brännlund": ["Per Brännlund"]}


def test_two_with_their_own_surnames_do_not() -> None:
    found = resolve("Anna Ek och Per Brännlund bygger.", forms=("Anna Ek", "Per Brännlund"))
    assert list(found) == ["Anna Ek", "Per Brännlund"]


def test_a_first_name_alone_is_a_person() -> None:
    assert resolve("Nu flyttar Åsa hem.", forms=("Åsa",)) == {"Åsa": ["Åsa"]}


def test_a_nickname_names_the_person() -> None:
    found = resolve(
        "Karl ”Kalle” Brännlund tävlar. Kalle vann.", forms=("Karl ”Kalle” Brännlund", "Kalle")
    )
    assert list(found.values()) == [["Karl ”Kalle” Brännlund", "Kalle"]]


def test_capitals_are_the_same_person() -> None:
    found = resolve(
        "Anna-Karin Sundberg bygger.",
        title="ANNA-KARIN SUNDBERG BYGGER",
        forms=("Anna-Karin Sundberg", "ANNA-KARIN SUNDBERG"),
    )
    assert found == {"Anna-Karin Sundberg": ["ANNA-KARIN SUNDBERG", "Anna-Karin Sundberg"]}


def test_a_middle_name_or_an_initial_is_the_same_person() -> None:
    found = resolve(
        "Karin Lidström kom. Karin Maria Lidström gick. K. Lidström log.",
        forms=("Karin Lidström", "Karin Maria Lidström", "K. Lidström"),
    )
    assert list(found) == ["Karin Maria Lidström"]


def test_another_initial_is_another_person() -> None:
    found = resolve(
        "Karin Lidström kom. S. Lidström gick.", forms=("Karin Lidström", "S. Lidström")
    )
    assert list(found) == ["Karin Lidström", "S. Lidström"]


def test_people_come_in_the_order_of_the_text_and_know_their_segments() -> None:
    doc = mark_entities(
        build_doc("Erik Öberg kom.", "Karin Lidström kom.", title="Lidström här"),
        *("Erik Öberg", "Karin Lidström", "Lidström"),
    )
    persons = get_persons(Persons()(doc))
    assert [person.name for person in persons] == ["Karin Lidström", "Erik Öberg"]
    kinds = [get_segments(doc)[naming.segment].kind for naming in persons[0].namings]
    assert kinds == ["headline", "body"]


def test_entities_outside_the_content_are_left_out() -> None:
    found = resolve(
        *(("byline", "Av Karin Lidström"), ("debris", "Läs mer om Erik Öberg"), "Ada Ek kom."),
        forms=("Karin Lidström", "Erik Öberg", "Ada Ek"),
    )
    assert list(found) == ["Ada Ek"]


def test_a_lone_letter_or_sign_is_no_person() -> None:
    assert resolve("Se punkt A nu.", forms=("A",)) == {}


def test_finnish_case_endings_are_the_same_person() -> None:
    found = resolve(
        FINNISH,
        "Tiina Nordell tuli. Tiina Nordellin talo on punainen. Tiinalla on kissa.",
        forms=("Tiina Nordell", "Tiina Nordellin"),
    )
    assert found == {"Tiina Nordell": ["Tiina Nordell", "Tiina Nordellin", "Tiinalla"]}


def test_a_finnish_genitive_that_changes_the_stem_is_the_same_person() -> None:
    forms = ("Timo Lahtinen", "Timo Lahtisen")
    found = resolve(FINNISH, "Nyt Timo Lahtinen tuli. Timo Lahtisen talo paloi.", forms=forms)
    assert list(found) == ["Timo Lahtinen"]


def test_a_finnish_genitive_of_an_unlisted_surname_is_the_same_person() -> None:
    forms = ("Tiina Korpela", "Tiina Korpelan")
    found = resolve(FINNISH, "Nyt Tiina Korpela tuli. Tiina Korpelan talo paloi.", forms=forms)
    assert list(found) == ["Tiina Korpela"]


@pytest.mark.xfail(
    raises=AssertionError,
    strict=True,
    reason="a Sámi surname before 'och' is read as the first half of a couple",
)
def test_a_surname_that_is_also_a_given_name_does_not_start_a_couple(pipeline: object) -> None:
    from nlp.components.person_finder import PersonFinder

    doc = PersonFinder()(build_doc("Här bor Ravdna Sara och Nils-Ánte Inga."))
    assert person_names(Persons()(doc)) == ["Ravdna Sara", "Nils-Ánte Inga"]


def test_a_genitive_in_a_pair() -> None:
    found = resolve(
        "Nu är Åke Nilssons och Eva Öbergs hus klara.", forms=("Åke Nilssons", "Eva Öbergs")
    )
    assert list(found) == ["Åke Nilsson", "Eva Öberg"]
