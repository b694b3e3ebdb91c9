"""The words of the review as enums, with the Swedish labels that readers of results meet."""

from __future__ import annotations

from enum import StrEnum


class Gender(StrEnum):
    """How a person is presented; nonbinary only where the text or a reviewer says so."""

    WOMAN = "woman"
    MAN = "man"
    NONBINARY = "nonbinary"
    UNKNOWN = "unknown"


class Evidence(StrEnum):
    """What a gender label rests on, strongest first."""

    REVIEWER = "reviewer"
    PRONOUN = "pronoun"
    TITLE = "title"
    NAME = "name"
    NGRAM = "ngram"  # letters of a name that no register has
    NONE = "none"


class Access(StrEnum):
    """Whether the whole text was seen."""

    FULL = "full"
    TEASER = "teaser"
    UNKNOWN = "unknown"


class Genre(StrEnum):
    NEWS = "news"
    OPINION = "opinion"
    LETTER = "letter"
    OBITUARY = "obituary"
    NOTICE = "notice"
    LISTING = "listing"
    SPONSORED = "sponsored"
    LIVE = "live"


class BlockKind(StrEnum):
    """What a piece of a page is. The last three stand beside the text, not in it."""

    HEADLINE = "headline"
    LEAD = "lead"
    PARAGRAPH = "paragraph"
    SUBHEAD = "subhead"
    CAPTION = "caption"
    PULL_QUOTE = "pull_quote"
    BYLINE = "byline"
    CORRECTION = "correction"


class Function(StrEnum):
    """What a person does in the story (GMMP 2020, question on function)."""

    SUBJECT = "subject"
    SPOKESPERSON = "spokesperson"
    EXPERT = "expert"
    PERSONAL_EXPERIENCE = "personal_experience"
    EYE_WITNESS = "eye_witness"
    POPULAR_OPINION = "popular_opinion"
    OTHER = "other"


class Occupation(StrEnum):
    POLITICIAN = "politician"
    GOVERNMENT_EMPLOYEE = "government_employee"
    BUSINESS_LEADER = "business_leader"
    ENTREPRENEUR = "entrepreneur"
    RESEARCHER_TEACHER = "researcher_teacher"
    WORKER = "worker"
    UNION_NGO = "union_ngo"
    POLICE_LEGAL = "police_legal"
    HEALTH_CARE = "health_care"
    CULTURE = "culture"
    SPORT = "sport"
    RESIDENT = "resident"
    STUDENT = "student"
    OTHER = "other"
    UNKNOWN = "unknown"


class Theme(StrEnum):
    """The five areas of Norrbotten's regional development strategy, RUS 2020."""

    LIVSMILJOER = "livsmiljoer"
    INNOVATION_FORNYELSE = "innovation_fornyelse"
    TILLGANGLIGHET = "tillganglighet"
    KOMPETENSFORSORJNING = "kompetensforsorjning"
    GRANSOVERSKRIDANDE = "gransoverskridande"


class Sector(StrEnum):
    GRUVA_STAL = "gruva_stal"
    ENERGI = "energi"
    SKOG = "skog"
    IT_DATACENTER = "it_datacenter"
    BESOKSNARING = "besoksnaring"
    VARD_OMSORG = "vard_omsorg"
    UTBILDNING_FORSKNING = "utbildning_forskning"
    HANDEL_TJANSTER = "handel_tjanster"
    JORD_REN_FISKE = "jord_ren_fiske"
    BYGG_BOSTAD = "bygg_bostad"
    TRANSPORT = "transport"
    KULTUR_KREATIV = "kultur_kreativ"
    OFFENTLIG_FORVALTNING = "offentlig_forvaltning"
    TEST_OVNING = "test_ovning"
    OVRIGT = "ovrigt"


class TopicKind(StrEnum):
    THEME = "theme"
    SECTOR = "sector"
    GROWTH = "growth"
    SCOPE = "scope"


class Scope(StrEnum):
    """How far a story reaches: the label of every article's SCOPE topic."""

    LOCAL = "local"
    COUNTY = "county"
    ELSEWHERE = "elsewhere"
    UNKNOWN = "scope_unknown"


class GrowthAnswer(StrEnum):
    """Whether a story is about regional growth: the label of every article's GROWTH topic."""

    YES = "growth"
    NO = "not_growth"


class ContributorRole(StrEnum):
    BYLINE = "byline"
    PHOTOGRAPHER = "photographer"


LABELS_SV: dict[str, str] = {
    Gender.WOMAN: "kvinnor",
    Gender.MAN: "män",
    Gender.NONBINARY: "icke-binära",
    Gender.UNKNOWN: "okänt",
    Evidence.REVIEWER: "granskare",
    Evidence.PRONOUN: "pronomen i texten",
    Evidence.TITLE: "ord i texten",
    Evidence.NAME: "namn som i registret oftast bärs av det könet",
    Evidence.NGRAM: "namnets form; namnet saknas i registren",
    Evidence.NONE: "inget belägg",
    Function.SUBJECT: "den som artikeln handlar om",
    Function.SPOKESPERSON: "talesperson",
    Function.EXPERT: "expert",
    Function.PERSONAL_EXPERIENCE: "egen erfarenhet",
    Function.EYE_WITNESS: "ögonvittne",
    Function.POPULAR_OPINION: "allmänhetens röst",
    Function.OTHER: "annat",
    Occupation.POLITICIAN: "politiker",
    Occupation.GOVERNMENT_EMPLOYEE: "offentligt anställd",
    Occupation.BUSINESS_LEADER: "näringslivschef",
    Occupation.ENTREPRENEUR: "företagare",
    Occupation.RESEARCHER_TEACHER: "forskare och lärare",
    Occupation.WORKER: "anställd",
    Occupation.UNION_NGO: "fack och förening",
    Occupation.POLICE_LEGAL: "polis, räddning och rättsväsende",
    Occupation.HEALTH_CARE: "vård och omsorg",
    Occupation.CULTURE: "kultur",
    Occupation.SPORT: "idrott",
    Occupation.RESIDENT: "invånare",
    Occupation.STUDENT: "elev eller student",
    ContributorRole.BYLINE: "byline",
    ContributorRole.PHOTOGRAPHER: "fotograf",
    Genre.NEWS: "nyhet",
    Genre.OPINION: "ledare och debatt",
    Genre.LETTER: "insändare",
    Genre.OBITUARY: "minnesord",
    Genre.NOTICE: "notis",
    Genre.LISTING: "namnlista",
    Genre.SPONSORED: "annonsmaterial",
    Genre.LIVE: "direktrapport",
    Access.FULL: "hela texten",
    Access.TEASER: "bara ingressen",
    Theme.LIVSMILJOER: "Livsmiljöer",
    Theme.INNOVATION_FORNYELSE: "Innovation och förnyelse",
    Theme.TILLGANGLIGHET: "Tillgänglighet",
    Theme.KOMPETENSFORSORJNING: "Kompetensförsörjning och ökat arbetskraftsutbud",
    Theme.GRANSOVERSKRIDANDE: "Strategiskt gränsöverskridande samarbete",
    Sector.GRUVA_STAL: "Gruva och stål",
    Sector.ENERGI: "Energi",
    Sector.SKOG: "Skog",
    Sector.IT_DATACENTER: "It och datacenter",
    Sector.BESOKSNARING: "Besöksnäring",
    Sector.VARD_OMSORG: "Vård och omsorg",
    Sector.UTBILDNING_FORSKNING: "Utbildning och forskning",
    Sector.HANDEL_TJANSTER: "Handel och tjänster",
    Sector.JORD_REN_FISKE: "Jordbruk, rennäring och fiske",
    Sector.BYGG_BOSTAD: "Bygg och bostad",
    Sector.TRANSPORT: "Transport",
    Sector.KULTUR_KREATIV: "Kultur och kreativa näringar",
    Sector.OFFENTLIG_FORVALTNING: "Offentlig förvaltning",
    Sector.TEST_OVNING: "Test och övning",
    Sector.OVRIGT: "Övrigt",
    Scope.LOCAL: "En eller några kommuner",
    Scope.COUNTY: "Hela länet",
    Scope.ELSEWHERE: "Utanför länet",
    Scope.UNKNOWN: "Ingen plats nämnd",
    GrowthAnswer.YES: "Handlar om regional tillväxt",
    GrowthAnswer.NO: "Handlar inte om regional tillväxt",
}


def label_sv(value: str) -> str:
    """The Swedish label of a word in the vocabulary; the word itself where it has none."""
    return LABELS_SV.get(value, value)
