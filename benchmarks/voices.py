"""What speech, titles, room and roles cost on top of finding the people, in one run.

Processor seconds of each component over the same articles, so that other work on the machine
counts less; the ratio is the figure to quote.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable

from nlp.pipeline import build_pipeline
from nlp.tag import make_doc

VOICES = ("titles", "speech", "room", "roles")
NOT_PEOPLE = (*VOICES, "topics", "places")
ROUNDS = 3


def report_cost_of_voices(texts: Iterable[tuple[str, str]], what: str) -> None:
    """Print seconds of the people step and of the voices, and their ratio. Texts: title, text."""
    articles = list(texts)
    nlp = build_pipeline()
    seconds: Counter[str] = Counter()
    for number in range(ROUNDS + 1):  # the first round fills the caches and is not counted
        for title, text in articles:
            doc = make_doc(nlp, title, text)
            for name, component in nlp.pipeline:
                start = time.process_time()
                doc = component(doc)
                if number:
                    seconds[name] += time.process_time() - start
    people = sum(spent for name, spent in seconds.items() if name not in NOT_PEOPLE)
    voices = sum(seconds[name] for name in VOICES)
    parts = ", ".join(f"{name} {seconds[name] / people:.2f}" for name in VOICES)
    print(
        f"{what}: people {people / ROUNDS:.3f} s, voices {voices / ROUNDS:.3f} s, "
        f"ratio {voices / people:.2f} ({parts})"
    )
