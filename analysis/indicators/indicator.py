"""What an indicator is: a name, whom it counts, and by what it is divided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, slots=True)
class Indicator:
    """``select`` says for each row of the persons frame whether it counts.

    ``public_id`` is the Swedish word for it in addresses and files, ``subject`` ends a sentence
    that begins "38 procent kvinnor".
    """

    id: str
    public_id: str
    label: str
    definition: str
    subject: str
    dimensions: tuple[str, ...]
    select: Callable[[pd.DataFrame], pd.Series[bool]]
