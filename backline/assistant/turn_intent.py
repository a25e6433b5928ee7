"""The intent of a turn: what the message's clauses say, where the conversation is.

The intent classifier of the graph sees one message. What came before it decides here which of its intents are
possible (`context_turns`), whether somebody hurts the writer (`harm_turns`) or has died (`loss_turns`), whether it is
in another language, about an urgent sign that was told (`urgent_turns`), about a review that has just been done
(`review_turns`), goes back to an open question (`going_back_turns`), is about a contact request (`contact_turns`), asks
who writes here (`who_turns`) or what a front desk is asked (`desk_turns`), is about another matter (`scope_turns`) or
about exercises that were shown (`exercise_turns`), and what it asks where its words tell it plainly (`question_turns`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.core.trackers import DialogueStateTracker

from backline.assistant.closing_question import asks_at_the_end
from backline.assistant.contact_turns import contact_intent
from backline.assistant.context_turns import STORY_INTENTS, unfit_intents
from backline.assistant.desk_turns import PAPER, asked_of_the_desk
from backline.assistant.exercise_turns import EXERCISE_TOPICS, exercise_intent, names_exercise
from backline.assistant.follow_up_turns import asks_for_another, follow_up
from backline.assistant.going_back_turns import going_back_intent
from backline.assistant.harm_turns import HARMED, goes_on_about_it, tells_of_violence
from backline.assistant.loss_turns import tells_only_of_a_loss
from backline.assistant.message_reader import READING
from backline.assistant.question_turns import LONG, asked_plainly
from backline.assistant.review_turns import is_a_new_pain, is_about_the_review
from backline.assistant.scope_turns import is_another_matter
from backline.assistant.signs_asked_about import (
    asked_which,
    claims_what_was_told,
    imagined_tier,
    is_vague,
    picks_one,
    says_it_happens,
    told_of_an_emergency,
    was_answered,
)
from backline.assistant.signs_taken_back import takes_back_the_sign
from backline.assistant.sport_turns import is_of_sport
from backline.assistant.urgent_turns import sign_intent, waiting_intent
from backline.assistant.who_turns import WHO, asks_who
from backline.assistant.whom import only_says_whom
from backline.language import answer_yes_no
from backline.language.foreign import language_of
from backline.language.intents import ASPECT_OF, HEARD, OTHER_QUESTIONS, OUT_OF_SCOPE, REQUESTS, Ask, Clause, choose
from backline.language.plain_text import plain_text

# Of a clause that is so surely what it can not be, the rest of its ranking is noise.
_MOST = 0.8
# "Hold on, what is a fusion": words that only hold the talk up.
_ONLY_WAITS = re.compile(
    r"^\W*(?:(?:no|oh|ok|okay|so|um+|hm+|sorry|please|just|but|and|wait|hold on|hang on|actually|btw|by the way"
    r"|(?:one|a|1) (?:quick )?(?:sec|second|moment|minute|question)|quick question|before that)\b\W*)+$",
    re.I,
)
_WANTS = frozenset(ASPECT_OF) | OTHER_QUESTIONS | REQUESTS
_OF_WAITING = frozenset({"cancel", "correct", "unsure", "skip"})
# What "my mum, not me" may be taken for.
_WHOM = frozenset({HARMED, "correct", "out_of_scope", "nlu_fallback", "chitchat", "report_symptom", "resolved"})

# Who wants to be called says so; a story of a shop and a bed wants it only by its sound.
_OF_CONTACT = re.compile(
    r"\b(?:call\w*|ring|phone|contact\w*|appoint\w*|apt|appt|book\w*|schedul\w*|e ?mail|reach|text me|someone|somebody"
    r"|visit|come in|clinic|number"
    r"|(?:see|talk|speak|meet)\b.{0,20}\b(?:doctor|dr|surgeon|specialist|you|team|person|human))\b"
)


# In a story an appointment that there is already is named as well: only who wants one is called.
_WANTS_CONTACT = re.compile(
    r"\b(?:(?:can|could|may|shall) (?:i|we|you|u|she|he|someone|somebody)|would like|d like|want\w*|need\w*|please|pls"
    r"|how (?:do|can|soon|to)|where|book|make|schedul\w+|arrange|get|any chance|hope|looking for|call me|ring me"
    r"|contact me|see me|fit me in|your|you|take me)\b"
)


def decide(
    text: str, tracker: DialogueStateTracker | None, parse_data: dict[str, Any], clauses: Sequence[Clause]
) -> None:
    """Put the turn's intent in ``parse_data``; the reading there gets ``another_matter``, true or false.

    The reading gets ``imagined_sign`` as well: how urgent a sign would be that is asked about as something to come.
    Where rules tell what is asked, the `asks` of the reading are that question, and it gets ``asked_plainly``.
    Where the front desk is asked something, the reading gets ``desk``: what, as `desk_turns` names it.
    A message that names a warning sign keeps its intent.

    Args:
        text: the message, as typed.
        tracker: the conversation before it; None where it is the first.
        parse_data: what Rasa made of the message, with its reading.
        clauses: the clauses of the message with their rankings.
    """
    reading = parse_data.setdefault(READING, {})
    reading["another_matter"] = False
    reading["imagined_sign"] = None
    if (reading.get("triage") or {}).get("tier"):
        return
    reading["imagined_sign"] = imagined_tier(text)
    learned = _without_waiting(str((parse_data.get("intent") or {}).get("name") or ""), clauses)
    intent = _intent_of(text, tracker, learned, reading, clauses)
    if intent != (parse_data.get("intent") or {}).get("name"):
        parse_data["intent"] = {"name": intent, "confidence": 1.0}


def _intent_of(
    text: str, tracker: DialogueStateTracker | None, learned: str, reading: dict[str, Any], clauses: Sequence[Clause]
) -> str:
    if tells_of_violence(text) or goes_on_about_it(text, tracker, learned):
        return HARMED
    if tells_only_of_a_loss(text) and not (tracker is not None and tracker.active_loop_name):
        return "distress"
    if takes_back_the_sign(text, tracker):
        return "resolved"
    claimed = _claimed(text, tracker)
    if claimed:
        reading["claimed"] = claimed
        return "inform"
    intent = _possible(text, tracker, learned, reading, clauses)
    if waiting := waiting_intent(text, tracker, intent, reading):
        return waiting
    topics = reading.get("topics") or []
    in_form = tracker is not None and tracker.active_loop_name
    if not topics and asks_who(text, tracker):
        return WHO
    if not in_form and language_of(text):
        return OUT_OF_SCOPE
    of_sign = sign_intent(text, tracker, intent, reading)
    if of_sign:
        # What is asked about exercises that were shown is refused where it is answered.
        return exercise_intent(text, tracker, intent, topics) or of_sign
    if is_about_the_review(text, tracker):
        return "review_care"
    if is_a_new_pain(tracker, text, intent, reading):
        intent = "report_symptom"
    if back := going_back_intent(text, tracker, intent):
        return back
    contact = contact_intent(text, tracker, intent, reading)
    if (contact in (None, "deny") or (contact == "cancel" and not in_form)) and (
        desk := asked_of_the_desk(text, tracker, intent)
    ):
        # "I have to cancel Thursday" refuses no call, and stops nothing here.
        reading["desk"] = list(desk)
        return "ask_capabilities" if desk == (PAPER,) else "ask_clinic"
    if contact:
        return contact
    if intent == "request_contact" and not in_form and len(plain_text(text).split()) > LONG:
        intent = intent if _wants_contact(plain_text(text), reading) else _next_best(intent, clauses)
    for_another = asks_for_another(plain_text(text)) and follow_up(plain_text(text), topics, tracker)
    if not in_form and learned in _WHOM and only_says_whom(text) and not for_another:
        return "inform"
    asked = asked_plainly(text, tracker, intent, reading)
    last = _last_questions(text, intent, reading) if asked is None and not in_form else []
    if asked is not None:
        intent = asked.intent
    elif is_another_matter(text, tracker, intent, reading):
        reading["another_matter"] = True
        intent = OUT_OF_SCOPE
    elif last:
        reading["asks"] = last
        intent = str(last[0]["intent"])
    of_exercises = exercise_intent(text, tracker, intent, topics)
    # "Will a shot push up my sugar" names no push-up.
    own = asked is not None and bool(set(asked.topics) & set(topics) - EXERCISE_TOPICS)
    # "Are deadlifts bad for me" asks how no exercise is done, unless one of ours is meant.
    of_sport = is_of_sport(asked) and not (tracker and tracker.get_slot("plan_exercises") and names_exercise(text))
    if asked is not None and (of_exercises is None or own or of_sport):
        reading["asked_plainly"] = True
        reading["asks"] = [Ask(asked.intent, 1.0, text, asked.topics).as_dict()]
        return asked.intent
    return of_exercises or intent


def _claimed(text: str, tracker: DialogueStateTracker | None) -> Literal["sign", "answer"] | None:
    """What a message claims to have: one of the signs that were told, or what else was answered; None for nothing."""
    if tracker is None or tracker.active_loop_name:
        return None
    if asked_which(tracker):
        return "sign" if answer_yes_no(text) is not False and is_vague(text) else None
    of_signs = tracker.get_slot("topic") == "warning_signs" and picks_one(text)
    if not was_answered(tracker) or not (of_signs or claims_what_was_told(text)):
        return None
    return "sign" if told_of_an_emergency(tracker) or says_it_happens(text) else "answer"


def _without_waiting(learned: str, clauses: Sequence[Clause]) -> str:
    """The intent of the rest, where "hold on" before it was taken for an end or for a correction."""
    rest = [clause for clause in clauses if not _ONLY_WAITS.search(clause.sentence)]
    if learned not in _OF_WAITING or len(rest) == len(clauses):
        return learned
    best = choose(clause.ask() for clause in rest)
    asks = best is not None and best.confidence >= HEARD and best.intent in _WANTS
    return best.intent if best is not None and asks else learned


def _last_questions(text: str, intent: str, reading: dict[str, Any]) -> list[Mapping[str, Any]]:
    """What the last sentence of a story asks, where the story is heard as a question: it goes before all else."""
    plain = plain_text(text)
    heard = intent in ASPECT_OF or (intent == "request_contact" and not _wants_contact(plain, reading))
    return asks_at_the_end(text, reading.get("asks") or []) if heard and len(plain.split()) > LONG else []


def _next_best(intent: str, clauses: Sequence[Clause]) -> str:
    """What the other clauses say, a question first; a report where they say nothing."""
    others = [ask for ask in (clause.ask() for clause in clauses) if ask.intent != intent and ask.confidence >= HEARD]
    best = choose([ask for ask in others if ask.intent in ASPECT_OF] or others)
    return best.intent if best is not None else "report_symptom"


def _wants_contact(plain: str, reading: dict[str, Any]) -> bool:
    """Whether a story that is heard as a wish for a call has the words of one, in a sentence that is heard so."""
    said = [plain_text(str(ask["sentence"])) for ask in reading.get("asks") or () if ask["intent"] == "request_contact"]
    return any(_OF_CONTACT.search(one) and _WANTS_CONTACT.search(one) for one in said or [plain])


def _possible(
    text: str, tracker: DialogueStateTracker | None, learned: str, reading: dict[str, Any], clauses: Sequence[Clause]
) -> str:
    """The intent, or the next one where the conversation has not led to it; not understood where there is none."""
    unfit = unfit_intents(text, tracker, reading)
    if learned not in unfit:
        return learned
    fit = STORY_INTENTS - unfit
    others = (clause.without(unfit).ask() for clause in clauses if clause.share(unfit) <= _MOST)
    best = choose(ask for ask in others if ask.intent in fit)
    if best is not None and best.confidence >= HEARD:
        return best.intent
    # "Facets of an emerald cut" names a subject of ours, and asks nothing about it.
    return OUT_OF_SCOPE if learned == OUT_OF_SCOPE else DEFAULT_NLU_FALLBACK_INTENT_NAME
