"""Actions in our own process: what stands where Rasa expects an action server."""

from __future__ import annotations

import json
from typing import Any

import structlog
from jsonschema import Draft202012Validator
from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection

from backline.assistant import pending_turn, resources

log = structlog.get_logger(__name__)

# Rasa checks every action's result against a schema, and the schema itself anew each time: two fifths of a turn,
# measured. The schema never changes, so it is compiled once.
_RESULT = Draft202012Validator(RemoteAction.action_response_format_spec())


def _validate_once_compiled(_action: RemoteAction, result: dict[str, Any]) -> bool:
    _RESULT.validate(result)
    return True


RemoteAction._validate_action_result = _validate_once_compiled


class InProcessActions(EndpointConfig):
    """Runs the classes of the package ``actions`` without a server between.

    Stock Rasa drops an action that fails and leaves the person without an answer; here the person is told.
    """

    def __init__(self, package: str = "actions") -> None:
        """Register every action in ``package``."""
        super().__init__(url="in-process", enable_selective_domain=True)
        self._executor = ActionExecutor()
        self._executor.register_package(package)

    @property
    def names(self) -> frozenset[str]:
        """The names of all registered actions."""
        return frozenset(self._executor.actions)

    async def request(self, *args: Any, json: dict[str, Any] | None = None, **kwargs: Any) -> dict[str, Any]:
        """Run the action that Rasa asks for.

        Returns:
            ``{"events": [...], "responses": [...]}`` as an action server does.
        """
        assert json is not None
        return await self.run(json["next_action"], json["tracker"], json.get("domain"))

    async def run(self, name: str, tracker: dict[str, Any], domain: dict[str, Any] | None = None) -> dict[str, Any]:
        """Run the action ``name`` on a tracker's state (as ``DialogueStateTracker.current_state`` gives it)."""
        call = {
            "next_action": name,
            "sender_id": tracker["sender_id"],
            "tracker": tracker,
            "domain": domain or {},
        }
        pending = pending_turn.current.get()
        leads_before = len(pending.leads) if pending else 0
        try:
            result = await self._executor.run(call)
        except ActionExecutionRejection as rejection:
            body = json.dumps({"action_name": rejection.action_name, "error": rejection.message})
            raise ClientResponseError(400, "rejected", body) from None
        except Exception:
            if pending:
                # The person is told that it failed, so it must have.
                del pending.leads[leads_before:]
            log.exception("action failed", action=name)
            return {"events": [], "responses": [{"text": apology()}]}
        return result or {"events": [], "responses": []}


def apology() -> str:
    """What is said where an action failed."""
    clinic = resources.clinic()
    return (
        "Sorry, something went wrong on my side, so I could not do that. "
        f"Please try once more, or call {clinic.name} at {clinic.phone}."
    )
