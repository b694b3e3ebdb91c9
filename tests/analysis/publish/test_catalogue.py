from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest
import yaml
from rdflib import DCTERMS, FOAF, RDF, Graph, Literal, Namespace, URIRef

from analysis.publish.catalogue import CC0, Published, build_catalogue, describe_for_search
from analysis.resources import find_metadata

# rdflib's own reader of JSON-LD uses what rdflib deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
BASE = "https://granskning.example.org/"
DCAT = Namespace("http://www.w3.org/ns/dcat#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
EDITION = {"namn": "2026-Q3", "fryst": "2026-10-05T08:00:00+00:00", "innehallshash": "ab12"}
PUBLISHED = Published(
    base=BASE,
    metadata=yaml.safe_load(find_metadata().read_text(encoding="utf-8")),
    facts={"organisation": "Region Norrbotten", "kontakt": "mailto:press@example.org"}
    | {"omrade": "http://data.europa.eu/nuts/code/SE332"},
    editions=[EDITION],
    first="2026-07-01",
    last="2026-09-30",
    modified="2026-10-05",
    size=1000,
    tables={"ord": 0},
)


@pytest.fixture(scope="module", params=["pretty-xml", "turtle", "json-ld"])
def graph(request: pytest.FixtureRequest) -> Graph:
    """The catalogue as somebody reads it who harvests it."""
    text = build_catalogue(PUBLISHED).serialize(format=request.param)
    return Graph().parse(data=text, format=request.param.replace("pretty-", ""))


def test_what_the_profile_demands_of_the_catalogue(graph: Graph) -> None:
    (catalogue,) = graph.subjects(RDF.type, DCAT.Catalog)
    for demanded in (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.dataset):
        assert graph.value(catalogue, demanded, any=True), demanded
    assert graph.value(catalogue, DCTERMS.license) == URIRef(CC0)
    publisher = graph.value(catalogue, DCTERMS.publisher)
    assert graph.value(publisher, FOAF.name) == Literal("Region Norrbotten")


def test_what_the_profile_demands_of_datasets_and_distributions(graph: Graph) -> None:
    datasets = set(graph.subjects(RDF.type, DCAT.Dataset))
    assert len(datasets) > 20
    (catalogue,) = graph.subjects(RDF.type, DCAT.Catalog)
    assert datasets == set(graph.objects(catalogue, DCAT.dataset))
    for dataset in datasets:
        for demanded in (DCTERMS.title, DCTERMS.description):
            words = graph.value(dataset, demanded)
            assert isinstance(words, Literal)
            assert words.language == "sv"
            assert words
        assert graph.value(dataset, DCTERMS.publisher) is not None
        contact = graph.value(dataset, DCAT.contactPoint)
        assert graph.value(contact, VCARD.hasEmail) == URIRef("mailto:press@example.org")
        assert graph.value(dataset, DCAT.distribution, any=True) is not None
    for one in graph.subjects(RDF.type, DCAT.Distribution):
        assert str(graph.value(one, DCAT.accessURL)).startswith(BASE)
        assert graph.value(one, DCTERMS.license) == URIRef(CC0)
        assert graph.value(one, DCTERMS["format"]) is not None


def test_an_edition_has_an_address_that_stays(graph: Graph) -> None:
    edition = URIRef(f"{BASE}utgava/2026-Q3")
    assert (edition, RDF.type, DCAT.Dataset) in graph
    series = graph.value(edition, DCAT.inSeries)
    assert (series, RDF.type, DCAT.DatasetSeries) in graph
    urls = {
        str(graph.value(d, DCAT.downloadURL)) for d in graph.objects(edition, DCAT.distribution)
    }
    assert urls == {f"{BASE}utgava/2026-Q3.csv", f"{BASE}utgava/2026-Q3.json"}


def test_titles_and_descriptions_are_those_of_the_metadata(graph: Graph) -> None:
    about = PUBLISHED.metadata["databases"]["public"]["tables"]["nyckeltal"]
    dataset = URIRef(f"{BASE}katalog#nyckeltal")
    assert str(graph.value(dataset, DCTERMS.title)) == about["title"]
    assert str(graph.value(dataset, DCTERMS.description)) == about["description"]
    assert (URIRef(f"{BASE}katalog#ord"), RDF.type, DCAT.Dataset) not in graph  # no rows


def test_headlines_are_not_given_away(graph: Graph) -> None:
    dataset = URIRef(f"{BASE}katalog#artiklar")
    for one in graph.objects(dataset, DCAT.distribution):
        rights = graph.value(one, DCTERMS.rights)
        assert "tillhör respektive medium" in str(graph.value(rights, DCTERMS.description))


def test_without_settings_it_still_holds() -> None:
    bare = Published(base="/", metadata=PUBLISHED.metadata, facts={})
    graph = build_catalogue(dataclasses.replace(bare, base=BASE))
    (catalogue,) = graph.subjects(RDF.type, DCAT.Catalog)
    publisher = graph.value(catalogue, DCTERMS.publisher)
    assert str(graph.value(publisher, FOAF.name)) == "Mediagranskning"
    assert not list(graph.subjects(RDF.type, VCARD.Organization))
    assert not list(graph.subjects(RDF.type, DCAT.DatasetSeries))


def test_schema_org() -> None:
    described: dict[str, Any] = json.loads(json.dumps(describe_for_search(PUBLISHED)))
    assert described["@type"] == "Dataset"
    assert described["license"] == CC0
    assert described["temporalCoverage"] == "2026-07-01/2026-09-30"
    assert described["creator"]["name"] == "Region Norrbotten"
    assert described["creator"]["email"] == "press@example.org"
    assert 50 <= len(described["description"]) <= 5000  # what Google asks of a Dataset
    assert described["version"] == "2026-Q3"
