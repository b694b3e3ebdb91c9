"""Where figures come from: hashes of the code, the models and the reference tables."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

import analysis
from analysis.frames import Material

ROOT = Path(analysis.__file__).parent.parent
CODE_FOLDERS = ("analysis", "data", "nlp")
FILE_FOLDERS = ("nlp/models", "data/reference")


def describe_models(material: Material) -> dict[str, Any]:
    """Which models tagged the articles, and hashes of the model and reference files at hand."""
    names = sorted(set(material.articles["model"].dropna().astype(str)))
    files = [
        path
        for folder in FILE_FOLDERS
        for path in sorted((ROOT / folder).rglob("*"))
        if path.is_file() and path.suffix not in {".py", ".pyc"}
    ]
    return {
        "names": names,
        "files": {
            path.relative_to(ROOT).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in files
        },
    }


@lru_cache(maxsize=1)
def hash_code() -> str:
    """A hash over the source files that make figures out of articles."""
    digest = hashlib.sha256()
    for folder in CODE_FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            digest.update(path.relative_to(ROOT).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
