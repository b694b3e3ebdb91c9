"""An article as a page for eyes: persons, evidence of gender, quotes and their speakers marked.

One HTML page that needs nothing else. ``render_article_text`` alone gives the marked text, for
pages that have a frame of their own. Nothing is told by colour alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from itertools import pairwise

from data.article_style import STYLE
from data.readings import TaggedArticle
from data.records import Person, Quote
from data.vocab import Gender, Occupation, label_sv

_GENDER_ONE = {
    Gender.WOMAN: "kvinna",
    Gender.MAN: "man",
    Gender.NONBINARY: "icke-binär",
    Gender.UNKNOWN: "okänt kön",
}
_METHODS = {
    "name": "namnet står vid anföringen",
    "pronoun": "pronomen",
    "title": "titel",
    "relation": "släktord",
    "description": "beskrivande ord",
    "guess": "beskrivande ord, osäkert",
    "continued": "fortsätter tala",
    "context": "den som stycket handlar om",
    "announced": "anföring i nästa stycke",
    "interview": "frågor och svar",
    "institution": "organisation, ingen person",
    "unnamed": "ej namngiven person",
    "group": "flera tillsammans",
    "unknown": "talaren hittades inte",
}
_POSITIONS = {
    "chief_executive": "vd",
    "board": "styrelse",
    "owner": "ägare",
    "entrepreneur": "företagare",
    "investor": "investerare",
    "manager": "chef",
}


def render_article_page(tagged: TaggedArticle) -> str:
    """The whole page, in Swedish."""
    article = tagged.article
    title = escape(article.title or article.url)
    return (
        '<!doctype html>\n<html lang="sv">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n'
        f"<title>{title} – så är artikeln läst</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        '<header><p class="note">Artikelvy för granskning. Innehåller hela artikeltexten och '
        "namn: sprid den inte vidare.</p></header>\n<main>\n"
        f"{_render_facts(tagged)}\n{_render_legend(tagged)}\n"
        f"<article>\n{render_article_text(tagged)}\n</article>\n"
        f"<section>\n<h2>Personer</h2>\n{render_persons(tagged)}\n</section>\n"
        f"<section>\n<h2>Anföringar</h2>\n{render_quotes(tagged)}\n</section>\n"
        "</main>\n</body>\n</html>\n"
    )


def _render_facts(tagged: TaggedArticle) -> str:
    article = tagged.article
    facts = [escape(tagged.outlet), escape(article.published[:10]), label_sv(article.genre)]
    if article.url.startswith(("http://", "https://")):
        facts.append(f'<a href="{escape(article.url)}" rel="noreferrer">originalet</a>')
    credits = "; ".join(f"{escape(c.name)} ({label_sv(c.role)})" for c in tagged.contributors)
    lines = [f'<p class="facts">{" · ".join(fact for fact in facts if fact)}</p>']
    if credits:
        lines.append(f'<p class="facts">Räknas för sig: {credits}</p>')
    if not tagged.model:
        lines.append('<p class="note">Artikeln är inte märkt ännu: kör mediagranskning tag.</p>')
    return "\n".join(lines)


def _render_legend(tagged: TaggedArticle) -> str:
    if not tagged.model:
        return ""
    return (
        '<p class="legend">Så läser du: <mark class="person">namn<sup>1</sup></mark> är person 1 '
        'i tabellen; <span class="quote direct">egna ord<sup>→1</sup></span> är tryckta ord av '
        'person 1; <span class="quote indirect">återgivet<sup>→1</sup></span> är det som person 1 '
        'sägs mena; <span class="quote direct nobody">ord<sup>→?</sup></span> sägs av någon som '
        "inte är en namngiven person.</p>"
    )


# the text


@dataclass(frozen=True, slots=True)
class Marking:
    """How the text is marked. ``offsets``: each paragraph tells with which character of full_text
    it begins, each name the position of its person. ``links``: pronouns and words that a gender
    rests on are marked too. ``blind``: names alone, without what the machine says of them."""

    offsets: bool = False
    links: bool = False
    blind: bool = False


PLAIN = Marking()


def render_article_text(tagged: TaggedArticle, marking: Marking = PLAIN) -> str:
    """Headline and paragraphs with names and speech marked; all text is escaped."""
    text = tagged.article.full_text
    title_end = len(tagged.article.title)
    parts = []
    at = 0
    for line in text.split("\n"):
        end = at + len(line)
        if line.strip():
            tag = "h1" if at < title_end else "p"
            where = f' data-start="{at}"' if marking.offsets else ""
            parts.append(f"<{tag}{where}>{_mark(tagged, at, end, marking)}</{tag}>")
        at = end + 1
    return "\n".join(parts)


def _mark(tagged: TaggedArticle, start: int, end: int, marking: Marking) -> str:
    """text[start:end] with marks; cut at every edge, so that marks nest whole or not at all."""
    text = tagged.article.full_text
    names = [
        (m.start_char, m.end_char, person)
        for person in tagged.persons
        for m in person.mentions
        if m.start_char < end and start < m.end_char
    ]
    quotes = [q for q in tagged.quotes if q.start_char < end and start < q.end_char]
    links = _find_links(tagged, start, end) if marking.links else []
    edges = {start, end}
    for a, b in [
        *((a, b) for a, b, _ in names),
        *((q.start_char, q.end_char) for q in quotes),
        *((a, b) for a, b, _ in links),
    ]:
        edges |= {min(max(a, start), end), min(max(b, start), end)}
    ordered = sorted(edges)
    html = []
    for a, b in pairwise(ordered):
        piece = escape(text[a:b])
        name = next(((x, y, p) for x, y, p in names if x <= a and b <= y), None)
        link = next(((x, y, p) for x, y, p in links if x <= a and b <= y), None)
        if link is not None:
            number = f"<sup>={link[2].position + 1}</sup>" if b == min(link[1], end) else ""
            said = escape(f"belägg för kön: {link[2].name}")
            piece = f'<span class="link" title="{said}">{piece}{number}</span>'
        if name is not None:
            number = f"<sup>{name[2].position + 1}</sup>" if b == min(name[1], end) else ""
            piece = f"{_open_name(name[2], marking)}{piece}{number}</mark>"
        quote = next((q for q in quotes if q.start_char <= a and b <= q.end_char), None)
        if quote is not None:
            last = b == min(quote.end_char, end)
            piece = _mark_quote(tagged, quote, piece, last=last)
        html.append(piece)
    return "".join(html)


def _find_links(tagged: TaggedArticle, start: int, end: int) -> list[tuple[int, int, Person]]:
    """Where the words stand that genders rest on; a name is marked as one already."""
    found = []
    for person in tagged.persons:
        a, b = person.evidence_start, person.evidence_end
        if a is not None and b is not None and a < end and start < b:
            found.append((a, b, person))
    return found


def _open_name(person: Person, marking: Marking) -> str:
    where = f' data-person="{person.position}"' if marking.offsets else ""
    if marking.blind:
        return f'<mark class="person"{where} title="{escape(person.name)}">'
    return f'<mark class="person {person.gender}"{where} title="{_describe(person)}">'


def _mark_quote(tagged: TaggedArticle, quote: Quote, piece: str, *, last: bool) -> str:
    kind = "direct" if quote.direct else "indirect"
    nobody = "" if quote.person is not None else " nobody"
    who = "?" if quote.person is None else str(quote.person + 1)
    number = f"<sup>→{who}</sup>" if last else ""
    return (
        f'<span class="quote {kind}{nobody}" title="{escape(_name_speaker(tagged, quote))}">'
        f"{piece}{number}</span>"
    )


def _describe(person: Person) -> str:
    return escape(f"{person.name}, {_GENDER_ONE[person.gender]} ({label_sv(person.evidence)})")


def _name_speaker(tagged: TaggedArticle, quote: Quote) -> str:
    if quote.person is not None:
        return tagged.persons[quote.person].name
    return quote.speaker_text or "okänd talare"


# the tables


def render_persons(tagged: TaggedArticle) -> str:
    """A row a person: gender with its evidence, role, function, room."""
    if not tagged.persons:
        return "<p>Inga personer hittades.</p>"
    head = "".join(
        f'<th scope="col">{name}</th>'
        for name in (
            "",
            "Namn",
            "Kön",
            "Belägg",
            "Presenteras som",
            "Yrkesgrupp",
            "Funktion",
            "Plats i artikeln",
        )
    )
    rows = "\n".join(_render_person(person) for person in tagged.persons)
    return (
        '<div class="scroll" tabindex="0" role="region" aria-label="Personer"><table>'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody></table></div>"
    )


def _render_person(person: Person) -> str:
    evidence = label_sv(person.evidence)
    if person.evidence_text:
        evidence += f": ”{person.evidence_text}”"
    if person.p_woman is not None:
        evidence += f" (registret: {100 * person.p_woman:.0f} % kvinnor)"
    group = (
        "okänd"
        if person.occupation_group is Occupation.UNKNOWN
        else label_sv(person.occupation_group)
    )
    position = _POSITIONS.get(person.position_in_business)
    cells = (
        str(person.position + 1),
        person.name,
        _GENDER_ONE[person.gender],
        evidence,
        _present(person),
        f"{group} ({position})" if position else group,
        label_sv(person.function),
        _describe_room(person),
    )
    return "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"


def _present(person: Person) -> str:
    parts = [person.title]
    if person.affiliation and person.affiliation not in person.title:
        parts.append(person.affiliation)
    if person.party:
        parts.append(f"({person.party})")
    if person.family_role:
        parts.append(f"släktord: {person.family_role}")
    if person.is_survivor:
        parts.append("överlevande")
    elif person.is_victim:
        parts.append("drabbad")
    return ", ".join(part for part in parts if part)


def _describe_room(person: Person) -> str:
    n = len(person.mentions)
    parts = ["nämns en gång" if n == 1 else f"nämns {n} gånger"]
    places = (
        ("rubrik", person.in_headline),
        ("ingress", person.in_lead),
        ("första tredjedelen", person.in_first_third),
        ("bildtext", person.in_caption),
    )
    where = [name for name, holds in places if holds]
    if where:
        parts.append("i " + ", ".join(where))
    if person.quoted_words:
        share = f"{100 * person.share_of_quoted_words:.0f} %"
        parts.append(f"{person.quoted_words} egna ord ({share} av alla)")
    if person.has_first_word:
        parts.append("får första ordet")
    if person.has_last_word:
        parts.append("får sista ordet")
    if person.is_central:
        parts.append("huvudperson")
    return "; ".join(parts)


def render_quotes(tagged: TaggedArticle) -> str:
    """A row a quote: the words, the speaker, how the speaker was found and how sure that is."""
    if not tagged.quotes:
        return "<p>Inga anföringar hittades.</p>"
    head = "".join(
        f'<th scope="col">{name}</th>'
        for name in ("Talare", "Slag", "Så hittades talaren", "Sannolikhet", "Orden")
    )
    rows = []
    for quote in tagged.quotes:
        who = _name_speaker(tagged, quote)
        cells = (
            f"{quote.person + 1}. {who}" if quote.person is not None else f"? {who}",
            "egna ord" if quote.direct else "återgivet",
            _METHODS.get(quote.method, quote.method),
            f"{100 * quote.probability:.0f} %" if quote.person is not None else "–",
            quote.text,
        )
        rows.append("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>")
    return (
        '<div class="scroll" tabindex="0" role="region" aria-label="Anföringar"><table>'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n" + "\n".join(rows) + "\n</tbody></table></div>"
    )
