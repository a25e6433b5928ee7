"""Whether a person wants the clinic to get in touch, does not, or goes back to a request that was given up."""

from __future__ import annotations

import re

from backline.contact.emails import find_emails
from backline.contact.field_words import FIELD_NAMES
from backline.contact.phones import digits_of_words, find_phones
from backline.contact.results import tidy

_CALL = (
    r"(?:c[ao]ll?|ring|phone|contact|reach|text|txt|e-?mail|message|write(?: to)?|get (?:back to|in touch with"
    r"|hold of))"
)
_WANTS_CALL = re.compile(
    rf"\b{_CALL} (?:me|us)\b|\b(?:a )?(?:call ?-?back|phone call)\b|\bget in touch\b"
    r"|\b(?:please|pls|plz|just) (?:call|ring|phone|text)\b"
    r"|\b(?:some(?:one|body)|any(?:one|body)|you|u|they|doctor|nurse|clinic|team) (?:can |could |to |please |pls )*"
    rf"{_CALL}\b",
    re.I,
)
_WANTS_TO_TALK = re.compile(
    r"\b(?:want|wanna|wnat|need|like|love|prefer|rather|wish|can i|could i|may i|let me)\b(?: to)? (?:just |please )?"
    r"(?:t[ao]lk|speak|see|meet|chat)(?: (?:to|with))? (?:some ?(?:one|body)|any ?(?:one|body)|a (?:real "
    r"|actual |live )?"
    r"(?:person|human|doctor|dr|doc|surgeon|specialist|nurse)|the (?:clinic|team|doctor|surgeon)|you guys|a member)\b",
    re.I,
)
_GIVES_NUMBER = re.compile(
    rf"\bmy (?:{FIELD_NAMES['phone']}|{FIELD_NAMES['email']})(?: address)?(?: is|\W?s|:| )",
    re.I,
)
# Of another's number, or of calls that were made.
_NOT_OWN = re.compile(
    r"\b(?:your|ur|his|her|their) (?:phone |cell |mobile |new |fax )?(?:number|phone|e-?mail|fax)\b"
    r"|\bi (?:\w+ )?(?:called|rang|phoned|tried|dialed|dialled|e-?mailed|got a call|was called)\b"
    r"|\bcall(?:ed|s)? from\b|\b(?:can|could|should|do|may) i (?:call|ring|use|write)\b"
    r"|\bis (?:this|that|it) (?:the|your|ur|still|a)\b",
    re.I,
)
# Beside a number that says nothing more: "415 555 0134 thanks".
_FEW_WORDS = 3

_NEVER_MIND = r"(?:never ?mind|forget|scratch|drop|cancel)(?: about)?"
_NOT = (
    r"(?:(?:i |we )?(?:really |just )?(?:do not|don\W?t|dnt|did not|didn\W?t|no longer|never|rather not|would(?: "
    r"not|n\W?t)"
    r"|not)(?: really| even| actually)?(?: (?:want|wanna|wnat|need|like|wish|interested in|ready|going|ask(?:ed)?))?"
    r"(?: (?:for|to|u to|you to|you guys to))?"
    rf"|(?:no need (?:for|to))|(?:i(?:\W?ve| have)? changed my mind about)|{_NEVER_MIND})"
)
_FORM = (
    r"(?:(?:fill (?:in|out)|do) )?(?:a|an|any|the|this|that|your|ur|ne)? ?(?:contact |stupid |damn )?(?:forms?|request)"
)
_CONTACT = (
    rf"(?:{_FORM}|(?:a |an |any |the |your )?(?:call ?-?back|phone call|calls?|appointment|appt)"
    r"|(?:be|get|being|getting) (?:contacted|called|phoned|emailed|e-mailed|rung)"
    r"|(?:you|u|them|anyone|anybody|someone|somebody|the clinic|a doctor|ppl|people)(?: guys)?(?: to)? "
    rf"(?:{_CALL}|calling|contacting|ringing)(?: me)?(?: back)?"
    rf"|{_CALL} me(?: back)?|(?:leave|give|share|send)(?: you| u| out)? (?:my|any) (?:details|number|name|info\w*"
    rf"|phone|e-?mail))"
)
# "I don't want to see anybody any more" may tell of despair.
_SEE = (
    r"(?:see|talk (?:to|with)|speak (?:to|with)|meet|visit)(?: with)? "
    r"(?:a |an |any |the |your )?(?:doctors?|dr|doc|specialist|some(?:one|body)|person|human)"
)
_AFTER_ALL = r"(?:after ?all|any ?more|yet|now|right now|for now|today|at the moment|at this (?:time|point)|just yet)"
_ENDS = (
    rf"(?: (?:{_AFTER_ALL}|please|pls|plz|thanks|thank you|thx|thankyou|actually|though|tho|anyway|sorry|at all|ok"
    rf"|okay))*"
    r"\s*(?:[.,;!]|$|\b(?:but|and|just|i\W?ll|i|answer|tell|cos|cuz|because)\b)"
)
_START = (
    r"(?:^|[.,;!]\s*|\bbut )(?:(?:no|nope|nah|oh|ok|okay|sorry|wait|actually|well|hey|hm+|u+m+|thanks|please|pls"
    r"|plz|and|so|on"
    r" second thoughts?|i think|i decided)\W+)*"
)
_NO_CONTACT = re.compile(rf"{_START}{_NOT} {_CONTACT}{_ENDS}", re.I)
_NO_DOCTOR = re.compile(rf"{_START}{_NOT} {_SEE}{_ENDS}", re.I)
_NO_DOCTOR_NOW = re.compile(rf"{_START}{_NOT} {_SEE}\b.*\b{_AFTER_ALL}\b", re.I)
# "Don't call me, I prefer e-mail" only says how.
_INSTEAD = re.compile(
    rf"\b{_CALL} me\b|\bprefer\b|\b(?:e-?mail|text|txt|sms|letter)\b|\bi (?:do |still )?want (?:to|a|an)\b", re.I
)

# "Any time but no calls" says how, and that somebody may get in touch.
_ONLY_HOW = re.compile(r"\b(?:not?|without)(?: any| by)? (?:phone )?(?:calls?|phone|texts?|e-?mails?)\b", re.I)

_LEADS = (
    r"(?:(?:hm+|u+m+|u+h+|ok|okay|k|kk|well|oh|actually|sorry|wait|no|sure|fine|alright|all right|right|and|then|but|so"
    r"|hey|please|pls|yes|yeah|yea|yep|yup|ya|on second thoughts?|you know what|i guess|i think|i (?:ve )?changed "
    r"my mind"
    r"|changed my mind)\W+)*"
)
_TAILS = r"(?:\W+(?:after ?all|please|pls|then|now|thanks|thank you|again|anyway|actually|sorry|ok|okay|here|it))*\W*$"
_DO_IT = re.compile(
    rf"^\W*{_LEADS}(?:yes|yeah|yea|yep|yup|ya|sure|ok|okay|(?:lets|let\W?s|let us) (?:do|try|go|continue|start)(?: "
    rf"it| that"
    r"| on| ahead| with it| for it)?|do it|go (?:ahead|on|for it)|continue|resume|carry on|i (?:do )?want (?:it"
    r"|to|that)"
    rf"|i(?:\W?ll| will) do it){_TAILS}",
    re.I,
)
_RETURNS = re.compile(r"\b(?:yes|yeah|yea|yep|yup|do|try|continue|resume|carry|go|start|want|will|ll)\b", re.I)
_TO_THE_FORM = re.compile(
    rf"^\W*{_LEADS}(?:(?:can|could|may|lets|let\W?s|let us|i(?:\W?d| would)? (?:like|want) to|i want to|i(?:\W?ll| "
    rf"will)"
    r"|take me|bring me|we|i|you)\W+)*(?:(?:go|get|come)? ?(?:back|on|return)(?: to| with)?|go to|continue(?: "
    r"with)?|resume"
    r"|finish|carry on(?: with)?|re-?start|restart|fill (?:in|out)|do|open) (?:the |that |your |my |this )?"
    rf"(?:contact )?(?:form|request){_TAILS}",
    re.I,
)
_LEAVE_DETAILS = re.compile(
    rf"^\W*{_LEADS}(?:(?:i(?:\W?d| would)? (?:like|want) to|i want to|i(?:\W?ll| will)|lets|let\W?s|let me|can i"
    rf"|you can"
    r"|u can)\W+)*(?:leave|take|give(?: you)?|have) (?:you )?my (?:contact )?(?:details|number|info|information"
    r"|phone number"
    rf"|contact info){_TAILS}",
    re.I,
)


# Nothing else may stand beside it: "I can't go on, leave me alone" is no matter of forms.
_LET_BE = re.compile(
    r"^\W*(?:(?:(?:no|nope|nah|ok|okay|please|pls|just|oh|ugh|and|so|then|now|thanks|thank you|sorry|i said"
    r"|man|dude|jeez)\W+)*"
    r"(?:(?:i )?(?:really )?(?:do not|don\W?t|dont|dnt|never|did not|didn\W?t|didnt) (?:want|need|like|ask for)"
    r" (?:this|that|it|any of (?:this|that|it)|your help|your questions|(?:these|your|all these) questions"
    r"|to answer(?: (?:this|that|these|any))?)"
    r"|(?:leave|let) me (?:alone|be|in peace)|(?:go|get) (?:away|lost)|(?:stop|quit) (?:bothering|bugging"
    r"|pestering|asking|annoying|texting"
    r"|messaging)(?: me)?|stop (?:it|this|that)?|not interested|(?:i\W?m|i am) done with (?:the form"
    r"|the questions|your questions)"
    r"|enough|shut up|f\w* off)(?: (?:please|pls|now|already|ok|thanks|with this|ok\?))*\W*)+$",
    re.I,
)
_LET_BE_SAID = re.compile(
    r"\b(?:leave|let) me\b|\b(?:go|get) (?:away|lost)\b|\bwant\b|\bstop\b|\bquit\b|\binterested\b|\bneed\b|off\b", re.I
)


def wants_to_be_left_alone(text: str) -> bool:
    """Whether all of a message wants the questions to end: "I don't want this, leave me alone"; with "
    "more, it does not."""
    clean = tidy(text)
    return bool(_LET_BE.match(clean) and _LET_BE_SAID.search(clean))


def wants_call(text: str) -> bool:
    """Whether ``text`` wishes to be called or written to: "can someone ring me", "my number is"."""
    clean = tidy(text)
    return bool(_WANTS_CALL.search(clean) or _GIVES_NUMBER.search(clean))


def asks_for_a_call(text: str) -> bool:
    """Whether ``text`` wishes so in words, and does not only give a number: "can someone ring me"."""
    return bool(_WANTS_CALL.search(tidy(text)))


def wants_to_talk(text: str) -> bool:
    """Whether ``text`` wishes to talk to a person of the clinic: "but i want to talk to someone"."""
    return bool(_WANTS_TO_TALK.search(tidy(text)))


def own_contact_in(text: str, region: str) -> bool:
    """Whether ``text`` gives a number or an address of the person's own.

    Args:
        text: the message; numbers of others, calls that were made and questions do not count.
        region: two-letter country code for phone numbers without one.
    """
    clean = digits_of_words(tidy(text))
    if _NOT_OWN.search(clean):
        return False
    return bool(_spans(clean, region))


def says_little_else(text: str, region: str) -> bool:
    """Whether there is hardly a word beside the number or the address."""
    clean = digits_of_words(tidy(text))
    for start, end in _spans(clean, region):
        clean = clean[:start] + " " * (end - start) + clean[end:]
    return len(re.findall(r"[^\W\d_]+", clean)) <= _FEW_WORDS


def wants_no_contact(text: str, *, in_form: bool) -> bool:
    """Whether ``text`` says that no contact is wanted: "don't need a form", "no longer want to be called".

    Args:
        text: the message. "Don't call me at work" rules out a time and refuses nothing.
        in_form: a request is under way: "I don't want to see a doctor" may be what it is about, and only ends it
            with "after all" and the like.
    """
    refused = _refusal(text, in_form=in_form)
    if in_form and _ONLY_HOW.search(text) and not re.search(rf"\b{_AFTER_ALL}\b", text, re.I):
        return False
    return refused is not None and not _INSTEAD.search(refused)


def says_only_that(text: str) -> bool:
    """Whether a text that wants no contact says nothing else."""
    rest = _refusal(text, in_form=True)
    return rest is not None and not any(char.isalpha() for char in rest)


def _refusal(text: str, *, in_form: bool) -> str | None:
    """What stands beside a refusal of contact; None where there is none."""
    clean = tidy(text)
    refused = _NO_CONTACT.search(clean) or (_NO_DOCTOR_NOW if in_form else _NO_DOCTOR).search(clean)
    return f"{clean[: refused.start()]} {clean[refused.end() :]}" if refused else None


def goes_back_to_it(text: str) -> bool:
    """Whether ``text`` takes what was turned down before: "hm, ok, yes then", "let's do it after all"."""
    clean = tidy(text)
    return bool(_DO_IT.match(clean) and _RETURNS.search(clean))


def asks_for_the_form(text: str) -> bool:
    """Whether ``text`` asks for the form by its name or its button: "back to the form", "yes, leave my details"."""
    clean = tidy(text)
    return bool(_TO_THE_FORM.match(clean) or _LEAVE_DETAILS.match(clean))


def _spans(text: str, region: str) -> list[tuple[int, int]]:
    return [(start, end) for start, end, _ in (*find_emails(text), *find_phones(text, region))]
