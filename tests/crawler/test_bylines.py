"""Who made the article."""

from __future__ import annotations

import pytest

from crawler.bylines import split_byline, split_credits
from data.vocab import ContributorRole

BYLINE, PHOTO = ContributorRole.BYLINE, ContributorRole.PHOTOGRAPHER


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Anna Alm", ["Anna Alm"]),
        ("Text: Anna Alm Foto: Bo Berg", ["Anna Alm", "Bo Berg"]),
        ("Anna Alm, TT", ["Anna Alm"]),
        ("Foto: Anna Alm/TT", ["Anna Alm"]),
        ("Anna Alm/SVT", ["Anna Alm"]),
        ("anna andersson", ["Anna Andersson"]),
        ("anna-karin von essen", ["Anna-Karin von Essen"]),
        ("åsa öhrn", ["Åsa Öhrn"]),
        ("anna.alm@nsd.se", []),
        ("Anna Alm anna.alm@nsd.se", ["Anna Alm"]),
        ("Anna Alm, Bo Berg och Cia Ek", ["Anna Alm", "Bo Berg", "Cia Ek"]),
        ("Anna Alm & Bo Berg; Cia Ek | NSD", ["Anna Alm", "Bo Berg", "Cia Ek"]),
        ("Tuula Kauppi ja Esko Vuolle", ["Tuula Kauppi", "Esko Vuolle"]),
        ("Anna Alm, Anna Alm", ["Anna Alm"]),
        ("Av Anna Alm", ["Anna Alm"]),
        ("Reporter: Anna Alm Publicerad: 2021-12-30", ["Anna Alm"]),
        ("TT", []),
        ("TT Nyhetsbyrån", []),
        ("Redaktionen", []),
        ("", []),
        (" , / ", []),
        ("Det här är en hel mening om något helt annat", []),
    ],
)
def test_split_byline(text: str, names: list[str]) -> None:
    assert split_byline(text) == names


@pytest.mark.parametrize(
    ("text", "credits"),
    [
        ("Anna Alm", [("Anna Alm", BYLINE)]),
        ("Text: Anna Alm Foto: Bo Berg", [("Anna Alm", BYLINE), ("Bo Berg", PHOTO)]),
        ("Anna Alm Foto: Bo Berg/TT", [("Anna Alm", BYLINE), ("Bo Berg", PHOTO)]),
        ("Foto: Bo Berg Text: Anna Alm", [("Bo Berg", PHOTO), ("Anna Alm", BYLINE)]),
        ("Text och foto: Anna Alm", [("Anna Alm", BYLINE), ("Anna Alm", PHOTO)]),
        ("Text & bild: Anna Alm", [("Anna Alm", BYLINE), ("Anna Alm", PHOTO)]),
        (
            "Teksti: Tuula Kauppi Kuva: Esko Vuolle",
            [("Tuula Kauppi", BYLINE), ("Esko Vuolle", PHOTO)],
        ),
        ("anna alm, TT", [("Anna Alm", BYLINE)]),
        ("", []),
    ],
)
def test_split_credits(text: str, credits: list[tuple[str, ContributorRole]]) -> None:
    assert [(c.name, c.role) for c in split_credits(text)] == credits
