"""Import of JSONL through the command: exit codes, one-line errors, nothing half-written."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from analysis.cli import main
from data.records import Article, Contributor
from data.results import read_article_facts, read_rows
from data.store import MediaStore
from data.vocab import ContributorRole

LINE = {
    "url": "https://nsd.se/nyheter/lulea/artikel/ny-gruva/abcd1234",
    "title": "Ny gruva",
    "published": "2026-10-01",
    "outlet": "nsd",
    "text": "Bolaget öppnar en ny gruva.\n\n– Det är bra, säger Anna Alm.",
}


class Archive:
    """A folder with files to import and a database folder that is not there yet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.db_dir = folder / "db"

    def write(self, *lines: Any, name: str = "arkiv.jsonl") -> str:
        """A file with these lines; a str stands as it is."""
        texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
        return self.write_bytes("".join(f"{text}\n" for text in texts).encode(), name)

    def write_bytes(self, body: bytes, name: str = "arkiv.jsonl") -> str:
        path = self.folder / name
        path.write_bytes(body)
        return str(path)

    def run(self, *arguments: str) -> Result:
        return CliRunner().invoke(main, ["import", *arguments, "--db-dir", str(self.db_dir)])

    def take_in(self, *arguments: str) -> dict[str, Any]:
        """Import, which must work; the summary."""
        result = self.run(*arguments, "--json")
        assert result.exit_code == 0, result.output
        summary: dict[str, Any] = json.loads(result.stdout)
        return summary

    def articles(self) -> list[Article]:
        with MediaStore.open_existing(self.db_dir) as store:
            return list(store.iter_articles())

    def contributors(self) -> set[tuple[str, str]]:
        with MediaStore.open_existing(self.db_dir) as store:
            return {
                (r["name"], r["role"]) for r in read_rows(store, "contributors", ["name", "role"])
            }


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path)


def numbered(n: int, **fields: Any) -> Iterable[dict[str, Any]]:
    return [{**LINE, "url": f"https://nsd.se/a/artikel/b/{i:08}", **fields} for i in range(n)]


# what goes well


def test_a_line_becomes_an_article(archive: Archive) -> None:
    summary = archive.take_in(archive.write({**LINE, "byline": "Text: Anna Alm Foto: Bo Berg"}))
    assert (summary["new"], summary["articles_in_all"], summary["left_out"]) == (1, 1, {})
    (article,) = archive.articles()
    assert (article.outlet_id, article.title, article.text, article.published, article.origin) == (
        *("nsd", LINE["title"], LINE["text"], LINE["published"], "import"),
    )
    assert archive.contributors() == {("Anna Alm", "byline"), ("Bo Berg", "photographer")}


def test_importing_twice_changes_nothing(archive: Archive) -> None:
    file = archive.write(*numbered(5))
    assert archive.take_in(file)["new"] == 5
    before = archive.articles()
    assert archive.take_in(file)["unchanged"] == 5
    assert archive.articles() == before


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_plain_and_gzip_with_and_without_bom(archive: Archive, packed: bool, bom: bytes) -> None:
    body = (
        bom + json.dumps({**LINE, "title": "Åtta öar"}, ensure_ascii=False).encode() + b"\r\n\r\n"
    )
    archive.take_in(archive.write_bytes(gzip.compress(body) if packed else body))
    assert [a.title for a in archive.articles()] == ["Åtta öar"]


def test_several_files_at_once(archive: Archive) -> None:
    first, second = numbered(2)
    summary = archive.take_in(archive.write(first, name="a"), archive.write(second, name="b"))
    assert summary["new"] == 2


@pytest.mark.parametrize("name", ["tom.jsonl", "rader.jsonl"])
def test_an_empty_file_holds_no_articles(archive: Archive, name: str) -> None:
    file = archive.write_bytes(b"" if name == "tom.jsonl" else b"\n \n", name)
    assert archive.take_in(file)["articles_in_all"] == 0


@pytest.mark.parametrize(
    "text",
    [
        "Ny gruva\n\nBolaget öppnar.\n\nFler rader.",
        "Ny gruva\nBolaget öppnar.\n\nFler rader.",
        "Ny\ngruva\n\nBolaget öppnar.\n\nFler rader.",
        " Ny  gruva \r\n\r\nBolaget öppnar.\r\n\r\nFler rader.",
    ],
)
def test_a_text_that_repeats_the_title_is_taken_without_it(archive: Archive, text: str) -> None:
    archive.take_in(archive.write({**LINE, "text": text}))
    assert archive.articles()[0].text == "Bolaget öppnar.\n\nFler rader."


@pytest.mark.parametrize(
    "text", ["Ny gruva", "Ny gruva öppnas\n\nBolaget öppnar.", "Ny gruva öppnas."]
)
def test_a_text_that_only_begins_like_the_title_stays_whole(archive: Archive, text: str) -> None:
    archive.take_in(archive.write({**LINE, "text": text}))
    assert archive.articles()[0].text == text


def test_without_url_the_id_is_the_key(archive: Archive) -> None:
    line = {**LINE, "url": None, "id": "A?b=2&a=1#7"}
    archive.take_in(archive.write(line, {**line, "id": 7}, {**line, "outlet": "pt"}))
    assert {a.url for a in archive.articles()} == {
        "urn:mediagranskning:nsd:A?b=2&a=1#7",
        "urn:mediagranskning:nsd:7",
        "urn:mediagranskning:pt:A?b=2&a=1#7",
    }


def test_half_an_emoji_nul_and_soft_hyphens_are_cleaned(archive: Archive) -> None:
    line = {
        **LINE,
        "title": "Ny\x00 gru\u00adva",
        "text": "Halv \ud83d emoji.",
        "section": "x\ud83d",
    }
    archive.take_in(archive.write(line))
    (article,) = archive.articles()
    assert (article.title, article.text, article.section) == ("Ny gruva", "Halv ? emoji.", "x?")


def test_an_unreadable_date_is_empty_and_the_article_kept(archive: Archive) -> None:
    archive.take_in(archive.write({**LINE, "published": "2026-13-45", "updated": 20261002}))
    (article,) = archive.articles()
    assert (article.published, article.updated) == ("", "2026-10-02")


# which outlet


def test_the_outlet_is_the_line_s_own_or_the_option_s_or_the_address_s_or_unknown(
    archive: Archive,
) -> None:
    nameless = {**LINE, "outlet": None}
    archive.take_in(archive.write(nameless, {**nameless, "url": "https://ingen.example/a"}))
    assert {a.url: a.outlet_id for a in archive.articles()} == {
        str(LINE["url"]): "nsd",
        "https://ingen.example/a": "okand",
    }
    archive.take_in(archive.write(nameless, {**LINE, "url": "https://nsd.se/x"}), "--outlet", "pt")
    assert {a.url: a.outlet_id for a in archive.articles()} == {
        str(LINE["url"]): "pt",
        "https://nsd.se/x": "nsd",
        "https://ingen.example/a": "okand",
    }


@pytest.mark.parametrize("arguments", [[], ["--outlet", "nds"]])
def test_an_unknown_outlet_stops_the_import(archive: Archive, arguments: list[str]) -> None:
    line = {**LINE, "outlet": None if arguments else "nds"}
    result = archive.run(archive.write(LINE, line), *arguments)
    assert result.exit_code == 2
    assert "'nds'" in result.stderr
    assert "line 2" in result.stderr
    assert not archive.db_dir.exists()


@pytest.mark.parametrize("arguments", [[], ["--outlet", "nytt"]])
def test_new_outlets_are_taken_in_when_asked(archive: Archive, arguments: list[str]) -> None:
    line = {**LINE, "outlet": None if arguments else "nytt"}
    archive.take_in(archive.write(line), "--new-outlets", *arguments)
    assert [a.outlet_id for a in archive.articles()] == ["nytt"]


def test_outlets_dir_adds_outlets(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "prov.yml").write_text(
        "id: prov\nname: Prov\nhomepage: ''\ndomains: [prov.example]\n"
    )
    line = {**LINE, "outlet": None, "url": "https://www.prov.example/a"}
    archive.take_in(archive.write(line), "--outlets-dir", str(tmp_path))
    assert [a.outlet_id for a in archive.articles()] == ["prov"]


# what goes wrong

BAD_LINES = [
    ("{", "is not JSON"),
    ("[" * 100_000, "is not JSON"),
    ('{"title": ' + "9" * 5000 + "}", "is not JSON"),
    ("[1, 2]", "line: Input should be"),
    ('"text"', "line: Input should be"),
    ({**LINE, "title": ["x"]}, "title: Input should be"),
    ({**LINE, "title": None}, "title: Input should be"),
    ({**LINE, "text": " \x00\n"}, "text: Value error, is empty"),
    ({"url": LINE["url"], "text": "x"}, "title: Field required"),
    ({**LINE, "genre": "skvaller"}, "genre: Input should be"),
    ({**LINE, "url": None}, "neither url nor id"),
    ({**LINE, "url": "https://nsd.se:port/a"}, "is no address"),
    ({**LINE, "url": "javascript:alert(1)"}, "no address on the web"),
]


@pytest.mark.parametrize(("line", "reason"), BAD_LINES, ids=[reason for _, reason in BAD_LINES])
def test_an_unfit_line_stops_before_anything_is_written(
    archive: Archive, line: Any, reason: str
) -> None:
    result = archive.run(archive.write(LINE, line, LINE))
    assert result.exit_code == 2, result.output
    assert reason in result.stderr
    assert "arkiv.jsonl, line 2: " in result.stderr
    assert result.stderr.count("\n") == 1
    assert not archive.db_dir.exists()


@pytest.mark.parametrize(("line", "reason"), BAD_LINES, ids=[reason for _, reason in BAD_LINES])
def test_skip_bad_leaves_an_unfit_line_out_and_counts_it(
    archive: Archive, line: Any, reason: str
) -> None:
    summary = archive.take_in(archive.write(LINE, line), "--skip-bad", "--new-outlets")
    assert summary["new"] == 1
    ((said, n),) = summary["left_out"].items()
    assert reason in said
    assert n == 1


def test_skip_bad_leaves_unknown_outlets_out(archive: Archive) -> None:
    summary = archive.take_in(archive.write(LINE, {**LINE, "outlet": "nds"}), "--skip-bad")
    assert (summary["new"], sum(summary["left_out"].values())) == (1, 1)
    with MediaStore.open_existing(archive.db_dir) as store:
        assert read_rows(store, "run_skips", ["item"]) == [{"item": "arkiv.jsonl, line 2"}]


GOOD = json.dumps(LINE).encode() + b"\n"


@pytest.mark.parametrize("arguments", [[], ["--skip-bad"], ["--new-outlets"]])
@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (GOOD + '{"title": "Åtta"}'.encode("latin-1"), "not UTF-8"),
        (json.dumps(LINE).encode("utf-16"), "not UTF-8"),
        (gzip.compress(GOOD * 500)[:-20], "cut or broken"),
        (b"\x1f\x8b" + b"rubbish" * 20, "cut or broken"),
        (gzip.compress(GOOD)[:-8] + b"\0" * 8, "cut or broken"),
    ],
)
def test_a_file_that_cannot_be_decoded_always_stops(
    archive: Archive, body: bytes, reason: str, arguments: list[str]
) -> None:
    result = archive.run(archive.write_bytes(body), *arguments)
    assert result.exit_code == 2, result.output
    assert reason in result.stderr
    assert result.stderr.count("\n") == 1
    assert not archive.db_dir.exists()


def test_a_missing_file_and_a_folder_are_said_in_one_line(archive: Archive) -> None:
    good = archive.write(LINE)
    for wrong in (str(archive.folder / "ingen.jsonl"), str(archive.folder)):
        result = archive.run(good, wrong)
        assert result.exit_code == 2
        assert wrong in result.stderr
        assert result.stderr.count("\n") == 1
    assert not archive.db_dir.exists()


def test_an_error_in_a_later_import_leaves_the_former_one(archive: Archive) -> None:
    archive.take_in(archive.write(LINE))
    before = archive.articles()
    assert archive.run(archive.write(*numbered(3), "{")).exit_code == 2
    assert archive.articles() == before


def test_quiet_prints_nothing_and_no_file_is_a_usage_error(archive: Archive) -> None:
    result = archive.run(
        archive.write({**LINE, "outlet": None, "url": "https://x.example/a"}), "--quiet"
    )
    assert (result.exit_code, result.output) == (0, "")
    assert archive.run().exit_code == 2


def test_lines_without_an_outlet_are_said(archive: Archive) -> None:
    file = archive.write({**LINE, "outlet": None, "url": "https://x.example/a"})
    assert "1 lines name no outlet" in archive.run(file).stdout


def test_the_same_text_under_two_mastheads_is_one_story(archive: Archive) -> None:
    text = " ".join(f"ord{n}" for n in range(80))
    url = "https://kuriren.nu/a/artikel/b/abcd1234"
    archive.take_in(archive.write({**LINE, "text": text}, {**LINE, "text": text, "url": url}))
    with MediaStore.open_existing(archive.db_dir) as store:
        assert len({row["cluster_id"] for row in read_article_facts(store)}) == 1


def test_a_corrected_byline_is_taken_in(archive: Archive) -> None:
    archive.take_in(archive.write({**LINE, "byline": "Anna Alm"}))
    assert archive.take_in(archive.write({**LINE, "byline": "Bo Berg"}))["updated"] == 1
    expected = Contributor("Bo Berg", ContributorRole.BYLINE)
    assert archive.contributors() == {(expected.name, expected.role)}
