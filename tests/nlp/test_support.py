from __future__ import annotations

import pytest

from nlp.support import find_plain_words, find_rule_tokens, is_supported
from tests.nlp.docs import build_doc, mark_entities


def is_kept(text: str, form: str, *, times: int = 1) -> bool:
    doc = mark_entities(build_doc(text), form)
    span = doc.ents[0]
    return is_supported(span, find_rule_tokens(doc), {form: times}, find_plain_words(doc))


@pytest.mark.parametrize(
    ("text", "form", "kept"),
    [
        ("Där fick Ibraheem ett jobb.", "Ibraheem", True),
        ("Då ringde svågern Qwixl en kväll.", "Qwixl", True),
        ("Beskedet gladde Takumi Hamasaki mest.", "Takumi Hamasaki", True),
        ("Då ringde Qwixl en kväll.", "Qwixl", False),
        # places, in the county and abroad
        ("De fiskar vid Hornavan hela sommaren.", "Hornavan", False),
        ("Hennes mormor bor i Poltava nu.", "Poltava", False),
        ("Han föddes i Khon Kaen som yngst.", "Khon Kaen", False),
        ("Tomten gränsar till Lule älv.", "Lule", False),
        # words that open a sentence
        ("Arton procent slutar.", "Arton", False),
        ("Ladan spärrades av. Motorerna låg i ladan.", "Ladan", False),
    ],
)
def test_what_holds_a_name_that_stands_alone(text: str, form: str, kept: bool) -> None:
    assert is_kept(text, form) is kept


def test_a_name_that_comes_again_and_again_holds_itself() -> None:
    text = "Då ringde Qwixl en kväll."
    assert not is_kept(text, "Qwixl", times=2)
    assert is_kept(text, "Qwixl", times=3)
