from __future__ import annotations

import pytest

from nlp.components.titles import Titles
from nlp.drafts import PersonDraft, get_persons
from tests.nlp.docs import build_doc, make_person, set_persons

NAME = "Lena Sundmark"


def read(text: str, *forms: str) -> PersonDraft:
    doc = build_doc(text)
    set_persons(doc, make_person(doc, NAME, *forms))
    [person] = get_persons(Titles()(doc))
    return person


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Kommunalrådet Lena Sundmark kom.", ["kommunalrådet"]),
        ("Där kom vd:n Lena Sundmark.", ["vd:n"]),
        ("Vd Lena Sundmark kom.", ["vd"]),
        ("Nu kom läkaren på kliniken Lena Sundmark.", ["läkaren"]),
        ("Lena Sundmark, platschef på sågen, kom.", ["platschef"]),
        ("Lena Sundmark, 43, snickare, kom.", ["snickare"]),
        ("Lena Sundmark, som är läkare, kom.", ["läkare"]),
        ("Lena Sundmark är ny rektor i byn.", ["rektor"]),
        ("Lena Sundmark jobbar som lärare.", ["lärare"]),
        ("Lena Sundmark blir professor.", ["professor"]),
        ("Lena Sundmark (S), kommunalråd, kom.", ["kommunalråd"]),
        ("Lena Sundmark, läkaren som blev snickare, kom.", ["läkaren"]),
        ("Klasslärare: Lena Sundmark. Elever: många.", ["klasslärare"]),
        ("Det är Lena Sundmark som är vd.", ["vd"]),
        ("Lena Sundmark, som vikarierar som lokförare, kom.", ["lokförare"]),
        ("Lena Sundmark log.\nHon är ingenjör på energibolaget.", ["ingenjör"]),
        ("Lena Sundmark kom. I dag är hon platschef på sågen.", ["platschef"]),
        ("Lena Sundmark kom.\nErik Öberg satt där. Han är ingenjör.", []),
        ("Bredvid skrivaren i korridoren har Lena Sundmark sitt rum.", []),
        ("Lena Sundmark kom till byn.", []),
        ("Lena Sundmark är glad.", []),
        ("Snickaren gick. Lena Sundmark kom.", []),
    ],
)
def test_the_title_before_or_after_the_name(text: str, titles: list[str]) -> None:
    assert read(text).titles == titles


def test_titles_are_gathered_over_all_namings_once_each() -> None:
    text = "Vd Lena Sundmark kom. Vd Lena Sundmark, snickare, log. Läkaren Sundmark gick."
    assert read(text, "Sundmark").titles == ["vd", "snickare", "läkaren"]


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Lena Sundmark (S) kom.", "S"),
        ("Lena Sundmark (SJVP), kommunalråd, kom.", "SJVP"),
        ("Lena Sundmark (KD) kom.", "KD"),
        ("Lena Sundmark (43) kom.", ""),
        ("Lena Sundmark (till höger) kom.", ""),
        ("Lena Sundmark S kom.", ""),
    ],
)
def test_the_party_in_brackets(text: str, party: str) -> None:
    assert read(text).party == party
