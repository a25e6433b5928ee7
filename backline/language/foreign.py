"""Whether a message is written in another language than English, as far as a few of its letters and words tell."""

from __future__ import annotations

import re

_NOT_LATIN = re.compile(r"[^\W\d_a-zA-Z\u00c0-\u024f]{2,}")
_FOREIGN = re.compile(
    r"[\u00df\u00e0-\u00f6\u00f8-\u00ff\u00bf\u00a1]|\b(?:me duele|espalda|dolor|hola|gracias|ayuda|por favor|habla"
    r"|tengo|ich|habe|r[u\u00fc]cken|schmerzen|hilfe|bitte|nicht|j'?ai|bonjour|merci|je suis"
    r"|aide|mi fa|schiena|aiuto|ciao|dor|costas|ajuda|obrigad[oa]|plecy|boli|pomoc|mujhe|dard)\b",
    re.I,
)


def looks_foreign(text: str) -> bool:
    """True where letters or words of another language stand in a text."""
    return bool(_NOT_LATIN.search(text) or _FOREIGN.search(text))
