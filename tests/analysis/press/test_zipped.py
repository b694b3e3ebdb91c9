from __future__ import annotations

import io
import time
from datetime import UTC, datetime
from zipfile import ZIP_STORED, ZipFile

from docx import Document

from analysis.press.zipped import fix_zip

STAMP = datetime(2026, 10, 2, 8, 30, tzinfo=UTC)


def make_document() -> bytes:
    out = io.BytesIO()
    document = Document()
    document.add_heading("Rubrik")
    document.core_properties.modified = datetime.now(tz=UTC).replace(tzinfo=None)
    document.save(out)
    return out.getvalue()


def test_two_writings_are_the_same_bytes_and_still_open() -> None:
    first = make_document()
    time.sleep(1.1)  # the format's times have whole seconds
    second = make_document()
    assert first != second
    fixed = fix_zip(first, STAMP)
    assert fixed == fix_zip(second, STAMP)
    opened = Document(io.BytesIO(fixed))
    assert opened.core_properties.modified.isoformat()[:16] == "2026-10-02T08:30"
    assert opened.paragraphs[0].text == "Rubrik"


def test_documents_inside_are_fixed_and_old_stamps_are_allowed() -> None:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as outer:
        outer.writestr("b.xml", "<b/>")
        outer.writestr("inbäddad.docx", make_document())
        outer.writestr("[Content_Types].xml", "<t/>")
    fixed = fix_zip(out.getvalue(), datetime(1970, 1, 1, tzinfo=UTC))
    with ZipFile(io.BytesIO(fixed)) as read:
        assert read.namelist()[0] == "[Content_Types].xml"
        assert {entry.date_time[0] for entry in read.infolist()} == {1980}
        with ZipFile(io.BytesIO(read.read("inbäddad.docx"))) as inner:
            assert {entry.date_time[0] for entry in inner.infolist()} == {1980}
