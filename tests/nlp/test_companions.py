from __future__ import annotations

import pytest

from nlp.companions import find_companions
from nlp.name_rules import LABEL
from tests.nlp.docs import build_doc, mark_entities


def find(text: str, *people: str) -> list[str]:
    doc = mark_entities(build_doc(text), *people) if people else build_doc(text)
    return sorted(span.text for span in find_companions(doc, list(doc.ents)))


@pytest.mark.parametrize(
    ("text", "people", "found"),
    [
        ("Först gick Liv, Ebbe och Máren från trean.", ("Ebbe", "Máren"), ["Liv"]),
        ("Där satt Ahmed, Vera och Ester länge.", ("Ahmed", "Ester"), ["Vera"]),
        ("Hans fru Elle ringde runt.", (), ["Elle"]),
        ("Renskötaren Jåvnna har valt ut vajorna.", (), ["Jåvnna"]),
        ("Där mötte de Ester och Norrsten.", ("Ester",), []),  # no given name
        ("De for till Ester. Boden och Kalix låg i snö.", ("Ester",), []),
        ("Han är vd på Ester Bygg.", (), []),
        ("Vi såg en läkare Boden aldrig glömmer.", (), []),
    ],
)
def test_who_is_a_person_by_company(text: str, people: tuple[str, ...], found: list[str]) -> None:
    assert find(text, *people) == found


def test_what_is_found_already_is_left_out() -> None:
    doc = mark_entities(build_doc("Hans fru Elle ringde."), "Elle")
    assert find_companions(doc, list(doc.ents)) == []
    assert doc.ents[0].label_ == LABEL
