"""Things around the person, drawn where the start position needs them: a chair under the hips, a wall at the hands."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from backline.drawing.body import HEAD, Point, joints, pelvis
from backline.drawing.pose import Figure, Pose

Joints = Mapping[str, tuple[Point, Point]]
_THIGH = 8.0  # half its thickness at the hip


def placed(figure: Figure, pose: Pose | None = None) -> dict[str, tuple[Point, Point]]:
    """The joints of a pose, or of the start, the ground at height 0."""
    pose = pose or figure.start
    dx, dy = pelvis(figure, pose)
    found = joints(figure.view, pose)
    return {name: ((a + dx, b + dy), (c + dx, d + dy)) for name, ((a, b), (c, d)) in found.items()}


def rect(x: float, y: float, width: float, height: float, kind: str = "prop", radius: float = 1.5) -> str:
    """A rectangle given by its lower left corner, y up."""
    return (
        f'<rect class="{kind}" x="{x:.1f}" y="{-(y + height):.1f}" width="{width:.1f}" height="{height:.1f}" '
        f'rx="{radius}"/>'
    )


def line(start: Point, end: Point, kind: str) -> str:
    """A line, y up."""
    return f'<path class="{kind}" d="M{start[0]:.1f} {-start[1]:.1f}L{end[0]:.1f} {-end[1]:.1f}"/>'


def _mat(at: Joints) -> str:
    xs = [x for ends in at.values() for x, _ in ends]
    return rect(min(xs) - 14, -4, max(xs) - min(xs) + 28, 4, "mat", 2)


def _chair(at: Joints) -> str:
    x, y = at["thigh"][0]
    seat = y - _THIGH - 3.5
    far = at["far_thigh"][0][0]
    if abs(x - far) > 1:  # from the front
        x = (x + far) / 2
        return "".join(
            (
                rect(x - 21, seat + 38, 42, 8),
                *(rect(x + side * 19.5 - 1.5, 0, 3, seat + 45) for side in (-1, 1)),
                rect(x - 23, seat, 46, 3.5),
            )
        )
    return "".join(
        (
            rect(x - 17, seat, 40, 3.5),
            rect(x - 19, 0, 3, seat + 45),
            rect(x + 19, 0, 3, seat),
        )
    )


def _chair_front(at: Joints) -> str:
    x = at["forearm"][1][0]
    height = at["forearm"][1][1] - 4
    return "".join((rect(x - 1, 0, 3, height), rect(x + 1, height * 0.5, 34, 3.5), rect(x + 32, 0, 3, height * 0.5)))


def _wall(at: Joints) -> str:
    x = max(point[0] for name in ("forearm", "far_forearm") for point in at[name]) + 4
    return rect(x, -2, 6, 190, "wall", 0)


def _wall_behind(at: Joints) -> str:
    hips = (at["thigh"][0][0], at["far_thigh"][0][0])
    if abs(hips[0] - hips[1]) > 1:  # from the front
        return rect(sum(hips) / 2 - 60, 0, 120, 190, "wall", 0)
    x = min(at["lower_back"][0][0] - 11, at["upper_back"][1][0] - 10, at["head"][1][0] - HEAD - 1)
    return rect(x - 6, -2, 6, 190, "wall", 0)


def _counter(at: Joints) -> str:
    x, y = at["forearm"][1]
    return rect(x - 8, y - 8, 46, 4) + rect(x + 30, 0, 4, y - 8)


def _pillow(at: Joints) -> str:
    x, y = at["head"][1]
    return rect(x - 17, -1, 34, max(y - HEAD + 2, 4), "soft", 4)


def _band(at: Joints) -> str:
    return line(at["forearm"][1], at["far_forearm"][1], "band")


def _bike(at: Joints) -> str:
    x, y = at["thigh"][0]
    feet = [at["shin"][1], at["far_shin"][1]]
    pedal = (sum(p[0] for p in feet) / 2, sum(p[1] for p in feet) / 2 - 4)
    hand = at["forearm"][1]
    seat = (x - 3, y - _THIGH - 4)
    hub = (pedal[0] + 38, 22.0)
    return "".join(
        (
            rect(seat[0] - 13, seat[1], 27, 4),
            line((seat[0], seat[1]), pedal, "pole"),
            line(pedal, hub, "pole"),
            line((hand[0] + 1, hand[1] - 3), hub, "pole"),
            f'<circle class="ring" cx="{hub[0]:.1f}" cy="{-hub[1]:.1f}" r="18"/>',
            f'<circle class="ring" cx="{pedal[0]:.1f}" cy="{-pedal[1]:.1f}" r="8"/>',
            rect(seat[0] - 18, 0, hub[0] - seat[0] + 36, 4),
        )
    )


def _hook(at: Joints) -> str:
    x, y = at["forearm"][1]
    return rect(x + 25, 0, 4, y + 12, "wall", 1)


_BEHIND: Mapping[str, Callable[[Joints], str]] = {
    "mat": _mat,
    "chair": _chair,
    "chair_front": _chair_front,
    "wall": _wall,
    "wall_behind": _wall_behind,
    "counter": _counter,
    "pillow": _pillow,
    "bike": _bike,
    "band_ahead": _hook,
}


def _mat_above(at: Joints) -> str:
    xs = [x for ends in at.values() for x, _ in ends]
    ys = [y for name, ends in at.items() if "arm" not in name for _, y in ends]
    low, high = min(*ys, -24.0) - 12, max(*ys, 24.0) + 12
    return rect(min(xs) - 16, low, max(xs) - min(xs) + 32, high - low, "mat", 5)


def _pillow_above(at: Joints) -> str:
    x, y = at["head"][1]
    return rect(x - 17, y - 21, 32, 42, "soft", 7)


_FROM_ABOVE: Mapping[str, Callable[[Joints], str]] = {"mat": _mat_above, "pillow": _pillow_above}


def behind(figure: Figure) -> str:
    """SVG of what stands behind or below the person."""
    at = placed(figure)
    both = at | {f"end {name}": ends for name, ends in placed(figure, figure.end).items()}  # a mat is for both
    known = _FROM_ABOVE if figure.view == "above" else _BEHIND
    return "".join(known[prop](both if prop == "mat" else at) for prop in figure.props if prop in known)


def in_front(figure: Figure, at: Joints) -> str:
    """SVG of what the person holds, for joints that are already in place."""
    if "band" in figure.props:
        return _band(at)
    if "band_ahead" in figure.props:
        hand = placed(figure)["forearm"][1]
        return line(at["forearm"][1], (hand[0] + 26, hand[1]), "band")
    return ""
