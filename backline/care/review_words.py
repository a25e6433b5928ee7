"""The sentences of a care review. Second person, plain, and never a promise or a push toward surgery."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from backline.care.words import describe_weeks

SIGN_OF_EMERGENCY = "What you told me can be an emergency, and that comes first."
CALL_NOW = "Call {emergency_number} now."
NOT_ALONE = "Do not drive yourself. Have someone stay with you if you can."
SIGN_STANDS = (
    "You told me about a warning sign, or one of them is still open. "
    "A doctor should look at that today or tomorrow, whatever you have tried."
)
SUDDENLY_WORSE = (
    "You say that it got worse all of a sudden.",
    "None of the warning signs came up, and that is good. A sudden change should still be checked soon.",
)
AFTER_SURGERY = "You have had surgery on your spine before, and there is pain again."
WORTH_A_CHECK = "That is worth a check."
WORTH_A_CHECK_EARLY = "That is worth a check, even if it has not lasted long."
DAILY_LIFE_SUFFERS = (
    "From your three numbers, the pain weighs heavily on your daily life.",
    "With that you do not have to wait for more weeks to pass before you talk to the clinic.",
)
NOT_REGULAR = (
    "Exercises and therapy need steady practice for some weeks. "
    "Yours have not had a fair chance yet, and that is good news, because there is room to do more."
)
DESERVES_A_LOOK = "That is reason enough to have the clinic take a look."
NO_RELIEF = "From what you say, it has not brought you relief."
NOT_SURE_OF_RELIEF = "You have not told me that it brought clear relief."
WORE_OFF = "It helped for a while, and then the pain came back."
SOME_RELIEF = "Some of it has helped, so keep that up."
LONG_LASTING = (
    "Pain that lasts this long is called chronic. That word is about time, not about how bad it is. "
    "It is a good reason to have someone look at the whole picture with you."
)
GETTING_BETTER = "It is getting better, and that is a good sign."
EARLY = "It is still early. Most back pain settles within the first weeks, and there are things you can do to help."
LITTLE_TRIED_LATE = (
    "By now most back pain has begun to settle. "
    "There is still care you have not tried, and the clinic can help you plan it."
)
TIME_UNKNOWN = "There is care that is worth a try. If you tell me how long it has lasted, I can say more."

#: What is out of reach, as it follows "you cannot".
OUT_OF_REACH: Mapping[str, str] = MappingProxyType(
    {"work": "work", "sleep": "sleep", "walking": "walk for more than a few minutes"}
)

STAY_ACTIVE = "Stay as active as the pain allows. Long rest in bed does not help."
ADD: Mapping[str, str] = MappingProxyType(
    {
        "exercise": "Start with gentle exercises. I can suggest some.",
        "physical_therapy": "Ask about physical therapy (physio). A therapist can fit a plan to you.",
        "hot_cold": "Try a warm pack, or a cold pack in a towel, for about 15 minutes at a time.",
        "medication": "Ask a pharmacist or your doctor which pain medicine is safe for you.",
    }
)
BRING_PICTURES = "Have the pictures or the report of your scan at hand for the clinic, if you can."
KEEP_GOING = ("Keep up what helps, and build up slowly.", "Look at it again in 2 weeks.")
MEANWHILE = "Stay as active as you can, and keep up what helps you."
CONTACT = "You can fill in our contact form here, and the clinic will get back to you."
CONTACT_SOON = "Please fill in our contact form here. I will mark it so that the clinic sees it soon."
SURGERY_TALK = (
    "A talk about whether surgery could help is reasonable now. It does not mean that you need an operation. "
    "You can also ask which other care is left."
)
SAFETY_NET = (
    "If an arm or leg gets weak, see a doctor the same day. "
    "For new trouble with your bladder or bowel, or numbness between your legs, get emergency help."
)


def better_or_not(improved: bool | None) -> str:
    """One sentence on the effect of what was tried."""
    if improved is None:
        return NOT_SURE_OF_RELIEF
    return SOME_RELIEF if improved else NO_RELIEF


def after_weeks(weeks: float) -> str:
    """Why the weeks matter; ``weeks`` is the clinic's limit."""
    return f"After {describe_weeks(weeks)} or more, it makes sense to look at what else could help."


def come_back(weeks: float, lasted: float | None = None) -> str:
    """When to come back; ``weeks`` is the clinic's limit, ``lasted`` the weeks so far where they were told."""
    if lasted is not None and lasted >= weeks:
        return "If it stops getting better, or is not clearly better in 2 weeks, come back or use our contact form."
    limit = describe_weeks(weeks)
    return f"If it is not clearly better {limit} after it began, come back or use our contact form."


def more_often(weeks: float) -> str:
    """How often and how long to practise; ``weeks`` is the clinic's limit."""
    return (
        "Do your exercises on most days, even if only for a few minutes, or go to therapy about twice a week. "
        f"Keep that up for {describe_weeks(weeks)}."
    )
