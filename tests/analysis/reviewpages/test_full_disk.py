"""A disk without room is said on a page in Swedish (tried by hand on a full tmpfs too)."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from types import SimpleNamespace

import pytest

from analysis.review import requests


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_database_that_cannot_be_opened_is_said(
    method: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def open_on_full_disk(_: Path) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(requests, "ReviewStore", open_on_full_disk)
    request = SimpleNamespace(method=method, url_vars={})
    route = SimpleNamespace(get=print, post=print, is_open=False, right=None)
    answer, user = requests._answer(route, tmp_path, request, {})
    assert answer.status == 503
    assert "sparades inte" in str(answer)
    assert user is None
