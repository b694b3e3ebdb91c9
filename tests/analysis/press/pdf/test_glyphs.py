from __future__ import annotations

import pytest

from analysis.press.pdf.glyphs import find_faces, keep_drawable, load_drawable
from data.errors import BadInput


def test_the_font_has_the_letters_of_the_countys_languages() -> None:
    assert set("åäöÅÄÖáčđŋšŧžÁČĐŊŠŦŽïé–−≥→”•\u00a0\u202f") <= load_drawable()


def test_faces_are_there_and_none_is_an_italic_without_sami_letters() -> None:
    assert all(path.exists() for path in find_faces())
    assert not any("It" in path.stem for path in find_faces())


def test_a_missing_font_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.press.pdf.glyphs.FACES", ("Obefintlig",))
    with pytest.raises(BadInput, match="make setup"):
        find_faces()


def test_what_cannot_be_drawn_is_marked_not_dropped() -> None:
    assert keep_drawable("a日b\U0001f600c") == "a?b?c"
    assert keep_drawable("a\x00b\tc") == "a b c"
    assert keep_drawable("a\u202eb") == "ab"
    assert keep_drawable("a\u030a") == "å"
