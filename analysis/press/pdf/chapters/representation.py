"""Representation: which women and which men appear, speak and write."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.figures import Figure
from analysis.indicators import INDICATORS
from analysis.indicators.indicator import Chapter, Kind
from analysis.press.charts.chart import Chart
from analysis.press.facts import PER_STORY, Facts
from analysis.press.formats import narrow
from analysis.press.groups import is_told
from analysis.press.pdf.chapters.statements import state_groups
from analysis.press.pdf.document import Block, DataTable, Heading, Paragraph
from analysis.press.pdf.figures import list_shares, show_chart
from analysis.wording import say_share


def write_representation(facts: Facts, charts: Mapping[str, Chart]) -> list[Block]:
    functions = facts.groups("people", "function")
    occupations = facts.groups("people", "occupation_group")
    return [
        Heading("Representation: vilka syns?"),
        Paragraph(
            "Här räknas vilka som nämns, vilka som får komma till tals och vilka som skriver. "
            "Varje person räknas en gång i varje artikel. Mått med för litet underlag visas bara "
            "som antal."
        ),
        list_indicators(facts, Chapter.REPRESENTATION),
        *say_wire(facts),
        Heading("I vilka roller", 2),
        Paragraph(
            "Rollen är den som personen har i nyheten: den som nyheten handlar om, den som talar "
            "för någon annan, den som bidrar med kunskap eller den som berättar om egen erfarenhet."
        ),
        *state_groups(facts, "function"),
        *show_chart(charts.get("roller")),
        list_shares(
            facts, "tabell-roller", "Kvinnor och män efter roll i nyheten", "Roll", functions
        ),
        Heading("I vilka yrken", 2),
        *state_groups(facts, "occupation_group"),
        *show_chart(charts.get("yrken")),
        list_shares(
            facts,
            "tabell-yrken",
            "Kvinnor och män efter yrkesgrupp",
            "Yrkesgrupp",
            [figure for figure in occupations if figure.n_persons or not is_told(figure)],
        ),
        *list_stories(facts),
    ]


def list_indicators(facts: Facts, chapter: Chapter) -> DataTable:
    """The shares of a chapter for the whole material."""
    known = [
        INDICATORS[key[0]]
        for key in facts.figures
        if key[1:] == ("overall", "alla", "per_outlet", "all")
    ]
    chosen = [i for i in known if i.chapter is chapter and i.kind is not Kind.STORIES]
    return list_shares(
        facts,
        f"tabell-{chapter.value}",
        f"Andel kvinnor, mått i kapitlet {chapter.value.capitalize()}",
        "Mått",
        [facts.whole(indicator.id) for indicator in chosen],
        [indicator.label for indicator in chosen],
    )


def list_stories(facts: Facts) -> list[Block]:
    """Shares of stories: with no woman, with no man, with both."""
    rows = [
        (INDICATORS[name].label, facts.whole(name))
        for name in ("stories_without_women", "stories_without_men", "stories_with_both")
        if (name, "overall", "alla", "per_outlet", "all") in facts.figures
    ]
    if not rows:
        return []
    said = " ".join(f"{label}: {_say_stories(figure)}." for label, figure in rows)
    return [
        Heading("Nyheter utan kvinnor och nyheter utan män", 2),
        Paragraph(
            "Andelarna gäller nyheter där minst en person nämns och alla avgörande kön är kända. "
            f"{said}"
        ),
    ]


def say_wire(facts: Facts) -> list[Block]:
    """The main share once more with a text that many publish counted once."""
    if ("people", "overall", "alla", PER_STORY, "all") not in facts.figures:
        return []
    once = facts.whole("people", PER_STORY)
    return [
        Paragraph(
            "Samma text i flera medier räknas en gång för varje medium. Räknas varje nyhet i "
            f"stället en enda gång är andelen kvinnor {narrow(say_share(once))}."
        )
    ]


def _say_stories(figure: Figure) -> str:
    return narrow(say_share(figure))
