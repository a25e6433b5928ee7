from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from backline.language import Reader, RedFlagRules
from backline.language.red_flag_file import FLAGS, OTHER_FLAGS

TODAY = date(2026, 11, 24)
MESSAGES = yaml.safe_load((Path(__file__).parent / "red_flag_messages.yml").read_text(encoding="utf-8"))
NONE = MESSAGES.pop("none")


def flags(reader: Reader, text: str, **more: object) -> set[str]:
    return {flag.id for flag in reader.read(text, today=TODAY, **more).red_flags}


def tiers(reader: Reader, text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for flag in reader.read(text, today=TODAY).red_flags:
        found.setdefault(flag.id, flag.tier)
    return found


@pytest.mark.parametrize(("flag", "text"), [(flag, text) for flag, texts in MESSAGES.items() for text in texts])
def test_raises_the_flag(reader: Reader, flag: str, text: str) -> None:
    assert flag in flags(reader, text)


@pytest.mark.parametrize("text", NONE)
def test_near_misses_raise_nothing(reader: Reader, text: str) -> None:
    assert flags(reader, text) == set()


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("cant pee and my legs r numb", "cauda_equina"),
        ("i wet myself", "cauda_equina"),
        ("numb down there", "cauda_equina"),
        ("my foot is dragging", "progressive_weakness"),
        ("both legs tingling", "cauda_equina"),
        ("want to kill myself", "self_harm"),
        ("dont want to live like this anymore", "self_harm"),
        ("chest hurts and left arm", "vascular_cardiac"),
        ("fell off ladder cant move", "fracture"),
        ("throwing up and 103 fever with back pain", "infection"),
        ("lost 20 pounds without trying", "cancer"),
        ("LOST CONTROL OF MY BLADDER", "cauda_equina"),
        ("lost controll of my blader", "cauda_equina"),
        ("lost control of\nmy bladder", "cauda_equina"),
        ("I can\u2019t pee", "cauda_equina"),
        ("numbbbb down there!!!", "cauda_equina"),
        ("my legs are week and numb", "cauda_equina"),
    ],
)
def test_badly_spelt_worry_is_understood(reader: Reader, text: str, flag: str) -> None:
    assert flag in flags(reader, text)


@pytest.mark.parametrize(
    ("text", "flag", "tier"),
    [
        ("I can not control my bladder.", "cauda_equina", "emergency"),
        ("Both legs are numb.", "cauda_equina", "emergency"),
        ("Pain down both legs, back hurts.", "cauda_equina", "urgent"),
        ("Pain down both legs and my feet are numb.", "cauda_equina", "emergency"),
        ("My left leg is getting weaker, back pain.", "progressive_weakness", "urgent"),
        ("My left leg suddenly got weak, back pain.", "progressive_weakness", "emergency"),
        ("I can not move my left leg.", "progressive_weakness", "emergency"),
        ("I have a fever and back pain.", "infection", "urgent"),
        ("I have a fever and back pain and I keep throwing up.", "infection", "emergency"),
        ("I have a fever and back pain since the epidural.", "infection", "emergency"),
        ("Stiff neck, headache and fever.", "infection", "emergency"),
        ("I had breast cancer and now my back hurts.", "cancer", "urgent"),
        ("I had breast cancer and now my back hurts and my legs are weak.", "cancer", "emergency"),
        ("I tripped and my lower back hurts.", "fracture", "urgent"),
        ("I tripped and my lower back hurts, I can not stand.", "fracture", "emergency"),
        ("I fell off a roof and my back hurts.", "fracture", "emergency"),
        ("I have crushing chest pain.", "vascular_cardiac", "emergency"),
        ("My calf is swollen and red.", "vascular_cardiac", "urgent"),
        ("I want to die.", "self_harm", "emergency"),
    ],
)
def test_tiers_and_the_pairs_that_raise_them(reader: Reader, text: str, flag: str, tier: str) -> None:
    assert tiers(reader, text)[flag] == tier


@pytest.mark.parametrize(
    ("apart", "together", "flag"),
    [
        (["I have a fever.", "My back hurts."], "My back hurts. I have a fever.", "infection"),
        (["I slipped on ice.", "My neck hurts."], "I slipped on ice. My neck hurts.", "fracture"),
        (["I had lymphoma.", "My spine aches."], "I had lymphoma. My spine aches.", "cancer"),
        (
            ["I have osteoporosis and back pain.", "I coughed and felt a crack."],
            "I have osteoporosis and back pain. I coughed and felt a crack.",
            "fracture",
        ),
    ],
)
def test_a_pair_may_be_spread_over_sentences(reader: Reader, apart: list[str], together: str, flag: str) -> None:
    assert all(flag not in flags(reader, text) for text in apart)
    assert flag in flags(reader, together)


def test_a_pair_may_be_spread_over_a_conversation(reader: Reader) -> None:
    first = reader.read("my lower back hurts", today=TODAY)
    assert first.red_flags == ()
    assert "infection" not in flags(reader, "i have a fever")
    assert "infection" in flags(reader, "i have a fever", established=first.signs)


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("car crash yesterday", "fracture"),
        ("fell of the roof", "fracture"),
        ("had breast cancer", "cancer"),
        ("i have lymphoma", "cancer"),
        ("something is wrong down there", "cauda_equina"),
        ("the pain wakes me up every night and nothing eases it", "cancer"),
        ("i got a cortisone shot on monday and have 39 fever", "infection"),
        ("she has a fever", "infection"),
        ("my son has a fever and his back hurts", "infection"),
    ],
)
def test_once_the_spine_is_known_the_other_half_is_enough(reader: Reader, text: str, flag: str) -> None:
    assert flag in flags(reader, text, established={"spine"})


@pytest.mark.parametrize(
    "text",
    [
        "no fever",
        "my son has a fever",
        "my mother had cancer",
        "my neighbor has bone cancer",
        "I fell off a bike when I was 12, could it still matter?",
        "i had an epidural shot in may",
        "i took 2 ibuprofen",
        "i cant walk more than ten minutes",
        "what exercises help?",
        "it hurts at night",
        "my back cracked at the chiropractor and felt good",
    ],
)
def test_once_the_spine_is_known_ordinary_messages_stay_quiet(reader: Reader, text: str) -> None:
    assert flags(reader, text, established={"spine"}) == set()


def test_a_denied_half_does_not_complete_a_pair(reader: Reader) -> None:
    assert flags(reader, "I have a fever but no back pain.") == set()


@pytest.mark.parametrize(
    "text",
    [
        "My mother had cancer and my back hurts.",
        "Cancer runs in my family and I have back pain.",
        "My dad died of a heart attack, my back hurts.",
        "My uncle is paralyzed, and I have neck pain.",
    ],
)
def test_the_history_of_relatives_is_not_the_writers(reader: Reader, text: str) -> None:
    assert flags(reader, text) == set()


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("My husband can't pee and his back hurts.", "cauda_equina"),
        ("My mother has cancer and her back hurts.", "cancer"),
        ("My son says he wants to kill himself.", "self_harm"),
        ("my dad fell off a ladder and his back hurts", "fracture"),
    ],
)
def test_people_write_for_others(reader: Reader, text: str, flag: str) -> None:
    assert flag in flags(reader, text)


@pytest.mark.parametrize(
    ("text", "flag", "counts"),
    [
        ("I had cancer in 2003 and my back hurts.", "cancer", True),
        ("I had cauda equina surgery in 2015.", "cauda_equina", False),
        ("I lost control of my bladder in 2015 and it is still bad.", "cauda_equina", True),
        ("I had a car accident ten years ago and my neck hurts.", "fracture", False),
        ("I had a car accident in 2009 and my neck has hurt ever since.", "fracture", False),
        ("I had a car accident two weeks ago and my neck hurts.", "fracture", True),
        ("I slipped on ice. My back has hurt for 3 years.", "fracture", False),
        ("When I was a kid I fell out of a tree, my back hurts.", "fracture", False),
        ("In 2012, I fell off a ladder and my back hurts.", "fracture", False),
        ("I had chest pain years ago.", "vascular_cardiac", False),
        ("I fell off a ladder and hurt my back in the garage.", "fracture", True),
        ("When I was in a hurry I fell down the stairs, my back hurts.", "fracture", True),
        ("When I was in high school I fell down the stairs, my back hurts.", "fracture", False),
        ("In the past I fell off a roof, my back hurts.", "fracture", False),
        ("My back has hurt for 3 years. I fell off a ladder this morning.", "fracture", True),
        ("I fell off a ladder. My back has hurt for 3 years.", "fracture", False),
        ("I fell off a ladder. My back has hurt for 8 months. PT did nothing.", "fracture", False),
    ],
)
def test_what_is_past(reader: Reader, text: str, flag: str, counts: bool) -> None:
    assert (flag in flags(reader, text)) is counts


@pytest.mark.parametrize(
    ("text", "flag", "counts"),
    [
        ("What if I lost control of my bladder?", "cauda_equina", False),
        ("Can a herniated disc cause incontinence?", "cauda_equina", False),
        ("What are the symptoms of cauda equina?", "cauda_equina", False),
        ("Should I worry about losing bladder control", "cauda_equina", False),
        ("I am afraid of becoming paralyzed.", "progressive_weakness", False),
        ("I was told to watch out for numbness in my groin.", "cauda_equina", False),
        ("What should I do if I can't pee?", "cauda_equina", True),
        ("Should I be worried that I can't feel my legs?", "cauda_equina", True),
        ("Is it normal to wet myself?", "cauda_equina", True),
        ("When I stand for long both legs go numb.", "cauda_equina", True),
        ("If I stand too long both my legs go numb.", "cauda_equina", True),
        ("What could cause my numb groin?", "cauda_equina", True),
        ("If I am feeling suicidal, who can I call?", "self_harm", True),
        ("I might kill myself.", "self_harm", True),
    ],
)
def test_questions_and_fears(reader: Reader, text: str, flag: str, counts: bool) -> None:
    assert (flag in flags(reader, text)) is counts


def test_emergencies_come_first_and_name_their_sentence(reader: Reader) -> None:
    reading = reader.read("I had lymphoma. My back hurts. I can't pee!", today=TODAY)
    assert [flag.tier for flag in reading.red_flags] == sorted(
        (flag.tier for flag in reading.red_flags), key="urgent".__eq__
    )
    assert reading.red_flags[0].sentence == "I can't pee!"
    assert reading.red_flags[0].rule == "bladder_will_not_empty"


def test_every_flag_of_the_contract_has_a_rule(rules: RedFlagRules) -> None:
    assert {rule.flag for rule in rules.rules} == set(FLAGS + OTHER_FLAGS)


def test_every_rule_can_be_broken_down_to_a_source(rules: RedFlagRules) -> None:
    assert all(source.address.startswith("http") for rule in rules.rules for source in rule.sources)
    assert all(rule.sources and rule.what and rule.why for rule in rules.rules)


@pytest.mark.parametrize(
    ("text", "flag", "counts"),
    [
        ("I leak urine and my back hurts, but no fever.", "cauda_equina", True),
        ("I am losing weight, not on a diet, and my back hurts.", "cancer", True),
        ("I am losing weight on a diet and my back hurts.", "cancer", False),
        ("I lost 20 pounds with back pain at night.", "cancer", True),
        ("what can i do i lost 20 pounds and my back hurts", "cancer", True),
        ("I can't walk and my back hurts.", "progressive_weakness", True),
        ("I can't walk and bend like I used to.", "progressive_weakness", False),
        ("Back pain for 5 years and no chest pain, no shortness of breath.", "vascular_cardiac", False),
        ("Back pain for 5 years and now my chest hurts too.", "vascular_cardiac", True),
        ("My back hurts and I never had chest pain like this before.", "vascular_cardiac", True),
        ("My father has pain in the chest and in his back.", "vascular_cardiac", True),
        ("My back hurts and my father died of a heart attack.", "vascular_cardiac", False),
        ("No numbness, tingling, weakness or incontinence and my back hurts.", "cauda_equina", False),
        ("Hello doctor, does spinal stenosis lead to incontinence?", "cauda_equina", False),
        ("Hello doctor, I have spinal stenosis and incontinence.", "cauda_equina", True),
        ("I fell asleep on the couch and my neck hurts. I am 70.", "fracture", False),
        ("I fell off the couch and my neck hurts. I am 70.", "fracture", True),
        ("bad calf ache, 4 days after my discectomy", "vascular_cardiac", True),
        ("i cant hold it anymore", "cauda_equina", True),
        ("my foot cant hold it", "cauda_equina", False),
        ("it wont come out, my wee, back hurts", "cauda_equina", True),
        ("pooped my pants in the shop", "cauda_equina", True),
        ("could not make it to the loo in time", "cauda_equina", True),
        ("could not make it to my class in time", "cauda_equina", False),
        ("my doctor said there is no cauda equina", "cauda_equina", False),
        ("call me before i do something stupid", "self_harm", True),
        ("better off six feet under", "self_harm", True),
        ("there is no future for me", "self_harm", True),
        ("my left calf hurts since the back surgery", "vascular_cardiac", True),
        ("fusion was years ago and the pain goes to my calf", "vascular_cardiac", False),
        ("i have osteoporosis and back pain, how much may i lift", "fracture", False),
        ("osteoporosis, i lifted my grandson and now my back hurts a lot", "fracture", True),
    ],
)
def test_what_explains_or_denies_a_sign(reader: Reader, text: str, flag: str, counts: bool) -> None:
    assert (flag in flags(reader, text)) is counts


@pytest.mark.parametrize(
    ("text", "flag", "tier"),
    [
        ("my dad took his morphine and his breathing is really slow", "overdose", "emergency"),
        ("she had her fentanyl patch on and i cant wake her", "overdose", "emergency"),
        ("two beers and my oxy, i can hardly keep my eyes open", "overdose", "emergency"),
        ("took double my pregabalin by mistake", "overdose", "urgent"),
        ("already took a double dose today", "overdose", "urgent"),
        ("mixed my codeine with some wine", "overdose", "urgent"),
        ("had three beers on top of my tramadol", "overdose", "urgent"),
        ("high fever, back pain, and she is not making sense", "infection", "emergency"),
        ("pregnant, my back hurts and there was blood on the toilet paper", "other_illness", "emergency"),
        ("the naproxen gave me hives", "other_illness", "urgent"),
        ("pregnant with a bad back and now some bleeding", "other_illness", "emergency"),
        ("33 weeks pregnant, back pain every 6 minutes", "other_illness", "emergency"),
        ("threw up blood, been on naproxen for my back", "other_illness", "emergency"),
        ("black sticky poo since the ibuprofen", "other_illness", "emergency"),
        ("my tongue is swelling up after that pain pill", "other_illness", "emergency"),
        ("stiff neck, awful headache, the light hurts my eyes", "other_illness", "emergency"),
        ("back pain and blood in my pee", "other_illness", "urgent"),
        ("it burns when i wee and my back aches", "other_illness", "urgent"),
    ],
)
def test_emergencies_of_another_kind_are_heard(reader: Reader, text: str, flag: str, tier: str) -> None:
    assert (flag, tier) in [(found.id, found.tier) for found in reader.read(text).red_flags]


@pytest.mark.parametrize(
    "text",
    [
        "gabapentin makes me so sleepy i cant keep my eyes open",
        "my doctor doubled my gabapentin",
        "my gums bleed, i am pregnant and my back hurts",
        "six weeks post op and the wound is bleeding a bit, i am 6 weeks out",
        "tired of blood tests for my back",
        "30 weeks pregnant, baby kicks all night and my back hurts",
        "iron tablets make my poo black",
        "breathing exercises and tramadol for my back",
    ],
)
def test_what_only_sounds_like_them_is_not(reader: Reader, text: str) -> None:
    assert not [found for found in reader.read(text).red_flags if found.id in OTHER_FLAGS]
