"""People and gender on real documents: the Riksdag's interpellations with the register's gender.

A person of the file counts when the full name, without title and party, stands in the text.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from pathlib import Path

from data.identity import normalise_text
from nlp.drafts import get_persons
from nlp.pipeline import build_pipeline
from nlp.tag import make_doc

_TITLE = re.compile(r"^(?:[^\W\d_]*(?:minister|statsrådet|statsråd|- och)\s+)+", re.IGNORECASE)


def clean_name(name: str) -> str:
    """The personal name alone: no party in parentheses, no office in front."""
    return _TITLE.sub("", re.sub(r"\s*\(.*", "", name)).strip()


def report_agreement(path: Path) -> None:
    """Print recall and gender agreement for women and men, and each miss."""
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
                print(f"missed: {name} ({gender}) in {row['id']}")
                continue
            counts[f"{gender} found"] += 1
            counts[f"{gender} {'right' if found[0].gender == gender else 'not right'}"] += 1
            if found[0].gender != gender:
                print(f"gender: {name} is {gender}, said {found[0].gender} in {row['id']}")
    for gender in ("woman", "man"):
        in_text, found_n = counts[f"{gender} in text"], counts[f"{gender} found"]
        print(
            f"{gender}: {in_text} in text, recall {found_n / in_text:.4f}, "
            f"gender agrees {counts[f'{gender} right'] / found_n:.4f}"
        )
    in_text = counts["woman in text"] + counts["man in text"]
    found_n = counts["woman found"] + counts["man found"]
    right = counts["woman right"] + counts["man right"]
    print(f"all: {in_text} in text, recall {found_n / in_text:.4f}, agrees {right / found_n:.4f}")
