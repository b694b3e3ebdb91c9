"""``topics``: growth, themes and sectors by the topic model, with the words that carried each."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from nlp.drafts import CONTENT_KINDS, get_segments, get_text
from nlp.topics import TopicModel, load_topics

HEAD_KINDS = frozenset({"headline", "lead"})


class Topics:
    """Hands headline with lead, and the rest of the content, to the model."""

    def __init__(self, model: TopicModel) -> None:
        self.model = model

    def __call__(self, doc: Doc) -> Doc:
        segments, text = get_segments(doc), get_text(doc)
        head, body = (
            "\n".join(text[s.start_char : s.end_char] for s in segments if s.kind in kinds)
            for kinds in (HEAD_KINDS, CONTENT_KINDS - HEAD_KINDS)
        )
        doc._.topics = self.model.label(head, body)
        return doc


@Language.factory("topics", requires=["doc._.segments"], assigns=["doc._.topics"])
def create_topics(nlp: Language, name: str) -> Topics:
    return Topics(load_topics())
