"""The body of the figure: how long and thick its parts are, and where a pose puts its joints."""

from __future__ import annotations

import math
from collections.abc import Mapping

from backline.drawing.pose import SEGMENTS, Figure, Pose

Point = tuple[float, float]

#: Centimetres of an adult of 170 cm; thickness at the near and at the far end.
LENGTH: Mapping[str, float] = {
    "lower_back": 24, "upper_back": 27, "head": 22,
    "upper_arm": 28, "forearm": 26, "far_upper_arm": 28, "far_forearm": 26,
    "thigh": 42, "shin": 41, "foot": 17, "far_thigh": 42, "far_shin": 41, "far_foot": 17,
}  # fmt: skip
WIDTH: Mapping[str, tuple[float, float]] = {
    "lower_back": (22, 20), "upper_back": (20, 17), "head": (9, 9),
    "upper_arm": (10, 8.5), "forearm": (8.5, 6.5), "far_upper_arm": (10, 8.5), "far_forearm": (8.5, 6.5),
    "thigh": (17, 12.5), "shin": (12.5, 8.5), "foot": (8.5, 6),
    "far_thigh": (17, 12.5), "far_shin": (12.5, 8.5), "far_foot": (8.5, 6),
}  # fmt: skip
HEAD = 10.5  # radius
HAND = 4.2
#: Half the distance between the shoulders, and the hips, as a front view shows it.
SHOULDERS, HIPS = 18.0, 9.5
_AXIS_TURN = 90.0


def offset(view: str, segment: str, spine: float) -> Point:
    """How far a limb begins beside the end of the segment it hangs on, given the direction of the trunk."""
    if view == "side" or segment not in ("upper_arm", "far_upper_arm", "thigh", "far_thigh"):
        return 0.0, 0.0
    width = SHOULDERS if "arm" in segment else HIPS
    # The near side of a front view is the reader's right.
    turn = math.radians(spine - _AXIS_TURN if not segment.startswith("far_") else spine + _AXIS_TURN)
    down = 3.0 if "arm" in segment else 0.0
    back = math.radians(spine + 180)
    return width * math.cos(turn) + down * math.cos(back), width * math.sin(turn) + down * math.sin(back)


def joints(view: str, pose: Pose) -> dict[str, tuple[Point, Point]]:
    """Where each segment begins and ends, the pelvis at 0, 0; x to the right, y up, in centimetres."""
    found: dict[str, tuple[Point, Point]] = {}
    for segment, parent in SEGMENTS.items():
        x, y = found[parent][1] if parent else (0.0, 0.0)
        dx, dy = offset(view, segment, pose.angles["upper_back" if "arm" in segment else "lower_back"])
        length = LENGTH[segment] * pose.lengths.get(segment, 1.0)
        turn = math.radians(pose.angles[segment])
        start = (x + dx, y + dy)
        found[segment] = (start, (start[0] + length * math.cos(turn), start[1] + length * math.sin(turn)))
    return found


def lowest(view: str, pose: Pose) -> float:
    """The height of the lowest point of the body over the pelvis; below it is negative."""
    found = joints(view, pose)
    points = [
        y - width / 2
        for segment, ends in found.items()
        if segment != "head"
        for (_, y), width in zip(ends, WIDTH[segment], strict=True)
    ]
    (_, y) = found["head"][1]
    return min(*points, y - HEAD)


def anchor_of(figure: Figure, pose: Pose) -> Point:
    """Where the joint that stays in place is, the pelvis at 0, 0."""
    found = joints(figure.view, pose)
    at = {
        "pelvis": (0.0, 0.0),
        "neck": found["upper_back"][1],
        "head": found["head"][1],
        "hand": found["forearm"][1],
        "far_hand": found["far_forearm"][1],
        "elbow": found["upper_arm"][1],
        "knee": found["thigh"][1],
        "far_knee": found["far_thigh"][1],
        "foot": found["shin"][1],
        "far_foot": found["far_shin"][1],
    }
    return at[figure.anchor]


def pelvis(figure: Figure, pose: Pose) -> Point:
    """Where the pelvis is when the lowest point rests on the ground and the anchor stays where it was at the start."""
    first, here = anchor_of(figure, figure.start), anchor_of(figure, pose)
    if figure.view == "above":  # there is no ground to rest on
        return first[0] - here[0], first[1] - here[1]
    return first[0] - here[0], pose.raised - lowest(figure.view, pose)
