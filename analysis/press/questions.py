"""fragor-och-svar.docx: what journalists will ask, answered out of the figures."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.indicators.compute import MIN_PERSONS, MIN_STORIES
from analysis.intervals import DRAWS
from analysis.press.facts import ALL, Facts
from analysis.press.formats import say_count
from analysis.press.notes import NO_ERRORS, find_missing_months, say_review
from analysis.press.office.document import add_notes, save_document, start_document
from analysis.press.signoffs import say_signoffs
from analysis.press.statements import (
    say_bound,
    say_corrected,
    say_groups,
    say_lead,
    say_media,
    say_reality,
    say_robustness,
    say_room,
    say_time,
    say_title,
    say_unseen,
)
from analysis.stories import Selection
from analysis.swedish import NBSP, say_date, say_list, say_month
from analysis.wording import GENDER_NOTE, say_errors, say_share


@dataclass(frozen=True, slots=True)
class Answer:
    """A question with its paragraphs of answer."""

    question: str
    paragraphs: tuple[str, ...]


def render_questions_docx(facts: Facts) -> bytes:
    """The document's bytes."""
    document = start_document(facts, "Frågor och svar", say_title(facts))
    document.add_paragraph("Frågor och svar", style="Title")
    document.add_paragraph(f"Mediagranskning, {facts.period.label}")
    add_notes(document, facts.notes)
    for answer in answer_questions(facts):
        document.add_heading(answer.question, level=1)
        for text in answer.paragraphs:
            document.add_paragraph(text)
    return save_document(document, facts)


def answer_questions(facts: Facts) -> list[Answer]:
    """The questions in the order in which they tend to come."""
    asked = (
        ("Vad är resultatet?", [say_title(facts) + ".", *(s.text for s in say_lead(facts))]),
        ("Hur säkra är siffrorna?", _how_sure(facts)),
        ("Hur ofta har datorn fel, och drabbar felen kvinnor och män lika?", _errors(facts)),
        ("Vem har kontrollerat siffrorna?", _who_checked(facts)),
        ("Vad är okänt?", _unknown(facts)),
        ("Varför just de här medierna?", _why_outlets(facts)),
        ("Räknas texter från nyhetsbyråer och texter i flera tidningar?", _wire(facts)),
        ("Vad räknas som regional tillväxt?", [facts.method["Regional tillväxt"]]),
        ("Hur vet ni vem som är kvinna och vem som är man?", [GENDER_NOTE]),
        ("Får kvinnor och män lika mycket rum?", [s.text for s in say_room(facts)]),
        ("Vilka branscher och kommuner sticker ut?", _groups(facts)),
        ("Är något medium bättre eller sämre?", _ranking(facts)),
        ("Har det blivit bättre eller sämre?", [s.text for s in say_time(facts)]),
        ("Speglar nyheterna verkligheten?", _reality(facts)),
        ("Kan siffrorna jämföras med andra undersökningar?", _others(facts)),
        ("Finns det namn på enskilda i materialet?", _names()),
        ("Kan vi få grunddata?", _data(facts)),
    )
    return [
        Answer(question, tuple(text for text in paragraphs if text))
        for question, paragraphs in asked
    ]


def _how_sure(facts: Facts) -> list[str]:
    main = facts.whole("people")
    said = [
        f"Huvudsiffran: {say_share(main)}. Intervallet täcker slumpen i vilka nyheter som "
        f"råkade publiceras, med 95 procents säkerhet. Det är räknat genom att hela nyheter "
        f"dras om {say_count(DRAWS)} gånger, eftersom personer i samma nyhet hör ihop.",
        f"Ingen andel anges för färre än {MIN_PERSONS} personer eller {MIN_STORIES} nyheter. En "
        "skillnad kallas säker bara när intervallet inte täcker noll och när den står sig sedan "
        "alla jämförelser av samma slag prövats samtidigt (Holms metod).",
    ]
    return [*said, *(s.text for s in say_corrected(facts)), say_robustness(facts).text]


def _errors(facts: Facts) -> list[str]:
    if not facts.errors:
        return [NO_ERRORS]
    rows = [
        {
            "guldmaterial": e.gold, "matt_id": e.metric, "varde": e.value, "lag": e.low,
            "hog": e.high, "antal": e.n, "modell": e.model,
        }
        for e in facts.errors
    ]  # fmt: skip
    said = [_say_lean(facts)]
    for report in say_errors(rows, set(facts.provenance.models)):
        said += [report.intro, *report.sentences]
    return said


def _say_lean(facts: Facts) -> str:
    """Whether the errors make women or men more visible than they are, if that can be told."""
    leans = [e for e in facts.errors if e.metric == "share_women.growth_people.diff_points"]
    if not leans or leans[0].low is None or leans[0].high is None:
        return "Det är inte prövat om felen gör andelen kvinnor för hög eller för låg."
    low, high = leans[0].low, leans[0].high
    if low <= 0 <= high:
        return "Provet visar ingen säker tendens att göra andelen kvinnor för hög eller för låg."
    way = "högre" if low > 0 else "lägre"
    return f"Felen gör andelen kvinnor {way} än den är, enligt provet nedan."


def _who_checked(facts: Facts) -> list[str]:
    return [
        say_signoffs(facts.signoffs, facts.whole("people")),
        say_review(facts.provenance.n_reviewed),
        "Varje siffra kan öppnas till de artiklar den bygger på, och varje fel som påpekas rättas "
        "och sparas.",
    ]


def _unknown(facts: Facts) -> list[str]:
    missing = find_missing_months(facts.period, facts.coverage)
    coverage = facts.coverage
    said = [say_bound(facts).text if facts.whole("people").percent is not None else ""]
    if coverage.n_teaser:
        said.append(
            f"Av {say_count(coverage.n_counted)} artiklar kunde bara ingressen läsas i "
            f"{say_count(coverage.n_teaser)}. Den som nämns längre ner i de artiklarna är inte med."
        )
    if missing:
        said.append(f"Det saknas nyheter från {say_list([say_month(m) for m in missing])}.")
    if coverage.gaps:
        gaps = [f"{g.outlet} {say_date(g.first)} till {say_date(g.last)}" for g in coverage.gaps]
        said.append(f"Klart färre artiklar än väntat kom in från {say_list(gaps)}.")
    said.append(
        "Bilder, ljud och rörlig bild är inte undersökta. Hur personer beskrivs är bara delvis "
        "undersökt."
    )
    return said


def _why_outlets(facts: Facts) -> list[str]:
    outlets = [
        f"{o.name} ({say_count(o.n_counted)} artiklar)"
        for o in facts.coverage.outlets
        if o.n_counted
    ]
    said = [
        f"Siffrorna bygger på {say_media(facts)}: {say_list(outlets)}. Det är de medier som gick "
        "att läsa och som rapporterar om länet. De är inte ett slumpvis urval av alla medier."
    ]
    left_out = [f"{say_count(row.n)} ({row.reason})" for row in facts.coverage.left_out]
    if left_out:
        said.append(f"Artiklar som inte räknas: {say_list(left_out)}.")
    return said


def _wire(facts: Facts) -> list[str]:
    per_story = facts.whole("people", "per_story", ALL)
    without = facts.whole("people", selection=Selection.NO_WIRE.value)
    return [
        "Ja. Samma text i flera medier räknas en gång per medium, eftersom läsarna möter den i "
        f"varje. I materialet är {say_count(facts.coverage.n_wire)} artiklar byråtext eller texter "
        "i flera medier.",
        f"Räknas varje nyhet en enda gång är andelen kvinnor: {say_share(per_story)}. Utan "
        f"byråtext och texter i flera medier: {say_share(without)}.",
    ]


def _groups(facts: Facts) -> list[str]:
    found = [*say_groups(facts, "sector"), *say_groups(facts, "municipality"), *say_unseen(facts)]
    return [statement.text for statement in found]


def _ranking(facts: Facts) -> list[str]:
    said = [statement.text for statement in say_groups(facts, "outlet")]
    return [
        *said,
        "Materialet är inte gjort för att rangordna medier. De bevakar olika orter och branscher, "
        "och det påverkar vilka som nämns. Medierna står därför i bokstavsordning.",
    ]


def _reality(facts: Facts) -> list[str]:
    said = [statement.text for statement in say_reality(facts, ("overall", "sector"))]
    if not said:
        return ["Underlaget räcker inte för en jämförelse med någon befolkningsgrupp."]
    return [
        "Det beror på vad man jämför med. Grupperna nedan är räknade andra år och på andra sätt "
        "än nyheterna.",
        *said,
    ]


def _others(facts: Facts) -> list[str]:
    said = [
        f"{c.what}, {c.year}: {c.percent}{NBSP}procent kvinnor ({c.measured}; källa: {c.source})."
        for c in facts.comparisons
    ]
    return [
        "Försiktigt. Siffrorna nedan gäller andra år, andra ämnen och andra urval. De ger "
        "perspektiv men visar ingen förändring.",
        *said,
    ]


def _names() -> list[str]:
    return [
        "Nej. Inga personnamn finns i pressmaterialet. Grupper med färre än fem personer "
        "redovisas inte."
    ]


def _data(facts: Facts) -> list[str]:
    return [
        "Ja. Alla tabeller finns i tabeller.xlsx och i mappen data, med förklaringar till varje "
        f"kolumn. {facts.method.get('Licens', '')}".strip(),
        "Artiklarnas texter lämnas inte ut; de tillhör medierna.",
    ]
