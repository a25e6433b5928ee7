"""What a conversation tells of its last alarm."""

from typing import Any

from backline.assistant.alarms import Alarm, awaits_doctor, is_of_another, last_alarm, rules_of

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


def _says(text: str) -> dict[str, Any]:
    return {"event": "user", "text": text, "parse_data": {}}


def test_help_that_is_near_is_waited_for_until_a_doctor_has_looked() -> None:
    near = [*_RAISED, _says("the ambulance is coming"), _slot("red_flag_tier", "resolved")]
    assert awaits_doctor(near)
    assert awaits_doctor([*near, _says("what is sciatica")])
    assert not awaits_doctor([*near, _says("a doctor has checked this")])
    pressed = {"event": "user", "text": "I did not mean that", "parse_data": {"intent": {"name": "resolved"}}}
    assert not awaits_doctor([*near, pressed])
    assert not awaits_doctor([*_RAISED, _says("a doctor examined me"), _slot("red_flag_tier", "resolved")])
    assert not awaits_doctor(_RAISED)


def test_the_rules_that_found_a_sign_are_those_of_the_last_alarm() -> None:
    def found(rule: str) -> dict[str, Any]:
        return {"event": "user", "text": "", "parse_data": {"reading": {"red_flags": [{"id": "cancer", "rule": rule}]}}}

    events = [found("first"), _slot("red_flag_tier", "resolved"), found("second"), _slot("red_flag_tier", "urgent")]
    assert rules_of(events, "cancer") == {"second"}
    assert rules_of(events, "fracture") == frozenset()
