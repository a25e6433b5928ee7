"""What a few words ask after an answer: "why?", "should I or not?", "and for my neck?", "no, I asked about fusion".

They mean something only beside what was said last, so they are read here, by rules, and only after an answer.
"""

from __future__ import annotations

import re

from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from backline.assistant import resources
from backline.assistant.asked import Asked, known_topics
from backline.assistant.review_turns import asks_if_it_fails
from backline.knowledge import Topic
from backline.language.intents import ASPECT_OF

_LEAD = r"^\W*(?:(?:and|but|so|ok|okay|well|hm+|oh|yeah|yes|no|then|right|alright)\W+)*"
_TAIL = r"(?: (?:then|though|please|exactly))?\W*$"
_WHY = re.compile(rf"{_LEAD}(?:why(?: is (?:that|it))?(?: so)?|how come|why would (?:i|you|they|anyone)(?: \w+){{0,3}})"
                  rf"{_TAIL}")  # fmt: skip
_WHY_NOT = re.compile(rf"{_LEAD}(?:why not|what is (?:so )?(?:bad|wrong) (?:about|with) (?:it|that)){_TAIL}")
_SHOULD_I = re.compile(
    rf"{_LEAD}(?:should|shud|shld|ought|must) i(?: (?:really|even|just))?"
    r"(?: (?:do|get|have|take|try|use|go for|want|consider) (?:it|one|that|them|this|those))?(?: or (?:should i )?not)?"
    rf"{_TAIL}"
)
_OF_PLACE = re.compile(
    rf"{_LEAD}(?:(?:what|how) about )?(?:for|in|with|of|if it is in|is it the same (?:for|in))? ?(?:the|my)? ?"
    rf"(?P<place>neck|(?:lower |low )back|upper back|mid(?:dle)? back){_TAIL}"
)
# What begins so, as answers name it, and the topic of pain there.
_PLACES = {
    "neck": ("neck", "neck_pain"),
    "upper": ("upper back", "upper_back_pain"),
    "mid": ("upper back", "upper_back_pain"),
    "low": ("lower back", "low_back_pain"),
}
_NORMAL_KIND = re.compile(
    r"\b(?:normal|regular|usual|traditional|standard|ordinary|conventional|old(?: fashioned)?|classic|open)"
    r" (?:kind|one|ones|way|type|surgery|surgeries|sort|version|operations?|method)\b"
)
_ASKED_ABOUT = re.compile(
    r"\b(?:i (?:just |only |actually )?(?:asked|ask|askd|am asking|was asking|meant?|am talking|was talking)"
    r"|my question (?:is|was)|(?:asked|talking|asking|question) (?:about|abt|bout))\b"
)
_NO = re.compile(r"^\W*(?:(?:no|nope|nah|not that|wrong)\W+)+")
_BACK_TO = re.compile(
    r"\b(?:back to|about|more on) (?:the|that|this) (?P<word>\w{4,}) "
    r"(?:thing|one|topic|stuff|question|part|bit|answer)\b"
)
# What comes of care that is left out is no question about care that fails.
_IF_I_DO_NOT = re.compile(r"\bif (?:i|we) (?!(?:do not|never) (?:get|feel) (?:\w+ )?better)")
_WHICH_POSITION = re.compile(
    rf"{_LEAD}(?:which|what|wich|wat)(?: is the)?(?: \w+)? (?:positions?|postures?|side|way)"
    rf"(?: (?:is|to|should|do|for|helps?|works?|best|good|i|me|it|lie|sleep|sit|rest|on|in))*{_TAIL}"
)
# In this order, what a "why?" asks: why one has it, or why it is done.
_REASONS = {"condition": ("causes", "what_is"), "surgery": ("when_surgery", "benefits", "what_is")}
_OTHER_REASONS = ("benefits", "causes", "risks", "what_is")
_ADVISES = {"condition": ("treatment", "when_surgery"), "surgery": ("when_surgery", "benefits")}
_AFTER_ANSWER = frozenset({"action_answer"})
_AFTER_MISTAKE = _AFTER_ANSWER | {"action_correct", "action_fallback", "action_out_of_scope", "utter_complain"}


def follow_up(plain: str, topics: list[str], tracker: DialogueStateTracker | None) -> Asked | None:
    """What a short message asks about the answer before it; None where it asks nothing of the kind.

    Args:
        plain: the message in plain words.
        topics: the topics that it names.
        tracker: the conversation before it; None where it is the first.
    """
    if tracker is None or tracker.active_loop_name:
        return None
    last = last_actions(tracker)
    if last & _AFTER_MISTAKE and _ASKED_ABOUT.search(plain):
        # The "no" of "no, I asked about fusion" denies what was answered.
        return _put_right(topics or list(resources.reader().read(_NO.sub("", plain)).topics), tracker)
    spoken = _spoken_of(tracker) if last & _AFTER_ANSWER else None
    if spoken is None:
        return None
    topic, aspect = spoken
    if _NORMAL_KIND.search(plain) and topic.kind == "surgery" and topic.id != "open_surgery":
        return _first("open_surgery", (aspect, "comparison"), but=None)
    back = _BACK_TO.search(plain)
    if back:
        return _spoken_before(back["word"], tracker)
    if asks_if_it_fails(plain) and not _IF_I_DO_NOT.search(plain) and not known_topics(set(topics), "condition"):
        surgery = topic.kind == "surgery" or known_topics(topics, "surgery")
        return Asked.of("failed_back_surgery" if surgery else "failed_conservative_care", "treatment")
    if topics:
        return None
    position = _WHICH_POSITION.match(plain)
    if position:
        return _first(topic.id, ("self_care", "how_to"), but=None)
    if _WHY_NOT.match(plain):
        return _first(topic.id, ("risks", "causes"), but=None)
    if _WHY.match(plain):
        return _first(topic.id, _REASONS.get(topic.kind, _OTHER_REASONS), but=aspect)
    if _SHOULD_I.match(plain):
        return _first(topic.id, _ADVISES.get(topic.kind, ("benefits", "treatment", "self_care")), but=None)
    place = _OF_PLACE.match(plain)
    return _of_place(topic, aspect, place["place"]) if place else None


def last_actions(tracker: DialogueStateTracker) -> frozenset[str]:
    """The actions of the last turn."""
    found = set()
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            break
        if isinstance(event, ActionExecuted):
            found.add(str(event.action_name))
    return frozenset(found)


def _spoken_of(tracker: DialogueStateTracker) -> tuple[Topic, str] | None:
    """The topic and the aspect that were answered last."""
    seen = tracker.get_slot("seen") or []
    topic, _, aspect = (seen[-1] if seen else "").partition("/")
    found = known_topics([topic])
    return (found[0], aspect) if found else None


def _spoken_before(word: str, tracker: DialogueStateTracker) -> Asked | None:
    """What was told last of a topic that ``word`` stands in the name of."""
    for one in reversed(tracker.get_slot("seen") or []):
        topic, _, aspect = one.partition("/")
        found = known_topics([topic])
        if found and word in f"{found[0].name} {found[0].title}".lower():
            return Asked.of(topic, aspect)
    return None


def _put_right(topics: list[str], tracker: DialogueStateTracker) -> Asked | None:
    """The question before, of the topic that is named now."""
    named = known_topics(topics)
    meant = [topic for topic in named if topic.id != tracker.get_slot("topic")] or named
    if not meant:
        return None
    asked = next(
        (
            ASPECT_OF[event.intent_name]
            for event in reversed(tracker.events)
            if isinstance(event, UserUttered) and event.intent_name in ASPECT_OF
        ),
        "what_is",
    )
    return _first(meant[0].id, (asked, "what_is"), but=None)


def _of_place(topic: Topic, aspect: str, place: str) -> Asked | None:
    """The same question of another part of the back: what is told of it there, else that part's own answer."""
    word, of_region = next(names for start, names in _PLACES.items() if place.startswith(start))
    told = (one for name, one in topic.answers.items() if name != aspect and word in one.text)
    better = next(told, None) if topic.kind == "condition" else None
    return Asked.for_answer(better) if better else _first(of_region, (aspect, "what_is"), but=None)


def _first(topic: str, aspects: tuple[str, ...], *, but: str | None) -> Asked | None:
    known = resources.knowledge().topics[topic].answers
    return next((Asked.of(topic, one) for one in aspects if one in known and one != but), None)
