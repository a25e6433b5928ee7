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
from actions.support.warning import words_of_the_sign
from backline.assistant import resources
from backline.assistant.alarms import is_of_another
from backline.assistant.harm_turns import tells_of_violence
from backline.assistant.whom import only_says_whom
from backline.language.resolved import takes_back

_MISTAKE = {"title": "I did not mean that", "payload": '/resolved{"value": "mistake"}'}
_CHECKED = {"title": "A doctor has checked this", "payload": "/resolved"}
_SAFE = {"title": "I am safe now", "payload": "/resolved"}
_THEY_ARE_SAFE = {"title": "They are safe now", "payload": "/resolved"}


# What the sign can mean and what to do stands in its own words.
_ASKS_WHY = re.compile(
    r"^\W*(?:but |and |so |ok |oh no )*(?:why|how come|really|seriously|what (?:do|should|can|shall|must) (?:i|we) do"
    r"|what now|should i (?:be )?(?:worr\w+|panic)|is (?:it|this|that) (?:serious|bad|dangerous|that bad|an emergency)"
    r"|what (?:is|does|could|can) (?:it|this|that)(?: mean| be)?|am i (?:dying|going to die|in danger))\b",
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
        # What was dealt with is not told again with what comes later.
        is_open = tracker.get_slot("red_flag_tier") in ("emergency", "urgent")
        known = list(tracker.get_slot("red_flags") or []) if is_open else []
        is_self_harm = [*new, *known][:1] == ["self_harm"]
        of_another = is_of_another(tracker.events)
        still = "still_self_harm"
        first = triage["message_key"] if new else f"{(known or ['general'])[0]}.emergency"
        if of_another and first not in _SAID_OF_ANYBODY:
            first = "still_of_another_self_harm" if is_self_harm else "still_of_another"
            still = first if is_self_harm else still
        if not new and (only_says_whom(view.text) or _ASKS_WHY.search(view.text)):
            still = first
        elif not new and takes_back(view.text):
            still = "aside_self_harm" if "self_harm" in known else "aside_mistake"
        elif {"self_harm", "overdose"} <= set(known):
            still = "overdose.emergency"
        elif "self_harm" not in [*new, *known]:
            still = emergency_aside(view.text, of_another=of_another)
        text = replies.text(first if new else still, clinic.words())
        if still == "aside_tell_them" and not new and (quoted := words_of_the_sign(view)):
            text = f'You told me: "{quoted}". {text}'
        if text in view.said_before():
            # Not the same words twice running: what to do, as it was said first.
            text = fresh(replies.text(first, clinic.words()), view.said_before())
        if tells_of_violence(view.text):
            text += "\n\n" + replies.text("aside_harmed", clinic.words())
        links = [{"title": f"Call {clinic.emergency_number}", "href": f"tel:{clinic.emergency_number}"}]
        if "self_harm" in [*new, *known]:
            links.append({"title": f"Call {clinic.crisis_line}", "href": f"tel:{clinic.crisis_line}"})
        say(
            dispatcher,
            text,
            tone="emergency",
            links=links,
            buttons=[(_THEY_ARE_SAFE if of_another else _SAFE) if is_self_harm else _CHECKED, _MISTAKE],
        )
        found = [*new, *(flag for flag in known if flag not in new)]
        return [SlotSet("red_flag_tier", "emergency"), SlotSet("red_flags", found)]
