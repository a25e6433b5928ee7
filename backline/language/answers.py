"""What a doctor asks and a patient answers within one message ("Doctor: Any fever? Patient: No.").

Only the plainest is understood so: a "no" to anything else may take back the half of it, and a warning sign be lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from backline.language.normalise import word_set
from backline.language.words import SentenceWords
from backline.language.yes_no import answer_yes_no

_ASKERS = word_set("doctor doc dr d gp nurse physio therapist clinician triage surgeon")
_NO = word_set("no nope nah none never")
_YES = word_set("yes yeah yep yup yea aye")
# A plain no has no other words than these: not "no, not at rest", "no, completely numb", "no control".
_PLAIN = _NO | word_set(", . ! of it that these them sir doctor doc madam maam thank thanks thankfully god touch wood")
_PLAIN_ENDS = (("just", "my", "back"), ("just", "my", "neck"), ("only", "my", "back"), ("only", "my", "neck"))
# What may follow a plain no in the same mouth: "No. My back just aches.", not "No. Wait, yes."
_GOES_ON = frozenset((first, place) for first in ("my", "the") for place in ("back", "neck"))
_ASKS = re.compile(r"(?:and |or |so )*(?:any|do you have|have you had|have you noticed|is there|are there) ")
_BARE = 3  # words; "Fever?", and each thing of a list
_DOUBTS = word_set("sure really certain honest honestly serious positive")
# A question with one of these is no plain one: "any better?", "any reason to live?", "has the numbness gone?"
_NOT_PLAIN = _DOUBTS | word_set(
    "i my me we our he his him she her they their normal dangerous bad emergency worry ok okay why not no "
    "never nobody none nothing neither nor barely hardly unable without able can better worse go gone stopped stop "
    "improved improvement improving eased easing settled less still back away help helps helped ever yesterday last "
    "since today tonight morning evening hour hours now night sudden suddenly ago but reason will point hope live "
    "living alive doctor ambulance stroke leaflet read"
)
# A no to one of these tells of a trouble: "can you pass urine?", "any feeling when you wipe?"
_ABLE = re.compile(r"(?:and |or |so )*(?:can you|are you able to|could you|do you manage to) ")
_HAS = re.compile(
    r"(?:and |or |so )*(?:(?:do you (?:still )?have|have you(?: got)?|is there|any) )+(?:any |normal |good |full )*"
    r"(?=(?:feeling|sensation|control|strength|power|movement|urine|grip)\b"
    r"(?! (?:problem|trouble|issue|loss|difficult)))"
)
# One of these in the mouth of the patient, anywhere, and no "no" of theirs is taken: "Even when you wipe? Yes."
_HEDGES = _YES | word_set(
    "some sometimes little bit lied lie second first then well maybe actually kind kinda sort occasionally truth"
)
_THEN = re.compile(r"\b(?:ago|back|years?|once|as an? (?:child|kid|baby)|(?:19|20)\d\d|last|when)\b")
_OF_THE_ASKED = {"you": "i", "your": "my", "yourself": "myself", "yours": "mine", "any": "some"}
_LABEL_WORDS = 3


def with_answers(sentences: Sequence[SentenceWords]) -> list[SentenceWords]:
    """Put a doctor's questions and the answers to them together.

    Args:
        sentences: those of one message in order; who speaks stands before a colon.

    Returns:
        The same sentences. Where two people speak, plain questions of a doctor ("any fever?") that a plain no answers
        are `SentenceWords.answered_no`, and what a yes answers is put in the words of the one who answers ("did i lose
        control of my bladder"), as is what a no says of what somebody can ("i can not pass urine").
    """
    if not any(_asker(sentence.words) for sentence in sentences):  # a quick look before the long one
        return list(sentences)
    speakers = {sentence.words[: _label(sentence.words)] for sentence in sentences if _label(sentence.words)}
    if len(speakers) != 2:
        return list(sentences)
    firm = all(_asker(sentence.words) or _HEDGES.isdisjoint(sentence.words) for sentence in sentences)
    found = list(sentences)
    asked: list[int] = []
    for number, sentence in enumerate(sentences):
        if _asks(sentence):
            asked = [number] if _asker(sentence.words) else [*asked, number] if asked else []
            continue
        if asked and _label(sentence.words) and not _asker(sentence.words):
            said = sentence.words[_label(sentence.words) :]
            answer = answer_yes_no(sentence.raw.partition(":")[2])
            if answer is False and (can_not := _can_not(found[asked[-1]])):
                found[asked[-1]] = can_not
            elif firm and _is_plain_no(said) and _ends_there(sentences[number + 1 :]):
                for question in filter(lambda question: _is_plain(found[question].words), asked):
                    found[question] = replace(found[question], answered_no=True)
            elif (answer or said[:1] == ("aye",)) and not _THEN.search(sentence.text):
                found[asked[-1]] = _told(found[asked[-1]])
        asked = []
    return found


def _label(words: Sequence[str]) -> int:
    """How many words name the speaker, the colon among them."""
    return next((at + 1 for at in range(1, min(len(words), _LABEL_WORDS)) if words[at] == ":"), 0)


def _asker(words: Sequence[str]) -> bool:
    return len(words) > 1 and words[1] == ":" and words[0] in _ASKERS


def _asks(sentence: SentenceWords) -> bool:
    return sentence.raw.rstrip("\"')]\u201d\u2019 ").endswith("?")


def _is_plain(question: Sequence[str]) -> bool:
    said = [word for word in question[_label(question) :] if word != "?"]
    parts = " ".join(said).split(" , ")
    asks = _ASKS.match(parts[0]) is not None or len(parts[0].split()) <= _BARE
    return asks and all(len(part.split()) <= _BARE for part in parts[1:]) and _NOT_PLAIN.isdisjoint(said)


def _is_plain_no(said: Sequence[str]) -> bool:
    words = [word for word in said if word not in (".", "!")]
    if tuple(words[-3:]) in _PLAIN_ENDS:
        words = words[:-3]
    return words[:1] != [] and words[0] in _NO and _PLAIN.issuperset(words)


def _ends_there(following: Sequence[SentenceWords]) -> bool:
    """True where nothing that is said next could take a no back."""
    if not following:
        return True
    words = following[0].words
    if _asker(words):
        return _DOUBTS.isdisjoint(words)
    return not _label(words) and (_is_plain_no(words) or (words[:2] in _GOES_ON and words[2:3] != ("passage",)))


def _told(question: SentenceWords) -> SentenceWords:
    """The question in the words of the one who answers; as it is where a yes may be good news."""
    first = _label(question.words)
    if not _NOT_PLAIN.isdisjoint(question.words[first:]):
        return question
    words = [_OF_THE_ASKED.get(word, word) for word in question.words[first:]]
    return replace(question, words=tuple(words), tokens=question.tokens[first:])


def _can_not(question: SentenceWords) -> SentenceWords | None:
    """What somebody can not who says no to the question whether they can; None for another question."""
    first = _label(question.words)
    asked = " ".join(question.words[first:])
    for form, said in ((_ABLE, ("i", "can", "not")), (_HAS, ("i", "have", "no"))):
        if found := form.match(asked):
            left = first + len(found[0].split())
            words = (*said, *(_OF_THE_ASKED.get(word, word) for word in question.words[left:] if word != "?"))
            at = question.tokens[left : left + 1] or question.tokens[-1:]
            tokens = (*at * len(said), *question.tokens[left:])[: len(words)]
            return replace(question, words=words, tokens=tokens)
    return None
