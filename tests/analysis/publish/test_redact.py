from __future__ import annotations

import pytest

from analysis.publish.redact import fold, name_words, names_in_url, redact_title

NAMES = name_words(["Anna-Karin Åkerström", "Per von Berg", "Bo Ek"])


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Åkerströms gruva växer", "[namn]s gruva växer"),
        ("Akerstrom: Vi bygger", "[namn]: Vi bygger"),
        ("ANNA-KARIN ÅKERSTRÖM NY CHEF", "[namn] NY CHEF"),
        ("anna-karin åkerström ny chef", "[namn] ny chef"),
        ("500 kronor per hushåll i Bergslagen", "500 kronor per hushåll i Bergslagen"),
        ("Berg mot Ek om gruvan", "[namn] mot [namn] om gruvan"),
        ("Åkerströmaffären växer", "[namn] växer"),
        ("Per\u00a0von Berg avgår", "[namn] avgår"),
        ("Gruvan i Kiruna växer", "Gruvan i Kiruna växer"),
    ],
)
def test_names_found_in_the_article(title: str, expected: str) -> None:
    assert redact_title(title, [], NAMES)[0] == expected


def test_mentions_go_by_offset() -> None:
    redacted, taken = redact_title("Xqzw tar över i Boden", [(0, 4)], frozenset())
    assert redacted == "[namn] tar över i Boden"
    assert taken == {"xqzw"}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Lisa Svensson ny vd", "[namn] ny vd"),
        ("Luleå Hamn växer", "Luleå Hamn växer"),
        ("Ny Gruva öppnar", "Ny Gruva öppnar"),
    ],
)
def test_overlooked_names_go_by_the_register(title: str, expected: str) -> None:
    assert redact_title(title, [], frozenset())[0] == expected


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://x.example/nyheter/akerstrom-vald", True),
        ("https://x.example/nyheter/aakerstroem-vald", True),
        ("https://x.example/nyheter/%C3%85kerstr%C3%B6m", True),
        ("https://x.example/nyheter/%25C3%2585kerstr%25C3%25B6m", True),
        ("https://x.example/a?namn=anna", True),
        ("https://x.example/ny-gruva#anna", True),
        ("https://x.example/annakarin", True),
        ("https://x.example/annas_gruva", True),
        ("https://x.example/nyheter/bo-i-lulea", False),
        ("https://x.example/bergslagen/ekonomi", False),
        ("https://anna.example/nyheter/1", False),
        ("https://[trasig/anna", True),
    ],
)
def test_names_in_addresses(url: str, found: bool) -> None:
    assert names_in_url(url, NAMES) is found


def test_fold() -> None:
    assert fold("Åse Ødegård-Çelik đŋŧ") == "ase odegard-celik dnt"
