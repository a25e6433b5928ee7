"""Writes a figure as SVG: its start and its end side by side, the second moving gently where the reader allows it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from backline.drawing.body import HEAD, LENGTH, offset, pelvis
from backline.drawing.pose import SEGMENTS, Figure, Pose
from backline.drawing.props import behind, in_front, placed
from backline.drawing.shapes import EYES, face_at, shape

_ORDER = {
    "side": (
        "far_upper_arm", "far_forearm", "far_foot", "far_shin", "far_thigh", "lower_back", "upper_back", "head",
        "foot", "shin", "thigh", "upper_arm", "forearm",
    ),
    "front": (
        "far_foot", "foot", "far_shin", "shin", "far_thigh", "thigh", "lower_back", "upper_back", "head", "face",
        "far_upper_arm", "upper_arm", "far_forearm", "forearm",
    ),
}  # fmt: skip
_SECONDS = 5
_LEAVE, _ARRIVE, _RETURN = 12, 48, 66  # percent of that time
_STEPS = 12
_GAP = 26.0
_MARGIN = 12.0
_FURTHEST = ("forearm", "far_forearm", "foot", "far_foot", "head", "thigh", "far_thigh", "lower_back")
_STYLE = """
.skin{fill:#e3b592}.shirt{fill:#2f7f86}.legs{fill:#33475b}.shoe{fill:#1f2d3a}.hair{fill:#4a3a31}
.far .skin{fill:#c99b79}.far .shirt{fill:#246469}.far .legs{fill:#26384a}.far .shoe{fill:#16212b}
.prop{fill:#b9a48b}.mat{fill:#8fb8b4}.wall{fill:#d5d9dc}.soft{fill:#e9e2d3;stroke:#b9a48b}
.ground{stroke:#9aa7b0;stroke-width:1.2}
.pole{stroke:#8b98a3;stroke-width:4;stroke-linecap:round;fill:none}.ring{stroke:#8b98a3;stroke-width:3.5;fill:none}
.band{stroke:#c2703d;stroke-width:2.5;fill:none}.ghost{opacity:.16}
.arrow{stroke:#c2703d;stroke-width:2.6;fill:none;stroke-linecap:round}.tip{fill:#c2703d}
text{font:600 11px system-ui,sans-serif;fill:#4d5b66}
"""


@dataclass(frozen=True)
class _Move:
    """A transform at the start and at the end: a shift in the frame of the parent, then a turn."""

    start: tuple[float, float, float]
    end: tuple[float, float, float]

    @property
    def still(self) -> bool:
        return max(abs(a - b) for a, b in zip(self.start, self.end, strict=True)) < 0.05


def draw(figure: Figure, name: str, *, stacked: bool = False) -> str:
    """Return the SVG of a movement.

    Args:
        figure: the movement.
        name: its name, read out where the picture can not be seen.
        stacked: the end stands below the start instead of beside it.
    """
    left, bottom, right, top = _bounds(figure)
    width = right - left
    moves = _moves(figure)
    height = top - bottom
    wide, tall = (width, 2 * height + _GAP) if stacked else (2 * width + _GAP, height)
    second = (0.0, height + _GAP) if stacked else (width + _GAP, 0.0)
    limbs = {name: move for name, move in moves.items() if name != "root" and not move.still}
    frames = _root_frames(figure) + "".join(_frames(segment, move) for segment, move in limbs.items())
    frames += "".join(_resize(figure, segment) for segment in SEGMENTS)
    back = behind(figure)
    ground = "" if figure.view == "above" else f'<path class="ground" d="M{left:.1f} 0H{right:.1f}"/>'
    start = f"{ground}{back}{_body(figure, moves, 'start')}{in_front(figure, placed(figure, figure.start))}"
    ghost = _body(figure, moves, "start", named=False)  # where it began; it does not move
    end = (
        f'{ground}{back}<g class="ghost">{ghost}</g>'
        f"{_body(figure, moves, 'end')}{in_front(figure, placed(figure, figure.end))}{_arrow(figure)}"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:.1f} {-top:.1f} {wide:.1f} {tall:.1f}" role="img">'
        f"<title>{escape(name)}</title><style>{_STYLE.strip()}"
        f"@media (prefers-reduced-motion:no-preference){{{frames}}}"
        "@media print{.moving *{animation:none!important}}"
        "</style>"
        f'<g>{start}<text x="{left + 3:.1f}" y="{-top + 12:.1f}">1</text></g>'
        f'<g class="moving" transform="translate({second[0]:.1f} {second[1]:.1f})">{end}'
        f'<text x="{left + 3:.1f}" y="{-top + 12:.1f}">2</text></g></svg>\n'
    )


def _bounds(figure: Figure) -> tuple[float, float, float, float]:
    points = [point for pose in _between(figure) for ends in placed(figure, pose).values() for point in ends]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    room = _MARGIN + (30 if {"chair", "chair_front", "bike", "counter"} & set(figure.props) else 10)
    top = max(*ys, -20.0 if figure.view == "above" else 60.0) + HEAD + _MARGIN
    bottom = min(ys) - _MARGIN - 12 if figure.view == "above" else -8.0
    return min(xs) - room, bottom, max(xs) + room, top


def _between(figure: Figure) -> Iterator[Pose]:
    """The movement in steps."""
    for step in range(_STEPS + 1):
        yield _pose_at(figure, step / _STEPS)


def _pose_at(figure: Figure, share: float) -> Pose:
    """The pose after a share of the movement, 0 to 1."""
    start, end = figure.start, figure.end
    angles = {name: _mix(angle, end.angles[name], share) for name, angle in start.angles.items()}
    lengths = {name: length + (end.lengths[name] - length) * share for name, length in start.lengths.items()}
    return Pose(angles, lengths, start.raised + (end.raised - start.raised) * share)


def _mix(start: float, end: float, share: float) -> float:
    return start + _turn(start, end) * share


def _turn(start: float, end: float) -> float:
    """The shorter way round."""
    return (end - start + 180) % 360 - 180


def _moves(figure: Figure) -> dict[str, _Move]:
    """How each segment moves in the frame of the one it hangs on; "root" is the pelvis on the page."""
    moves = {"root": _Move(*((x, -y, 0.0) for x, y in (pelvis(figure, figure.start), pelvis(figure, figure.end))))}
    for segment, parent in SEGMENTS.items():
        at = []
        for pose in (figure.start, figure.end):
            own = pose.angles[segment]
            if parent is None:
                x, y = offset(figure.view, segment, pose.angles["lower_back"])
                at.append((x, -y, -own))
            else:
                x, y = offset(figure.view, segment, 0.0)
                at.append((LENGTH[parent] * pose.lengths[parent] + x, -y, -(own - pose.angles[parent])))
        start, end = at
        moves[segment] = _Move(start, (end[0], end[1], start[2] + _turn(start[2], end[2])))
    faces = ((LENGTH["head"] * pose.lengths["head"], face_at(pose.turned), 0.0) for pose in (figure.start, figure.end))
    moves["face"] = _Move(*faces)
    return moves


def _chain(segment: str) -> list[str]:
    chain = ["head", segment] if segment == "face" else [segment]
    while (parent := SEGMENTS[chain[0]]) is not None:
        chain.insert(0, parent)
    return ["root", *chain]


def _transform(values: Sequence[float], unit: str = "") -> str:
    x, y, turn = values
    degree = "deg" if unit else ""
    return f"translate({x:.1f}{unit},{y:.1f}{unit}) rotate({turn:.1f}{degree})"


def _frames(segment: str, move: _Move) -> str:
    return _keyframes(segment, _transform(move.start, "px"), _transform(move.end, "px"))


def _keyframes(name: str, first: str, last: str) -> str:
    """There, a rest, and back."""
    return (
        f"@keyframes {name}{{0%,{_LEAVE}%,100%{{transform:{first}}}{_ARRIVE}%,{_RETURN}%{{transform:{last}}}}}"
        f".moving .{name}{{animation:{name} {_SECONDS}s ease-in-out infinite}}"
    )


def _root_frames(figure: Figure) -> str:
    """The keyframes of the pelvis, which goes its own way so that feet and hands stay on the ground."""
    ways = []
    for step in range(_STEPS + 1):
        x, y = pelvis(figure, _pose_at(figure, _eased(step / _STEPS)))
        ways.append(f"transform:translate({x:.1f}px,{-y:.1f}px)")
    if len(set(ways)) == 1:
        return ""
    there = [f"{_LEAVE + (_ARRIVE - _LEAVE) * i / _STEPS:.1f}%{{{way}}}" for i, way in enumerate(ways)]
    back = [f"{_RETURN + (100 - _RETURN) * i / _STEPS:.1f}%{{{way}}}" for i, way in enumerate(reversed(ways))]
    steps = "".join(there + back)
    return f"@keyframes root{{0%{{{ways[0]}}}{steps}}}.moving .root{{animation:root {_SECONDS}s linear infinite}}"


def _eased(time: float) -> float:
    """How far CSS's ease-in-out has come after a share of its time."""
    low, high = 0.0, 1.0
    for _ in range(30):
        middle = (low + high) / 2
        at = 3 * (1 - middle) ** 2 * middle * 0.42 + 3 * (1 - middle) * middle**2 * 0.58 + middle**3
        low, high = (middle, high) if at < time else (low, middle)
    return 3 * (1 - low) * low**2 + low**3


def _resize(figure: Figure, segment: str) -> str:
    """The keyframes that stretch a segment whose looked-at length changes; empty where it does not."""
    first, last = figure.start.lengths[segment], figure.end.lengths[segment]
    if abs(first - last) < 0.01 or last < 0.01:
        return ""
    name = f"{segment}-size"
    return _keyframes(name, f"scaleX({first / last:.3f})", "scaleX(1)")


def _body(figure: Figure, moves: dict[str, _Move], when: str, *, named: bool = True) -> str:
    """The whole body; only segments that are `named` move."""
    order = _ORDER["side" if figure.view == "side" else "front"]
    return "".join(_segment(figure, segment, moves, when, named=named) for segment in order)


def _segment(figure: Figure, segment: str, moves: dict[str, _Move], when: str, *, named: bool) -> str:
    pose = figure.start if when == "start" else figure.end
    drawn = EYES if segment == "face" else shape(segment, pose.lengths[segment], figure.view)
    if when == "end" and segment != "face" and _resize(figure, segment):
        drawn = f'<g class="{segment}-size">{drawn}</g>'
    for name in reversed(_chain(segment)):
        place = moves[name].start if when == "start" else moves[name].end
        label = f' class="{name}"' if named else ""
        drawn = f'<g{label} transform="{_transform(place)}">{drawn}</g>'
    far = ' class="far"' if segment.startswith("far_") and figure.view == "side" else ""
    return f"<g{far}>{drawn}</g>"


def _arrow(figure: Figure) -> str:
    """An arrow along the way of the part that moves most; none for a movement of less than a hand's breadth."""
    poses = list(_between(figure))
    ways = {
        part: [placed(figure, pose)[part][1 if part != "lower_back" else 0] for pose in poses] for part in _FURTHEST
    }
    part = max(ways, key=lambda name: math.dist(ways[name][0], ways[name][-1]))
    way = ways[part]
    if math.dist(way[0], way[-1]) < 6:
        return ""
    path = "M" + "L".join(f"{x:.1f} {-y:.1f}" for x, y in way)
    (x0, y0), (x1, y1) = way[-2], way[-1]
    turn = math.degrees(math.atan2(-(y1 - y0), x1 - x0))
    tip = f'<path class="tip" transform="translate({x1:.1f} {-y1:.1f}) rotate({turn:.1f})" d="M7 0L-3 -5V5Z"/>'
    return f'<path class="arrow" d="{path}"/>{tip}'
