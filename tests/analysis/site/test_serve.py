from __future__ import annotations

import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from analysis.site.serve import serve
from data.errors import Busy


@pytest.fixture
def db_dir(tmp_path: Path) -> Path:
    connection = sqlite3.connect(tmp_path / "public.db")
    connection.execute("CREATE TABLE metod (nyckel TEXT)")
    connection.commit()
    connection.close()
    return tmp_path


def test_a_taken_port_is_said_in_one_line(db_dir: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(Busy, match="--port"):
            serve(db_dir, taken.getsockname()[1], print)


def test_it_serves_on_loopback_and_ends_cleanly(db_dir: Path) -> None:
    command = [sys.executable, "-m", "analysis.cli", "serve", "--port", "0"]
    process = subprocess.Popen(
        [*command, "--db-dir", str(db_dir)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        url = process.stdout.readline().split()[1]
        assert url.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(url, timeout=20) as answer:
            assert "Här finns inga siffror ännu" in answer.read().decode()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
    finally:
        process.kill()
        process.communicate()
    assert process.returncode == 0
    assert errors == ""
