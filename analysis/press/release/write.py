"""The press release as a Word document, a page and plain text."""

from __future__ import annotations

from docx.enum.text import WD_COLOR_INDEX
from docx.shared import Pt

from analysis.press.facts import Facts
from analysis.press.office.document import add_notes, save_document, start_document
from analysis.press.pages import render_template
from analysis.press.release.compose import compose_release, join_release


def render_release_docx(facts: Facts) -> bytes:
    """pressmeddelande.docx"""
    release = compose_release(facts)
    document = start_document(facts, release.title, release.kicker)
    document.add_paragraph(release.kicker)
    if release.draft:
        add_notes(document, [release.draft])
    document.add_paragraph(release.title, style="Title")
    lead = document.add_paragraph()
    lead.add_run(release.lead).bold = True
    for text in release.body:
        document.add_paragraph(text)
    quote = document.add_paragraph()
    quote.paragraph_format.space_before = quote.paragraph_format.space_after = Pt(12)
    run = quote.add_run(release.quote)
    run.italic, run.font.highlight_color = True, WD_COLOR_INDEX.YELLOW
    document.add_paragraph(release.method)
    document.add_heading("Kontakt", level=1)
    document.add_paragraph(release.contact)
    document.add_heading("Redaktörer", level=1)
    for note in release.editors:
        document.add_paragraph(note, style="List Bullet")
    return save_document(document, facts)


def render_release_html(facts: Facts) -> bytes:
    """pressmeddelande.html"""
    release = compose_release(facts)
    return render_template("pressmeddelande.html", facts, title=release.title, release=release)


def render_release_text(facts: Facts) -> bytes:
    """pressmeddelande.txt, in UTF-8 with the lines left unbroken."""
    return join_release(compose_release(facts)).encode("utf-8")
