"""What a message that puts a contact request right says beside: nothing of it may be lost without a word."""

from __future__ import annotations

import re
from collections.abc import Iterable

from backline.contact.corrections import find_corrections
from backline.contact.emails import looks_like_email
from backline.contact.field_meant import PARTS, which_field
from backline.contact.name_words import words
from backline.contact.phones import digits_of_words, find_phones
from backline.contact.removals import kinds_named, removed_fields
from backline.contact.restrictions import find_restriction
from backline.contact.results import tidy

# Words around a value: a clause of nothing else has nothing to lose.
_AROUND = words(
    """
    yes yeah yep yup ya yea ok okay k no nope nah not sure fine please pls plz thanks thank you u thx
    sorry oh oops wait hey hi hm hmm um uh well actually so and but or also too as then now just only
    again still already instead rather it its is isn't isnt was that's thats that this these those the a
    an my mine your ur i i'm im am me we us be been it's wrong right correct corrected incorrect change
    changed fix update typo mistake old new one ones good great perfect everything else all rest same
    keep leave stays stay put make made use take send write spelled spelt spelling spell call called
    ring text reach contact at on in to for of with by from said say meant mean told asked got have has
    had do did does don't dont should must can could would will want wanted need like if possible better
    best bad number phone cell mobile email e-mail mail address name time reason details line lines here
    there what what's whats how go ahead looks look works work any more anymore longer other another
    there's theres problem rong wrng wron emial emal eamil mial numer nubmer numbr adress addres
    """
)
_JOINS = re.compile(r"^\W*(?:(?:and|but|also|so|then)\b\W*)+", re.IGNORECASE)
_NOT_THAT = re.compile(r"not (?:\w+ )?\w+")
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")


def unheard_part(text: str, values: Iterable[str], region: str) -> str:
    """The first clause of a correction that nothing was made of; empty where there is none.

    Args:
        text: the message: "my name is Bo, and tell them I can't come on Friday".
        values: what was taken from it, as it is stored and shown.
        region: two-letter country code for phone numbers without one.
    """
    clean = digits_of_words(tidy(text))
    taken = [value.lower() for value in values]
    clauses = [_JOINS.sub("", clause).strip(" .,;:!?") for clause in PARTS.split(clean)]
    if len(clauses) < 2:
        return ""
    return next((clause for clause in clauses if clause and not _is_heard(clause, taken, region)), "")


def _is_heard(clause: str, taken: list[str], region: str) -> bool:
    plain = clause.lower()
    if any(plain in value or value in plain for value in taken):
        return True
    rest = [word for word in _WORD.findall(plain) if word not in _AROUND]
    # "No its Moss, Erik Moss", and letter by letter: "m o s s".
    if all(any(word in value.split() for value in taken) for word in rest) or "".join(rest) in " ".join(taken).split():
        return True
    if _NOT_THAT.fullmatch(plain):
        return True
    if looks_like_email(clause) or any(True for _ in find_phones(clause, region)):
        return True
    if find_restriction(clause) or removed_fields(clause) or kinds_named(clause) or which_field(clause):
        return True
    return bool(find_corrections(clause, region))
