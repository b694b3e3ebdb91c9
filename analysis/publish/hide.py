"""Makes headlines and links safe: names that may not be shown go, and what was taken down."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Self

from analysis.publish.config import NamePolicy, PublishConfig
from analysis.publish.names import PRIVATE_GENRES, is_taken_down
from analysis.publish.redact import (
    find_sequences,
    name_sequence,
    name_words,
    names_in_url,
    redact_title,
)
from data.identity import canonical_url
from data.results import iter_columns, read_headline_mentions, read_rows
from data.store import MediaStore

NAME_IN_URL = "personnamn i adressen"
NAME_IN_HEADLINE = "personnamn i rubriken"
NO_WEB_ADDRESS = "ingen webbadress"
PRIVATE = "handlar om privatpersoner"
TAKEN_DOWN = "borttagen på begäran"
# A "headline" beyond this is the text of the article, put there by a page that is built oddly.
MAX_HEADLINE_WORDS = 18


@dataclass(slots=True)
class Hider:
    """Makes headlines and links of the articles safe: what may be named where, by article id."""

    config: PublishConfig
    names: dict[str, list[tuple[str, bool]]]  # (name, whether it may be shown)
    spans: dict[str, list[tuple[int, int]]]  # namings in the headline of those who may not
    taken_down: frozenset[str]  # articles, by id or address

    @classmethod
    def read(cls, store: MediaStore, config: PublishConfig, shown: frozenset[str]) -> Self:
        names: dict[str, list[tuple[str, bool]]] = defaultdict(list)
        for rows in iter_columns(store, "persons", ("article_id", "name", "id")):
            for article, name, person in rows:
                names[article].append((name, person in shown))
        everyone = config.names is NamePolicy.ALL
        for row in read_rows(store, "contributors", ("article_id", "name")):
            may = everyone and not is_taken_down(row["name"], config)
            names[row["article_id"]].append((row["name"], may))
        spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for row in read_headline_mentions(store):
            if row["person_id"] not in shown:
                spans[row["article_id"]].append((row["start_char"], row["end_char"]))
        asked = config.taken_down.articles
        return cls(config, names, spans, frozenset(asked) | {_address(a) for a in asked})

    def hidden_words(self, article_id: str) -> frozenset[str]:
        """The folded words of the names in an article that may not be shown."""
        return self._split(article_id)[0]

    def _split(self, article_id: str) -> tuple[frozenset[str], frozenset[str]]:
        """Words to hide and words to show. Who shares a word with a hidden name is hidden too."""
        hidden: frozenset[str] = frozenset()
        open_names = []
        for name, may in self.names.get(article_id, ()):
            words = name_words([name])
            if may:
                open_names.append(words)
            else:
                hidden |= words
        while clash := [words for words in open_names if words & hidden]:
            hidden = hidden.union(*clash)
            open_names = [words for words in open_names if not words & hidden]
        return hidden, frozenset().union(*open_names)

    def make_safe(
        self, article_id: str, title: str, url: str, genre: str
    ) -> tuple[str | None, str | None, str | None]:
        """Headline, link and why the link is missing; None for what must not be published."""
        if self.taken_down and self.taken_down & {article_id, _address(url)}:
            return None, None, TAKEN_DOWN
        if genre in PRIVATE_GENRES:
            return None, None, PRIVATE
        hidden, shown = self._split(article_id)
        asked = [name_sequence(name) for name in self.config.taken_down.names]
        spans = self.spans.get(article_id, [])
        if asked:
            spans = spans + find_sequences(title, asked)
        everyone = self.config.names is NamePolicy.ALL
        headline, taken = redact_title(title, spans, hidden, shown, by_register=not everyone)
        headline = _shorten(headline)
        if self._still_names(article_id, headline, shown):
            return None, None, NAME_IN_HEADLINE
        if not url.startswith(("https://", "http://")):
            return headline, None, NO_WEB_ADDRESS
        if names_in_url(url, hidden | taken) or any(
            names_in_url(url, frozenset(words[-1:])) and names_in_url(url, frozenset(words[:1]))
            for words in asked
        ):
            return headline, None, NAME_IN_URL
        return headline, url, None

    def _still_names(self, article_id: str, headline: str, shown: frozenset[str]) -> bool:
        """Whether a hidden name still stands there, such as one of nothing but "von" and "el"."""
        folded = headline.casefold()
        return any(
            " " in name and name.casefold() in folded and not (may and name_words([name]) <= shown)
            for name, may in self.names.get(article_id, ())
        )


def _address(url: str) -> str:
    try:
        return canonical_url(url)
    except ValueError:
        return url


def _shorten(headline: str) -> str:
    words = headline.split()
    if len(words) <= MAX_HEADLINE_WORDS:
        return headline
    return f"{' '.join(words[:MAX_HEADLINE_WORDS])} …"
