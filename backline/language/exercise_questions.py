"""Which question about a plan of exercises a message asks: how often, which days, when it helps and the like."""

from __future__ import annotations

import re

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


def plan_question_in(text: str) -> str | None:
    """The question, as in `backline.care.plan_questions`; None where there is none.

    Args:
        text: the message in plain words, with spelling put right.
    """
    found = next((name for name, words in _QUESTION_OF if words.search(text)), None)
    if found == "missed":
        return found if _MISSED_TOLD.search(text) or _ASKS.search(text) else None
    return found if _ASKS.search(text) or len(text.split()) <= 5 else None
