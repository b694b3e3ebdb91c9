"""All addresses of the workplace, and what one must be allowed to do there."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.review.answers import View
from analysis.review.pages import (
    agreement,
    article,
    codebook,
    evidence,
    figures,
    findings,
    queue,
    sign_in,
    static,
)
from analysis.review.places import ROOT, SIGN_IN
from data.review.words import Right

# Ids of articles are hashes, but imports may bring their own; they are looked up, never opened.
_KEY = r"[A-Za-z0-9._~:-]{1,128}"


@dataclass(frozen=True, slots=True)
class Route:
    """``right`` is what posting needs; reading needs a signed-in user, unless ``is_open``."""

    pattern: str
    get: View | None = None
    post: View | None = None
    right: Right | None = None
    is_open: bool = False


ROUTES = (
    Route(rf"{ROOT}/stat/(?P<file>[a-z]+\.[a-z]+)", static.show_file, is_open=True),
    Route(SIGN_IN, sign_in.show_form, sign_in.sign_in, is_open=True),
    Route(rf"{ROOT}/logga-ut", post=sign_in.sign_out),
    Route(rf"{ROOT}/?", queue.show_queue),
    Route(rf"{ROOT}/nasta", post=queue.take_article, right=Right.DECIDE),
    Route(
        rf"{ROOT}/artikel/(?P<article>{_KEY})",
        article.show_article, article.save_article, Right.DECIDE,
    ),
    Route(rf"{ROOT}/artikel/(?P<article>{_KEY})/historik", article.show_history),
    Route(rf"{ROOT}/kodbok", codebook.show_codebook),
    Route(rf"{ROOT}/samstammighet", agreement.show_agreement),
    Route(
        rf"{ROOT}/samstammighet/(?P<sample>[\w.-]{{1,64}})/(?P<article>{_KEY})",
        agreement.show_disagreements, agreement.settle, Right.SETTLE,
    ),
    Route(rf"{ROOT}/siffror", figures.show_figures),
    Route(rf"{ROOT}/underlag", evidence.show_evidence),
    Route(rf"{ROOT}/fynd", findings.show_editions),
    Route(
        rf"{ROOT}/fynd/(?P<edition>[A-Za-z0-9-]{{1,32}})",
        findings.show_findings, findings.save_findings, Right.SIGN,
    ),
)  # fmt: skip
