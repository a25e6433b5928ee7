"""What everyday questions ask: how to lie in bed, a back that cracks, sex, a muscle or a disc."""

import pytest

from backline.assistant.asked import Asked
from backline.assistant.everyday_turns import asked_of_every_day
from backline.language.plain_text import plain_text
from backline.settings import Settings


@pytest.fixture(autouse=True)
def _resources(settings: Settings) -> None:
    """The shipped knowledge."""


def asked(text: str, *topics: str, learned: str = "ask_self_care") -> Asked | None:
    return asked_of_every_day(plain_text(text), list(topics), learned)


@pytest.mark.parametrize("text", ["how shud i sleep", "wich matress, what is best", "best pillow for a stiff neck"])
def test_how_to_lie_in_bed(text: str) -> None:
    assert asked(text, "sleep", "neck_pain") == Asked.of("sleep", "how_to")


@pytest.mark.parametrize("text", ["i can't sleep, what can i do", "what pills help me sleep", "sleep is bad"])
def test_bad_nights_are_another_question(text: str) -> None:
    assert asked(text, "sleep") is None


@pytest.mark.parametrize(
    "text", ["is it bad to pop my own neck", "can i crack my back", "should i stop cracking my neck"]
)
def test_cracking_ones_own_back(text: str) -> None:
    assert asked(text, "chiropractic") == Asked.of("joint_sounds", "risks")
    assert asked(text, "joint_sounds") == Asked.of("joint_sounds", "risks")


def test_somebody_else_cracks_it() -> None:
    assert asked("is it safe when my chiro cracks my neck", "chiropractic") is None


@pytest.mark.parametrize("text", ["is my mattress to blame", "could it be from my bed", "can a pillow cause neck pain"])
def test_a_bed_as_the_cause(text: str) -> None:
    assert asked(text, "sleep", learned="ask_causes") == Asked.of("sleep", "causes")


def test_sex_goes_before_the_condition() -> None:
    assert asked("is sex ok with stenosis", "sex", "spinal_stenosis") == Asked.of("sex", "self_care")
    assert asked("sex after a fusion?", "sex", "fusion") is None, "the surgeon's limits come first"


def test_which_it_is_only_an_examination_tells() -> None:
    assert asked("how can i tell if its a bug or a virus") == Asked("ask_diagnosis")
    assert asked("how do i know if i have sciatica", "sciatica") is None


@pytest.mark.parametrize(
    "text", ["how can i tell if its a nerve or a muscle", "is this muscular or a pinched nerve", "muscle or disc pain?"]
)
def test_a_muscle_or_a_nerve_is_told_apart_as_far_as_words_can(text: str) -> None:
    assert asked(text, learned="ask_diagnosis") == Asked.of("muscle_strain", "comparison")


def test_other_words_with_muscles_and_nerves_ask_something_else() -> None:
    assert asked("muscle relaxer or nerve medicine") is None
    assert asked("it went from muscle pain to nerve pain", learned="report_symptom") is None


@pytest.mark.parametrize("text", ["is it normal that it clicks", "my spine grinds is that bad"])
def test_a_crack_without_a_name(text: str) -> None:
    assert asked(text) == Asked.of("joint_sounds", "risks")
    assert asked_of_every_day(plain_text(text), [], "ask_risks", is_elsewhere=True) is None, "a knee may crack too"


@pytest.mark.parametrize(
    ("text", "topic", "aspect"),
    [
        ("how are laminectomies done", "decompression", "how_to"),
        ("is an epidural painful", "injection", "how_to"),
        ("does the operation hurt", "surgery", "symptoms"),
    ],
)
def test_how_it_is_done_and_whether_it_hurts(text: str, topic: str, aspect: str) -> None:
    told = "recovery" if aspect == "symptoms" else topic
    assert asked(text, topic) == Asked.of(told, aspect)


@pytest.mark.parametrize(
    ("text", "topic", "aspect"),
    [
        ("do most people get another operation down the line", "repeat_surgery", "what_is"),
        ("are the rods permanent", "spine_hardware", "what_is"),
        ("will my screws set off the metal detector", "spine_hardware", "risks"),
    ],
)
def test_metal_and_another_operation(text: str, topic: str, aspect: str) -> None:
    assert asked(text) == Asked.of(topic, aspect)


def test_smoking_beside_an_operation_and_how_common_something_is() -> None:
    assert asked("do i have to quit smoking before a fusion", "smoking", "fusion") == Asked.of("smoking", "risks")
    assert asked("how many people have scoliosis", "scoliosis") == Asked.of("scoliosis", "what_is")


def test_shots_without_a_name() -> None:
    assert asked("are cortisone shots risky") == Asked.of("injection", "risks")
    assert asked("will a shot help") == Asked.of("injection", "benefits")
    assert asked("he shot at me") is None


def test_what_comes_of_no_operation_and_of_rest() -> None:
    assert asked("what happens if i never get surgery") == Asked.of("surgery", "comparison")
    assert asked("is it better to rest or to stay active", "rest") == Asked.of("rest", "comparison")
    assert asked("how many nights in hospital") == Asked.of("surgery", "recovery")


def test_what_to_do_about_a_finding() -> None:
    finding = asked("my l5 is bulging what should i do", "bulging_disc", learned="ask_diagnosis")
    assert finding == Asked.of("bulging_disc", "self_care")
    assert asked("is it a bulging disc", "bulging_disc", learned="ask_diagnosis") is None


@pytest.mark.parametrize(
    "text", ["does scoliosis get worse with age", "can a curved spine get much worse", "is it progressive"]
)
def test_the_outlook_is_asked(text: str) -> None:
    assert asked(text, "scoliosis", learned="ask_risks") == Asked.of("scoliosis", "recovery")


@pytest.mark.parametrize("text", ["does sitting make it worse", "my scoliosis got worse", "is it bad"])
def test_the_outlook_is_not_asked(text: str) -> None:
    assert asked(text, "scoliosis", learned="ask_risks") is None
