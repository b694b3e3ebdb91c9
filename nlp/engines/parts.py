"""A part as a Parquet file: what the pipeline says of some dozen articles, an article a row.

A file is written beside its place and moved there when it is whole: it is done or not there.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import Any
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq

from data.errors import BadInput
from data.records import Contributor, Mention, Person, PlaceLabel, Quote, Tagging, TopicLabel
from data.vocab import ContributorRole, Evidence, Function, Gender, Genre, Occupation, TopicKind

SUFFIX = ".parquet"
DRAFT = ".draft"
_TEXT, _WHOLE, _REAL, _FLAG = pa.string(), pa.int32(), pa.float64(), pa.bool_()


def _list_of(**columns: pa.DataType) -> pa.DataType:
    return pa.list_(pa.struct(list(columns.items())))


_PERSON = pa.list_(
    pa.struct(
        [
            ("position", _WHOLE), ("name", _TEXT), ("gender", _TEXT), ("p_woman", _REAL),
            ("evidence", _TEXT), ("evidence_text", _TEXT), ("function", _TEXT),
            ("occupation_group", _TEXT),
            ("mentions", _list_of(start_char=_WHOLE, end_char=_WHOLE, text=_TEXT)),
            ("in_headline", _FLAG), ("in_lead", _FLAG), ("quoted_direct", _FLAG),
            ("quoted_indirect", _FLAG), ("quoted_words", _WHOLE), ("p_low", _REAL),
            ("p_high", _REAL), ("evidence_start", _WHOLE), ("evidence_end", _WHOLE),
            ("conflict", _TEXT), ("title", _TEXT), ("affiliation", _TEXT), ("party", _TEXT),
            ("gmmp_occupation", _TEXT), ("position_in_business", _TEXT), ("family_role", _TEXT),
            ("is_victim", _FLAG), ("is_survivor", _FLAG), ("in_first_third", _FLAG),
            ("in_caption", _FLAG), ("share_of_quoted_words", _REAL), ("has_first_word", _FLAG),
            ("has_last_word", _FLAG), ("is_central", _FLAG),
        ]
    )
)  # fmt: skip
SCHEMA = pa.schema(
    [
        ("article_id", _TEXT), ("content_hash", _TEXT), ("model", _TEXT), ("genre", _TEXT),
        ("failure", _TEXT), ("persons", _PERSON),
        (
            "quotes",
            _list_of(
                start_char=_WHOLE, end_char=_WHOLE, text=_TEXT, direct=_FLAG, person=_WHOLE,
                speaker_text=_TEXT, method=_TEXT, probability=_REAL,
            ),
        ),
        (
            "topics",
            _list_of(kind=_TEXT, label=_TEXT, probability=_REAL, evidence=_TEXT, uncertain=_FLAG),
        ),
        ("places", _list_of(municipality=_TEXT, weight=_REAL, mentions=_WHOLE)),
        ("contributors", _list_of(name=_TEXT, role=_TEXT)),
    ]
)  # fmt: skip
# Columns that hold a word of a vocabulary, by the record that they belong to.
_WORDS: dict[type, dict[str, Any]] = {
    Person: {
        "gender": Gender,
        "evidence": Evidence,
        "function": Function,
        "occupation_group": Occupation,
    },
    TopicLabel: {"kind": TopicKind},
    Contributor: {"role": ContributorRole},
}


def _to_dict(record: Any) -> dict[str, Any]:
    """A record as plain values: words of the vocabulary as text, records in it as dicts."""
    return {f.name: _to_plain(getattr(record, f.name)) for f in fields(record)}


def _to_plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_to_dict(one) for one in value]
    return str(value) if isinstance(value, str) else value


def _from_dict(kind: Any, row: dict[str, Any]) -> Any:
    values = row | {name: word(row[name]) for name, word in _WORDS.get(kind, {}).items()}
    if kind is Person:
        values["mentions"] = tuple(Mention(**one) for one in row["mentions"])
    return kind(**values)


def write_part(folder: Path, results: Iterable[tuple[str, str, Tagging | str]], label: str) -> Path:
    """Write (article id, content hash, tagging or failure) of each article; returns the file."""
    empty = dict.fromkeys(("persons", "quotes", "topics", "places", "contributors"), ())
    rows = [
        {"article_id": key, "content_hash": text, "model": label, "genre": "", **empty,
         "failure": result}
        if isinstance(result, str)
        else _to_dict(result) | {"failure": ""}
        for key, text, result in results
    ]  # fmt: skip
    path = folder / f"{uuid4().hex}{SUFFIX}"
    draft = path.with_suffix(DRAFT)
    try:
        with draft.open("wb") as file:
            pq.write_table(pa.Table.from_pylist(rows, SCHEMA), file, compression="zstd")
            file.flush()
            os.fsync(file.fileno())
        draft.rename(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return path


def read_part(path: Path) -> list[tuple[str, str, str, Tagging | str]]:
    """(article id, content hash, label, tagging or failure) of each article of a part.

    Raises BadInput for a file that is no whole part: a disk that failed, a program of another kind.
    """
    try:
        with path.open("rb") as file:
            rows = pq.read_table(file, schema=SCHEMA).to_pylist()
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowKeyError) as error:
        raise BadInput(f"{path}: is no part of a tagging run; remove it and run 'tag'") from error
    return [
        (row["article_id"], row["content_hash"], row["model"], row["failure"] or _thaw(row))
        for row in rows
    ]


def _thaw(row: dict[str, Any]) -> Tagging:
    return Tagging(
        article_id=row["article_id"],
        content_hash=row["content_hash"],
        model=row["model"],
        genre=Genre(row["genre"]),
        persons=tuple(_from_dict(Person, one) for one in row["persons"]),
        quotes=tuple(_from_dict(Quote, one) for one in row["quotes"]),
        topics=tuple(_from_dict(TopicLabel, one) for one in row["topics"]),
        places=tuple(_from_dict(PlaceLabel, one) for one in row["places"]),
        contributors=tuple(_from_dict(Contributor, one) for one in row["contributors"]),
    )


def list_parts(folder: Path) -> list[Path]:
    """The parts that are done and not yet taken in, oldest first."""
    return sorted(folder.glob(f"*{SUFFIX}"), key=lambda path: (path.stat().st_mtime_ns, path.name))
