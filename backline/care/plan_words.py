"""The sentences around an exercise plan: how to start, how to go on, what is fine to feel, when to stop.

Sources: Guy's and St Thomas' (pacing; hurt is not the same as harm), the American Academy of Orthopaedic
    Surgeons
(4 to 6 weeks, then 2 to 3 days a week), NHS Greater Glasgow and Clyde (when not to exercise at home).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

HALF_AT_FIRST = "For the first few days, half of that is plenty."
OLDER_NOTE = "Keep a firm chair or a wall close by, so that you can hold on."

HOW_TO_START: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "gentle": (
            "Pick a time of day when your pain is at its lowest.",
            "Begin with a few minutes of easy walking.",
            "Do a little at a time, and move slowly. Keep breathing.",
        ),
        "building": (
            "Begin with 5 minutes of easy walking.",
            "Move slowly, and keep breathing.",
            "Leave a day of rest between days with strength exercises.",
        ),
        "strengthening": (
            "Begin with 5 to 10 minutes of easy walking.",
            "Move slowly, and keep breathing.",
            "Leave a day of rest between days with strength exercises.",
        ),
    }
)

HOW_TO_PROGRESS: tuple[str, ...] = (
    "When a dose feels easy for a week, add 1 or 2 more of each.",
    "On a bad day, do less, but try to do something.",
    "Give it 4 to 6 weeks. After that, 2 or 3 days a week can keep you going.",
)

FINE_TO_FEEL: tuple[str, ...] = (
    "A mild stretch or a tired muscle is fine.",
    "Some ache is fine too, as long as it settles by the next day.",
)

STOP_WHEN: tuple[str, ...] = (
    "Stop if pain spreads farther down your leg or arm.",
    "Stop if the pain turns sharp or keeps rising, and does not settle when you rest.",
    "Stop and see a doctor the same day if an arm or leg turns newly numb or weak.",
    "Stop and get emergency help for chest pain, fainting, new trouble with your bladder or bowel, "
    "or numbness between your legs.",
)


#: The same where the exercises are left already.
SEE_A_DOCTOR: tuple[str, ...] = tuple(
    sentence.replace("Stop and see", "See").replace("Stop and get", "Get") for sentence in STOP_WHEN[2:]
)

#: What is said where somebody hurt themselves and can hardly move.
HURT_BADLY = (
    "I'm sorry. Please stop all of the exercises for now. A sharp pain is not part of training. Find a position that "
    "eases it, and talk to the clinic or a doctor today if you still can't move as before."
)
#: What to leave out, for whoever asks.
LEAVE_OUT = (
    "Leave out any move that brings on your pain, or sends it farther down a leg or arm. "
    "A physical therapist can tell you which other moves to leave out."
)
NOTHING_AGAINST = "From what you told me, nothing speaks against the exercises in your plan."
CAN_NOT_TELL = (
    "I can't tell whether they are safe with that, and I don't want to guess. "
    "Please ask your doctor or a physical therapist before you start."
)


def few_note(number: int) -> str:
    """An honest sentence where fewer than four exercises are left."""
    if number == 1:
        return "Only this one is left with all that you told me. It is small, but worth doing."
    return f"Only these {number} are left with all that you told me. That is fewer than I like, but worth doing."


REFUSALS: Mapping[str, str] = MappingProxyType(
    {
        "red_flag": "I will not suggest exercises just now, because of the warning sign you told me about. "
        "Please have a doctor look at that first.",
        "clinician_first": "I will not suggest exercises for this on my own. "
        "Please ask the doctor who looks after you which moves are safe for you.",
        "recent_surgery": "You had surgery on your spine not long ago, "
        "so you need your surgeon's leave first. Please ask which moves are safe for you, and when to start.",
        "recent_heart_trouble": "With what you told me about your heart, or about a stroke, please ask your "
        "heart doctor before you start any exercises. If they agree, or if it was more than a year "
        "ago, tell me, and I choose gentle ones.",
        "other_operation": "With an operation planned, or not long after one, please ask the surgeon or doctor who "
        "looks after you which moves are safe for you, and when to start. If they say yes, tell me, and I choose "
        "gentle ones.",
        "under_18": "My exercises are made for adults. "
        "For a child, or anybody under 18, please ask a doctor or a physical therapist first. "
        "If that is you, take a parent along.",
        "nothing_left": "With all that you told me, I have no exercise left that I would suggest without seeing you. "
        "A physical therapist can find moves that fit you.",
    }
)

#: What is said of one exercise that is asked about.
HURT_BEFORE = (
    "You told me that this one hurt, or that you want it left out, so please leave it for now. This is how it goes."
)
OUT_OF_REACH = "This one needs a position that you told me is hard for you, so it is not in your plan."
THING_MISSING = "This one needs a thing that you told me you don't have, so it is not in your plan."
TOO_DEMANDING = "This one asks more than I would suggest for you right now. Keep it for later."
#: What a person may add once a plan is shown.
FIT_TO_YOU = (
    "If bending forward or bending back eases your pain, tell me, and I fit the plan to that. You can also tell me "
    "what you want most, such as a stronger core, an easier way to move, more stamina or better balance. And say so "
    "if there is something you can't do, or if a move hurts."
)
ONLY_IF: Mapping[str, str] = MappingProxyType(
    {
        "eased_by_bending_backward": "This one suits you only if bending back eases your pain.",
        "settled_leg_nerve_pain": "This one is for nerve pain in the leg that is 6 weeks old or more.",
        "settled_arm_nerve_pain": "This one is for nerve pain in the arm that is 6 weeks old or more.",
    }
)
_AGAINST: Mapping[str, str] = MappingProxyType(
    {
        "osteoporosis": "your bones are thin",
        "pregnancy": "you are pregnant",
        "spondylolisthesis": "one bone in your back needs care",
        "spinal_stenosis": "spinal stenosis came up",
        "herniated_disc_leg_pain": "the nerves of your leg need care",
        "arm_nerve_pain": "the nerves of your arm need care",
        "balance_problem": "your balance is not so good",
        "knee_problem": "your knees need care",
        "shoulder_problem": "your shoulder needs care",
        "wrist_problem": "your wrist needs care",
        "high_blood_pressure": "your blood pressure needs care",
        "heart_problem": "your heart needs care",
        "facet_joints": "the small joints of your spine came up",
        "disc": "a disc came up",
        "spondylolysis_twisting": "a small crack in the bone may still be healing",
        "stiff_spine": "your spine may be stiff",
        "rounded_back": "your upper back is curved",
        "pelvis_joints": "the joints in your pelvis need care",
        "new_neck_injury": "your neck is still settling",
    }
)


def not_for_you(name: str, caution: str) -> str:
    """Why one exercise is not shown to this person."""
    return f"{name} is not one I would suggest for you, because {_AGAINST[caution]}."


#: What to do about an exercise, by how it felt. Source: the topic "exercise" of data/knowledge, aspect "risks".
PAIN_ADVICE: Mapping[str, str] = MappingProxyType(
    {
        "dizzy": "Please stop that exercise, and sit or lie down until it has passed. Then get up slowly. If you faint "
        "or get pain in your chest, get emergency help. If you get dizzy again, see a doctor before you go on.",
        "spreads": "Please stop that exercise. Pain, tingling or numbness that moves down an arm or leg is a sign that "
        "a nerve does not like the move. It should calm down when you rest. If an arm or leg turns newly numb or weak, "
        "see a doctor the same day.",
        "sharp": "Please stop that exercise. A sharp pain is not part of training. Rest for a moment, and go on with "
        "the others only if they feel fine. If the pain does not settle when you rest, talk to the clinic.",
        "hurts": "Please stop that exercise for now. A mild stretch or a tired muscle is fine, but a move should not "
        "bring on your pain. Go on with the others only if they feel fine.",
        "sore": "Some soreness after exercise is normal, and no sign of harm. It should settle by the next day. Until "
        "then, do half as much, and walk a little. If it lasts longer, start again with less. If pain moves farther "
        "down a leg or arm, or a part turns numb, stop and talk to a doctor.",
    }
)
