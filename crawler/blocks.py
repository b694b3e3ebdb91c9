"""Typed pieces of a page: what is lead, paragraph, subhead, caption, pull quote, correction."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from crawler.registry import Selectors
from crawler.tree import select
from data.identity import normalise_line
from data.records import Block
from data.vocab import BlockKind

_INLINE = {"a", "abbr", "b", "cite", "em", "font", "i", "mark", "q", "s", "strong", "u", "wbr"}
_SILENT = {"script", "style", "noscript", "template"}
_CAPTION_CLASS = re.compile(r"caption|bildtext|imagetext|image-text|kuvateksti", re.IGNORECASE)
_QUOTE_CLASS = re.compile(r"pull-?quote|blockquote|citatruta|utdrag", re.IGNORECASE)
_CAPTION_TEXT = re.compile(r"^(?:Foto|Bild|Kuva|Bildtext)\s*:|^Artikelbild\b", re.IGNORECASE)
_CORRECTION = re.compile(
    r"^(?:rättelse|rättad|rättat|korrigering|korjaus|oikaisu)\b\s*[:.–-]"
    r"|^(?:detta|det här) är en rättad version\b|^rättad version av\b|^korjattu versio\b"
    r"|^(?:i|en) (?:en )?(?:tidigare|äldre) version av (?:den här |denna )?(?:artikeln?|texten)\b",
    re.IGNORECASE,
)
BESIDE = {BlockKind.HEADLINE, BlockKind.BYLINE, BlockKind.CORRECTION, BlockKind.PULL_QUOTE}


def text_of(node: Any) -> str:
    """The words of an element. Bold, italics and links do not part a word; other elements do."""
    if not len(node) and node.tag not in _SILENT:
        return normalise_line(node.text or "")
    pieces: list[str] = []
    waiting: list[Any] = [node]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            pieces.append(item)
        elif isinstance(item.tag, str) and item.tag not in _SILENT:  # a comment's tag is no str
            gap = "" if item.tag in _INLINE else " "
            inside = [part for child in item for part in (child, child.tail or "")]
            waiting += reversed([gap, item.text or "", *inside, gap])
    return normalise_line("".join(pieces))


_LOOSE = re.compile(r" +([,.;:!?])")


def tidy(text: str) -> str:
    """One line, single spaces, none before a full stop or comma."""
    return close_up(normalise_line(text))


def close_up(line: str) -> str:
    """A normalised line without spaces before full stops and commas."""
    # six searches for a piece take a tenth of the pattern's time; hardly a line has one
    comma = " ," in line or " ." in line or " ;" in line
    if comma or " :" in line or " !" in line or " ?" in line:
        return _LOOSE.sub(r"\1", line)
    return line


def texts_of(page: Any, selectors: list[str]) -> list[str]:
    """The texts of all nodes of the first selector that finds any."""
    for css in selectors:
        texts = [text for node in select(page, css) if (text := text_of(node))]
        if texts:
            return texts
    return []


def collect_blocks(page: Any, selectors: Selectors) -> list[Block]:
    """Lead and body of a page by an outlet's selectors, in their order, debris included."""
    lead = close_up(next(iter(texts_of(page, selectors.lead)), ""))
    blocks = [Block(BlockKind.LEAD, lead)] if lead else []
    stated = {
        node: kind
        for kind, choices in (
            (BlockKind.SUBHEAD, selectors.subhead),
            (BlockKind.CAPTION, selectors.caption),
            (BlockKind.PULL_QUOTE, selectors.pull_quote),
            (BlockKind.CORRECTION, selectors.correction),
        )
        for css in choices
        for node in select(page, css)
    }
    for css in selectors.body:
        nodes = select(page, css)
        if nodes:
            for node in nodes:
                text = close_up(text_of(node))
                blocks.append(Block(stated.get(node) or judge_node(node, text), text))
            break
    return blocks


def judge_node(element: Any, text: str) -> BlockKind:
    """What a node of the body is, by its tag, its classes, what it stands in, its words."""
    by_words = judge_line(text)
    if by_words is not BlockKind.PARAGRAPH:
        return by_words
    if element.tag in {"h2", "h3", "h4", "h5", "h6"}:
        return BlockKind.SUBHEAD
    for at in (element, element.getparent()):
        if at is None:
            continue
        classes = at.get("class") or ""
        if at.tag in {"figcaption", "figure"} or (classes and _CAPTION_CLASS.search(classes)):
            return BlockKind.CAPTION
        if at.tag in {"blockquote", "aside"} or (classes and _QUOTE_CLASS.search(classes)):
            return BlockKind.PULL_QUOTE
    return BlockKind.PARAGRAPH


def judge_line(text: str) -> BlockKind:
    """What a line of text is by its words alone."""
    if _CORRECTION.match(text):
        return BlockKind.CORRECTION
    return BlockKind.CAPTION if _CAPTION_TEXT.match(text) else BlockKind.PARAGRAPH


def drop_debris(blocks: Iterable[Block], drop: list[re.Pattern[str]], title: str) -> list[Block]:
    """Without debris lines, the title again, and pieces that stand twice (captions do)."""
    kept: dict[str, Block] = {}
    for block in blocks:
        text = block.text
        if not text or text == title or text in kept:
            continue
        if block.kind is BlockKind.CORRECTION or not any(p.search(text) for p in drop):
            kept[text] = block
    return list(kept.values())


def place_blocks(title: str, blocks: list[Block]) -> tuple[str, tuple[Block, ...]]:
    """(text, blocks with their place in full_text).

    A correction stands beside the text, and so does a pull quote whose words the text has too:
    else a person's quoted words would count twice. One that says something of its own is text.
    """
    words = ""
    if any(block.kind is BlockKind.PULL_QUOTE for block in blocks):
        words = _words(
            " ".join(
                b.text for b in blocks if b.kind not in BESIDE and b.kind is not BlockKind.CAPTION
            )
        )
    placed, lines, at = [Block(BlockKind.HEADLINE, title, 0)], [], len(title) + 2
    for block in blocks:
        kind = block.kind
        beside = kind is BlockKind.CORRECTION or kind is BlockKind.BYLINE
        if kind is BlockKind.PULL_QUOTE and _words(block.text) in words:
            beside = True
        if beside:
            placed.append(Block(kind, block.text))
            continue
        placed.append(Block(kind, block.text, at))
        lines.append(block.text)
        at += len(block.text) + 2
    return "\n\n".join(lines), tuple(placed)


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
