from __future__ import annotations

import pytest

from backline.console.csv_safe import safe_cell


@pytest.mark.parametrize("text", ["=1+1", "+14155550134", "-2", "@SUM(A1)", "\tx", "\rx"])
def test_what_would_begin_a_formula_gets_an_apostrophe(text: str) -> None:
    assert safe_cell(text) == "'" + text


@pytest.mark.parametrize(("value", "cell"), [("a=b", "a=b"), ("", ""), (None, ""), (12, "12"), (-3, "'-3")])
def test_everything_else_is_its_text(value: object, cell: str) -> None:
    assert safe_cell(value) == cell
