"""The indicators, one a file, and what computes them."""

from __future__ import annotations

from analysis.indicators.headline import HEADLINE
from analysis.indicators.indicator import Indicator
from analysis.indicators.people import PEOPLE
from analysis.indicators.sources import SOURCES

INDICATORS: dict[str, Indicator] = {i.id: i for i in (PEOPLE, SOURCES, HEADLINE)}
