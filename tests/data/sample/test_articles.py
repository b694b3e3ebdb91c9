from __future__ import annotations

from pathlib import Path

import pytest

from data.sample.articles import MarkupError, iter_articles, parse_article, parse_block
from tests.data.sample.writing import make_article


def test_markup_is_stripped_and_its_offsets_fit() -> None:
    block = parse_block("body", "– {eva: Vi väntar}, säger [Eva Bergs](eva) son.", "x")
    assert block.text == "– Vi väntar, säger Eva Bergs son."
    (quote,), (mention,) = block.quotes, block.mentions
    assert block.text[quote.start : quote.end] == quote.text == "Vi väntar"
    assert block.text[mention.start : mention.end] == mention.text == "Eva Bergs"
    assert quote.direct
    assert quote.person == mention.person == "eva"


@pytest.mark.parametrize(
    ("marked", "person", "speaker", "direct"),
    [
        ("{eva: Ja}", "eva", "eva", True),
        ("{~eva: det går}", "eva", "eva", False),
        ("{?en granne: Nej}", None, "en granne", True),
    ],
)
def test_kinds_of_speech(marked: str, person: str | None, speaker: str, direct: bool) -> None:
    (quote,) = parse_block("body", marked, "x").quotes
    assert (quote.person, quote.speaker, quote.direct) == (person, speaker, direct)


def test_a_mention_within_speech_keeps_both_offsets() -> None:
    block = parse_block("body", "– {eva: Fråga [Kalle](kalle)!}", "x")
    assert block.quotes[0].text == "Fråga Kalle!"
    assert block.text[block.mentions[0].start :] == "Kalle!"


def test_caption_and_photographer() -> None:
    block = parse_block("caption", "[Eva](eva) i hamnen. | Foto: Maria Ek/TT", "x")
    assert (block.text, block.photographer) == ("Eva i hamnen.", "Maria Ek/TT")


@pytest.mark.parametrize("marked", ["– {eva: Ja", "Ja}", "[Eva Berg]", "{Eva: Ja"])
def test_broken_markup_is_named(marked: str) -> None:
    with pytest.raises(MarkupError, match="here"):
        parse_block("body", marked, "here")


def test_an_article_is_cut_at_the_paywall(tmp_path: Path) -> None:
    article = make_article(tmp_path, access="teaser")
    kinds = [block.kind for block in article.blocks]
    assert kinds == ["headline", "lead", "body", "body", "body", "subhead", "caption"]
    assert [block.kind for block in article.hidden] == ["body"]
    assert article.headline.startswith("Bageriet <växer>")


@pytest.mark.parametrize(
    ("raw", "complaint"),
    [("# No front matter", "front matter"), ("---\nid: x\n---\nNo headline", "first paragraph")],
)
def test_a_file_that_is_no_article(tmp_path: Path, raw: str, complaint: str) -> None:
    path = tmp_path / "x.md"
    path.write_text(raw, encoding="utf-8")
    with pytest.raises(MarkupError, match=complaint):
        parse_article(path)


def test_articles_come_in_the_order_of_their_files(tmp_path: Path) -> None:
    for outlet, article_id in (("b", "pb002"), ("a", "pb009"), ("b", "pb001")):
        (tmp_path / outlet).mkdir(exist_ok=True)
        make_article(tmp_path / outlet, article_id)
    assert [article.id for article in iter_articles(tmp_path)] == ["pb009", "pb001", "pb002"]
