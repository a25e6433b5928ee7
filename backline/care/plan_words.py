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

REFUSALS: Mapping[str, str] = MappingProxyType(
    {
        "red_flag": "I will not suggest exercises just now, because of the warning sign you told me about. "
        "Please have a doctor look at that first.",
        "clinician_first": "I will not suggest exercises for this on my own. "
        "Please ask the doctor who looks after you which moves are safe for you.",
        "recent_surgery": "You had surgery on your spine not long ago, "
        "so you need your surgeon's leave first. Please ask which moves are safe for you, and when to start.",
        "under_18": "My exercises are made for adults. "
        "If you are under 18, please ask a parent to go with you to a doctor or a physical therapist first.",
    }
)
