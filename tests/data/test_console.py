"""Errors in one line with exit code 2, summaries for people and for scripts."""

from __future__ import annotations

import errno
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from data import errors
from data.console import DEFAULT_DB_DIR, LOG_EVERY_S, Console, command_options, describe_error


def _run(body: Callable[[Path, Console], None], *arguments: str, **extra: str) -> Result:
    @click.command()
    @command_options
    def command(db_dir: Path, console: Console) -> None:
        """Do it."""
        body(db_dir, console)

    return CliRunner(env=extra or None).invoke(command, list(arguments))


def _raise(error: BaseException) -> Callable[[Path, Console], None]:
    def body(_db_dir: Path, _console: Console) -> None:
        raise error

    return body


NAMED = [
    errors.DatabaseTooNew,
    errors.NothingToDo,
    errors.UnknownOutlet,
    errors.BadInput,
    errors.Busy,
    errors.ModelUnavailable,
]


@pytest.mark.parametrize("kind", NAMED)
def test_a_named_error_is_one_line_and_exit_code_2(kind: type[Exception]) -> None:
    result = _run(_raise(kind("gör så här")))
    assert (result.exit_code, result.stderr, result.stdout) == (2, "Error: gör så här\n", "")


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (sqlite3.OperationalError("database or disk is full"), "the disk is full"),
        (sqlite3.OperationalError("disk I/O error"), "the disk is full or cannot be written"),
        (OSError(errno.ENOSPC, "No space left on device"), "the disk is full"),
        (sqlite3.OperationalError("database is locked"), "locked by another program"),
        (sqlite3.OperationalError("database table is locked: x"), "locked by another program"),
        (sqlite3.DatabaseError("file is not a database"), "restore it from a copy"),
        (sqlite3.DatabaseError("database disk image is malformed"), "restore it from a copy"),
        (PermissionError(errno.EACCES, "Permission denied", "/root/x"), "/root/x: Permission"),
        (NotADirectoryError(errno.ENOTDIR, "Not a directory", "/x/y"), "/x/y: Not a directory"),
    ],
)
def test_what_a_user_can_mend_is_said_in_one_line(error: Exception, expected: str) -> None:
    result = _run(_raise(error), "--quiet", "--json")
    assert result.exit_code == 2
    assert expected in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""


@pytest.mark.parametrize(
    "error",
    [
        KeyError("ours"),
        sqlite3.OperationalError("no such column: full_text"),
        sqlite3.OperationalError("near 'x': syntax error"),
        sqlite3.IntegrityError("UNIQUE constraint failed: articles.url"),
    ],
)
def test_a_fault_of_ours_is_not_hidden(error: Exception) -> None:
    assert describe_error(error) is None
    result = _run(_raise(error))
    assert result.exit_code == 1
    assert result.exception is error


def test_click_s_own_errors_pass() -> None:
    result = _run(_raise(click.UsageError("så inte")))
    assert result.exit_code == 2
    assert "så inte" in result.stderr


def _summarise(_db_dir: Path, console: Console) -> None:
    console.line("börjar")
    console.summary(
        "prov", {"artiklar_nya": 2, "andel": 0.5, "skäl": {"ingen text": 1}, "inga": {}}
    )


def test_json_is_the_summary_alone() -> None:
    result = _run(_summarise, "--json")
    assert json.loads(result.stdout) == {
        **{"stage": "prov", "artiklar_nya": 2, "andel": 0.5},
        **{"skäl": {"ingen text": 1}, "inga": {}},
    }
    assert result.stdout.count("\n") == 1
    assert "skäl" in result.stdout, "Swedish letters are not escaped"


def test_a_person_gets_a_line_a_value() -> None:
    result = _run(_summarise)
    assert result.stdout.splitlines() == [
        *("börjar", "prov:", "  artiklar nya: 2", "  andel: 0.5000"),
        *("  skäl: ingen text 1", "  inga: none"),
    ]


def test_quiet_says_nothing_unless_a_script_asks() -> None:
    assert _run(_summarise, "--quiet").output == ""
    assert json.loads(_run(_summarise, "--quiet", "--json").stdout)["artiklar_nya"] == 2


def test_progress_in_a_log_is_a_line_now_and_then(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = iter(range(0, 1000, int(LOG_EVERY_S) // 2))
    monkeypatch.setattr("data.console.time.monotonic", lambda: float(next(clock)))
    console = Console(quiet=False, as_json=False)
    assert list(console.progress(range(7), 7, "tag")) == list(range(7))
    assert capsys.readouterr().err.splitlines()[0] == "tag: 3 of 7"
    quiet = Console(quiet=True, as_json=False)
    assert list(quiet.progress(range(7), 7, "tag")) == list(range(7))
    assert capsys.readouterr().err == ""


def test_the_folder_of_the_databases(tmp_path: Path) -> None:
    seen: list[Path] = []

    def body(db_dir: Path, _console: Console) -> None:
        seen.append(db_dir)

    _run(body, MEDIAGRANSKNING_DB_DIR="")
    _run(body, MEDIAGRANSKNING_DB_DIR=str(tmp_path))
    _run(body, "--db-dir", str(tmp_path / "x"), MEDIAGRANSKNING_DB_DIR=str(tmp_path))
    assert seen == [DEFAULT_DB_DIR, tmp_path, tmp_path / "x"]
