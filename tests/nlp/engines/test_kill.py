"""kill -9 of a worker, of the writer, of the scheduler: rerun, and the rows are as ever."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.nlp.engines.stores import (
    count_tagged,
    read_rows,
    start,
    tag_command,
    wait_until,
    write_store,
)

N = 600  # some seconds of work for the rules alone: time to be killed in


def run(folder: Path, *options: str) -> dict[str, Any]:
    done = subprocess.run(tag_command(folder, *options), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    summary: dict[str, Any] = json.loads(done.stdout)
    return summary


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    folder = tmp_path_factory.mktemp("calm")
    write_store(folder, N)
    assert run(folder, "--engine", "sequential")["articles_tagged"] == N
    return read_rows(folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_store(tmp_path, N)
    return tmp_path


def children(pid: int, words: str) -> list[int]:
    """Processes under ``pid`` whose command line holds these words."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            line = Path(f"/proc/{child}/cmdline").read_bytes().replace(b"\0", b" ").decode()
            found += [child] if words in line else []
            found += children(child, words)
    return found


def finish(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, error = process.communicate(timeout=180)
    return process.returncode, out, error


def test_a_killed_process_of_the_pool_costs_the_retry_of_its_part(
    folder: Path, expected: dict[str, list[Any]]
) -> None:
    process = start(folder, "--engine", "pool", "--processes", "2")
    wait_until(lambda: count_tagged(folder) > 0)
    os.kill(children(process.pid, "spawn_main")[0], signal.SIGKILL)
    code, out, error = finish(process)
    assert code == 0, error
    summary = json.loads(out)
    assert summary["articles_tagged"] == N
    assert summary["parts_tried_again"] <= 1  # none where it was between two parts
    assert read_rows(folder) == expected


def test_a_killed_writer_loses_nothing(folder: Path, expected: dict[str, list[Any]]) -> None:
    process = start(folder, "--engine", "pool", "--processes", "2")
    wait_until(lambda: count_tagged(folder) > 0)
    workers = children(process.pid, "spawn_main")
    process.kill()
    finish(process)
    wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers))
    before = count_tagged(folder)
    assert 0 < before < N
    summary = run(folder, "--processes", "2")
    done = summary["articles_tagged"] + summary["taken_over_from_an_earlier_run"]
    assert done == N - before
    assert read_rows(folder) == expected
    assert not (folder / "parts").exists()


def test_a_killed_dask_worker_costs_the_retry_of_its_part(
    folder: Path, expected: dict[str, list[Any]]
) -> None:
    pytest.importorskip("distributed")
    process = start(folder, "--engine", "dask", "--processes", "2")
    wait_until(lambda: count_tagged(folder) > 0)
    os.kill(children(process.pid, "spawn_main")[0], signal.SIGKILL)
    code, out, error = finish(process)
    assert code == 0, error
    assert json.loads(out)["articles_tagged"] == N
    assert read_rows(folder) == expected


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler with two workers, each a process of its own, and the processes."""
    pytest.importorskip("distributed")
    note = tmp_path / "scheduler.json"
    options = ["--host", "127.0.0.1", "--no-dashboard"]
    python = [sys.executable, "-m", "dask"]
    calm: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    processes = [
        subprocess.Popen(
            [*python, "scheduler", *options, "--port", "0", "--scheduler-file", str(note)], **calm
        )
    ]
    wait_until(lambda: note.exists() and note.read_text().endswith("}"))
    address = json.loads(note.read_text())["address"]
    worker = [*python, "worker", address, "--nthreads", "1", "--no-nanny", "--death-timeout", "20"]
    processes += [subprocess.Popen([*worker, *options], **calm) for _ in range(2)]
    yield address, processes
    for process in reversed(processes):
        process.kill()
        process.wait()


def test_a_killed_scheduler_is_said_and_a_rerun_completes(
    folder: Path,
    expected: dict[str, list[Any]],
    cluster: tuple[str, list[subprocess.Popen[bytes]]],
) -> None:
    address, (scheduler, *_) = cluster
    process = start(folder, "--scheduler", address)
    wait_until(lambda: count_tagged(folder) > 0)
    scheduler.kill()
    code, _, error = finish(process)
    assert code == 2, error
    [line] = error.splitlines()
    assert line.startswith(f"Error: the scheduler at {address} is gone")
    before = count_tagged(folder)
    assert 0 < before < N
    summary = run(folder, "--engine", "dask", "--processes", "2")
    done = summary["articles_tagged"] + summary["taken_over_from_an_earlier_run"]
    assert done == N - before
    assert read_rows(folder) == expected


def test_a_killed_worker_of_a_scheduler_elsewhere(
    folder: Path,
    expected: dict[str, list[Any]],
    cluster: tuple[str, list[subprocess.Popen[bytes]]],
) -> None:
    address, (_, worker, _) = cluster
    process = start(folder, "--scheduler", address)
    wait_until(lambda: count_tagged(folder) > 0)
    worker.kill()
    code, out, error = finish(process)
    assert code == 0, error
    assert json.loads(out)["articles_tagged"] == N
    assert read_rows(folder) == expected


def test_no_scheduler_there(folder: Path) -> None:
    pytest.importorskip("distributed")
    code, _, error = finish(start(folder, "--scheduler", "tcp://127.0.0.1:9"))
    assert code == 2, error
    [line] = error.splitlines()
    assert line.startswith("Error: no dask scheduler answers at tcp://127.0.0.1:9; start one")
