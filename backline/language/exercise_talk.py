"""What a message says about exercises that were shown, by rules: which one, and what about it.

The names come from the exercises' own files, in any spelling that the project's spelling correction puts right. Who
was shown what is not known here: "it" and "the second one" are handed on as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from backline.language.normalise import plain_characters, plain_word, word_set
from backline.language.spelling import Speller, distance, real_words

_TOKEN = re.compile(r"[a-z0-9']+|[#.;!?,]")
_SPOKEN = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

# Words of this module's own patterns that people misspell; correction may lead to them.
_WORDS = word_set(
    "kneel kneeling stomach belly tummy floor ground sitting seated standing wheelchair bed bedridden equipment "
    "resistance exercise exercises stretch stretches easier harder gentler simpler hurts painful tingle tingles "
    "tingling numb numbness sharp shoots shooting sore soreness sideways position second third fourth fifth "
    "number explain instructions different missed skipped monday tuesday wednesday thursday friday saturday "
    "sunday weekend together kneels another weights machine machines version describe demonstrate"
)

_NOT = (
    r"(?:can not|could not|can hardly|can barely|hardly|unable|not able|not allowed|must not|should not|do not want"
    r"|would rather not|will not let|does not let|do not let|not possible|impossible|no good|out of the question"
    r"|a no|no way|too hard|too difficult|not an option|do not like|hate|struggle|no longer|does not work"
    r"|do not work|hurts? too much|is not on|are out|is out|have trouble|hard for me|difficult for me|never)"
)
_LEAVE = r"(?:nothing|no|without|leave out|take out|skip|drop|not|none|avoid|remove|get rid of)"
_LIE = r"(?:lie|lay|lying|laying|lieing|be|being|get|go|roll|stay|am|rest|sleep)"
_POSITIONS: Mapping[str, str] = {
    "kneeling": r"k?neel\w*|on (?:my|your|the) knees?",
    "hands_and_knees": r"(?:on )?all fours|hands and knees",
    "lying_front": r"on(?:to)? (?:my |the |your )?(?:stomach|tummy|belly|front|tum|abdomen)|face down|belly down"
    r"|prone",
    "lying_back": rf"{_LIE} (?:\w+ )?(?:on(?:to)?|flat on) (?:my |the )back|flat on my back|face up|{_LIE} flat",
    "side_lying": r"on(?:to)? (?:my |the |your |one |either )(?:left |right |bad )?sides?(?! of)|sideways",
    "lying": r"(?:lie|lay|lying|laying) down|lying ones",
    "sitting": r"sit(?:ting)?\b(?! up)|seated|on a chair|in a chair",
    "standing": r"stand(?:ing)?\b(?! (?:it|this|that|them|these|the pain|my|pain))|on my feet|upright",
    "floor": r"(?:on|off|onto|to|from|up from) (?:the |my )?(?:floor|ground|carpet)|floor (?:exercises?|ones|work"
    r"|stuff)"
    r"|down there|the floor",
}
_POSITION = {name: re.compile(rf"\b(?:{words})\b") for name, words in _POSITIONS.items()}
_LYING = ("lying_back", "lying_front", "side_lying")
_OUT = re.compile(rf"\b{_NOT}\b")
_LEFT = re.compile(rf"\b{_LEAVE}\b")
_BACK = re.compile(r"\b(?:can|could|able to|fine|ok|okay|no problem|possible|works|all right|alright|do not mind)\b")
_SITS = r"(?:sit(?:ting)?(?: down)?|sat(?: down)?|seated|(?:in|on|from) (?:a|my|the) (?:chair|wheelchair))"
_ONLY_SITS = re.compile(
    rf"\b(?:only|just|has to be|have to be|must be|needs? to be|all|everything|can i do|could i do|do (?:it|them"
    rf"|these)"
    rf"|rather|prefer|i am)\b(?: \w+){{0,6}}? {_SITS}\b"
    r"|\b(?:sitting|seated|sat down|chair) (?:ones?|exercises|moves|versions?)(?: only)?\b|\bwheel ?chair\b"
    rf"|\b{_SITS} only\b|\beverything from a chair\b"
)
_ONLY_STANDS = re.compile(
    r"\bonly standing\b|\bstanding (?:ones?|exercises|moves)(?: only| please)?$"
    r"|\bdo (?:it|them|these|all of them) standing\b"
)
_ONLY_LIES = re.compile(
    r"\b(?:i am (?:\w+ )?in bed|in bed (?:all|now|right|for)|stay in bed|bed ?ridden|stuck in (?:my )?bed|bed rest"
    r"|confined to bed|only (?:\w+ ){0,3}?(?:lying|lie|laying)(?: down)?\b|do (?:it|them|these) (?:lying down|in bed)"
    r"|from (?:my )?bed|stuck on the sofa)"
)

_KINDS: Mapping[str, str] = {
    "mat": r"(?:yoga |exercise |gym |floor )?(?:mats?|matt)",
    "rug": r"rugs?|carpets?",
    "bed": r"(?:firm |proper |real )?beds?",
    "chair": r"(?:\w+ )?(?:chairs?|stools?)",
    "wall": r"(?:\w+ )?walls?(?: space)?",
    "door": r"door ?(?:frames?|ways?)",
    "band": r"(?:\w+ ){0,2}bands?|thera ?bands?",
    "bike": r"(?:\w+ )?(?:bikes?|bicycles?)",
    "counter": r"(?:kitchen )?counters?(?: ?tops?)?",
    "towel": r"towels?",
    "pillow": r"pillows?|cushions?",
    "equipment": r"(?:\w+ )?(?:equipment|gear|kit|weights|machines?|gym stuff|things? to exercise with|gadgets)"
    r"|nothing (?:here |at home )?to (?:use|exercise with|train with)|nothing to use",
}
_LACKS = (
    r"(?:no|without|have not(?: got)?|do not (?:have|own|possess|got|hav)|has not|not got|not own|got no|there is no"
    r"|can not find|lost|broke|lack)"
)
_ANY_KIND = "mats?|rugs?|beds?|chairs?|walls?|bands?|bikes?|towels?|pillows?|equipment|yoga|resistance|exercise"
_MISSING = {
    kind: re.compile(
        rf"\b{_LACKS} (?:(?:a|an|any|my|the|one of those|proper|good|firm|free|spare|such|room|space|against|at"
        rf"|have|got|or|and|no"
        rf"|{_ANY_KIND}) )*"
        rf"(?:{words})\b"
        rf"|\b(?:{words})\b[^.;!?]{{0,25}}\b(?:have none|do not have (?:one|any|it)|have not got (?:one|any)"
        rf"|is missing"
        r"|(?:own|have) neither)\b"
    )
    for kind, words in _KINDS.items()
}
_FOUND = {
    kind: re.compile(
        rf"\b(?:(?:i|we) (?:do |now |also |actually |did )?(?:have|got|found|bought|own|borrowed)"
        rf"|i have (?:got|found|bought)) (?:a |an |my |the |some |that )?(?:{words})\b"
    )
    for kind, words in _KINDS.items()
}
_ONLY_A_RUG = re.compile(
    r"\bonly (?:have|got|own) (?:a |an |my |the |some )?(?:thick |soft )?(?:rug|carpet|bed|blanket)\b"
)
_NO_GEAR = re.compile(r"\bnothing (?:here |at home |in the house )?to (?:use|exercise with|train with|work with)\b")

_HURT = re.compile(
    r"\b(?:hurt\w*|herts?|pain(?!less)\w*|ach(?:e|es|ed|ing|y)|sore(?:ness)?|soar|stings?|stinging|stab\w*|burn\w*"
    r"|tingl\w*|tingel\w*"
    r"|numb(?:s|ness)?|pins and needles|zaps?|shoots?|shooting|shots down|cramps?|twinges?|pinch\w*|agony|spasms?"
    r"|sharp|catches"
    r"|clicks?|cracks?|buzz\w*|worse|stiff|stiffer|goes to sleep|falls asleep|pull(?:ed)? (?:something|a muscle)"
    r"|ouch|unbearable"
    r"|not nice|irritat\w*|throb\w*|achy)\b"
)
_NOT_HURT = re.compile(
    r"\b(?:not|n't|never|no longer|without|no|less|stops?|stopped|help\w*|eas(?:e|es|ed)|reliev\w*|better)\b"
    r"(?: \w+){0,4}? (?:hurt\w*|pain\w*|ache\w*|sore\w*|worse|stiff\w*)\b"
    r"|\b(?:exercises?|stretch(?:es)?|moves?|something|anything|one|good|best) (?:\w+ ){0,2}?(?:for|against|to help"
    r"|to ease) (?:\w+ ){0,5}?(?:pain|ache|numb|stiff|sore)\w*"
)
_EX = (
    r"(?:exercis\w*|moves?|movements?|stretch(?:es)?|routine|workout|program|plan|set|position|them|it|that|this"
    r"|those"
    r"|these|ones?|thing|glides?)"
)
_IN_EXERCISE = re.compile(
    rf"\b(?:doing|do|did|done|during|after|since|tried|try|trying|in|with|from|when|whenever"
    rf"|while) (?:\w+ ){{0,4}}?{_EX}\b"
    rf"|\b{_EX} (?:\w+ ){{0,3}}?(?:hurts?|herts?|makes?|made|gives?|gave|causes?|caused|sends?|sent|is|are|was|were"
    rf"|brings?|feels?|felt"
    r"|burns?|pinch\w*|stings?|shoots?|tingles?|catches)\b"
)
_SAYS_EXERCISE = re.compile(
    r"\b(?:exercis\w*|stretch(?:es)?|moves?|movements?|routine|workout|(?:that|this|the \w+) (?:one|position)"
    r"|(?:one|all|each|any|every one|both) of (?:them|these|those)|they all|(?:when|while|whenever|during|after"
    r"|since) (?:i (?:do|did|am doing|was doing"
    r"|tried)"
    r"|doing)(?: \w+){0,2}? (?:it|that|this|them|these|those|exercis\w*)|doing (?:it|that|this|them|these))\b"
)
_BARE_HURT = re.compile(
    r"(?:ow |ouch |no |oh )*(?:it|that|this|they|that one|this one) (?:really |still |all |just )?(?:hurts?"
    r"|is painful)"
    r"(?: me| a lot| too much| so much| now| badly)?|ouch|ow"
)
_SPREADS = re.compile(
    r"\b(?:tingl\w*|tingel\w*|numb(?:s|ness)?|pins and needles|zaps?|shoots?|shooting|shots|electric|buzz\w*"
    r"|goes to sleep|falls asleep"
    r"|(?:down|into|along) (?:my |the |one |both )?(?:\w+ )?(?:legs?|arms?|calf|foot|feet|toes?|hands?|fingers?"
    r"|thigh)"
    r"|(?:further|farther) down|down(?= when| if|$))\b"
)
_SHARP = re.compile(r"\b(?:sharp|stab\w*|agony|unbearable|terrible|severe|excruciating|sudden\w*|killing|worst)\b")
_SORE = re.compile(r"\b(?:sore(?:ness)?|soar|stiff(?:er)?|ach(?:e|es|y|ing)|muscles?|feel it)\b")
_AFTERWARDS = re.compile(
    r"\b(?:after|since|next day|day after|morning after|yesterday|last night|today|the day|afterwards|from)\b"
)
_WORSE = re.compile(r"\bworse\b")

_EASIER = re.compile(
    r"\b(?:easier|easy|gentler|gentle|simpler|lighter|softer|less (?:hard|difficult|demanding)|(?:too|so"
    r"|very) (?:hard|difficult"
    r"|heavy|tough|much)|struggl\w+|not manage|step down|regression|beginner)\b"
)
_HARDER = re.compile(
    r"\b(?:harder|tougher|too easy|more (?:challenging|difficult|demanding|of a challenge)|advanced|next (?:step"
    r"|level)|step up"
    r"|progression|stronger (?:one|version))\b"
)
_CAN_NOT = re.compile(r"\b(?:can not|could not|unable to|not able to) (?:\w+ )?(?:do|manage|get into|hold)\b")
_ONE = re.compile(
    r"\b(?:one|version|form|variation|variant|way|alternative|it|this|that|something)\b(?!s)|\b(?:too|so|very) \w+\b"
)
_WHOLE_SET = re.compile(
    r"\b(?:ones|exercises|set|plan|them|these|those|all|others|stretches|moves|everything|routine)\b"
)
_INSTEAD = re.compile(
    r"\b(?:instead of|in place of|rather than|swap|replace|alternative (?:to|for)|hate"
    r"|do not (?:like|want)|boring)\b"
)

_HOW = re.compile(
    r"\bhow (?:do|to|does|can|should|would|is|are|on earth|exactly)\b|\b(?:show|explain|describe|instructions?|steps?"
    r"|teach|walk me|talk me|guide me|technique|proper|properly|correct|correctly|right way|demonstrate|picture"
    r"|drawing|remind"
    r"|why (?:do|should|is|are|would)|again|details?|more about|tell me)\b|\bwhat (?:is|are|does|do|was|about)\b"
    r"|\bhow about\b"
)
_LONG_FOR_A_NAME = 4

_QUESTIONS: tuple[tuple[str, str], ...] = (
    (
        "feel",
        r"(?:how much (?:should|may|can|is it allowed to) (?:it|they) hurt|(?:should|may|can|is) (?:it"
        r"|they) (?:allowed to )?hurt"
        r"|stop (?:if|when) (?:it|they) hurts?|when (?:do|should|must) i stop|(?:ok|okay|normal|fine|bad) (?:if"
        r"|that|when) it hurts"
        r"|hurts? a (?:little|bit)|(?:should|am) i (?:supposed to )?feel)",
    ),
    ("warm_up", r"warm(?:ing)? ?up"),
    ("daytime", r"(?:(?:in|at) (?:the )?(?:mornings?|evenings?|afternoons?|night|lunch)|time of (?:the )?day"
    r"|before (?:bed|breakfast|work)|after work)"),
    (
        "missed",
        r"(?:missed|mised|skipped|forgot\w*|fell behind|left (?:them|it) out|have not (?:done|been doing|kept up)"
        r"|did not (?:do|keep)"
        r"|did nothing|been slack|fallen behind|stopped doing|miss a (?:day|week|few)|skip a (?:day|week)"
        r"|after a break"
        r"|back into it|took a break|had a break)",
    ),
    ("same_day", r"(?:same day|(?:on|in) one (?:day|go)|all together|spread (?:them )?out|at once|split (?:them|it)"
    r"|back to back)"),
    (
        "all",
        r"(?:(?:do|need|needed|have time for|manage|have to do|must i do) (?:\w+ ){0,2}?(?:all|every(?! day| week"
        r"| morning| time)|each(?! day| week))\b"
        r"|every (?:single )?exercise"
        r"|all of (?:these|them|those)\b(?! (?:on|in|at|take|together))|do (?:i|you) (?:\w+ ){0,4}?them all"
        r"|(?:just|only|enough to do|pick|skip) (?:\w+ ){0,2}?(?:one|two|three|2|3|some|few|half)(?: \w+)? of"
        r"|skip (?:one|some|any|a few|two)\b|most important|(?:are|is|would) (?:just |only )?(?:one|two|three|2"
        r"|3)(?: of \w+)? (?:be )?(?:enough|ok|okay)"
        r"|only have (?:\w+ ){0,2}?minutes|only have time|if i only|(?:two|three|four) out of)",
    ),
    ("equipment", r"(?:(?:do|will|would) i need (?:a |an |any |some |special )?(?:\w+ )?(?:mat|equipment|band|chair"
    r"|gear|tools?|things?)"
     r"|what (?:equipment|gear|things?|stuff) do i need|what do i need)"),
    ("change", r"(?:(?:when|how (?:soon|long|fast|quick\w*)|how many weeks)\b[^.?!]*\b(?:chang\w*|better|results?"
    r"|effect|work(?:ing)?|notice"
     r"|difference|help\w*|see (?:a|any|some)|improv\w*|feel (?:a|any|some)|benefit|pay off|kick in)|do (?:these"
     r"|they|those) (?:really )?(?:work|help))"),
    ("weeks", r"(?:how many weeks|how long (?:do|should|must|will|am|would) (?:i|we) (?:\w+ ){0,3}?(?:keep|follow"
    r"|continue|go on|stick|carry on|do (?:this|them"
     r"|these|those|the plan|the exercises))|for how long|when (?:does|is) (?:\w+ ){0,3}?(?:end|over|finish\w*)"
     r"|rest of my life|forever"
     r"|what comes after)"),
    ("time", r"(?:how (?:long|much time) (?:does|do|will|would|is) (?:\w+ ){0,4}?(?:take|need|set|session|last)"
    r"|how much time)"),
    ("more", r"(?:(?:do|can|should) i (?:\w+ )?(?:more|increase|add)\b|add more|increase|move on|twice a day"
    r"|more often|more than|build up|progress)"),
    ("days", r"(?:(?:which|what) (?:of the )?days?|rest days?|days? off|weekends?|(?:mon|tues|wednes|thurs|fri"
    r"|satur|sun)day|on for today"
     r"|(?:do|for) today|free days?|schedule|timetable)"),
    ("order", r"(?:order|sequence|start with|comes? first|go first|first one to|begin with)"),
    ("often", r"(?:how (?:often|many times|many days|regularly|frequently)|every day|each day|daily|times a (?:day"
    r"|week)|once a day|often enough)"),
    ("dose", r"(?:how many|how long (?:do|should|must) i hold|how long (?:to )?hold|reps?|repetitions?|sets?"
    r"|how much)"),
)  # fmt: skip
_QUESTION_OF = tuple((name, re.compile(rf"\b{words}\b")) for name, words in _QUESTIONS)
_ASKS = re.compile(
    r"\b(?:how|what|which|when|do i|should i|must i|can i|could i|would|is it|are (?:they|these|all|those)|does"
    r"|in what|if)\b"
    r"|\?"
)
_MISSED_TOLD = re.compile(
    r"\bi (?:have |had |was |am |been |just |also |sort of |totally )*(?:missed|mised|skipped|forgot\w*|fell"
    r"|stopped|did not|not done|not been|slack|away|sick|ill|on holiday)"
)
_NAMES_PLAN = re.compile(r"\b(?:them|these|those|they|exercis\w*|plan|routine|stretches|moves)\b")
_ABOUT_PLAN = re.compile(
    r"\b(?:them|these|those|they|exercis\w*|plan|set|routine|ones?|it|this|stretches|moves|everything)\b"
)

_PLACE = re.compile(
    rf"\b(?P<spoken>{'|'.join(_SPOKEN)}|last|final|bottom|top)(?: (?:one|exercise|move|stretch|of (?:them|these)"
    rf"|on (?:the )?list))\b"
    rf"|\b(?:number|no|nr|nummer|exercise|#)\.? ?(?P<counted>\d{{1,2}}|{'|'.join(_COUNTED)})\b"
    r"|\b(?P<figure>\d{1,2})(?:st|nd|rd|th) (?:one|exercise|move|stretch)\b"
)
_BARE_PLACE = re.compile(
    rf"(?:the |maybe |just |please |ok |and )*(?:(?P<spoken>{'|'.join(_SPOKEN)}|last|final)"
    rf"|(?P<figure>\d{{1,2}})(?:st|nd|rd|th)?)"
    r"(?: (?:one|exercise|please|then))*"
)
_OTHERS = re.compile(
    r"\b(?:squats?|dead ?lifts?|russian twists?|burpees?|lunges?|sit ?ups?|leg press\w*|downward dogs?"
    r"|jefferson curls?|pull ?ups?"
    r"|chin ?ups?|kettlebell swings?|wall sits?|foam roll\w*|jumping jacks?|mountain climbers?|leg curls?"
    r"|back extensions?"
    r"|hyper ?extensions?|good mornings?|pigeon pose|happy baby|farmer(?:'s)? (?:carry|walk)|bench press|box jumps?"
    r"|thread the needle|sun salutation|warrior pose|lat pull ?downs?|hip thrusts?|donkey kicks?|fire hydrants?"
    r"|toe touch\w*)\b"
)
_NAMES_A_MOVE = re.compile(
    r"\bhow (?:do|can|should) (?:i|you|we) (?:do|perform) (?:the|a|an) (?P<name>(?:\w+ ){0,2}\w+)$|\b(?:explain"
    r"|show me) (?:the|a|an) "
    r"(?P<shown>(?:\w+ ){1,2}(?:exercise|stretch|pose|move|lift|curl|twist|raise))\b"
)
_HINT = re.compile(
    r"\bthe one (?P<behind>(?:with|on|in|for|where|against|that|at|using) [^.;!?,]+)|\b(?:the"
    r"|that) (?P<before>(?:\w+ ){1,2})(?:one|thing|exercise|(?P<noun>stretch|move))\b"
)
_NO_HINT = word_set(
    "first second third fourth fifth sixth last next other same only new easier harder hard easy right best whole "
    "entire hardest easiest of bad to do"
)
_SINGLE = re.compile(
    r"\b(?:it|that|this|that one|this one|that exercise|this exercise|the exercise|show me how|how exactly)\b"
)


@dataclass(frozen=True)
class ExerciseTalk:
    """What a message says about exercises.

    Attributes:
        text: the message in plain words, with spelling put right.
        exercises: ids of those it names, in order.
        place: the place in a list it names, from 1; -1 for the last; None for none.
        only_place: there is nothing in the message but a place.
        how: it asks what an exercise is or how it is done.
        way: "easier" or "harder", where that is asked for.
        whole_set: that is asked of all of them.
        feels: "spreads", "sharp", "hurts" or "sore", where an exercise is said to feel so.
        about_exercise: the message speaks of an exercise, by name, place or word.
        out: what is out of reach, as in `backline.care.reach`; "lying" and such are taken apart already.
        in_reach: what is said to be within reach after all.
        only: "sitting", "lying" or "standing", where nothing else is possible.
        missing: things that are not there.
        found: things that are there after all.
        question: a question about the plan, as in `backline.care.plan_questions`.
        about_all: the question speaks of the plan or of its exercises, or says "it".
        names_plan: it speaks of exercises in the plural, or of a plan.
        in_pain: it has words of pain, of whatever.
        unknown: the name of an exercise that there is no file for.
        hint: words by which it picks one out of a list, such as "with the chair".
        single: it points at one exercise without naming it: "it", "that one".
    """

    text: str
    exercises: tuple[str, ...] = ()
    place: int | None = None
    only_place: bool = False
    how: bool = False
    way: str | None = None
    whole_set: bool = False
    feels: str | None = None
    about_exercise: bool = False
    out: frozenset[str] = frozenset()
    in_reach: frozenset[str] = frozenset()
    only: str | None = None
    missing: frozenset[str] = frozenset()
    found: frozenset[str] = frozenset()
    question: str | None = None
    about_all: bool = False
    names_plan: bool = False
    in_pain: bool = False
    unknown: str | None = None
    hint: str | None = None
    single: bool = False

    @property
    def changes_reach(self) -> bool:
        """Whether it says what is possible or there, or what is not."""
        return bool(self.out or self.in_reach or self.only or self.missing or self.found)


class ExerciseTalkReader:
    """Reads what messages say about exercises. Build one and keep it."""

    def __init__(self, names: Mapping[str, Iterable[str]], known: Iterable[str] = ()) -> None:
        """Index the names.

        Args:
            names: exercise id -> what people call it.
            known: further words that are right as they are.
        """
        self._phrases: dict[tuple[str, ...], str] = {}
        for exercise, called in names.items():
            for phrase in called:
                words = _words(phrase)
                for form in (words, (*words[:-1], _plural(words[-1]))):
                    self._phrases.setdefault(form, exercise)
        vocabulary = {word for phrase in self._phrases for word in phrase} | _WORDS
        self._longest = max(len(phrase) for phrase in self._phrases)
        self._vocabulary = frozenset(vocabulary)
        self._speller = Speller(vocabulary, {*real_words(), *known})
        self.read = lru_cache(maxsize=2_000)(self._read)

    def _read(self, text: str) -> ExerciseTalk:
        tokens = [self._correct(word) for word in _words(text, marks=True)]
        plain = _joined(tokens)
        exercises, rest = self._names(tokens)
        place, only_place = _place(plain)
        feels = _feeling(plain, bool(exercises) or place is not None)
        only_rug = frozenset({"mat"} if _ONLY_A_RUG.search(plain) else ())
        missing = only_rug | frozenset(kind for kind, words in _MISSING.items() if words.search(plain))
        if _NO_GEAR.search(plain):
            missing |= {"equipment"}
        found = frozenset(kind for kind, words in _FOUND.items() if words.search(plain)) - missing
        out, in_reach = _reach(rest)
        only = "sitting" if _ONLY_SITS.search(plain) else "lying" if _ONLY_LIES.search(plain) else None
        if only is None and not out and _ONLY_STANDS.search(plain):
            only = "standing"
        if only == "sitting" and "sitting" in out:
            only = None
        about = bool(exercises) or place is not None or bool(_SAYS_EXERCISE.search(plain))
        way = _way(plain, bool(exercises) or place is not None)
        return ExerciseTalk(
            text=plain,
            exercises=exercises,
            place=place,
            only_place=only_place,
            how=bool(_HOW.search(rest)),
            way=way,
            whole_set=bool(_WHOLE_SET.search(rest)) and not exercises and place is None,
            feels=feels,
            about_exercise=about,
            out=frozenset() if only else out,
            in_reach=in_reach,
            only=only,
            missing=missing,
            found=found,
            question=_question(plain),
            names_plan=bool(_NAMES_PLAN.search(plain)),
            in_pain=bool(_HURT.search(plain)),
            about_all=bool(_ABOUT_PLAN.search(plain)),
            unknown=None if exercises else _unknown(plain),
            hint=None if exercises or place is not None else _hint(plain),
            single=bool(_SINGLE.search(plain)),
        )

    def _correct(self, word: str) -> str:
        return word if word in self._vocabulary else self._speller.correct(word)

    def _names(self, tokens: Sequence[str]) -> tuple[tuple[str, ...], str]:
        """The exercises named, the longest name first where two overlap, and the message without their names."""
        found: dict[str, None] = {}
        rest: list[str] = []
        at = 0
        while at < len(tokens):
            for length in range(min(self._longest, len(tokens) - at), 0, -1):
                exercise = self._match(tuple(tokens[at : at + length]))
                if exercise is not None:
                    found[exercise] = None
                    rest.append("exercise")
                    at += length
                    break
            else:
                rest.append(tokens[at])
                at += 1
        return tuple(found), _joined(rest)

    def _match(self, words: tuple[str, ...]) -> str | None:
        exact = self._phrases.get(words) or self._phrases.get(("".join(words),) if len(words) == 2 else words)
        if exact is not None or not 2 <= len(words) <= 4:
            return exact
        # "bird dgo", "brid dog": one slip in one short word, beside another word that is right.
        for phrase, exercise in self._phrases.items():
            if len(phrase) == len(words):
                wrong = [(a, b) for a, b in zip(words, phrase, strict=True) if a != b]
                if len(wrong) == 1 and _is_slip(*wrong[0], rare=self._vocabulary):
                    return exercise
        return None


def _is_slip(written: str, meant: str, rare: frozenset[str]) -> bool:
    if written in rare or len(meant) < 3 or written[0] != meant[0] or not written.isalpha():
        return False
    return distance(written, meant, 1) <= 1


def _words(text: str, *, marks: bool = False) -> tuple[str, ...]:
    pieces: list[str] = []
    for token in _TOKEN.findall(plain_characters(text).lower().replace("-", " ").replace("/", " ")):
        if token[0] in "#.;!?,":
            pieces += [token] if marks else []
        else:
            pieces += plain_word(token).split()
    return tuple(pieces)


def _joined(tokens: Iterable[str]) -> str:
    return re.sub(r" ([.;!?,])", r"\1", " ".join(tokens))


def _plural(word: str) -> str:
    return word if word.endswith("s") else f"{word}s"


def _clauses(text: str) -> list[str]:
    return [
        part for part in re.split(r"[.;!?,]|\bbut\b|\bbecause\b|\band (?=i\b|no\b|nothing\b)", text) if part.strip()
    ]


def _reach(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """What a message says is out of reach, and what it says is possible after all."""
    out: set[str] = set()
    back: set[str] = set()
    for clause in _clauses(text):
        named = {name for name, words in _POSITION.items() if words.search(clause)}
        if "hands_and_knees" in named:
            named.discard("kneeling")
        if "lying" in named:
            named = named - {"lying"} | set(_LYING)
        if "floor" in named and re.search(r"\b(?:get|getting|go|going|come|stand|rise)\b.*\b(?:up|down|off)\b", clause):
            named -= {"standing", *_LYING}
        if not named or re.search(r"\b(?:asleep|sleep\w*)\b", clause):
            continue
        if _OUT.search(clause) or (
            _LEFT.search(clause)
            and re.search(
                r"\b(?:ones?|exercises?|stuff|things?|nothing|moves?|everything|work|where i|please)\b", clause
            )
        ):
            out |= named
        elif _BACK.search(clause) and not re.search(r"\b(?:not|how|what|which|can i|should i)\b", clause):
            back |= named
    return frozenset(out), frozenset(back - out)


def _feeling(text: str, named: bool) -> str | None:
    if _BARE_HURT.fullmatch(text.strip(" .!?,")):
        return "hurts"
    if not _HURT.search(text) or _NOT_HURT.search(text):
        return None
    if not _IN_EXERCISE.search(text) and not named:
        return None
    if not (named or _SAYS_EXERCISE.search(text)):
        return None
    if _SPREADS.search(text):
        return "spreads"
    if _SHARP.search(text):
        return "sharp"
    if _SORE.search(text) and _AFTERWARDS.search(text) and not _WORSE.search(text):
        return "sore"
    return "hurts"


def _way(text: str, named: bool) -> str | None:
    if (_HARDER.search(text) and "too easy" in text) or (_HARDER.search(text) and not _EASIER.search(text)):
        return "harder"
    if _EASIER.search(text) or (named and (_CAN_NOT.search(text) or _INSTEAD.search(text))):
        return "easier"
    return None


def _question(text: str) -> str | None:
    found = next((name for name, words in _QUESTION_OF if words.search(text)), None)
    if found == "missed":
        return found if _MISSED_TOLD.search(text) or _ASKS.search(text) else None
    return found if _ASKS.search(text) or len(text.split()) <= 5 else None


def _place(text: str) -> tuple[int | None, bool]:
    only = _BARE_PLACE.fullmatch(text.strip(" .!?,#"))
    match = only or _PLACE.search(text)
    if match is None:
        return None, False
    groups = match.groupdict()
    spoken = groups.get("spoken")
    if spoken in ("last", "final", "bottom"):
        return -1, only is not None
    if spoken:
        return (1 if spoken == "top" else _SPOKEN.index(spoken) + 1), only is not None
    counted = groups.get("counted") or groups["figure"]
    number = _COUNTED.index(counted) + 1 if counted in _COUNTED else int(counted)
    alone = only is not None or len(text.split()) <= 3
    return (number, alone) if number else (None, False)


def _unknown(text: str) -> str | None:
    known = _OTHERS.search(text)
    if known:
        return known[0]
    named = _NAMES_A_MOVE.search(text.strip(" .!?,"))
    name = (named["name"] or named["shown"]) if named else None
    if name is None or re.search(r"\b(?:exercises?|stretch(?:es)?|one|it|that|this|second|third|first|last)$", name):
        return None if name is None or not named or not named["shown"] else name
    return name


def _hint(text: str) -> str | None:
    match = _HINT.search(text)
    words = (match["behind"] or f"{match['before']}{match['noun'] or ''}").strip() if match else ""
    return words if words and not set(words.split()) & _NO_HINT else None
