"""The tables of public.db with their columns, which stand here so that an empty table has them."""

from __future__ import annotations

PUBLIC_DB = "public.db"
PUBLISHER = "Mediagranskning"  # who publishes where publish.yml names nobody
_PERSONS = ("personer", "kvinnor", "man", "icke_binara_eller_okant", "artiklar")
_END = ("utan_andel", "filter", "utgava")
_SHARE = ("andel_kvinnor", "lag", "hog")
_FIGURES = (
    *("id", "matt", "indelning", "grupp", *_SHARE, "minst", "hogst", "enhet"),
    *("personer", "kvinnor", "man", "icke_binara", "icke_binara_eller_okant", "artiklar"),
    *("skiljer_sig", "utan_andel", "urval", "rakning", "filter", "utgava"),
    *("matt_id", "grupp_id", "ordning"),
)
TABLES: dict[str, tuple[str, ...]] = {
    "nyckeltal": _FIGURES,
    "nyhetsandelar": (
        *("id", "matt", "indelning", "grupp", "andel", "lag", "hog", "minst", "hogst"),
        *("nyheter", "bestamda", "obestamda", *_PERSONS, "utan_andel", "urval", "rakning"),
        *("filter", "utgava", "matt_id", "grupp_id", "ordning"),
    ),
    "jamforelser": (
        *("id", "matt", "kvinnors_medel", "mans_medel", "skillnad", "lag", "hog", "enhet"),
        *("sakerstalld", "bland", "kapitel", *_PERSONS, "urval", "rakning", *_END),
        *("matt_id", "ordning"),
    ),
    "kvoter": (
        *("id", "matt", "indelning", "grupp", *_SHARE, "befolkning", "omrade", "basar"),
        *("basandel", "kvot", "kvot_lag", "kvot_hog", "anmarkning", "kalla", *_PERSONS, *_END),
        "ordning",
    ),
    "forandringar": (
        *("id", "matt", "steg", "fran", "till", "andel_fran", "andel_till", "forandring"),
        *("lag", "hog", "larm", *(f"{name}_fran" for name in _PERSONS)),
        *(*(f"{name}_till" for name in _PERSONS), *_END, "ordning"),
    ),
    "kanslighet": (
        *("id", "matt", "val", *_SHARE, "pastaende", "samma_pastaende", "haller_i_alla"),
        *(*_PERSONS, *_END),
    ),
    "rattelser": ("id", "matt", "metod", *_SHARE, "granskade", "dragna", *_PERSONS, *_END),
    "forvaxlingar": (
        *("id", "maskinen", "belagg", "granskade", "kvinna", "man", "annat_eller_okant"),
        *("ingen_person", "ratt", "lag", "hog", "utan_andel"),
    ),
    "osynligt": (
        *("id", "indelning", "grupp", "medium", "saknas", *_PERSONS, "kvinnor_till_tals"),
        *("filter", "utgava"),
    ),
    "ord": (
        *("id", "ord", "nara", "styrka", "nyheter_kvinnor", "nyheter_man", "jamforda_ord"),
        *("artiklar", "filter", "utgava", "ordning"),
    ),
    "gmmp": (
        *("id", "del", "kod", "kategori", *_SHARE, "gap", "gap_lag", "gap_hog", *_PERSONS),
        *("kalla", *_END),
    ),
    "gmmp_publicerat": (
        *("id", "vilka", "omrade", "ar", "procent_kvinnor", "antal", "omfattning", "kalla"),
    ),
    "basandelar": (
        *("id", "befolkning", "definition", "omrade", "ar", "enhet", "varde", "fran", "till"),
        *("kvinnor", "antal", "jamfors_med", "grupp", "kalla", "anmarkning"),
    ),
    "mattlista": (
        *("matt_id", "matt", "kapitel", "enhet", "definition", "definition_en", "taljare"),
        *("namnare", "indelningar", "ordning"),
    ),
    "utgavor": (
        *("namn", "period", "fryst", "artiklar", "raknade", "personer", "granskade"),
        *("programversion", "modeller", "kodhash", "innehallshash"),
    ),
    "utgavesiffror": _FIGURES,
    "artiklar": (
        *("id", "publicerad", "medium", "rubrik", "sammanfattning", "lank", "lank_utelamnad"),
        *("kvinnor", "man"),
        *("icke_binara_eller_okant", "kvinnor_till_tals", "man_till_tals", "ovriga_till_tals"),
        *("branscher", "kommuner", "temata", "tillvaxtnyhet", "raknas", "raknas_inte", "genre"),
        *("tillgang", "manad", "medium_id", "nyhet_id", "roller", "yrkesgrupper"),
    ),
    "medier": (
        *("id", "namn", "agare", "webbplats", "artiklar", "kodade", "om_tillvaxt", "raknas"),
        *("bara_ingress", "forsta", "sista"),
    ),
    "felmatt": (*("guldmaterial", "matt_id", "matt", "varde", "lag", "hog", "antal", "modell"),),
    "utelamnat": ("steg", "skal", "antal"),
    "metod": ("nyckel", "varde", "ordning"),
    "uppgifter": ("nyckel", "namn", "varde", "ordning"),
    "foretradare": (
        *("id", "namn", "befattning", "slag", "artiklar", "till_tals", "forsta", "sista"),
    ),
    "liggare": (
        *("id", "medium", "dag", "manad", "upptackta", "hamtade", "hela_texter", "bara_ingress"),
        *("okand_omfattning", "annan_genre", "nekade_robots", "nekade_tdm", "borta"),
        *("utelamnade", "misslyckade", "vantar", "inlasta", "medium_id"),
    ),
    "luckor": ("id", "medium", "fran", "till", "artiklar", "vantade", "medium_id"),
    "artikel_etiketter": ("slag", "etikett", "artikel_id"),
    "datalexikon": ("id", "tabell", "kolumn", "namn", "typ", "betydelse"),
    "urvalssiffror": (
        *("matt_id", "matt", "period", "medium", "bransch", "kommun", *_SHARE, "minst", "hogst"),
        *(*_PERSONS, *_END, "period_id"),
    ),
}
KEYS: dict[str, str | tuple[str, ...]] = {
    "uppgifter": "nyckel",
    "artikel_etiketter": ("slag", "etikett", "artikel_id"),
    "mattlista": "matt_id",
    "utgavor": "namn",
    "utgavesiffror": ("utgava", "id"),
    "felmatt": ("guldmaterial", "matt_id"),
    "utelamnat": ("steg", "skal"),
    "metod": "nyckel",
    "urvalssiffror": ("matt_id", "period", "medium", "bransch", "kommun"),
}
_INTEGERS = frozenset(
    (
        *("andel_kvinnor", "andel", "lag", "hog", "minst", "hogst", "antal", "ordning"),
        *("artiklar", "kodade", "bara_ingress", "om_tillvaxt", "personer", "nyheter"),
        *("kvinnor", "man", "kvinna", "icke_binara", "icke_binara_eller_okant"),
        *("kvinnor_till_tals", "man_till_tals", "ovriga_till_tals", "bestamda", "obestamda"),
        *("andel_fran", "andel_till", "basar", "ar", "granskade", "annat_eller_okant"),
        *("ingen_person", "ratt", "nyheter_kvinnor", "nyheter_man", "jamforda_ord"),
        *("procent_kvinnor", "raknade", "till_tals", "upptackta", "hamtade", "hela_texter"),
        *("okand_omfattning", "annan_genre", "nekade_robots", "nekade_tdm", "borta"),
        *("utelamnade", "misslyckade", "vantar", "inlasta"),
        *(f"{name}_{side}" for name in _PERSONS for side in ("fran", "till")),
    )
)
_REALS = frozenset(
    (
        *("kvinnors_medel", "mans_medel", "skillnad", "basandel", "kvot", "kvot_lag"),
        *("kvot_hog", "forandring", "styrka", "gap", "gap_lag", "gap_hog", "vantade"),
    )
)
# What is asked of the big tables has an index; only columns that have one can be sorted by there.
# The key stands last in each, so that pages follow each other without a sort.
INDEXES: dict[str, tuple[tuple[str, ...], ...]] = {
    "artiklar": (
        *(("publicerad desc", "id"), ("kvinnor desc", "id"), ("man desc", "id")),
        *(("kvinnor_till_tals desc", "id"), ("man_till_tals desc", "id")),
        *(("medium", "raknas", "publicerad desc"), ("medium_id", "raknas")),
        *(("raknas", "publicerad desc", "id"), ("raknas_inte",), ("manad", "raknas")),
        *(("genre",), ("tillgang",), ("tillvaxtnyhet",), ("nyhet_id",)),
    ),
    **dict.fromkeys(
        ("nyckeltal", "nyhetsandelar", "utgavesiffror"),
        (("ordning",), ("indelning", "urval", "ordning"), ("matt_id", "indelning"), ("matt",)),
    ),
    "liggare": (("medium_id", "dag"), ("manad",), ("dag desc", "id"), ("medium",)),
    "datalexikon": (("tabell",),),
}
SEARCHED = ("rubrik", "sammanfattning")  # of artiklar; never article text, which is not there
# Tables in which limits, or other columns that are whole elsewhere, have decimals.
_REAL_LIMITS = frozenset(("felmatt", "jamforelser", "forandringar"))
_REALS_BY_TABLE = {"felmatt": {"varde"}, "basandelar": {"varde", "fran", "till"}}


def column_type(table: str, column: str) -> type:
    """The type of a column in public.db."""
    if column in _REALS or column in _REALS_BY_TABLE.get(table, ()):
        return float
    if table in _REAL_LIMITS and column in {"lag", "hog"}:
        return float
    counted = (table, column) in {("medier", "raknas"), ("kanslighet", "id"), ("gmmp", "id")}
    counted |= (table, column) in {("osynligt", "id"), ("gmmp_publicerat", "id")}
    counted |= (table, column) in {("foretradare", "id"), ("luckor", "id")}
    return int if column in _INTEGERS or counted else str
