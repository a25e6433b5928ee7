"""Answers to what is asked of the front desk: what this program can't see or do, and who can."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.support.asked_beside import answer_to
from actions.support.correcting import merge
from actions.support.facts import facts_in
from actions.support.speech import Button, fill, say
from actions.support.switching import Events
from actions.support.told import noted
from actions.support.view import TurnView
from backline.assistant import resources
from backline.assistant.asked import known_topics
from backline.assistant.desk_turns import PAPER, clauses_besides
from backline.knowledge import Topic
from backline.language.plain_text import QUESTION

_PAIN = frozenset({"pain_region", "pain_weeks", "pain_limits"})
_HURTS = re.compile(
    r"\b(?:hurt\w*|pain\w*|ach(?:e|es|ing|y)|sore\w*|kill\w*|(?:went|gave|gone|go|goes|going|is|put|threw) out|stiff\w*"
    r"|spasm\w*|seiz\w+|locked|pinch\w*|throb\w*|burn\w*|stuck|tingl\w*|awful|terrible|unbearable"
    r"|bad back|bad neck|trouble)\b",
    re.I,
)
_WHERE = re.compile(r"\b(?:add?res+|located|location|where (?:are|r) (?:you|u|ya))\b", re.I)
# What has an answer of its own.
_ANSWERS = {
    "walk_ins": "I don't know if the team can see you without an appointment, so please call before you come.",
    "waiting": "I can't see how long the wait is, or when there is a free appointment.",
    "offers": "I can't tell from here whether the team offers that.",
    "late": "I can't pass that on from here. Please call right away, so that the team knows.",
    "appointment": "I can't see the calendar from here, so I can't check, move or cancel an appointment.",
    "jobs": "I don't know about jobs at the clinic.",
    "language": "I can only chat in English. I don't know which languages the team speaks.",
    "interpreter": "I don't know if there is an interpreter, or how to bring one. Please ask before the visit.",
    "companion": "I don't know the clinic's rules for bringing someone along.",
    "bill": "I can't see bills or send them. The team can tell you who gets the bill.",
    "payment": "I don't know which ways to pay there are, or if you can pay in parts.",
    "records": "I can't take, see or send records, pictures or files, so please don't send them in this chat. "
    "The team can tell you the best way.",
    "results": "I can't see any results from here.",
    "who": "I can't see who works there, or who will see you.",
    "hours": "I can't see which times are free.",
    "children": "I don't know if the team sees children. I am made for adults myself.",
    "way": "I don't have buses or directions here; the team can tell you the way.",
    "portal": "I can't see or open an account for you.",
    PAPER: "I'm a computer program, so I can't prescribe medicine, write a note or fill in a form. "
    "Only a doctor can do that.",
}
# What the team can tell more about, and nobody here.
_UNKNOWN = {
    "parking": "parking",
    "first_visit": "what to bring and how a visit goes",
    "access": "wheelchairs and stairs",
    "new_patients": "new patients",
    "referral": "referrals",
    "fax": "a fax number",
    "house": "such things",
}
ANSWERED = frozenset({*_ANSWERS, *_UNKNOWN, "holidays"})
"""What has an answer, as `desk_turns` names it."""
_CONTACT = {"title": "Contact the clinic", "payload": "/request_contact"}
_ABOUT_THE_PAIN = "I'm sorry about the pain: shall I suggest gentle exercises for it, after a few short questions?"


def answer_desk(dispatcher: CollectingDispatcher, view: TurnView, asked: Sequence[str]) -> Events:
    """Answer what is asked of the front desk; then what else the message asks, then the pain it tells of.

    Args:
        dispatcher: takes the replies.
        view: the turn.
        asked: what is asked, as `desk_turns.desk_questions` names it.
    """
    clinic = resources.clinic()
    link = {"title": f"Call {clinic.phone}", "href": clinic.phone_link}
    in_form = view.form is not None
    say(
        dispatcher,
        f"{' '.join(_sentences(asked, view.text))}\n\n{_how_to_reach_us(view)}",
        buttons=[] if in_form else [_CONTACT],
        links=[link],
    )
    if in_form:
        return []
    events: Events = [SlotSet("offer", "contact_form"), SlotSet("misunderstood", None)]
    beside = next((found for clause in clauses_besides(view.text) if (found := _answer(clause))), None)
    if beside is not None:
        text, topic, sources = beside
        say(dispatcher, text, sources=sources)
        events += [] if topic.kind == "clinic" else [SlotSet("topic", topic.id)]
    if "children" in asked:
        return events  # exercises are for adults
    return [*events, *offer_help_with_pain(dispatcher, view)]


def offer_help_with_pain(dispatcher: CollectingDispatcher, view: TurnView) -> Events:
    """Offer exercises in a sentence where the message tells of pain as well, and keep what it tells."""
    facts = facts_in(view)
    if view.form or not view.reading or view.slot("red_flag_tier") or not _tells_of_pain(view, facts):
        return []
    buttons: list[Button] = [{"title": "Suggest exercises", "payload": "/request_exercises"}, _CONTACT]
    say(dispatcher, _ABOUT_THE_PAIN, buttons=buttons)
    told = merge(view.tracker.slots, {**facts, **noted(view)})
    return [*(SlotSet(name, value) for name, value in told.items()), SlotSet("offer", "exercise_form")]


def _tells_of_pain(view: TurnView, facts: dict[str, Any]) -> bool:
    """Whether it hurts somewhere, and did not all at once get a lot worse: that is no matter of exercises."""
    told = bool(_PAIN & set(facts)) or bool(known_topics(view.topics, "condition"))
    return told and not facts.get("sudden_worsening") and bool(_HURTS.search(view.text))


def _sentences(asked: Sequence[str], text: str) -> list[str]:
    clinic = resources.clinic()
    said = []
    if clinic.address and ("way" in asked or _WHERE.search(text)):
        said.append(f"{clinic.name} is at {clinic.address}.")
    if "holidays" in asked:
        said.append(_on_holidays())
    said += [_ANSWERS[name] for name in asked if name in _ANSWERS]
    unknown = [_UNKNOWN[name] for name in asked if name in _UNKNOWN]
    if unknown:
        about = unknown[0] if len(unknown) == 1 else f"{', '.join(unknown[:-1])} and {unknown[-1]}"
        said.append(f"I don't have that here; the team can tell you about {about}.")
    return said


def _on_holidays() -> str:
    """The days on which the clinic says that it is closed."""
    days = [f"{day:%B} {day.day}" for day in sorted(resources.clinic().closed_on)]
    if not days:
        return "I don't have the hours for holidays here."
    return f"The clinic has told me that it is closed on {', '.join(days)}. Please ask about other holidays."


def _how_to_reach_us(view: TurnView) -> str:
    clinic = resources.clinic()
    hours = "; ".join(f"{line.days}, {line.hours}" for line in clinic.opening_hours)
    open_when = f" ({hours})" if hours else ""
    leave = "" if view.form else " Or leave your details here, and a person gets in touch {callback_promise}."
    texts = [
        f"You can call {{clinic_name}} at {{clinic_phone}}{open_when}.{leave}",
        f"A person can tell you at {{clinic_phone}}{open_when}." + ("" if view.form else " Or I take your details."),
    ]
    before = "\n".join(view.said_before())
    return next((text for text in map(fill, texts) if text not in before), fill(texts[0]))


def _answer(clause: str) -> tuple[str, Topic, Sequence[Any]] | None:
    """What a question beside has for an answer, its topic and its sources; None where it has none."""
    found = answer_to(clause, None) if QUESTION.search(clause.strip()) else None
    if found is None or found.answer is None or found.topic is None or found.topic.id == "appointment_contact":
        return None
    return fill(found.answer.text), found.topic, found.answer.sources
