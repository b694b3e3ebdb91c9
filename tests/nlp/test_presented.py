from __future__ import annotations

import pytest

from data.vocab import Gender
from nlp.presented import find_in_groups, find_presented, read_gendered
from tests.nlp.docs import Paragraph, build_doc, make_person

WOMAN, MAN = Gender.WOMAN, Gender.MAN


@pytest.mark.parametrize(
    ("word", "gender"),
    [
        *(("kvinnan", WOMAN), ("svågern", MAN), ("idrottskvinnan", WOMAN), ("tvåbarnspappan", MAN)),
        *(("barnbarnsdottern", WOMAN), ("pojkvännen", MAN), ("áhčči", MAN), ("vaimonsa", WOMAN)),
        # titles that all bear, whatever their ends
        *(("talesman", None), ("ombudsmannen", None), ("sjuksköterskan", None)),
        *(("barnmorskan", None), ("kassör", None), ("Dottern", WOMAN)),
    ],
)
def test_read_gendered(word: str, gender: Gender | None) -> None:
    assert read_gendered(word) is gender


@pytest.mark.parametrize(
    ("text", "gender", "word"),
    [
        ("Sonen Kim Ek hjälper till.", MAN, "Sonen"),
        ("Där kom sonen Kim Ek.", MAN, "sonen"),
        ("Hon träffade sin man, Kim Ek, i Boden.", MAN, "man"),
        ("Sedan kom en man, Kim Ek, och tog den.", None, ""),
        ("Kim Ek, 43, ensamstående mamma till tre, bygger.", WOMAN, "mamma"),
        ("Kim Ek (pappa till Lo) bygger.", MAN, "pappa"),
        ("Kim Ek blev mamma i fjol.", WOMAN, "mamma"),
        ("Kim Ek, modern Lo Alm och en granne kom.", None, ""),
    ],
)
def test_find_presented(text: str, gender: Gender | None, word: str) -> None:
    said = find_presented(text, make_person(build_doc(text), "Kim Ek"))
    assert (said.gender if said else None) is gender
    if said is not None:
        assert text[said.start_char : said.end_char] == said.text == word


def find_groups(names: tuple[str, ...], *paragraphs: Paragraph) -> dict[str, Gender]:
    doc = build_doc(*paragraphs)
    persons = tuple(make_person(doc, name) for name in names)
    return {persons[i].name: said.gender for i, said in find_in_groups(doc, persons).items()}


def test_a_plural_presents_the_names_in_its_row_and_no_further() -> None:
    names = ("Kim", "Lo", "Robin", "Alex")
    text = "Där bor systrarna Kim, Lo och Robin. Alex bor granne."
    assert find_groups(names, text) == {"Kim": WOMAN, "Lo": WOMAN, "Robin": WOMAN}


def test_a_list_of_results_is_of_those_whom_its_head_names() -> None:
    names = ("Kim Ek", "Lo Alm", "Robin Ask", "Alex Bok")
    text = "Damer, 5 km: 1) Kim Ek 19.02, 2) Lo Alm 20.11. Herrar: 1) Robin Ask 17.45."
    found = find_groups(names, text, "Alex Bok startade inte.")
    assert found == {"Kim Ek": WOMAN, "Lo Alm": WOMAN, "Robin Ask": MAN}
