"""An emergency: what to do now, and nothing else."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.support.emergency_asides import emergency_aside
from actions.support.speech import fresh, say
from actions.support.switching import Events
from actions.support.view import TurnView
from actions.support.warning import as_told, open_signs
from backline.assistant import resources
from backline.assistant.alarms import is_of_another
from backline.assistant.harm_turns import tells_of_violence
from backline.assistant.likeness import AGAIN, ASKS, WHY, answer_to, asked_in, asks_why, question_of
from backline.assistant.whom import only_says_whom
from backline.language.resolved import takes_back

_MISTAKE = {"title": "I did not mean that", "payload": '/resolved{"value": "mistake"}'}
_CHECKED = {"title": "A doctor has checked this", "payload": "/resolved"}
_SAFE = {"title": "I am safe now", "payload": "/resolved"}
# Where a likeness alone found it, the person is asked first.
_YES = {"title": "Yes", "payload": "/affirm"}
_THEY_ARE_SAFE = {"title": "They are safe now", "payload": "/resolved"}


# What the sign can mean and what to do stands in its own words.
_ASKS_WHY = re.compile(
    r"^\W*(?:but |and |so |ok |oh no )*(?:why|how come|really|seriously|what (?:do|should|can|shall|must) (?:i|we) do"
    r"|what now|should i (?:be )?(?:worr\w+|panic)|is (?:it|this|that) (?:serious|bad|dangerous|that bad|an emergency)"
    r"|what (?:is|does|could|can) (?:it|this|that)(?: mean| be)?|am i (?:dying|going to die|in danger))\b",
    re.I,
)
# Of a wish to die it is no end, and not to be met with the same words again.
_CALMER = re.compile(
    r"^\W*(?:(?:no|ok|okay|yes|yeah|thanks|thank you|sorry|really|honestly|but|it|its|it is|i|i am|im|i'm|i feel|am"
    r"|feel(?:ing)?|a (?:bit|little)|much|all|its all|things are|now|good|ok now)[\s,.!]+)*"
    r"(?:ok|okay|fine|better|alright|all right|calm(?:er)?|good|passed|gone|over)(?: now| again| really| thanks"
    r"| thank you| today| i promise| already)*\W*$",
    re.I,
)
# These say what to do for the writer and for somebody else alike.
_SAID_OF_ANYBODY = frozenset({"overdose.emergency"})


class ActionEmergency(Action):
    """Says the reviewed words of ``data/red_flag_replies.yml``, until the person says that it is dealt with."""

    def name(self) -> str:
        return "action_emergency"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Say it, with the numbers to tap; forms stay where they are."""
        view = TurnView(tracker)
        clinic = resources.clinic()
        replies = resources.red_flag_replies()
        triage = view.reading.get("triage") or {}
        new = triage.get("ids") or [] if triage.get("tier") == "emergency" else []
        known = open_signs(tracker)
        if new and asked_in(view.said_before()):
            known = []  # a likeness that was asked about, and that nobody has confirmed
        is_self_harm = [*new, *known][:1] == ["self_harm"]
        of_another = is_of_another(tracker.events)
        first = triage["message_key"] if new else f"{(known or ['general'])[0]}.emergency"
        question = _question(view, first, of_another=of_another)
        text = question or _words(view, first, new, known, of_another=of_another)
        if tells_of_violence(view.text):
            text += "\n\n" + replies.text("aside_harmed", clinic.words())
        links = [{"title": f"Call {clinic.emergency_number}", "href": f"tel:{clinic.emergency_number}"}]
        if "self_harm" in [*new, *known]:
            links.append({"title": f"Call {clinic.crisis_line}", "href": f"tel:{clinic.crisis_line}"})
        ends = (_THEY_ARE_SAFE if of_another else _SAFE) if is_self_harm else _CHECKED
        say(
            dispatcher,
            text,
            tone="emergency",
            links=links,
            buttons=[_YES if question else ends, _MISTAKE],
        )
        found = [*new, *(flag for flag in known if flag not in new)]
        # An urgent sign that is told meanwhile is not lost with the end of the alarm.
        found += [flag for flag in triage.get("ids") or () if flag not in found]
        return [SlotSet("red_flag_tier", "emergency"), SlotSet("red_flags", found)]


def _question(view: TurnView, key: str, *, of_another: bool) -> str | None:
    """The words that ask about a likeness: where it is new, or while there is no plain answer to them."""
    if key.endswith(f".{ASKS}"):
        return question_of(key)
    if (view.reading.get("triage") or {}).get("tier") == "emergency":
        return None  # what a rule finds now goes before what is only like a sign
    said = view.said_before()
    asked = asked_in(said)
    is_other = of_another or (asked and not asked.startswith("self_harm") and _is_aside(view.text))
    if asked is None or is_other or not view.reading or answer_to(view.text, asked):
        return None
    if asks_why(view.text) and question_of(asked, WHY) not in said:
        return question_of(asked, WHY)
    return question_of(asked, AGAIN if question_of(asked) in said else None)


def _is_aside(text: str) -> bool:
    return emergency_aside(text, of_another=False) not in ("still_emergency", "aside_refuse")


def _words(view: TurnView, first: str, new: list[str], known: list[str], *, of_another: bool) -> str:
    """The words for a new emergency by the key ``first``; while one is open, what answers the message about it."""
    replies, words = resources.red_flag_replies(), resources.clinic().words()
    is_self_harm = [*new, *known][:1] == ["self_harm"]
    still = "still_self_harm"
    if of_another and first not in _SAID_OF_ANYBODY:
        first = "still_of_another_self_harm" if is_self_harm else "still_of_another"
        still = first if is_self_harm else still
    if not new and (asked_in(view.said_before()) or only_says_whom(view.text) or _ASKS_WHY.search(view.text)):
        still = first
    elif not new and takes_back(view.text):
        still = "aside_self_harm" if "self_harm" in known else "aside_mistake"
    elif not new and is_self_harm and not of_another and _CALMER.match(view.text):
        still = "aside_self_harm"
    elif {"self_harm", "overdose"} <= set(known):
        still = "overdose.emergency"
    elif "self_harm" not in [*new, *known]:
        still = emergency_aside(view.text, of_another=of_another)
    text = replies.text(first if new else still, words)
    if still == "aside_tell_them" and not new:
        text = as_told(view, text)
    if text in view.said_before():
        # Not the same words twice running: what to do, as it was said first.
        text = fresh(replies.text(first, words), view.said_before())
    return text
