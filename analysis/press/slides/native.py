"""Charts that PowerPoint and LibreOffice can edit: bars from zero, with intervals drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_MARK
from pptx.oxml.ns import qn
from pptx.util import Pt

from analysis.press.charts.chart import Chart, ChartRow
from analysis.press.slides.template import FONT, INK, LANGUAGE, LINE, QUIET, colour, set_language
from analysis.swedish import NBSP

WOMEN, MEN, OTHER = "00534D", "E69F00", "9AA3A8"
# Shares are light, so that the interval is seen over the bar as well as beside it.
SHARE, BASE = "8FB3AE", "D9DCD8"
OTHERS = "Jämförd grupp"
_SERIES_COLOURS = {
    **{"Kvinnor": WOMEN, "Män": MEN, "Icke-binära eller okänt": OTHER},
    **{"Nyheterna": SHARE, OTHERS: BASE},
}
FEW_BARS = 12  # with more the letters are set smaller
_CHART_NS = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_MAIN_NS = "http://schemas.openxmlformats.org/drawingml/2006/main"


@dataclass(frozen=True, slots=True)
class Series:
    """Values in the order of the categories; a limit is None where there is no interval."""

    name: str
    values: tuple[float | None, ...]
    lows: tuple[float | None, ...]
    highs: tuple[float | None, ...]


def add_native_chart(slide: Any, chart: Chart, box: tuple[int, int, int, int]) -> Any:
    """Draw a chart of the kit as an object of the slide's own; returns its frame."""
    categories, series = arrange_rows(chart)
    form = {"bars": XL_CHART_TYPE.BAR_STACKED, "line": XL_CHART_TYPE.COLUMN_CLUSTERED}.get(
        chart.kind, XL_CHART_TYPE.BAR_CLUSTERED
    )
    make: Any = CategoryChartData
    table = make(number_format="General")
    table.categories = categories
    for own in series:
        table.add_series(own.name, own.values)
    frame = slide.shapes.add_chart(form, *box, table)
    frame.name = chart.title
    frame._element.nvGraphicFramePr.cNvPr.set("descr", chart.alt)
    _style(frame.chart, chart, series)
    return frame


def count_bars(chart: Chart) -> int:
    """How many categories a chart has on a slide."""
    return len(arrange_rows(chart)[0])


def arrange_rows(chart: Chart) -> tuple[list[str], list[Series]]:
    """Categories and series of a chart's rows, each category once in its place."""
    if chart.kind == "shares" and any(row.series for row in chart.rows):
        return _arrange_beside(chart.rows)
    rows = [row for row in chart.rows if not row.series.endswith("minus män")]
    names = list(dict.fromkeys(row.series for row in rows))
    categories = list(dict.fromkeys(row.label for row in rows))
    found = {(row.series, row.label): row for row in rows}
    series = []
    for name in names:
        own = [found.get((name, label)) for label in categories]
        series.append(_make_series(name or "Andel kvinnor, procent", own))
    return [label[:1].upper() + label[1:] for label in categories], series


def _arrange_beside(rows: Sequence[ChartRow]) -> tuple[list[str], list[Series]]:
    """News beside the population: rows come in pairs, and the pair is one category."""
    pairs = [(row, other) for row, other in zip(rows[::2], rows[1::2], strict=True)]
    categories = [f"{row.label} / {other.series}" for row, other in pairs]
    return categories, [
        _make_series("Nyheterna", [row for row, _ in pairs]),
        _make_series(OTHERS, [other for _, other in pairs]),
    ]


def _make_series(name: str, rows: Sequence[ChartRow | None]) -> Series:
    return Series(
        name,
        tuple(None if row is None else row.value for row in rows),
        tuple(None if row is None else row.low for row in rows),
        tuple(None if row is None else row.high for row in rows),
    )


def _style(drawn: Any, chart: Chart, series: Sequence[Series]) -> None:
    drawn.has_title = False
    drawn.font.name, drawn.font.size = FONT, Pt(13)
    drawn.font.color.rgb = colour(INK)
    drawn.has_legend = len(series) > 1
    if drawn.has_legend:
        drawn.legend.position = XL_LEGEND_POSITION.BOTTOM
        drawn.legend.include_in_layout = False
    plot = drawn.plots[0]
    plot.gap_width = 45
    plot.overlap = 100 if chart.kind == "bars" else 0
    for own, drawn_series in zip(series, plot.series, strict=True):
        fill = drawn_series.format.fill
        fill.solid()
        fill.fore_color.rgb = colour(_SERIES_COLOURS.get(own.name, SHARE))
        _label(drawn_series, own.name, chart)
        if any(low is not None for low in own.lows):
            _add_intervals(drawn_series._element, own)
    _style_axes(drawn, chart)
    set_language(drawn._chartSpace)
    _name_language(drawn._chartSpace)


def _name_language(space: Any) -> None:
    """The chart's own language, for what it writes by itself; first but for the date system."""
    language = space.makeelement(qn("c:lang"), {"val": LANGUAGE})
    dates = space.find(qn("c:date1904"))
    if dates is None:
        space.insert(0, language)
    else:
        dates.addnext(language)


def _label(drawn_series: Any, name: str, chart: Chart) -> None:
    """The value in the bar at its foot, where no interval runs through it."""
    labels = drawn_series.data_labels
    labels.show_value = True
    percent = chart.kind != "bars"
    labels.number_format = f'0"{NBSP}%"' if percent else "0;;"
    labels.number_format_is_linked = False
    labels.position = XL_LABEL_POSITION.INSIDE_BASE if percent else XL_LABEL_POSITION.CENTER
    size = 12 if count_bars(chart) <= FEW_BARS else 9
    labels.font.size, labels.font.bold = Pt(size), True
    dark = _SERIES_COLOURS.get(name) == WOMEN
    labels.font.color.rgb = colour("FFFFFF" if dark else INK)


def _style_axes(drawn: Any, chart: Chart) -> None:
    category, value = drawn.category_axis, drawn.value_axis
    for axis in (category, value):
        axis.tick_labels.font.size = Pt(13 if count_bars(chart) <= FEW_BARS else 10)
        axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
        axis.format.line.color.rgb = colour(LINE)
    value.minimum_scale = 0
    value.has_major_gridlines = True
    value.major_gridlines.format.line.color.rgb = colour(LINE)
    value.tick_labels.font.color.rgb = colour(QUIET)
    if chart.kind != "bars":
        value.maximum_scale, value.major_unit = 100, 20
        value.tick_labels.number_format = f'0"{NBSP}%"'
        value.tick_labels.number_format_is_linked = False
    if chart.kind != "line":
        category.reverse_order = True  # the first row on top, as a reader expects
        # Turned over, the value axis would stand on top; the end of the categories is below.
        crosses = category._element.getparent().find(qn("c:valAx")).find(qn("c:crosses"))
        crosses.set("val", "max")
    category.has_major_gridlines = False


def _add_intervals(element: Any, series: Series) -> None:
    """Error bars from low to high. Their place in the series is fixed by the schema."""
    plus = [_reach(high, value) for high, value in zip(series.highs, series.values, strict=True)]
    minus = [_reach(value, low) for low, value in zip(series.lows, series.values, strict=True)]
    bars = etree.fromstring(
        f'<c:errBars xmlns:c="{_CHART_NS}" xmlns:a="{_MAIN_NS}"><c:errBarType val="both"/>'
        f'<c:errValType val="cust"/><c:noEndCap val="0"/>{_points("plus", plus)}'
        f'{_points("minus", minus)}<c:spPr><a:ln w="22225"><a:solidFill><a:srgbClr val="{INK}"/>'
        "</a:solidFill></a:ln></c:spPr></c:errBars>"
    )  # fmt: skip
    element.find(qn("c:cat")).addprevious(bars)


def _reach(upper: float | None, lower: float | None) -> float:
    return 0 if upper is None or lower is None else round(upper - lower, 1)


def _points(name: str, values: Sequence[float]) -> str:
    points = "".join(
        f'<c:pt idx="{number}"><c:v>{value:g}</c:v></c:pt>' for number, value in enumerate(values)
    )
    return (
        f"<c:{name}><c:numLit><c:formatCode>General</c:formatCode>"
        f'<c:ptCount val="{len(values)}"/>{points}</c:numLit></c:{name}>'
    )
