"""Passages for ``spacy train``: sentences joined as in an article, with people given new names."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import registry

import nlp.components.register_embed
import nlp.training.scorer  # noqa: F401 - both register what the configuration names
from nlp.training.corpora import Sentence, load_sentences
from nlp.training.namegiver import NameGiver

LENGTHS = ((1, 0.45), (2, 0.2), (3, 0.15), (5, 0.12), (8, 0.08))  # sentences a passage
BREAK = 0.4  # how often a sentence opens a new paragraph
DASH = 0.05  # and a line of speech
CAPITALS = 0.02  # and stands in capitals, as headlines do
NO_STOP = 0.05  # and ends without its full stop, as headlines do

Entity = tuple[int, int, str]


def rename_people(sentence: Sentence, giver: NameGiver) -> tuple[list[str], list[Entity]]:
    """The sentence with other names; the entities after a longer or shorter name are moved."""
    words: list[str] = []
    entities: list[Entity] = []
    at = 0
    for start, end, label in sentence.entities:
        words += sentence.words[at:start]
        span = list(sentence.words[start:end])
        if label == "PRS":
            following = sentence.words[end] if end < len(sentence.words) else ""
            span = giver.rename(span, following)
        entities.append((len(words), len(words) + len(span), label))
        words += span
        at = end
    return words + list(sentence.words[at:]), entities


def dress_line(
    words: list[str], entities: list[Entity], rng: random.Random
) -> tuple[list[str], list[Entity]]:
    """A line as newspapers set some: in capitals, without its full stop, as a line of speech."""
    if rng.random() < CAPITALS:
        words = [word.upper() for word in words]
    in_entity = bool(entities) and entities[-1][1] == len(words)
    if rng.random() < NO_STOP and words[-1] == "." and len(words) > 2 and not in_entity:
        words = words[:-1]
    if rng.random() < DASH and words[0] not in {"–", "-"}:
        words = ["–", *words]
        entities = [(a + 1, b + 1, label) for a, b, label in entities]
    return words, entities


def _draw_length(rng: random.Random) -> int:
    lengths, weights = zip(*LENGTHS, strict=True)
    return int(rng.choices(lengths, weights)[0])


def _join(nlp: Language, passage: list[Sentence], rename: float, rng: random.Random) -> Example:
    words: list[str] = []
    entities: list[Entity] = []
    giver = NameGiver(rng) if rng.random() < rename else None
    for sentence in passage:
        own, spans = list(sentence.words), list(sentence.entities)
        if giver is not None:
            own, spans = rename_people(sentence, giver)
        own, spans = dress_line(own, spans, rng)
        if words and rng.random() < BREAK:
            words.append("\n\n")
        entities += [(a + len(words), b + len(words), label) for a, b, label in spans]
        words += own
    reference = Doc(nlp.vocab, words=words)
    reference.ents = [Span(reference, a, b, label=label) for a, b, label in entities]
    return Example(Doc(nlp.vocab, words=words), reference)


@registry.readers("mediagranskning.Passages.v1")  # type: ignore[untyped-decorator]
def create_reader(
    path: Path, rename: float, seed: int, vary: bool
) -> Callable[[Language], Iterator[Example]]:
    """Examples of an epoch, in a new order and with new names each time; as they are if not vary.

    ``rename`` is the share of passages, 0-1, whose people get other names.
    """
    rng = random.Random(seed)  # noqa: S311 - no secret hangs on it

    def read(nlp: Language) -> Iterator[Example]:
        sentences = load_sentences(Path(path))
        passages: list[list[Sentence]] = []
        at = 0
        while at < len(sentences):
            length = _draw_length(rng) if vary else 1
            passages.append(sentences[at : at + length])
            at += length
        if vary:
            rng.shuffle(passages)
        for passage in passages:
            if vary:
                yield _join(nlp, passage, rename, rng)
            else:
                yield make_example(nlp, passage[0])

    return read


def make_example(nlp: Language, sentence: Sentence) -> Example:
    """A sentence as it stands, for measuring."""
    reference = Doc(nlp.vocab, words=list(sentence.words))
    reference.ents = [Span(reference, a, b, label=label) for a, b, label in sentence.entities]
    return Example(Doc(nlp.vocab, words=list(sentence.words)), reference)
