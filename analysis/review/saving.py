"""What a reviewer can do to an article; each deed is saved at once, whole or not at all."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from analysis.review.answers import Asked, Refusal
from analysis.review.coding import Card, Coding, Label, describe_person
from data.identity import normalise_line
from data.review.decisions import (
    Conflict,
    Decision,
    Draft,
    find_head,
    read_decision,
    save_decisions,
    undo_decision,
)
from data.review.keys import person_key, quote_key
from data.review.notes import COMMENT, FLAG, UNFLAG, save_note
from data.review.words import SETTLED, YES, Variable
from data.vocab import GrowthAnswer

LONGEST_NAME = 120
Deed = Callable[[Asked, Coding], str]


def make_draft(
    coding: Coding, label: Label, value: str | None, previous: int, detail: dict[str, Any]
) -> Draft:
    return Draft(
        article=coding.key,
        variable=label.variable,
        value=value,
        text_hash=coding.reading.article.content_hash,
        subject=label.subject,
        lane=label.lane,
        previous=previous,
        machine=_read_machine(coding, label),
        model=coding.reading.model,
        detail=detail,
    )


def _save(asked: Asked, drafts: list[Draft]) -> None:
    """All or none; what was saved in one deed is undone as one."""
    if len(drafts) > 1:
        deed = secrets.token_hex(6)
        drafts = [replace(d, detail={**d.detail, "deed": deed}) for d in drafts]
    save_decisions(asked.store, asked.who, drafts)


def _read_machine(coding: Coding, label: Label) -> str:
    """The machine's value, kept with the decision also where the coder does not see it."""
    if coding.seen is None:
        return ""
    if not label.subject:
        return str(coding.seen.story.get(label.variable, ""))
    person = next((p for p in coding.seen.persons if p.key == label.subject), None)
    asked = {Variable.GENDER, Variable.SOURCE, Variable.FUNCTION, Variable.OCCUPATION}
    return person.value_of(label.variable) if person and label.variable in asked else ""


def _read_number(asked: Asked, name: str) -> int:
    word = asked.form.get(name, "0") or "0"
    if not word.isascii() or not word.isdigit() or len(word) > 12:
        raise Refusal(f"{name} är inget tal.")
    return int(word)


def answer(asked: Asked, coding: Coding) -> str:
    """A label of a person or of the story."""
    try:
        variable = Variable(asked.form.get("variabel", ""))
    except ValueError as error:
        raise Refusal("Den frågan finns inte.") from error
    subject, value = asked.form.get("om", ""), asked.form.get("varde", "")
    previous = _read_number(asked, "forra")
    if not subject:
        label = coding.story.get(variable)
        if label is None:
            raise Refusal("Den frågan ställs inte om artikeln.")
        drafts = [make_draft(coding, label, value, previous, {})]
        drafts += _clear_themes(coding, variable, value)
    elif any(card.key == subject for card in coding.cards):
        card = coding.find_card(subject)
        label = card.labels.get(variable)
        if label is None or variable in {Variable.MERGED, Variable.SPLIT}:
            raise Refusal("Den frågan ställs inte om personer.")
        if variable is Variable.TITLE:
            value = normalise_line(value)
        drafts = [make_draft(coding, label, value, previous, describe_person(card.person))]
    else:
        drafts = [_change_speech(coding, subject, variable, value, previous)]
    if _stands(coding, drafts[0], previous):
        return "Det står redan så."
    _save(asked, drafts)
    return "Sparat."


def _stands(coding: Coding, draft: Draft, previous: int) -> bool:
    """Whether a reviewer has answered just this already, on this text."""
    labels = [*coding.story.values(), *(x for card in coding.cards for x in card.labels.values())]
    labels += [speech.label for speech in coding.speech]
    return any(
        (x.subject, x.variable, x.value) == (draft.subject, draft.variable, draft.value)
        and bool(x.who)
        and x.previous == previous != 0
        for x in labels
    )


def _clear_themes(coding: Coding, variable: Variable, value: str) -> list[Draft]:
    """A story that is not about growth has no themes."""
    themes = coding.story[Variable.THEMES]
    if variable is not Variable.GROWTH or value != GrowthAnswer.NO or not themes.value:
        return []
    if themes.locked:
        return []
    return [make_draft(coding, themes, "", themes.previous, {})]


def _change_speech(
    coding: Coding, subject: str, variable: Variable, value: str, previous: int
) -> Draft:
    speech = next((s for s in coding.speech if s.key == subject), None)
    if speech is None or variable not in {Variable.QUOTE, Variable.NO_QUOTE}:
        raise Refusal("Anföringen finns inte längre i artikeln. Ladda om sidan.")
    if variable is Variable.QUOTE and value:
        coding.find_card(value)
    label = Label(variable, subject, None, speech.label.machine, previous, speech.label.lane)
    quote = speech.quote
    detail = {
        "start": quote.start_char, "end": quote.end_char,
        "text": quote.text, "direct": quote.direct,
    }  # fmt: skip
    return make_draft(coding, label, value, previous, detail)


def restore(asked: Asked, coding: Coding) -> str:
    """Bring back a person who was taken out or merged."""
    subject, variable = asked.form.get("om", ""), asked.form.get("variabel", "")
    gone = next(
        (r for r in coding.removed if (r.label.subject, r.label.variable) == (subject, variable)),
        None,
    )
    if gone is None:
        raise Refusal("Personen är redan tillbaka. Ladda om sidan.")
    previous = _read_number(asked, "forra")
    detail = {"name": gone.name}
    save_decisions(asked.store, asked.who, [make_draft(coding, gone.label, None, previous, detail)])
    return f"{gone.name} är tillbaka."


def merge(asked: Asked, coding: Coding) -> str:
    """Two persons are one: the first goes into the second."""
    gone = coding.find_card(asked.form.get("om", ""))
    kept = coding.find_card(asked.form.get("varde", ""))
    label = gone.labels[Variable.MERGED]
    draft = make_draft(
        coding, label, kept.key, _read_number(asked, "forra"), describe_person(gone.person)
    )
    save_decisions(asked.store, asked.who, [draft])
    return f"{gone.person.name} och {kept.person.name} räknas som en person."


def split(asked: Asked, coding: Coding) -> str:
    """Some of a person's names are another's."""
    old = coding.find_card(asked.form.get("om", ""))
    label = old.labels[Variable.SPLIT]
    taken = find_head(asked.store, coding.key, label.lane, old.key, Variable.SPLIT)
    if taken is not None and taken.value is not None:
        raise Refusal(
            "Personen är redan delad en gång. Ångra det först, eller dela upp den nya personen."
        )
    wanted = {word for word in asked.form.get("platser", "").split(",") if word}
    moved = [m for m in old.person.mentions if str(m.start_char) in wanted]
    if not moved or len(moved) == len(old.person.mentions):
        raise Refusal("Välj några av ställena där personen nämns, men inte alla.")
    name = _check_name(asked.form.get("namn", "") or moved[0].text)
    key = _find_free_key(coding, name)
    detail = describe_person(old.person) | {
        "key": key,
        "mentions": [[m.start_char, m.end_char, m.text] for m in moved],
    }
    draft = make_draft(coding, label, name, _read_number(asked, "forra"), detail)
    save_decisions(asked.store, asked.who, [draft])
    return f"{name} räknas nu för sig."


def add_person(asked: Asked, coding: Coding) -> str:
    """Somebody whom the machine missed, by a name that was marked in the text."""
    start, end, words = _read_span(asked, coding)
    if len(words) > LONGEST_NAME or "\n" in words:
        raise Refusal("Markera bara själva namnet.")
    name = _check_name(asked.form.get("namn", "") or words)
    lane = coding.lane
    known = next((card for card in coding.cards if _same_name(card, name)), None)
    if known is not None and any(
        m.start_char < end and start < m.end_char for m in known.person.mentions
    ):
        raise Refusal(f"{name} är redan markerad där.")
    same = asked.form.get("samma", "") == YES
    key = known.key if known is not None and same else _find_free_key(coding, name)
    spans = _find_all(coding, words, start, end)
    label = Label(Variable.ADDED, key, None, "", _head_of(asked, coding, key, Variable.ADDED), lane)
    detail = {"name": name, "mentions": spans}
    drafts = [make_draft(coding, label, name, label.previous, detail)]
    for word, variable in (("kon", Variable.GENDER), ("kalla", Variable.SOURCE)):
        value = asked.form.get(word, "")
        if value:
            head = _head_of(asked, coding, key, variable)
            about = Label(variable, key, None, "", head, lane)
            drafts.append(make_draft(coding, about, value, head, {"name": name, "at": spans[0]}))
    _save(asked, drafts)
    return f"{name} är tillagd."


def _find_all(coding: Coding, words: str, start: int, end: int) -> list[list[Any]]:
    """The marked name and every other place where it stands and is nobody else's."""
    text = coding.reading.article.full_text
    taken = [(m.start_char, m.end_char) for card in coding.cards for m in card.person.mentions]
    spans: list[list[Any]] = [[start, end, words]]
    at = text.find(words)
    while at >= 0:
        stop = at + len(words)
        free = not any(a < stop and at < b for a, b in [*taken, (start, end)])
        whole = not (text[at - 1 : at].isalnum() or text[stop : stop + 1].isalnum())
        if free and whole:
            spans.append([at, stop, words])
        at = text.find(words, stop)
    return sorted(spans)


def add_quote(asked: Asked, coding: Coding) -> str:
    """Speech that the machine missed, by words that were marked in the text."""
    start, end, words = _read_span(asked, coding)
    speaker = asked.form.get("varde", "")
    if speaker:
        coding.find_card(speaker)
    key = quote_key(coding.key, words)
    number = 1
    while any(s.key == key and s.quote.start_char != start for s in coding.speech):
        key, number = quote_key(coding.key, words, number), number + 1
    head = _head_of(asked, coding, key, Variable.QUOTE)
    label = Label(Variable.QUOTE, key, None, "", head, coding.lane)
    direct = asked.form.get("slag", "direkt") == "direkt"
    detail = {"start": start, "end": end, "text": words, "direct": direct}
    drafts = [make_draft(coding, label, speaker, head, detail)]
    source = _find_source(coding, speaker)
    if source is not None:
        person = coding.find_card(speaker).person
        drafts.append(make_draft(coding, source, YES, source.previous, describe_person(person)))
    _save(asked, drafts)
    return "Anföringen är tillagd."


def _find_source(coding: Coding, speaker: str) -> Label | None:
    """In a blind lane who is given a quote speaks: the coder need not say it twice."""
    if not speaker or not coding.blind:
        return None
    label = coding.find_card(speaker).labels[Variable.SOURCE]
    return label if label.value != YES else None


def _read_span(asked: Asked, coding: Coding) -> tuple[int, int, str]:
    text = coding.reading.article.full_text
    start, end = _read_number(asked, "fran"), _read_number(asked, "till")
    if not asked.form.get("till"):  # written by hand: the first place where the words stand
        wanted = asked.form.get("ord", "").strip()
        start = max(text.find(wanted), 0)
        end = start + len(wanted)
    words = text[start:end]
    start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
    words = text[start:end]
    if not words or words != asked.form.get("ord", "").strip():
        raise Refusal("Orden som markerades finns inte i texten. Ladda om sidan och markera igen.")
    return start, end, words


def _check_name(name: str) -> str:
    name = normalise_line(name)
    if not name or len(name) > LONGEST_NAME:
        raise Refusal(f"Ett namn har 1 till {LONGEST_NAME} tecken.")
    return name


def _same_name(card: Card, name: str) -> bool:
    return normalise_line(card.person.name).casefold() == name.casefold()


def _find_free_key(coding: Coding, name: str) -> str:
    taken = {card.key for card in coding.cards} | {r.label.subject for r in coding.removed}
    number = 0
    while person_key(coding.key, name, number) in taken:
        number += 1
    return person_key(coding.key, name, number)


def _head_of(asked: Asked, coding: Coding, subject: str, variable: Variable) -> int:
    head = find_head(asked.store, coding.key, coding.lane, subject, variable)
    return head.id if head else 0


def find_undoable(asked: Asked, coding: Coding) -> Decision | None:
    """The user's newest decision on the article that still holds, in the lane that is shown."""
    row = next(
        asked.store.db.query(
            "SELECT id FROM decisions d WHERE user = ? AND article = ? AND lane IN (?, ?) "
            "AND variable <> ? AND undoes IS NULL AND NOT EXISTS "
            "(SELECT 1 FROM decisions n WHERE n.previous = d.id) ORDER BY id DESC LIMIT 1",
            [asked.who, coding.key, coding.lane, _second_lane(coding), Variable.DONE],
        ),
        None,
    )
    return read_decision(asked.store, row["id"]) if row else None


def _second_lane(coding: Coding) -> str:
    return coding.lane if coding.blind else SETTLED


def undo(asked: Asked, coding: Coding) -> str:
    """The user's own last deed on this article, with all that was saved in it."""
    last = find_undoable(asked, coding)
    wanted = _read_number(asked, "beslut")
    if last is None or (wanted and last.id != wanted):
        raise Conflict("there is nothing to undo", None)
    with asked.store.saving():
        undo_decision(asked.store, asked.who, last.id)
        for other in _find_together(asked, coding, last.id, last.at):
            undo_decision(asked.store, asked.who, other)
    return "Ångrat."


def _find_together(asked: Asked, coding: Coding, last: int, at: str) -> list[int]:
    """Decisions that were saved in one go with the last one: the same second, ids in a row."""
    together: list[int] = []
    while True:
        row = next(
            asked.store.db.query(
                "SELECT id FROM decisions d WHERE id = ? AND user = ? AND article = ? AND at = ? "
                "AND undoes IS NULL AND json_extract(detail, '$.deed') = (SELECT json_extract("
                "detail, '$.deed') FROM decisions WHERE id = ?) AND NOT EXISTS "
                "(SELECT 1 FROM decisions n WHERE n.previous = d.id)",
                [last - 1, asked.who, coding.key, at, last],
            ),
            None,
        )
        if row is None:
            return together
        together.append(row["id"])
        last = row["id"]


def comment(asked: Asked, coding: Coding) -> str:
    save_note(
        asked.store, asked.who, coding.key, COMMENT,
        asked.form.get("text", ""), asked.form.get("om", ""),
    )  # fmt: skip
    return "Kommentaren är sparad."


def flag(asked: Asked, coding: Coding) -> str:
    save_note(
        asked.store, asked.who, coding.key, FLAG,
        asked.form.get("text", ""), asked.form.get("om", ""),
    )  # fmt: skip
    return "Flaggat för andra läsaren."


def unflag(asked: Asked, coding: Coding) -> str:
    save_note(asked.store, asked.who, coding.key, UNFLAG, "", asked.form.get("om", ""))
    return "Flaggan är borttagen."


DEEDS: dict[str, Deed] = {
    "svara": answer,
    "aterstall": restore,
    "sla_ihop": merge,
    "dela": split,
    "ny_person": add_person,
    "ny_anforing": add_quote,
    "angra": undo,
    "kommentera": comment,
    "flagga": flag,
    "avflagga": unflag,
}
