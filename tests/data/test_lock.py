"""One writer a stage, and no lock that outlives its holder."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from data.errors import Busy
from data.lock import hold_lock

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no flock")

HOLD = (
    "import sys, pathlib; from data.lock import hold_lock\n"
    "with hold_lock(pathlib.Path(sys.argv[1]), 'collect'):\n"
    "    print('held', flush=True); sys.stdin.read()\n"
)


@contextmanager
def _other_holder(db_dir: Path) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(db_dir)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "held\n"
            yield process
        finally:
            process.kill()


def test_a_second_holder_in_another_process_is_told_who_has_it(tmp_path: Path) -> None:
    with _other_holder(tmp_path) as process:
        with pytest.raises(Busy, match=f"process {process.pid}"), hold_lock(tmp_path, "collect"):
            pytest.fail("two hold the lock")
        with hold_lock(tmp_path, "tag"):
            pass  # another stage may work
        with hold_lock(tmp_path / "annan", "collect"):
            pass  # and so may another database


def test_a_killed_holder_frees_the_lock(tmp_path: Path) -> None:
    with _other_holder(tmp_path) as process:
        process.kill()
        process.wait()
        with hold_lock(tmp_path, "collect"):
            assert (tmp_path / "collect.lock").read_text() == str(os.getpid())


def test_the_lock_is_freed_when_the_block_fails(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="prov"), hold_lock(tmp_path, "collect"):
        raise RuntimeError("prov")
    with hold_lock(tmp_path, "collect"):
        pass


def test_the_message_is_one_line_and_says_what_to_do(tmp_path: Path) -> None:
    with (
        hold_lock(tmp_path, "collect"),
        pytest.raises(Busy, match="wait for it to end, or use another --db-dir") as caught,
        hold_lock(tmp_path, "collect"),
    ):
        pytest.fail("two hold the lock")
    assert "\n" not in str(caught.value)
