from __future__ import annotations

import pytest

from backline.language import Reader


@pytest.mark.parametrize(
    ("text", "tried"),
    [
        ("I did 3 months of PT and two injections", {"physical_therapy", "injection"}),
        ("pt didnt help", {"physical_therapy"}),
        ("been taking ibuprofen", {"medication"}),
        ("I've tried physical therapy, chiropractic, massage and acupuncture with no relief.",
         {"physical_therapy", "chiropractic", "massage", "acupuncture"}),
        ("The epidural wore off after a month", {"injection"}),
        ("I went to a chiropractor and it got worse", {"chiropractic"}),
        ("have been to PT for 6 weeks", {"physical_therapy"}),
        ("I use a heating pad and a TENS unit every day", {"hot_cold", "tens"}),
        ("I'm on gabapentin", {"medication"}),
        ("my doctor prescribed a muscle relaxer", {"medication"}),
        ("had surgery in 2015", {"surgery"}),
        ("injections gave me relief for two weeks", {"injection"}),
        ("I quit smoking and wore a brace", {"brace"}),
        ("usually take about 800 mg of Motrin", {"medication"}),
        ("do I need an operation, massage failed after a year", {"massage"}),
        ("is it time for the knife because chiro did nothing", {"chiropractic"}),
        ("he thinks I need surgery but PT never helped", {"physical_therapy"}),
        ("I need a fusion, the epidurals wore off", {"injection"}),
        ("nothing worked: I had PT, I had shots", {"physical_therapy", "injection"}),
    ],
)  # fmt: skip
def test_tried(reader: Reader, text: str, tried: set[str]) -> None:
    assert tried <= set(reader.read(text).tried)


@pytest.mark.parametrize(
    "text",
    [
        "should I try PT?",
        "what is PT",
        "Do injections help?",
        "my doctor recommended physical therapy",
        "he wants me to have surgery",
        "I am scheduled for an epidural",
        "I never had PT",
        "I have not tried acupuncture",
        "I'm thinking about injections",
        "Can I take ibuprofen?",
        "is a brace any good",
        "I want to start exercising",
        "they told me to ice it",
        "injection or surgery, which is better?",
        "I am afraid of surgery",
        "surgery next week",
        "I am having surgery shortly",
        "how much does an injection cost",
        "my insurance denied the injections",
        "my back hurts for 3 months now, any exercises?",
        "I need surgery, nothing helps me",
        "ready for an operation, nothing works",
        "will massage help, or heat",
        "actually how do injections work",
    ],
)
def test_not_tried(reader: Reader, text: str) -> None:
    assert reader.read(text).tried == ()


def test_a_bare_answer_names_care_without_claiming_it(reader: Reader) -> None:
    reading = reader.read("PT and ibuprofen")
    assert reading.tried == ()
    assert reading.care_mentioned == ("physical_therapy", "medication")


@pytest.mark.parametrize(
    "text",
    [
        "I need surgery, my chiro failed",
        "surgery please, acupuncture did not work",
        "do I need surgery, PT failed",
        "considering a fusion, the shots never helped",
    ],
)
def test_an_operation_that_is_wished_for_was_not_had(reader: Reader, text: str) -> None:
    assert "surgery" not in reader.read(text).tried
