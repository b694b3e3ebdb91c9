"""Pictures for the sample pages: a northern landscape in SVG, another one for every article."""

from __future__ import annotations

import hashlib

WIDTH, HEIGHT = 960, 540
# Sky from above to below, then three ranges of hills from far to near.
_LIGHTS = (
    ("#0b1d3a", "#1f5f6b", "#1b3550", "#12263c", "#0a1626"),
    ("#f6c9a8", "#f9e7cf", "#9fb4c7", "#6c869c", "#405667"),
    ("#8ec5e8", "#e8f4fb", "#8fb38a", "#5d8a5e", "#2f5a3c"),
    ("#c9d4de", "#f4f6f8", "#c3ced8", "#9aa9b6", "#6d7e8d"),
    ("#e58b6b", "#f7d9a5", "#8b6f7d", "#5b4a60", "#332b40"),
)


def draw_picture(name: str) -> str:
    """An SVG of 960 × 540 pixels that depends on ``name`` alone."""
    digest = hashlib.sha256(name.encode()).digest()
    top, bottom, *hills = _LIGHTS[digest[0] % len(_LIGHTS)]
    shapes = []
    for layer, colour in enumerate(hills):
        base = 300 + layer * 70
        heights = [base - digest[1 + layer * 7 + i] % (110 - layer * 25) for i in range(7)]
        curve = f"M0 {HEIGHT} L0 {heights[0]}"
        for i in range(1, 7):
            x = i * 160
            curve += f" C{x - 80} {heights[i - 1]} {x - 80} {heights[i]} {x} {heights[i]}"
        shapes.append(f'<path d="{curve} L{WIDTH} {HEIGHT} Z" fill="{colour}"/>')
    sun = (
        f'<circle cx="{150 + digest[30] * 2}" cy="{110 + digest[31] % 90}" r="34" fill="#fff8e1"/>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<defs><linearGradient id="s" x2="0" y2="1"><stop stop-color="{top}"/>'
        f'<stop offset="1" stop-color="{bottom}"/></linearGradient></defs>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="url(#s)"/>{sun}{"".join(shapes)}</svg>'
    )
