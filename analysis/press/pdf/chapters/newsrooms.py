"""The fourth R, realisera: questions that newsrooms can put to themselves. No judgements."""

from __future__ import annotations

from analysis.press.facts import Facts
from analysis.press.formats import say_percent
from analysis.press.pdf.chapters.divisions import NO_NEWS
from analysis.press.pdf.chapters.real_world import say_area, say_who
from analysis.press.pdf.document import Block, Bullets, Heading, Paragraph
from analysis.swedish import NBSP, say_list

_ALWAYS = (
    "Vilka ringer vi först, och vilka ringer vi aldrig?",
    "Vem väljer vilka som intervjuas, och när i arbetet görs valet?",
    "När såg vi senast över listan med personer att fråga, och vilka saknas på den?",
    "Vilka får stå för kunskap och beslut hos oss, och vilka för egna erfarenheter?",
    "Vilka syns i rubrik, ingress och bild, jämfört med längre ner i texten?",
    "Räknar vi själva, hur ofta, och vem på redaktionen får se resultatet?",
    "Vilket mål skulle vi vilja sätta, och hur skulle vi märka att vi nått det?",
)
MAX_ASKED = 3  # of each kind; a longer list is not read


def write_newsrooms(facts: Facts) -> list[Block]:
    return [
        Heading("Vad redaktionerna kan göra"),
        Paragraph(
            "Siffrorna säger hur det ser ut, inte varför. Vad som bör ändras avgör varje redaktion "
            "själv. Frågorna är tänkta som ett stöd för det samtalet."
        ),
        Bullets(tuple(ask_questions(facts))),
    ]


def ask_questions(facts: Facts) -> list[str]:
    """Those that the figures raise first, then those that always can be asked."""
    asked = [
        f"{q.population}, {say_area(q)}: {say_percent(q.base_percent)} kvinnor ({q.source}). "
        f"{say_who(q)}: {q.figure.percent}{NBSP}procent kvinnor. Vad skulle krävas för att fler "
        "av kvinnorna ska synas?"
        for q in facts.quotients
        if q.claim == "lower"
    ][:MAX_ASKED]
    for dimension, words in (
        ("sector", "i nyheter om {}"),
        ("occupation_group", "i gruppen {}"),
        ("municipality", "i nyheter om {}"),
    ):
        asked += [
            f"Andelen kvinnor {words.format(_lower(figure.label, dimension))} är lägre än i "
            "resten. Vilka kvinnor arbetar där, och hur når vi dem?"
            for figure in facts.groups("people", dimension)
            if figure.differs == "lower"
        ][:MAX_ASKED]
    unseen = [
        u.label
        for u in facts.unseen
        if not u.outlet and u.dimension == "municipality" and u.missing == NO_NEWS
    ]
    if unseen:
        asked.append(f"Vad händer i {say_list(sorted(unseen))} som vi inte berättar om?")
    return [*asked, *_ALWAYS]


def _lower(label: str, dimension: str) -> str:
    return label if dimension == "municipality" else label[:1].lower() + label[1:]
