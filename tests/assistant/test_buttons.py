"""Which button a press means."""

from typing import Any

from backline.assistant.buttons import find_press
from backline.storage.conversations import StoredMessage

_MISTAKE = {"title": "I did not mean that", "payload": '/resolved{"value": "mistake"}'}
_YES = {"title": "Yes", "payload": "/affirm"}


def _message(number: int, sender: str, *buttons: dict[str, str]) -> StoredMessage:
    own = [{**button, "token": f"b-{number}-{at}"} for at, button in enumerate(buttons)]
    payload: dict[str, Any] = {"text": "", "buttons": own}
    return StoredMessage(number, sender, payload, "", 0.0)


def _press(token: str, *messages: StoredMessage) -> str | None:
    press = find_press(messages, token=token, text="")
    return press.payload if press else None


def test_a_button_of_an_alarm_that_still_stands_works_further_up_too() -> None:
    said = (_message(1, "user"), _message(2, "bot", _MISTAKE), _message(3, "user"), _message(4, "bot", _MISTAKE))
    assert _press("b-2-0", *said) == _MISTAKE["payload"]


def test_one_of_an_alarm_that_is_over_does_not() -> None:
    said = (_message(1, "user"), _message(2, "bot", _MISTAKE), _message(3, "user"), _message(4, "bot", _YES))
    assert _press("b-2-0", *said) == "?"


def test_yes_to_an_earlier_question_is_no_yes_to_this_one() -> None:
    said = (_message(1, "user"), _message(2, "bot", _YES), _message(3, "user"), _message(4, "bot", _YES))
    assert _press("b-2-0", *said) == "?"
    assert _press("b-4-0", *said) == "/affirm"
