from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

import data
from data.console import Console
from data.errors import BadInput
from nlp.evaluation.speech import evaluate_speech
from nlp.evaluation.speechfile import read_passages

CONSOLE = Console(quiet=True, as_json=False)
KARIN = {"a": {"name": "Karin Lidström", "gender": "woman"}}
GOLD = Path(data.__file__).parent / "gold"


def write(path: Path, *rows: object) -> Path:
    file = path / "speech.jsonl"
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def marked(text: str, people: dict[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
    return {"id": "p", "people": KARIN if people is None else people, "marked": text, **fields}


def evaluate(
    pipeline: Language, path: Path, *rows: object
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    return evaluate_speech(write(path, *rows), pipeline, CONSOLE)


def test_marks_are_stripped_and_kept_as_offsets(tmp_path: Path) -> None:
    row = marked("Hon ler.\n\n– {a: Bra}, säger Karin. {~?polisen: Ja}.", headline="”{a: Nu}”")
    [passage] = read_passages(write(tmp_path, row))
    whole = f"{passage.headline}\n\n{passage.text}"
    assert whole == "”Nu”\n\nHon ler.\n\n– Bra, säger Karin. Ja."
    assert [(s.text, s.direct, s.speaker) for s in passage.speech] == [
        ("Nu", True, "Karin Lidström"),
        ("Bra", True, "Karin Lidström"),
        ("Ja", False, None),
    ]
    assert all(whole[s.start_char : s.end_char] == s.text for s in passage.speech)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("{", "line 1"),
        ("[]", "line 1"),
        (marked("{a: öppen"), "never closed"),
        (marked("stängd}"), "not opened"),
        (marked("{a: ett {a: två}}"), "within a mark"),
        (marked("{b: vem}"), "not among the people"),
        (
            {
                "id": "q",
                "text": "A\n\nB",
                "quotes": [{"speaker": None, "direct": True, "start": 0, "end": 1, "text": "B"}],
            },
            "offset 0",
        ),
        ({"id": "q", "text": "A"}, "quotes"),
    ],
)
def test_an_unfit_line_is_named(tmp_path: Path, row: object, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        list(read_passages(write(tmp_path, row)))


def test_a_missing_an_empty_and_a_latin1_file(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no such file"):
        list(read_passages(tmp_path / "saknas.jsonl"))
    with pytest.raises(BadInput, match="is empty"):
        list(read_passages(write(tmp_path, "")))
    (tmp_path / "latin.jsonl").write_bytes('{"id": "å"}'.encode("latin-1"))
    with pytest.raises(BadInput, match="UTF-8"):
        list(read_passages(tmp_path / "latin.jsonl"))


def test_figures_by_hand(pipeline: Language, tmp_path: Path) -> None:
    result, misses = evaluate(
        pipeline,
        tmp_path,
        marked("– {a: Det går bra för oss}, säger Karin Lidström."),
        marked("Karin Lidström kom.\n\n– {?en kund: Det är dyrt}, säger hon."),
        marked("Karin Lidström har {a: aldrig sagt något alls} om saken."),
        marked("– Vi öppnar i juni, säger Karin Lidström."),
    )
    assert result["n_articles"] == 4
    # found: two of the three that are marked, and one that is not
    assert {k: result["spans"]["loose"][k] for k in ("tp", "fp", "fn")} == {
        **{"tp": 2, "fp": 1, "fn": 1}
    }
    assert result["speaker"]["all"] == {"accuracy": 0.5, "n": 2}
    assert result["speaker"]["woman"] == {"accuracy": 1.0, "n": 1}
    assert result["speaker"]["no_person"] == {"accuracy": 0.0, "n": 1}
    assert result["direct"]["accuracy"] == 1.0
    assert [miss["kind"] for miss in misses] == ["wrong_speaker", "missed_speech", "extra_speech"]
    assert "spans.loose.f1" in result["intervals"]


def test_a_span_that_overlaps_by_half_is_loose_and_not_strict(
    pipeline: Language, tmp_path: Path
) -> None:
    result, misses = evaluate(
        pipeline, tmp_path, marked("– Det går {a: bra för oss nu}, säger Karin Lidström.")
    )
    assert (result["spans"]["loose"]["tp"], result["spans"]["strict"]["tp"]) == (1, 0)
    assert [miss["kind"] for miss in misses] == ["other_span"]


def test_paraphrase_of_institutions_counts_where_the_file_marks_it(
    pipeline: Language, tmp_path: Path
) -> None:
    plain = marked("Karin Lidström väntar. Enligt polisen är vägen stängd i kväll.")
    with_mark = marked("Karin Lidström väntar. Enligt polisen {~?polisen: är vägen stängd}.")
    assert evaluate(pipeline, tmp_path, plain)[0]["spans"]["loose"]["fp"] == 0
    assert evaluate(pipeline, tmp_path, plain, with_mark)[0]["spans"]["loose"]["fp"] == 1


@pytest.mark.parametrize(("name", "least"), [("speech.jsonl", 200), ("speech_heldout.jsonl", 100)])
def test_the_bundled_gold_is_large_and_balanced(name: str, least: int) -> None:
    passages = list(read_passages(GOLD / name))
    genders = [speech.gender for passage in passages for speech in passage.speech]
    assert len(passages) >= least
    assert len({passage.id for passage in passages}) == len(passages)
    assert 0.4 < genders.count("woman") / (genders.count("woman") + genders.count("man")) < 0.6
