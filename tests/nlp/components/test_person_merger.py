from __future__ import annotations

import pytest

from nlp.components.person_merger import PersonMerger
from tests.nlp.docs import build_doc, mark_entities


def merge(text: str, *found: str, label: str = "PRS") -> list[str]:
    doc = build_doc(text)
    if found:
        mark_entities(doc, *found, label=label)
    return [ent.text for ent in PersonMerger()(doc).ents]


def test_people_stay_and_places_go() -> None:
    assert merge("Takumi Hamasaki kom.", "Takumi Hamasaki") == ["Takumi Hamasaki"]
    assert merge("De for till Qwixlax.", "Qwixlax", label="LOC") == []


def test_a_name_taken_to_pieces_at_its_nickname_is_made_whole() -> None:
    text = "Nils-Erik ”Nicke” Einarsson ler."
    assert merge(text, "Nils-Erik", "Nicke", "Einarsson") == ["Nils-Erik ”Nicke” Einarsson"]


def test_a_full_name_that_the_recogniser_left_out_is_the_rules_to_add() -> None:
    assert merge("Banan lades av Karin Ek i fjol.") == ["Karin Ek"]


def test_what_the_recogniser_calls_a_company_is_none_of_the_rules_people() -> None:
    assert merge("Banan lades av Karin Ek i fjol.", "Karin Ek", label="ORG") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Segern gav laget Sally Finnborg-pokalen i går.", "Sally"),
        ("I Sally Finnborgs park stannade folk.", "Sally Finnborgs"),
        ("De for med båten Sally Finnborg till ön.", "Sally Finnborg"),
        ("Det ritades av Sally Finnborg Bygg AB i fjol.", "Sally Finnborg"),
        ("Det ritades av Sally Finnborg & Söner i fjol.", "Sally Finnborg"),
    ],
)
def test_things_that_carry_a_persons_name_are_no_people(text: str, found: str) -> None:
    assert merge(text, found) == []


def test_two_people_joined_by_an_ampersand_are_people() -> None:
    assert merge("Nu kom Sally & Hodan Ek hem.", "Sally", "Hodan Ek") == ["Sally", "Hodan Ek"]


def test_marks_at_the_edges_are_left_out() -> None:
    doc = build_doc("– Takumi Hamasaki kom.")
    doc.set_ents([doc.char_span(0, 17, label="PRS")])
    assert [ent.text for ent in PersonMerger()(doc).ents] == ["Takumi Hamasaki"]


def test_a_title_in_front_is_left_out() -> None:
    assert merge("Förbundskapten Hamasaki är nöjd.", "Förbundskapten Hamasaki") == ["Hamasaki"]


def test_in_finnish_the_rules_decide_alone() -> None:
    text = "Kauppias on kylässä ja hän myös asuu täällä, mutta se on Emme, sanoo Aino Korhonen."
    assert merge(text, "Emme") == ["Aino Korhonen"]
