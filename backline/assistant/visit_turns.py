"""What happens at a visit, what to bring, and what to ask there: questions before an appointment."""

from __future__ import annotations

import re

from backline.assistant.asked import Asked

_VISIT = r"(?:appoint\w*|apointment\w*|appt|apt|visits?|consult\w*|check ?up|meeting)"
_DOCTOR = (
    r"(?:doctors?|docs?|dr|surgeons?|specialists?|neurosurgeons?|physio\w*|therapist|pt|clinic|team|you|them|him|her)"
)
_BRING = re.compile(r"\b(?:bring|brng|take with me|take along|have with me|have ready|pack|wear|prepare|get ready)\b")
_TO_THE_VISIT = re.compile(
    rf"\b(?:{_VISIT}|(?:see|seeing|meet|meeting|visit|visiting) (?:the |a |an |my )*{_DOCTOR})\b"
)
_ASKS = re.compile(
    r"\b(?:what|wat|wht|which|how|anything|should|shud|can|could|may|do|does|must|need|is it ok)\b|\?\s*$"
)
_ONLY_BRING = re.compile(
    r"^\W*(?:(?:and|so|ok|okay|hi|hello)\W+)*(?:what|wat) (?:do|should|shud|must|can|shall) i (?:need to |have to )?"
    r"(?:bring|take with me|take along|wear)(?: (?:to|for|with) (?:the |you|me|my |first |visit|it|that|clinic)*)?\W*$"
    r"|\b(?:should|shud|do|must|can|may|need)\b.{0,15}\bbring (?:along )?(?:the |my |old |all |a )*"
    r"(?:mri\w*|scans?|x ?(?:- )?rays?|records|notes|films|cd|disc with|reports?|meds|medicines?|list"
    r"|insurance|card|wife"
    r"|husband|partner|friend|someone|somebody|family|daughter|son|mom|mum)\b"
)
_NOT_OF_A_VISIT = re.compile(
    r"\b(?:hospital|operation|(?:day|night) of|for (?:my |the )?(?:surgery|op|mri|scan)|to (?:my |the "
    r"|an? )?(?:mri|scan"
    r"|surgery|operation)|after|back pain on|pain)\b"
)
_HAPPENS = re.compile(
    r"\b(?:what|wat|wht|how)\b.{0,25}\b(?:happens?|hapens?|happen|expect|going on|go(?:es)? on|like"
    r"|involved|work|do|does"
    rf"|done|look like)\b.{{0,30}}\b{_VISIT}\b"
    rf"|\bwhat (?:is|are) (?:a|the|your) (?:first|1st|initial|new patient) {_VISIT}\b"
    r"|\bwhat (?:will|do|does|would) (?:the |a |your |you )?(?:doctor|surgeon|specialist|you|they)s? (?:do|check|ask)\b"
)
_FIRST = re.compile(r"\b(?:first|1st|frist|initial|new patient|at (?:the|my|an?)|in (?:the|my|an?))\b")
_BOOKS = re.compile(
    r"\b(?:book\w*|schedul\w*|make an?|get an?|cancel\w*|chang\w*|move|after|before|if i (?:miss|cancel))\b"
)
_QUESTIONS = re.compile(
    rf"\b(?:what|which|wat|wht|any|good|best|list of|some|important)\b(?: \w+){{0,3}}? (?:questions?|things?|stuff)"
    rf"(?: \w+){{0,3}}? (?:ask|put to|for)\b(?: \w+){{0,4}}? {_DOCTOR}\b"
    rf"|\bquestions? (?:to ask|for) (?:my |the |a |an |your )?(?:\w+ )?{_DOCTOR}\b"
    rf"|\bwhat (?:should|shud|do|can|could|must|shall|would) i (?:\w+ )?ask (?:my |the |a |an )?(?:\w+ )?"
    r"(?:doctor|doc|dr|surgeon|specialist|neurosurgeon|therapist|physio)\b"
    rf"|\b(?:what|which|wat) questions? (?:should|shud|do|can|must|to) (?:i )?ask\b"
)
# "Can my wife come with me to the appointment"
_COMES_ALONG = re.compile(
    r"\b(?:can|could|may|should|is it ok|ok|okay|allowed)\b.{0,30}\b(?:come|come along|come in|bring|with me|joins?"
    r"|be there|sit in)\b"
)
_SOMEBODY = re.compile(
    r"\b(?:wife|husband|partner|spouse|friend|son|daughter|mom|mum|mother|dad|father|sister|brother|someone|somebody|family"
    r"|carer|caregiver|kids?|boyfriend|girlfriend)\b"
)
# "I need to see a surgeon" wants one, and does not ask.
_NEEDS_DOCTOR = re.compile(
    r"^\W*(?:(?:and|so|but|ok|hi|hello)\W+)*(?:do|should|shud|must|would) i (?:really |even |actually |have to "
    r"|need to |need "
    r"|better )*(?:see |go to |talk to |visit )?(?:an? |the )(?:\w+ )?(?:surgeon|specialist|neurosurgeon"
    r"|neurologist|orthop\w+"
    r"|physiatrist|rheumatologist|pain doctor)\b(?!.{0,20}\b(?:today|tomorrow|appointment|here|your|you)\b)"
)
_HOW_LONG = re.compile(rf"\bhow (?:long|much time)\b.{{0,30}}\b{_VISIT}\b(?! (?:wait|list))")
_WAITS = re.compile(r"\b(?:wait\w*|until|till|to get|for an?|before|after)\b")
_SENT = re.compile(
    r"\bwhat (?:happens?|comes|do you do|will happen)(?: next)? (?:after|when|once|if) (?:i |we )?(?:have )?"
    r"(?:sen[dt]|submit\w*|fill\w*|done|finish\w*|complet\w*|ask\w*|request\w*|press\w*)\b"
)
_SURGEON = re.compile(r"\b(?:neuro)?surg\w*|\boperat\w*|\bfusion\b")


def visit_asked(plain: str) -> Asked | None:
    """What a message asks about a visit to come; None where it asks nothing of the kind.

    Args:
        plain: the message in plain words.
    """
    if _QUESTIONS.search(plain):
        of_doctor = re.search(r"\b(?:doctor|doc|dr|therapist|physio\w*|pt|gp)\b", plain) and not _SURGEON.search(plain)
        return Asked.of("questions_to_ask", "how_to" if of_doctor else "what_is")
    if _NEEDS_DOCTOR.search(plain):
        return Asked.of("who_to_see", "what_is")
    if _SENT.search(plain):
        return Asked.of("appointment_contact", "how_to")
    if _HOW_LONG.search(plain) and not _WAITS.search(plain):
        return Asked("ask_clinic")
    if _COMES_ALONG.search(plain) and _SOMEBODY.search(plain) and _TO_THE_VISIT.search(plain):
        return Asked.of("first_visit", "how_to")
    if _ONLY_BRING.search(plain):
        return Asked.of("first_visit", "how_to")
    if _NOT_OF_A_VISIT.search(plain):
        return None
    if _BRING.search(plain) and _TO_THE_VISIT.search(plain) and _ASKS.search(plain):
        return Asked.of("first_visit", "how_to")
    if _HAPPENS.search(plain) and _FIRST.search(plain) and not _BOOKS.search(plain):
        return Asked.of("first_visit", "what_is")
    return None
