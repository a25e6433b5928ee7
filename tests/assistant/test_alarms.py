"""What a conversation tells of its last alarm."""

from typing import Any

from backline.assistant.alarms import Alarm, is_of_another, last_alarm

_USER = {"event": "user"}


def _slot(name: str, value: Any) -> dict[str, Any]:
    return {"event": "slot", "name": name, "value": value}


_RAISED = (_USER, _slot("red_flag_tier", "emergency"), _slot("red_flags", ["cauda_equina"]))


def test_an_alarm_that_stands() -> None:
    assert last_alarm(_RAISED) == Alarm("emergency", ("cauda_equina",), turns=1)
    assert last_alarm([_USER]) is None


def test_one_that_a_doctor_ended() -> None:
    ended = last_alarm([*_RAISED, _USER, _slot("red_flag_tier", "resolved"), _USER, _USER])
    assert ended == Alarm("emergency", ("cauda_equina",), open=False, turns=2)


def test_one_that_was_taken_back_keeps_its_signs() -> None:
    events = [*_RAISED, _USER, _slot("red_flag_tier", "resolved"), _slot("red_flags", None)]
    assert last_alarm(events) == Alarm("emergency", ("cauda_equina",), open=False, taken_back=True)


def test_as_a_reading_has_it() -> None:
    alarm = Alarm("urgent", ("infection", "cancer"))
    assert alarm.as_triage == {"tier": "urgent", "ids": ["infection", "cancer"], "message_key": "infection.urgent"}
    assert [flag["id"] for flag in alarm.as_red_flags] == ["infection", "cancer"]


def _told(sentence: str) -> list[dict[str, Any]]:
    return [{"event": "user", "parse_data": {"reading": {"red_flags": [{"sentence": sentence}]}}}, _USER]


def test_whose_sign_it_is() -> None:
    assert is_of_another(_told("my husband says he wants to die"))
    assert not is_of_another(_told("I can't feel my legs"))
    assert is_of_another([*_told("cannot feel the legs at all"), {"event": "user", "text": "my gran, not me"}])
    assert not is_of_another([_USER])
