"""Swedish labels of functions and occupation groups, where one word has two meanings apart."""

from __future__ import annotations

from data.vocab import Function, Occupation

FUNCTION_LABELS: dict[str, str] = {
    Function.SUBJECT.value: "Huvudperson",
    Function.SPOKESPERSON.value: "Talesperson",
    Function.EXPERT.value: "Expert eller kommentator",
    Function.PERSONAL_EXPERIENCE.value: "Egen erfarenhet",
    Function.EYE_WITNESS.value: "Ögonvittne",
    Function.POPULAR_OPINION.value: "Allmänhetens röst",
    Function.OTHER.value: "Annan eller okänd roll",
}
OCCUPATION_LABELS: dict[str, str] = {
    Occupation.POLITICIAN.value: "Politiker",
    Occupation.GOVERNMENT_EMPLOYEE.value: "Tjänstemän i offentlig förvaltning",
    Occupation.BUSINESS_LEADER.value: "Chefer i näringslivet",
    Occupation.ENTREPRENEUR.value: "Företagare och ägare",
    Occupation.RESEARCHER_TEACHER.value: "Forskare och lärare",
    Occupation.WORKER.value: "Arbetare och tekniker",
    Occupation.UNION_NGO.value: "Fack och föreningar",
    Occupation.POLICE_LEGAL.value: "Polis, räddningstjänst och rättsväsende",
    Occupation.HEALTH_CARE.value: "Vård och omsorg",
    Occupation.CULTURE.value: "Kultur och medier",
    Occupation.SPORT.value: "Idrott",
    Occupation.RESIDENT.value: "Invånare",
    Occupation.STUDENT.value: "Studerande",
    Occupation.OTHER.value: "Annat yrke",
    Occupation.UNKNOWN.value: "Yrke anges inte",
}
