"""docs/add-an-outlet.md, step by step, on a fictional site that nobody has described."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from crawler.draft import infer_patterns
from data.store import MediaStore
from tests.chain import run
from tests.crawler.trapsite import SITE, TrapSite, send

STORIES = [f"/nyheter/2026/10/fjallbladet-{word}" for word in ("kaj", "bro", "skola", "gruva")]


def article(path: str, body_class: str = "article-content") -> bytes:
    linked = json.dumps(
        {
            "@type": "NewsArticle",
            "headline": f"Rubrik {path[-5:]}",
            "datePublished": "2026-10-01T08:00:00+02:00",
            "isAccessibleForFree": True,
        }
    )
    text = "".join(
        f"<p>Stycke {n} i {path[-5:]}: hamnen byggs ut med en ny kaj för bolagets fartyg, och "
        "arbetet ska vara klart till hösten nästa år enligt hamnchefen Anna Alm.</p>"
        for n in range(6)
    )
    menu = "".join(f'<li><a href="/amne/{n}">Ämne {n}</a></li>' for n in range(20))
    return (
        f'<html lang="sv"><head><title>{path[-5:]} | Fjällbladet</title>'
        f'<script type="application/ld+json">{linked}</script></head><body><ul>{menu}</ul>'
        f'<article><h1>Rubrik {path[-5:]}</h1><p class="ingress">En ingress om {path[-5:]}.</p>'
        f'<span class="byline">Bo Berg</span><div class="{body_class}">{text}</div></article>'
        "<footer><p>Så jobbar vi med nyheter</p></footer></body></html>"
    ).encode()


def routes() -> dict[str, Any]:
    items = "".join(f"<item><link>{SITE}{path}</link></item>" for path in STORIES)
    front = "".join(f'<a href="{path}">x</a>' for path in STORIES)
    return {
        "/": (
            '<html lang="sv"><head><title>Start | Fjällbladet</title><link rel="alternate" '
            f'type="application/rss+xml" href="/flode.xml"></head><body>{front}</body></html>'
        ).encode(),
        "/robots.txt": b"User-agent: *\nDisallow: /konto\n",
        "/flode.xml": lambda handler: send(
            handler,
            f'<rss version="2.0"><channel>{items}</channel></rss>'.encode(),
            Content_Type="application/rss+xml",
        ),
        **{path: article(path) for path in STORIES},
    }


def test_a_new_user_adds_an_outlet(tmp_path: Path) -> None:
    folder, db_dir = tmp_path / "outlets", tmp_path / "db"
    pages = routes()
    with TrapSite(pages).running() as site:
        shared = ["--proxy", site.url, "--db-dir", str(db_dir), "--json"]
        added = run("outlets", "add", SITE, "--to", str(folder), *shared)
        assert added.returncode == 0, added.stderr
        drafted = yaml.safe_load((folder / "provbladet.yml").read_text("utf-8"))
        assert drafted["name"] == "Fjällbladet"
        assert drafted["sources"] == [{"kind": "feed", "url": f"{SITE}/flode.xml"}]
        assert drafted["article_patterns"] == [r"^/nyheter/\d{4}/\d{2}/[^/?]+$"]
        assert drafted["selectors"]["body"] == [".article-content p"]
        assert drafted["verified"] is False

        again = run("outlets", "add", SITE, "--to", str(folder), *shared)
        assert again.returncode == 2
        assert "--force" in again.stderr

        named = ["provbladet", "--outlets-dir", str(folder), *shared]
        well = run("doctor", *named)
        assert well.returncode == 0, well.stdout + well.stderr
        crawled = run("crawl", *named)
        assert json.loads(crawled.stdout)["outlets"]["provbladet"]["new"] == len(STORIES)

        pages.update({path: article(path, "ny-klass") for path in STORIES})
        ill = run("doctor", *named)
        assert ill.returncode == 1
        found = json.loads(ill.stdout)["outlets"]["provbladet"]
        assert any("no longer fit" in result for result in found["checks"].values())
        assert found["changed"]
    with MediaStore.open_existing(db_dir) as store:
        texts = [stored.text for stored in store.iter_articles()]
    assert all("Stycke 5" in text and "Så jobbar vi" not in text for text in texts)
    reread = run("crawl", "provbladet", "--outlets-dir", str(folder), "--re-extract", *shared[2:])
    assert json.loads(reread.stdout)["unchanged"] == len(STORIES)


def test_a_site_that_does_not_answer_is_one_line(tmp_path: Path) -> None:
    with TrapSite({}).running() as site:
        done = run(
            *("outlets", "add", SITE, "--to", str(tmp_path / "o"), "--proxy", site.url),
            *("--db-dir", str(tmp_path / "db")),
        )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "o").exists()


@pytest.mark.parametrize(
    ("paths", "patterns"),
    [
        (["/nyheter/a-b/", "/nyheter/c-d/"], [r"^/nyheter/[^/?]+/$"]),
        (
            ["/sport/lulea/artikel/x-y/ab12cd34", "/kultur/boden/artikel/z/ef56gh78"],
            [r"^/[^/?]+/[^/?]+/artikel/[^/?]+/[a-z0-9]{8}$"],
        ),
        (["/na/kaj-nm1.aspx", "/na/bro-nm22.aspx"], [r"^/na/[^/?]+-nm\d+\.aspx$"]),
        ([], []),
    ],
)
def test_patterns_from_paths(paths: list[str], patterns: list[str]) -> None:
    assert infer_patterns(paths) == patterns
