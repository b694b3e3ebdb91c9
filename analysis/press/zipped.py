"""Office files that are the same bytes every time: one clock, one order, one compression."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_CORE = "docProps/core.xml"
_EMBEDDED = (".xlsx", ".docx", ".pptx")
_TIMES = re.compile(rb"(<dcterms:(created|modified)\b[^>]*>)[^<]*(</dcterms:\2>)")
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # a zip knows no earlier time


def fix_zip(content: bytes, stamp: datetime) -> bytes:
    """The same document (docx, pptx, xlsx) with ``stamp`` as its only time.

    Entries are sorted, but for [Content_Types].xml, which the formats want first; documents
    inside are fixed as well.
    """
    moment = stamp.astimezone(UTC)
    when = max(moment.timetuple()[:6], _EARLIEST)
    written = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode("ascii")
    out = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(out, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            part = old.read(name)
            if name == _CORE:
                part = _TIMES.sub(rb"\g<1>" + written + rb"\g<3>", part)
            elif name.endswith(_EMBEDDED):
                part = fix_zip(part, stamp)
            entry = ZipInfo(name, when)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0  # as written on any machine
            new.writestr(entry, part)
    return out.getvalue()
