"""Which exercises are to be avoided, and whether those of a plan are safe with something: what the rules hold."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.support.facts import cautions_in
from actions.support.profile import plan_shown, profile_of
from actions.support.safety import cautions_now
from actions.support.speech import Button, fill, fresh, say
from actions.support.switching import Events
from actions.support.view import TurnView
from backline.assistant import resources
from backline.care import CAN_NOT_TELL, LEAVE_OUT, NOTHING_AGAINST, PlanProfile, name_list, notes, refusal
from backline.care.plan_rules import reasons_against

_MOST_NAMES = 4
# What a question whether exercises are safe may name, and the caution or rule that minds it.
_MINDED_AS = (
    (r"bones?|osteo\w*", "osteoporosis"),
    (r"pregnan\w*|baby|bump", "pregnancy"),
    (r"knees?", "knee_problem"),
    (r"shoulders?", "shoulder_problem"),
    (r"wrists?", "wrist_problem"),
    (r"blood pressure|bp", "high_blood_pressure"),
    (r"heart|stroke|stents?|bypass|pacemaker", "heart_problem"),
    (r"balance", "balance_problem"),
    (r"stenosis", "spinal_stenosis"),
)
_NAMED = tuple((re.compile(rf"\b(?:{words})\b", re.I), caution) for words, caution in _MINDED_AS)
_AFTER = re.compile(r"\b(?:for|with|if|given|despite)\b(?P<what>.*)$", re.I)
# "Safe for me", "ok for my back": nothing that had to be told beside the plan's own questions.
_GENERAL = re.compile(
    r"^\W*(?:(?:me|my|the|a|i|am|have|got|back|low|lower|upper|neck|spine|leg|pain|problem|somebody|someone|like|at|home"
    r"|to|do|them|these|people|beginners?)\b\W*)*$",
    re.I,
)


def tell_what_to_avoid(dispatcher: CollectingDispatcher, view: TurnView) -> Events:
    """Say what is left out for this person, and with what the question names."""
    profile = _with_named(view)
    refused = refusal(profile)
    buttons: list[Button] = [] if view.form or plan_shown(view) else [_SUGGEST]
    if refused is not None:
        say(dispatcher, fresh(fill(refused.reason), view.said_before()), buttons=[] if view.form else [_CONTACT])
        return [SlotSet("misunderstood", None)]
    minded = profile.orders.minded
    parts = [note.replace("I left out", "I leave out") for note in notes(minded, older=False)]
    against = [one for one in resources.exercises() if reasons_against(one, minded)]
    if against:
        names = name_list(against[:_MOST_NAMES])
        more = ", among others" if len(against) > _MOST_NAMES else ""
        parts.append(f"Of the exercises that I know, I would not suggest {names}{more}.")
    say(dispatcher, fresh(" ".join([*parts, LEAVE_OUT]), view.said_before()), buttons=buttons)
    topic = [SlotSet("topic", profile.condition)] if profile.condition else []
    return [*topic, SlotSet("exercise_ask", None), SlotSet("misunderstood", None)]


def tell_if_safe(dispatcher: CollectingDispatcher, view: TurnView) -> Events:
    """Say whether the plan minds what the question names; what it does not know of is left to a person."""
    minded = profile_of(view).orders.minded
    after = _AFTER.search(view.text)
    what = after["what"] if after else ""
    named = {caution for words, caution in _NAMED if words.search(what)}
    if named and named <= minded:
        text = " ".join([NOTHING_AGAINST, *notes(named, older=False)])
    elif not named and _GENERAL.search(what):
        text = " ".join([NOTHING_AGAINST, *notes(minded, older=False)])
    else:
        text = CAN_NOT_TELL
    say(dispatcher, fresh(text, view.said_before()), buttons=[] if view.form else [_CONTACT])
    return [SlotSet("exercise_ask", None), SlotSet("misunderstood", None)]


def _with_named(view: TurnView) -> PlanProfile:
    """What is known of the person, with the conditions and cautions that the question names."""
    profile = profile_of(view)
    topics = resources.knowledge().topics
    conditions = [topic for topic in view.topics if topic in topics and topics[topic].kind == "condition"]
    cautions: Collection[str] = {*cautions_in(view.reading, view.text), *cautions_now(view)} - {"recent_surgery"}
    return replace(
        profile,
        condition=conditions[0] if conditions else profile.condition,
        other_conditions=profile.other_conditions | frozenset(conditions[1:]),
        cautions=profile.cautions | frozenset(cautions),
    )


_CONTACT: Button = {"title": "Contact the clinic", "payload": "/request_contact"}
_SUGGEST: Button = {"title": "Suggest exercises", "payload": "/request_exercises"}
