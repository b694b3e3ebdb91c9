"""The commands tag and evaluate, as the root command mounts them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from spacy.language import Language

from analysis.cli import main
from data.identity import content_hash
from data.records import Article, Outlet
from data.review.decisions import Draft, save_decision
from data.review.keys import person_key
from data.review.reading import read_machine_reading
from data.review.words import Variable
from data.store import MediaStore
from tests.data.review.review import open_review

GOLD = {
    "id": "a",
    "headline": "Nytt kafé",
    "text": "Karin Lidström öppnar i Harads.\n\n– Det går bra, säger Karin Lidström.",
    "municipalities": ["Boden"],
    "people": [
        {"name": "Karin Lidström", "gender": "woman", "quoted": True},
        {"name": "Ada Zqwixl", "gender": "woman", "quoted": False},
    ],
}


@pytest.fixture(autouse=True)
def _built_once(pipeline: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules are built once for all tests; a --model is built as ever."""
    import nlp.pipeline
    from nlp.pipeline import OWN, REGISTER

    build = nlp.pipeline.build_pipeline
    import nlp.engines.worker

    nlp.engines.worker._loaded.clear()
    for module in (nlp.pipeline, nlp.engines.worker):
        monkeypatch.setattr(
            module,
            "build_pipeline",
            lambda model=OWN: pipeline if model in {OWN, REGISTER} else build(model),
        )


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def write_gold(path: Path, *articles: object) -> Path:
    file = path / "gold.jsonl"
    lines = [one if isinstance(one, str) else json.dumps(one) for one in articles]
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def assert_one_line_of_error(result: Result, *words: str) -> None:
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 1
    for word in words:
        assert word in result.stderr


# evaluate gold


def test_gold_prints_one_json_object(tmp_path: Path) -> None:
    result = run("evaluate", "gold", write_gold(tmp_path, GOLD, GOLD), "--json")
    assert result.exit_code == 0, result.output
    printed = json.loads(result.stdout)
    assert printed["n_articles"] == 2
    assert printed["people"]["all"] == {
        **{"p": 1.0, "r": 0.5, "f1": pytest.approx(2 / 3)},
        **{"tp": 2, "fp": 0, "fn": 2},
    }


def test_gold_prints_a_line_a_metric(tmp_path: Path) -> None:
    result = run("evaluate", "gold", write_gold(tmp_path, GOLD, GOLD))
    assert result.exit_code == 0, result.output
    [line] = [line for line in result.stdout.splitlines() if line.startswith("people.all.f1")]
    assert line.split()[1] == "0.667"
    assert "[0.667, 0.667]" in line


def test_gold_is_quiet_when_asked(tmp_path: Path) -> None:
    result = run("evaluate", "gold", write_gold(tmp_path, GOLD), "--quiet")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")


def test_the_errors_file_holds_every_miss(tmp_path: Path) -> None:
    errors = tmp_path / "fel.jsonl"
    result = run("evaluate", "gold", write_gold(tmp_path, GOLD), "--errors", errors, "--json")
    assert result.exit_code == 0, result.output
    [miss] = [json.loads(line) for line in errors.read_text(encoding="utf-8").splitlines()]
    assert (miss["id"], miss["kind"], miss["name"]) == ("a", "missed_person", "Ada Zqwixl")
    assert set(miss) == {"id", "kind", "name", "expected", "found", "context"}


def test_the_errors_file_is_empty_when_all_is_right(tmp_path: Path) -> None:
    errors = tmp_path / "fel.jsonl"
    gold = {**GOLD, "people": GOLD["people"][:1]}  # type: ignore[index]
    run("evaluate", "gold", write_gold(tmp_path, gold), "--errors", errors)
    assert errors.read_text(encoding="utf-8") == ""


def test_gold_is_recorded_when_asked(tmp_path: Path) -> None:
    db_dir = tmp_path / "var"
    gold = write_gold(tmp_path, GOLD)
    assert run("evaluate", "gold", gold, "--record", "--db-dir", db_dir, "--quiet").exit_code == 0
    assert (db_dir / "media.db").exists()


def test_gold_writes_no_database_unasked(tmp_path: Path) -> None:
    run("evaluate", "gold", write_gold(tmp_path, GOLD), "--db-dir", tmp_path / "var")
    assert not (tmp_path / "var").exists()


def test_a_missing_gold_file(tmp_path: Path) -> None:
    assert_one_line_of_error(run("evaluate", "gold", tmp_path / "finns-inte.jsonl"), "finns-inte")


@pytest.mark.parametrize("line", ["{", "[]", '{"text": "utan id"}', '{"id": "a"}'])
def test_a_bad_line(tmp_path: Path, line: str) -> None:
    assert_one_line_of_error(run("evaluate", "gold", write_gold(tmp_path, GOLD, line)), "line 2")


@pytest.mark.parametrize("content", ["", "\n \n"])
def test_an_empty_gold_file(tmp_path: Path, content: str) -> None:
    assert_one_line_of_error(run("evaluate", "gold", write_gold(tmp_path, content)), "is empty")


def test_a_model_that_is_not_installed(tmp_path: Path) -> None:
    result = run("evaluate", "gold", write_gold(tmp_path, GOLD), "--model", "xx_finns_inte_sm")
    assert_one_line_of_error(result, "xx_finns_inte_sm", "pip install")


def test_errors_into_a_folder_that_is_missing(tmp_path: Path) -> None:
    errors = tmp_path / "saknas" / "fel.jsonl"
    result = run("evaluate", "gold", write_gold(tmp_path, GOLD), "--errors", errors)
    assert_one_line_of_error(result, "saknas")


# tag


def fill(db_dir: Path, *texts: str) -> None:
    with MediaStore(db_dir) as store:
        store.save_outlets([Outlet("sagbladet", "Sågbladet")])
        for i, text in enumerate(texts):
            hashed = content_hash("Rubrik", text)
            url = f"https://sagbladet.example/{i}"
            store.save_article(
                Article(f"a{i}", "sagbladet", url, "Rubrik", text, "2026-09-01", hashed)
            )


def rows(db_dir: Path, query: str) -> list[dict[str, object]]:
    with MediaStore(db_dir) as store:
        return list(store.db.query(query))


def test_tag_writes_persons_quotes_and_places(tmp_path: Path) -> None:
    fill(tmp_path, str(GOLD["text"]), "Det regnar.")
    result = run("tag", "--db-dir", tmp_path, "--json")
    assert result.exit_code == 0, result.output
    summary = json.loads(result.stdout)
    assert (summary["stage"], summary["articles_tagged"], summary["persons_in_all"]) == (
        *("tag", 2, 1),
    )
    assert summary["by_gender"] == {"woman": 1}
    assert rows(tmp_path, "SELECT name, gender FROM persons") == [
        {"name": "Karin Lidström", "gender": "woman"}
    ]


def test_tag_again_changes_nothing(tmp_path: Path) -> None:
    fill(tmp_path, str(GOLD["text"]))
    run("tag", "--db-dir", tmp_path)
    before = rows(tmp_path, "SELECT * FROM persons")
    result = run("tag", "--db-dir", tmp_path, "--json")
    assert json.loads(result.stdout)["articles_tagged"] == 0
    assert rows(tmp_path, "SELECT * FROM persons") == before


def test_tag_anew_keeps_what_reviewers_decided(tmp_path: Path) -> None:
    fill(tmp_path, str(GOLD["text"]))
    run("tag", "--db-dir", tmp_path)
    hashed = str(rows(tmp_path, "SELECT content_hash FROM articles")[0]["content_hash"])
    with open_review(tmp_path) as review:
        subject = person_key("a0", "Karin Lidström")
        decision = Draft("a0", Variable.GENDER, "nonbinary", hashed, subject)
        save_decision(review, "anna", decision)
    result = run("tag", "--db-dir", tmp_path, "--model", "register", "--json")
    summary = json.loads(result.stdout)
    assert (summary["articles_tagged"], summary["articles_with_decisions"]) == (1, 1)
    assert summary["by_evidence"] == {"reviewer": 1}
    found = rows(tmp_path, "SELECT name, gender, individual_id <> '' AS linked FROM persons")
    assert found == [{"name": "Karin Lidström", "gender": "nonbinary", "linked": 1}]
    with MediaStore(tmp_path) as media:
        machine = read_machine_reading(media, "a0")
        assert machine is not None
        assert machine.persons[0].gender == "woman"


def test_tag_goes_on_behind_an_article_that_breaks_and_says_so(
    tmp_path: Path, pipeline: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = type(pipeline.get_pipe("layout"))
    original = kind.__call__

    def fail_on_marked(self: object, doc: object) -> object:
        if "SPRÄNGS" in str(doc):
            raise RuntimeError("a fault of ours")
        return original(self, doc)

    monkeypatch.setattr(kind, "__call__", fail_on_marked)
    fill(tmp_path, "Karin Lidström kom.", "SPRÄNGS här.", "Erik Öberg kom.")
    result = run("tag", "--db-dir", tmp_path)
    assert result.exit_code == 1
    assert "1 articles could not be tagged" in result.stderr
    assert len(rows(tmp_path, "SELECT * FROM persons")) == 2
    assert rows(tmp_path, "SELECT item, reason FROM run_skips") == [
        {"item": "a1", "reason": "RuntimeError"}
    ]


def test_tag_without_a_database(tmp_path: Path) -> None:
    assert_one_line_of_error(run("tag", "--db-dir", tmp_path / "tom"), "crawl")


def test_tag_without_articles(tmp_path: Path) -> None:
    fill(tmp_path)
    assert_one_line_of_error(run("tag", "--db-dir", tmp_path), "import")


def test_tag_with_a_model_that_is_not_installed(tmp_path: Path) -> None:
    fill(tmp_path, "Karin Lidström kom.")
    result = run("tag", "--db-dir", tmp_path, "--model", "xx_finns_inte_sm")
    assert_one_line_of_error(result, "xx_finns_inte_sm")


def test_show_writes_a_page_of_one_article(tmp_path: Path) -> None:
    fill(tmp_path, "Karin Lidström öppnar i Harads.\n\n– Det går bra, säger hon.")
    assert run("tag", "--db-dir", tmp_path).exit_code == 0
    result = run("show", "Rubrik", "--db-dir", tmp_path, "--json")
    assert result.exit_code == 0, result.stderr
    summary = json.loads(result.stdout)
    page = Path(summary["page"]).read_text(encoding="utf-8")
    assert (summary["persons"], summary["quotes"], summary["quotes_without_a_person"]) == (1, 1, 0)
    assert "Det går bra<sup>→1</sup>" in page


def test_show_prints_a_page_and_says_what_is_wrong(tmp_path: Path) -> None:
    assert_one_line_of_error(run("show", "x", "--db-dir", tmp_path), "crawl")
    fill(tmp_path, "Karin Lidström öppnar i Harads.")
    assert run("show", "rubrik", "--db-dir", tmp_path, "--out", "-").stdout.startswith("<!doctype")
    assert_one_line_of_error(run("show", "finns ej", "--db-dir", tmp_path), "no article")
    assert_one_line_of_error(
        run("show", "rubrik", "--db-dir", tmp_path, "--out", tmp_path / "ej" / "x.html"),
        "no folder",
    )


def test_evaluate_speech_prints_and_records(tmp_path: Path) -> None:
    row = {
        "id": "a",
        "people": {"a": {"name": "Karin Lidström", "gender": "woman"}},
        "marked": "– {a: Det går bra}, säger Karin Lidström.",
    }
    file = write_gold(tmp_path, row)
    misses = tmp_path / "misses.jsonl"
    options = ("--record", "--db-dir", tmp_path, "--errors", misses)
    result = run("evaluate", "speech", file, "--json", *options)
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["speaker"]["woman"] == {"accuracy": 1.0, "n": 1}
    assert misses.read_text(encoding="utf-8") == ""
    with MediaStore(tmp_path) as store:
        metrics = {row["metric"] for row in store.db.table("evaluations").rows}
    assert "speaker.all.accuracy" in metrics
    assert "spans.strict.f1" in run("evaluate", "speech", file, "--db-dir", tmp_path).stdout
    assert_one_line_of_error(run("evaluate", "speech", tmp_path / "ej.jsonl"), "no such file")
