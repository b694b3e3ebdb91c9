"""Install the package in fresh environments, plain and with each extra alone, and use it.

Run with ``.venv/bin/python tests/extras.py [EXTRA…]``; needs a package index. Exit code 0 when the
core works without any extra, says in one line what an absent one is called, and each extra works
by itself.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
FILL = """
import sys
from pathlib import Path
from data.identity import content_hash
from data.records import Article, Outlet
from data.store import MediaStore
with MediaStore(Path(sys.argv[1])) as store:
    store.save_outlets([Outlet("o", "O")])
    for i in range(60):
        text = f"Karin Lidström bygger {i} hus i Boden. – Det går bra, säger Karin Lidström."
        store.save_article(Article(f"a{i:02}", "o", f"https://o.example/{i}", "Hus", text,
            "2026-10-01", content_hash("Hus", text)))
"""
# Extra -> engine that must work with it, and must say in one line that it is missing without.
ENGINES = {"dask": "dask"}


def _find_uv() -> str:
    own = Path(sys.executable).parent / "uv"
    found = str(own) if own.exists() else shutil.which("uv")
    if found is None:
        raise SystemExit("uv is not here; run make setup first")
    return found


def install(folder: Path, extra: str) -> Path:
    """A fresh environment with the package and one extra or none; returns its bin folder."""
    uv = _find_uv()
    subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, str(folder)], check=True)
    python = folder / "bin" / "python"
    what = f"{ROOT}[{extra}]" if extra else str(ROOT)
    subprocess.run([uv, "pip", "install", "--quiet", "--python", str(python), what], check=True)
    return folder / "bin"


def _tag(bin_folder: Path, store: Path, engine: str) -> subprocess.CompletedProcess[str]:
    command = [str(bin_folder / "mediagranskning"), "tag", "--json", "--db-dir", str(store)]
    return subprocess.run(
        [*command, "--engine", engine], capture_output=True, text=True, cwd=store.parent
    )


def check(folder: Path, extra: str) -> None:
    """Raises AssertionError where the installation does not do what it should."""
    bin_folder = install(folder / "venv", extra)
    store = folder / "db"
    python = str(bin_folder / "python")
    subprocess.run([python, "-c", FILL, str(store)], check=True, cwd=folder)
    for name, engine in ENGINES.items():
        if name != extra:
            done = _tag(bin_folder, store, engine)
            assert done.returncode == 2, done
            assert done.stderr.startswith("Error: "), done.stderr
            assert done.stderr.count("\n") == 1, done.stderr
            assert f"mediagranskning[{name}]" in done.stderr, done.stderr
    done = _tag(bin_folder, store, ENGINES.get(extra, "sequential"))
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["articles_tagged"] == 60, said
    assert said["engine"] == ENGINES.get(extra, "sequential"), said
    sys.stdout.write(f"{extra or 'core'}: works alone\n")


def main(wanted: list[str]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = ["", *project.get("optional-dependencies", {})]
    for extra in wanted or extras:
        with tempfile.TemporaryDirectory() as name:
            check(Path(name), "" if extra == "core" else extra)


if __name__ == "__main__":
    main(sys.argv[1:])
