from __future__ import annotations

import pytest

from data.vocab import Occupation
from nlp.titles import find_title, load_occupations, same_title


@pytest.mark.parametrize(
    ("word", "group"),
    [
        ("vd", Occupation.BUSINESS_LEADER),
        ("vd:n", Occupation.BUSINESS_LEADER),
        ("platschefen", Occupation.BUSINESS_LEADER),
        ("kommunalråd", Occupation.POLITICIAN),
        ("kommunalrådet", Occupation.POLITICIAN),
        ("snickaren", Occupation.ENTREPRENEUR),
        ("renskötaren", Occupation.ENTREPRENEUR),
        ("professorn", Occupation.RESEARCHER_TEACHER),
        ("undersköterskan", Occupation.HEALTH_CARE),
        ("barnmorskan", Occupation.HEALTH_CARE),
        ("läkarens", Occupation.HEALTH_CARE),
        ("skyddsombudet", Occupation.UNION_NGO),
        ("åklagaren", Occupation.POLICE_LEGAL),
        ("författaren", Occupation.CULTURE),
        ("målvakten", Occupation.SPORT),
        ("pensionären", Occupation.RESIDENT),
        ("eleven", Occupation.STUDENT),
        ("toimitusjohtaja", Occupation.BUSINESS_LEADER),
        ("opettaja", Occupation.RESEARCHER_TEACHER),
        ("biståndshandläggaren", Occupation.GOVERNMENT_EMPLOYEE),
        ("socialsekreteraren", Occupation.GOVERNMENT_EMPLOYEE),
        ("restauratören", Occupation.ENTREPRENEUR),
        ("plåtslagaren", Occupation.WORKER),
        ("fastighetsmäklaren", Occupation.WORKER),
        ("krönikören", Occupation.CULTURE),
        ("generalsekreteraren", Occupation.UNION_NGO),
        ("kriminalkommissarien", Occupation.POLICE_LEGAL),
        ("barnskötaren", Occupation.HEALTH_CARE),
        ("längdskidåkaren", Occupation.SPORT),
        ("drottningen", Occupation.OTHER),
    ],
)
def test_a_title_in_any_form_gives_its_group(word: str, group: Occupation) -> None:
    assert find_title(word) is group


@pytest.mark.parametrize(
    ("word", "group"),
    [
        ("vindkraftsminister", Occupation.POLITICIAN),
        ("hamnchefen", Occupation.BUSINESS_LEADER),
        ("ripforskare", Occupation.RESEARCHER_TEACHER),
        ("löjromsfiskeförare", Occupation.WORKER),
        ("distriktssköterskan", Occupation.HEALTH_CARE),
    ],
)
def test_a_compound_goes_by_its_end(word: str, group: Occupation) -> None:
    assert find_title(word) is group


def test_a_tail_of_the_word_list_alone_makes_no_title_of_other_words() -> None:
    listed = next(word for word in sorted(load_occupations()) if word.endswith("makare"))
    assert find_title(listed) is Occupation.ENTREPRENEUR
    assert find_title("knivsmakare") is None


@pytest.mark.parametrize(
    "word",
    ["", "a", "Lindgren", "kaffe", "4", "väldigt", "–", "hävd", "upplevd", "avvaktan", "militärt"],
)
def test_other_words_are_no_titles(word: str) -> None:
    assert find_title(word) is None


def test_an_occupation_without_a_group_is_unknown_rather_than_no_title() -> None:
    without = [word for word in sorted(load_occupations()) if find_title(word) is not None]
    assert without
    assert find_title("sotare") in {Occupation.UNKNOWN, Occupation.WORKER}


@pytest.mark.parametrize(
    ("first", "second"),
    [("kommunalrådet", "kommunalråd"), ("vd:n", "vd"), ("snickaren", "snickare"), ("vd", "vd")],
)
def test_forms_of_one_title_are_the_same(first: str, second: str) -> None:
    assert same_title(first, second)
    assert same_title(second, first)


def test_two_titles_are_not_the_same() -> None:
    assert not same_title("snickaren", "läkare")
    assert not same_title("vd", "kommunalråd")
