"""Responses of ``domain.yml``, with the clinic's words filled in and without saying the same thing twice running."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.core.nlg.generator import ResponseVariationFilter
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from backline.assistant import resources


class ClinicResponses(TemplatedNaturalLanguageGenerator):
    """Rasa's templated responses with ``{clinic_phone}`` and its like, and variants taken in turn.

    Stock Rasa picks a variant at random and may say the same one twice; here the first variant that was not in the
    last two turns is taken, so a conversation can be replayed and tested.
    """

    def __init__(self, endpoint_config: EndpointConfig | None = None, domain: Domain | None = None) -> None:
        """Take the responses of ``domain`` (Rasa sets them anew when a model is loaded)."""
        super().__init__(domain.responses if domain else {})

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> dict[str, Any] | None:
        """Fill the response ``utter_action``; None where the domain has none of that name."""
        slots = tracker.current_slot_values()
        variants = ResponseVariationFilter(self.responses).responses_for_utter_action(
            utter_action, output_channel, slots
        )
        if not variants:
            return None
        words = {**resources.clinic().words(), **kwargs}
        said = _said_lately(tracker)
        # Filling changes buttons in place, and variants may share them.
        filled = [self._fill_response(deepcopy(variant), slots, **words) for variant in variants]
        return next((response for response in filled if response.get("text") not in said), filled[0])


def _said_lately(tracker: DialogueStateTracker, turns: int = 2) -> set[str]:
    said: set[str] = set()
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            turns -= 1
            if turns < 0:
                break
        elif isinstance(event, BotUttered) and event.text:
            said.add(event.text)
    return said
