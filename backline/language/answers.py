"""Questions that a message answers itself ("Doctor: Any fever? Patient: No."): what they name is denied, or told.

Only the plainest are: a "no" to anything else may take back the half of it, and a warning sign would be lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from backline.language.normalise import word_set
from backline.language.words import SentenceWords

_NO = word_set("no nope nah none never")
_YES = word_set("yes yeah yep yup yea aye")
# A plain no has no other words than these and those of the question: not "no, not at rest", "no, completely numb".
_PLAIN = _NO | word_set(", . ! of it that these them sir doctor doc madam maam thank thanks thankfully god touch wood")
# "Loss of control? No, no control" says the contrary.
_LOST = word_set("control feeling sensation movement strength power use")
_PLAIN_ENDS = (("just", "my", "back"), ("just", "my", "neck"), ("only", "my", "back"), ("only", "my", "neck"))
# What may follow a plain no in the same mouth: "No. My back just aches.", not "No. Wait, yes."
_GOES_ON = frozenset((first, place) for first in ("my", "the") for place in ("back", "neck")) | {("just", "my")}
_ASKS = re.compile(r"(?:and |or |so )*(?:any|do you have|have you had|have you noticed|is there|were there|are there) ")
_BARE = 3  # words; "Fever?"
# A question with one of these tells something of its own: "numb groin since monday, a trapped nerve?", "has it gone?"
_TELLS = word_set(
    "i my me we our he his him she her they their normal serious dangerous bad emergency worry ok okay why not no "
    "never nobody none nothing neither nor barely hardly better worse gone stopped stop improved improvement "
    "improving eased easing settled less still back away help helps helped ever yesterday last since today tonight "
    "morning evening hour hours now night sudden suddenly ago but able can"
)
_THEN = re.compile(r"\b(?:ago|years?|once as|as a (?:child|kid)|(?:19|20)\d\d|'\d\d)\b")
_OF_THE_ASKED = {"you": "i", "your": "my", "yourself": "myself", "yours": "mine", "any": "some"}
_LABEL_WORDS = 3
_QUESTIONS = 6  # as many may be asked at once and answered with one word


def with_answers(sentences: Sequence[SentenceWords]) -> list[SentenceWords]:
    """Put questions and their answers together.

    Args:
        sentences: those of one message in order; who speaks may stand before a colon.

    Returns:
        The same sentences. Plain questions ("any fever?") that a plain no answers are `SentenceWords.answered_no`. The
        question that a yes answers is put in the words of the one who answers ("did i lose control of my bladder").
    """
    found = list(sentences)
    asked: list[int] = []
    for number, sentence in enumerate(sentences):
        if _asks(sentence):
            asked = [*asked[-_QUESTIONS:], number]
            continue
        said = _said(sentence.words)
        if asked and said and said[0] in _NO and _ends_there(sentences[number + 1 :]):
            for question in asked:
                if _is_plain_question(sentences[question]) and _is_plain(said, sentences[question].words):
                    found[question] = replace(sentences[question], answered_no=True)
        elif asked and said and said[0] in _YES and not _THEN.search(sentence.text):
            found[asked[-1]] = _told(sentences[asked[-1]])
        # "I wish! No." is one answer; whatever else is said has answered the question or left it behind.
        exclaimed = sentence.raw.endswith("!") and len(said) <= _LABEL_WORDS and said[0] not in _NO | _YES
        if not (exclaimed and asked and number == asked[-1] + 1):
            asked = []
    return found


def _asks(sentence: SentenceWords) -> bool:
    return sentence.raw.rstrip("\"')]\u201d\u2019 ").endswith("?")


def _label(words: Sequence[str]) -> int:
    """How many words name the speaker, the colon among them."""
    return next((at + 1 for at in range(1, min(len(words), _LABEL_WORDS)) if words[at] == ":"), 0)


def _said(words: Sequence[str]) -> Sequence[str]:
    return words[_label(words) :]


def _is_plain_question(question: SentenceWords) -> bool:
    said = [word for word in _said(question.words) if word != "?"]
    plain = len(said) <= _BARE or _ASKS.match(" ".join(said)) is not None or _label(question.words) > 0
    return plain and _TELLS.isdisjoint(said) and _listed(said)


def _listed(said: Sequence[str]) -> bool:
    """True where commas only divide a list of things asked about, one to three words each ("dizzy, arm weak?")."""
    parts = " ".join(said).split(" , ")
    return all(len(part.split()) <= _BARE for part in parts[1:])


def _is_plain(said: Sequence[str], question: Sequence[str]) -> bool:
    words = [word for word in said if word not in (".", "!")]
    if tuple(words[-3:]) in _PLAIN_ENDS:
        words = words[:-3]
    return (_PLAIN | (set(question) - _LOST)).issuperset(words)


def _ends_there(following: Sequence[SentenceWords]) -> bool:
    """True where nothing that the same person says next could take a no back."""
    if not following or _label(following[0].words) or _asks(following[0]):
        return True
    words = following[0].words
    return words[:1] in (("no",), ("nope",), ("none",)) or words[:2] in _GOES_ON


def _told(question: SentenceWords) -> SentenceWords:
    """The question in the words of the one who answers."""
    first = _label(question.words)
    words = [_OF_THE_ASKED.get(word, word) for word in question.words[first:]]
    return replace(question, words=tuple(words), tokens=question.tokens[first:])
