"""What is said after an urgent warning sign: whether it can wait, why, whom to see, what to do until then.

By itself "should I wait?" is a question about surgery or about an appointment; after "I had cancer, and it hurts at
night" it is about that. An emergency answers everything (`interruption`), an urgent sign what is short and names
nothing else; and what one can do oneself for the trouble waits until a doctor has looked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any, Literal

from rasa.shared.core.trackers import DialogueStateTracker

from backline.assistant.alarms import alarm_of, awaits_doctor
from backline.assistant.exercise_turns import EXERCISE_TOPICS, exercise_intent
from backline.assistant.signs_taken_back import asks_which_sign
from backline.assistant.sport_turns import sport_asked
from backline.assistant.turn_before import last_actions
from backline.assistant.whom import only_says_whom
from backline.language.help_told import has_been_looked_at, how_handled, is_known_to_a_doctor, is_of_what_is_known
from backline.language.intents import ASPECT_OF, STORY_WORDS
from backline.language.plain_text import plain_text
from backline.language.resolved import only_long_past, takes_back

URGENT = "urgent"
_LATER = (
    r"(?:wait\w*|hold off|put (?:it|that|this) off|leave (?:it|that|this)|delay\w*|later|see how it goes"
    r"|next (?:week|month)|the weekend|(?:mon|tues|wednes|thurs|fri|satur|sun)day|a (?:few|couple of) (?:days|weeks))"
)
_MAY = r"(?:can|could|cud|should|shud|shall|may|must|do|does|is|will|what if|ok|okay|fine|rather|prefer)"
_WAITS = re.compile(
    rf"\b{_MAY}\b.*\b{_LATER}\b|\b(?:how (?:soon|quick\w*|fast|long (?:can|could|should|may|do))"
    r"|right away|straight away|so soon)\b"
    r"|\b(?:i'?m|i am|i feel|feel|feeling) (?:\w+ )?(?:ok|okay|fine|good|better|alright)\b",
    re.I,
)
_GO = r"(?:go|see|call|ring|phone|do (?:it|that|this)|get (?:it|this|that) (?:checked|looked at)|bother|come in)"
_WHY = re.compile(
    r"^\W*(?:really|seriously|for real|what for|how so)\W*$"
    r"|^\W*(?:but |and |ok |so |um )*(?:why|how come|y)\b|\bwhy (?:is|do|should|would|not|so|today|that|this)\b"
    r"|\bwhat (?:if|happens|would happen|could (?:it|this|that) be|can (?:it|this|that) be|might (?:it|this"
    r"|that) be)\b"
    r"|\bwhat(?:'?s| is| are) (?:the (?:danger|risk|rush|hurry|worst)|wrong|it)\b"
    r"|\b(?:is|how|are) (?:it|this|that|things|you)? ?(?:that |very |so |all |sure |re[a-z]*ly )*(?:urgent"
    r"|serious"
    r"|dangerous|bad|necessary"
    r"|sure|an? emergency|worrying)\b"
    rf"|\b(?:do|should|must|shall|need) i (?:really |even |still |actually )*(?:(?:have|need|got|want) to\b|{_GO}\b)"
    rf"|\bi (?:do not|don'?t|won'?t|cannot|can'?t|would rather not|will not|refuse to) (?:want to |need to "
    rf"|have to |like to |think i (?:need|want) to )?(?:{_GO})\b"
    r"|\b(?:go(?:es)?|gone|went) away\b|\b(?:on its own|by itself)\b|\b(?:am i|is it|will i|will it|could i"
    r"|could it) (?:going to )?"
    r"(?:be (?:ok|okay|alright|fine|bad|serious)|dying|die|cancer|paraly[sz]ed|permanent|get (?:better|worse))\b"
    r"|\bit'?s (?:probably |just |only |surely )*(?:nothing|fine|ok|not (?:that |so )?(?:bad|serious))\b"
    r"|\bnot that bad\b",
    re.I,
)
_WHO = re.compile(
    r"\b(?:can|could|is|will) (?:my|a|the) (?:gp|doctor|dr|physio\w*|chiro\w*|nurse|pharmacist)\b|"
    r"\b(?:which|what (?:kind|sort|type) of|whom?|where) (?:\w+ ){0,3}?(?:doctors?|dr|gp|specialist|hospital|clinic"
    r"|go|see|call|ring"
    r"|phone|turn|ask|contact|checks?|looks?|checked)\b|^\W*(?:but |and |ok )*(?:where|who)(?: (?:to|then|exactly"
    r"|for that|now))*\W*$"
    r"|^\W*(?:which|what) (?:doctor|one|kind)\W*$|\b(?:should|can|do|must|shall) i (?:\w+ )?(?:see|call|go to|ring"
    r"|phone) (?:(?:my|a|an|the) )?(?:\w+ )?"
    r"(?:doctor|gp|dr|hospital|er|a ?& ?e|physio|specialist|chiropractor|surgeon)\b"
    r"|\b(?:doctor|doc|gp|dr)(?:'?s)? (?:office )?(?:is |are |isn'?t |has )?(?:closed|shut|away|busy|full|off"
    r"|not (?:open|there)"
    r"|on (?:holiday|vacation)|no)\b"
    r"|\b(?:no|don'?t have an?|haven'?t got an?|have no) (?:\w+ )?(?:doctor|gp|appointments?|insurance)\b"
    r"|\bcan'?t get (?:an appointment|in|through|seen)\b|\bnot get an appointment\b",
    re.I,
)
_UNTIL = re.compile(
    r"\b(?:un)?till? (?:then|i (?:see|go|am|can|get)|i'?m|they|my appointment|the appointment)\b"
    r"|\b(?:in the )?mean ?(?:time|while)\b|\bwhile i(?:'?m| am)? (?:\w+ )?wait\w*|\bfor now\b"
    r"|\b(?:can|could|may|should|shall|do|is it ok (?:if|to)|ok to|safe to|what (?:can|should|could"
    r"|do) i) ?(?:i )?(?:still |just |now |keep )*"
    r"(?:take|use|do|exercis\w+|stretch\w*|walk\w*|work\w*|drive|lift\w*|run|swim|train\w*|massage|rest|put|try"
    r"|have a bath|play|"
    r"go (?:to (?:the gym|work)|running|swimming|on))\b"
    r"|\bwhat (?:can|could|should|would) (?:be done|help|i do)\b|\bwhat helps\b|\bsomething (?:for|against) (?:it"
    r"|this|that|the)\b"
    r"|\b(?:pain ?killers?|ibuprofen|paracetamol|tylenol|advil|heat|ice) (?:help|ok|for it|first)\b",
    re.I,
)
_BOOKED = re.compile(
    r"\b(?:appointment|booked|see(?:ing)? me|(?:fit|fitting|squeeze|squeezing|get|slot) me in(?:to)?"
    r"|called (?:them|my|the|you)|rang|phoned|call(?:ing)? me back|call ?back"
    r"|i(?:'?ll| will|'?m going to| am going to|'?m gonna| am gonna) (?:go|call|ring|see|phone|do (?:that|it)"
    r"|get (?:it|this))"
    r"|see(?:ing)? (?:the|my|a) (?:doctor|gp|dr)\b)",
    re.I,
)
_WORSE = re.compile(r"\b(?:wors(?:e|ening|ened)|(?:even |getting )(?:weaker|number)|spread\w*)\b", re.I)
_ALREADY = re.compile(r"\b(?:if|when|could|can|will|would|might|not|isn'?t|hasn'?t|no)\b", re.I)

# Of these intents a short message that names nothing is about the sign, whatever else it may be by itself.
_VAGUE = frozenset(
    {
        "explain",
        "nlu_fallback",
        "unsure",
        "deny",
        "inform",
        "ask_recovery",
        "ask_benefits",
        "ask_risks",
        "ask_causes",
        "ask_diagnosis",
    }
    | {"ask_what_is", "ask_treatment", "ask_comparison", "ask_when_surgery", "ask_symptoms"}
)
# What helps oneself waits until a doctor has looked, also where it is named; more of the trouble changes nothing.
_HELD_BACK = frozenset({"ask_self_care", "ask_how_to", "report_symptom", "report_worsening"})
# Of the questions of the contact form these are answered with no time: there "until Monday" is no answer.
# These wait too while help is near.
_REMARKS = frozenset({"report_care", "out_of_scope", "chitchat"})
_ASKS_FIRST = re.compile(
    r"^\W*(?:(?:and|so|but|ok|hey|hi)\W+)*(?:what|whats|who|how|where|when|why|which|is|are|do|does|did|can|could"
    r"|will|would"
    r"|should|tell|give|show|write|play|sing|recommend|find)\b",
    re.I,
)
_EXERCISING = frozenset(
    {"request_exercises", "ask_exercise", "change_exercise", "adapt_plan", "ask_plan", "ask_self_care"}
)
_MOVES = re.compile(
    r"\b(?:exercis\w*|excercis\w*|stretch\w*|walk\w*|run|lift\w*|train\w*|work ?out\w*|gym|swim\w*)\b", re.I
)
_NOT_OF_TIME = frozenset({"contact_name", "contact_details"})
_FEW_WORDS = 7
_TELLING = frozenset(
    {"inform", "report_symptom", "report_worsening", "report_care", "nlu_fallback", "affirm", "correct"}
)
_OF_THE_ILLNESS = re.compile(
    r"\b(?:knows?|aware|told|diagnosed)\b[^.?!]*\b(?:cancer|tumou?r|leukemia|lymphoma|melanoma|history)\b"
    r"(?![^.?!]*\b(?:pain|back|neck|this|scan\w*|mri|fine|ok|okay|checked)\b)",
    re.I,
)
_WHAT_TO_TELL = re.compile(
    r"\b(?:what|wat|wht|how) (?:do|should|shud|shall|must|can|would|to|will) ?(?:i|we)? ?(?:have to |need to )?"
    r"(?:say|tell|explain|describe|report|mention)\b",
    re.I,
)
# What somebody did for it, and what they think it comes from; and thanks.
_DID = re.compile(
    r"\b(?:to+k|taken|us(?:e|ed|ing)|put|tried|have been taking|i take|taking|doing|did|got|had|wear\w*)\b", re.I
)
_COMES_FROM = re.compile(
    r"\b(?:gave (?:me|us|it)|caught|catching|it'?s (?:just|only|probably|prob)|probably|prob|must be|comes? from"
    r"|because|due to"
    r"|going around|from (?:my|the|a) (?!back\b)\w+|a (?:cold|flu|bug|virus)|the flu|sick (?:kids?|child\w*)"
    r"|bit of a)\b",
    re.I,
)
_THANKS = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|alright|great|cool|good|well|oh|many|thx|ty|cheers|thanks?)\b\W*)*(?:thank|thx|ty\b|cheers)",
    re.I,
)
_NAMED = ("topics", "regions", "care", "duration_weeks")


def aside_to(text: str, flags: Collection[str] = ()) -> str:
    """Which text of data/red_flag_replies.yml answers what is said while an urgent sign is open.

    Args:
        text: the message.
        flags: the signs that are open. A cancer of years ago still counts.
    """
    if takes_back(text) and not ("cancer" in flags and only_long_past(text)):
        return "aside_mistake_urgent"
    named = _named_aside(text)
    if named is None and _THANKS.search(text):
        return "aside_wait_urgent"
    if named is None and _COMES_FROM.search(text):
        return "aside_why_urgent"
    return named or ("aside_until_urgent" if _DID.search(text) else "aside_wait_urgent")


def _asks_of_a_sport(text: str) -> bool:
    """Whether it is asked if a sport may be done, or is good: that waits as exercises do."""
    return len(text.split()) <= STORY_WORDS and sport_asked(plain_text(text), (), "ask_risks") is not None


def asks_what_to_tell(text: str) -> bool:
    """Whether somebody asks what to say where help is."""
    return len(text.split()) <= STORY_WORDS and bool(_WHAT_TO_TELL.search(text))


def _named_aside(text: str) -> str | None:
    plain = text.replace("\u2019", "'")
    if _WORSE.search(plain) and not _ALREADY.search(plain):
        return "aside_worse_urgent"
    asides = (
        ("aside_until_urgent", _UNTIL),
        ("aside_wait_urgent", _WAITS),
        ("aside_who_urgent", _WHO),
        ("aside_why_urgent", _WHY),
    )
    found = next((key for key, words in asides if words.search(plain)), None)
    if found is None and _asks_of_a_sport(plain):
        return "aside_until_urgent"
    if found is None and _BOOKED.search(plain) and not re.search(r"\?\s*$|\bnot?\b|n't\b", plain):
        return "aside_booked_urgent"
    return found


def sign_intent(
    text: str, tracker: DialogueStateTracker | None, intent: str, reading: Mapping[str, Any]
) -> Literal["warning_sign", "resolved"] | None:
    """The intent of a message about the urgent sign that was told before it; None where it is about something else.

    Args:
        text: the message, which names no sign itself.
        tracker: the conversation before it; None where it is the first.
        intent: its intent, as its clauses tell it.
        reading: what was read in it, as `message_reader.reading_as_dict` gives it.
    """
    if tracker is None or tracker.get_slot("red_flag_tier") != URGENT:
        return None
    in_form = bool(tracker.active_loop_name)
    if (intent == "resolved" or (not in_form and len(text.split()) <= STORY_WORDS)) and is_known_to_a_doctor(text):
        return "warning_sign" if _knows_of_the_illness_only(text, tracker) else "resolved"
    if intent == "resolved":
        return "warning_sign"  # "its gone now" ends nothing
    if not in_form and asks_which_sign(text):
        return "warning_sign"
    if in_form:
        held = _asks_in_the_request(text, tracker) or _asks_for_exercises_in_the_review(tracker, intent, reading)
        return "warning_sign" if held else None
    return "warning_sign" if _is_about_it(text, tracker, intent, reading) else None


def waiting_intent(
    text: str, tracker: DialogueStateTracker | None, intent: str, reading: Mapping[str, Any]
) -> Literal["resolved", "request_exercises"] | None:
    """The intent of a message while help is near and no doctor has looked; None where it is about something else.

    Args:
        text: the message, which names no sign.
        tracker: the conversation before it; None where it is the first.
        intent: its intent, as its clauses tell it.
        reading: what was read in it, as `message_reader.reading_as_dict` gives it.
    """
    if tracker is None or tracker.get_slot("red_flag_tier") != "resolved" or not _awaits_doctor(tracker):
        return None
    if tracker.active_loop_name:
        return "resolved" if intent == "resolved" else None
    if has_been_looked_at(text) or how_handled(text) or asks_what_to_tell(text):
        return "resolved"
    topics = set(reading.get("topics") or ())
    of_exercises = exercise_intent(text, tracker, intent, list(topics))
    moves = bool(topics & EXERCISE_TOPICS) and intent in ASPECT_OF
    if intent in _EXERCISING or of_exercises or moves or _asks_to_move(text):
        return "request_exercises"
    return "resolved" if intent == "resolved" else None


def _awaits_doctor(tracker: DialogueStateTracker) -> bool:
    return awaits_doctor(event.as_dict() for event in tracker.events)


def _asks_to_move(text: str) -> bool:
    """Whether it is asked what to do for the trouble meanwhile: that waits as exercises do."""
    return len(text.split()) <= STORY_WORDS and bool(_UNTIL.search(text) and _MOVES.search(text))


def _asks_for_exercises_in_the_review(tracker: DialogueStateTracker, intent: str, reading: Mapping[str, Any]) -> bool:
    """Whether exercises or what helps oneself are asked about in the review: they wait there as they do outside."""
    if tracker.active_loop_name != "care_review_form":
        return False
    topics = set(reading.get("topics") or ())
    return intent in ("request_exercises", "ask_self_care") or (intent in ASPECT_OF and bool(topics & EXERCISE_TOPICS))


def _asks_in_the_request(text: str, tracker: DialogueStateTracker) -> bool:
    """Whether a short message asks, where name or number is asked for, if the sign can wait or what to do till then."""
    if tracker.active_loop_name != "contact_form" or len(text.split()) > STORY_WORDS:
        return False
    asked = tracker.get_slot("requested_slot")
    return asked in _NOT_OF_TIME and _named_aside(text) in ("aside_until_urgent", "aside_wait_urgent")


def doctor_knows(text: str, tracker: DialogueStateTracker | None, triage: Mapping[str, Any]) -> bool:
    """Whether a message names an urgent sign once more only to say that a doctor knows of it ("my oncologist ...").

    Args:
        text: the message.
        tracker: the conversation before it; None where it is the first.
        triage: of the message's reading.
    """
    if tracker is None or tracker.get_slot("red_flag_tier") != URGENT or triage.get("tier") != URGENT:
        return False
    return set(triage.get("ids") or ()) <= set(tracker.get_slot("red_flags") or ()) and is_known_to_a_doctor(text)


def is_the_known_one(text: str, tracker: DialogueStateTracker | None, reading: Mapping[str, Any]) -> bool:
    """Whether an answer to the safety question names no sign but the one that a doctor had been said to know of.

    Args:
        text: the message.
        tracker: the conversation before it; None where it is the first.
        reading: what was read in it, with its triage.
    """
    if tracker is None or tracker.get_slot("requested_slot") != "warning_signs":
        return False
    if tracker.get_slot("red_flag_tier") != "resolved" or _awaits_doctor(tracker):
        return False
    told, alarm = reading["triage"], alarm_of(tracker)
    if told["tier"] != URGENT or alarm is None or alarm.tier != URGENT or alarm.taken_back:
        return False
    # A history does not change in a conversation; a fever or a weak leg may be new.
    return set(told["ids"]) == {"cancer"} <= set(alarm.flags) and is_of_what_is_known(text)


def _knows_of_the_illness_only(text: str, tracker: DialogueStateTracker) -> bool:
    """Whether a doctor is said to know of a cancer, and nothing is said of the pain: that is what made it a sign."""
    return "cancer" in (tracker.get_slot("red_flags") or ()) and bool(_OF_THE_ILLNESS.search(text))


def _is_about_it(text: str, tracker: DialogueStateTracker, intent: str, reading: Mapping[str, Any]) -> bool:
    if intent in _HELD_BACK:
        return True
    if _is_a_remark(text, tracker, intent):
        return True
    if len(text.split()) > STORY_WORDS:
        return False
    named = _named_aside(text)
    if named == "aside_why_urgent" and _follows_an_answer(tracker):
        return False
    if named in ("aside_until_urgent", "aside_wait_urgent") or takes_back(text):
        return True
    if named == "aside_booked_urgent":
        return not set(reading.get("topics") or ()) - {"appointment_contact"}
    if only_says_whom(text) or _only_says_when_or_where(text, intent, reading):
        return True
    if any(reading.get(key) for key in _NAMED):
        return False
    return named is not None or (intent in _VAGUE and not _follows_an_answer(tracker))


def _is_a_remark(text: str, tracker: DialogueStateTracker, intent: str) -> bool:
    """Whether a short message only remarks on it: what was taken for it, what it may come from, or thanks."""
    if len(text.split()) > STORY_WORDS or text.rstrip().endswith("?") or _follows_an_answer(tracker):
        return False
    if intent == "thank":
        return "action_warning_sign" in last_actions(tracker)  # for that, and for nothing told since
    return intent in _REMARKS and not _ASKS_FIRST.search(text)


def _only_says_when_or_where(text: str, intent: str, reading: Mapping[str, Any]) -> bool:
    """Whether a few words say since when, or where, it is so: "for two days now", "lower back"."""
    if len(text.split()) > _FEW_WORDS or text.rstrip().endswith("?") or reading.get("care"):
        return False
    told = reading.get("duration_weeks") is not None or bool(reading.get("regions"))
    return told and intent in _TELLING


def _follows_an_answer(tracker: DialogueStateTracker) -> bool:
    """Whether the turn before answered a question, so that "why?" asks on about that."""
    return "action_answer" in last_actions(tracker)
