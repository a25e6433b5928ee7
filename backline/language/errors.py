"""The one error of this package."""

from __future__ import annotations


class LanguageError(ValueError):
    """A lexicon or red-flag file is wrong; the message is one sentence that says what and how to mend it."""
