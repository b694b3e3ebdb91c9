"""The codebook, beside the form or on a page of its own."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.review.answers import Answer, Asked, Page


@dataclass(frozen=True, slots=True)
class Entry:
    """What a question means, what belongs to each answer, and where the border runs."""

    id: str
    title: str
    question: str
    answers: tuple[tuple[str, str], ...]
    border: str = ""


# Functions are GMMP's (domain.md); growth, themes and sectors follow docs/codebook.md.
CODEBOOK = (
    Entry(
        "person", "Person",
        "Vem räknas? En namngiven människa i artikelns innehåll, en gång per artikel.",
        (
            ("Räknas", "den som nämns med namn, också bara med förnamn eller efternamn"),
            ("Räknas inte", "skribenter och fotografer, platser, gruvor, företag, båtar och "
             "priser som bär någons namn, och påhittade figurer"),
        ),
        "Nämns samma person med olika namn (Anna Alm, Alm): slå ihop. Delar två personer på ett "
        "namn: dela upp.",
    ),
    Entry(
        "gender", "Kön",
        "Hur framställs personen i texten?",
        (
            ("Kvinna / Man", "pronomen (hon, han), titel (fru, herr), släktord (dotter, bror) "
             "eller namnet, i den ordningen"),
            ("Icke-binär", "bara när texten säger det; pronomenet hen räcker inte ensamt om det "
             "används för vem som helst"),
            ("Okänt", "när varken text eller namn ger besked; gissa aldrig"),
        ),
        "Säger pronomenet en sak och namnet en annan gäller pronomenet. Sök inte upp personen på "
        "nätet: det är texten som kodas.",
    ),
    Entry(
        "source", "Kommer till tals",
        "Får personen säga något?",
        (
            ("Ja", "egna ord inom citat eller efter talstreck, eller återgivet (enligt Alm, Alm "
             "menar att …)"),
            ("Nej", "personen nämns, men säger inget"),
        ),
        "Ett uttalande i sociala medier eller ett mejl som artikeln återger räknas som ja.",
    ),
    Entry(
        "function", "Funktion",
        "Vilken uppgift har personen i artikeln?",
        (
            ("Huvudperson", "artikeln handlar om personen"),
            ("Talesperson", "talar för ett företag, en myndighet, en förening eller ett parti"),
            ("Expert eller kommentator", "förklarar eller bedömer i kraft av kunskap"),
            ("Egen erfarenhet", "berättar om vad hon eller han själv varit med om"),
            ("Ögonvittne", "såg händelsen"),
            ("Allmänhetens röst", "frågas som en av många, till exempel i en enkät"),
            ("Annan eller okänd roll", "inget av detta"),
        ),
        "Den som både är huvudperson och talesperson: välj den roll som bär artikeln.",
    ),
    Entry(
        "occupation_group", "Yrkesgrupp",
        "Vad är personen, så som texten anger det?",
        (
            ("Chefer i näringslivet", "vd, chef, styrelse i företag"),
            ("Företagare och ägare", "driver eller äger ett eget företag"),
            ("Tjänstemän i offentlig förvaltning", "anställda i kommun, region och stat"),
            ("Yrke anges inte", "texten säger inget"),
        ),
        "Koda det yrke som personen framträder i, inte det hon eller han har i övrigt.",
    ),
    Entry(
        "growth", "Handlar om regional tillväxt",
        "Är minst ett av de fem temana en huvudsak i texten?",
        (
            ("Ja", "rubriken, ingressen eller minst en tredjedel av texten handlar om temat; "
             "nedgång räknas också"),
            ("Nej", "brott, olyckor, väder, sport, släkt, underhållning och service, också när "
             "det händer på ett företag"),
        ),
        "Tvekar du: skulle den som styr över länets utveckling ha nytta av att läsa detta? Är "
        "svaret fortfarande oklart, koda nej och skriv en kommentar.",
    ),
    Entry(
        "themes", "Teman",
        "Vilka av temana i den regionala utvecklingsstrategin bär texten?",
        (
            ("Livsmiljöer", "bostäder, service, flyttning, mötesplatser, trygghet"),
            ("Innovation och förnyelse", "företag, investeringar, konkurser, ny teknik, "
             "tillstånd, forskning som används"),
            ("Tillgänglighet", "vägar, järnväg, flyg, bredband, avstånd till vård och service"),
            ("Kompetensförsörjning", "rekrytering, utbildning, arbetslöshet, arbetsvillkor"),
            ("Gränsöverskridande samarbete", "samarbete och rörelse över riksgränsen"),
        ),
    ),
    Entry(
        "sectors", "Branscher",
        "Vilken bransch handlar texten om?",
        (
            ("En räcker oftast", "två när båda bär texten, aldrig fler än tre"),
            ("Offentlig förvaltning", "bara när ingen annan bransch passar"),
            ("Övrigt", "ensamt, när texten inte handlar om någon bransch"),
        ),
    ),
    Entry(
        "places", "Kommuner och räckvidd",
        "Vilka kommuner i Norrbotten handlar texten om?",
        (
            ("Kodas", "platser i rubrik, ingress och ortsangivelse väger mest"),
            ("Kodas inte", "en ort som bara nämns på vägen, eller som står i namnet på ett "
             "universitet eller en klubb"),
        ),
        "Gäller texten hela länet väljs räckvidden Hela länet, och de kommuner som nämns särskilt.",
    ),
    Entry(
        "genre", "Genre och det vi såg",
        "Vad är det för slags text, och såg vi hela?",
        (
            ("Nyhet", "också reportage och intervju"),
            ("Ledare, insändare, minnesord, notis, namnlista, annons", "räknas inte i siffrorna"),
            ("Bara början", "när texten bryts av en betalvägg"),
        ),
    ),
)  # fmt: skip


def show_codebook(asked: Asked) -> Answer:  # noqa: ARG001 - the same for everybody
    return Page("kodbok.html", {"kodbok": CODEBOOK})
