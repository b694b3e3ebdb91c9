"""The 3R report, as PDF and as a page for the web: one document, two forms."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.press.charts.chart import Chart
from analysis.press.facts import Facts
from analysis.press.pdf.chapters.appendix import write_appendix
from analysis.press.pdf.chapters.divisions import (
    write_industries,
    write_outlets,
    write_over_time,
    write_places,
)
from analysis.press.pdf.chapters.newsrooms import write_newsrooms
from analysis.press.pdf.chapters.opening import write_opening
from analysis.press.pdf.chapters.quality import write_method, write_quality
from analysis.press.pdf.chapters.real_world import write_real_world
from analysis.press.pdf.chapters.realia import write_realia
from analysis.press.pdf.chapters.representation import write_representation
from analysis.press.pdf.chapters.resources import write_resources
from analysis.press.pdf.document import Contents, Document
from analysis.press.pdf.page import render_page
from analysis.press.pdf.typeset import typeset

TITLE = "Kvinnor och män i nyheter om regional tillväxt"


def render_report_pdf(facts: Facts, charts: Mapping[str, Chart]) -> bytes:
    """rapport.pdf"""
    return typeset(compose_report(facts, charts), "document.typ")


def render_report_html(facts: Facts, charts: Mapping[str, Chart]) -> bytes:
    """rapport.html, in UTF-8."""
    return render_page(compose_report(facts, charts))


def compose_report(facts: Facts, charts: Mapping[str, Chart]) -> Document:
    """The report's blocks in the order of a 3R review."""
    return Document(
        title=TITLE,
        kicker=f"3R-rapport, {facts.period.label}",
        description=f"3R-rapport om {TITLE[:1].lower()}{TITLE[1:]}, {facts.period.label}",
        running=say_running(facts),
        stamp=facts.stamp,
        embargo=facts.embargo,
        blocks=(
            *write_opening(facts, charts),
            Contents(),
            *write_representation(facts, charts),
            *write_resources(facts, charts),
            *write_realia(facts, charts),
            *write_places(facts, charts),
            *write_industries(facts, charts),
            *write_outlets(facts, charts),
            *write_over_time(facts, charts),
            *write_real_world(facts, charts),
            *write_newsrooms(facts),
            *write_method(facts),
            *write_quality(facts),
            *write_appendix(facts),
        ),
    )


def say_running(facts: Facts) -> str:
    """The line at the foot of every page: who, which edition, and what is not yet so."""
    sender = facts.sender.organisation or "Mediagranskning"
    what = f"utgåva {facts.edition}" if facts.edition else "löpande siffror, ingen fryst utgåva"
    return f"{sender} · {facts.period.label} · {what}"
