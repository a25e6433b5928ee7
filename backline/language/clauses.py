"""The clauses of a message: what is asked and told one by one, within its sentences."""

from __future__ import annotations

import re

from backline.language.reader import Reading

# Two thousand question marks are two thousand sentences; nobody asks that much.
MAX_CLAUSES = 30
# "What is stenosis and how is it treated?" asks two things: a question word after "and" starts another clause.
_CUT = re.compile(
    r",\s+(?=(?:what|whats|what's|which|how|hows|how's)\b)"
    r"|(?:,\s*|\s+)(?:and|but|also|or)\s+"
    r"(?=(?:how|hows|what|whats|when|whens|why|who|is|are|does|do|can|could|should|will)\b)",
    re.I,
)


def clause_spans(reading: Reading) -> list[tuple[int, int]]:
    """Where the clauses of a message begin and end, without the blanks around them, at most `MAX_CLAUSES`."""
    spans = []
    for sentence in reading.sentences:
        start = sentence.start
        for cut in (*_CUT.finditer(sentence.text), None):
            end = sentence.start + cut.start() if cut else sentence.end
            clause = reading.text[start:end]
            if clause.strip():
                spans.append((start + len(clause) - len(clause.lstrip()), end - len(clause) + len(clause.rstrip())))
            start = sentence.start + cut.end() if cut else end
    return spans[:MAX_CLAUSES]
