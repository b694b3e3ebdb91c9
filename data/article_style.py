"""The look of an article page. Text on its ground holds at least 4.5:1 (WCAG AA)."""

from __future__ import annotations

STYLE = """
:root { --ink: #17232b; --paper: #fbfaf6; --line: #d5d9d6; --soft: #e3edee; --link: #0b5d78;
  --warn: #fdf3df; --warn-line: #c98a16; }
*, *::before, *::after { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: var(--paper); line-height: 1.6;
  font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif; }
main, header { max-width: 64rem; margin: 0 auto; padding: 0 1.25rem; }
article { background: #fff; border: 1px solid var(--line); border-radius: 6px;
  padding: 1rem 1.5rem; margin: 1rem 0; }
article p, h1 { max-width: 42rem; overflow-wrap: break-word; }
h1 { font-size: 1.7rem; line-height: 1.25; }
h2 { font-size: 1.2rem; margin-top: 2rem; }
.note { background: var(--warn); border-left: 4px solid var(--warn-line); padding: .5rem .8rem; }
.facts, .legend { color: #3f4d56; font-size: .95rem; }
a { color: var(--link); }
mark.person { background: var(--soft); color: inherit; border-radius: 3px; padding: 0 .15em;
  border-bottom: 2px solid #123f4d; }
mark.woman { border-bottom-style: solid; }
mark.man { border-bottom-style: double; border-bottom-width: 4px; }
mark.nonbinary { border-bottom-style: dashed; }
mark.unknown { border-bottom-style: dotted; }
.quote { background: #fff6da; border-radius: 2px; }
.quote.direct { box-shadow: inset 0 -2px 0 #8a5a00; }
.quote.indirect { background: #f3efe3; text-decoration: underline dashed #8a5a00; }
.quote.nobody { background: #ececec; }
sup { font-size: .7em; line-height: 1; }
.scroll { overflow-x: auto; }
.scroll:focus-visible { outline: 3px solid #b3541e; }
table { border-collapse: collapse; font-size: .92rem; background: #fff; }
th, td { text-align: left; vertical-align: top; border: 1px solid var(--line);
  padding: .35rem .55rem; }
th { background: var(--soft); }
@media print { .note { border: 1px solid #000; } body { background: #fff; } }
"""
