"""Writes a kit into its folder: file by file in one step each, and nothing stale is left."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from analysis.press.kit import MANIFEST
from data.errors import BadInput


def write_kit(files: Mapping[str, bytes], folder: Path) -> dict[str, bool]:
    """Write the files; returns for each path whether it changed.

    What an earlier kit left in the folder and this one does not have is taken away: a page with
    an outlet's name must not lie beside a kit without names. Only files that the earlier manifest
    names are touched. Raises BadInput when the folder is a file.
    """
    if folder.exists() and not folder.is_dir():
        raise BadInput(f"{folder} is a file; name a folder with --out")
    folder.mkdir(parents=True, exist_ok=True)
    for stale in _read_manifest(folder) - files.keys():
        path = folder / stale
        path.unlink(missing_ok=True)
        if path.parent != folder and path.parent.is_dir() and not any(path.parent.iterdir()):
            path.parent.rmdir()
    return {name: _replace(folder / name, content) for name, content in files.items()}


def _read_manifest(folder: Path) -> set[str]:
    """The files of the kit that lies in the folder; none where there is no readable manifest."""
    try:
        listed = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["filer"]
        return {name for name in listed if _is_inside(name)}
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return set()


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts


def _replace(path: Path, content: bytes) -> bool:
    if path.is_file() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.new")
    try:
        draft.write_bytes(content)
        os.replace(draft, path)  # noqa: PTH105 - the word for atomic replacement
    finally:
        draft.unlink(missing_ok=True)
    return True
