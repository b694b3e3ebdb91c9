"""What the press release says: the result first, the method low, at most 2,500 characters."""

from __future__ import annotations

from dataclasses import dataclass, replace

from analysis.press.facts import Facts
from analysis.press.formats import say_count
from analysis.press.statements import (
    Statement,
    keep_signed,
    say_alike,
    say_bound,
    say_corrected,
    say_groups,
    say_lead,
    say_media,
    say_reality,
    say_room,
    say_time,
    say_title,
)
from analysis.swedish import say_date

LONGEST = 2500  # what a newsroom reads of a press release (domain.md, press practice)
QUOTE_SLOT = "[CITAT – en eller två meningar, med namn och titel. Fylls i av avsändaren.]"
CONTACT_SLOT = "[Namn, titel, telefon och e-post fylls i av avsändaren]"
DRAFT = "UTKAST: siffrorna är inte signerade."
DRAFT_HEADLINE = "UTKAST: siffran i rubriken är inte granskad."
FEWEST_NOTES = 3
METHOD = (
    "Så är det gjort: datorn läser nyheterna, hittar personerna och avgör kön efter pronomen och "
    "titlar, annars namn. Intervallet (95 procent) visar slumpen i vilka nyheter som råkade "
    "publiceras, inte fel i kodningen."
)


@dataclass(frozen=True, slots=True)
class Release:
    """The parts of a press release in their order; ``body`` is as long as the limit allows."""

    embargo: str
    kicker: str
    draft: str
    title: str
    lead: str
    body: tuple[str, ...]
    quote: str
    method: str
    contact: str
    editors: tuple[str, ...]


def compose_release(facts: Facts) -> Release:
    """The release of a kit: sentences are left out from the end of the body until it fits."""
    lead = keep_signed(facts, say_lead(facts))
    opening = " ".join(s.text for s in lead if s.about in {"main", "sources"})
    rest = [s for s in lead if s.about not in {"main", "sources"}]
    release = Release(
        embargo=facts.embargo,
        kicker=_say_kicker(facts),
        draft=_say_draft(facts),
        title=say_title(facts),
        lead=opening,
        body=(),
        quote=QUOTE_SLOT,
        method=METHOD,
        contact=say_contact(facts),
        editors=(*facts.notes, _say_material(facts)),
    )
    while len(join_release(release)) > LONGEST and len(release.editors) > FEWEST_NOTES:
        # the gravest notes stand first; the rest is in the questions and answers
        kept = (*release.editors[: len(release.editors) - 2], release.editors[-1])
        release = replace(release, editors=kept)
    body: list[str] = []
    for statement in [*rest, *choose_body(facts)]:
        longer = replace(release, body=(*body, statement.text))
        if len(join_release(longer)) <= LONGEST:
            body.append(statement.text)
    return replace(release, body=tuple(body))


def _say_draft(facts: Facts) -> str:
    if facts.signoffs.may_say(facts.whole("people")):
        return ""
    return DRAFT_HEADLINE if facts.signoffs.signed else DRAFT


def choose_body(facts: Facts) -> list[Statement]:
    """What may follow the lead, the foremost first: what is claimed before what cannot be."""
    people = [s for s in say_reality(facts) if s.text.startswith("Av personerna")]
    groups = [*say_groups(facts, "sector"), *say_groups(facts, "municipality")]
    candidates = [*say_corrected(facts), *people, *say_room(facts), *groups, *say_time(facts)]
    candidates = keep_signed(facts, candidates)
    bound = [say_bound(facts)] if facts.whole("people").percent is not None else []
    claimed = [s for s in candidates if s.claims or s.about == "corrected"]
    alike = [s.alike for s in candidates if s.alike]
    candidates = [s for s in candidates if not s.alike]
    if alike:
        candidates.append(Statement("alike", say_alike(alike)))
    return [*claimed, *bound, *(s for s in candidates if s not in claimed)]


def _say_kicker(facts: Facts) -> str:
    sender = facts.sender.organisation or "Mediagranskning"
    return f"Pressmeddelande från {sender}"


def say_contact(facts: Facts) -> str:
    """Who answers, or a slot to fill."""
    if facts.sender.contact:
        return f"{facts.sender.contact} {CONTACT_SLOT}"
    return CONTACT_SLOT


def _say_material(facts: Facts) -> str:
    coverage = facts.coverage
    edition = f"Utgåva {facts.edition}" if facts.edition else "Löpande siffror"
    days = (
        f"{say_date(coverage.first)} till {say_date(coverage.last)}"
        if coverage.first
        else "utan datum"
    )
    teasers = (
        f"; av {say_count(coverage.n_teaser)} är bara ingressen läst" if coverage.n_teaser else ""
    )
    return (
        f"{edition}: {say_count(coverage.n_counted)} artiklar i {say_media(facts)}, "
        f"{days}{teasers}. Diagram, tabeller, metodblad och frågor och svar ingår."
    )


def join_release(release: Release) -> str:
    """The release as plain text; its length is what the limit is about."""
    blocks = [
        *([release.embargo.upper()] if release.embargo else []),
        release.kicker,
        *([release.draft] if release.draft else []),
        release.title,
        release.lead,
        *release.body,
        release.quote,
        release.method,
        f"Kontakt: {release.contact}",
        "Redaktörer:",
    ]
    notes = "\n".join(f"– {note}" for note in release.editors)
    return "\n\n".join(blocks) + f"\n{notes}\n"
