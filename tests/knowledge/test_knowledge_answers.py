"""What the project's answers say and must not say: rules that no reviewer should have to remember."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from backline.knowledge import Answer, KnowledgeBase
from backline.knowledge.topic import CONDITION, KINDS, PLACEHOLDERS
from backline.language.contract import CONDITIONS
from backline.settings import load_clinic

PROJECT = Path(__file__).parents[2]
KNOWLEDGE = KnowledgeBase.load(PROJECT / "data" / "knowledge")
ANSWERS = [answer for topic in KNOWLEDGE.topics.values() for answer in topic.answers.values()]

CONDITION_ASPECTS = "what_is symptoms causes treatment recovery self_care exercises risks when_surgery"
MEDICINES = (
    "anti_inflammatory",
    "acetaminophen",
    "muscle_relaxant",
    "opioid",
    "nerve_pain_medicine",
    "antidepressant",
    "oral_steroid",
    "topical_medicine",
)
HANDS_ON = ("chiropractic", "massage", "acupuncture", "tens", "traction", "brace", "rest")
PROCEDURES = (
    "radiofrequency_ablation",
    "decompression",
    "fusion",
    "disc_replacement",
    "laser_surgery",
    "endoscopic_surgery",
    "vertebral_augmentation",
    "spinal_cord_stimulator",
)
REQUIRED = {
    "spine": "what_is causes self_care symptoms",
    "warning_signs": "what_is symptoms risks how_to treatment",
    "degeneration": "what_is causes symptoms self_care treatment exercises recovery risks",
    **dict.fromkeys(CONDITIONS, CONDITION_ASPECTS),
    "conservative_care": "what_is treatment how_to recovery when_surgery",
    "exercise": "what_is benefits how_to risks recovery",
    "weight_and_endurance": "what_is benefits how_to",
    "flexibility": "what_is benefits how_to",
    "core_strength": "what_is benefits how_to",
    "physical_therapy": "what_is benefits how_to recovery risks cost treatment",
    "hot_cold": "what_is benefits how_to risks",
    "medication": "what_is benefits how_to risks",
    "injection": "what_is benefits how_to risks",
    "posture": "what_is benefits how_to risks",
    "smoking": "what_is benefits how_to risks",
    "weight": "what_is benefits how_to risks",
    "sleep": "what_is benefits how_to risks",
    "surgery": "what_is when_surgery risks benefits recovery treatment comparison",
    "minimally_invasive_surgery": "what_is benefits risks recovery comparison when_surgery how_to",
    "open_surgery": "what_is benefits risks recovery comparison when_surgery how_to",
    "recovery": "what_is recovery how_to risks",
    "diagnosis_imaging": "what_is how_to benefits risks",
    "cost_insurance": "what_is cost",
    "appointment_contact": "what_is how_to",
    **dict.fromkeys(MEDICINES, "what_is benefits how_to risks comparison"),
    **dict.fromkeys(HANDS_ON, "what_is benefits how_to risks"),
    **dict.fromkeys(PROCEDURES, "what_is benefits how_to risks recovery when_surgery comparison cost"),
    "work_activity": "what_is causes self_care risks recovery",
    "prevention": "what_is self_care exercises benefits how_to",
    "pregnancy": "what_is causes treatment self_care exercises risks recovery",
    "second_opinion": "what_is benefits how_to cost",
    "failed_conservative_care": "what_is treatment when_surgery",
    "sudden_worsening": "what_is self_care risks",
}

# Single medicines. The answers speak of kinds; only acetaminophen (paracetamol) is a kind by itself.
MEDICINE = re.compile(
    r"ibuprofen|advil|motrin|naproxen|aleve|aspirin|diclofenac|tylenol|gabapentin|pregabalin|oxycodone|hydrocodone"
    r"|tramadol|codeine|morphine|prednis|cyclobenzaprine|diazepam|duloxetine",
    re.IGNORECASE,
)
DOSE = re.compile(
    r"\d\s*(mg|ml|g|mcg|milligram|gram)s?\b"
    r"|\b(\d+|one|two|three|four|half an?)\s+(tablet|pill|capsule|spoon|dose)s?\b"
    r"|\b(once|twice|\w+ times)\s+(a|per|each)\s+day\b"
    r"|\bevery (\d+|two|three|four|six|eight|twelve)( to \w+)? hours\b",
    re.IGNORECASE,
)
FRIGHTENING = re.compile(
    r"crumbl|worn[ -]?out|slipped|bone[ -]on[ -]bone|wear and tear|degenerated|collaps|deteriorat|ruptur|shatter"
    r"|paraly|cripple|wheelchair|permanent|irreversib|time bomb|destroy|agony|fatal|\bdeath|\bdie\b|never recover",
    re.IGNORECASE,
)
PROMISING = re.compile(
    r"\bcur(e|es|ed)\b|guarantee|pain[ -]free|always works|never fails|risk[ -]free|no risk|100 ?%|completely safe"
    r"|\bwill (fix|heal|help|work|get better|go away|feel better|stop the pain)\b",
    re.IGNORECASE,
)
CONDITION_NAMES = [
    re.escape(name)
    for topic in KNOWLEDGE.topics.values()
    if topic.kind == CONDITION
    for name in (topic.name, *topic.synonyms)
]
DIAGNOSING = re.compile(
    rf"\byou (\w+ )?(have|had|suffer from) (an? |the |some )?({'|'.join(CONDITION_NAMES)})\b"
    r"|\b(sounds|looks) like you|\byou (probably|clearly|surely|likely) (have|suffer)|\byour diagnosis is",
    re.IGNORECASE,
)
ORDERING = re.compile(
    r"you (need|must have|have to have|should have) (an? )?(surgery|operation|injection)", re.IGNORECASE
)


def filled() -> dict[str, str]:
    """The clinic's word for each placeholder."""
    return {name: word for name, word in load_clinic(PROJECT / "clinic.yml").words().items() if name in PLACEHOLDERS}


def offenders(pattern: re.Pattern[str]) -> list[str]:
    """Where ``pattern`` stands in an answer."""
    return [
        f"{answer.topic} {answer.aspect}: {match[0]}" for answer in ANSWERS for match in pattern.finditer(answer.text)
    ]


def required_pairs() -> Iterator[tuple[str, str]]:
    """Every topic and aspect that the assistant relies on."""
    for topic, aspects in REQUIRED.items():
        for aspect in aspects.split():
            yield topic, aspect


def test_every_topic_the_assistant_relies_on_is_there() -> None:
    assert set(KNOWLEDGE.topics) >= set(REQUIRED)
    assert {topic.kind for topic in KNOWLEDGE.topics.values()} == set(KINDS)
    conditions = {topic.id for topic in KNOWLEDGE.topics.values() if topic.kind == CONDITION}
    assert conditions == set(CONDITIONS)


@pytest.mark.parametrize(("topic", "aspect"), required_pairs())
def test_every_answer_the_assistant_relies_on_is_there(topic: str, aspect: str) -> None:
    assert KNOWLEDGE.answer(topic, aspect) is not None


@pytest.mark.parametrize("topic", sorted(KNOWLEDGE.topics))
def test_a_topic_can_be_named_and_left_for_another(topic: str) -> None:
    assert len(KNOWLEDGE.topics[topic].synonyms) >= 5
    assert KNOWLEDGE.topics[topic].related
    assert "what_is" in KNOWLEDGE.aspects(topic)


def test_placeholders_resolve_to_the_clinics_words() -> None:
    words = filled()
    assert set(words) == PLACEHOLDERS
    texts = [answer.fill(words) for answer in ANSWERS]
    assert not [text for text in texts if re.search(r"[{}]", text)]
    assert any(words["clinic_phone"] in text for text in texts)


def test_nothing_of_a_single_clinic_stands_in_the_text() -> None:
    # Emergency numbers differ by country, and phone numbers and addresses come from clinic.yml.
    assert offenders(re.compile(r"\b(911|999|112|000|111|988)\b|\d{3}[ -]\d{3,4}\b|@|https?:")) == []


def test_answers_are_short_enough_for_a_phone() -> None:
    words = {f"{answer.topic} {answer.aspect}": len(answer.fill(filled()).split()) for answer in ANSWERS}
    assert {name: count for name, count in words.items() if not 30 <= count <= 95} == {}


def test_no_two_answers_are_the_same() -> None:
    assert [text for text, count in Counter(answer.text for answer in ANSWERS).items() if count > 1] == []


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (DOSE, "Take 400 mg with food."),
        (DOSE, "Take two tablets."),
        (DOSE, "Take it three times a day."),
        (DOSE, "One every six hours is fine."),
        (MEDICINE, "Try Ibuprofen."),
        (FRIGHTENING, "Your spine is worn out."),
        (FRIGHTENING, "It is bone on bone."),
        (PROMISING, "This will fix your back."),
        (PROMISING, "It cures the pain."),
        (DIAGNOSING, "I think you have a herniated disc."),
        (DIAGNOSING, "It sounds like you pulled something."),
        (ORDERING, "You need surgery."),
    ],
)
def test_the_rules_catch_what_they_forbid(rule: re.Pattern[str], sentence: str) -> None:
    assert rule.search(sentence)


def test_no_answer_names_a_dose() -> None:
    assert offenders(DOSE) == []


def test_answers_speak_of_kinds_of_medicine() -> None:
    assert offenders(MEDICINE) == []


def test_no_answer_diagnoses() -> None:
    names = {
        name for topic in KNOWLEDGE.topics.values() if topic.kind == CONDITION for name in (topic.name, *topic.synonyms)
    }
    has = rf"\byou (\w+ )?(have|had|suffer from) (an? |the |some )?({'|'.join(map(re.escape, names))})\b"
    sounds = r"\b(sounds|looks) like you|\byou (probably|clearly|surely|likely) (have|suffer)|\byour diagnosis is"
    assert offenders(re.compile(f"{has}|{sounds}", re.IGNORECASE)) == []


def test_no_answer_frightens() -> None:
    assert offenders(FRIGHTENING) == []


def test_no_answer_promises() -> None:
    assert offenders(PROMISING) == []


def test_no_answer_decides_for_the_patient() -> None:
    assert offenders(ORDERING) == []


@pytest.mark.parametrize("topic", CONDITIONS)
def test_risks_of_a_condition_say_when_to_be_seen_and_when_to_call(topic: str) -> None:
    answer = KNOWLEDGE.answer(topic, "risks")
    assert answer is not None
    assert "doctor" in answer.text
    assert re.search(r"[Cc]all \{emergency_number\}", answer.text)
    assert "bladder" in answer.text or topic == "upper_back_pain"


@pytest.mark.parametrize(
    ("topic", "aspect"),
    [
        ("injection", "what_is"),
        ("injection", "benefits"),
        ("facet_joint_disease", "treatment"),
        ("herniated_disc", "treatment"),
        ("sciatica", "treatment"),
        ("degenerative_disc_disease", "when_surgery"),
        ("low_back_pain", "when_surgery"),
        ("posture", "causes"),
        ("radiofrequency_ablation", "benefits"),
    ],
)
def test_what_is_disputed_is_told_as_disputed(topic: str, aspect: str) -> None:
    answer = KNOWLEDGE.answer(topic, aspect)
    assert answer is not None
    assert re.search(r"disput|disagree|debated", answer.text)


def test_where_the_emergency_number_stands_it_says_to_call() -> None:
    wrong = [
        f"{answer.topic} {answer.aspect}"
        for answer in ANSWERS
        if "{emergency_number}" in re.sub(r"\bcall\s+\{emergency_number\}", "", answer.text, flags=re.IGNORECASE)
    ]
    assert wrong == []


@pytest.mark.parametrize("topic", ["exercise", "physical_therapy", "hot_cold", "medication", "core_strength"])
def test_when_care_did_not_help_the_answer_on_surgery_is_about_surgery(topic: str) -> None:
    answer = KNOWLEDGE.find(topic, "when_surgery")
    assert answer is not None
    assert (answer.topic, answer.aspect) == ("conservative_care", "when_surgery")


def test_answers_on_money_send_to_the_team() -> None:
    def mends(answer: Answer) -> bool:
        return "{clinic_name}" in answer.text and "{clinic_phone}" in answer.text and "$" not in answer.text

    assert [answer.topic for answer in ANSWERS if answer.aspect == "cost" and not mends(answer)] == []


def test_no_source_lies_unused() -> None:
    used = {source.id for answer in ANSWERS for source in answer.sources}
    assert set(KNOWLEDGE.sources) == used


def test_health_advice_rests_on_more_than_the_clinics_word() -> None:
    alone = {
        answer.topic
        for answer in ANSWERS
        if answer.aspect != "cost" and {source.id for source in answer.sources} == {"clinic"}
    }
    assert alone <= {"cost_insurance", "appointment_contact"}
