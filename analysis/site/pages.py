"""The pages about the method: which there are, and what they read from public.db."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from analysis.labels import FUNCTION_LABELS, OCCUPATION_LABELS
from analysis.site.changes import METHOD_CHANGES
from analysis.wording import say_errors
from data.vocab import Sector, Theme, label_sv


@dataclass(frozen=True, slots=True)
class Page:
    slug: str
    title: str
    about: str


PAGES = {
    page.slug: page
    for page in (
        Page("metod", "Metod", "Vad som räknas, hur det räknas och vad siffrorna inte säger."),
        Page("sakerhet", "Så säkra är siffrorna", "Felmått för kvinnor och män var för sig."),
        Page("jamforelsetal", "Jämförelsetal", "Andelarna i verkligheten, med år och källa."),
        Page("kvalitet", "Kvalitetsdeklaration", "Innehåll, säkerhet och jämförbarhet."),
        Page("metodandringar", "Ändringar i metoden", "Vad som ändrats, och vad det betydde."),
        Page("bestrid", "Är något fel?", "Så begär du att en kod eller ett namn rättas."),
        Page("oppna-data", "Öppna data", "Ladda ner siffrorna och använd dem fritt."),
        Page("tillganglighet", "Tillgänglighet", "Så tillgänglig är webbplatsen."),
        Page("integritet", "Personuppgifter", "Vilka uppgifter som hanteras, och varför."),
    )
}  # fmt: skip


async def read_page(database: Any, slug: str) -> dict[str, Any]:
    """Template variables of a page; what a database lacks is left out."""
    tables = set(await database.table_names())

    async def rows(sql: str, *needed: str) -> list[dict[str, Any]]:
        if not set(needed) <= tables:
            return []
        return [dict(row) for row in (await database.execute(sql, page_size=10_000)).rows]

    method = await rows("SELECT nyckel, varde FROM metod ORDER BY ordning", "metod")
    said = {row["nyckel"]: row["varde"] for row in method}
    found: dict[str, Any] = {"sidan": PAGES[slug], "metod": said, "metodrader": method}
    if slug == "metod":
        found |= {
            "teman": [label_sv(word.value) for word in Theme],
            "branscher": [label_sv(word.value) for word in Sector],
            "roller": list(FUNCTION_LABELS.values()),
            "yrken": list(OCCUPATION_LABELS.values()),
            "matten": await rows(
                "SELECT matt, kapitel, definition FROM mattlista ORDER BY ordning", "mattlista"
            ),
        }
    if slug in {"sakerhet", "kvalitet"}:
        errors = await rows("SELECT * FROM felmatt ORDER BY guldmaterial, matt_id", "felmatt")
        found |= {
            "felmatt": say_errors(errors, said.get("Modell", "").split(", ")),
            "felrader": pair_errors(errors),
            "utelamnat": await rows("SELECT * FROM utelamnat ORDER BY steg, skal", "utelamnat"),
            "medierna": await rows("SELECT * FROM medier ORDER BY namn", "medier"),
            "har_liggare": "liggare" in tables,
        }
    if slug == "jamforelsetal":
        found["basandelar"] = await rows(
            "SELECT * FROM basandelar ORDER BY omrade <> 'Norrbotten', befolkning, ar", "basandelar"
        )
    if slug == "metodandringar":
        found["andringar"] = METHOD_CHANGES
    if slug == "oppna-data":
        found["utgavor"] = await rows("SELECT * FROM utgavor ORDER BY fryst DESC", "utgavor")
    return found


_PAIRED = (
    ("people.{}.r", "Personer i texterna som hittas"),
    ("people.{}.p", "Funna personer som verkligen är personer i texten"),
    ("gender.{}.r", "Funna personer som får rätt kön"),
    ("sources.{}.r", "Personer som kommer till tals och som hittas"),
    ("sources.{}.p", "Funna till tals som verkligen kommer till tals"),
)


def pair_errors(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Error figures with women and men side by side, one row a gold file and metric."""
    by_key = {(row["guldmaterial"], row["matt_id"]): row for row in rows}
    pairs = []
    for gold in dict.fromkeys(row["guldmaterial"] for row in rows):
        for metric, label in _PAIRED:
            women = by_key.get((gold, metric.format("woman")))
            men = by_key.get((gold, metric.format("man")))
            if women is not None and men is not None:
                pairs.append({"facit": gold, "matt": label, "kvinnor": women, "man": men})
    return pairs
