from __future__ import annotations

import pytest
from spacy.language import Language

from data.records import Contributor
from data.vocab import ContributorRole
from nlp.components.layout import Layout, find_contributors
from nlp.drafts import get_segments
from tests.nlp.docs import blank

BYLINE, PHOTO = ContributorRole.BYLINE, ContributorRole.PHOTOGRAPHER
LEAD = "Efter tre års väntan öppnar kaféet i byn."
BODY = "Det har varit stängt sedan ägarna flyttade."


def lay_out(title: str, *paragraphs: str) -> tuple[list[tuple[str, str]], list[Contributor]]:
    """[(kind, text)] and contributors, as Layout reads them."""
    doc = blank().make_doc(f"{title}\n\n" + "\n\n".join(paragraphs))
    doc._.title_length = len(title)
    doc = Layout()(doc)
    parts = [(s.kind, doc.text[s.start_char : s.end_char]) for s in get_segments(doc)]
    return parts, list(doc._.contributors)


def kinds(title: str, *paragraphs: str) -> list[str]:
    return [kind for kind, _ in lay_out(title, *paragraphs)[0]]


def test_headline_lead_body_and_subhead() -> None:
    parts, contributors = lay_out(
        "Kaféet öppnar", LEAD, BODY, "En ny start", "Sista ordet är sagt."
    )
    assert parts == [
        ("headline", "Kaféet öppnar"),
        ("lead", LEAD),
        ("body", BODY),
        ("subhead", "En ny start"),
        ("body", "Sista ordet är sagt."),
    ]
    assert contributors == []


def test_without_a_headline_the_first_paragraph_is_the_lead() -> None:
    assert kinds("", LEAD, BODY) == ["lead", "body"]


def test_an_empty_article_has_no_segments() -> None:
    assert kinds("", "") == []
    assert kinds("Bara rubrik", "") == ["headline"]


def test_offsets_count_characters_of_the_full_text() -> None:
    doc = blank().make_doc(f"Rubrik\n\n  {LEAD}  \n\n\n{BODY}")
    doc._.title_length = len("Rubrik")
    segments = get_segments(Layout()(doc))
    assert [doc.text[s.start_char : s.end_char] for s in segments] == ["Rubrik", LEAD, BODY]


@pytest.mark.parametrize(
    "line", ["– Kom in nu", "- Kom in nu", "Kom in nu!", "Vem kommer?", "Så här:", "”Kom in”"]
)
def test_a_short_line_of_speech_or_a_sentence_is_no_subhead(line: str) -> None:
    assert kinds("Rubrik", LEAD, BODY, line, BODY + " Igen.")[3] == "body"


def test_a_caption_counts_its_words_and_its_credit_is_a_contributor() -> None:
    parts, contributors = lay_out(
        "Rubrik", LEAD, BODY, "Karin Lidström på kaféet. Foto: Erik Öberg", BODY + " Mer."
    )
    assert ("caption", "Karin Lidström på kaféet. ") in parts
    assert ("byline", "Foto: Erik Öberg") in parts
    assert contributors == [Contributor("Erik Öberg", PHOTO)]


def test_an_agency_behind_a_slash_is_not_part_of_the_name() -> None:
    _, contributors = lay_out("Rubrik", LEAD, "Vy över byn. Foto: Erik Öberg/TT", BODY)
    assert contributors == [Contributor("Erik Öberg", PHOTO)]


def test_a_finnish_credit_is_one_too() -> None:
    _, contributors = lay_out("Otsikko", LEAD, "Kahvila illalla. Kuva: Aino Korhonen", BODY)
    assert contributors == [Contributor("Aino Korhonen", PHOTO)]


def test_a_caption_that_stands_twice_counts_once() -> None:
    caption = "Karin Lidström på kaféet. Foto: Erik Öberg"
    parts, contributors = lay_out("Rubrik", LEAD, caption, BODY, caption, BODY + " Mer.")
    assert [kind for kind, text in parts if "Karin" in text] == ["caption", "debris"]
    assert len(contributors) == 1


def test_a_caption_that_repeats_a_paragraph_without_its_credit_counts_once() -> None:
    parts, _ = lay_out("Rubrik", LEAD, "Karin på kaféet.", BODY, "Karin på kaféet.")
    assert [kind for kind, text in parts if text == "Karin på kaféet."] == ["body", "debris"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Text: Karin Lidström", [("Karin Lidström", BYLINE)]),
        (
            "Text: Karin Lidström Foto: Erik Öberg",
            [("Karin Lidström", BYLINE), ("Erik Öberg", PHOTO)],
        ),
        ("Av Karin Lidström", [("Karin Lidström", BYLINE)]),
        ("Av: Karin Lidström", [("Karin Lidström", BYLINE)]),
        ("Text och foto: Karin Lidström", [("Karin Lidström", BYLINE)]),
        ("Teksti: Aino Korhonen", [("Aino Korhonen", BYLINE)]),
        (
            "Av Karin Lidström och Erik Öberg",
            [("Karin Lidström", BYLINE), ("Erik Öberg", BYLINE)],
        ),
        ("Av Ebba von Rosenqvist", [("Ebba von Rosenqvist", BYLINE)]),
        ("Karin Lidström, TT", [("Karin Lidström", BYLINE)]),
        ("Karin Lidström/TT", [("Karin Lidström", BYLINE)]),
        ("Karin Lidström karin.lidstrom@exempel.se", [("Karin Lidström", BYLINE)]),
        ("Karin Lidström", [("Karin Lidström", BYLINE)]),
        ("TT", [("TT", BYLINE)]),
        (BODY, []),
        ("Av alla byar är detta den minsta.", []),
    ],
)
def test_contributors_of_a_line(line: str, expected: list[tuple[str, ContributorRole]]) -> None:
    found = find_contributors(line, near_edge=True)
    assert [(c.name, c.role) for c in found] == expected


def test_a_bare_name_in_the_middle_of_an_article_is_no_byline() -> None:
    assert find_contributors("Karin Lidström", near_edge=False) == ()
    body = [f"{BODY} Punkt {i}." for i in range(10)]
    parts, contributors = lay_out("Rubrik", LEAD, *body[:5], "Karin Lidström", *body[5:])
    assert {text: kind for kind, text in parts}["Karin Lidström"] == "subhead"
    assert contributors == []


def test_a_byline_before_the_lead_leaves_the_lead_a_lead() -> None:
    assert kinds("Rubrik", "Karin Lidström, TT", LEAD, BODY) == [
        *("headline", "byline", "lead", "body"),
    ]


def test_debris_is_kept_out_and_the_story_goes_on() -> None:
    parts, _ = lay_out("Rubrik", LEAD, "Dela den här artikeln", "Publicerad 12 maj 2026", BODY)
    assert [kind for kind, _ in parts] == ["headline", "lead", "debris", "debris", "body"]


def test_leads_of_other_stories_after_tipsa_oss_are_debris() -> None:
    parts, contributors = lay_out(
        "Rubrik", LEAD, BODY, "TIPSA OSS!", "Stina Nyqvist vann loppet.", "Av Erik Öberg"
    )
    assert [kind for kind, _ in parts][3:] == ["debris"] * 3
    assert contributors == []


@pytest.mark.parametrize("line", ["Läs också", "LÄS OCKSÅ: Ny väg"])
def test_what_follows_a_list_of_further_reading_is_debris(line: str) -> None:
    assert kinds("Rubrik", LEAD, BODY, line, "Stina Nyqvist vann loppet.")[3:] == ["debris"] * 2


@pytest.mark.parametrize("line", ["Fler nyheter", "Relaterat", "Juttuvinkki", "Lue myös"])
def test_every_opening_of_the_list_of_other_stories_ends_the_article(line: str) -> None:
    assert kinds("Rubrik", LEAD, BODY, line, "Stina Nyqvist vann loppet.")[3:] == ["debris"] * 2


@pytest.mark.parametrize(
    "paragraph",
    [
        "Så jobbar vi med klimatet hela året, säger Karin Lidström, som leder bygget i Harads.",
        "Mer om saken vet Karin Lidström, som har lett bygget i Harads sedan i våras.",
    ],
)
def test_a_paragraph_of_the_story_may_begin_like_debris(paragraph: str) -> None:
    assert kinds("Rubrik", LEAD, paragraph, BODY)[2] == "body"


def test_layout_is_registered_as_a_component(pipeline: Language) -> None:
    assert isinstance(pipeline.get_pipe("layout"), Layout)
