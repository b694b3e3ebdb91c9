"""What every command shares: where the databases are, progress, summaries, one-line errors."""

from __future__ import annotations

import errno
import functools
import json
import logging
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import click

from data.errors import MediagranskningError

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")
DEFAULT_DB_DIR = Path("data/var")
LOG_EVERY_S = 10.0  # in a log, a line of progress each ten seconds; often enough to see life


class Console:
    """Talks to the user of one command; quiet and --json keep it to errors and the summary."""

    def __init__(self, *, quiet: bool, as_json: bool) -> None:
        self.quiet = quiet or as_json
        self.as_json = as_json

    def line(self, text: str) -> None:
        if not self.quiet:
            click.echo(text)

    def progress(self, items: Iterable[T], total: int, what: str) -> Iterator[T]:
        """Hand ``items`` on with a bar on a terminal and plain lines in a log."""
        if self.quiet:
            yield from items
        elif sys.stderr.isatty():
            from tqdm import tqdm

            yield from tqdm(items, total=total, desc=what, unit="", leave=False)
        else:
            last = time.monotonic()
            for done, item in enumerate(items, 1):
                yield item
                if time.monotonic() - last > LOG_EVERY_S:
                    last = time.monotonic()
                    click.echo(f"{what}: {done} of {total}", err=True)

    def summary(self, stage: str, values: dict[str, Any]) -> None:
        """Print the counts at the end: JSON for scripts, else a line a value."""
        if self.as_json:
            click.echo(json.dumps({"stage": stage, **values}, ensure_ascii=False))
            return
        if self.quiet:
            return
        click.echo(f"{stage}:")
        for key, value in values.items():
            label = key.replace("_", " ")
            if isinstance(value, dict):
                shown = ", ".join(f"{k} {v}" for k, v in value.items()) or "none"
            else:
                shown = f"{value:.4f}" if isinstance(value, float) else str(value)
            click.echo(f"  {label}: {shown}")


def describe_error(error: BaseException) -> str | None:
    """One line for a failure the user can act on; None for one that is a fault of ours."""
    if isinstance(error, MediagranskningError):
        return str(error)
    text = str(error)
    if isinstance(error, sqlite3.OperationalError | sqlite3.DatabaseError):
        if "disk is full" in text:
            return "the disk is full; make room and run the same command again, it goes on"
        if "disk I/O error" in text:  # so a full disk shows when a database is opened
            return "the disk is full or cannot be written; make room and run the same command again"
        if "locked" in text:
            return "the database is locked by another program; close it and run again"
        if "not a database" in text or "malformed" in text:
            return f"the database file cannot be read ({text}); restore it from a copy"
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return "the disk is full; make room and run the same command again, it goes on"
    if isinstance(error, PermissionError | IsADirectoryError | NotADirectoryError):
        return f"{error.filename}: {error.strerror}; check the path and your rights to it"
    return None


def command_options(function: Callable[P, R]) -> Callable[P, R]:
    """Give a command --db-dir, --quiet and --json, and turn known errors into one line."""

    @click.option(
        "--db-dir",
        type=click.Path(path_type=Path, file_okay=False),
        default=DEFAULT_DB_DIR,
        envvar="MEDIAGRANSKNING_DB_DIR",
        show_default=True,
        help="Folder of the databases.",
    )
    @click.option("--quiet", is_flag=True, help="Print errors only.")
    @click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
    @functools.wraps(function)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        quiet, as_json = bool(kwargs.pop("quiet")), bool(kwargs.pop("as_json"))
        kwargs["console"] = Console(quiet=quiet, as_json=as_json)
        logging.basicConfig(format="%(levelname)s %(message)s")
        for handler in logging.getLogger().handlers:  # libraries set their loggers lower
            handler.setLevel(logging.WARNING)
        try:
            return function(*args, **kwargs)
        except Exception as error:
            message = describe_error(error)
            if message is None:
                raise
            click.echo(f"Error: {message}", err=True)
            sys.exit(2)

    return wrapped
