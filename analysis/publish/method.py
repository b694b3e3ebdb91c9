"""The table ``metod``: what the figures mean, in Swedish, without time stamps."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version

from analysis.figures import MIN_GROUP, MIN_NONBINARY
from analysis.filters import Filters
from analysis.filterwords import say_filters
from analysis.frames import Material, is_fictional
from analysis.indicators import INDICATORS
from analysis.indicators.compute import MIN_PERSONS, MIN_STORIES
from analysis.intervals import DRAWS
from analysis.publish.config import LICENCE_NAME, PublishConfig
from analysis.publish.facts import say_policy
from analysis.swedish import say_count, say_date, say_list
from analysis.wording import FICTIONAL_NOTE, GENDER_NOTE, INTERVAL_NOTE, UNREVIEWED_NOTE
from data.vocab import Theme, label_sv

_MAIN = ("people", "sources", "headline")


def describe_method(
    material: Material,
    filters: Filters,
    corrected: Mapping[str, object] | None = None,
    config: PublishConfig | None = None,
) -> dict[str, str]:
    """Ordered Swedish key -> value. ``corrected`` holds what a reviewed sample has corrected."""
    articles = material.articles
    tagged = articles[articles["model"].notna()]
    models = sorted(str(model) for model in tagged["model"].unique())
    dates = sorted(date for date in tagged["date"].unique() if len(date) == 10)
    named = articles[["outlet_id", "outlet"]].drop_duplicates()
    outlets = dict(zip(named["outlet_id"], named["outlet"], strict=True))
    span = f"{say_date(dates[0])} till {say_date(dates[-1])}" if dates else "inga datum"
    left_out = [outlets.get(outlet, outlet) for outlet in filters.excluded_outlets]
    return {
        **({"Påhittat material": FICTIONAL_NOTE} if is_fictional(material) else {}),
        "Granskning": (
            "Automatiskt kodat. Ett slumpvis urval är granskat av människa; tabellen rättelser "
            "visar den rättade andelen bredvid den orättade."
            if corrected
            else UNREVIEWED_NOTE
        ),
        "Material": f"{say_count(len(tagged))} kodade artiklar av {say_count(len(articles))}",
        "Artiklarnas datum": span,
        "Urval": (
            "Nyheter som handlar om regional tillväxt. Ledare, debatt, insändare, minnesord, "
            "notiser, namnlistor och annonser räknas inte. Artiklar där bara ingressen kunnat "
            "läsas räknas med."
        ),
        "Regional tillväxt": (
            "En artikel räknas som nyhet om regional tillväxt när den rör minst ett av de fem "
            "temana i den regionala utvecklingsstrategin RUS 2020: "
            f"{say_list([label_sv(theme).lower() for theme in Theme])}."
        ),
        "Källor som inte räknas": say_list(left_out) or "inga",
        **{INDICATORS[name].label: INDICATORS[name].definition for name in _MAIN},
        "Kön": GENDER_NOTE,
        "Andel kvinnor": (
            "Kvinnor delat med alla personer med känt kön (kvinnor, män och icke-binära). "
            "Personer med okänt kön räknas inte i andelen men redovisas."
        ),
        "Intervall": (
            f"{INTERVAL_NOTE} Det är beräknat genom att hela nyheter dras om {say_count(DRAWS)} "
            "gånger (klustrad bootstrap), eftersom personer i samma nyhet hänger ihop. Där varje "
            "nyhet har en enda observation används Wilsons intervall. Gränserna är avrundade utåt."
        ),
        "Många grupper": (
            "När många grupper jämförs skiljer sig alltid någon av en slump. Att en grupp skiljer "
            "sig sägs därför bara när skillnaden mot resten står sig efter Holms korrektion för "
            "alla grupper i indelningen (5 procents risk för ens ett falskt utslag)."
        ),
        "Förändring": (
            "Larm ges när förändringen från en period till nästa är större än slumpen också efter "
            "Holms korrektion för alla steg som prövats."
        ),
        "Representationskvot": (
            "Andelen kvinnor i nyheterna delad med andelen i den grupp som det handlar om. 1 är "
            "lika, 0,5 betyder att kvinnor syns hälften så ofta som deras andel. Kvot anges bara "
            "där det finns en grupp som motsvarar måttet; gruppen, året och källan står bredvid."
        ),
        "Rättelse efter granskning": (
            "När minst 50 slumpvis dragna artiklar är granskade rättas andelen för maskinens fel "
            "(prediction-powered inference, PPI++). Den rättar vilka personer som hittats och "
            "deras kön, inte vilka nyheter som räknas."
        ),
        "Ord": (
            "Jämförda är stycken där bara kvinnor nämns med stycken där bara män nämns "
            "(log-odds med informativ prior, Monroe m.fl. 2008). Ett ord räknas en gång per nyhet "
            "och visas när det står i minst 10 nyheter och skillnaden står sig efter korrektion."
        ),
        "Jämförelse med GMMP": (
            "Tabellen gmmp gäller alla nyheter i materialet, inte bara de om tillväxt, och "
            "använder Global Media Monitoring Projects kategorier. Våra yrkesgrupper är grövre "
            "än deras. GEM-I är medelvärdet av andelen kvinnor minus andelen män i sex mått; "
            "formeln är obekräftad."
        ),
        "Lägsta och högsta möjliga andel": (
            "Andelen kvinnor bland alla om ingen respektive alla av dem vars kön är okänt är "
            "kvinnor. Där icke-binära inte visas för sig ingår de bland dessa."
        ),
        "Minsta underlag": (
            f"Andel anges bara vid minst {MIN_PERSONS} personer med känt kön i minst "
            f"{MIN_STORIES} olika nyheter. Annars visas bara antal."
        ),
        "Räknesätt": (
            "Samma text i flera medier räknas en gång per medium. För hela materialet visas också "
            "andelen när varje nyhet räknas en enda gång. En artikel med flera branscher, "
            "kommuner eller teman räknas i var och en."
        ),
        "Icke-binära": (
            f"Antalet visas bara för hela materialet och när det är minst {MIN_NONBINARY}. "
            "Annars ingår det i ”icke-binära eller okänt”, så att ingen pekas ut."
        ),
        "Namn": say_policy(config or PublishConfig()),
        "Små grupper": (
            f"Antal i grupper med färre än {MIN_GROUP} personer redovisas inte. Där en sådan grupp "
            "annars kunde räknas ut utelämnas också den näst minsta."
        ),
        "Artikeltext": "Ingen artikeltext publiceras. Länken går till artikeln hos mediet.",
        "Modell": ", ".join(models),
        "Programversion": version("mediagranskning"),
        "Filter": say_filters(filters.to_json()),
        "Licens": (
            f"Siffrorna får användas fritt, utan villkor ({LICENCE_NAME}). Ange gärna källan. "
            "Rubriker och artiklar tillhör respektive medium."
        ),
    }
