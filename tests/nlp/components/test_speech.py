from __future__ import annotations

import pytest
from spacy.tokens import Doc

from data.vocab import Gender
from nlp.components.speech import Speech
from nlp.drafts import get_quotes
from nlp.sentences import split_sentences
from tests.nlp.docs import Paragraph, build_doc, make_person, reported, set_persons, spoken

OPENING = "Karin Lidström är vd. Erik Öberg är snickare."
KARIN, ERIK = "Karin Lidström", "Erik Öberg"


def build(*paragraphs: Paragraph, opening: str = OPENING) -> Doc:
    doc = build_doc(opening, *paragraphs)
    persons = (
        make_person(doc, KARIN, "Lidström", "Karin", gender=Gender.WOMAN, titles=("vd",)),
        make_person(doc, ERIK, "Öberg", "Erik", gender=Gender.MAN, titles=("snickare",)),
    )
    return Speech()(set_persons(doc, *(p for p in persons if p.namings)))


# talstreck


@pytest.mark.parametrize(
    ("paragraph", "words"),
    [
        ("– Det går bra, säger Karin Lidström.", ["Det går bra"]),
        ("- Det går bra, säger Karin Lidström.", ["Det går bra"]),
        ("— Det går bra, säger Karin Lidström.", ["Det går bra"]),
        ("–Det går bra, säger Karin Lidström.", ["Det går bra"]),
        ("– Det går bra, säger Lidström och ler.", ["Det går bra"]),
        ("– Det går bra, säger hon.", ["Det går bra"]),
        ("– Det går bra, säger vd:n.", ["Det går bra"]),
        ("– Det går bra, säger vd:n Karin Lidström.", ["Det går bra"]),
        ("– Det går bra! utbrister Karin Lidström.", ["Det går bra!"]),
        ("– Går det bra? undrar Karin Lidström.", ["Går det bra?"]),
        (
            "– Det går bra, säger Lidström. Vi växer. Nu kör vi.",
            ["Det går bra", "Vi växer. Nu kör vi."],
        ),
        ("– Kaikki on hyvin, sanoo Lidström.", ["Kaikki on hyvin"]),
    ],
)
def test_a_dash_with_a_tag(paragraph: str, words: list[str]) -> None:
    assert spoken(build(paragraph)) == [(text, KARIN) for text in words]


def test_the_tag_is_no_part_of_the_quotation() -> None:
    assert spoken(build("– Det går bra, säger Karin Lidström. Vi är nöjda.")) == [
        ("Det går bra", KARIN),
        ("Vi är nöjda.", KARIN),
    ]


def test_a_name_inside_the_quotation_is_not_the_speaker() -> None:
    assert spoken(build("– Karin Lidström är bra, säger Erik Öberg.")) == [
        ("Karin Lidström är bra", ERIK)
    ]
    assert spoken(build("– Som Erik Öberg säger går det bra, säger Karin.")) == [
        ("Som Erik Öberg säger går det bra", KARIN)
    ]


def test_a_tag_before_the_dash() -> None:
    assert spoken(build("Karin Lidström säger:", "– Det går bra.")) == [("Det går bra.", KARIN)]


def test_a_dash_after_a_sentence_about_one_person() -> None:
    assert spoken(build("Erik Öberg är nöjd.", "– Det går bra.")) == [("Det går bra.", ERIK)]


def test_further_paragraphs_continue() -> None:
    doc = build("– Det går bra, säger Erik Öberg.", "– Det blir bättre.", "– Mycket bättre.")
    assert spoken(doc) == [
        ("Det går bra", ERIK),
        ("Det blir bättre.", ERIK),
        ("Mycket bättre.", ERIK),
    ]
    assert [q.method for q in get_quotes(doc)] == ["name", "continued", "continued"]
    assert get_quotes(doc)[2].probability <= get_quotes(doc)[0].probability


def test_a_subhead_does_not_break_the_speech() -> None:
    doc = build("– Det går bra, säger Karin Lidström.", ("subhead", "Bättre"), "– Nu växer vi.")
    assert spoken(doc)[1] == ("Nu växer vi.", KARIN)


def test_a_dialogue() -> None:
    doc = build(
        *("– Kom, säger Karin Lidström.", "– Nej, svarar Erik Öberg.", "– Jo, fortsätter hon."),
    )
    assert [speaker for _, speaker in spoken(doc)] == [KARIN, ERIK, KARIN]


def test_an_institution_speaks_without_a_person() -> None:
    doc = build("– Vi söker fortfarande, säger polisen.")
    [quote] = get_quotes(doc)
    assert (quote.person, quote.speaker_text, quote.method) == (None, "polisen", "institution")


def test_speech_of_nobody_known_is_kept_without_a_person() -> None:
    doc = build("– Det går bra.", opening="Kaféet öppnar.")
    [quote] = get_quotes(doc)
    assert (quote.text, quote.person, quote.probability) == ("Det går bra.", None, 0.0)


def test_offsets_are_those_of_the_text() -> None:
    doc = build("– Det går bra, säger Karin Lidström.", "”Det går bra för oss”, säger Erik Öberg.")
    quotes = get_quotes(doc)
    assert len(quotes) == 2
    assert all(doc.text[q.start_char : q.end_char] == q.text for q in quotes)
    assert [q.start_char for q in quotes] == sorted(q.start_char for q in quotes)


def test_speech_in_debris_is_not_read() -> None:
    assert get_quotes(build(("debris", "– Det går bra, säger Karin Lidström."))) == ()


# quote marks


@pytest.mark.parametrize("marks", ["””", '""', "»«", "»»", "“”"])
def test_quote_marks_with_a_tag(marks: str) -> None:
    opening, closing = marks
    doc = build(f"{opening}Det går bra för oss{closing}, säger Karin Lidström.")
    assert spoken(doc) == [("Det går bra för oss", KARIN)]


def test_quote_marks_after_an_announcement() -> None:
    doc = build("Karin Lidström skriver i ett mejl: ”Det går bra för oss just nu.”")
    assert spoken(doc) == [("Det går bra för oss just nu.", KARIN)]


def test_a_few_words_in_marks_are_a_title_unless_tagged() -> None:
    assert spoken(build("Karin Lidström läste ”Röda stugan” på bussen.")) == []
    assert spoken(build("”Bra”, säger Karin Lidström.")) == [("Bra", KARIN)]


# indirect speech


@pytest.mark.parametrize(
    ("sentence", "content", "speaker"),
    [
        ("Enligt Karin Lidström går det bra.", "går det bra", KARIN),
        ("Det går bra enligt Erik Öberg.", "Det går bra", ERIK),
        ("Enligt honom går det bra.", "går det bra", ERIK),
        ("Enligt vd:n går det bra.", "går det bra", KARIN),
        ("Karin Lidström menar att det går bra.", "det går bra", KARIN),
        ("Karin Lidström, som är vd, menar att det går bra.", "det går bra", KARIN),
        ("Hon menar att det går bra.", "det går bra", KARIN),
        ("Det går bra, menar Erik Öberg.", "Det går bra", ERIK),
        ("Lidström kertoo että kauppa on auki.", "kauppa on auki", KARIN),
        ("Karin Lidström kräver fler bussar nu.", "fler bussar nu", KARIN),
        ("Erik Öberg varnar för tunn is i viken.", "tunn is i viken", ERIK),
        ("Erik Öberg medger: kalkylen höll inte.", "kalkylen höll inte", ERIK),
        ("Karin Lidström vill se en ny bro.", "en ny bro", KARIN),
        ("Karin Lidström tror att isen lägger sig, och nu väntar byn.", "isen lägger sig", KARIN),
        ("I rätten hävdar Erik Öberg att båten var hans.", "båten var hans", ERIK),
    ],
)
def test_indirect_speech(sentence: str, content: str, speaker: str) -> None:
    doc = build(sentence)
    assert reported(doc) == [(content, speaker)]
    assert spoken(doc) == []


def test_two_speakers_in_one_sentence() -> None:
    doc = build("Karin Lidström menar att bron behövs, medan Erik Öberg anser att den är för dyr.")
    assert reported(doc) == [("bron behövs", KARIN), ("den är för dyr", ERIK)]


def test_one_speaker_of_two_clauses() -> None:
    doc = build("Karin Lidström säger att bron behövs och att den blir dyr.")
    assert reported(doc) == [("bron behövs", KARIN), ("den blir dyr", KARIN)]


def test_what_an_institution_is_said_to_say_is_kept_without_a_person() -> None:
    [quote] = get_quotes(build("Enligt polisen är vägen stängd."))
    assert (quote.text, quote.direct, quote.person) == ("är vägen stängd", False, None)
    assert quote.method == "institution"


def test_the_sentence_before_so_says() -> None:
    doc = build("Bron behövs verkligen. Det anser vd:n Karin Lidström.")
    assert reported(doc) == [("Bron behövs verkligen", KARIN)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Enligt planen är vägen stängd.",
        "Enligt egen uppgift är vägen stängd.",
        "Karin Lidström bygger.",
        "Karin Lidström säger upp avtalet.",
        "Karin Lidström sa nej till Erik Öberg.",
        "Karin Lidström vill inte kommentera.",
        "Erik Öberg oroar sig inte.",
        "– 10.00 Kaffe",
        "– Skala potatisen",
    ],
)
def test_other_sentences_give_no_source(sentence: str) -> None:
    assert get_quotes(build(sentence)) == ()


# interviews


def test_an_interview_of_questions_and_answers() -> None:
    doc = build(
        *("Hur går det?", "Det går bra. Vi växer.", "Vad händer nu?", "Vi anställer."),
        opening="Karin Lidström leder sågen.",
    )
    assert spoken(doc) == [("Det går bra. Vi växer.", KARIN), ("Vi anställer.", KARIN)]


def test_one_question_makes_no_interview() -> None:
    doc = build("Hur går det?", "Det går bra.", opening="Karin Lidström leder sågen.")
    assert spoken(doc) == []


# sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Ett. Två! Tre?", ["Ett.", "Två!", "Tre?"]),
        ("A. Öberg kom. Han log.", ["A. Öberg kom.", "Han log."]),
        ("Det kostar 3.5 kronor. Ja.", ["Det kostar 3.5 kronor.", "Ja."]),
        ("Bl.a. detta. Sedan det.", ["Bl.a. detta.", "Sedan det."]),
        ("Utan slut", ["Utan slut"]),
        ("", []),
    ],
)
def test_split_sentences(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in split_sentences(text, 0, len(text))] == sentences


# faults, most harmful first


@pytest.mark.parametrize(
    "sentence",
    [
        "Kommunen menar att Karin Lidström har fel.",
        "Polisen säger att Erik Öberg är skadad.",
        "Tingsrätten anser att Erik Öberg är skyldig.",
        "Forskare tror att Erik Öberg vinner.",
        "Enligt lagen får Karin Lidström bygga.",
    ],
)
def test_the_one_spoken_of_is_no_source(sentence: str) -> None:
    assert [speaker for _, speaker in reported(build(sentence)) if speaker is not None] == []


def test_a_relative_speaks_not_the_one_whose_relative_it_is() -> None:
    doc = build("– Det går bra, säger hennes man Erik Öberg.")
    assert spoken(doc) == [("Det går bra", ERIK)]


def test_two_sentences_within_quote_marks_are_one_quotation() -> None:
    doc = build("”Det går bra för oss. Det gör det verkligen”, säger Karin Lidström.")
    assert spoken(doc) == [("Det går bra för oss. Det gör det verkligen", KARIN)]


def test_two_speakers_in_one_paragraph() -> None:
    doc = build("– Det går bra, säger Karin Lidström. – Det går dåligt, säger Erik Öberg.")
    assert [speaker for _, speaker in spoken(doc)] == [KARIN, ERIK]


@pytest.mark.parametrize("tag", ["en kvinna", "en av byborna", "undersköterskan"])
def test_an_unnamed_speaker_is_not_one_of_the_named(tag: str) -> None:
    assert [speaker for _, speaker in spoken(build(f"– Det går bra, säger {tag}."))] == [None]


def test_a_tag_in_the_middle_of_a_sentence() -> None:
    doc = build("– Det här, säger Karin Lidström, är en riktigt bra dag.")
    assert [text for text, _ in spoken(doc)] == ["Det här", "är en riktigt bra dag."]


def test_a_dash_in_the_middle_of_a_paragraph() -> None:
    doc = build("Karin Lidström är nöjd. – Det går bra, säger hon. – Vi växer.")
    assert [text for text, _ in spoken(doc)] == ["Det går bra", "Vi växer."]


def test_two_quotations_with_one_tag() -> None:
    doc = build("”Det går bra här”, men ”det kunde gå bättre”, säger Karin Lidström.")
    assert len(spoken(doc)) == 2


def test_a_minus_sign_for_a_dash() -> None:
    assert spoken(build("− Det går bra, säger Karin Lidström.")) == [("Det går bra", KARIN)]


@pytest.mark.parametrize(
    ("paragraph", "words"),
    [
        ("– Det går bra, skrockar Lidström.", ["Det går bra"]),
        ("– Det går bra, lägger Karin Lidström till.", ["Det går bra"]),
        ("– Det går bra, slår Karin Lidström fast.", ["Det går bra"]),
        (
            "– När det regnade, stannade han hemma, säger Karin Lidström.",
            ["När det regnade, stannade han hemma"],
        ),
        ("– ”Det går bra”, sa han alltid, säger Karin Lidström.", ["Det går bra”, sa han alltid"]),
        ("– Det går bra, säger Karin Lidström. Hon reser sig.", ["Det går bra"]),
        ("– T.ex. bröd m.m., säger Karin Lidström.", ["T.ex. bröd m.m."]),
    ],
)
def test_further_tags(paragraph: str, words: list[str]) -> None:
    assert spoken(build(paragraph)) == [(text, KARIN) for text in words]


def test_a_conversation_with_names_and_colons() -> None:
    doc = build("Karin Lidström: Vi växer nu.", "Erik Öberg: Det tror jag inte.")
    assert spoken(doc) == [("Vi växer nu.", KARIN), ("Det tror jag inte.", ERIK)]


@pytest.mark.parametrize("after", [False, True])
def test_a_vox_pop_with_names_before_or_behind_the_answers(after: bool) -> None:
    pairs = [
        ("– Ja, varje dag.", "Karin Lidström, 34, Luleå"),
        ("– Nej, aldrig.", "Erik Öberg, 61, Boden"),
    ]
    lines = [line for said, who in pairs for line in ((said, who) if after else (who, said))]
    doc = build(*lines, opening="Badar du på vintern?")
    assert spoken(doc) == [("Ja, varje dag.", KARIN), ("Nej, aldrig.", ERIK)]


def test_speech_before_the_first_tag_belongs_to_whom_it_names() -> None:
    doc = build("– Vi öppnar i juni.", "Hinner ni?", "– Ja, säger Erik Öberg.", opening="Kaféet.")
    assert spoken(doc) == [("Vi öppnar i juni.", ERIK), ("Ja", ERIK)]


def test_a_new_person_in_the_story_speaks_next() -> None:
    doc = build(
        "– Det går bra, säger Karin Lidström.", "Erik Öberg hugger ved.", "– Det blir kallt."
    )
    assert spoken(doc)[1] == ("Det blir kallt.", ERIK)


def test_the_comment_of_somebody() -> None:
    assert spoken(build("”Det går bra nu”, är Karin Lidströms kommentar.")) == [
        ("Det går bra nu", KARIN)
    ]
    assert spoken(build("”Det går bra för byn.” Så säger Erik Öberg.")) == [
        ("Det går bra för byn.", ERIK)
    ]


def test_what_a_paper_says_is_nobodys() -> None:
    doc = build("”Projektet löser ett stort problem”, står det i beslutet.")
    assert spoken(doc) == [("Projektet löser ett stort problem", None)]
