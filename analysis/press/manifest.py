"""manifest.json: what the kit is made of, what was signed off, and a hash of every file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from importlib.metadata import version

from analysis.press.facts import Facts

MADE_WITH = ("altair", "vl-convert-python", "typst", "python-docx", "python-pptx", "xlsxwriter")


def render_manifest(facts: Facts, files: Mapping[str, bytes]) -> bytes:
    """The manifest of these files, without itself."""
    made = facts.provenance
    content = {
        "utgåva": facts.edition or None,
        "period": facts.period.name,
        "stämpel": facts.stamp.isoformat().replace("+00:00", "Z"),
        "embargo": facts.embargo or None,
        "medier anonymiserade": facts.anonymised,
        "siffrornas hash": made.figures_sha256,
        "fryst": made.frozen_at or None,
        "räknad med version": made.version,
        "räknad med kod": made.code_sha256,
        "modeller": list(made.models),
        "granskade rader": made.n_reviewed,
        "signering": {
            "signerad": facts.signoffs.signed,
            "inaktuell": facts.signoffs.stale,
            "också ogranskade sägs": facts.signoffs.all_told,
            "när": facts.signoffs.signed_at or None,
            "granskade siffror": [" ".join(key) for key in sorted(facts.signoffs.reviewed)],
            "tveksamma siffror": [" ".join(key) for key in sorted(facts.signoffs.doubtful)],
        },
        "förbehåll": list(facts.notes),
        "materialet gjort med": {
            "mediagranskning": version("mediagranskning"),
            **{name: version(name) for name in MADE_WITH},
        },
        "filer": {
            name: {"sha256": hashlib.sha256(content).hexdigest(), "byte": len(content)}
            for name, content in sorted(files.items())
        },
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
