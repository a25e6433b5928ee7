"""Which question about a plan of exercises a message asks: how often, which days, when it helps and the like."""

from __future__ import annotations

import re

_PLAN = r"(?:plan|exercises?|set|list|routine|program|programme|moves|stretches)"
_QUESTIONS: tuple[tuple[str, str], ...] = (
    (
        "show",
        rf"(?:(?:show|see|view|repeat|list|send|read|give|recap|remind|print|open)(?: me)?(?: of| out"
        rf"| again)? (?:my|the"
        rf"|these|those|our|current|whole|full)(?: \w+)? {_PLAN}(?! (?:stretch|exercise))"
        rf"|what (?:is|was|are|were) (?:my|the|in my|on my|our) (?:\w+ )?{_PLAN}\b(?! (?:for|about|good|made|to|of))"
        rf"|(?:my|the|that) {_PLAN} (?:once )?again|repeat (?:them|it all|all of them)|what were they|where is my plan"
        rf"|(?:show|see|list) (?:me )?(?:them|those|it) all|(?:which|what) {_PLAN} (?:do i have|did you (?:give"
        rf"|show|suggest)"
        rf"|are (?:in|on) (?:my|the) (?:plan|list)))",
    ),
    (
        "avoid",
        r"(?:(?:exercises?|moves?|movements?|stretches|activities|things?|sports?|workouts?)\b[^.?!]*\b(?:avoid(?:ed)?"
        r"|not (?:to )?(?:do|be doing|be done)|stay away from|steer clear|dangerous|bad for|worst|harmful"
        r"|unsafe|off limits)"
        r"|(?:avoid|stay away from|worst|bad|dangerous|unsafe|forbidden) (?:\w+ ){0,3}?(?:exercises|moves|stretches"
        r"|movements)|what (?:should|must|do) (?:i )?(?:avoid|not (?:i )?do|better not do)"
        r"|what (?:to avoid|not to do))",
    ),
    ("breath", r"(?:breath(?:e|es|ing)?|inhale|exhale)(?! (?:hard|short|better|again))"),
    (
        "side",
        r"(?:(?:which|what) (?:side|leg|arm|direction|way)\b|(?:side|leg|arm) (?:\w+ )?first"
        r"|left (?:\w+ )?or (?:the )?right|right (?:\w+ )?or (?:the )?left|(?:do|should|must) (?:i|it) (?:\w+ ){0,4}?"
        r"(?:both|each) sides?)",
    ),
    (
        "position",
        r"(?:can|could|may) (?:i|it|this|that|they)\b[^.?!]*\b(?:do|be done|works?)\b[^.?!]*\b(?:sitting|seated"
        r"|in (?:a|my|the)"
        r" chair|at my desk|standing|lying|in bed|on (?:a|my|the) (?:bed|chair|sofa|couch))",
    ),
    (
        "safe",
        r"(?:(?:is|are) (?:it|this|that|these|those|they|all|the exercises|my plan|the plan)\b[^.?!]*\b(?:safe"
        r"|ok|okay|alright"
        r"|harmful|dangerous|suitable|risky|bad)\b[^.?!]*\b(?:for|with|if|given|despite)\b"
        r"|(?:is|are) (?:these|those|they|all of (?:them|these)|the exercises|my plan"
        r"|the plan) (?:\w+ )?(?:safe|dangerous"
        r"|suitable|risky))",
    ),
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
        r"|after a break|(?:was|were|got|been|fell) (?:ill|sick|away|poorly|in hospital)|had to stop|and stopped"
        r"|start (?:again|over|from|at) (?:the )?(?:beginning|scratch|start|zero|again|top|week one|square one)"
        r"|from (?:scratch|the (?:very )?(?:beginning|start))|do i (?:start|begin) (?:again|over)|pick (?:it"
        r"|them) up again"
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
     r"|these|those|the plan|the exercises))|for how long|how long for"
     r"|when (?:does|is) (?:\w+ ){0,3}?(?:end|over|finish\w*)"
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
    ("dose", r"(?:how many|how long (?:do|should|must) i hold|how long (?:to )?hold|reps?|repetitions?"
    r"|(?<!another )(?<!different )(?<!new )(?<!other )(?<!whole )(?<!the )(?<!this )(?<!a )sets?"
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
    r"|stopped|had to stop|got|did not|not done|not been|slack|away|sick|ill|on holiday)"
)


# Questions that people ask in one breath: "how often, and for how long?"
_TOGETHER = ("often", "dose", "days", "time", "weeks")
# "Show me the exercises for the neck", "how do I do the exercises again?" ask for others, or how one is done.
_ELSE = re.compile(
    r"\b(?:others?|another|new|different|easier|harder|gentler|more|how (?:do|to|does|can)|for (?:my|the|a))\b"
)
# They tell by themselves what is asked, also without a word that asks.
_SURE = frozenset({"show", "side"})
# A plan for a number of weeks asks how long to follow one.
_PLAN_OF_WEEKS = re.compile(
    r"\b(?:plan|program|programme|routine) for (?:the next )?\w+ (?:weeks?|months?)\b"
    r"|\b\w+ (?:weeks?|months?) (?:plan|program|programme|routine)\b"
)

_DID_THEM = re.compile(
    r"\b(?:did|done|doing|do|been doing|kept up|keep up|following|followed|finished"
    r"|tried) (?:\w+ ){0,3}?(?:them|these|those"
    r"|it|this|the (?:plan|exercises|moves|routine|set)|my (?:plan|exercises)|your (?:plan|exercises)"
    r"|exercis\w*|all of)\b"
    r"|\b(?:with|since|after|from|by|thanks to) (?:\w+ ){0,3}?(?:exercis\w*|plan|routine|doing|weeks?|days?)\b"
    r"|\b(?:done|did|been) (?:\w+ )?(?:\d+|a|one|two|three|four|five|six|few) (?:days?|weeks?|wks?|months?)\b"
    r"|\b(?:\d+|one|two|three|four|five|six|a few) (?:days|weeks|wks) (?:in|on|of (?:it|this|them))\b"
    r"|\b(?:the|your|my|these|those) (?:exercises?|plan|moves|stretches)\b"
)
_GONE = re.compile(
    r"\b(?:pain|ache|it|back|neck|sciatica) (?:has |have |is |was |all |now |completely |totally )*(?:gone"
    r"|disappeared|went away"
    r"|stopped hurting|healed|fine now|pain ?free)\b|\b(?:pain ?free|no (?:more )?pain)\b"
)
_BETTER = re.compile(
    r"\b(?:much|lots?|bit|little|feel\w*|getting|got|gets|is|am|are|way|so|really|loads|definitely|already) better\b"
    r"|\bimprov\w+|\bless pain\b|\b(?:help(?:s|ed|ing)|works?|working|worked)\b|\bbetter (?:now|already|today)\b"
)
_NO_BETTER = re.compile(
    r"\b(?:no|not|n't|never|nothing|hardly|isnt|arent|without|zero)\b(?: \w+){0,4}? (?:better|improv\w+|help\w*|work\w*"
    r"|change\w*|difference|effect|progress|results?)\b|\bno (?:change|difference|results?)\b"
)
_WORSE = re.compile(r"\b(?:worse|worsen\w*|worst|more pain|hurts? more)\b")
_NOT_WORSE = re.compile(r"\b(?:not|no|never)(?: \w+){0,2} worse\b|\bworse before\b")
_DO_I_STOP = re.compile(
    r"\b(?:do|should|can|may|must|could|shall) i (?:\w+ ){0,2}?(?:stop|quit|continue|keep|go on|carry on|need|still)\b"
)
_PROGRESS_WORDS = 20


def progress_told(text: str) -> str | None:
    """What came of exercises that were done.

    Args:
        text: the message in plain words, with spelling put right.

    Returns:
        "worse", "no_better", "gone" or "better"; None where nothing is said of exercises that were done.
    """
    if len(text.split()) > _PROGRESS_WORDS or not (_DID_THEM.search(text) or _DO_I_STOP.search(text)):
        return None
    if _WORSE.search(text) and not _NOT_WORSE.search(text):
        return "worse" if _DID_THEM.search(text) else None
    if _NO_BETTER.search(text):
        return "no_better" if _DID_THEM.search(text) else None
    if _GONE.search(text):
        return "gone"
    return "better" if _BETTER.search(text) and not re.search(r"\b(?:if|when|until|will|would)\b", text) else None


def questions_together(text: str, first: str | None) -> tuple[str, ...]:
    """What is asked in one breath, at most two: "how often, and for how long?" asks for days and for weeks.

    Args:
        text: the message in plain words, with spelling put right.
        first: what `plan_question_in` found.
    """
    if first is None or first not in _TOGETHER:
        return () if first is None else (first,)
    asked = {name for name, words in _QUESTION_OF if name in _TOGETHER and words.search(text)}
    return tuple(name for name in _TOGETHER if name in asked | {first})[:2]


def plan_question_in(text: str) -> str | None:
    """The question, as in `backline.care.plan_questions`; None where there is none.

    Args:
        text: the message in plain words, with spelling put right.
    """
    if _PLAN_OF_WEEKS.search(text):
        return "weeks"
    found = next((name for name, words in _QUESTION_OF if words.search(text)), None)
    if found == "missed":
        return found if _MISSED_TOLD.search(text) or _ASKS.search(text) else None
    if found in _SURE:
        return found if not _ELSE.search(text) else None
    return found if _ASKS.search(text) or len(text.split()) <= 5 else None
