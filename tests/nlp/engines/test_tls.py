"""A cluster whose traffic is encrypted, as docs/national.md sets it up."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.nlp.engines.stores import count_tagged, tag_command, wait_until, write_store

N = 60
Environment = dict[str, str]


def _openssl(folder: Path, command: str) -> None:
    subprocess.run(["openssl", *command.split()], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def certified(tmp_path: Path) -> Environment:
    """Variables of who holds a certificate of the cluster's authority."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    curve = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
    _openssl(
        tmp_path, f"req -x509 {curve} -days 2 -keyout ca.key -out ca.pem -subj /CN=granskning-ca"
    )
    _openssl(tmp_path, f"req {curve} -keyout node.key -out node.csr -subj /CN=granskning-node")
    _openssl(
        tmp_path,
        "x509 -req -in node.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -out node.pem",
    )
    known = {
        "DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION": "true",
        "DASK_DISTRIBUTED__COMM__TLS__CA_FILE": str(tmp_path / "ca.pem"),
    }
    for role in ("SCHEDULER", "WORKER", "CLIENT"):
        start = f"DASK_DISTRIBUTED__COMM__TLS__{role}__"
        known |= {f"{start}CERT": str(tmp_path / "node.pem")}
        known |= {f"{start}KEY": str(tmp_path / "node.key")}
    return os.environ | known


@pytest.fixture
def scheduler(tmp_path: Path, certified: Environment) -> Iterator[str]:
    """The address of a scheduler with one worker."""
    pytest.importorskip("distributed")
    note = tmp_path / "scheduler.json"
    dask = [sys.executable, "-m", "dask"]
    host = ["--host", "tls://127.0.0.1", "--no-dashboard"]
    calm: dict[str, Any] = {
        "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": certified,
    }  # fmt: skip
    file = ["--port", "0", "--scheduler-file", str(note)]
    processes = [subprocess.Popen([*dask, "scheduler", *host, *file], **calm)]
    try:
        wait_until(lambda: note.exists() and note.read_text().endswith("}"))
        address = str(json.loads(note.read_text())["address"])
        worker = ["worker", address, *host, "--nthreads", "1", "--no-nanny"]
        processes.append(subprocess.Popen([*dask, *worker, "--death-timeout", "20"], **calm))
        yield address
    finally:
        for process in reversed(processes):
            process.kill()
            process.wait()


def test_who_holds_a_certificate_tags_and_nobody_else(
    tmp_path: Path, scheduler: str, certified: Environment
) -> None:
    write_store(tmp_path, N)
    assert scheduler.startswith("tls://127.0.0.1:")
    command = tag_command(tmp_path, "--scheduler", scheduler)
    in_the_open = tag_command(tmp_path, "--scheduler", scheduler.replace("tls", "tcp"))
    for attempt, env in ((command, None), (in_the_open, certified)):
        refused = subprocess.run(attempt, capture_output=True, text=True, env=env)
        assert refused.returncode == 2
        assert refused.stderr.startswith("Error: no dask scheduler answers")
        assert refused.stderr.count("\n") == 1
    assert count_tagged(tmp_path) == 0
    done = subprocess.run(command, capture_output=True, text=True, env=certified)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["articles_tagged"] == N
    assert count_tagged(tmp_path) == N
