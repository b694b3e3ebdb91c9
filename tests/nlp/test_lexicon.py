from __future__ import annotations

import pytest

from data.vocab import Gender
from nlp.lexicon import load_lexicon


def test_the_word_classes_are_filled_and_lower_case() -> None:
    lexicon = load_lexicon()
    for words in (
        *(lexicon.speech_verbs, lexicon.indirect_verbs, lexicon.collective_speakers),
        *(lexicon.pronouns.keys(), lexicon.gendered_nouns.keys(), lexicon.finnish_words),
    ):
        assert words
        assert all(word == word.lower() for word in words)


def test_pronouns_carry_their_gender() -> None:
    pronouns = load_lexicon().pronouns
    assert pronouns["hennes"] is Gender.WOMAN
    assert pronouns["honom"] is Gender.MAN
    assert pronouns["hen"] is Gender.NONBINARY
    assert pronouns["hän"] is None  # Finnish has one pronoun for all


def test_no_noun_stands_under_both_genders() -> None:
    nouns = load_lexicon().gendered_nouns
    assert nouns["affärskvinnan"] is Gender.WOMAN
    assert nouns["änklingen"] is Gender.MAN
    assert not set(nouns) & set(load_lexicon().speech_verbs)


@pytest.mark.parametrize(
    "line",
    [
        *("Dela den här artikeln", "Dela artikeln", "TIPSA OSS!", "Läs mer: Nytt kafé", "Annons"),
        *("Publicerad 12 maj 2026", "Uppdaterad 08:14", "undefined", "Läs också", "Logga in"),
        *("© Sågbladet", "sida 14", "Artikelbild", "Jaa tämä", "Julkaistu 3.2."),
    ],
)
def test_debris_is_known(line: str) -> None:
    assert load_lexicon().debris.search(line)


@pytest.mark.parametrize(
    "line",
    [
        *("Bygget blir klart i maj.", "Annonsen lockade hundra sökande.", "Sidan 14 år gammal."),
        *("Delad vårdnad blir vanligare.", "Hon publicerade boken.", "Läsningen ökar."),
    ],
)
def test_content_is_no_debris(line: str) -> None:
    assert not load_lexicon().debris.search(line)
