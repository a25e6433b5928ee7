from __future__ import annotations

import pytest

from backline.language import Reader
from backline.language.clauses import MAX_CLAUSES, clause_spans


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("What is stenosis and how is it treated?", ["What is stenosis", "and how is it treated?"]),
        ("I had a discectomy, whats recovery like", ["I had a discectomy", "whats recovery like"]),
        ("tell me what it is or how long it takes", ["tell me what it is", "how long it takes"]),
        ("it helped, how's that possible", ["it helped", "how's that possible"]),
        ("my back hurts but is surgery safe", ["my back hurts", "is surgery safe"]),
        ("  heat or ice?  ", ["heat or ice?"]),
        ("I fell.  Now my back hurts", ["I fell.", "Now my back hurts"]),
        ("pt, pills and rest", ["pt, pills and rest"]),
        ("", []),
        ("   ", []),
    ],
)
def test_clauses(reader: Reader, text: str, clauses: list[str]) -> None:
    reading = reader.read(text)
    assert [text[start:end] for start, end in clause_spans(reading)] == clauses


def test_not_more_than_anybody_asks(reader: Reader) -> None:
    assert len(clause_spans(reader.read("why? " * 500))) == MAX_CLAUSES
