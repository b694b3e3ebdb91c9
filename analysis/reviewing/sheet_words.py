"""Columns and words of the coding sheet, in Swedish, and what they mean in the review."""

from __future__ import annotations

from data.review.words import NO, YES
from data.vocab import Function, Gender, GrowthAnswer, Occupation, Scope, Theme

# Filled in beforehand; the hand counter leaves them.
GIVEN = ("nr", "artikel", "medium", "datum", "rubrik", "adress")
# Once an article, on its first row.
STORY = (
    *("tillväxt", "teman", "räckvidd", "en kvinna är central", "tar upp ojämställdhet"),
    *("utmanar stereotyper", "reporterns kön", "klar"),
)
# Once a person.
PERSON = (
    *("namn", "kön", "kommer till tals", "citeras ordagrant", "på bild", "funktion"),
    *("yrkesgrupp", "yrke enligt GMMP", "släktord", "drabbad eller överlevande", "anteckning"),
)
COLUMNS = (*GIVEN, *STORY, *PERSON)
# What 'review import' takes in; the other answers stay in the sheet.
TAKEN_IN = frozenset(
    {"artikel", "tillväxt", "teman", "räckvidd", "klar", "namn", "kön", "kommer till tals"}
    | {"funktion", "yrkesgrupp", "anteckning"}
)

YES_NO = {"ja": YES, "nej": NO}
GROWTH = {"ja": GrowthAnswer.YES.value, "nej": GrowthAnswer.NO.value}
GENDER = {
    "kvinna": Gender.WOMAN.value,
    "man": Gender.MAN.value,
    "annat": Gender.NONBINARY.value,
    "vet ej": Gender.UNKNOWN.value,
}
# GMMP's numbers stand before its own words.
FUNCTION = {
    "1 artikeln handlar om": Function.SUBJECT.value,
    "2 talesperson": Function.SPOKESPERSON.value,
    "3 expert": Function.EXPERT.value,
    "4 egen erfarenhet": Function.PERSONAL_EXPERIENCE.value,
    "5 ögonvittne": Function.EYE_WITNESS.value,
    "6 allmänhetens röst": Function.POPULAR_OPINION.value,
    "7 annat": Function.OTHER.value,
}
OCCUPATION = {
    "politiker": Occupation.POLITICIAN.value,
    "offentligt anställd": Occupation.GOVERNMENT_EMPLOYEE.value,
    "näringslivschef": Occupation.BUSINESS_LEADER.value,
    "företagare": Occupation.ENTREPRENEUR.value,
    "forskare eller lärare": Occupation.RESEARCHER_TEACHER.value,
    "anställd": Occupation.WORKER.value,
    "fack eller förening": Occupation.UNION_NGO.value,
    "polis, räddning, rättsväsende": Occupation.POLICE_LEGAL.value,
    "vård och omsorg": Occupation.HEALTH_CARE.value,
    "kultur": Occupation.CULTURE.value,
    "idrott": Occupation.SPORT.value,
    "invånare": Occupation.RESIDENT.value,
    "elev eller student": Occupation.STUDENT.value,
    "annat": Occupation.OTHER.value,
    "framgår inte": Occupation.UNKNOWN.value,
}
SCOPE = {
    "en eller några kommuner": Scope.LOCAL.value,
    "hela länet": Scope.COUNTY.value,
    "utanför länet": Scope.ELSEWHERE.value,
    "ingen plats nämnd": Scope.UNKNOWN.value,
}
GMMP_OCCUPATION = (
    *("framgår inte", "kunglighet", "politiker", "offentligt anställd"),
    *("polis, försvar, räddningstjänst", "forskare eller lärare", "läkare"),
    *("vård, omsorg, barnomsorg", "naturvetenskap och teknik", "medier", "juridik"),
    *("näringsliv: chef eller företagare", "kontor och service", "arbetare"),
    *("jordbruk, gruva, fiske, skog", "religiös företrädare", "aktivist, förening, fack"),
    *("sexarbetare", "kändis eller konstnär", "idrott", "student", "hemarbetande eller förälder"),
    *("barn", "bybo eller invånare", "pensionär", "brottsmisstänkt", "arbetslös", "annat"),
)
VICTIM = ("nej", "drabbad", "överlevande")
CHOICES: dict[str, tuple[str, ...]] = {
    "tillväxt": tuple(GROWTH),
    "räckvidd": tuple(SCOPE),
    "en kvinna är central": tuple(YES_NO),
    "tar upp ojämställdhet": tuple(YES_NO),
    "utmanar stereotyper": tuple(YES_NO),
    "reporterns kön": tuple(GENDER),
    "klar": tuple(YES_NO),
    "kön": tuple(GENDER),
    "kommer till tals": tuple(YES_NO),
    "citeras ordagrant": tuple(YES_NO),
    "på bild": tuple(YES_NO),
    "funktion": tuple(FUNCTION),
    "yrkesgrupp": tuple(OCCUPATION),
    "yrke enligt GMMP": GMMP_OCCUPATION,
    "drabbad eller överlevande": VICTIM,
}
THEMES = tuple(theme.value for theme in Theme)
HELP = (
    "Koda det som texten säger, inte vad du själv vet. Reglerna står i kodboken"
    " (docs/codebook.md).",
    "Fyll i artikelns frågor på dess första rad. Skriv sedan en person på varje rad, med namnet så"
    " som det står i texten, och lägg till rader om de inte räcker (kopiera cellen 'artikel').",
    "En person är en namngiven människa i artikelns innehåll. Skribenter och fotografer är inte"
    " med, inte heller platser, företag, malmer och priser som bär ett namn.",
    "Kön: så som personen framställs, av pronomen, titel eller namn. Välj 'vet ej' när det inte"
    " framgår; gissa inte.",
    "Kommer till tals: citeras ordagrant eller refereras. Citeras ordagrant: bara tryckta egna"
    " ord.",
    "Teman: skriv koderna med komma emellan: " + ", ".join(THEMES) + ".",
    "Skriv ja i kolumnen 'klar' när hela artikeln är kodad. Då räknas också de personer som du"
    " inte skrev upp: som personer som inte finns i artikeln.",
    "Spara bladet Kodning som CSV (UTF-8) och läs in det med: mediagranskning review import"
    " FIL.csv --user NAMN.",
)
