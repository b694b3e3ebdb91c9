"""``evaluate gold``: people, gender, sources, growth, sectors, places, roles."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from spacy.language import Language

from data.console import Console
from data.records import Article, Person, Tagging
from data.vocab import Access, TopicKind
from nlp.evaluation.calibration import compute_calibration_error, find_chance_error
from nlp.evaluation.counts import (
    Rate,
    add_up,
    bootstrap,
    describe_prf,
    divide,
    f1_of,
    points_between,
    points_between_rates,
    recall_of,
    share_of,
)
from nlp.evaluation.givennames import RARE
from nlp.evaluation.goldfile import GoldArticle, GoldPerson, read_gold
from nlp.evaluation.matching import match_people
from nlp.names import look_up
from nlp.tag import freeze, make_doc

Miss = dict[str, Any]
_RATES: dict[str, Rate] = {
    **{
        f"{what}.{who}.{name}": make(f"{what}.{who}")
        for what in ("people", "sources")
        for who in ("all", "woman", "man")
        for name, make in (("f1", f1_of), ("r", recall_of))
    },
    "gender.accuracy": share_of("gender.all.right", "gender.all.n"),
    "gender.woman.accuracy": share_of("gender.woman.right", "gender.woman.n"),
    "gender.man.accuracy": share_of("gender.man.right", "gender.man.n"),
    "rare_names.gender.accuracy": share_of("gender.rare.right", "gender.rare.n"),
    "rare_names.r": recall_of("people.rare"),
    **{
        f"share_women.{what}.diff_points": points_between(f"share.{what}")
        for what in ("people", "sources", "growth_people", "growth_sources")
    },
    "growth.f1": f1_of("growth"),
    "growth.recall_women_minus_men": points_between_rates("centred.woman", "centred.man"),
    "municipality.micro_f1": f1_of("municipality"),
    "occupation_group.accuracy": share_of("occupation.right", "occupation.n"),
}


def is_rare_name(name: str) -> bool:
    """Whether under RARE bearers carry the first name; initials are not counted as names."""
    first = name.split()[0]
    counts = look_up(first)
    return "." not in first and (counts is None or counts.bearers < RARE)


class _Tally:
    """The counts of one article, and its misses with their context."""

    def __init__(self, gold: GoldArticle, tagging: Tagging, full_text: str) -> None:
        self.gold, self.tagging, self.full_text = gold, tagging, full_text
        self.counts: Counter[str] = Counter()
        self.misses: list[Miss] = []
        self._themes = {t.label for t in tagging.topics if t.kind is TopicKind.THEME}

    def miss(self, kind: str, name: str, expected: object, found: object, at: int = -1) -> None:
        at = at if at >= 0 else self.full_text.find(name.split()[-1])
        context = self.full_text[max(0, at - 80) : at + 120] if at >= 0 else ""
        self.misses.append(
            {
                "id": self.gold.id,
                "kind": kind,
                "name": name,
                "expected": expected,
                "found": found,
                "context": context.replace("\n", " ⏎ "),
            }
        )

    def count_hit(self, what: str, outcome: str, gender: str | None) -> None:
        self.counts[f"{what}.all.{outcome}"] += 1
        if gender in {"woman", "man"}:
            self.counts[f"{what}.{gender}.{outcome}"] += 1

    def tally_people(self) -> None:
        gold_people = [p for p in self.gold.people or [] if p.role == "content"]
        found = self.tagging.persons
        pairs = match_people([p.name for p in found], [p.name for p in gold_people])
        by_gold = {j: i for i, j in pairs}
        for j, person in enumerate(gold_people):
            if j in by_gold:
                self.count_hit("people", "tp", person.gender)
                self.counts["people.rare.tp"] += is_rare_name(person.name)
                self._tally_pair(found[by_gold[j]], person)
            else:
                self.count_hit("people", "fn", person.gender)
                self.counts["people.rare.fn"] += is_rare_name(person.name)
                self.miss("missed_person", person.name, person.gender, None)
                if person.quoted:
                    self.count_hit("sources", "fn", person.gender)
                    self.miss("missed_source", person.name, "quoted", "person not found")
            self._count_share("gold", person.gender, bool(person.quoted))
        matched = {i for i, _ in pairs}
        asked = not gold_people or any(p.quoted is not None for p in gold_people)
        for i, extra in enumerate(found):
            quoted = extra.quoted_direct or extra.quoted_indirect
            self._count_share("found", extra.gender, quoted)
            if i not in matched:
                at = extra.mentions[0].start_char
                self.count_hit("people", "fp", extra.gender)
                self.miss("extra_person", extra.name, None, extra.gender, at)
                if quoted and asked:
                    self.count_hit("sources", "fp", extra.gender)
                    self.miss("extra_source", extra.name, None, "quoted", at)

    def _count_share(self, side: str, gender: str | None, quoted: bool) -> None:
        """Count for the share of women, in all stories and in those that a side calls growth.

        The second is what is published, of news alone: it holds the errors of choosing too.
        """
        if gender not in {"woman", "man", "nonbinary"}:
            return
        is_growth = bool(self._themes) if side == "found" else bool(self.gold.growth)
        in_findings = self.gold.growth is not None and self.gold.genre in {None, "news"}
        for prefix, counts in (("", True), ("growth_", in_findings and is_growth)):
            if counts:
                self.counts[f"share.{prefix}people.{side}.n"] += 1
                self.counts[f"share.{prefix}people.{side}.woman"] += gender == "woman"
                self.counts[f"share.{prefix}sources.{side}.n"] += quoted
                self.counts[f"share.{prefix}sources.{side}.woman"] += quoted and gender == "woman"

    def _tally_pair(self, found: Person, gold: GoldPerson) -> None:
        at = found.mentions[0].start_char
        if gold.gender is not None and gold.gender != "unknown":
            right = found.gender == gold.gender
            groups = [f"by_{found.evidence}", *(["rare"] if is_rare_name(gold.name) else [])]
            for who in ("all", gold.gender, *groups):
                self.counts[f"gender.{who}.n"] += 1
                self.counts[f"gender.{who}.right"] += right
                self.counts[f"gender.{who}.unknown"] += found.gender == "unknown"
            if not right:
                self.miss("wrong_gender", gold.name, gold.gender, str(found.gender), at)
        if gold.quoted is not None:
            quoted = found.quoted_direct or found.quoted_indirect
            if quoted and gold.quoted:
                self.count_hit("sources", "tp", gold.gender)
            elif gold.quoted:
                self.count_hit("sources", "fn", gold.gender)
                self.miss("missed_source", gold.name, "quoted", "not quoted", at)
            elif quoted:
                self.count_hit("sources", "fp", gold.gender)
                self.miss("extra_source", gold.name, "not quoted", "quoted", at)
        if gold.function is not None:
            self._count_label("function", gold.function, found.function)
            if gold.function != found.function:
                self.miss("wrong_function", gold.name, gold.function, str(found.function), at)
        if gold.occupation_group is not None and gold.occupation_group != "unknown":
            right = found.occupation_group == gold.occupation_group
            self.counts["occupation.n"] += 1
            self.counts["occupation.right"] += right
            if not right:
                wrong = str(found.occupation_group)
                self.miss("wrong_occupation", gold.name, gold.occupation_group, wrong, at)

    def _count_label(self, what: str, expected: str, found: str) -> None:
        if expected == found:
            self.counts[f"{what}:{expected}.tp"] += 1
        else:
            self.counts[f"{what}:{expected}.fn"] += 1
            self.counts[f"{what}:{found}.fp"] += 1

    def _count_sets(
        self, what: str, expected: set[str], found: set[str], *, per_label: bool
    ) -> None:
        for label in expected | found:
            outcome = "tp" if label in expected & found else "fn" if label in expected else "fp"
            self.counts[f"{what}:{label}.{outcome}" if per_label else f"{what}.{outcome}"] += 1
        if expected != found:
            self.miss(f"wrong_{what}", what, sorted(expected), sorted(found))

    def state_growth(self) -> list[tuple[bool, float]]:
        """What is true and what probability was stated, where both are known."""
        stated = [t.probability for t in self.tagging.topics if t.kind is TopicKind.GROWTH]
        return [(self.gold.growth, p) for p in stated if self.gold.growth is not None]

    def tally_topics(self) -> None:
        gold = self.gold
        topics, themes = self.tagging.topics, self._themes
        sectors = [
            t.label
            for t in sorted(topics, key=lambda t: -t.probability)
            if t.kind is TopicKind.SECTOR
        ]
        if gold.growth is not None:
            self.counts["growth.n"] += 1
            if gold.growth and themes:
                self.counts["growth.tp"] += 1
            elif gold.growth or themes:
                self.counts["growth.fn" if gold.growth else "growth.fp"] += 1
                self.miss("wrong_growth", "growth", gold.growth, bool(themes))
            if gold.growth and (who := _find_centre(gold)):
                self.counts[f"centred.{who}.n"] += 1
                self.counts[f"centred.{who}.right"] += bool(themes)
        if gold.themes is not None:
            self._count_sets("theme", set(gold.themes), themes, per_label=True)
        if gold.sector is not None:
            self._count_label("sector", gold.sector, sectors[0] if sectors else "ovrigt")
        if gold.sectors is not None:
            self._count_sets("sectors", set(gold.sectors), set(sectors), per_label=True)
        if gold.municipalities is not None:
            found = {place.municipality for place in self.tagging.places}
            self._count_sets("municipality", set(gold.municipalities), found, per_label=False)


def _find_centre(gold: GoldArticle) -> str:
    """Whom a story is centred on, by its people: 'woman', 'man', or '' where neither is more."""
    genders = [person.gender for person in gold.people or () if person.role == "content"]
    more = genders.count("woman") - genders.count("man")
    return "woman" if more > 0 else "man" if more < 0 else ""


def _macro_f1(totals: dict[str, float], what: str) -> float | None:
    """Mean F1 over the labels that the answers hold."""
    labels = {
        key.split(":", 1)[1].rsplit(".", 1)[0]
        for key in totals
        if key.startswith(f"{what}:") and not key.endswith(".fp")
    }
    scores = [f1_of(f"{what}:{label}")(totals) or 0.0 for label in labels]
    return divide(sum(scores), len(scores))


def _to_article(gold: GoldArticle) -> Article:
    title, text = gold.split()
    return Article(
        id=gold.id,
        outlet_id="gold",
        url=gold.url or "",
        title=title,
        text=text,
        published="",
        content_hash="",
        language=gold.language,
        access=Access.UNKNOWN,
    )


def evaluate_gold(path: Path, nlp: Language, console: Console) -> tuple[dict[str, Any], list[Miss]]:
    """The figures of design.md's evaluate object, and every miss with its context."""
    golds = list(read_gold(path))
    tallies = []
    for gold in console.progress(golds, len(golds), "evaluate"):
        article = _to_article(gold)
        doc = nlp(make_doc(nlp, article.title, article.text))
        tally = _Tally(gold, freeze(article, doc, ""), article.full_text)
        if gold.people is not None:
            tally.tally_people()
        tally.tally_topics()
        tallies.append(tally)
    counts = [tally.counts for tally in tallies]
    stated = [pair for tally in tallies for pair in tally.state_growth()]
    result = _describe(add_up(counts), len(golds), stated)
    result["intervals"] = bootstrap(counts, _RATES)
    return result, [miss for tally in tallies for miss in tally.misses]


def _describe(totals: dict[str, float], n: int, stated: list[tuple[bool, float]]) -> dict[str, Any]:
    def gender(who: str) -> dict[str, float | int | None]:
        of = int(totals.get(f"gender.{who}.n", 0))
        return {
            "accuracy": divide(totals.get(f"gender.{who}.right", 0), of),
            "unknown_rate": divide(totals.get(f"gender.{who}.unknown", 0), of),
            "n": of,
        }

    def share(what: str) -> dict[str, float | None]:
        gold, found = (
            divide(totals.get(f"share.{what}.{s}.woman", 0), totals.get(f"share.{what}.{s}.n", 0))
            for s in ("gold", "found")
        )
        points = None if gold is None or found is None else round(100 * (found - gold), 2)
        return {"gold": gold, "found": found, "diff_points": points}

    result: dict[str, Any] = {"n_articles": n}
    keys = {key.split(".")[0].split(":")[0] for key in totals}
    if "people" in keys:
        by_gender = ("all", "woman", "man")
        result["people"] = {who: describe_prf(totals, f"people.{who}") for who in by_gender}
        rare = describe_prf(totals, "people.rare")
        result["rare_names"] = {key: rare[key] for key in ("r", "tp", "fn")}
        if "gender" in keys:
            result["gender"] = {**gender("all"), "woman": gender("woman"), "man": gender("man")}
            result["rare_names"]["gender"] = gender("rare")
            kinds = sorted({k.split(".")[1] for k in totals if k.startswith("gender.by_")})
            result["gender_by_evidence"] = {k.removeprefix("by_"): gender(k) for k in kinds}
        if "sources" in keys:
            result["sources"] = {who: describe_prf(totals, f"sources.{who}") for who in by_gender}
        result["share_women"] = {"people": share("people"), "sources": share("sources")}
        if "growth" in keys:
            for what in ("growth_people", "growth_sources"):
                result["share_women"][what] = share(what)
    if "growth" in keys:
        result["growth"] = describe_prf(totals, "growth")
        if stated:
            truths, values = zip(*stated, strict=True)
            result["growth"]["calibration_error"] = compute_calibration_error(truths, values)
            result["growth"]["calibration_by_chance"] = find_chance_error(values)
    if "centred" in keys:  # would the choice of stories hide women?
        for who in ("woman", "man"):
            of = totals.get(f"centred.{who}.n", 0)
            recall = divide(totals.get(f"centred.{who}.right", 0), of)
            result["growth"][f"{who}_centred"] = {"r": recall, "n": int(of)}
    for what in ("theme", "sector", "sectors", "function"):
        if what in keys:
            result[what] = {"macro_f1": _macro_f1(totals, what)}
    if "municipality" in keys:
        result["municipality"] = {"micro_f1": f1_of("municipality")(totals)}
    if "occupation" in keys:
        accuracy = divide(totals.get("occupation.right", 0), totals.get("occupation.n", 0))
        result["occupation_group"] = {"accuracy": accuracy, "n": int(totals["occupation.n"])}
    return result
