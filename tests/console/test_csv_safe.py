from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backline.console.csv_safe import csv_line, safe_cell


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "＋1", "－1", "＠a", "=cmd|' /C calc'!A0"],
)
def test_what_a_spreadsheet_would_run_becomes_text(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("value", ["back pain", "a=b", "1-2", "", "'=1", 5, -5, -0.5, None, True])
def test_everything_else_stays_as_it_is(value: object) -> None:
    assert safe_cell(value) is value


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r")), min_size=2))
def test_a_line_reads_back_as_its_cells(values: list[str]) -> None:
    [read] = csv.reader(io.StringIO(csv_line(values), newline=""))
    assert read == [safe_cell(value) for value in values]
    assert not any(cell.lstrip()[:1] in ("=", "+", "-", "@") for cell in read if cell.strip())
