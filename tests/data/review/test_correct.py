"""What reviewers say is put over what the machine says, also after tagging anew."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from data.records import Article, Mention, Tagging
from data.review.correct import LOST, TEXT_CHANGED, Corrected, correct_tagging
from data.review.decisions import Draft, read_heads, save_decisions
from data.review.keys import person_key, person_keys, quote_key
from data.review.resolve import resolve_decisions
from data.review.words import Variable
from data.vocab import Evidence, Function, Gender, Genre, GrowthAnswer, Sector, Theme, TopicKind
from tests.data.records import make_article, make_person, make_tagging
from tests.data.review.review import TEXT, draft, open_review, span

ANNA, BO, CIA = "Anna Alm", "Bo Berg", "Cia Dahl"
WORDS = "Det går bra"


def article_with(text: str = TEXT) -> Article:
    return make_article(text=text)


def read(article: Article, *names: str) -> Tagging:
    """The machine's reading: these persons, and a quote of the first."""
    full = article.full_text
    people = []
    for position, name in enumerate(names):
        person = make_person(position, name, full.find(name))
        spoken = {"quoted_direct": position == 0, "quoted_words": 3 if position == 0 else 0}
        people.append(replace(person, is_central=position == 0, **spoken))
    start = full.find(WORDS)
    tagging = make_tagging(article, *people)
    quote = replace(tagging.quotes[0], start_char=start, end_char=start + len(WORDS), text=WORDS)
    return replace(tagging, quotes=(quote,))


def correct(tmp_path: Path, article: Article, machine: Tagging, *drafts: Draft) -> Corrected:
    with open_review(tmp_path) as store:
        save_decisions(store, "ed", drafts)
        return correct_tagging(article, machine, resolve_decisions(read_heads(store, article.id)))


def names(found: Corrected) -> list[str]:
    return [person.name for person in found.tagging.persons]


def test_nothing_decided_nothing_changed(tmp_path: Path) -> None:
    article = article_with()
    machine = read(article, ANNA, BO)
    found = correct_tagging(article, machine, {})
    assert found.tagging == machine
    assert list(found.person_keys) == person_keys(article.id, machine.persons)


def test_labels_of_a_person(tmp_path: Path) -> None:
    article = article_with()
    found = correct(
        tmp_path, article, read(article, ANNA, BO),
        draft(article, Variable.GENDER, "nonbinary", BO),
        draft(article, Variable.FUNCTION, "expert", BO),
        draft(article, Variable.OCCUPATION, "entrepreneur", BO),
        draft(article, Variable.TITLE, "tomtägare", BO),
    )  # fmt: skip
    bo = found.tagging.persons[1]
    assert (bo.gender, bo.evidence) == (Gender.NONBINARY, Evidence.REVIEWER)
    assert (bo.function, bo.title) == (Function.EXPERT, "tomtägare")
    assert bo.occupation_group.value == "entrepreneur"
    assert found.tagging.persons[0] == read(article, ANNA, BO).persons[0]


def test_a_missed_person_is_added_where_her_name_stands(tmp_path: Path) -> None:
    article = article_with()
    mentions = {"mentions": [span(article, CIA)]}
    found = correct(
        tmp_path, article, read(article, ANNA, BO),
        draft(article, Variable.ADDED, CIA, CIA, detail=mentions),
        draft(article, Variable.GENDER, "woman", CIA),
        draft(article, Variable.SOURCE, "yes", CIA),
    )  # fmt: skip
    cia = found.tagging.persons[2]
    assert (cia.name, cia.gender, cia.position) == (CIA, Gender.WOMAN, 2)
    assert cia.quoted_indirect
    assert not cia.quoted_direct
    assert not cia.in_lead
    assert article.full_text[cia.mentions[0].start_char :].startswith(CIA)


def test_no_person_takes_the_words_along(tmp_path: Path) -> None:
    article = article_with()
    found = correct(
        tmp_path, article, read(article, ANNA, BO), draft(article, Variable.NO_PERSON, "yes", ANNA)
    )
    assert names(found) == [BO]
    assert found.tagging.persons[0].position == 0
    assert found.tagging.quotes[0].person is None


def test_two_are_one(tmp_path: Path) -> None:
    article = article_with(TEXT.replace("säger Anna Alm", "säger Alm"))
    machine = read(article, "Alm", ANNA)
    found = correct(
        tmp_path, article, machine,
        draft(article, Variable.MERGED, person_key(article.id, ANNA), "Alm"),
    )  # fmt: skip
    anna = found.tagging.persons[0]
    assert names(found) == [ANNA]
    assert len(anna.mentions) == len({m for p in machine.persons for m in p.mentions})
    assert found.tagging.quotes[0].person == 0
    assert (anna.quoted_direct, anna.quoted_words, anna.share_of_quoted_words) == (True, 3, 1.0)


def test_a_ring_of_merges_loses_nobody(tmp_path: Path) -> None:
    article = article_with()
    found = correct(
        tmp_path, article, read(article, ANNA, BO),
        draft(article, Variable.MERGED, person_key(article.id, ANNA), BO),
        draft(article, Variable.MERGED, person_key(article.id, BO), ANNA),
    )  # fmt: skip
    assert sorted(names(found)) == [ANNA, BO]


def test_one_is_two(tmp_path: Path) -> None:
    article = article_with()
    machine = read(article, ANNA)
    start = article.full_text.find(BO)
    both = (*machine.persons[0].mentions, Mention(start, start + len(BO), BO))
    machine = replace(machine, persons=(replace(machine.persons[0], mentions=both),))
    key = person_key(article.id, BO)
    moved = {"key": key, "mentions": [span(article, BO)]}
    found = correct(
        tmp_path, article, machine,
        draft(article, Variable.SPLIT, BO, ANNA, detail=moved),
        draft(article, Variable.GENDER, "man", BO),
    )  # fmt: skip
    anna, bo = found.tagging.persons
    assert (anna.name, len(anna.mentions), bo.name, len(bo.mentions)) == (ANNA, 1, BO, 1)
    assert (bo.gender, found.person_keys[1]) == (Gender.MAN, key)


def test_a_quote_gets_another_speaker_and_a_missed_one_is_added(tmp_path: Path) -> None:
    article = article_with()
    missed = span(article, "inget emot det")
    detail = {"start": missed[0], "end": missed[1], "text": missed[2], "direct": False}
    found = correct(
        tmp_path, article, read(article, ANNA, BO),
        Draft(article.id, Variable.QUOTE, person_key(article.id, BO), article.content_hash,
              quote_key(article.id, WORDS)),
        Draft(article.id, Variable.QUOTE, person_key(article.id, ANNA), article.content_hash,
              quote_key(article.id, "inget emot det"), detail=detail),
    )  # fmt: skip
    anna, bo = found.tagging.persons
    assert (bo.quoted_direct, bo.quoted_words, bo.share_of_quoted_words) == (True, 3, 1.0)
    assert (anna.quoted_direct, anna.quoted_indirect, anna.quoted_words) == (False, True, 0)
    assert bo.is_central
    assert [q.person for q in found.tagging.quotes] == [1, 0]


def test_words_that_are_nobodys_speech(tmp_path: Path) -> None:
    article = article_with()
    quote = quote_key(article.id, WORDS)
    found = correct(
        tmp_path, article, read(article, ANNA, BO),
        Draft(article.id, Variable.NO_QUOTE, "yes", article.content_hash, quote),
    )  # fmt: skip
    assert found.tagging.quotes == ()
    assert not found.tagging.persons[0].quoted_direct


def test_who_does_not_speak_has_no_words(tmp_path: Path) -> None:
    article = article_with()
    found = correct(
        tmp_path, article, read(article, ANNA, BO), draft(article, Variable.SOURCE, "no", ANNA)
    )
    anna = found.tagging.persons[0]
    assert (anna.quoted_direct, anna.quoted_words) == (False, 0)
    assert found.tagging.quotes[0].person is None


@pytest.mark.parametrize(("decided", "themes", "growth"), [
    ((Variable.THEMES, "livsmiljoer,tillganglighet"), {Theme.LIVSMILJOER, Theme.TILLGANGLIGHET},
     GrowthAnswer.YES),
    ((Variable.THEMES, ""), set(), GrowthAnswer.NO),
    ((Variable.GROWTH, "not_growth"), set(), GrowthAnswer.NO),
])  # fmt: skip
def test_growth_and_themes_go_together(
    tmp_path: Path, decided: tuple[Variable, str], themes: set[Theme], growth: GrowthAnswer
) -> None:
    article = article_with()
    found = correct(tmp_path, article, read(article, ANNA), draft(article, *decided))
    labels = {kind: {t.label for t in found.tagging.topics if t.kind is kind} for kind in TopicKind}
    assert labels[TopicKind.THEME] == themes
    assert labels[TopicKind.GROWTH] == {growth}


def test_other_labels_of_a_story(tmp_path: Path) -> None:
    article = article_with()
    found = correct(
        tmp_path, article, read(article, ANNA),
        draft(article, Variable.SECTORS, "transport"), draft(article, Variable.GENRE, "notice"),
        draft(article, Variable.PLACES, "Luleå,Piteå"), draft(article, Variable.ACCESS, "teaser"),
    )  # fmt: skip
    assert [t.label for t in found.tagging.topics if t.kind is TopicKind.SECTOR] == [
        Sector.TRANSPORT
    ]
    assert (found.tagging.genre, found.access) == (Genre.NOTICE, "teaser")
    places = found.tagging.places
    assert [(p.municipality, p.weight) for p in places] == [("Luleå", 0.5), ("Piteå", 0.5)]
    assert [p.mentions for p in places] == [0, 1]


# the text or the tagging changed since


def test_tagged_anew_in_another_order(tmp_path: Path) -> None:
    article = article_with()
    gender = draft(article, Variable.GENDER, "man", BO)
    found = correct(tmp_path, article, read(article, BO, ANNA), gender)
    assert [(p.name, p.gender) for p in found.tagging.persons] == [
        (BO, Gender.MAN),
        (ANNA, Gender.WOMAN),
    ]
    assert found.reports == ()


def test_tagged_anew_under_a_longer_name(tmp_path: Path) -> None:
    """The same text: the place of the name tells who is meant, however the name is cut now."""
    article = article_with()
    gender = draft(
        article, Variable.GENDER, "man", "Berg", detail={"name": "Berg", "at": span(article, BO)}
    )
    found = correct(tmp_path, article, read(article, ANNA, BO), gender)
    assert found.tagging.persons[1].gender is Gender.MAN


def test_a_changed_text_is_reported_and_still_corrected(tmp_path: Path) -> None:
    old = article_with()
    new = article_with("Så här gick det till i går kväll.\n\n" + TEXT)
    found = correct(
        tmp_path, new, read(new, ANNA, BO),
        draft(old, Variable.GENDER, "man", BO),
        draft(old, Variable.ADDED, CIA, CIA, detail={"mentions": [span(old, CIA)]}),
    )  # fmt: skip
    assert names(found) == [ANNA, BO, CIA]
    assert found.tagging.persons[1].gender is Gender.MAN
    start = found.tagging.persons[2].mentions[0].start_char
    assert new.full_text[start : start + len(CIA)] == CIA
    assert [report.reason for report in found.reports] == [TEXT_CHANGED, TEXT_CHANGED]


def test_a_person_who_is_gone_is_reported(tmp_path: Path) -> None:
    old = article_with()
    new = article_with("Anna Alm leder bygget.\n\n– Det går bra, säger Anna Alm.")
    found = correct(
        tmp_path, new, read(new, ANNA),
        draft(old, Variable.GENDER, "man", BO),
        draft(old, Variable.ADDED, CIA, CIA, detail={"mentions": [span(old, CIA)]}),
    )  # fmt: skip
    assert names(found) == [ANNA]
    assert [r.reason for r in found.reports].count(LOST) == 2


def test_a_shorter_name_that_two_have_means_nobody(tmp_path: Path) -> None:
    article = article_with("Anna Alm och Bo Alm leder bygget. – Det går bra, säger Anna Alm.")
    gender = draft(article, Variable.GENDER, "man", "Alm", detail={"name": "Alm"})
    found = correct(tmp_path, article, read(article, ANNA, "Bo Alm"), gender)
    assert [p.gender for p in found.tagging.persons] == [Gender.WOMAN, Gender.WOMAN]
    assert [r.reason for r in found.reports] == [LOST]


def test_the_machine_has_learnt_to_find_whom_a_reviewer_added(tmp_path: Path) -> None:
    article = article_with()
    found = correct(
        tmp_path, article, read(article, ANNA, BO, CIA),
        draft(article, Variable.ADDED, CIA, CIA, detail={"mentions": [span(article, CIA)]}),
    )  # fmt: skip
    assert names(found) == [ANNA, BO, CIA]
    assert len(found.tagging.persons[2].mentions) == 1
