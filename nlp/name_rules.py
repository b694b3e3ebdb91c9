"""Names of people by register and context: what is known of a name without a trained model."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Span, Token
from spacy.util import filter_spans

from nlp.gazetteer import load_homes
from nlp.lexicon import load_lexicon
from nlp.names import is_given_name, is_surname_like, load_surnames, look_up, titlecase
from nlp.titles import find_title

LABEL = "PRS"
MIN_GIVEN = 30  # bearers that make a word a given name in front of a surname
MIN_ALONE = 200  # bearers that make a word alone, in running text, a first name
MAX_WORDS = 6
MIN_STEM = 3  # letters in front of -vägen or -allén that make the word a street's
_WORD = re.compile(r"^[^\W\d_][\w'’.-]*$")
_INITIALS = re.compile(r"^(?:[A-ZÅÄÖ]\.)+(?:-?[A-ZÅÄÖ]\.)*$")
_FINNISH_ENDINGS = (
    *("ille", "illa", "ilta", "issa", "ista"),
    *("lle", "lla", "llä", "lta", "ltä", "ssa", "ssä", "sta", "stä", "iin", "in", "en", "ta"),
    *("tä", "n", "a", "ä"),
)
_NO_OWNED = frozenset(
    {"och", "som", "är", "var", "har", "i", "på", "från", "till", "med", "hade", "ska", "vill"}
    | {"eller", "men", "får", "kan", "blir", "blev", "för", "av", "om", "vid", "kommer", "fick"}
)
# What carries a person's name without being one, by the word in front: a ship, a storm, a church.
_THINGS = (
    *("m/s", "s/s", "fartyget", "båten", "isbrytaren", "färjan", "ångaren", "bogseraren"),
    *("stormen", "orkanen", "ovädret", "lågtrycket", "sankta", "sankt", "s:t", "s:ta", "santa"),
)
# In front of a name alone these, too, say that it is an animal's, a machine's, a house's, a firm's.
_NAMED_THINGS = (
    *(
        "kvarteret",
        "hunden",
        "tiken",
        "katten",
        "hästen",
        "stoet",
        "hingsten",
        "maskinen",
        "roboten",
    ),
    *("filmen", "boken", "romanen", "pjäsen", "konditori", "puben", "krogen", "restaurangen"),
    *("kaféet", "salongen", "butiken", "bolaget", "företaget", "firman"),
)
# In front of these a full name, in the genitive or not, names a thing whoever wrote it.
_NAMED_AFTER = frozenset(
    {
        "väg",
        "vägen",
        "gata",
        "gatan",
        "torg",
        "torget",
        "stig",
        "stigen",
        "gränd",
        "gränden",
        "allé",
    }
    | {
        "pris",
        "priset",
        "stipendium",
        "stipendiet",
        "stiftelse",
        "stiftelsen",
        "minnesfond",
        "fond",
    }
    | {"malmen", "gruvan", "park", "parken", "cup", "skolan", "skola", "museum", "gymnasium"}
)
# marks behind which a capital letter says nothing
OPENING = frozenset('–—-:.!?”"»«(•…|/\n')


def _is_capital(token: Token) -> bool:
    return token.text[0].isupper() and _WORD.match(token.text) is not None


def _is_given(word: str, least: int = MIN_GIVEN) -> bool:
    return is_given_name(word, least)


def _is_word_too(word: str) -> bool:
    counts = look_up(word)
    return counts is not None and counts.common > 0


def strip_genitive(
    word: str, following: str = "x", *, finnish: bool = False, surname: bool = False
) -> str:
    """Åsas väg -> Åsa, Lindgrens tal -> Lindgren; Mats, Kangas and Hans stay as they are.

    ``following`` is the next word: a genitive stands in front of a word, never of a comma or verb.
    ``surname`` says that the word ends a full name.
    """
    for tail in ("'s", "’s", ":s", "'", "’"):
        if word.endswith(tail) and len(word) > len(tail) + 1:
            return word[: -len(tail)]
    if finnish:
        return _strip_finnish(word)
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us")):
        return word
    lexicon = load_lexicon()
    if not following[:1].isalpha() or following in _NO_OWNED or following in lexicon.speech_verbs:
        # no word that could be owned: only a form that is no name with its s gives it up
        known = look_up(word) is not None or is_surname_like(word)
        return word[:-1] if not known and is_surname_like(word[:-1]) else word
    own, bare = look_up(word), look_up(word[:-1])
    if (
        surname
        and bare is not None
        and bare.bearers >= MIN_ALONE
        and word[:-1] not in load_surnames()
    ):
        return word  # Dick Lasses: nobody's surname is Lasse
    if own is not None and own.bearers > (bare.bearers if bare else 0):
        return word
    if bare is None and not is_surname_like(word[:-1]) and is_surname_like(word):
        return word
    return word[:-1]


def _strip_finnish_genitive(word: str) -> str | None:
    """Matti of Matin, Pekka of Pekan: where many more bear the name with its double consonant."""
    weak = re.match(r"(.+[aeiouyäö])([ktp])([aeiouyäö])n$", word)
    if weak is None:
        return None
    nominative = f"{weak[1]}{weak[2] * 2}{weak[3]}"
    strong, own = look_up(nominative), look_up(word)
    if strong is None or (own is not None and strong.bearers < 50 * own.bearers):
        return None
    return nominative


def _strip_finnish(word: str) -> str:
    """A name without its case ending where that makes a name: Nordellin, Lahtisen, Huuvan."""
    if (nominative := _strip_finnish_genitive(word)) is not None:
        return nominative
    if look_up(word) is not None or is_surname_like(word):
        return word
    stem = re.match(r"(.+)s(?:en|elle|ella|elta|essa|esta|een|ta|tä)$", word)
    if stem and is_surname_like(stem[1] + "nen"):
        return stem[1] + "nen"
    for tail in _FINNISH_ENDINGS:
        bare = word.removesuffix(tail)
        if bare != word and len(bare) > 2 and (look_up(bare) or is_surname_like(bare)):
            return bare
    return word[:-1] if re.search(r"[aouyäöå]n$", word) else word


_FINNISH_KEY = "is_finnish"


def is_finnish(doc: Doc) -> bool:
    """Whether the text is Finnish, by its commonest words."""
    kept: bool | None = doc.user_data.get(_FINNISH_KEY)
    if kept is None:
        finnish, swedish = load_lexicon().finnish_words, {"och", "att", "som", "är", "det", "för"}
        words = [token.lower_ for token in doc[:400]]
        kept = sum(w in finnish for w in words) > sum(w in swedish for w in words)
        doc.user_data[_FINNISH_KEY] = kept
    return kept


def is_called_a_thing(doc: Doc, span: Span) -> bool:
    """Whether the word in front calls it a ship, a storm, an animal, a house or a firm."""
    before = doc[span.start - 1].lower_ if span.start else ""
    if before.endswith((*_THINGS, *_NAMED_THINGS)):
        return True
    return span.start > 1 and _is_unnamed_thing(doc, span.start)


def names_a_thing(doc: Doc, span: Span) -> bool:
    """Whether a span that reads like a person names a ship, a street, a prize or a company."""
    lexicon = load_lexicon()
    following = doc[span.end] if span.end < len(doc) else None
    last = span[-1].text
    if is_called_a_thing(doc, span) or _is_named_after(last):
        return True
    if _is_firm(span, following):
        return True
    if any(token.text in lexicon.organisation_words for token in span[1:]):
        return True
    if _is_compound(last):
        return True
    if following is None:
        return False
    if following.text in lexicon.organisation_words or _is_compound(following.text):
        return True
    return len(span) > 1 and following.lower_ in _NAMED_AFTER


_FIRM_ENDS = frozenset({"Söner", "Son", "Sons", "Döttrar", "Bröder", "Co", "Company", "Partners"})


def _is_firm(span: Span, following: Token | None) -> bool:
    """Lisas Krog; Lennart Forsgrens Elkraft; Erik Hedman & Söner."""
    after = span.doc[span.end + 1].text if span.end + 1 < len(span.doc) else ""
    if following is not None and following.text == "&" and after in _FIRM_ENDS:
        return True
    if len(span) == 2 and not _is_given(span[0].text) and not is_surname_like(span[1].text):
        owner = strip_genitive(span[0].text)
        if owner != span[0].text and _is_given(owner):
            return True
    if following is None or not _is_capital(following) or len(span) < 2:
        return False
    owner = strip_genitive(span[-1].text, surname=True)
    return owner != span[-1].text and not _is_given(following.text)


def _is_named_after(word: str) -> bool:
    """Lundbohmsvägen: a street; Wallén and Hjelm-Wallén end alike, but too little is before it."""
    lower = word.casefold().split("-")[-1]
    return any(
        lower.endswith(tail) and len(lower) >= len(tail) + MIN_STEM
        for tail in load_lexicon().not_person_tails
    )


def _is_compound(word: str) -> bool:
    """Thorell-priset, Hortlund-vallen: a name with a noun tied to it."""
    return re.fullmatch(r"[^\W\d_a-zåäö][\w’']*-[a-zåäö]{3,}", word) is not None


def _is_unnamed_thing(doc: Doc, at: int) -> bool:
    """Whether "vid namn" stands before the word at ``at``, and a boat or a dog before that."""
    if doc[max(0, at - 2) : at].text.lower() != "vid namn":
        return False
    word = doc[at - 3].lower_ if at > 2 else ""
    return word not in load_lexicon().gendered_nouns and find_title(word) is None


class NameRules:
    """Reads runs of capitalised words and keeps those that the register calls people."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self._finnish = is_finnish(doc)

    def find(self, start: int, end: int) -> list[Span]:
        """The people in the words from ``start`` to before ``end``: one or more paragraphs."""
        return filter_spans(self._read_segment(self.doc, start, end))

    def _read_segment(self, doc: Doc, start: int, end: int) -> list[Span]:
        found = []
        i = start
        while i < end:
            if not self._may_start(doc[i]):
                i += 1
                continue
            stop = self._run_end(doc, i, end)
            span = self._pick(doc, i, stop, start)
            if span is not None:
                found.append(span)
            i = stop
        return found

    def _may_start(self, token: Token) -> bool:
        return _is_capital(token) or _INITIALS.match(token.text) is not None

    def _run_end(self, doc: Doc, i: int, end: int) -> int:
        """The end of the run of name words that opens at ``i``."""
        particles = load_lexicon().particles
        j = i + 1
        while j < end and j - i < MAX_WORDS + 3:
            token = doc[j]
            if doc[j - 1].text[-1] == "s" and doc[j - 1].text[0].isupper() and j - i > 1:
                word = doc[j - 1].text
                if strip_genitive(word) != word and not _is_given(word) and _is_given(token.text):
                    break  # "Maria Lindgrens Per …": the genitive ends the name
            if self._may_start(token):
                j += 1
            elif token.text in particles and j + 1 < end and _is_capital(doc[j + 1]):
                j += 2
            elif token.text in '”"' and (length := self._measure_nickname(doc, j, end)):
                j += length
            else:
                break
        return j

    def _measure_nickname(self, doc: Doc, j: int, end: int) -> int:
        """Tokens of a nickname in quote marks within a name: Karl-Erik ”Kalle” Strand; else 0."""
        for words in (1, 2):
            close = j + words + 1
            inner = doc[j + 1 : close]
            if close + 1 < end and doc[close].text in '”"' and all(map(_is_capital, inner)):
                return words + 2 if _is_capital(doc[close + 1]) else 0
        return 0

    def _pick(self, doc: Doc, i: int, stop: int, segment_start: int) -> Span | None:
        """The person in a run of capitalised words, if there is one."""
        lexicon, places = load_lexicon(), load_homes()
        last, following = doc[stop - 1].text, doc[stop].text if stop < len(doc) else ""
        words = [token.text for token in doc[i:stop]]
        words[-1] = strip_genitive(last, following, finnish=self._finnish, surname=stop - i > 1)
        if any(word in lexicon.organisation_words for word in words[1:]):
            return None
        if _is_named_after(last) or re.search(r"-[a-zåäö]+$", last):
            return None
        if following.lower() in lexicon.not_person_nouns:
            return None
        if i and doc[i - 1].lower_.endswith(_THINGS):
            return None
        if _is_unnamed_thing(doc, i):
            return None
        for k in range(i, stop):
            word = words[k - i]
            opens = k == segment_start or doc[k - 1].text[-1] in OPENING
            rest = [w for w in words[k - i + 1 :] if w[0].isupper()]
            if opens and word in lexicon.first_word_no_name:
                continue
            if rest and word.casefold().endswith(_THINGS):
                return None
            if rest and find_title(word.lower()) is not None and not _is_given(word, MIN_ALONE):
                continue
            if _INITIALS.match(word) and rest and find_title(rest[0].lower()) is not None:
                return None  # "1 A. Klasslärare"
            if _INITIALS.match(word) and rest and not doc[max(0, k - 1)].text[-1].isdigit():
                return self._span(doc, k, stop)
            if rest and _is_given(word) and not self._is_place_pair(word, rest, places):
                return self._span(doc, k, stop)
            if rest and k == stop - 2 and self._reads_as_name(doc, k, word, rest[0], opens):
                return self._span(doc, k, stop)
            if not rest and self._stands_alone(doc, k, word, opens):
                return self._span(doc, k, stop)
        return None

    def _is_place_pair(self, word: str, rest: list[str], places: dict[str, str]) -> bool:
        counts = look_up(word)
        few = counts is None or counts.bearers < MIN_ALONE
        known_place = word in places or word in load_lexicon().not_surnames
        no_name = counts is None or counts.bearers < MIN_GIVEN or counts.common > 0
        return (known_place and few) or (rest[0] in load_lexicon().not_surnames and no_name)

    def _reads_as_name(self, doc: Doc, k: int, word: str, surname: str, opens: bool) -> bool:
        """Two capitalised words whose first is in no register, by surname or context."""
        lexicon = load_lexicon()
        if {word, surname} & lexicon.not_surnames or word in load_homes():
            return False
        if word in lexicon.first_word_no_name or (opens and not self._is_spoken_for(doc, k, 2)):
            return False
        return is_surname_like(surname) or self._is_spoken_for(doc, k, 2)

    def _stands_alone(self, doc: Doc, k: int, word: str, opens: bool) -> bool:
        """One capitalised word: a first name by the register, a surname by context."""
        lexicon = load_lexicon()
        title_word = titlecase(word)
        if title_word in lexicon.not_surnames or title_word in load_homes():
            return False
        if len(word) < 2 or (word.isupper() and len(word) < 5):
            return False
        if title_word in lexicon.first_word_no_name:
            return False
        if not opens and self._is_spoken_for(doc, k, 1):
            return _is_given(word, 2) or is_surname_like(word)
        if doc[k].text in load_homes() or (opens and doc[k].text != word):
            return False
        if _is_given(word, MIN_ALONE) and not _is_word_too(word):
            return True
        return not opens and title_word.casefold().endswith("sson")

    def _is_spoken_for(self, doc: Doc, k: int, length: int) -> bool:
        """Whether a title stands before the words, or a verb of speech beside them."""
        verbs = load_lexicon().speech_verbs
        before = doc[k - 1].lower_ if k else ""
        after = doc[k + length].lower_ if k + length < len(doc) else ""
        return before in verbs or after in verbs or find_title(before) is not None

    def _span(self, doc: Doc, start: int, end: int) -> Span | None:
        while end > start and not _WORD.match(doc[end - 1].text):
            end -= 1
        if end - start > 2 and doc[start:end].text.isupper():
            end = start + 2  # in a line of capitals nothing else tells where the name ends
        return Span(doc, start, end, label=LABEL) if end > start else None


_KEPT_KEY = "name_rules"


def find_by_rules(doc: Doc) -> list[Span]:
    """The people whom the rules find in the whole Doc; read once and kept with it."""
    kept: list[tuple[int, int]] | None = doc.user_data.get(_KEPT_KEY)
    if kept is None:
        kept = [(span.start, span.end) for span in NameRules(doc).find(0, len(doc))]
        doc.user_data[_KEPT_KEY] = kept
    return [Span(doc, start, end, label=LABEL) for start, end in kept]
