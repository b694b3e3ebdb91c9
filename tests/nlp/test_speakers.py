from __future__ import annotations

import pytest
from spacy.tokens import Doc

from data.vocab import Gender
from nlp.speakers import NOBODY, Speaker, SpeakerFinder
from tests.nlp.docs import build_doc, make_person, set_persons

OPENING = "Karin Lidström är vd. Erik Öberg är snickare."


def build(text: str) -> Doc:
    doc = build_doc(OPENING, text)
    return set_persons(
        doc,
        make_person(doc, "Karin Lidström", "Lidström", gender=Gender.WOMAN, titles=("vd",)),
        make_person(doc, "Erik Öberg", "Öberg", gender=Gender.MAN, titles=("snickare",)),
    )


def after(verb: str, text: str) -> Speaker | None:
    """The speaker behind the last ``verb`` of the text."""
    finder = hear(build(text))
    found = finder.after_verb(finder.text.rindex(verb) + len(verb), len(finder.text))
    return found[0] if found else None


def before(verb: str, text: str) -> Speaker | None:
    finder = hear(build(text))
    return finder.before_verb(len(OPENING), finder.text.rindex(verb))


def hear(doc: Doc, until: int = len(OPENING)) -> SpeakerFinder:
    """A finder that has taken in the story up to ``until``."""
    finder = SpeakerFinder(doc)
    finder.listen(0, until)
    return finder


@pytest.mark.parametrize(
    ("tag", "person", "method"),
    [
        ("säger Karin Lidström.", 0, "name"),
        ("säger Öberg.", 1, "name"),
        ("säger vd:n Karin Lidström.", 0, "name"),
        ("säger hon.", 0, "pronoun"),
        ("säger han.", 1, "pronoun"),
        ("säger vd:n.", 0, "title"),
        ("säger snickaren.", 1, "title"),
        ("säger kommunen.", None, "institution"),
        ("säger polisen.", None, "institution"),
    ],
)
def test_the_subject_behind_a_verb(tag: str, person: int | None, method: str) -> None:
    speaker = after("säger", f"Det går bra, {tag}")
    assert speaker is not None
    assert (speaker.person, speaker.method) == (person, method)
    assert 0 < speaker.probability <= 1


def test_a_verb_without_a_subject_behind_it_gives_nobody() -> None:
    assert after("säger", "Det går bra, säger.") is None


def test_the_one_who_is_spoken_to_is_not_the_speaker() -> None:
    speaker = after("säger", "Det går bra, säger han till Karin Lidström.")
    assert speaker is not None
    assert speaker.person == 1


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Karin Lidström menar att", 0),
        ("Karin Lidström (S) menar att", 0),
        ("Karin Lidström, som är vd, menar att", 0),
        ("Karin Lidström själv menar att", 0),
        ("Hon menar att", 0),
        ("Han själv menar att", 1),
        ("Snickaren menar att", 1),
    ],
)
def test_the_subject_before_a_verb(text: str, person: int) -> None:
    speaker = before("menar", text)
    assert speaker is not None
    assert speaker.person == person


def test_a_name_in_another_clause_is_not_the_subject() -> None:
    assert before("menar", "Karin Lidström bygger. Många i byn menar att") is None


def test_a_pronoun_without_anybody_it_fits_is_unknown() -> None:
    doc = build_doc("Kaféet öppnar, säger hon.")
    speaker = SpeakerFinder(set_persons(doc)).by_pronoun("hon")
    assert (speaker.person, speaker.method, speaker.probability) == (None, "unknown", 0.0)


def test_a_pronoun_falls_back_on_one_whose_gender_is_unknown() -> None:
    doc = build_doc("Kim Ek kom. Det går bra, säger hon.")
    set_persons(doc, make_person(doc, "Kim Ek"))
    speaker = hear(doc, len(doc.text)).by_pronoun("hon")
    assert (speaker.person, speaker.probability) == (0, 0.7)


def test_a_pronoun_goes_to_the_fitting_person_who_spoke_or_was_named_last() -> None:
    doc = build_doc("Karin Ek kom. Eva Lind kom. Erik Öberg kom. Bra, säger hon.")
    set_persons(
        doc,
        make_person(doc, "Karin Ek", gender=Gender.WOMAN),
        make_person(doc, "Eva Lind", gender=Gender.WOMAN),
        make_person(doc, "Erik Öberg", gender=Gender.MAN),
    )
    finder = hear(doc, doc.text.index("Bra"))
    assert finder.by_pronoun("hon").person == 1
    finder.note(Speaker(0, "Karin Ek", "name", 0.97))
    assert finder.by_pronoun("hon").person == 0
    assert finder.last.person == 0


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Karin Ek ringde Eva Lind.", 0),
        ("Karin Ek tog över efter Eva Lind, som slutade.", 0),
        ("Karin Ek startade. I fjol kom Eva Lind.", 1),
        ("Eva Lind slutade. Hennes plats tog Karin Ek över.", 0),
        ("Karin Ek visar ett foto. Eva Linds farfar byggde huset.", 0),
    ],
)
def test_the_subject_is_spoken_of_next(text: str, person: int) -> None:
    doc = build_doc(text)
    set_persons(
        doc,
        make_person(doc, "Karin Ek", gender=Gender.WOMAN),
        make_person(doc, "Eva Lind", "Eva Linds", gender=Gender.WOMAN),
    )
    assert hear(doc, len(text)).by_pronoun("hon").person == person


def test_the_dead_do_not_speak() -> None:
    doc = build_doc("Karin Ek forskar om Eva Lind, död 1854. Eva Lind ägde gruvan.")
    set_persons(
        doc,
        make_person(doc, "Karin Ek", gender=Gender.WOMAN),
        make_person(doc, "Eva Lind", gender=Gender.WOMAN),
    )
    focus = hear(doc, len(doc.text)).in_focus()
    assert focus is not None
    assert focus.person == 0


@pytest.mark.parametrize(
    ("tag", "method"),
    [
        ("säger en kvinna.", "unnamed"),
        ("säger polisens presstalesperson.", "unnamed"),
        ("säger hans advokat.", "unnamed"),
        ("säger de.", "group"),
        ("säger gästerna.", "group"),
        ("säger Karin Lidström och Erik Öberg.", "group"),
        ("säger undersköterskan.", "unknown"),
        ("säger Hamnbolaget.", "institution"),
    ],
)
def test_who_is_no_named_person_stays_nobody(tag: str, method: str) -> None:
    speaker = after("säger", f"Det går bra, {tag}")
    assert speaker is not None
    assert (speaker.person, speaker.method) == (None, method)


@pytest.mark.parametrize(
    ("story", "tag", "person"),
    [
        ("Karin Ek åkte. Hennes bror Erik Öberg stannade.", "säger brodern.", 1),
        ("Karin Ek och maken Erik Öberg åkte.", "säger maken.", 1),
        ("Erik Öberg åkte med dottern Karin Ek.", "säger dottern.", 0),
        ("Erik Öberg såg Karin Ek ramla.", "säger mannen.", 1),
        ("Karin Ek vann.", "säger vinnaren.", 0),
        ("Karin Ek vann.", "säger 19-åringen.", 0),
    ],
)
def test_relatives_and_plain_nouns(story: str, tag: str, person: int) -> None:
    doc = build_doc(story, f"Bra, {tag}")
    set_persons(
        doc,
        make_person(doc, "Karin Ek", gender=Gender.WOMAN),
        *([make_person(doc, "Erik Öberg", gender=Gender.MAN)] if "Erik" in story else []),
    )
    finder = hear(doc, len(story))
    found = finder.after_verb(doc.text.rindex("säger") + 5, len(doc.text))
    assert found is not None
    assert found[0].person == person


def test_the_person_in_focus() -> None:
    doc = build("Karin Lidström bygger.")
    focus = hear(doc, len(doc.text)).in_focus()
    assert focus is not None
    assert focus.person == 0
    finder = hear(build("Det regnar."))
    assert finder.in_focus(since=finder.salience.sentence) is None


def test_nobody_is_nobody() -> None:
    assert (NOBODY.person, NOBODY.probability) == (None, 0.0)


def test_a_relative_speaks_not_the_one_whose_relative_it_is() -> None:
    speaker = after("säger", "Det går bra, säger hennes man Erik Öberg.")
    assert speaker is not None
    assert speaker.person == 1
