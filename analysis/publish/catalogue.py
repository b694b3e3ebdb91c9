"""The open data as a catalogue in DCAT-AP-SE 3, and as schema.org for search engines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from analysis.publish.schema import PUBLISHER, TABLES

if TYPE_CHECKING:
    from rdflib import Graph, URIRef

# What the profile asks for: CC0 for the catalogue itself, named so (DCAT-AP-SE 3.0.1).
CC0 = "http://creativecommons.org/publicdomain/zero/1.0/"
_EU = "http://publications.europa.eu/resource/authority"
THEMES = (f"{_EU}/data-theme/SOCI", f"{_EU}/data-theme/GOVE")
KEYWORDS = {
    "sv": ("jämställdhet", "medier", "nyheter", "mediegranskning", "könsfördelning", "tillväxt"),
    "en": ("gender equality", "media monitoring", "news", "regional growth", "GMMP"),
}
FORMATS = {
    "csv": ("text/csv", "CSV"),
    "json": ("application/json", "JSON, i sidor om högst 1 000 rader"),
}
# Tables about the site, not data of their own.
_ABOUT = frozenset(("uppgifter", "datalexikon", "metod"))
# Of these not all is ours: headlines are the outlets', some figures are of other sources.
_ELSEWHERE = "Siffrorna är andras och hör till de källor som anges; sammanställningen är fri (CC0)."
RIGHTS = {
    "artiklar": "Våra uppgifter om artiklarna är fria (CC0). Rubrikerna tillhör respektive medium.",
    "basandelar": _ELSEWHERE,
    "gmmp_publicerat": _ELSEWHERE,
}


@dataclass(frozen=True, slots=True)
class Published:
    """What the catalogue says of one public.db: read from it, apart from the address."""

    base: str  # of the site, with a slash at the end
    metadata: Mapping[str, Any]  # metadata.yml
    facts: Mapping[str, str]  # ``uppgifter``, those with a value
    editions: Sequence[Mapping[str, Any]] = ()  # rows of ``utgavor``
    first: str = ""  # days of the articles
    last: str = ""
    modified: str = ""  # day on which public.db was written
    size: int = 0
    tables: Mapping[str, int] = field(default_factory=dict)  # rows of each table

    @property
    def publisher(self) -> str:
        return self.facts.get("organisation") or PUBLISHER

    @property
    def described(self) -> dict[str, Mapping[str, Any]]:
        """The tables that are data of their own, with their description."""
        about = self.metadata["databases"]["public"]["tables"]
        chosen = (name for name in TABLES if name in about and name not in _ABOUT)
        return {name: about[name] for name in chosen if self.tables.get(name, 1)}

    def table_url(self, table: str, ending: str = "") -> str:
        return f"{self.base}public/{table}{ending}"

    def edition_url(self, name: str, ending: str = "") -> str:
        return f"{self.base}utgava/{quote(name)}{ending}"


def build_catalogue(published: Published) -> Graph:
    """The catalogue as a graph: a dataset for each table, one for the whole, one an edition."""
    from rdflib import DCTERMS, FOAF, RDF, XSD, BNode, Graph, Literal, Namespace, URIRef

    DCAT = Namespace("http://www.w3.org/ns/dcat#")  # noqa: N806 - rdflib knows only DCAT 2
    vcard = Namespace("http://www.w3.org/2006/vcard/ns#")
    dcatap = Namespace("http://data.europa.eu/r5r/")
    graph = Graph()
    for prefix, space in (("dcat", DCAT), ("dcterms", DCTERMS), ("foaf", FOAF)):
        graph.bind(prefix, space)
    graph.bind("vcard", vcard)
    graph.bind("dcatap", dcatap)
    base = published.base
    catalogue, publisher = URIRef(f"{base}katalog"), URIRef(f"{base}katalog#utgivare")
    contact, licence = URIRef(f"{base}katalog#kontakt"), URIRef(CC0)
    series = URIRef(f"{base}katalog#utgavor")
    period = BNode("period")
    swedish, language = "sv", URIRef(f"{_EU}/language/SWE")

    def say(subject: URIRef, title: str, description: str, language_tag: str = swedish) -> None:
        graph.add((subject, DCTERMS.title, Literal(title, lang=language_tag)))
        graph.add((subject, DCTERMS.description, Literal(description, lang=language_tag)))

    def add_distribution(dataset: URIRef, number: str, url: str, media: str, title: str) -> URIRef:
        one = URIRef(f"{base}katalog#{number}")
        graph.add((dataset, DCAT.distribution, one))
        graph.add((one, RDF.type, DCAT.Distribution))
        graph.add((one, DCTERMS.title, Literal(title, lang=swedish)))
        graph.add((one, DCAT.accessURL, URIRef(url)))
        graph.add((one, DCAT.downloadURL, URIRef(url)))
        graph.add((one, DCTERMS.format, Literal(media)))
        graph.add((one, DCTERMS.license, licence))
        graph.add((one, dcatap.availability, URIRef(f"{_EU}/planned-availability/STABLE")))
        return one

    def add_dataset(subject: URIRef, title: str, description: str, page: str) -> None:
        graph.add((catalogue, DCAT.dataset, subject))
        graph.add((subject, RDF.type, DCAT.Dataset))
        say(subject, title, description)
        graph.add((subject, DCTERMS.publisher, publisher))
        graph.add((subject, DCTERMS.accessRights, URIRef(f"{_EU}/access-right/PUBLIC")))
        graph.add((subject, DCTERMS.language, language))
        graph.add((subject, DCAT.landingPage, URIRef(page)))
        graph.add((subject, FOAF.page, URIRef(published.table_url("datalexikon"))))
        if (contact, RDF.type, None) in graph:
            graph.add((subject, DCAT.contactPoint, contact))
        for theme in THEMES:
            graph.add((subject, DCAT.theme, URIRef(theme)))
        for tag, words in KEYWORDS.items():
            for word in words:
                graph.add((subject, DCAT.keyword, Literal(word, lang=tag)))
        if area := published.facts.get("omrade"):
            graph.add((subject, DCTERMS.spatial, URIRef(area)))
        if published.first:
            graph.add((subject, DCTERMS.temporal, period))

    graph.add((catalogue, RDF.type, DCAT.Catalog))
    say(
        catalogue,
        "Mediegranskning",
        "Vilka kvinnor och vilka män som syns i regionala medier i nyheter om regional tillväxt: "
        "siffror med intervall, metod och felmått.",
    )
    graph.add((catalogue, DCTERMS.publisher, publisher))
    graph.add((catalogue, DCTERMS.license, licence))
    graph.add((catalogue, DCTERMS.language, language))
    graph.add((catalogue, FOAF.homepage, URIRef(base)))
    graph.add((catalogue, DCAT.themeTaxonomy, URIRef(f"{_EU}/data-theme")))
    graph.add((publisher, RDF.type, FOAF.Agent))
    graph.add((publisher, FOAF.name, Literal(published.publisher)))
    if address := published.facts.get("kontakt"):
        kind = vcard.hasEmail if address.startswith("mailto:") else vcard.hasURL
        graph.add((contact, RDF.type, vcard.Organization))
        graph.add((contact, vcard.fn, Literal(published.publisher)))
        graph.add((contact, kind, URIRef(address)))
    if published.modified:
        day = Literal(published.modified, datatype=XSD.date)
        graph.add((catalogue, DCTERMS.modified, day))
    if published.first:
        graph.add((period, RDF.type, DCTERMS.PeriodOfTime))
        for name, value in (("startDate", published.first), ("endDate", published.last)):
            graph.add((period, DCAT[name], Literal(value, datatype=XSD.date)))

    for table, about in published.described.items():
        dataset = URIRef(f"{base}katalog#{table}")
        add_dataset(dataset, about["title"], about["description"], published.table_url(table))
        if published.modified:
            graph.add((dataset, DCTERMS.modified, day))
        for ending, (media, name) in FORMATS.items():
            tail = ".csv?_stream=on" if ending == "csv" else f".{ending}?_shape=objects&_size=max"
            one = add_distribution(
                dataset, f"{table}-{ending}", published.table_url(table, tail), media, name
            )
            if table in RIGHTS:
                note = BNode(f"{table}-{ending}")
                graph.add((one, DCTERMS.rights, note))
                graph.add((note, RDF.type, DCTERMS.RightsStatement))
                graph.add((note, DCTERMS.description, Literal(RIGHTS[table], lang=swedish)))

    whole = URIRef(f"{base}katalog#databas")
    add_dataset(
        whole,
        "Hela databasen",
        "Alla tabeller i en SQLite-fil: siffror, uppgifter om artiklar, metod och felmått. Ingen "
        "artikeltext och inga namn på privatpersoner.",
        f"{base}public",
    )
    one = add_distribution(
        whole, "databas-sqlite", f"{base}public.db", "application/vnd.sqlite3", "SQLite"
    )
    if published.size:
        size = Literal(published.size, datatype=XSD.nonNegativeInteger)
        graph.add((one, DCAT.byteSize, size))

    if published.editions:
        graph.add((series, RDF.type, DCAT.DatasetSeries))
        say(
            series,
            "Frysta utgåvor av siffrorna",
            "En utgåva fryses när den publiceras och ändras aldrig; rättelser får ett nytt namn.",
        )
        graph.add((series, DCTERMS.publisher, publisher))
    for edition in published.editions:
        name = str(edition["namn"])
        dataset = URIRef(published.edition_url(name))
        add_dataset(
            dataset,
            f"Siffror, utgåva {name}",
            f"Nyckeltalen i utgåvan {name}, som de var när den frystes {edition['fryst'][:10]}. "
            f"Innehållets SHA-256: {edition['innehallshash']}.",
            published.edition_url(name),
        )
        graph.add((dataset, DCAT.inSeries, series))
        graph.add((dataset, DCAT.version, Literal(name)))
        graph.add((dataset, DCTERMS.identifier, Literal(published.edition_url(name))))
        frozen = Literal(edition["fryst"][:10], datatype=XSD.date)
        graph.add((dataset, DCTERMS.issued, frozen))
        for ending, (media, title) in FORMATS.items():
            url = published.edition_url(name, f".{ending}")
            add_distribution(dataset, f"utgava-{quote(name)}-{ending}", url, media, title)
    return graph


def describe_for_search(published: Published) -> dict[str, Any]:
    """schema.org Dataset in a DataCatalog, as a JSON-LD object."""
    publisher: dict[str, Any] = {"@type": "Organization", "name": published.publisher}
    address = published.facts.get("kontakt", "")
    if address.startswith("mailto:"):
        publisher["email"] = address.removeprefix("mailto:")
    elif address:
        publisher["url"] = address
    described: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": f"{published.base}katalog#databas",
        "name": "Kvinnor och män i regionala medier",
        "description": (
            "Vilka kvinnor och vilka män som syns i regionala medier i nyheter om regional "
            "tillväxt: andelar med intervall, jämförelser, metod och felmått."
        ),
        "url": published.base,
        "inLanguage": "sv",
        "isAccessibleForFree": True,
        "license": CC0,
        "keywords": list(KEYWORDS["sv"]),
        "creator": publisher,
        "publisher": publisher,
        "includedInDataCatalog": {"@type": "DataCatalog", "url": f"{published.base}katalog"},
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": media,
                "contentUrl": f"{published.base}{path}",
            }
            for media, path in (
                ("application/vnd.sqlite3", "public.db"),
                ("text/csv", "public/nyckeltal.csv?_stream=on"),
            )
        ],
    }
    if published.first:
        described["temporalCoverage"] = f"{published.first}/{published.last}"
    if published.modified:
        described["dateModified"] = published.modified
    if published.editions:
        described["version"] = str(published.editions[-1]["namn"])
    return described
