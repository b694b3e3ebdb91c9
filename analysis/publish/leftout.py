"""What was left out and why, as counts: reasons are our own words, never text from outside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

import pandas as pd

from analysis.stories import LeftOut

STAGES = {"crawl": "hämtning", "import": "inläsning", "tag": "kodning", "analyse": "analys"}
REASONS = {
    LeftOut.UNTAGGED: "ännu inte kodade",
    LeftOut.OUTLET: "källan är inget nyhetsmedium",
    LeftOut.GENRE: "inte nyhet (ledare, debatt, insändare, minnesord, notis, namnlista, annons)",
    LeftOut.SCOPE: "handlar om ett annat område än det valda",
    LeftOut.ACCESS: "texten kunde inte läsas i tillräcklig omfattning",
    LeftOut.NO_GROWTH: "handlar inte om regional tillväxt",
    LeftOut.UNDATED: "saknar datum",
    LeftOut.OTHER_PERIOD: "publicerade under en annan period",
    LeftOut.REPEATED: "samma text i samma medium, räknad en gång",
}
_OTHER = "övriga skäl"
# The first pattern that is found in a stage's reason gives the words that are published. A
# reason that none knows may hold an address or a line of a file: it is counted as "övriga".
_PATTERNS = (
    (r"^no headline$", "rubrik saknas"),
    (r"^no text$", "text saknas"),
    (r"robots|reserv|tdm", "utgivaren tillåter inte hämtning"),
    (r"^source: |sitemap|feed", "källans lista över artiklar kunde inte läsas"),
    (r"HTTP (401|402|403)\b", "sidan är stängd"),
    (r"HTTP (404|410)\b", "sidan finns inte längre"),
    (r"HTTP \d{3}|timeout|time|connection|dns|no answer", "sidan svarade inte"),
)


def _say_reason(reason: str) -> str:
    for pattern, words in _PATTERNS:
        if re.search(pattern, reason, re.IGNORECASE):
            return words
    return _OTHER


def count_left_out(skips: Iterable[dict[str, Any]], judged: pd.Series[str]) -> list[dict[str, Any]]:
    """Rows (steg, skal, antal): what the stages left out, then which articles do not count."""
    counts: Counter[tuple[str, str]] = Counter()
    for row in skips:
        counts[STAGES.get(row["stage"], row["stage"]), _say_reason(row["reason"])] += row["n"]
    for reason, words in REASONS.items():
        n = int((judged == reason.value).sum())
        if n:
            counts[STAGES["analyse"], words] += n
    order = {stage: i for i, stage in enumerate(STAGES.values())}
    rows = sorted(counts.items(), key=lambda item: (order.get(item[0][0], 9), -item[1], item[0]))
    return [{"steg": stage, "skal": words, "antal": n} for (stage, words), n in rows]
