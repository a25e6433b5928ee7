"""What a message asks, where rules tell it and the intents of its clauses do not.

A classifier of single sentences takes "does TENS work" for "how is it used", and "when is it an emergency" for
"how do I". Read here, in this order: what only the clinic can give (`service_turns`), what comes at a visit
(`visit_turns`), whether a sport may be done (`sport_turns`), what follows on an answer (`other_one_turns`,
`follow_up_turns`), what may do harm beside a treatment (`matter_turns`, `mixing_turns`), how much of it may be taken
(`dose_turns`), when to be seen (`seen_turns`), what may be done after an operation and what else there is
(`operation_turns`, `surgery_choice_turns`), an age (`age_turns`), scans (`scan_turns`), why it hurts at a certain time
(`pain_time_turns`), a finding that was told, whether a treatment works, and everyday words (`daily_life_turns`,
`everyday_turns`, `plain_word_turns`). Warning signs are found before, and are never touched.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from backline.assistant.age_turns import age_asked
from backline.assistant.asked import Asked, known_topics
from backline.assistant.closing_question import asked_at_the_end, asks_at_the_end, closing_question
from backline.assistant.daily_life_turns import asked_of_daily_life
from backline.assistant.dose_turns import asks_how_much, changes_dose, dose_asked, has_amounts, is_medicine
from backline.assistant.everyday_turns import asked_of_every_day
from backline.assistant.follow_up_turns import follow_up, said_last
from backline.assistant.matter_turns import is_it_safe, matter_asked, stops_what_is_taken
from backline.assistant.message_reader import READING, read_by_rules
from backline.assistant.mixing_turns import mix_asked
from backline.assistant.operation_turns import asked_after_operation
from backline.assistant.other_one_turns import other_one
from backline.assistant.pain_time_turns import asked_of_a_time
from backline.assistant.plain_word_turns import asked_in_plain_words, asks_if_from_age, says_it_is_bad, title_asked
from backline.assistant.scan_turns import scan_asked
from backline.assistant.seen_turns import asks_what_if_never_seen, what_if_it_comes, when_to_be_seen
from backline.assistant.service_turns import service_asked
from backline.assistant.sport_turns import sport_asked
from backline.assistant.surgery_choice_turns import other_ways_asked
from backline.assistant.turn_before import last_actions, last_message, listed
from backline.assistant.visit_turns import visit_asked
from backline.knowledge import Topic
from backline.language.intents import ABOUT_A_TROUBLE, ASPECT_OF, OUT_OF_SCOPE
from backline.language.plain_text import plain_text

# In more words a message tells a story, and its clauses are heard one by one.
LONG = 24
_UNHEARD = frozenset({"nlu_fallback", OUT_OF_SCOPE, "inform", "ask_privacy", "bot_challenge", "explain", "start_over"})
_LIKELY_OURS = 0.5
_MAY_ASK = (
    ABOUT_A_TROUBLE | _UNHEARD | {"ask_capabilities", "ask_clinic", "affirm", "deny", "unsure", "complain", "resolved"}
)
# Exercises after an operation have a way of their own.
_WISHES = frozenset({"request_exercises", "report_exercise_pain"})
# "How many can you have in a year" is no small talk after a medicine, and "take them with the other" no plan.
_OF_WHAT_IS_TAKEN = frozenset({"chitchat", "ask_plan", "adapt_plan", "request_contact", "report_exercise_pain"})

_SAID = (
    r"(?:says?|said|saying|shows?|showed|shown|showing|finds?|found|told|tells?|thinks?|calls?|called|mentions?|reports?"
    r"|reported|states?|reads|came back|come back|reveals?|revealed|confirm\w*|diagnos\w*)"
)
_WHO_KNOWS = (
    r"(?:mri|m r i|x ?rays?|x rays?|ct|cat scan|scans?|report|results?|radiolog\w+|docs?|doctors?|dr|drs|gp|surgeons?"
    r"|specialist|physio\w*|therapist|pt|chiro\w*|neurolog\w+|orthop\w+|ortho|consultant|hospital|er|they)"
)
_FINDING = re.compile(
    rf"\b{_WHO_KNOWS} (?:\w+ ){{0,3}}?{_SAID}\b|\b(?:been|was|got|am|just) diagnosed\b"
    rf"|\bdiagnosis (?:is|was|of)\b|\bon (?:my|the) (?:mri|scan|x ?ray|ct|report)\b"
)
# What nobody can tell from here, with a finding or without.
_OWN_DIAGNOSIS = re.compile(
    r"\b(?:(?:do|could|might|may|can) i (?:\w+ )?have|(?:is|could|can|would) (?:it|this|that|they) (?:\w+ )?"
    r"(?:right|wrong|be|why|what|the (?:cause|reason|problem)|causing)|what is wrong|what do i have|read (?:it|my|the)"
    r"|look at (?:it|my|the)|interpret|agree|(?:tell|explain) (?:me )?my (?:mri|scan|report|results?|x ?ray)"
    r"|how bad|not sure|is it true|why (?:do|does|is|am))\b"
)

_WORKS = re.compile(
    r"^\W*(?:(?:and|so|but|ok|okay|hi|hello|also|then|well)\W+)*(?:do|does|did|will|would|can|could|doe|dose) "
    r"(?!(?:i|you|u|we|anyone|someone|a doctor|the clinic)\b)(?:\w+ ){1,6}?(?:(?:actually|really|even|truly|ever) )*"
    r"(?:(?<!to )(?<!at )works?(?! out)|helps?|do anything|do any good|do much|make (?:a|any) difference|relieve|fix)\b"
    r"|\b(?:is|are|r) (?:\w+ ){0,7}?(?:(?:a|any|really|actually|very|worth) )*"
    r"(?:good(?! (?:enough|exercise|position|way|time|posture))|worth (?:it|trying|a try|doing|getting|the money)|worth"
    r"|worthwhile|effective|useful|helpful|beneficial|recommended|a (?:good|bad) idea|any use)\b"
    r"|\bhow (?:well|effective|good|helpful|useful) (?:do|does|is|are|will)\b"
)
_CLAUSE = re.compile(r"[.,;!?\n]+|\b(?:but|so)\b|\band (?=(?:is|are|does|do|can|could|should|will|would)\b)")
_WIDE = frozenset({"surgery", "medication"})
_OF_TWO = re.compile(r"\b(?:or|vs|versus|better|best|than|worse|instead|compared?|difference)\b")
_HOW_LONG = re.compile(r"\b(?:how (?:long|often|many|much)|when|where|who|which)\b")
_EFFECTS = re.compile(r"\bside ?effe?cts?\b|\b(?:risks?|dangers?|complications?) (?:of|with|from)\b")


def asked_plainly(
    text: str, tracker: DialogueStateTracker | None, learned: str, reading: Mapping[str, Any]
) -> Asked | None:
    """What a message asks, where rules are sure of it; None where its clauses have the say.

    Args:
        text: the message, which names no warning sign.
        tracker: the conversation before it; None where it is the first.
        learned: its intent, as its clauses tell it.
        reading: what was read in it, as `message_reader.reading_as_dict` gives it, and ``imagined_sign``, see
            `turn_intent.decide`.
    """
    plain = plain_text(text)
    if len(plain.split()) > LONG:
        return None if tracker and tracker.active_loop_name else _at_the_end(text, learned, reading)
    topics = list(reading.get("topics") or [])
    if reading.get("imagined_sign"):
        return what_if_it_comes(topics)
    form = tracker.active_loop_name if tracker else None
    # What is said inside a form is about the form, unless it names something else.
    context = None if form else str((tracker and tracker.get_slot("topic")) or "") or None
    service = (
        None if form else service_asked(plain, has_request=bool(tracker and tracker.get_slot("contact_reference")))
    )
    if service is not None and learned in _MAY_ASK | {"request_contact"}:
        return service
    visit = visit_asked(plain)
    if visit is not None and learned in _MAY_ASK | {"request_contact", "ask_human", "review_care"}:
        return visit
    if not form and learned == "complain" and says_it_is_bad(plain):
        return Asked("report_symptom")
    # A treatment that is named after an offer to look at care is one that was tried.
    offered = tracker.get_slot("offer") if tracker else None
    if not form and offered != "care_review_form" and (title := title_asked(plain, topics, learned)):
        return title
    cautions = [one for name in ("cautions_told", "pain_cautions") for one in listed(tracker, name)]
    told = tracker is not None and bool(tracker.get_slot("red_flag_tier"))
    sport = (
        None
        if told
        else sport_asked(
            plain,
            topics,
            learned,
            context=str((tracker and tracker.get_slot("topic")) or "") or None,
            last=said_last(tracker) if tracker and "action_answer" in last_actions(tracker) else None,
            cautions=cautions,
            bare=not form and offered != "care_review_form",
        )
    )
    asked = sport or other_one(plain, topics, learned, tracker) or follow_up(plain, topics, tracker)
    if asked is not None:
        return asked
    quits = learned == "cancel" and not form and stops_what_is_taken(plain)
    of_age = learned == "chitchat" and asks_if_from_age(plain)
    usual = learned in _MAY_ASK or quits or of_age or asks_what_if_never_seen(plain)
    taken = asks_how_much(plain) or any(has_amounts(topic) for topic in known_topics(topics, "care"))
    if not usual and not (learned in _OF_WHAT_IS_TAKEN and taken):
        return None
    bare = not form and learned != "report_care"
    of_taken = (
        matter_asked(plain, topics, context, cautions, bare=bare)
        or mix_asked(plain, topics, context, bare=not form)
        or dose_asked(plain, topics, None if form else _taken_last(tracker) or context)
    )
    if of_taken is not None or not usual:
        return of_taken
    return (
        when_to_be_seen(plain, topics, context, form)
        or (
            asked_after_operation(plain, topics, context, cautions, said_last(tracker), learned)
            if learned not in _WISHES
            else None
        )
        or other_ways_asked(plain, topics)
        or age_asked(plain, topics, context)
        or is_it_safe(plain, topics, learned)
        or scan_asked(plain, topics)
        or asked_of_a_time(plain, topics, is_ours=_is_ours(reading))
        or _of_finding(plain, topics, learned)
        or _whether_it_works(plain, topics, context, learned, is_ours=_is_ours(reading))
        or asked_of_daily_life(plain, topics)
        or asked_of_every_day(plain, topics, learned, is_elsewhere=not _is_ours(reading))
        or asked_in_plain_words(plain, topics, context, learned)
    )


def _at_the_end(text: str, learned: str, said: Mapping[str, Any]) -> Asked | None:
    """What the question asks that a story of a spine ends in, where the story as a whole is heard as a question."""
    tail = closing_question(text)
    scope = said.get("scope")
    if (
        tail is not None
        and (scope is None or scope >= _LIKELY_OURS)
        and (sport := _sport_at_the_end(text, tail, learned))
    ):
        return sport
    if tail is not None and changes_dose(plain_text(tail)):
        # "It makes me sick. Can I halve it?" is asked of the medicine told of, however the story as a whole is heard.
        told = known_topics(said.get("topics") or (), "care")
        medicine = next((topic.id for topic in told if is_medicine(topic)), None)
        return dose_asked(plain_text(tail), list(read_by_rules(tail).topics), medicine)
    if learned not in ASPECT_OF or tail is None or (scope is not None and scope < _LIKELY_OURS):
        return None
    plain = plain_text(tail)
    topics = list(read_by_rules(tail).topics)
    of_taken = mix_asked(plain, topics, None, bare=False) or dose_asked(plain, topics, None)
    if of_taken is not None:
        return of_taken
    return None if asks_at_the_end(text, said.get("asks") or []) else asked_at_the_end(text)


def _sport_at_the_end(text: str, tail: str, learned: str) -> Asked | None:
    """What the question that a story ends in asks about a sport; the story tells whether that holds for its writer."""
    plain = plain_text(tail)
    return sport_asked(plain, read_by_rules(tail).topics, learned, bare=False, told=plain_text(text))


def _is_ours(reading: Mapping[str, Any]) -> bool:
    """Whether nothing but the back is named that a treatment may be for."""
    return not reading.get("elsewhere") or bool(reading.get("regions")) or "spine" in (reading.get("signs") or [])


def _taken_last(tracker: DialogueStateTracker | None) -> str | None:
    """What the message before named that is taken or given in amounts, where it was only told of."""
    before = last_message(tracker)
    named = ((before.parse_data or {}).get(READING) or {}).get("topics") if before else None
    return next((topic.id for topic in known_topics(named or (), "care") if has_amounts(topic)), None)


def _of_finding(plain: str, topics: list[str], learned: str) -> Asked | None:
    """A condition that a scan showed or a doctor named: what it is can be told."""
    found = known_topics(topics, "condition")
    if (
        learned not in ("ask_diagnosis", "nlu_fallback")
        or not found
        or not _FINDING.search(plain)
        or _OWN_DIAGNOSIS.search(plain)
    ):
        return None
    return Asked.of(found[0].id, "what_is")


def _in_the_question(plain: str, named: list[Topic]) -> list[Topic]:
    """Those of the treatments that stand in the clause that asks: "therapy wore off, would a shot be worth it"."""
    clauses = [clause for clause in _CLAUSE.split(plain) if _WORKS.search(clause)]
    topics = {topic for clause in clauses for topic in read_by_rules(clause).topics}
    return [topic for topic in named if topic.id in topics]


def _whether_it_works(
    plain: str, topics: list[str], context: str | None, learned: str, *, is_ours: bool
) -> Asked | None:
    named = known_topics(topics, "care", "surgery")
    # The surgeon who advises a pill makes it no question about surgery.
    special = [topic for topic in named if topic.id not in _WIDE]
    if len(special) > 1:
        special = _in_the_question(plain, special) or special
    treatments = special or named or ([] if topics else known_topics([context or ""], "care"))
    if _EFFECTS.search(plain) and topics and learned in _UNHEARD | {"ask_risks"}:
        known = [topic for topic in known_topics(topics) if "risks" in topic.answers]
        return Asked.of(known[0].id, "risks") if known else None
    if learned in ("ask_when_surgery", "ask_comparison", "ask_cost") or not treatments or not is_ours:
        return None
    if not _WORKS.search(plain) or _OF_TWO.search(plain) or _HOW_LONG.search(plain):
        return None
    return Asked.of(treatments[0].id, "benefits") if "benefits" in treatments[0].answers else None
