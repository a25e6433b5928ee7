"""Questions that a message answers itself ("Doctor: Any fever? Patient: No."): what they name is denied, or told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from backline.language.normalise import word_set
from backline.language.words import SentenceWords

_NO = word_set("no nope nah none never neither nothing negative nein")
_YES = word_set("yes yeah yep yup yea aye sometimes correct")
# "No idea why", "no control", "nobody told me" answer nothing.
_AFTER_NO = word_set(
    ". , ; ! \u2026 .. ... : no nope none never nothing neither not i he she it they all doctor doc sir madam maam "
    "thank thanks thankfully god touch of"
)
# "No, but it is numb", "no, only a little": there is something.
_YET = word_set(
    "but except only just sometimes yes yeah yep yup well little bit though although apart actually maybe now started "
    "starting occasionally usually mostly unless besides other slight slightly until lately today suddenly recently"
)
_ONLY = word_set("just only")
_HARMLESS_AFTER_ONLY = word_set("my back neck pain")  # "no, just my neck"
_DENYING = word_set("not no never nobody none nothing neither nor barely hardly")
# "Is my numb groin normal?" names what is there, and asks what it means.
_NAMING = word_set("i my me normal serious dangerous bad emergency worry ok okay why")
_OF_THE_ASKED = {"you": "i", "your": "my", "yourself": "myself", "yours": "mine", "any": "some"}
_LABEL_WORDS = 3
_QUESTIONS = 6  # as many may be asked at once and answered with one word


def with_answers(sentences: Sequence[SentenceWords]) -> list[SentenceWords]:
    """Put questions and their answers together.

    Args:
        sentences: those of one message in order; who speaks may stand before a colon.

    Returns:
        The same sentences. Questions that a plain no answers are `SentenceWords.answered_no`, but what is asked by a
        denial ("you can not pee?"), with which a no agrees, and what somebody asks of a trouble of their own. The one
        question that a yes answers becomes what it tells ("did i lose control of my bladder since monday").
    """
    found = list(sentences)
    asked: list[int] = []
    for number, sentence in enumerate(sentences):
        if _asks(sentence):
            if asked and _label(sentence.words):
                asked = []  # somebody else asks back
            asked = [*asked[-_QUESTIONS:], number]
            continue
        said = _said(sentence.words)
        following = sentences[number + 1].words if number + 1 < len(sentences) else ()
        if asked and _says_no(said, following):
            for question in asked:
                if (_DENYING | _NAMING).isdisjoint(sentences[question].words):
                    found[question] = replace(sentences[question], answered_no=True)
        elif asked and said and said[0] in _YES and (_DENYING | _NAMING).isdisjoint(sentences[asked[-1]].words):
            found[asked[-1]] = _told(sentences[asked[-1]], sentence)
        # "I wish! No." is one answer; anything else has left the question behind.
        if not (asked and number == asked[-1] + 1 and len(said) <= _LABEL_WORDS):
            asked = []
    return found


def _asks(sentence: SentenceWords) -> bool:
    return sentence.raw.rstrip("\"')]\u201d\u2019 ").endswith("?")


def _label(words: Sequence[str]) -> int:
    """How many words name the speaker, the colon among them."""
    return next((at + 1 for at in range(1, min(len(words), _LABEL_WORDS)) if words[at] == ":"), 0)


def _said(words: Sequence[str]) -> Sequence[str]:
    return words[_label(words) :]


def _says_no(said: Sequence[str], following: Sequence[str]) -> bool:
    if not said or said[0] not in _NO or (len(said) > 1 and said[1] not in _AFTER_NO):
        return False
    next_said = () if _label(following) else following[:2]
    return not _takes_back(said) and not (_takes_back(next_said[:1]) and _takes_back(next_said))


def _takes_back(words: Sequence[str]) -> bool:
    return any(
        word in _YET and not (word in _ONLY and after in _HARMLESS_AFTER_ONLY) for word, after in pairwise((*words, ""))
    )


def _told(question: SentenceWords, answer: SentenceWords) -> SentenceWords:
    """The question in the words of the one who answers, and what the answer adds."""
    first, added = _label(question.words), _label(answer.words) + 1
    added += answer.words[added : added + 1] == (",",)
    kept = [at for at in range(first, len(question.words)) if question.words[at] != "?"]
    return SentenceWords(
        (*(_OF_THE_ASKED.get(question.words[at], question.words[at]) for at in kept), *answer.words[added:]),
        (*(question.tokens[at] for at in kept), *answer.tokens[added:]),
        question.raw,
    )
