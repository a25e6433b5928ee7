"""Messages of a conversation that sound like a warning sign and tell of none, each kind with what it is not taken for.

`backline understand` sees one message and knows no conversation; here it is known whether a plan of exercises was
shown, or which questions are under way.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from rasa.shared.core.trackers import DialogueStateTracker

from backline.assistant import resources
from backline.assistant.listed_signs import only_asks_for_meaning
from backline.assistant.loss_turns import tells_only_of_a_loss
from backline.assistant.whom import says_of_another_alone
from backline.contact.free_text import mentions_time
from backline.contact.wanted import wants_to_be_left_alone
from backline.language import Reading
from backline.language.intents import STORY_WORDS
from backline.language.red_flags import LEARNED, RedFlag

# "Leave out the bridge", "put the plank back please".
_EDITS = re.compile(
    r"^\W*(?:(?:please|pls|ok|can (?:you|we)|could you|let\W?s) )*"
    r"(?:leave|take|drop|skip|swap|change|remove|put|keep|add)\b(?: out| back| away| off)? (?:the |that |this )?"
    r"(?:\w+[ -]?){1,3}?(?: exercise| one)?(?: out| back| away| off)?(?: please)?\W*$",
    re.I,
)
_SHOWS = re.compile(r"\bshow me (?:the |that |how to do (?:the )?)?(?:\w+[ -]?){1,3}\W*$", re.I)
_NEVER_ONLY_ASKED = frozenset({"self_harm", "overdose"})


@dataclass(frozen=True)
class Harmless:
    """A kind of message that is no alarm.

    Attributes:
        why: what it is, with an example.
        flags: which of the red flags that were read it does not tell of.
        holds: whether a message, after the conversation before it, is of this kind.
    """

    why: str
    flags: Callable[[RedFlag], bool]
    holds: Callable[[str, DialogueStateTracker | None], bool]


def without_harmless(reading: Reading, text: str, tracker: DialogueStateTracker | None) -> Reading:
    """The reading without the red flags that the message, where it stands, does not tell of.

    Args:
        reading: what was read in the message.
        text: the message.
        tracker: the conversation before it; None where it is the first.
    """
    for kind in KINDS:
        if any(map(kind.flags, reading.red_flags)) and kind.holds(text, tracker):
            kept = tuple(flag for flag in reading.red_flags if not kind.flags(flag))
            reading = replace(reading, red_flags=kept)
    return reading


def is_alarmed(tracker: DialogueStateTracker | None) -> bool:
    """Whether an emergency is open."""
    return tracker is not None and tracker.get_slot("red_flag_tier") == "emergency"


def only_asks(text: str, tracker: DialogueStateTracker | None) -> bool:
    """Whether a message only asks what a sign of the list means, while no emergency is open.

    Args:
        text: the message.
        tracker: the conversation before it; None where it is the first.
    """
    return not is_alarmed(tracker) and only_asks_for_meaning(text)


def _is_about_an_exercise(text: str, tracker: DialogueStateTracker | None) -> bool:
    """Whether a few words take an exercise of the plan out, or put it back, or a message ends with "show me" one."""
    has_plan = tracker is not None and tracker.get_slot("plan_exercises")
    shows = _SHOWS.search(text) and len(text.split()) <= STORY_WORDS
    if not (has_plan and _EDITS.match(text)) and not shows:
        return False
    return bool(resources.exercise_talk().read(text).exercises)


def _ends_the_request(text: str, tracker: DialogueStateTracker | None) -> bool:
    """Whether a message only wants an end of the questions for a contact request, and no sign was told before."""
    if tracker is None or tracker.active_loop_name != "contact_form" or tracker.get_slot("red_flag_tier"):
        return False
    return wants_to_be_left_alone(text)


# Of calls, moves of a plan and times of day; whatever else is said beside it, they are not all of the message.
_NO_CALLS = re.compile(
    r"^\W*(?:(?:no|please|pls|ok|and|actually|so|just|sorry)\W+)*(?:i )?(?:really )?"
    r"(?:do not|don\W?t|dont|never|no longer) (?:want|need|wish)(?: for)?"
    r"(?: (?:you|u|anyone|anybody|them|the clinic)(?: guys)?)?(?: to)?"
    r" (?:be )?(?:call(?:s|ing|ed)?|ring|phone|texts?|write|e-?mail(?:s|ed)?|contact(?:ed)?|messages?)"
    r"(?: (?:to|from))?(?: (?:me|us|you|u))?(?: (?:any ?more|again|back|at all|please|thanks|now|on \w+))*\W*$",
    re.I,
)
# "No, I don't want that. I want someone to call me": all of it refuses what was told of, and wants a person.
_RATHER_A_PERSON = re.compile(
    r"^\W*(?:(?:no|nope|nah|ok|okay|but|and|well|please|thanks|just|so)\W+)*i (?:really )?(?:do not|don\W?t|dont) want"
    r" (?:that|it|this|(?:an? |the |any )?(?:surgery|operation|shots?|injections?|pills|therapy|exercises?))\W+"
    r"(?:(?:but|and|so|just|please)\W+)*(?:i (?:just )?(?:want|need|would like|\W?d like)|can|could)"
    r"(?:\W+(?:some ?(?:one|body)|an?|the|you|to|from|me|us|i|doctor|nurse|person|human|real|clinic|team|surgeon"
    r"|call(?:ed)?|ring|phone|talk|speak|see|back|with|please|have|get|instead))+\W*$",
    re.I,
)
_TOO_TIRED = re.compile(
    r"^\W*(?:(?:no|ok|but|and|sorry|today|honestly|well)\W+)*(?:i(?:\W?m| am)? )?(?:way |just |much |far |so )*"
    r"(?:too|so) (?:tired|sore|stiff|busy|lazy|old|weak) (?:to|for)(?: (?:do|finish|try))?"
    r" (?:them|it|these|those|this|that|the|my|all)(?: (?:of|the|them|these|last|first|one|ones|two|whole|rest|plan|set"
    r"|exercises?|stretches|lot|every|day|days|today|each|week|now|after|work|all|twice|a))*\W*$",
    re.I,
)
_ASKS_WHY = re.compile(
    r"^\W*(?:(?:and|but|ok|so|well|hm+|wait)\W+)*(?:why|what for|how come) (?:(?:do|are|would|did|r|does|must) )?"
    r"(?:you|u|ya|it) (?:ask\w*|want to know|need to know|care|matters?)"
    r"(?: (?:me )?(?:about|for|if) (?!i\b)(?:the |a |my )?(?:\w+ ?){1,3})?\W*$",
    re.I,
)


# A drill of running to and fro, and a way to hold a bar, in the words of those who train. Any other word beside them
# may tell of a wish to die: then it is no drill.
_DRILL = re.compile(
    r"^(?:(?:i|we|my|me|our|us|the|a|an|in|at|on|for|with|and|or|but|after|before|during|when|while|since|of|to|from|do|does"
    r"|did|doing|done|are|is|were|was|have|has|had|can|could|should|shud|may|will|make|makes|made|run|running|ran|hurt|hurts"
    r"|hurting|sore|stiff|ache|aches|aching|pain|pains|bad|good|safe|ok|okay|fine|worse|better|so|really|bit|lot|still|again"
    r"|back|lower|upper|low|neck|spine|knee|knees|leg|legs|hip|hips|hamstrings?|calf|calves|disc|sciatica|coach|team"
    r"|practi[cs]e|training|train|gym|basketball|football|soccer|hockey|rugby|track|class|pe|school|season|reps?|sets?"
    r"|workout|bench|press|barbell|bar|lift|lifting|stop|leave out|skip|how|why|what|which|it|this|that|these"
    r"|those|some|any|fell|fall|hard"
    r"|today|yesterday|week|weeks|day|days|time|times|ago|last|twice|once|two|three|ten|\d+|not|no|hi|hello|please|thanks"
    r"|suicides?[ -](?:sprints?|sprinting|shuttles?|drills|runs|grip)|(?:line )?suicides)\b\W*)+$",
    re.I,
)
_OF_DRILLS = re.compile(
    r"\bsuicides?[ -](?:sprints?|sprinting|shuttles?|drills|runs|grip)\b|\b(?:run|runs|running|ran|doing|did)\W+"
    r"(?:\w+\W+){0,2}?suicides\b",
    re.I,
)


def _is_a_drill(text: str, tracker: DialogueStateTracker | None) -> bool:
    """Whether a message is all of a drill and of what it does to a body, and no wish to die was told before."""
    told = tracker is not None and tracker.get_slot("red_flag_tier")
    return not told and bool(_OF_DRILLS.search(text)) and bool(_DRILL.match(text))


_MAY_BE_A_FAREWELL = re.compile(
    r"\b(?:wo|not|n\W?t|wont|gone|last|over|wake|after|end\w*|di?e|done|never|goodbye)\b", re.I
)


def _gives_a_time(text: str, tracker: DialogueStateTracker | None) -> bool:
    """Whether a message answers when to call: "the mornings would be better than any time"."""
    asked = tracker is not None and tracker.get_slot("requested_slot") == "contact_reach"
    return asked and mentions_time(text) and len(text.split()) <= STORY_WORDS and not _MAY_BE_A_FAREWELL.search(text)


KINDS = (
    Harmless(
        '"Do suicide sprints hurt my back" is about a drill',
        lambda flag: flag.id == "self_harm" and flag.rule in (LEARNED, "suicidal_thoughts"),
        _is_a_drill,
    ),
    Harmless(
        '"What counts as a bad fall?" is asked before an answer, and tells of none',
        lambda flag: flag.id not in _NEVER_ONLY_ASKED,
        only_asks,
    ),
    Harmless(
        '"My wife had it, not me" tells of no illness of the writer',
        lambda flag: flag.rule == LEARNED and flag.id == "cancer",
        lambda text, _: says_of_another_alone(text),
    ),
    Harmless(
        '"Leave out the bridge": the learned layer knows bridges of another kind',
        lambda flag: flag.rule == LEARNED,
        _is_about_an_exercise,
    ),
    Harmless('"I don\'t want this" ends a contact request', lambda flag: flag.rule == LEARNED, _ends_the_request),
    Harmless(
        '"I don\'t want you to call me any more" is about calls',
        lambda flag: flag.rule == LEARNED,
        lambda text, _: bool(_NO_CALLS.match(text)),
    ),
    Harmless(
        '"I don\'t want that, can someone call me" is about what was told of',
        lambda flag: flag.rule == LEARNED and flag.id == "self_harm",
        lambda text, _: bool(_RATHER_A_PERSON.match(text)),
    ),
    Harmless(
        '"I\'m too tired to do them all" is about a plan',
        lambda flag: flag.rule == LEARNED and flag.id == "self_harm",
        lambda text, _: bool(_TOO_TIRED.match(text)),
    ),
    Harmless(
        '"Mornings would be better" is a time to call',
        lambda flag: flag.rule == LEARNED and flag.id == "self_harm",
        _gives_a_time,
    ),
    Harmless(
        '"Why do you ask about cancer?" tells of none',
        lambda flag: flag.id not in _NEVER_ONLY_ASKED,
        lambda text, _: bool(_ASKS_WHY.search(text)) and len(text.split()) <= STORY_WORDS,
    ),
    Harmless(
        '"My brother killed himself last year" is grief',
        lambda flag: flag.rule == LEARNED and flag.id == "self_harm",
        lambda text, _: tells_only_of_a_loss(text),
    ),
)
