from __future__ import annotations

import json
from pathlib import Path

import pytest

from data.errors import BadInput
from nlp.evaluation.goldfile import GoldArticle, read_gold

GOOD = '{"id": "a", "text": "Karin Lidström bygger."}'


def write(path: Path, *lines: str) -> Path:
    file = path / "gold.jsonl"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def complaint(path: Path) -> str:
    with pytest.raises(BadInput) as caught:
        list(read_gold(path))
    message = str(caught.value)
    assert "\n" not in message
    assert path.name in message
    return message


def test_a_line_is_an_article(tmp_path: Path) -> None:
    line = {
        "id": "a",
        "headline": "Nytt kafé",
        "text": "Karin bygger.",
        "url": "https://sagbladet.example/1",
        "growth": True,
        "sector": "skog",
        "municipalities": ["Boden"],
        "people": [{"name": "Karin Ek", "gender": "woman", "mentions": 2, "quoted": False}],
        "noted_by": "unknown keys are ignored",
    }
    [article] = read_gold(write(tmp_path, json.dumps(line, ensure_ascii=False)))
    assert (article.id, article.growth, article.sector) == ("a", True, "skog")
    assert article.municipalities == ["Boden"]
    assert article.people is not None
    assert (article.people[0].name, article.people[0].role) == ("Karin Ek", "content")


def test_what_is_left_out_is_none_and_not_false(tmp_path: Path) -> None:
    [article] = read_gold(write(tmp_path, '{"id": 7, "text": "x", "people": [{"name": "A Ek"}]}'))
    assert article.id == "7"
    assert (article.growth, article.sector, article.municipalities) == (None, None, None)
    assert article.people is not None
    person = article.people[0]
    assert (person.gender, person.quoted, person.function) == (None, None, None)


def test_empty_lines_and_a_byte_order_mark_are_skipped(tmp_path: Path) -> None:
    path = write(tmp_path, "\ufeff" + GOOD, "", "  ", GOOD)
    assert len(list(read_gold(path))) == 2


def test_a_missing_file(tmp_path: Path) -> None:
    assert "no such file" in complaint(tmp_path / "finns-inte.jsonl")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert "no such file" in complaint(tmp_path)


@pytest.mark.parametrize("content", ["", "\n\n  \n", "\ufeff"])
def test_an_empty_file(tmp_path: Path, content: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(content, encoding="utf-8")
    assert "is empty" in complaint(path)


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(GOOD.encode("latin-1"))
    assert "UTF-8" in complaint(path)


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "inte json",
        "[]",
        "3",
        '{"text": "utan id"}',
        '{"id": "a", "text": "x", "people": "Karin"}',
        '{"id": "a", "text": "x", "people": [{"gender": "woman"}]}',
        '{"id": "a", "text": "x", "people": [{"name": "A Ek", "mentions": "många"}]}',
        '{"id": "a", "text": "x", "growth": "kanske"}',
        '{"id": "a"}',
        '{"id": "a", "text_path": "finns-inte.txt"}',
    ],
)
def test_a_bad_line_is_named_by_its_number(tmp_path: Path, line: str) -> None:
    assert "line 3" in complaint(write(tmp_path, GOOD, "", line, GOOD))


def test_the_text_may_stand_in_a_file_beside(tmp_path: Path) -> None:
    (tmp_path / "texter").mkdir()
    (tmp_path / "texter" / "a.txt").write_text("Åsa bygger.", encoding="utf-8")
    [article] = read_gold(write(tmp_path, '{"id": "a", "text_path": "texter/a.txt"}'))
    assert article.text == "Åsa bygger."


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"text": "Rad ett\nRad två"}, ("", "Rad ett\nRad två")),
        (
            {"text": "Rubrik\n\nIngress\n\nText", "has_headline": True},
            ("Rubrik", "Ingress\n\nText"),
        ),
        ({"text": "Text", "headline": "Rubrik"}, ("Rubrik", "Text")),
        (
            {"text": "Rad ett\nRad två", "headline": "Rubrik", "has_headline": True},
            ("Rubrik", "Rad ett\nRad två"),
        ),
        ({"text": "Text", "headline": "Två\nrader"}, ("Två rader", "Text")),
        ({"text": "Bara rubrik", "has_headline": True}, ("Bara rubrik", "")),
        ({"text": "Rubrik\r\nText\x00", "has_headline": True}, ("Rubrik", "Text")),
        ({"text": ""}, ("", "")),
    ],
)
def test_headline_and_text(fields: dict[str, object], expected: tuple[str, str]) -> None:
    assert GoldArticle.model_validate({"id": "a", **fields}).split() == expected


@pytest.mark.parametrize("mark", ["\u2028", "\u0085"])
def test_a_line_separator_within_a_text_ends_no_line(tmp_path: Path, mark: str) -> None:
    line = json.dumps({"id": "a", "text": f"Ett{mark}Två"}, ensure_ascii=False)
    assert len(list(read_gold(write(tmp_path, line)))) == 1
