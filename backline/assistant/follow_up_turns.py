"""What a few words ask after an answer: "why?", "should I or not?", "and for my neck?", "no, I asked about fusion",
"and for my mum?", "for how long?", "can you inject it?".

They mean something only beside what was said last, so they are read here, by rules, and only after an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from backline.assistant import resources
from backline.assistant.activity_words import ACTIVITIES, CHORES
from backline.assistant.asked import Asked, known_topics
from backline.assistant.dose_turns import has_amounts
from backline.assistant.exercise_turns import EXERCISE_TOPICS
from backline.assistant.matter_turns import matter_asked
from backline.assistant.operation_turns import what_may_be_done
from backline.assistant.pain_time_turns import asks_on_of_a_time
from backline.assistant.plain_word_turns import for_trouble
from backline.assistant.review_turns import asks_if_it_fails
from backline.assistant.scan_turns import asks_on_about_a_scan
from backline.assistant.surgery_choice_turns import asks_what_else, other_ways_than
from backline.assistant.turn_before import last_actions
from backline.knowledge import Topic
from backline.language.intents import ASPECT_OF
from backline.language.people import RELATIVE
from backline.language.reader import Mention

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
    rf"{_LEAD}(?:(?:what|how|wat) about )?(?:for|in|with|of|if it is in|(?:(?:is|does|would) (?:it"
    rf"|that) (?:be )?)?(?:the )?"
    r"same (?:for|in|with|goes for))? ?(?:the|my)? ?"
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
# More than an article is said.
_WORDS = re.compile(r"\b(?!(?:an?|the|about|for|with|of|is|one|ones|then|too|please)\b)[a-z]+")
_AND = r"^\W*(?:(?:and|so|also|plus|ok|okay|but|then|what about|wat about|how about|hows about)\W+)+"
_FOR_ANOTHER = re.compile(
    rf"{_AND}(?:(?:is it|would it be|does (?:it|that) (?:go|work|hold)) (?:the same |ok |okay )?)?(?:for |with |of )?"
    rf"(?:(?:my|our) (?:\w+ )?{RELATIVE}(?: s)?(?: (?:back|neck|spine|one))?"
    rf"|(?:for )?(?:hers|his|theirs|him|her|them))(?: (?:too|as well))?{_TAIL}"
)
_AND_DO = re.compile(
    rf"{_AND}(?:about |with |for )?(?:having |doing |to )?(?P<done>{ACTIVITIES}|{CHORES})"
    rf"(?: (?:again|after(?:wards?)?|my \w+|the \w+|with (?:it|that|this)))?{_TAIL}"
)
_HOW_LONG = re.compile(
    rf"{_LEAD}(?:(?:for|fr|4) )?how long(?: (?:do|does|should|shud|can|will|must|would) (?:i|it|you|they|this|that|one)"
    r"(?: (?:\w+ )?(?:do|use|wear|take|have|keep|last|go on|need|leave|put|apply))?"
    rf"(?: (?:it|them|that|one|this))?(?: (?:for|on|at a time))?)?(?: at a time)?{_TAIL}"
)
_A_TIME = re.compile(r"\b(?:minutes?|hours?|days?|weeks?|months?|years?)\b")
_DO_IT = re.compile(
    rf"{_LEAD}(?:(?:can|could|will|would|do|should|shud|may|is it possible to)"
    r"(?: (?:you|they|i|we|u|one|a doctor|doctors))?"
    r"(?: (?:just|also|even|ever|not))* )(?P<do>\w+)(?: (?:on|into|in|out|up))? ?"
    rf"(?:it|that|this|them|mine|there|the (?:disc|nerve|joint|spot|pain))?(?: back(?: in(?:to place)?)?)?{_TAIL}"
)
# What is done, and the topic and the aspect that tell about it; without a topic, those of what was talked about.
_DOINGS: tuple[tuple[str, str | None, tuple[str, ...]], ...] = (
    (r"inject\w*|injeckt\w*", "injection", ("benefits",)),
    (r"operat\w*|surger\w*|cut", None, ("when_surgery",)),
    (r"massag\w*|masage|rub", "massage", ("benefits",)),
    (r"ice|icing|heat|warm|cool", "hot_cold", ("how_to",)),
    (r"crack|adjust|manipulat\w*|pop", "chiropractic", ("benefits",)),
    (r"burn", "radiofrequency_ablation", ("what_is",)),
    (r"scan|xray|mri", "diagnosis_imaging", ("benefits",)),
    (r"fix|cure|heal|treat|repair", None, ("treatment", "recovery")),
)
_BE_FIXED = re.compile(
    r"^\W*(?:(?:and|but|so|ok|no|well|i mean|i meant|what i mean is|please|yes|hm+|really)\W+)*"
    r"(?:(?:can|could|will|would|does) (?:it|this|that|they|mine)(?: (?:ever|even|actually|really|all|just))*"
    r" (?:be |get )?(?:fix|fixed|fixd|cured|treated|repaired|healed|corrected|sorted)"
    r"|(?:is|are) (?:it|this|that|they) (?:\w+ )?(?:fixable|curable|treatable)"
    rf"|is there (?:\w+ )?(?:fix|cure|remedy)(?: for (?:it|this|that))?){_TAIL}"
)
_ALCOHOL = re.compile(
    rf"(?:{_AND}(?:about |does |is |the |my |some )*|{_LEAD}(?:does|is|can|will|would) (?:a |some |the )?)"
    r"(?:drinking|drink|alc[oa]h?ol|beers?|wine|booze)\b(?! (?:\w+ )?(?:water|tea|coffee|milk|juice|fluids?|enough)\b)"
)
# "Same for arthritis?", "does that go for stenosis too", "and with a herniated disc?"
_SAME_FOR = re.compile(
    rf"{_LEAD}(?:(?:is|does|would|will|do|are) (?:it|that|this|they|these) (?:be )?)?(?:the )?"
    r"(?:same (?:thing )?(?:for|with|in|goes for|go for|true for)|(?:go(?:es)?|hold|count|true|work"
    r"|apply) (?:for|with|to|in)"
    rf"|(?:what|how|wat) about(?: (?:for|with))?|for|with) (?:an? |my "
    rf"|the )?(?P<other>\w+(?: \w+){{0,3}}?)(?: (?:too|as well|pain))?{_TAIL}"
)
_HOW_OFTEN = re.compile(
    rf"{_LEAD}how (?:often|many (?:times|days|sessions|classes))(?: (?:per|a|each|in a) (?:week|day|month))?"
    r"(?: (?:do|does|should|shud|can|must|would|is) (?:i|you|it|one|they|this|that|best|good|enough|ok)"
    r"(?: (?:do|go|need|have|train|practi[sc]e|be done|it|that|this|them|to|there|a week|per week|each week|a day))*)?"
    rf"(?: (?:per|a|each) (?:week|day|month))?{_TAIL}"
)
_OFTEN = re.compile(
    r"\b(?:once|twice|times|days?|class(?:es)?|sessions?|visits?)\b.{0,14}\bweek\b|\bon most days\b|\beach day\b", re.I
)
_GETS_WORSE = re.compile(
    rf"{_LEAD}(?:does|will|can|could|is) (?:it|this|that|mine)(?: (?:always|ever|going to|gonna|likely to))*"
    r" (?:get(?:s|ting)? (?:\w+ )?worse|worsen|progress|spread)(?: (?:with (?:age|time)|over time|later|quickly|fast"
    rf"|in time|(?:as|when|once|if) i .*))?{_TAIL}"
)
_HOW_COMMON = re.compile(
    rf"{_LEAD}how (?:common|rare|usual|many people have) ?(?:is|are)? ?(?:it|that|this|they)?{_TAIL}"
)
_IS_IT_RISKY = re.compile(
    rf"{_LEAD}(?:is|are|isnt|can|could) (?:it|this|that|they|those|these)(?: be)?"
    r"(?: (?:really|very|at all|that|too|always|usually|even|so))*"
    rf" (?:dangerous|safe|risky|unsafe|harmful|a big (?:risk|deal)){_TAIL}"
)
_DOES_IT_HURT = re.compile(
    rf"{_LEAD}(?:does|do|will|is|are|would|how much (?:does|will)|how) (?:it|that|this|they)(?: be)?"
    rf"(?: (?:really|very|a lot|that))* (?:hurt|hurts|painful|painfull)(?: (?:much|a lot|bad|badly))?{_TAIL}"
)
_TREATMENT_KINDS = ("care", "surgery")
# In this order, what a "why?" asks: why one has it, or why it is done.
_REASONS = {"condition": ("causes", "what_is"), "surgery": ("when_surgery", "benefits", "what_is")}
_OTHER_REASONS = ("benefits", "causes", "risks", "what_is")
_ADVISES = {"condition": ("treatment", "when_surgery"), "surgery": ("when_surgery", "benefits")}
_FEW_WORDS = 9
_IS_BESIDE = EXERCISE_TOPICS | {"work_activity", "sleep"}
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
    if not topics and _BE_FIXED.match(plain):
        return _whether_it_heals(tracker)
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
    if asks_for_another(plain):
        return Asked.of(topic.id, aspect)
    if _IS_BESIDE.issuperset(topics) and (done := _AND_DO.match(plain)):
        return _and_do(topic, plain, done["done"], said_last(tracker))
    if (do := _DO_IT.match(plain)) and not known_topics(set(topics) & {topic.id}):
        doing = _doing(do["do"], topic)
        if doing is not None:
            return doing
    if of_a_time := asks_on_of_a_time(plain, topic):
        return of_a_time
    if same := _same_for(plain, topics, topic, aspect):
        return same
    if not topics and (of_it := _of_the_treatment(plain, topic, aspect)):
        return of_it
    if topics:
        return _of_another_treatment(plain, topics, topic, aspect)
    if _HOW_OFTEN.match(plain) and topic.kind == "care" and not has_amounts(topic):
        return _how_often(topic)
    if topic.kind == "condition" and _GETS_WORSE.match(plain):
        return _first(topic.id, ("recovery",), but=None)
    if _HOW_COMMON.match(plain):
        return _first(topic.id, ("what_is",), but=None)
    if _IS_IT_RISKY.match(plain) and (topic.kind in _TREATMENT_KINDS or topic.id == "diagnosis_imaging"):
        return _first(topic.id, ("risks",), but=None)
    if asks_about_alcohol(plain):
        # Of anything but a medicine no answer tells about it, and that is said.
        return matter_asked(f"{plain} ?", [], topic.id, []) or Asked("ask_risks")
    if _HOW_LONG.match(plain):
        if topic.kind in ("condition", "surgery"):
            return _first(topic.id, ("recovery",), but=None)
        lasting = "last" in plain.split()
        order = ("recovery", "how_to", "risks") if lasting else ("how_to", "recovery", "risks")
        timed = (one for one in order if one in topic.answers)
        return next((Asked.of(topic.id, one) for one in timed if _A_TIME.search(topic.answers[one].text)), None)
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


def asks_for_another(plain: str) -> bool:
    """Whether a few words ask what was asked before for somebody else: "and for my mum?", "what about hers?"."""
    return bool(_FOR_ANOTHER.match(plain))


def asks_about_alcohol(plain: str) -> bool:
    """Whether a few words ask what drinking does."""
    return len(plain.split()) <= _FEW_WORDS and bool(_ALCOHOL.match(plain))


def said_last(tracker: DialogueStateTracker | None) -> str | None:
    """The answer that was given last, as "topic/aspect"; None for none."""
    seen = tracker.get_slot("seen") if tracker else None
    return str(seen[-1]) if seen else None


def _of_another_treatment(plain: str, topics: list[str], topic: Topic, aspect: str) -> Asked | None:
    """The same question of another treatment, where a message adds no more than its name: "and massage?"."""
    named = known_topics(topics, *_TREATMENT_KINDS)
    lead = re.match(_AND, plain)
    if len(named) != 1 or len(topics) != 1 or topic.kind not in _TREATMENT_KINDS or named[0] is topic or lead is None:
        return None
    mentions = [one for one in resources.reader().read(plain).mentions if one.value == named[0].id]
    rest = "".join(plain[end:start] for end, start in _between(mentions, lead.end(), len(plain)))
    return _first(named[0].id, (aspect, "what_is"), but=None) if not _WORDS.search(rest) else None


def _same_for(plain: str, topics: list[str], topic: Topic, aspect: str) -> Asked | None:
    """The same question of another trouble: "same for arthritis?"."""
    found = _SAME_FOR.match(plain)
    if found is None or known_topics(topics, *_TREATMENT_KINDS):
        return None
    # A name that is of a spine only beside backs is one here.
    named = known_topics(topics, "condition") or known_topics(
        resources.reader().read(f"spinal {found['other']}").topics, "condition"
    )
    other = next((one for one in named if one is not topic), None)
    if other is None:
        return None
    if topic.kind in _TREATMENT_KINDS:
        return for_trouble(topic, other) if aspect == "benefits" else None
    return _first(other.id, (aspect, "treatment", "what_is"), but=None) if topic.kind == "condition" else None


def _of_the_treatment(plain: str, topic: Topic, aspect: str) -> Asked | None:
    """Whether it hurts, what else there is, and what a scan is like, of what was talked about."""
    if topic.id == "diagnosis_imaging" and len(plain.split()) <= _FEW_WORDS and asks_on_about_a_scan(plain):
        return _first(topic.id, ("how_to",), but=None)
    if (topic.kind == "surgery" or aspect == "when_surgery") and asks_what_else(plain):
        return other_ways_than([topic] if topic.kind == "surgery" else [])
    if not _DOES_IT_HURT.match(plain) or topic.kind not in _TREATMENT_KINDS:
        return None
    return (
        Asked.of("recovery", "symptoms") if topic.kind == "surgery" else _first(topic.id, ("how_to", "risks"), but=None)
    )


def _how_often(topic: Topic) -> Asked | None:
    """What tells how often something is done, of the topic itself or of exercise as such."""
    own = (topic.answers[one] for one in ("how_to", "recovery", "benefits", "risks") if one in topic.answers)
    told = next((answer for answer in own if _OFTEN.search(answer.text)), None)
    if told is not None:
        return Asked.for_answer(told)
    return Asked.of("exercise", "how_to") if topic.id in EXERCISE_TOPICS else None


def _between(mentions: Sequence[Mention], start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches that no mention covers."""
    at = start
    for one in sorted(mentions, key=lambda mention: mention.start):
        if one.start >= at:
            yield at, one.start
        at = max(at, one.end)
    yield at, end


def _and_do(topic: Topic, plain: str, done: str, last: str | None) -> Asked | None:
    """Whether something may be done too, with what was talked about."""
    if topic.kind == "surgery":
        return what_may_be_done(plain, topic.id, last)
    if done.startswith("work") and topic.kind == "condition":
        return Asked.of("work_activity", "benefits")
    return Asked.of(topic.id, "self_care") if topic.kind == "condition" and "self_care" in topic.answers else None


def _doing(do: str, topic: Topic) -> Asked | None:
    """What is told about something that may be done with what was talked about."""
    found = next((one for one in _DOINGS if re.fullmatch(one[0], do)), None)
    return _first(found[1] or topic.id, found[2], but=None) if found else None


def _whether_it_heals(tracker: DialogueStateTracker) -> Asked | None:
    """The treatment of the condition that was talked about, or of the place that hurts."""
    seen = [one.partition("/")[0] for one in tracker.get_slot("seen") or []]
    spoken = known_topics([str(tracker.get_slot("topic") or ""), *reversed(seen)], "condition")
    if spoken:
        return _first(spoken[0].id, ("treatment", "recovery"), but=None)
    return Asked("ask_treatment") if tracker.get_slot("pain_region") else None


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
    told = (
        one for name, one in topic.answers.items() if name != aspect and name in ASPECT_OF.values() and word in one.text
    )
    better = next(told, None) if topic.kind == "condition" else None
    return Asked.for_answer(better) if better else _first(of_region, (aspect, "what_is"), but=None)


def _first(topic: str, aspects: tuple[str, ...], *, but: str | None) -> Asked | None:
    known = resources.knowledge().topics[topic].answers
    return next((Asked.of(topic, one) for one in aspects if one in known and one != but), None)
