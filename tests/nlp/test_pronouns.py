from __future__ import annotations

import pytest

from data.vocab import Gender
from nlp.pronouns import BEST, CLEAR, RIVAL, PronounReader
from tests.nlp.docs import Paragraph, build_doc, make_person

WOMAN = Gender.WOMAN


def read(*paragraphs: Paragraph, **chances: float) -> dict[str, list[tuple[str, float]]]:
    """Votes by name; keywords are the people's names with _ for a space, and P(woman)."""
    doc = build_doc(*paragraphs)
    persons = []
    for key, p_woman in chances.items():
        name = key.replace("_", " ")
        person = make_person(doc, name, *name.split())
        person.p_woman = p_woman
        persons.append(person)
    votes = PronounReader(doc, tuple(persons)).collect()
    return {
        persons[i].name: [(vote.text, vote.weight) for vote in cast] for i, cast in votes.items()
    }


def test_a_pronoun_that_one_alone_can_be_meant_by_counts_whole() -> None:
    assert read("Kim Ek bygger. Hon är 40.", Kim_Ek=0.4) == {"Kim Ek": [("Hon", CLEAR)]}


def test_the_subject_of_the_sentence_before_comes_first() -> None:
    votes = read("Kim Ek mötte Lo Alm. Hon log.", Kim_Ek=0.4, Lo_Alm=0.5)
    assert votes == {"Kim Ek": [("Hon", BEST)]}


def test_within_a_sentence_the_nearest_comes_first() -> None:
    votes = read("Kim Ek mötte Lo Alm när hon kom.", Kim_Ek=0.4, Lo_Alm=0.5)
    assert votes == {"Lo Alm": [("hon", BEST)]}


def test_a_rival_whose_name_says_so_weighs_against_a_name_that_both_bear() -> None:
    votes = read("Kim Ek mötte Anna Alm. Hon log.", Kim_Ek=0.4, Anna_Alm=0.99)
    assert votes == {"Kim Ek": [("Hon", RIVAL)]}


def test_a_name_strongly_the_other_way_is_passed_by() -> None:
    votes = read("Erik Ek mötte Anna Alm. Hon log.", Erik_Ek=0.001, Anna_Alm=0.999)
    assert votes == {"Anna Alm": [("Hon", CLEAR)]}


def test_who_is_named_within_a_spoken_line_does_not_say_it() -> None:
    text = ("Kim Ek driver kaféet.", "– Lo Alm hjälper mig ibland, säger hon.")
    assert read(*text, Kim_Ek=0.4, Lo_Alm=0.5) == {"Kim Ek": [("hon", CLEAR)]}


def test_somebody_unnamed_in_between_takes_the_weight_away() -> None:
    text = "Kim Ek håller kursen. Vid bordet sitter en lastbilschaufför från Porjus. Han suckar."
    assert read(text, Kim_Ek=0.4) == {"Kim Ek": [("Han", RIVAL)]}


@pytest.mark.parametrize(("between", "n"), [(1, 1), (2, 0)])
def test_a_pronoun_reaches_two_paragraphs_back(between: int, n: int) -> None:
    paragraphs = ["Kim Ek bygger.", *["Det blåser."] * between, "Hon är 40."]
    assert len(read(*paragraphs, Kim_Ek=0.4).get("Kim Ek", [])) == n


def test_offsets_point_at_the_pronoun() -> None:
    doc = build_doc("Kim Ek bygger. Hon är 40.")
    [[vote]] = PronounReader(doc, (make_person(doc, "Kim Ek"),)).collect().values()
    assert doc.text[vote.start_char : vote.end_char] == vote.text == "Hon"
    assert vote.gender is WOMAN


def test_a_debris_line_casts_no_vote() -> None:
    assert read("Kim Ek bygger.", ("debris", "Läs mer om honom"), Kim_Ek=0.4) == {}
