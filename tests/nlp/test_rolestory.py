from __future__ import annotations

import pytest

from data.vocab import Occupation
from nlp.rolestory import read_story


@pytest.mark.parametrize(
    ("text", "setting"),
    [
        ("Utbildningen har elever, lärlingar och studenter.", Occupation.STUDENT),
        ("Bolaget rekryterar till skiftet. Kollegerna och lönen lockar.", Occupation.WORKER),
        ("En elev cyklade förbi.", Occupation.RESIDENT),
        ("Det snöade.", Occupation.RESIDENT),
    ],
)
def test_what_ordinary_people_of_a_story_are(text: str, setting: Occupation) -> None:
    assert read_story(text, ()).setting is setting


def test_two_words_of_sport_make_a_story_sporty_and_four_one_of_sport() -> None:
    assert not read_story("Hon vann upphandlingen.", ()).is_sporty
    few = read_story("Hon vann loppet.", ())
    assert few.is_sporty
    assert not few.is_sport
    assert read_story("Hon vann loppet före målgång och tog medalj i finalen.", ()).is_sport
