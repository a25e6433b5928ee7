"""What a drawing is made of: poses given as angles, read from the `figure` of an exercise's file.

Angles are in degrees as on a protractor: 0 points right, 90 up, 180 left, 270 (or -90) down. A side view looks at the
person from their right, so that they face right. In a front view they face the reader, and so they do lying down,
seen from above.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

VIEWS = ("side", "front", "above")
PROPS = (
    "mat",
    "chair",
    "chair_front",
    "wall",
    "wall_behind",
    "counter",
    "pillow",
    "band",
    "band_ahead",
    "bike",
)
ANCHORS = ("pelvis", "neck", "head", "hand", "far_hand", "elbow", "knee", "far_knee", "foot", "far_foot")
#: Part -> the part it hangs on. The trunk begins at the pelvis.
SEGMENTS: Mapping[str, str | None] = {
    "lower_back": None,
    "upper_back": "lower_back",
    "head": "upper_back",
    "upper_arm": "upper_back",
    "forearm": "upper_arm",
    "far_upper_arm": "upper_back",
    "far_forearm": "far_upper_arm",
    "thigh": None,
    "shin": "thigh",
    "foot": "shin",
    "far_thigh": None,
    "far_shin": "far_thigh",
    "far_foot": "far_shin",
}
_GROUPS: Mapping[str, tuple[str, ...]] = {
    "back": ("lower_back", "upper_back"),
    "head": ("head",),
    "arm": ("upper_arm", "forearm"),
    "far_arm": ("far_upper_arm", "far_forearm"),
    "leg": ("thigh", "shin", "foot"),
    "far_leg": ("far_thigh", "far_shin", "far_foot"),
}
_STANDING = {"back": [90, 90], "head": [90], "arm": [272, 278], "leg": [270, 270, 0]}
_STANDING_FRONT = {
    **_STANDING,
    "arm": [282, 278],
    "far_arm": [258, 262],
    "leg": [270, 270, 300],
    "far_leg": [270, 270, 240],
}
_NUMBERS = ("raised", "turned")
_KEYS = {"view", "start", "end", "props", "anchor"}


class PoseError(ValueError):
    """A figure is wrong; the message says what to mend."""


@dataclass(frozen=True)
class Pose:
    """One position of the body.

    Attributes:
        angles: segment -> its direction in degrees.
        lengths: segment -> how long it looks, 1 for its full length; less where it points at the reader.
        raised: how far the lowest point is above the ground, in centimetres.
        turned: how far the face is turned to the reader's right, in degrees; shown in a front view.
    """

    angles: Mapping[str, float]
    lengths: Mapping[str, float] = field(default_factory=dict)
    raised: float = 0.0
    turned: float = 0.0


@dataclass(frozen=True)
class Figure:
    """A movement.

    Attributes:
        view: one of `VIEWS`.
        start: the first position.
        end: the position that is held or turned back from.
        props: things around the person, out of `PROPS`.
        anchor: the joint that stays where it is.
    """

    view: str
    start: Pose
    end: Pose
    props: tuple[str, ...] = ()
    anchor: str = "pelvis"


def read_figure(entry: Any) -> Figure:
    """Read and check the `figure` of an exercise's file.

    `start` names the parts that differ from standing; `end` those that differ from `start`. Each part is a list of
    angles from the trunk outwards: back [lower, upper], head [neck], arm [upper arm, forearm], leg [thigh, shin, foot];
    `far_arm` and `far_leg` are the other side, and follow the near one where they are not given. An angle may be
    written as "angle x length" for a segment that looks shorter.

    Raises:
        PoseError: one sentence that says what to mend.
    """
    if not isinstance(entry, dict) or not {"start", "end"} <= set(entry):
        raise PoseError("a figure needs start and end")
    unknown = set(entry) - _KEYS
    if unknown:
        raise PoseError(f"a figure has no '{min(unknown)}'; use {', '.join(sorted(_KEYS))}")
    view = entry.get("view", "side")
    if view not in VIEWS:
        raise PoseError(f"'{view}' is no view; use {', '.join(VIEWS)}")
    props = tuple(entry.get("props", ()))
    for prop in props:
        if prop not in PROPS:
            raise PoseError(f"'{prop}' is no prop; use one of {', '.join(PROPS)}")
    anchor = entry.get("anchor", "pelvis")
    if anchor not in ANCHORS:
        raise PoseError(f"'{anchor}' is no anchor; use one of {', '.join(ANCHORS)}")
    standing = _STANDING if view == "side" else _STANDING_FRONT
    start = standing | _parts("start", entry["start"])
    end = start | _parts("end", entry["end"])
    return Figure(view, _pose(start), _pose(end), props, anchor)


def _parts(where: str, entry: Any) -> dict[str, Any]:
    if not isinstance(entry, dict):
        raise PoseError(f"{where} needs parts of the body with their angles, e.g. 'back: [90, 90]'")
    for part, angles in entry.items():
        if part in _NUMBERS:
            continue
        if part not in _GROUPS:
            raise PoseError(f"{where}: '{part}' is no part; use {', '.join((*_GROUPS, *_NUMBERS))}")
        if not isinstance(angles, list) or len(angles) != len(_GROUPS[part]):
            raise PoseError(f"{where}: {part} needs {len(_GROUPS[part])} angles in brackets, from the trunk outwards")
    return dict(entry)


def _pose(parts: Mapping[str, Any]) -> Pose:
    angles: dict[str, float] = {}
    lengths: dict[str, float] = {}
    filled = dict(parts)
    filled.setdefault("far_arm", filled["arm"])
    filled.setdefault("far_leg", filled["leg"])
    for part, names in _GROUPS.items():
        for name, value in zip(names, filled[part], strict=True):
            angles[name], lengths[name] = _angle(part, value)
    return Pose(angles, lengths, *(_number(name, filled.get(name, 0)) for name in _NUMBERS))


def _number(name: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise PoseError(f"{name}: '{value}' is no number; write one, e.g. 30")
    return float(value)


def _angle(part: str, value: Any) -> tuple[float, float]:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value), 1.0
    try:
        angle, length = (float(number) for number in str(value).split("x"))
    except ValueError:
        raise PoseError(f"{part}: '{value}' is no angle; write a number, or '270 x 0.5' for a shorter look") from None
    if not 0 <= length <= 1.2:
        raise PoseError(f"{part}: a segment can not look {length} times its length; use 0 to 1.2")
    return angle, length
