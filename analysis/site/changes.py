"""Changes of method in Swedish, for the public; CHANGELOG.md says the same to those who run it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MethodChange:
    """``moved`` says what happened to figures that had been published."""

    version: str
    when: str
    what: str
    moved: str


METHOD_CHANGES = (
    MethodChange(
        "0.2.0",
        "november 2026",
        "Personer hittas av en tränad modell ovanpå namnregistren, också namn som inget register "
        "har. Ett pronomen väger mindre när flera kan avses, ”hen” läses när det står för en "
        "namngiven person, och titlar som kvinnor och män delar säger inte längre något om kön.",
        "Fler personer hittas, färre får ett kön på osäker grund. Andelarna kan ha rört sig.",
    ),
    MethodChange(
        "0.2.0",
        "november 2026",
        "Den som talar länkas efter vem texten handlar om just där, inte efter närmaste namn. "
        "Personer som bara nämns har rollen ”annan eller okänd” i stället för huvudperson.",
        "Antalet personer som kommer till tals och fördelningen på roller har rört sig.",
    ),
    MethodChange(
        "0.2.0",
        "november 2026",
        "Tillväxt, teman och branscher avgörs av en tränad modell i stället för räknade "
        "ordstammar. Kommuner känns igen på 568 orter.",
        "Vilka artiklar som räknas har ändrats. På provmaterialet är andelen kvinnor nu "
        "0,1 procentenheter från facit, förut 3,6.",
    ),
    MethodChange(
        "0.2.0",
        "november 2026",
        "Intervallen för små grupper räknas på logitskalan med Students t.",
        "Intervallen är något vidare. Andelarna är oförändrade.",
    ),
    MethodChange(
        "0.2.0",
        "november 2026",
        "Granskares rättelser går före den automatiska kodningen när det finns sådana. "
        "Tabellen med rättelser visar den automatiska kodningens egen andel bredvid.",
        "Siffror rör sig där en artikel har granskats.",
    ),
    MethodChange(
        "0.2.0",
        "november 2026",
        "Felmått utan ett enda fel får en undre gräns som beror på hur många artiklar som har "
        "prövats, i stället för ett intervall utan bredd.",
        "Felmåttens intervall har blivit vidare. Andelarna är oförändrade.",
    ),
    MethodChange(
        "0.1.0",
        "november 2026",
        "Första versionen: personer efter namnregister och sammanhang, kön efter belägg, talare, "
        "teman, branscher och kommuner.",
        "Inga siffror fanns före.",
    ),
)
