"""Reads a person's name out of a chat message."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

from backline.contact.name_words import ASKING, NEVER_A_NAME, PARTICLES, RARELY_A_NAME, REFUSALS
from backline.contact.results import FieldResult, Invalid, Valid, tidy

MAX_NAME = 80
_MAX_WORDS = 7
# Of the letters of two spellings of one name, this share is the same.
_LIKE = 0.7
# Of the letters of a misspelt word at least so many are those of the word meant; short words are too much like names.
_MISSPELT = 0.87
_LONG_WORD = 7
_LAST_NAME = re.compile(r"\b(?:last|family|sur) ?name\b", re.IGNORECASE)
_FIRST_NAME = re.compile(r"\b(?:first|given|fore) ?name\b", re.IGNORECASE)

_EMPTY = "I did not see a name there, so please send it as you would like us to say it, like Ana Lopez."
_LONG = "That is a bit long for a name, so please send just your name, like Ana Lopez."
_QUESTION = "That reads like a question, so please send just your name, like Ana Lopez."
_REFUSED = "Our team needs a name to ask for when they call, so please send one, like Ana Lopez or just Ana."
_SENTENCE = "That does not read like a name to me, so please send just your name, like Ana Lopez."
_DIGITS = "A name has no numbers in it, so please send just your name, like Ana Lopez."
_SIGNS = "I see signs that are not part of a name, so please send just your name, like Ana Lopez."

_EMAIL = re.compile(r"[^\s<>]+@[^\s<>]+")
_PHONE = re.compile(r"\+?\(?\d(?:[\s.()/-]{0,3}\d){6,}")
_LINK = re.compile(r"://|\bwww\.|\b[a-z0-9-]+\.(?:com|org|net|io|co|info|edu|gov)\b", re.IGNORECASE)

_GREETING = re.compile(
    r"(?:(?:hi|hello|hey|hiya|yes|yeah|yep|sure|okay|ok|good (?:morning|afternoon|evening|day)|of course)"
    r"(?: there)?(?:\s*[,.!;:\u2013\u2014-]+\s*|\s+)"
    r"|(?:no|nope|oh|um|uh|so|well|and|sorry|actually|thanks|thank you|my bad|oops)"
    r"\s*[,.!;:\u2013\u2014-]+\s*)(?=\S)",
    re.IGNORECASE,
)
_NAME_IS = re.compile(
    r"(?:my |the |his |her |their |my \w+'?s )?(?:full |first |last |whole |real )?name(?: is|'?s|\s*[:=]) ?"
    r"(?:(?:now|really|actually|just|spelled|spelt) )*",
    re.IGNORECASE,
)
_I_AM = re.compile(
    r"(?:(?:i am|i'?m) (?:called|named)|(?:i am|i'?m)|it'?s|it is|this is|that'?s|that is|i go by"
    r"|(?:(?:(?:you|u|ya) can|(?:you|u) may|people|they|everyone|friends|please|pls|just) )*call me)\s+(?:just )?",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(
    r"\s*(?:[;!]|,(?! ?(?:jr|sr|md|phd|ii|iii)\b)|(?<=\w\w\w)\.(?=\s)|\s[-\u2013\u2014]\s"
    r"|\s(?:and|but|i|i'm|im|my|from|here|speaking|btw|by the way|thanks|thank you|thx|please|lol|haha|hehe"
    r"|nice to meet you|with|who|because|so|if|you can|instead|not)\b).*$",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"[\s,.!-]+(?:thanks|thank you|thx|please|pls|here|speaking|btw|by the way|nice to meet you|lol|lmao"
    r"|ha(?:ha)+|hehe)[\s.!]*$",
    re.IGNORECASE,
)
_TO_YOU = re.compile(r"\s+to you[\s.!]*$", re.IGNORECASE)
_FIRST_AND_LAST = re.compile(
    r"\bfirst name(?: is|'?s|\s*[:=])? (?P<first>\S+?)[\s,.;]+(?:and )?(?:my |the )?(?:last name|surname|family name)"
    r"(?: is|'?s|\s*[:=])? (?P<last>.+)$",
    re.IGNORECASE,
)
_COURTESY_TITLE = re.compile(r"^(?:mrs?|ms|miss)\b\.?\s+(?=\S)", re.IGNORECASE)
_BROKEN_EMAIL = re.compile(r"\w@|@\w")
# Given names that go with a family name that is an everyday word: "Hope Pain", never "Back Pain".
_GIVEN = frozenset(
    {"hope", "will", "grace", "faith", "joy", "mark", "grant", "rose", "dawn", "june", "april", "may", "bill", "jack"}
)
_ORDINAL = re.compile(r"(?:2nd|3rd|4th)", re.IGNORECASE)
_SPELLED = re.compile(r"\w(?:[-. ]\w){2,}")
_STATE = re.compile(r"\w{3,}(?:ing|ous|ful|less|ible|able|ated|[^mr]ed)")
_NUMERALS = {"ii", "iii", "iv"}
_DEGREES = {"md": "MD", "phd": "PhD", "rn": "RN", "dds": "DDS"}


def parse_name(text: str) -> FieldResult:
    """Read the name a person gives in chat.

    Args:
        text: the message, such as "it's John!", "my name is Mary-Ann O'Neil" or "JOSE GARCIA".

    Returns:
        A ``Valid`` with the name in sensible case (value and display are the same), or an ``Invalid``. A
        phone number or e-mail address beside the name is left out; alone it is refused.
    """
    whole = tidy(text)
    if not whole:
        return Invalid(_EMPTY)
    if len(whole) > MAX_NAME:
        return Invalid(_LONG)
    rest = _EMAIL.sub(" ", whole)
    if _LINK.search(rest) or _BROKEN_EMAIL.search(rest):
        return Invalid(_SIGNS)
    rest = _PHONE.sub(" ", rest)
    if "?" in rest:
        return Invalid(_QUESTION)
    rest = _trim(rest)
    if not rest:
        return Invalid(_DIGITS if any(char.isdigit() for char in whole) else _SIGNS if "@" in whole else _EMPTY)
    while found := _GREETING.match(rest):
        rest = rest[found.end() :]
    return _read(rest)


def renamed(known: str, given: str, text: str) -> str:
    """A known name with what a correction changes of it.

    Args:
        known: the whole name so far: "Rosa Diaz".
        given: the name in the correction: "Dias".
        text: the correction: "wrong last name, it's Dias".

    Returns:
        "Rosa Dias" where one word replaces the first or last name, or is nearly like a word of the name; else
        ``given``.
    """
    words = known.split()
    if len(words) < 2 or " " in given or given.lower() in known.lower().split():
        return given
    if _LAST_NAME.search(text):
        return " ".join([*words[:-1], given])
    if _FIRST_NAME.search(text):
        return " ".join([given, *words[1:]])
    like = [bool(re.search(rf"\bnot {re.escape(word)}\b", text, re.IGNORECASE)) for word in words]
    like = like if any(like) else [is_like(given, word) for word in words]
    return (
        " ".join(given if same else word for word, same in zip(words, like, strict=True)) if sum(like) == 1 else given
    )


def is_like(one: str, other: str) -> bool:
    """Whether two words may be spellings of the same name: "Dias" and "Diaz"."""
    return SequenceMatcher(None, one.lower(), other.lower()).ratio() >= _LIKE


def _read(text: str) -> FieldResult:
    """``text`` without greetings -> the name after "my name is" or "I'm", or the whole text as the name."""
    if text.lower().strip(" .!") in REFUSALS:
        return Invalid(_REFUSED)
    first, _, second = text.partition(" ")
    if first.lower().strip(",.!") in ASKING | {"how"} and not second[:1].isupper():
        return Invalid(_QUESTION)
    if both := _FIRST_AND_LAST.search(text):
        text = f"my name is {both['first']} {both['last']}"
    named, introduced = _NAME_IS.match(text), None
    if named:
        text = _AFTER_NAME.sub("", text[named.end() :])
    elif introduced := _I_AM.match(text):
        text = _AFTER_NAME.sub("", text[introduced.end() :])
    else:
        text = _COURTESY.sub("", text)
    text = _COURTESY_TITLE.sub("", _TO_YOU.sub("", _trim(re.sub(r'["()]', "", text))))
    if _SPELLED.fullmatch(text) and len(set(re.findall(r"\w", text))) > 1:
        text = re.sub(r"[-. ]", "", text).capitalize()
    words = text.split()
    if problem := _problem(words, named=bool(named), introduced=bool(introduced)):
        return Invalid(problem)
    name = _sensible_case(words)
    return Valid(name, name, "name")


def _trim(text: str) -> str:
    """Cut everything from the ends that is no letter, digit or mark: punctuation, emoji, brackets."""
    start, end = 0, len(text)
    while start < end and unicodedata.category(text[start])[0] not in "LNM":
        start += 1
    while end > start and unicodedata.category(text[end - 1])[0] not in "LNM":
        end -= 1
    return " ".join(text[start:end].split())


def _problem(words: list[str], *, named: bool, introduced: bool) -> str:
    """Why ``words`` are no name, as a message; empty where they are one."""
    if not words:
        return _EMPTY
    text = " ".join(words)
    if any(char.isdigit() for word in words if not _ORDINAL.fullmatch(word.strip(",")) for char in word):
        return _DIGITS
    if text.count(",") > 1 or not all(_is_name_word(word) for word in words):
        return _SIGNS
    letters = [char for char in text if char.isalpha()]
    plain = [word.strip(",.").lower() for word in words]
    if " ".join(plain) in REFUSALS:
        return _REFUSED
    # An initial ("A. Lopez", "Ana I. Lopez") is no article or pronoun.
    is_everyday_name = len(words) == 2 and plain[0] in _GIVEN and all(word.istitle() for word in words)
    if not named and any(_is_misspelt_word(raw) for raw in words):
        return _SENTENCE
    never = any(word in NEVER_A_NAME and not raw.endswith(".") for word, raw in zip(plain, words, strict=True))
    if never and not is_everyday_name:
        return _SENTENCE
    # "He", "Can", "To" and "You" are names of many people, and also words that begin a sentence.
    looks_like_name = len(words) > 1 and all(word[0].isupper() or word.lower() in PARTICLES for word in words)
    if any(word in RARELY_A_NAME for word in plain) and not (named or (looks_like_name and not text.isupper())):
        return _SENTENCE
    # "I'm waiting", "it's complicated", "I'm hopeful": no list holds them all.
    if introduced and words[0].islower() and _STATE.fullmatch(words[0]):
        return _SENTENCE
    if len(words) > _MAX_WORDS or max(len(word) for word in words) > 40:
        return _LONG
    # One letter is a name only where letters have no case, as in Chinese.
    if len(letters) < 2 and unicodedata.category(letters[0]) != "Lo":
        return _EMPTY
    return _EMPTY if len(letters) > 2 and len({char.lower() for char in letters}) == 1 else ""


def _is_misspelt_word(word: str) -> bool:
    """Whether a word typed small is all but one that is no name: "symtoms", "recovry"."""
    if not word.islower() or len(word) < _LONG_WORD:
        return False
    likely = (other for other in NEVER_A_NAME if len(other) >= _LONG_WORD and other[0] == word[0])
    return any(SequenceMatcher(None, word, other).ratio() >= _MISSPELT for other in likely)


def _is_name_word(word: str) -> bool:
    """Letters with accents, joined by apostrophes, hyphens, dots or a middle dot; "2nd" counts too."""
    if _ORDINAL.fullmatch(word.strip(",")):
        return True
    inner = word[:-1] if word.endswith(",") else word
    return (
        bool(inner)
        and all(char in "'-.·・\u200c\u200d" or unicodedata.category(char)[0] in "LM" for char in inner)
        and any(char.isalpha() for char in inner)
    )


def _sensible_case(words: list[str]) -> str:
    """Capitalise words typed without care; leave a word that already mixes its case as it is."""
    shouting = " ".join(words).isupper()
    cased = []
    for position, word in enumerate(words):
        lower = word.lower()
        bare = lower.strip(",.")
        if position and bare in _DEGREES:
            cased.append(word.lower().replace(bare, _DEGREES[bare]))
        elif position and bare in _NUMERALS:
            cased.append(word.upper())
        elif position and bare in PARTICLES and (word.islower() or shouting):
            cased.append(lower)
        elif word.islower() or (shouting and len(bare) > 1 and word.count(".") < 2):
            cased.append(re.sub(r"(^|['.-])(\w)", lambda found: found[1] + found[2].title(), _mc(lower)))
        else:
            cased.append(word)
    return " ".join(cased)


def _mc(lower: str) -> str:
    """ "mcdonald" -> "mcDonald"; "Mac" stays, for it is Macdonald and MacDonald alike."""
    return lower[:2] + lower[2:].capitalize() if lower.startswith("mc") and len(lower) > 4 else lower
