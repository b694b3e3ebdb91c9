"""People and gender on real documents: the Riksdag's interpellations with the register's gender.

A person of the file counts when the full name, without title and party, stands in the text.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from pathlib import Path

from benchmarks.report import Report
from data.identity import normalise_text
from nlp.drafts import get_persons
from nlp.pipeline import build_pipeline
from nlp.tag import make_doc

_TITLE = re.compile(r"^(?:[^\W\d_]*(?:minister|statsrådet|statsråd|- och)\s+)+", re.IGNORECASE)


def clean_name(name: str) -> str:
    """The personal name alone: no party in parentheses, no office in front."""
    return _TITLE.sub("", re.sub(r"\s*\(.*", "", name)).strip()


def report_agreement(report: Report, path: Path) -> None:
    """Recall and gender agreement for women and men, and each miss."""
    nlp = build_pipeline()
    counts: Counter[str] = Counter()
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    for row in rows:
        title, text = normalise_text(row["title"]), normalise_text(row["text"])
        persons = get_persons(nlp(make_doc(nlp, title.replace("\n", " "), text)))
        words = " ".join(f"{title} {text}".split())
        for person in row["people"]:
            name = clean_name(person["name"])
            if name not in words:
                continue
            gender = person["gender"]
            counts[f"{gender} in text"] += 1
            found = [p for p in persons if p.name.casefold() == name.casefold()]
            if not found:
                report.line(f"missed: {name} ({gender}) in {row['id']}")
                continue
            counts[f"{gender} found"] += 1
            counts[f"{gender} {'right' if found[0].gender == gender else 'not right'}"] += 1
            if found[0].gender != gender:
                report.line(f"{name} is {gender}, said {found[0].gender} in {row['id']}")
    for gender in ("woman", "man"):
        in_text, found_n = counts[f"{gender} in text"], counts[f"{gender} found"]
        right = counts[f"{gender} right"]
        what = "women" if gender == "woman" else "men"
        report.figure(f"{what} of the register found, of {in_text}", found_n / in_text, "")
        report.figure(f"{what}: gender agrees", right / found_n, "")
    in_text = counts["woman in text"] + counts["man in text"]
    found_n = counts["woman found"] + counts["man found"]
    right = counts["woman right"] + counts["man right"]
    report.figure(f"people of the register found, of {in_text}", found_n / in_text, "", floor=0.97)
    report.figure("gender agrees", right / found_n, "", floor=0.995)
