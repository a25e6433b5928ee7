"""Messages that go back: to the question that is open, or to an answer that was given before.

"Where were we?" sounds like small talk, "back to what you asked" like a complaint, and "go back" like a wish to start
over, which would forget all that was told. Where a question is open they ask for it once more.
"""

from __future__ import annotations

import re
from typing import Literal

from rasa.shared.core.events import BotUttered
from rasa.shared.core.trackers import DialogueStateTracker

from backline.assistant.review_turns import stopped_form
from backline.language.plain_text import plain_text

# Words with one blank between them, so that each message is read in one way only.
_LEAD = (
    r"^(?:(?:ok|okay|k|so|and|but|now|well|anyways?|right|alright|hm+|um+|uh+|oh|sorry|wait|please|pls|plz|yes|yeah|no|hey"
    r"|hi|back again|i am back|thanks|thank you|thx|then|can|could|may|shall|will|let|lets|us|we|i|you|u"
    r"|want|wanna|to|would"
    r"|like|just|have|need|forgot|lost|track|what|the thread|my place) )*"
)
_TAIL = (
    r"(?: (?:ok|okay|please|pls|plz|now|then|again|agen|agian|sorry|thanks|thx|before|first|just now"
    r"|earlier|anyway|from me"
    r"|me|here|there|in (?:the|this) (?:form|chat|review)|last|lol|a bit|a second|up))*$"
)
_ASK = (
    r"(?:as?k(?:ed|ing|t)?|wan(?:t|ted|a|na)(?: to know| from me)?|need(?:ed)?(?: to know| from me)?|sa(?:y|id|ying))"
)
_QUESTION = r"qu?[aeiou]*st[aeiou]*ns?"
_WHAT = r"(?:wh?[aeu]t|wht|waht|wot|which)(?: ?s)?"
_TO_THE_QUESTION = re.compile(
    rf"{_LEAD}(?:"
    # "Where were we", "where did we leave off", "what were we doing"
    r"w?h?[ea]re? (?:we?a?re?|was|wer) (?:we|i|you|u)(?: at)?"
    r"|(?:where|wher|were) (?:did|do) (?:we|i|you|u) (?:stop|leave(?: off)?|get to|go)"
    r"|(?:(?:continue|carry on|go on|resume|start|keep going|pick up|begin) (?:from |again )?)?(?:where"
    r"|were|wher) (?:we|i)"
    r" (?:were|was|left(?: it)?(?: off)?|stopped)"
    rf"|(?:continue|carry on|go on|resume|keep going) with (?:the|your|ur|those|these) (?:{_QUESTION}|form|review)"
    rf"|{_WHAT} (?:were|was|wer|are|r) (?:we|i|you|u) (?:doing|at|on|saying|{_ASK})"
    # "What did you ask", "what was your question", "what is the question again"
    rf"|{_WHAT} (?:did|do|have|was|were|wer|it is|it was|are) ?(?:it )?(?:that )?(?:you|u|ya|did you|you did) {_ASK}"
    rf"|{_WHAT} (?:you|u) (?:were |was |had |have )?{_ASK}"
    rf"|{_WHAT} ?(?:is|was|were)? ?(?:your|ur|the|that|youre)(?: last| previous| other| first)? {_QUESTION}"
    rf"|(?:your|ur|the|that|last) (?:last )?{_QUESTION} (?:again|agen|agian|was what|pls|please|once more)"
    # "Back to what you asked", "back to the question", "back to it"
    rf"|(?:(?:(?:go|get|going|come|take me|bring me) )?ba?c?k|move on|carry on|continue|on|return)"
    rf" (?:to|with|2) (?:{_WHAT} (?:you|u|we) (?:were |was |had |have )?(?:{_ASK}|doing|talking about|before|at)"
    rf"|(?:your|ur|the|that|those|these|my|this)(?: last| open| other)? (?:{_QUESTION}|form|review|request|check)"
    r"|(?:where|were) (?:we|i) (?:were|was|left(?: off)?|stopped)|it|that|this|business)"
    # "Go back"
    r"|(?:go|get|take me|bring me) ba?c?k"
    rf"){_TAIL}",
    re.I,
)
_TO_AN_ANSWER = re.compile(
    rf"{_LEAD}(?:"
    rf"(?:go |get |take me )?back (?:one|1|a)(?: (?:step|{_QUESTION}|screen|page|more))?"
    r"|(?:(?:go |get |take me )?back to )?(?:the |my |your )?(?:previous|prior|earlier) (?:one|step"
    rf"|{_QUESTION}|answer)"
    rf"|(?:go |get |take me )?back to (?:the |my |your )?last (?:one|step|{_QUESTION}|answer)"
    rf"|(?:(?:go|get|take me) )?back to (?:the |my )?(?:{_QUESTION} before|one before|(?:full |last )?name"
    r"|(?:phone )?number"
    r"|phone|e ?-?mail(?: address)?|address|(?:best )?time|reason)"
    rf"|(?:the )?{_QUESTION} before(?: that| this)?"
    rf"){_TAIL}",
    re.I,
)
# "What was your last question" asks what it was.
_OF_IT = re.compile(rf"\b{_WHAT}\b", re.I)
# Before the question why it is asked: "sorry, the phone rang. where were we?".
_EXCUSE = re.compile(
    r"\b(?:distract\w*|lost track|forgot\w*|busy|rang|ringing|at the door|bark\w*|cr(?:y|ied|ying)|(?:i am"
    r"|im|now) back|sorry"
    r"|brb|confus\w*|interrupt\w*|mixed up|had to (?:go|run|take)|was away|called me|phone call)\b",
    re.I,
)
_PART = re.compile(r"[.,;!?-]")
_MARK = re.compile(r"[^\w']+")
_MOST_WORDS = 14
_BEGINS = {
    "contact_form": "request_contact",
    "care_review_form": "review_care",
    "exercise_form": "request_exercises",
}


def goes_back_to(text: str) -> Literal["question", "answer"] | None:
    """What a message goes back to and nothing else: the open ``question``, an earlier ``answer``; None for neither.

    Args:
        text: the message, as typed.
    """
    plain = plain_text(text)
    words = _in_words(plain)
    if len(words.split()) > _MOST_WORDS:
        return None
    if _TO_AN_ANSWER.search(words) and not _OF_IT.search(words):
        return "answer"
    if _TO_THE_QUESTION.search(words):
        return "question"
    *before, last = [_in_words(part) for part in _PART.split(plain) if part.strip()] or [""]
    excused = before and not any(char.isdigit() for char in plain) and all(_EXCUSE.search(part) for part in before)
    return "question" if excused and _TO_THE_QUESTION.search(last) else None


def going_back_intent(text: str, tracker: DialogueStateTracker | None, learned: str) -> str | None:
    """The intent of a message that goes back; None where its own intent stands.

    Args:
        text: the message, which names no warning sign.
        tracker: the conversation before it; None where it is the first.
        learned: its intent, as its clauses tell it.
    """
    if tracker is None:
        return None
    to = goes_back_to(text)
    if to is None:
        return None
    if tracker.active_loop_name:
        return "repeat" if to == "question" else "correct"
    if tracker.get_slot("offer") and (stopped := stopped_form(tracker)):
        return _BEGINS[stopped]
    # Without a question "go back" is no wish to forget everything.
    spoken = any(isinstance(event, BotUttered) for event in tracker.events)
    return "repeat" if spoken and learned in ("start_over", "complain", "chitchat") else None


def _in_words(plain: str) -> str:
    return _MARK.sub(" ", plain).strip()
