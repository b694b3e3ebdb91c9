from __future__ import annotations

import pytest
from spacy.tokens import Doc

from data.records import Quote
from nlp.components.room import Room
from nlp.drafts import PersonDraft, get_persons
from tests.nlp.docs import build_doc, make_person, set_persons

KARIN, ERIK = "Karin Lidström", "Erik Öberg"


def measure(doc: Doc, *names: str) -> tuple[PersonDraft, ...]:
    set_persons(doc, *(make_person(doc, name, name.split()[1]) for name in names))
    return get_persons(Room()(doc))


def quote(person: int | None, text: str, at: int, *, direct: bool = True) -> Quote:
    return Quote(at, at + len(text), text, direct, person, "", "name", 0.9)


def test_the_places_where_a_name_stands() -> None:
    doc = build_doc(
        ("lead", "Bygget leds av Karin Lidström."),
        "Det tar tre år. " * 10,
        "Sist kom Erik Öberg.",
        ("caption", "Erik Öberg på bron."),
        title="Lidström bygger",
    )
    karin, erik = measure(doc, KARIN, ERIK)
    assert (karin.in_headline, karin.in_lead, karin.in_first_third, karin.in_caption) == (
        *(True, True, True, False),
    )
    assert (erik.in_headline, erik.in_lead, erik.in_first_third, erik.in_caption) == (
        *(False, False, False, True),
    )


def test_words_and_their_share_count_own_words_alone() -> None:
    doc = build_doc("Karin Lidström och Erik Öberg talade.")
    set_persons(doc, make_person(doc, KARIN), make_person(doc, ERIK))
    doc._.quotes = (
        quote(0, "ett två tre", 0),
        quote(None, "fyra fem", 4),
        quote(1, "sex", 8),
        quote(1, "sju åtta nio", 12, direct=False),
    )
    karin, erik = get_persons(Room()(doc))
    assert (karin.quoted_words, erik.quoted_words) == (3, 1)
    assert karin.share_of_quoted_words == pytest.approx(3 / 6)
    assert (karin.has_first_word, karin.has_last_word) == (True, False)
    assert (erik.has_first_word, erik.has_last_word) == (False, True)


def test_nobody_has_the_word_where_nobody_speaks() -> None:
    [karin] = measure(build_doc("Karin Lidström kom."), KARIN)
    assert (karin.share_of_quoted_words, karin.has_first_word, karin.has_last_word) == (0, 0, 0)


def test_the_central_person_is_ahead_and_has_room() -> None:
    doc = build_doc(
        "Lidström byggde. Lidström väntade. Erik Öberg kom.", title="Karin Lidström bygger"
    )
    karin, erik = measure(doc, KARIN, ERIK)
    assert (karin.is_central, erik.is_central) == (True, False)


def test_a_single_passing_mention_makes_nobody_central() -> None:
    [karin] = measure(build_doc("Det regnar.", "Karin Lidström kom."), KARIN)
    assert not karin.is_central


def test_nobody_is_central_in_a_list_of_names() -> None:
    names = [f"Karin {family}berg" for family in "ABCDEFGHIJKLMN"]
    doc = build_doc(("lead", ", ".join(names)))
    set_persons(doc, *(make_person(doc, name) for name in names))
    assert not any(person.is_central for person in get_persons(Room()(doc)))


def test_a_story_without_persons() -> None:
    doc = build_doc("Det regnar.")
    assert get_persons(Room()(set_persons(doc))) == ()
