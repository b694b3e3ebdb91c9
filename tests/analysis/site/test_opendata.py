from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from rdflib import DCAT, RDF, Graph

from analysis.analyse import analyse_material
from analysis.editions import freeze_edition, parse_edition
from analysis.filters import default_filters
from analysis.frames import load_tagged_material
from analysis.publish.build import collect_tables
from analysis.publish.public_db import replace_public_db
from data.store import MediaStore
from tests.analysis.media import many_stories, run_analysis, write_media
from tests.analysis.site.asking import get

# rdflib's own reader of JSON-LD uses what rdflib deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")


@pytest.fixture(scope="module")
def db_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("opendata")
    write_media(folder, many_stories(60))
    (folder / "publish.yml").write_text(
        "organisation: 'Region </script> & Norrbotten'\ncontact: press@example.org\n",
        encoding="utf-8",
    )
    run_analysis(folder)
    with MediaStore(folder) as store:
        material = load_tagged_material(store)
        period = parse_edition("2026-Q3")
        filters = default_filters(material.articles["outlet_id"], period.since, period.until)
        found = analyse_material(store, material, [], filters, lambda items, _: items)
        freeze_edition(store, "2026-Q3", found, material, filters, 0)
    run_analysis(folder)
    with MediaStore(folder) as store:
        replace_public_db(folder, collect_tables(store, folder))
    return folder


def test_the_catalogue_is_served_in_three_forms(db_dir: Path) -> None:
    forms = (("/katalog.rdf", "xml"), ("/katalog.ttl", "turtle"), ("/katalog.jsonld", "json-ld"))
    for (path, form), answer in zip(forms, get(db_dir, *(p for p, _ in forms)), strict=True):
        assert answer.status_code == 200, path
        assert answer.headers["access-control-allow-origin"] == "*"
        graph = Graph().parse(data=answer.text, format=form)
        assert list(graph.subjects(RDF.type, DCAT.Catalog))
        # every address that is promised is there
        urls = {str(url) for url in graph.objects(None, DCAT.downloadURL)}
        assert len(urls) > 40
        paths = sorted(url.removeprefix("http://localhost") for url in urls)
        assert {a.status_code for a in get(db_dir, *paths)} == {200}


def test_an_edition_has_a_page_and_files(db_dir: Path) -> None:
    page, as_csv, as_json, missing = get(
        db_dir, "/utgava/2026-Q3", "/utgava/2026-Q3.csv", "/utgava/2026-Q3.json", "/utgava/2020-Q1"
    )
    assert page.status_code == 302
    assert page.headers["location"] == "/public/utgavesiffror?utgava=2026-Q3"
    rows = json.loads(as_json.text)
    assert len(as_csv.text.splitlines()) == len(rows["siffror"]) + 1 > 50
    assert rows["utgava"]["innehallshash"]
    assert {row["utgava"] for row in rows["siffror"]} == {"2026-Q3"}
    assert missing.status_code == 404


def test_pages_describe_themselves_to_search_engines(db_dir: Path) -> None:
    (page,) = get(db_dir, "/")
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.text)
    described = json.loads(block)
    assert described["publisher"]["name"] == "Region </script> & Norrbotten"
    assert described["url"] == "http://localhost/"


def test_facets_and_filters_by_label(db_dir: Path) -> None:
    whole, chosen, without = get(
        db_dir,
        "/public/artiklar",
        "/public/artiklar?kommuner__arraycontains=Kiruna&medium=Norrbladet",
        "/public/artiklar?kommuner__arraynotcontains=Kiruna",
    )
    assert "<strong>60 rader" in whole.text
    assert re.search(r"Gruva och stål</a> 60", whole.text)
    assert "<strong>60 rader" in chosen.text
    assert "<strong>0 rader" in without.text


def test_what_is_said_of_the_site(db_dir: Path) -> None:
    (page,) = get(db_dir, "/public/uppgifter")
    assert "press@example.org" in page.text
    assert "Namn publiceras bara på förtroendevalda" in page.text
