"""Recognizing STOP, START, HELP and "delete my data" in what people write on messaging apps.

A command is the whole message. A longer message that holds such a word ("it won't stop hurting") is for the assistant.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from backline.language.normalise import plain_characters, plain_word
from backline.language.yes_no import answer_yes_no


class Command(StrEnum):
    """What a message asks of the channel itself."""

    STOP = "stop"
    START = "start"
    HELP = "help"
    DELETE = "delete"  # asks for their data to be deleted; to be confirmed
    CONFIRM_DELETE = "confirm_delete"
    YES = "yes"
    NO = "no"


_MOST_WORDS = 16  # of a command
_MOST_WORDS_WITH_ANSWER = 10
_WORDS_READ = 40  # of any message

# Phone companies act on these words themselves, so that they mean this in any state; the whole message is the word.
_CARRIER = {
    **dict.fromkeys(("stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"), Command.STOP),
    **dict.fromkeys(("start", "unstop"), Command.START),
    **dict.fromkeys(("help", "info"), Command.HELP),
}
# A slash makes it plain that a command is meant.
_SLASH = {
    **dict.fromkeys(("stop", "unsubscribe", "optout", "quit"), Command.STOP),
    **dict.fromkeys(("start", "unstop"), Command.START),
    **dict.fromkeys(("help", "info"), Command.HELP),
    **dict.fromkeys(("delete", "deletemydata", "delete_my_data", "forgetme"), Command.DELETE),
}
# Slips of the fingers that make no other word.
_TYPOS = {
    **dict.fromkeys(("stopp", "sotp", "stpo", "sttop", "stiop", "stopo"), "stop"),
    **dict.fromkeys(("strat", "satrt", "startt", "strart"), "start"),
    **dict.fromkeys(("hlep", "hepl", "helpp", "heelp"), "help"),
    **dict.fromkeys(("unsub", "unsubcribe", "unsuscribe", "unsubscibe", "unsubscribe", "unsubsribe"), "unsubscribe"),
    **dict.fromkeys(("usubscribe", "unsubscribed", "unsubscirbe", "unscubscribe", "unsubscripe"), "unsubscribe"),
    **dict.fromkeys(("delet", "delte", "dlete", "deleet", "deleate", "deleted", "dellete", "deltee"), "delete"),
    **dict.fromkeys(("eras", "earse", "errase"), "erase"),
    **dict.fromkeys(("dat", "dta", "daat", "datas", "dataa"), "data"),
    **dict.fromkeys(("evrything", "everthing", "everyting", "evertything"), "everything"),
    **dict.fromkeys(("mesages", "messges", "msgs", "mesgs"), "messages"),
    **dict.fromkeys(("txt", "txting", "texing"), "texting"),
    **dict.fromkeys(("converstation", "convo"), "conversation"),
    **dict.fromkeys(("thx", "thnx", "tnx"), "thanks"),
    "informations": "information",
    "msg": "message",
    "yse": "yes",
    "yess": "yes",
}
_POLITE = r"(?:please|kindly|hi|hello|hey|ok|okay|thanks|thank you|just|now|immediately|right now|asap|at once)"
_LEADING = re.compile(rf"^(?:{_POLITE} )+(?=.)")
_TRAILING = re.compile(rf"(?<=.)(?: {_POLITE})+$")
_PLEASE = re.compile(r"(?<=\w) please(?= \w)")
# What stays is letters, digits, blanks, and what belongs to a word.
_NOT_WORDS = re.compile(r"[^\w' ]+")
_SLASHED = re.compile(r"/(\w+)(?:@\w+)?")


def _any(*phrases: str) -> str:
    """A pattern for any of the phrases; each may be a pattern itself."""
    return f"(?:{'|'.join(phrases)})"


_WANT = _any(
    *("i (?:want|need|wish|would like)(?: you)? to ", "(?:can|could|may|will|would) (?:you|i|we) "),
    *("how (?:do|can|could) i ", "is it possible to ", "let me ", "you (?:must|should|have to) "),
    *("i (?:am )?(?:asking|requesting) you to ", "go ahead and "),
)
_ENOUGH = "(?: (?:again|any more|anymore|ever|ever again|all))*"
_SENT = "(?:messages?|texts?|sms|notifications?|spam)"
# In any state: nothing else can be meant.
_STOP_ALWAYS = re.compile(
    f"(?:{_WANT})?"
    + _any(
        *("unsubscribe(?: me)?", "stopall", "stop all", "optout", "opt out", "opt me out"),
        f"stop (?:the|these|those|all|your|all the|all these) {_SENT}",
        f"stop sending(?: me)?(?: these| any| any more| more)? {_SENT}",
        f"stop {_SENT}",
        f"stop (?:messaging|texting|writing(?: to)?|contacting|spamming|sms)(?: me)?{_ENOUGH}",
        "(?:take|remove) me (?:off|from) (?:your|the|this|that)(?: mailing| text| texting| contact)? list",
        f"(?:send |i want )?no more {_SENT}",
    )
)
# Not inside a form, which may be asking how someone wants to be reached, or may be what is to stop.
_STOP_OUTSIDE = re.compile(
    _any("stop(?: stop)*", f"(?:do not|never) (?:text|texting|message|write(?: to)?|contact|spam) me{_ENOUGH}")
    + "|remove me"
)

_DELETE_VERB = "(?:delete|erase|remove|wipe|destroy|clear|get rid of)"
_THINGS = _any(
    *("data", "info", "information", "details", "messages?", "chats?", "chat history", "conversations?", "history"),
    *("records?", "account", "profile", "answers"),
)
_STORED = "(?:have|got|have got|keep|kept|know|store|stored|hold|saved|collected)(?: stored| saved| kept)?"
_TOLD = "(?:wrote|said|sent|sent you|told you|typed|gave you|have (?:written|said|sent|told you|given you))"
_ABOUT_ME = (
    "(?: (?:that |which )?"
    + _any(
        *("about me", "of me", "of mine", "on me", f"you {_STORED}(?: (?:about|on|of) me)?", f"i {_TOLD}"),
        *("from (?:your|the) (?:system|records|database|servers?)", "from here", "here"),
    )
    + ")*"
)
_MINE = (
    "(?:all |all of |every bit of )?(?:my|this|these|our|the)"
    "(?: own| personal| private| health| medical| whole| entire| chat| contact)*"
)
_OBJECT = _any(
    f"{_MINE} {_THINGS}(?: (?:and|or) (?:my |all my )?{_THINGS})?{_ABOUT_ME}",
    f"(?:all )?(?:personal )?data{_ABOUT_ME}",
    "(?:entire |whole )?(?:chat|conversation|account|messages|chat history)",
    f"everything{_ABOUT_ME}",
    "all (?:that )?(?:about me|you (?:have|know)(?: about| on)? me)",
    "me from (?:your|the) (?:system|records|database|servers?)",
    "whatever you (?:have|know) (?:about|on) me",
)
_FORGET = "forget " + _any("me", "(?:everything|all)(?: that)? (?:about me|you know about me)", "all about me")
_DELETE_ORDER = re.compile(_any(f"{_DELETE_VERB} {_OBJECT}", "delete me", _FORGET))
_GONE = "(?:delete|erased|removed|wiped|destroyed|gone|cleared)"  # "deleted" has become "delete"
_HAVE = _any("i (?:want|need|would like)", "(?:can|could|may) i (?:have|get)", "how (?:do|can) i (?:have|get)")
_DELETE_ASKED = re.compile(
    _any(
        f"{_WANT}{_DELETE_ORDER.pattern}",
        f"{_HAVE} {_OBJECT}(?: to be)? {_GONE}",
        "(?:my )?right to be forgotten",
        "(?:gdpr |data )?(?:deletion|erasure)(?: request)?",
        "(?:gdpr|data) delete request",
    )
)
_DELETE_OUTSIDE = re.compile(f"(?:{_WANT})?delete(?: (?:it|this|that|all|it all|all of it))?")

_YES_WORD = "(?:y|yes|yeah|yep|yup|sure|confirm|confirmed)"
_CONFIRMED = re.compile(
    f"(?:{_YES_WORD} )*(?:(?:do|go ahead and|go ahead|i want to|i am sure|i confirm) )*"
    + _any(
        "(?:delete|erase)(?: (?:it|this|that|them|all|it all|all of it|everything))?",
        *("i confirm", "do it", "go ahead", "i am sure", _YES_WORD),
    )
)
_KEEP = re.compile(
    "(?:no |nope |wait )*"
    + _any(
        *("no", "nope", "nah", "cancel", "wait", "never mind", "nevermind", "nvm", "do not", "not now", "leave it"),
        *("i (?:have )?changed my mind", "keep (?:it|them|all|everything|it all|my \\w+)"),
        *("do not (?:delete|erase|remove)(?: \\w+){0,4}", "do not do (?:it|that)"),
    )
)

_AGREED = re.compile(
    f"(?:{_YES_WORD} )*"
    + _any(
        *("yes", "y", "yeah", "yea", "yep", "yup", "ya", "sure", "of course", "ok", "okay", "k", "fine", "alright"),
        *("agree", "agreed", "accept", "accepted", "all right", "absolutely", "definitely", "certainly"),
        *("i (?:do )?(?:agree|accept|consent)", "i am (?:ok|okay|fine)(?: with (?:that|it|this))?"),
        *("(?:that|it) is (?:ok|okay|fine|alright|all right)", "go on", "go ahead", "go for it", "continue"),
        *("proceed", "let us go", "sounds good", "no problem", "no worries", "why not", "yes i do"),
        *("you (?:can|may)", "i do not mind", "that works", "it is", "yes it is", "do it"),
    )
    + "(?: (?:yes|then|with me|by me|go on|go ahead|please|thanks))*"
)
_DECLINED = re.compile(
    _any(
        *("no", "nope", "nah", "never", "no way", "not ok", "not okay", "not really", "no thanks", "no thank you"),
        *("(?:i )?(?:decline|refuse|disagree)", "declined", "(?:i would |i )?(?:rather|prefer) not", "better not"),
        *("absolutely not", "(?:it|that) is not(?: ok| okay| fine)?", "not with me", "cancel", "exit"),
        *("i am not (?:ok|okay|fine)(?: with (?:it|that|this))?", "never mind", "nevermind", "nvm"),
        "i do not(?: (?:agree|consent|accept|want (?:that|this|it)|want to|like that))?",
        *("do not", "do not (?:keep|read)(?: \\w+){0,3}"),
    )
    + "(?: (?:no|way|thanks|thank you|i do not|it is not))*"
)
_CLAUSE_ENDS = re.compile(r"[,.!;:\n]|\s[-\u2013\u2014]\s")
# "yes, if you delete it tomorrow" has not agreed yet.
_WITH_AN_IF = re.compile(r"\w+ (?:but|if|and|or|when|only|except|unless|no|not|though|maybe)\b")
_ASKS_BACK = re.compile(r"yes (?:what|why|who|how|where)\b")


def command_of(
    text: str, *, carrier_keywords: bool, in_form: bool, deleting: bool, asked_consent: bool
) -> Command | None:
    """The command that a message is.

    Args:
        text: as written.
        carrier_keywords: the channel's; then the phone companies' words count in any state.
        in_form: a form is asking something, so that "stop" and "delete that" are about the form.
        deleting: the last thing they were asked is whether to delete their data.
        asked_consent: they have been asked whether it is OK to keep what they write, and have not answered.

    Returns:
        None where it is none: then it is for the assistant. CONFIRM_DELETE and, as an answer to that question, NO come
        only while ``deleting``; YES and NO otherwise only while ``asked_consent``, and the message may say more, see
        :func:`says_more`. START comes whether or not they had stopped.
    """
    plain = _plain(text)
    if (slashed := _SLASHED.fullmatch(plain)) and (found := _SLASH.get(slashed[1])):
        return Command.CONFIRM_DELETE if deleting and found is Command.DELETE else found
    words = _words(plain)
    if not words:
        return _signs(text) if asked_consent else None
    if carrier_keywords and words in _CARRIER:
        return _CARRIER[words]
    if deleting and (answer := _about_deletion(words)):
        return answer
    if found := _general(words, in_form):
        return found
    return _consent(plain, words) if asked_consent else None


def says_more(text: str) -> bool:
    """Whether a message that has been read as YES or NO says something besides, which the assistant should see."""
    words = _words(_plain(text))
    if not words or words == "and":  # a thumb, or "n"
        return False
    candidates = (words, _bare(words))
    return not any(pattern.fullmatch(part) for part in candidates for pattern in (_AGREED, _DECLINED))


def _general(words: str, in_form: bool) -> Command | None:
    bare = _bare(words)
    if _STOP_ALWAYS.fullmatch(bare) or (not in_form and _STOP_OUTSIDE.fullmatch(bare)):
        return Command.STOP
    # "please help" and "help me" are no commands but people in need.
    if words == "help":
        return Command.HELP
    if words == "unstop" or (words == "start" and not in_form):
        return Command.START
    asked = _DELETE_ORDER.fullmatch(bare) or _DELETE_ASKED.fullmatch(bare)
    if asked or (not in_form and _DELETE_OUTSIDE.fullmatch(bare)):
        return Command.DELETE
    return None


def _about_deletion(words: str) -> Command | None:
    bare = _bare(words)
    if _KEEP.fullmatch(words) or _KEEP.fullmatch(bare):
        return Command.NO
    answered = re.sub(rf"^(?:{_YES_WORD} )+", "", bare)
    return Command.CONFIRM_DELETE if _CONFIRMED.fullmatch(bare) or _DELETE_ORDER.fullmatch(answered) else None


def _consent(plain: str, words: str) -> Command | None:
    """Yes or no to a question that needs a clear answer: not every sentence that begins with "no" or "sure"."""
    if plain.strip(" .!") == "n":  # as a word in a sentence it is "and"
        return Command.NO
    parts = [words]
    open_end = _WITH_AN_IF.match(words) or words.count(" ") >= _MOST_WORDS_WITH_ANSWER
    if not open_end:
        parts.append(_words(_CLAUSE_ENDS.split(plain.strip(" .!,\"'"), maxsplit=1)[0]))
    for part in parts:
        if _AGREED.fullmatch(part) or _AGREED.fullmatch(_bare(part)):
            return Command.YES
        if _DECLINED.fullmatch(part) or _DECLINED.fullmatch(_bare(part)):
            return Command.NO
    # "yes my back hurts" has answered, and says more.
    says_yes = words.startswith("yes ") and not _ASKS_BACK.match(words) and answer_yes_no(words)
    return Command.YES if says_yes and not open_end else None


def _signs(text: str) -> Command | None:
    """The answer that a lone thumb gives."""
    return {True: Command.YES, False: Command.NO, None: None}[answer_yes_no(text)]


def _plain(text: str) -> str:
    """Straight quotes, plain letters, lower case, no invisible characters."""
    folded = unicodedata.normalize("NFKC", plain_characters(text))
    kept = "".join(c for c in folded if unicodedata.category(c) not in ("Cf", "Mn", "Me"))
    return kept.strip().lower()


def _words(plain: str) -> str:
    """The first words, spelled out, with a blank between; more of them than a command has where there are more."""
    words = _NOT_WORDS.sub(" ", plain).replace("_", " ").split(maxsplit=_WORDS_READ)[:_WORDS_READ]
    spelled = (plain_word(word.strip("'")) for word in words)
    return " ".join(_TYPOS.get(word, word) for word in spelled if word)


def _bare(words: str) -> str:
    """Without the words of politeness around; too long for a command is left as nothing."""
    if words.count(" ") >= _MOST_WORDS:
        return ""
    return _TRAILING.sub("", _LEADING.sub("", _PLEASE.sub("", words)))
