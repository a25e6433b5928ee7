"""Hand a contact request to the clinic."""

from __future__ import annotations

import time
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.support.menu import CONTACT_SLOTS, MENU
from actions.support.speech import say
from actions.support.switching import Events
from actions.support.view import TurnView
from backline.assistant import resources
from backline.assistant.contact_told import is_urgent, shown_lines
from backline.assistant.pending_turn import keep_lead
from backline.contact import new_reference
from backline.storage.leads import Lead


class ActionSubmitContact(Action):
    """Keeps the lead with the turn: both are on disk, or neither is and the person is told."""

    def name(self) -> str:
        return "action_submit_contact"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Keep the lead and give the reference number; without consent, keep nothing and say so."""
        view = TurnView(tracker)
        clinic = resources.clinic()
        done = [SlotSet(name, None) for name in (*CONTACT_SLOTS, "attempts", "offer")]
        if view.slot("contact_consent") is not True or view.slot("contact_confirmed") is not True:
            say(
                dispatcher,
                f"That's fine. I have sent nothing to the clinic. You can always call us at {clinic.phone}.",
                links=[{"title": f"Call {clinic.phone}", "href": clinic.phone_link}],
                buttons=MENU,
            )
            # "Ok then, yes" begins again, with everything asked anew.
            return [*done, SlotSet("offer", "contact_form")]
        details = view.slot("contact_details")
        contacts = {kind["kind"]: kind["value"] for kind in (details.get("also"), details) if kind}
        urgent = is_urgent(view.slots)
        reference = new_reference()
        await keep_lead(
            Lead(
                reference=reference,
                conversation_id=tracker.sender_id,
                source="chat",
                name=view.slot("contact_name"),
                phone=contacts.get("phone"),
                email=contacts.get("email"),
                reach=view.slot("contact_reach"),
                reason=view.slot("contact_reason"),
                summary="\n".join(line.text for line in shown_lines(view.slots)),
                consent_version=resources.consent().version,
                consent_at=_consented_at(tracker),
                urgent=urgent,
                deliver_to=clinic.lead_delivery.destinations,
            )
        )
        first_name = view.slot("contact_name").split()[0]
        soon = "as soon as we can, since it is marked urgent" if urgent else clinic.callback_promise
        say(
            dispatcher,
            f"Thank you, {first_name}. Your request is saved. Your reference number is **{reference}**.\n\n"
            f"{clinic.name} will get in touch {soon}. If you don't hear from us, call {clinic.phone} and give "
            "that number. If it gets worse in the meantime, don't wait. "
            f"Call {clinic.emergency_number} in an emergency.",
            buttons=MENU[:3],
        )
        return [*done, SlotSet("contact_reference", reference)]


def _consented_at(tracker: Tracker) -> float:
    """When the person said yes; now, where that was too long ago to be in sight."""
    for event in reversed(tracker.events):
        if event["event"] == "slot" and event.get("name") == "contact_consent" and event.get("value") is True:
            return float(event.get("timestamp") or time.time())
    return time.time()
