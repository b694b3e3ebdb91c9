"""Who a speech tag points at: a name, a pronoun, a title, a relative, or an institution."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass

from spacy.tokens import Doc

from data.vocab import Gender, Occupation
from nlp.drafts import Naming, PersonDraft, get_persons, get_text
from nlp.kinship import find_kinship
from nlp.lexicon import load_lexicon
from nlp.salience import HEADLINE, PRONOUN, QUOTED, SPOKE, Salience, weigh
from nlp.sentences import Word, read_words, split_sentences
from nlp.speechwords import SpeechWords, is_collective, load_speech_words
from nlp.titles import find_title, same_title


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved speaker; ``person`` is None for an institution or one that is not found."""

    person: int | None
    text: str
    method: str
    probability: float


NOBODY = Speaker(None, "", "unknown", 0.0)
SUBJECT_WORDS = 14  # words behind a verb of speech among which the name of its subject stands
UNSURE = 0.35  # what the salience of a person of unknown gender is worth for hon or han
SPEAKS = 1.4  # how much likelier a person who has spoken before is to speak without a tag
FAINT = 0.03  # salience below which a person was mentioned too long ago for a pronoun
_SUBJECT_PRONOUNS = frozenset(
    {"hon", "han", "hen", "hän", "henne", "honom", "henom", "denne", "denna"}
)
_NO_GROUP = frozenset({Occupation.UNKNOWN, None})
_AWAY = frozenset({"till", "om", "med", "på", "åt", "för", "inför", "mot", "från", "av", "efter"})
# Behind these a name is no longer the subject's: "säger läraren som undervisar Anna".
_NEW_CLAUSE = frozenset(
    {"att", "som", "när", "där", "medan", "och", "men", "sedan", "eftersom", "innan", "efter", "då"}
    | {"får", "fick", "har", "hade", "är", "var", "ska", "skulle", "kan", "kunde", "blir", "blev"}
    | {"måste", "vill", "ville", "kommer", "kom", "bör", "borde", "finns", "fanns", "gör"}
)
_PLURAL = ("arna", "erna", "orna")
_POSSESSIVES = frozenset({"hans", "hennes", "hens", "deras", "sin", "sitt", "dennes"})
_PRONOUNS = frozenset(
    {"hon", "han", "hen", "hän", "henne", "hennes", "honom", "hans", "hens", "hänen", "henom"}
)
_DEAD = re.compile(r"^(?:, |,? \()(?:som (?:dog|avled)|död|avliden|\D{0,12}\d{4}[–-]\d{4}\))|^ \(†")
_AGED = re.compile(r"^\d{1,3}-(?:åringen|årige|åriga)$|^(?:tonåringen|pensionären|barnet)$")
_APPOSITION = re.compile(
    r"(?: \([^)]{1,20}\))?(?:, \d{1,3})?(?:, [^.!?:;”\"]{1,90}?,"
    r"| (?:på|från|i|vid|hos|för) [^.!?,:;”\"]{1,60})?"
    r"(?: (?:själv|också|även|däremot|dock|nu|har|hade|ska ha|gärna|hellre|tidigare))* ?"
)


def _definite_forms(title: str) -> set[str]:
    """What a title may be called when it is known: vd -> vd:n, kommunalråd -> kommunalrådet."""
    if title.endswith((":n", "en", "et", "an")) and len(title) > 4:
        return {title}
    if len(title) < 4:
        return {f"{title}:n"}
    if title.endswith("e"):
        return {f"{title}n"}
    if title.endswith("a"):
        return {f"{title}n"}
    return {f"{title}en", f"{title}n", f"{title}et"}


class SpeakerFinder:
    """Resolves speakers of one article; remembers who spoke and who is in focus."""

    def __init__(self, doc: Doc) -> None:
        self.text = get_text(doc)
        self.persons: tuple[PersonDraft, ...] = get_persons(doc)
        self.last: Speaker = NOBODY
        self.salience = Salience()
        self.namings: list[tuple[int, int, Naming]] = sorted(
            (
                (naming.start_char, i, naming)
                for i, person in enumerate(self.persons)
                for naming in person.namings
            ),
            key=lambda item: item[:2],
        )
        self._starts = [start for start, _, _ in self.namings]
        self._words: SpeechWords = load_speech_words()
        self._dead = {
            i for _, i, n in self.namings if _DEAD.match(self.text[n.end_char : n.end_char + 30])
        }
        self._kin: dict[int, set[str]] | None = None
        self._surnames: dict[str, int] = {}
        for i, person in enumerate(self.persons):
            for word in person.words:
                self._surnames.setdefault(word, i)
        self.words = read_words(self.text, 0, len(self.text))
        self._word_starts = [word.start for word in self.words]
        self._nouns = self._find_nouns()
        self._pronouns = [word.start for word in self.words if word.lower in _PRONOUNS]

    # the story so far

    def note(self, speaker: Speaker) -> None:
        """Remember a speaker as the one who has the word."""
        self.last = speaker
        if speaker.person is not None:
            self.salience.add(speaker.person, SPOKE)
            self.salience.spoken.add(speaker.person)

    def listen(self, start: int, end: int, *, spoken: bool = False, headline: bool = False) -> None:
        """Take in a stretch: whom it names and points at, sentence by sentence."""
        if spoken and not self.namings_between(start, end):
            self.salience.step(1 + self.text.count(". ", start, end))
            return
        for a, b in split_sentences(self.text, start, end):
            self.listen_to(a, b, spoken=spoken, headline=headline)

    def listen_to(self, a: int, b: int, *, spoken: bool = False, headline: bool = False) -> None:
        """Take in one sentence."""
        self.salience.step()
        found: list[tuple[int, int | None, Naming | None]] = [
            (n.start_char, i, n) for i, n in self.namings_between(a, b)
        ]
        taken = {at for at, _, _ in found}
        if not spoken:
            first = bisect.bisect_left(self._pronouns, a)
            for at in self._pronouns[first : bisect.bisect_left(self._pronouns, b)]:
                if at not in taken:
                    found.append((at, None, None))
            found += [(at, i, None) for at, i in self._nouns_between(a, b) if at not in taken]
            found.sort(key=lambda item: item[0])
        is_first = True
        named_here: int | None = None
        for at, person, naming in found:
            if naming is None and person is not None:
                weight = weigh(self.text, a, at, is_first=is_first, is_genitive=False)
                self.salience.add(person, weight * PRONOUN)
                is_first = False
                continue
            if naming is None:
                word = self.word_at(at)
                gender = load_lexicon().pronouns.get(word)
                resolved = named_here
                if resolved is None or not self._agrees(resolved, gender):
                    resolved = self.by_pronoun(word).person
                if resolved is not None and not headline:
                    subject = word in {"hon", "han", "hen", "hän"}
                    self.salience.add(resolved, PRONOUN if subject else PRONOUN / 2)
                continue
            assert person is not None
            if spoken:
                weight = QUOTED
            elif headline:
                weight = HEADLINE
            else:
                genitive = naming.text.endswith("s") and not self.persons[person].name.endswith("s")
                weight = weigh(self.text, a, at, is_first=is_first, is_genitive=genitive)
            if person in self._dead:
                weight *= 0.3
            self.salience.add(person, weight)
            if is_first and not spoken and weight > QUOTED:
                named_here = person
            is_first = False

    def words_between(self, start: int, end: int) -> list[Word]:
        first = bisect.bisect_left(self._word_starts, start)
        return self.words[first : bisect.bisect_left(self._word_starts, end)]

    def word_at(self, at: int) -> str:
        """The word that starts at ``at``, in small letters; "" for none."""
        k = bisect.bisect_left(self._word_starts, at)
        found = k < len(self.words) and self._word_starts[k] == at
        return self.words[k].lower if found else ""

    def namings_between(self, start: int, end: int) -> list[tuple[int, Naming]]:
        first = bisect.bisect_left(self._starts, start)
        last = bisect.bisect_left(self._starts, end)
        return [(i, n) for _, i, n in self.namings[first:last] if n.end_char <= end + 1]

    def _nouns_between(self, start: int, end: int) -> list[tuple[int, int]]:
        """(offset, person) of definite titles and words of kinship that stand for one person."""
        first = bisect.bisect_left(self._nouns, (start, -1))
        last = bisect.bisect_left(self._nouns, (end, -1))
        return self._nouns[first:last]

    def _find_nouns(self) -> list[tuple[int, int]]:
        """Definite nouns of the text that one person alone carries: "Hustrun", "professorn"."""
        owners: dict[str, set[int]] = {}
        for i, person in enumerate(self.persons):
            for title in person.titles:
                for form in _definite_forms(title):
                    owners.setdefault(form, set()).add(i)
        related = self._find_kin()
        if related:
            for form, kin in self._words.kinship.items():
                if form.endswith("n"):
                    for i, kinds in related.items():
                        if kin.word in kinds:
                            owners.setdefault(form, set()).add(i)
        if not owners:
            return []
        starts = set(self._starts)
        return [
            (word.start, next(iter(carriers)))
            for word in self.words
            if (carriers := owners.get(word.lower)) is not None
            and len(carriers) == 1
            and word.end + 1 not in starts
        ]

    # the subject behind a verb

    def after_verb(self, start: int, end: int) -> tuple[Speaker, int] | None:
        """(speaker, where the subject ends) of the subject in text[start:end]."""
        words = self.words_between(start, end)[:SUBJECT_WORDS]
        skipped = 0
        while skipped < min(2, len(words) - 1) and words[skipped].lower in self._words.adverbs:
            skipped += 1
        words = words[skipped:]
        if not words or words[0].lower in _AWAY or words[0].lower in _NEW_CLAUSE:
            return None
        namings = self.namings_between(start, end)
        first = words[0]
        if first.lower in _SUBJECT_PRONOUNS and not any(
            n.start_char <= first.start < n.end_char for _, n in namings
        ):
            return self.by_pronoun(first.lower), first.end
        return self._by_phrase(words, namings, end)

    def _by_phrase(
        self, words: list[Word], namings: list[tuple[int, Naming]], end: int
    ) -> tuple[Speaker, int] | None:
        """The subject that a noun phrase names: a person, else a title, a relative, a group."""
        noun: Word | None = None
        possessive = words[0].lower in _POSSESSIVES
        for k, word in enumerate(words):
            at = next(((i, n) for i, n in namings if n.start_char <= word.start < n.end_char), None)
            if at is not None and not self._owns(at[1], words, k):
                i, naming = at
                if self._joined(naming, namings):
                    return Speaker(None, self.text[naming.start_char : end], "group", 0.8), end
                return Speaker(i, self.persons[i].name, "name", 0.97), naming.end_char
            if at is not None:
                continue
            if word.lower in _NEW_CLAUSE or (word.lower in _AWAY and (noun or k)):
                break
            gap = self.text[words[k - 1].end : word.start] if k else ""
            if "," in gap and noun is None and k:
                break
            if k == 0 and word.lower == "man":
                return Speaker(None, "man", "unnamed", 0.7), word.end
            if k == 0 and word.lower.endswith(_PLURAL):
                return Speaker(None, word.lower, "group", 0.8), word.end
            if noun is None and (self._is_human(word) or is_collective(word.lower)):
                noun = word
            elif noun is None and k == 0 and word.lower in self._words.unnamed:
                if word.lower == "man":
                    return Speaker(None, "man", "unnamed", 0.7), word.end
                if (
                    namings
                    and namings[0][1].start_char - word.end < 60
                    and self._apposed(word.end, namings[0][1].start_char)
                ):
                    i, naming = namings[0]
                    return Speaker(i, self.persons[i].name, "name", 0.9), naming.end_char
                stop = re.compile(r"[.,:;!?]|$").search(self.text, word.end, end)
                return (
                    Speaker(
                        None, self.text[word.start : stop.start() if stop else end], "unnamed", 0.9
                    ),
                    stop.start() if stop else end,
                )
            elif noun is None and k == 0 and word.lower in self._words.groups:
                return Speaker(None, word.lower, "group", 0.9), word.end
        if noun is None:
            return self._by_other_word(words, namings)
        owner = words[words.index(noun) - 1].lower if noun is not words[0] else ""
        return self.by_noun(noun, possessive=possessive, owned=owner.endswith("s")), noun.end

    def _apposed(self, start: int, end: int) -> bool:
        """Whether "en av dem, Tage Sjösten" or "en kvinna vid namn X" leads to the name."""
        between = self.text[start:end]
        return re.fullmatch(r" av [^.,]{1,30},? | \w+ vid namn ", between) is not None

    def _by_other_word(
        self, words: list[Word], namings: list[tuple[int, Naming]]
    ) -> tuple[Speaker, int] | None:
        """A definite noun of no list means whom the story is about; a capital a company."""
        word = words[0]
        raw = self.text[word.start : word.end]
        if word.lower in _POSSESSIVES and len(words) > 1:
            return Speaker(None, self.text[word.start : words[1].end], "unnamed", 0.7), words[1].end
        if any(n.start_char <= word.start < n.end_char for _, n in namings):
            return None
        if raw[0].isupper() and len(raw) > 1:
            if raw in self._surnames:  # a surname that is a place too: "säger Boden"
                i = self._surnames[raw]
                return Speaker(i, self.persons[i].name, "name", 0.85), word.end
            if re.search(r"(?:bon|bo)$", raw):
                return self._by_description(word), word.end
            return Speaker(None, raw, "institution", 0.7), word.end
        if _AGED.match(word.lower) or (
            len(word.lower) > 4 and word.lower.endswith(("en", "an", "bon"))
        ):
            found = self._by_description(word)
            return Speaker(found.person, found.text, "guess", found.probability * 0.9), word.end
        return None

    def _owns(self, naming: Naming, words: list[Word], k: int) -> bool:
        """Whether a name is a genitive that owns the next word: "Rakels man", "Polarvinds vd"."""
        following = words[k + 1] if k + 1 < len(words) else None
        return (
            naming.text.endswith("s")
            and following is not None
            and self.text[naming.end_char : following.start] == " "
            and (following.lower in self._words.kinship or find_title(following.lower) is not None)
        )

    def _joined(self, naming: Naming, namings: list[tuple[int, Naming]]) -> bool:
        """Whether a second person speaks with the first: "säger Vera och Lage Lind"."""
        return any(
            self.text[naming.end_char : other.start_char] in {" och ", " ja ", " & "}
            for _, other in namings
        )

    def _is_human(self, word: Word) -> bool:
        words = self._words
        return (
            word.lower in words.kinship
            or word.lower in words.human_nouns
            or word.lower in words.wide_titles
            or _AGED.match(word.lower) is not None
            or (self.text[word.start].islower() and find_title(word.lower) is not None)
        )

    # before a verb

    def before_verb(self, start: int, end: int) -> Speaker | None:
        """The subject that ends right before the verb at ``end``, no earlier than ``start``."""
        text = self.text
        tail = text[max(start, end - 40) : end]
        pronoun = re.search(
            r"\b(hon|han|hen|hän)"
            r"(?: (?:själv|också|även|dock|däremot|har|hade|ska ha|nu|on|oli))* $",
            tail,
            re.IGNORECASE,
        )
        if pronoun:
            return self.by_pronoun(pronoun[1].lower())
        near = self.namings_between(max(start, end - 170), end)
        if near:
            i, naming = near[-1]
            between = text[naming.end_char : end]
            if _APPOSITION.fullmatch(between) and not self._is_oblique(start, naming):
                return Speaker(i, self.persons[i].name, "name", 0.93)
            if len(near) > 1:  # "Mats Holm, som leder arbetet med Eva Lind, säger"
                i, naming = near[0]
                between = text[naming.end_char : end]
                if re.fullmatch(r"(?: \([^)]*\))?, (?:som|vd|chef)\b[^.!?]{1,90}, ?", between):
                    return Speaker(i, self.persons[i].name, "name", 0.85)
        noun = re.search(r"([\w:-]+?)(?:,? (?:själv|också|även|dock|däremot|har|hade))* $", tail)
        if noun and noun[1].lower() not in self._words.adverbs:
            at = end - len(tail) + noun.start(1)
            word = Word(at, at + len(noun[1]), noun[1].lower())
            human = self._is_human(word) or find_title(word.lower) is not None
            if self._is_definite(word) and (human or is_collective(word.lower)):
                return self.by_noun(word)
            if noun[1] in self._surnames:
                i = self._surnames[noun[1]]
                return Speaker(i, self.persons[i].name, "name", 0.8)
            if noun[1][0].isupper() and is_collective(word.lower):
                return Speaker(None, noun[1], "institution", 0.9)
        return None

    def _is_definite(self, word: Word) -> bool:
        return word.lower.endswith(("n", "t", "a"))

    def _is_oblique(self, start: int, naming: Naming) -> bool:
        before = self.text[max(start, naming.start_char - 12) : naming.start_char]
        return re.search(r"\b(?:med|till|av|hos|om|mot|åt|än|utan)\s$", before) is not None

    def subject_of(self, start: int, end: int) -> Speaker | None:
        """The subject of the sentence that opens at ``start``: its first name or pronoun."""
        namings = self.namings_between(start, end)
        pronoun = re.compile(r"\b(hon|han|hen|hän)\b", re.IGNORECASE).search(self.text, start, end)
        if namings and (pronoun is None or namings[0][1].start_char < pronoun.start()):
            return Speaker(namings[0][0], self.persons[namings[0][0]].name, "name", 0.85)
        return self.by_pronoun(pronoun[1].lower()) if pronoun else None

    # from a word to a person

    def by_pronoun(self, pronoun: str) -> Speaker:
        """The person in focus whose gender agrees; one of unknown gender where none does."""
        gender = load_lexicon().pronouns.get(pronoun)
        fitting = [
            (-self.salience.score(i) * factor, i)
            for i in self.salience.known
            if (factor := self._agrees(i, gender))
        ]
        if not fitting:
            return Speaker(None, pronoun, "unknown", 0.0)
        fitting.sort()
        best = fitting[0][1]
        sure = self._margin([i for _, i in fitting])
        if self.persons[best].gender is Gender.UNKNOWN and gender is not None:
            sure = min(sure, 0.7)
        return Speaker(best, self.persons[best].name, "pronoun", sure)

    def _agrees(self, person: int, gender: Gender | None) -> float:
        """1 where the gender agrees, less where a person's gender is unknown, 0 else."""
        own = self.persons[person].gender
        if gender is None or own == gender:
            return 0.3 if person in self._dead else 1.0
        return UNSURE if own is Gender.UNKNOWN else 0.0

    def _margin(self, fitting: list[int]) -> float:
        """How sure a choice is, by how far the first is ahead of the second."""
        if len(fitting) == 1:
            return 0.93
        ahead = self.salience.score(fitting[0]) / max(self.salience.score(fitting[1]), 1e-6)
        return 0.9 if ahead > 2 else 0.8 if ahead > 1.3 else 0.65

    def by_noun(self, word: Word, *, possessive: bool = False, owned: bool = False) -> Speaker:
        """Whom a noun stands for: a title's carrier, a relative, an institution, who is in focus.

        ``possessive``: behind hans or hennes, so hardly the one who spoke last. ``owned``: behind
        a genitive, "polisens presstalesperson", so nobody but a carrier of the title.
        """
        words = self._words
        lower = word.lower
        raw = self.text[word.start : word.end]
        carriers = self._carriers(lower)
        if carriers and not (possessive and self._only_speaker(carriers)):
            best, sure = self._choose(carriers)
            return Speaker(best, raw, "title", sure)
        if lower in words.kinship:
            return self._by_kinship(lower, raw, possessive=possessive)
        if is_collective(lower):
            return Speaker(None, raw, "institution", 0.95)
        if possessive or owned or not self._is_definite(word):  # "forskare tror": some or other
            return Speaker(None, raw, "unnamed", 0.7)
        wide = words.wide_titles.get(lower)
        if wide is not None:
            group = [i for i in self.salience.known if self._group_of(i) & wide]
            untitled = [i for i in self.salience.known if not self._group_of(i) - _NO_GROUP]
            if group:
                best, sure = self._choose(group)
                newest = self.salience.rank(untitled)[:1]
                if newest and self.salience.score(newest[0]) > 2 * self.salience.score(best):
                    return Speaker(newest[0], raw, "description", 0.6)
                return Speaker(best, raw, "title", min(sure, 0.8))
        return self._by_description(word)

    def by_any_noun(self, start: int, end: int) -> Speaker:
        """Whom a noun phrase stands for that ends at ``end``; nobody named where it is no title."""
        words = self.words_between(start, end)
        if not words:
            return NOBODY
        noun = words[-1]
        if self._is_human(noun) or is_collective(noun.lower):
            return self.by_noun(noun)
        return Speaker(None, self.text[start:end], "unnamed", 0.5)

    def _only_speaker(self, carriers: list[int]) -> bool:
        return carriers == [self.last.person]

    def _carriers(self, title: str) -> list[int]:
        """Persons who carry a title, in any form, or one that ends in it (ordföranden)."""
        exact = [
            i for i, p in enumerate(self.persons) if any(same_title(title, t) for t in p.titles)
        ]
        if exact or title in self._words.kinship or title in self._words.human_nouns:
            return exact
        stem = re.sub(r"(?::n|et|en|an|n|t)$", "", title)
        if len(stem) < 3:
            return []
        ends = (title, stem, stem + "e", stem + "a")
        return [
            i
            for i, p in enumerate(self.persons)
            if any(t.endswith(ends) or (len(t) > 4 and stem.endswith(t)) for t in p.titles)
        ]

    def _group_of(self, person: int) -> set[Occupation]:
        groups = {find_title(title) for title in self.persons[person].titles}
        if self.persons[person].party:
            groups.add(Occupation.POLITICIAN)
        return {group for group in groups if group is not None}

    def _choose(self, persons: list[int]) -> tuple[int, float]:
        ranked = self.salience.rank(persons)
        if not ranked:
            return persons[0], 0.9 if len(persons) == 1 else 0.6
        return ranked[0], 0.92 if len(persons) == 1 else self._margin(ranked)

    def _by_kinship(self, form: str, raw: str, *, possessive: bool) -> Speaker:
        """The relative: whoever is presented by the word, else the other one whom it can mean."""
        kin = self._words.kinship[form]
        presented = [i for i, kinds in self._find_kin().items() if kin.word in kinds]
        if form in self._words.human_nouns:  # mannen: a husband or just a man
            presented = presented or []
        if presented:
            best, sure = self._choose(presented)
            return Speaker(best, raw, "relation", min(sure, 0.9))
        fitting = [
            i
            for i in self.salience.rank(self.salience.known)
            if (kin.gender is None or self.persons[i].gender == kin.gender) and i not in self._dead
        ]
        if form in self._words.human_nouns and fitting:
            return Speaker(fitting[0], raw, "description", 0.6)
        if possessive or not fitting:
            return Speaker(None, raw, "unnamed", 0.6)
        others = [i for i in fitting if i != self.last.person] or fitting
        return Speaker(others[0], raw, "relation", 0.6)

    def _find_kin(self) -> dict[int, set[str]]:
        if self._kin is None:
            self._kin = find_kinship(self.text, self.persons)
        return self._kin

    def _by_description(self, word: Word) -> Speaker:
        """A noun of no carrier means the one in focus whom it can mean, by gender and title."""
        raw = self.text[word.start : word.end]
        gender = self._words.human_nouns.get(word.lower)
        group = find_title(word.lower)
        fitting = []
        for i in self.salience.rank(self.salience.known):
            if self.salience.score(i) < 2 * FAINT or i in self._dead:
                continue
            if gender is not None and self.persons[i].gender not in {gender, Gender.UNKNOWN}:
                continue
            groups = self._group_of(i) - {Occupation.UNKNOWN}
            if group not in {None, Occupation.UNKNOWN} and groups and group not in groups:
                continue
            fitting.append(i)
        if not fitting:
            return Speaker(None, raw, "unknown", 0.0)
        return Speaker(fitting[0], raw, "description", 0.6)

    def in_focus(self, since: int | None = None) -> Speaker | None:
        """The one whom the narrative is about now; not those last mentioned before ``since``."""
        ranked = [
            i
            for i in self.salience.rank(self.salience.known)
            if i not in self._dead and (since is None or self.salience.last_seen(i) > since)
        ]
        if not ranked:
            return None
        # who has had the word is likelier to have it again
        ranked.sort(
            key=lambda i: -self.salience.score(i) * (SPEAKS if i in self.salience.spoken else 1)
        )
        best = ranked[0]
        sure = 0.8 if len(ranked) == 1 else min(0.75, self._margin(ranked))
        return Speaker(best, self.persons[best].name, "context", sure)
