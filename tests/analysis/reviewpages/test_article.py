"""The article page over HTTP: each deed, two at once, and text that would be markup."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from lxml import html

from data.identity import stable_key
from data.readings import read_tagged_article
from data.review.apply import apply_decisions
from data.review.decisions import read_history
from data.review.store import ReviewStore
from data.store import MediaStore
from data.vocab import Evidence, Gender
from tests.analysis.reviewpages.sawmill import EVIL, TEXT, TITLE, write_article
from tests.analysis.reviewpages.workplace import add_reviewers, serving, signed_in


@pytest.fixture(scope="module")
def db_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("article")
    for number in range(12):
        write_article(folder, number)
    add_reviewers(folder)
    return folder


@pytest.fixture(scope="module")
def clients(db_dir: Path) -> Iterator[dict[str, httpx.Client]]:
    with ExitStack() as stack:
        address = stack.enter_context(serving(db_dir))
        yield {
            name: stack.enter_context(signed_in(address, name))
            for name in ("anna.alm", "bo.berg", "eva.ek")
        }


@pytest.fixture
def article(db_dir: Path, request: pytest.FixtureRequest) -> str:
    """An article of its own for each test."""
    number = 100 + stable_key(request.node.name).__hash__() % 10**6
    return write_article(db_dir, number)


def read(client: httpx.Client, article: str) -> html.HtmlElement:
    answer = client.get(f"/granska/artikel/{article}")
    assert answer.status_code == 200
    return html.fromstring(answer.text)


def press(
    client: httpx.Client,
    article: str,
    control: str,
    page: html.HtmlElement | None = None,
    **more: str,
) -> httpx.Response:
    """What the page's script does when a control is used; ``page`` is one that was read before."""
    page = read(client, article) if page is None else page
    element = page.get_element_by_id(control)
    state = page.get_element_by_id("lage")
    fields = {key[5:]: value for key, value in element.attrib.items() if key.startswith("data-")}
    fields |= {"hash": state.get("data-hash"), "urval": state.get("data-urval")} | more
    return client.post(
        f"/granska/artikel/{article}",
        data=fields,
        headers={"x-csrftoken": state.get("data-nyckel"), "x-granska": "1"},
    )


def names(page: html.HtmlElement) -> list[str]:
    return [
        " ".join(h.text_content().split()[1:]).partition(" nämns")[0]
        for h in page.cssselect("article.kort h3")
    ]


def is_on(page: html.HtmlElement, control: str) -> bool:
    return bool(page.get_element_by_id(control).get("aria-pressed") == "true")


def test_a_gender_is_corrected_undone_and_remembered(
    db_dir: Path, clients: dict[str, httpx.Client], article: str
) -> None:
    anna = clients["anna.alm"]
    assert is_on(read(anna, article), "k2-man")
    answer = press(anna, article, "k2-nonbinary")
    assert answer.status_code == 200
    page = html.fromstring(answer.text)
    assert is_on(page, "k2-nonbinary")
    assert "maskinen: Man; anna.alm kl." in page.text_content()
    assert press(anna, article, "angra").status_code == 200
    assert is_on(read(anna, article), "k2-man")
    with ReviewStore(db_dir) as store:
        rows = read_history(store, article)
    assert [(r.user, r.value, r.machine) for r in rows] == [
        ("anna.alm", "nonbinary", "man"),
        ("anna.alm", None, "man"),
    ]
    history = anna.get(f"/granska/artikel/{article}/historik").text
    for words in ("Icke-binär", "ångrat", "anna.alm", "Bo Berg"):
        assert words in history


def test_a_missed_person_is_added_by_the_marked_name(
    db_dir: Path, clients: dict[str, httpx.Client], article: str
) -> None:
    start = f"{TITLE}\n\n{TEXT}".index("Kerstin Öst")
    answer = press(
        clients["anna.alm"], article, "ny-person",
        ord="Kerstin Öst", fran=str(start), till=str(start + 11), kon="woman", kalla="yes",
    )  # fmt: skip
    page = html.fromstring(answer.text)
    assert names(page) == ["Anna Alm", "Bo Berg", "Alm", "Kerstin Öst"]
    assert is_on(page, "k4-woman")
    assert is_on(page, "k4-ja")
    with MediaStore(db_dir) as media:
        apply_decisions(media, db_dir)
        [person] = [p for p in read_tagged_article(media, article).persons if p.name[0] == "K"]
    assert person.gender is Gender.WOMAN
    assert person.evidence is Evidence.REVIEWER
    undone = html.fromstring(press(clients["anna.alm"], article, "angra").text)
    assert names(undone) == ["Anna Alm", "Bo Berg", "Alm"]


def test_a_name_can_be_written_instead_of_marked(
    clients: dict[str, httpx.Client], article: str
) -> None:
    answer = press(clients["anna.alm"], article, "ny-person", ord="Kerstin Öst", fran="", till="")
    assert "Kerstin Öst är tillagd" in answer.text
    wrong = press(clients["anna.alm"], article, "ny-person", ord="Kerstin Väst", fran="", till="")
    assert wrong.status_code == 400
    assert "finns inte i texten" in wrong.text


def test_words_that_moved_are_not_taken_for_others(
    clients: dict[str, httpx.Client], article: str
) -> None:
    answer = press(
        clients["anna.alm"], article, "ny-person", ord="Kerstin Öst", fran="3", till="14"
    )
    assert answer.status_code == 400
    assert "Ladda om sidan" in answer.text


def test_two_names_become_one_person_and_part_again(
    clients: dict[str, httpx.Client], article: str
) -> None:
    anna = clients["anna.alm"]
    key = read(anna, article).get_element_by_id("k1").get("data-nyckel")
    page = html.fromstring(press(anna, article, "k3-ihop", varde=key).text)
    assert names(page) == ["Anna Alm", "Bo Berg"]
    assert "Alm = Anna Alm" in " ".join(page.text_content().split())
    page = html.fromstring(press(anna, article, "tillbaka1").text)
    assert names(page) == ["Anna Alm", "Bo Berg", "Alm"]


def test_a_person_is_split_by_places(clients: dict[str, httpx.Client], article: str) -> None:
    anna = clients["anna.alm"]
    page = read(anna, article)
    places = [box.get("value") for box in page.cssselect('#k1 input[name="platser"]')]
    assert len(places) == 2
    refused = press(anna, article, "k1-dela", platser=",".join(places))
    assert refused.status_code == 400
    assert "inte alla" in refused.text
    page = html.fromstring(
        press(anna, article, "k1-dela", platser=places[1], namn="Anna Alm den yngre").text
    )
    assert "Anna Alm den yngre" in names(page)
    assert len(names(page)) == 4


def test_what_is_no_person_goes_and_comes_back(
    clients: dict[str, httpx.Client], article: str
) -> None:
    anna = clients["anna.alm"]
    page = html.fromstring(press(anna, article, "k2-ingen").text)
    assert names(page) == ["Anna Alm", "Alm"]
    page = html.fromstring(press(anna, article, "tillbaka1").text)
    assert names(page) == ["Anna Alm", "Bo Berg", "Alm"]


def test_speech_gets_a_speaker_and_missed_speech_is_added(
    clients: dict[str, httpx.Client], article: str
) -> None:
    anna = clients["anna.alm"]
    key = read(anna, article).get_element_by_id("k2").get("data-nyckel")
    page = html.fromstring(press(anna, article, "a1", varde=key).text)
    assert is_on(page, "k2-ja")
    assert is_on(page, "k1-nej")
    words = "Vi behöver varandra"
    page = html.fromstring(press(anna, article, "ny-anforing", ord=words, varde=key).text)
    assert len(page.cssselect(".anforing")) == 2
    page = html.fromstring(press(anna, article, "a2-ingen").text)
    assert len(page.cssselect(".anforing")) == 1


def test_two_reviewers_at_once_lose_nothing_silently(
    db_dir: Path, clients: dict[str, httpx.Client], article: str
) -> None:
    anna, bo = clients["anna.alm"], clients["bo.berg"]
    old = read(bo, article)
    assert press(anna, article, "k2-woman").status_code == 200
    answer = press(bo, article, "k2-unknown", page=old)
    assert answer.status_code == 409
    page = html.fromstring(answer.text)
    [said] = page.cssselect('[role="alert"]')
    assert "anna.alm hann före: kön ändrades till ”Kvinna”" in said.text_content()
    assert "Ditt val sparades inte" in said.text_content()
    assert is_on(page, "k2-woman")  # the page shows what stands now
    assert press(bo, article, "k1-unknown", page=old).status_code == 200  # another thing is free
    assert press(bo, article, "k2-unknown", page=page).status_code == 200  # having seen it
    with ReviewStore(db_dir) as store:
        values = [(r.user, r.value) for r in read_history(store, article)]
    assert values == [("anna.alm", "woman"), ("bo.berg", "unknown"), ("bo.berg", "unknown")]
    undo = press(anna, article, "angra")
    assert undo.status_code == 409  # hers no longer stands, and the other's is not hers to undo


def test_a_text_that_changed_takes_no_old_answers(
    db_dir: Path, clients: dict[str, httpx.Client], article: str
) -> None:
    anna = clients["anna.alm"]
    old = read(anna, article)
    with MediaStore(db_dir) as media:
        media.db.execute("UPDATE articles SET content_hash = 'ny' WHERE id = ?", [article])
        media.db.execute("UPDATE taggings SET content_hash = 'ny' WHERE article_id = ?", [article])
        media.db.conn.commit()
    answer = press(anna, article, "k1-man", page=old)
    assert answer.status_code == 409
    assert "sparades inte" in answer.text


def test_crawled_text_and_comments_never_become_markup(
    clients: dict[str, httpx.Client], article: str
) -> None:
    anna = clients["anna.alm"]
    evil = f'"><script>alert(1)</script>{EVIL}'
    for control in ("kommentera", "flagga", "k1-kommentera", "k1-flagga"):
        assert press(anna, article, control, text=evil).status_code == 200
    assert press(anna, article, "k1-roll", varde=evil).status_code == 200
    assert press(anna, article, "ny-person", ord="Kerstin Öst", namn=evil).status_code == 200
    pages = (
        f"/granska/artikel/{article}",
        f"/granska/artikel/{article}/historik",
        "/granska",
        "/granska/samstammighet",
    )
    for client in clients.values():
        for path in pages:
            text = client.get(path).text
            page = html.fromstring(text)
            assert not page.cssselect("img"), path
            scripts = [script.get("src") for script in page.cssselect("script")]
            assert set(scripts) <= {"/granska/stat/granska.js"}, path
            assert not [e for e in page.iter() if any(k.startswith("on") for k in e.attrib)], path
    assert evil in read(anna, article).text_content()


@pytest.mark.parametrize(
    "fields",
    [
        {"gor": "x"},
        {"gor": ""},
        {"gor": "svara", "variabel": "x"},
        {"gor": "svara", "variabel": "done", "varde": "yes"},
        {"gor": "svara", "variabel": "gender", "varde": "robot"},
        {"gor": "svara", "variabel": "themes", "varde": "x,y"},
        {"gor": "svara", "variabel": "growth", "varde": "growth", "forra": "-1"},
        {"gor": "svara", "variabel": "growth", "varde": "growth", "forra": "9" * 40},
        {"gor": "svara", "variabel": "gender", "varde": "man", "om": "finns-inte"},
        {"gor": "sla_ihop", "om": "finns-inte", "varde": "finns-inte"},
        {"gor": "dela"},
        {"gor": "aterstall", "om": "x", "variabel": "no_person"},
        {"gor": "ny_person", "ord": "", "fran": "0", "till": "0"},
        {"gor": "ny_person", "ord": "Anna", "fran": "999999", "till": "1"},
        {"gor": "kommentera", "text": ""},
        {"gor": "kommentera", "text": "a" * 3000},
        {"gor": "klar"},
        {"gor": "oppna"},
        {"gor": "lamna"},
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_saved(
    db_dir: Path, clients: dict[str, httpx.Client], article: str, fields: dict[str, str]
) -> None:
    client = clients["anna.alm"]
    page = read(client, article)
    fields = {"variabel": "", "om": "", "varde": "", "forra": "0", "beslut": "0"} | fields
    answer = press(client, article, "lage", page=page, **fields)
    assert answer.status_code in {400, 409}
    assert html.fromstring(answer.text).cssselect('[role="alert"]')
    with ReviewStore(db_dir) as store:
        assert read_history(store, article) == []


def test_an_article_that_is_not_there_is_not_found(clients: dict[str, httpx.Client]) -> None:
    for path in ("finnsinte", "..", "review.db", "1%20OR%201=1"):
        assert clients["anna.alm"].get(f"/granska/artikel/{path}").status_code in {403, 404, 200}
    assert clients["anna.alm"].get("/granska/artikel/finnsinte").status_code == 404
