"""Plain words out of chat spelling: contractions, apostrophes, short forms, stretched letters."""

from __future__ import annotations

import re
from functools import lru_cache

# One character for one character, so that offsets into the text a person sent stay right.
_PLAIN = str.maketrans(
    {
        "\u2019": "'",
        "\u2018": "'",
        "\u00b4": "'",
        "`": "'",
        "\u02bc": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2013": "-",
        "\u2014": "-",
        "\u2010": "-",
        "\u2011": "-",
        "\u00a0": " ",
        "\u2009": " ",
        "\u202f": " ",
    }
)

# Contractions that people write without the apostrophe. With it, the rules below do the work.
_BARE_NOT = {
    "aint": "is not",
    "arent": "are not",
    "cannot": "can not",
    "canot": "can not",
    "carnt": "can not",
    "cnat": "can not",
    "cannt": "can not",
    "cnnot": "can not",
    "cnt": "can not",
    "cant": "can not",
    "couldnt": "could not",
    "cudnt": "could not",
    "didnt": "did not",
    "doesnt": "does not",
    "dnt": "do not",
    "dont": "do not",
    "dosent": "does not",
    "dosnt": "does not",
    "hadnt": "had not",
    "hasnt": "has not",
    "havent": "have not",
    "havnt": "have not",
    "hvnt": "have not",
    "isnt": "is not",
    "kannot": "can not",
    "kant": "can not",
    "karnt": "can not",
    "shouldnt": "should not",
    "wasnt": "was not",
    "werent": "were not",
    "wont": "will not",
    "wouldnt": "would not",
    "can't": "can not",
    "won't": "will not",
    "ain't": "is not",
}

_SHORT = {
    "&": "and",
    "+": "and",
    "abel": "able",
    "abt": "about",
    "alot": "a lot",
    "b4": "before",
    "bc": "because",
    "bcoz": "because",
    "bcuz": "because",
    "becuase": "because",
    "becuz": "because",
    "bf": "boyfriend",
    "controle": "control",
    "controll": "control",
    "cos": "because",
    "canser": "cancer",
    "cansur": "cancer",
    "cheast": "chest",
    "couldve": "could have",
    "coz": "because",
    "cud": "could",
    "cuz": "because",
    "disk": "disc",
    "disks": "discs",
    "doc": "doctor",
    "docs": "doctors",
    "dr": "doctor",
    "dr.": "doctor",
    "dunno": "do not know",
    "feaver": "fever",
    "feelin": "feeling",
    "feeln": "feeling",
    "feever": "fever",
    "feva": "fever",
    "gettin": "getting",
    "gf": "girlfriend",
    "gonna": "going to",
    "gotta": "got to",
    "hes": "he is",
    "hubby": "husband",
    "im": "i am",
    "ima": "i am going to",
    "imma": "i am going to",
    "ive": "i have",
    "kil": "kill",
    "kinda": "kind of",
    "kll": "kill",
    "leukaemia": "leukemia",
    "lil": "little",
    "loosing": "losing",
    "meself": "myself",
    "mum": "mom",
    "n": "and",
    "nite": "night",
    "nites": "nights",
    "num": "numb",
    "numnes": "numbness",
    "numness": "numbness",
    "outta": "out of",
    "paralysed": "paralyzed",
    "peeps": "people",
    "pls": "please",
    "plz": "please",
    "pood": "pooped",
    "ppl": "people",
    "r": "are",
    "sadle": "saddle",
    "shes": "she is",
    "shud": "should",
    "sorta": "sort of",
    "srs": "serious",
    "thats": "that is",
    "theres": "there is",
    "theyre": "they are",
    "theyve": "they have",
    "tho": "though",
    "thru": "through",
    "tumour": "tumor",
    "tumours": "tumors",
    "u": "you",
    "ur": "your",
    "urself": "yourself",
    "vigina": "vagina",
    "virgina": "vagina",
    "w": "with",
    "w/": "with",
    "w/o": "without",
    "wana": "want to",
    "wanna": "want to",
    "weeknes": "weakness",
    "weekness": "weakness",
    "weve": "we have",
    "wen": "when",
    "whats": "what is",
    "wk": "week",
    "wks": "weeks",
    "wud": "would",
    "youre": "you are",
    "youve": "you have",
    "yr": "year",
    "yrs": "years",
}

_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
_SUBJECT_IS = re.compile(r"^(he|she|it|that|there|what|who|how|where|when|why|here)'s$")
_ENDINGS = (("'m", " am"), ("'ve", " have"), ("'re", " are"), ("'ll", " will"), ("'d", " would"))
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_NUMBER_UNIT = re.compile(r"^(\d+(?:\.\d+)?)([a-z]+)$")

NUMBER_WORDS = {
    "a": 1.0,
    "an": 1.0,
    "one": 1.0,
    "two": 2.0,
    "three": 3.0,
    "four": 4.0,
    "five": 5.0,
    "six": 6.0,
    "seven": 7.0,
    "eight": 8.0,
    "nine": 9.0,
    "ten": 10.0,
    "eleven": 11.0,
    "twelve": 12.0,
    "thirteen": 13.0,
    "fourteen": 14.0,
    "fifteen": 15.0,
    "sixteen": 16.0,
    "seventeen": 17.0,
    "eighteen": 18.0,
    "nineteen": 19.0,
    "twenty": 20.0,
    "thirty": 30.0,
    "forty": 40.0,
    "fifty": 50.0,
    "sixty": 60.0,
    "seventy": 70.0,
    "eighty": 80.0,
    "ninety": 90.0,
}


def word_set(words: str) -> frozenset[str]:
    """Return the words of a text with blanks between them: how this package writes its lists of words."""
    return frozenset(words.split())


def plain_characters(text: str) -> str:
    """Straighten quotes, dashes and unusual blanks; the result has exactly as many characters as `text`."""
    return _LONE_SURROGATE.sub("?", text).translate(_PLAIN)


def lower_characters(text: str) -> str:
    """The text in lower case with exactly as many characters: a few letters would become two."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


@lru_cache(maxsize=20_000)
def plain_word(word: str) -> str:
    """Spell out one written word.

    Args:
        word: a token as it stands in the text ("CAN'T", "im", "numbbb", "20lbs").

    Returns:
        The word in lower case, contractions and short forms spelled out; it may be several words with one blank
        between them ("can not", "i am", "numb", "20 lbs").
    """
    low = plain_characters(word).lower()
    if low in _BARE_NOT:
        return _BARE_NOT[low]
    if low in _SHORT:
        return _SHORT[low]
    if low.endswith("n't") and len(low) > 4:
        return f"{low[:-3]} not"
    if _SUBJECT_IS.match(low):
        return f"{low[:-2]} is"
    for ending, spelled in _ENDINGS:
        if low.endswith(ending) and len(low) > len(ending):
            return low[: -len(ending)] + spelled
    if low.endswith("'s") and len(low) > 2:
        return low[:-2]
    number = _NUMBER_UNIT.match(low)
    if number and number[2] not in ("st", "nd", "rd", "th"):
        return f"{number[1]} {number[2]}"
    return _STRETCHED.sub(r"\1\1", low)
