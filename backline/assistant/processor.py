"""Rasa's message processor, made honest: a person is told when an action fails."""

from __future__ import annotations

from typing import Any

import structlog
from rasa.core.actions.action import Action, ActionExecutionRejection, ActionListen
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import BotUttered, Event, FollowupAction
from rasa.shared.core.trackers import DialogueStateTracker

from backline.assistant.action_endpoint import apology

log = structlog.get_logger(__name__)

FALLBACK_ACTION = "action_fallback"  # as config.yml names it


class HonestProcessor(MessageProcessor):
    """Stock Rasa drops the events of an action that raises, and goes on as if nothing had happened."""

    def predict_next_with_tracker_if_should(self, tracker: DialogueStateTracker) -> tuple[Action, PolicyPrediction]:
        """Predict the next action (see the parent class).

        Where no rule fits, RulePolicy predicts the fallback, and after it the fallback again, up to ten times: saying
        it once is enough.
        """
        action, prediction = super().predict_next_with_tracker_if_should(tracker)
        if action.name() == tracker.latest_action_name == FALLBACK_ACTION:
            prediction = PolicyPrediction.for_action_name(self.domain, ACTION_LISTEN_NAME)
            action = ActionListen()
        return _Guarded(action), prediction


class _Guarded(Action):
    """An action that answers with an apology where it would raise."""

    def __init__(self, action: Action) -> None:
        self._action = action

    def name(self) -> str:
        return str(self._action.name())

    def event_for_successful_execution(self, prediction: PolicyPrediction) -> Event:
        return self._action.event_for_successful_execution(prediction)

    async def run(self, *args: Any, **kwargs: Any) -> list[Event]:
        try:
            events: list[Event] = await self._action.run(*args, **kwargs)
        except ActionExecutionRejection:
            raise
        except Exception:
            log.exception("action failed", action=self.name())
            # Nothing else in this turn: the next message finds everything as it was.
            return [BotUttered(apology()), FollowupAction(ACTION_LISTEN_NAME)]
        return events
