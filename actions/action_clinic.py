"""Opening hours, address and phone; and what else is asked of the front desk."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.support.desk import answer_desk
from actions.support.speech import say
from actions.support.switching import Events
from actions.support.view import TurnView
from backline.assistant import resources
from backline.assistant.service_turns import is_on_the_card

# "Do you treat knees?", "do you see children?"
_ASKS_WHETHER = re.compile(
    r"\b(?:do|can|will|does) (?:you|u|ya|they|the clinic|your (?:clinic|doctors?|team))(?: \w+)? "
    r"(?:treat|see|take|help|handle|deal with|look at|accept|offer|do|work on|fix|operate)\b",
    re.I,
)


class ActionClinic(Action):
    """Tells about the clinic, from clinic.yml."""

    def name(self) -> str:
        return "action_clinic"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Say it."""
        clinic = resources.clinic()
        view = TurnView(tracker)
        if view.reading.get("desk"):
            return answer_desk(dispatcher, view, view.reading["desk"])
        asks_whether = bool(_ASKS_WHETHER.search(view.text))
        lines = []
        if view.reading and not asks_whether and not is_on_the_card(view.text):
            lines = ["I don't have that here; the team can tell you.", ""]
        lines.append(f"**{clinic.name}**")
        if clinic.address:
            lines.append(clinic.address)
        lines.append(f"Phone: {clinic.phone}")
        if clinic.email:
            lines.append(f"E-mail: {clinic.email}")
        if clinic.opening_hours:
            lines.append("")
            lines += [f"- {line.days}: {line.hours}" for line in clinic.opening_hours]
        if asks_whether:
            lines += ["", "I can't tell from here whether the team can help with that. Please call and ask."]
        lines += ["", f"In an emergency, call {clinic.emergency_number}."]
        say(
            dispatcher,
            "\n".join(lines),
            links=[{"title": f"Call {clinic.phone}", "href": clinic.phone_link}],
            buttons=[] if tracker.active_loop else [{"title": "Contact the clinic", "payload": "/request_contact"}],
        )
        return []
