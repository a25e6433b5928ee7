"""The outline of each part of the body, lying along x from 0, as SVG."""

from __future__ import annotations

import math

from backline.drawing.body import HAND, HEAD, LENGTH, WIDTH

_CLOTHES = {"thigh": "legs", "shin": "legs", "foot": "shoe", "forearm": "skin"}
# Around the middle of the head, whose crown points to the right and whose face points down.
_NOSE = '<path class="skin" d="M1.5 9L-2 13.5L-3.5 9Z"/>'
_HAIR = '<path class="hair" d="M5 8.5A10.5 10.5 0 0 0 -6 -8.5Q1 -5.5 2 -1Q6 3 5 8.5Z"/>'
# The same, facing the reader.
_FRINGE = '<path class="hair" d="M1 -10.5A10.5 10.5 0 0 1 1 10.5Q7 0 1 -10.5Z"/>'
EYES = (
    '<circle class="shoe" cy="-3.6" r="1.1"/><circle class="shoe" cy="3.6" r="1.1"/>'
    '<path class="far skin" d="M-2.5 -1.2L-5 0L-2.5 1.2Z"/>'
)
_HIPS = '<path class="legs" d="M-7 -15Q-8 0 -7 15L8 13Q9 0 8 -13Z"/>'


def shape(segment: str, length: float, view: str) -> str:
    """One segment of the body.

    Args:
        segment: one of `pose.SEGMENTS`.
        length: how long it looks, 1 for its full length.
        view: one of `pose.VIEWS`.
    """
    size = LENGTH[segment] * length
    near, far = (width / 2 for width in WIDTH[segment])
    part = segment.removeprefix("far_")
    if view != "side" and part == "lower_back":
        return f'{_HIPS}<path class="shirt" d="M4 -13L{size + 4:.1f} -14V14L4 13Z"/>'
    if view != "side" and part == "upper_back":
        return _shoulders(size)
    if part == "head":
        return _head(size, view)
    start, end = (-3.0, size - 3) if part == "foot" else (0.0, size)
    drawn = f'<path class="{_CLOTHES.get(part, "shirt")}" d="{capsule(start, end, near, far)}"/>'
    return f'{drawn}<circle class="skin" cx="{size:.1f}" r="{HAND}"/>' if part == "forearm" else drawn


def capsule(start: float, end: float, near: float, far: float) -> str:
    """The outline of two circles on the x axis, of radius `near` and `far`, and what lies between."""
    span = max(end - start, 0.01)
    slope = max(-0.95, min(0.95, (near - far) / span))
    rise = math.sqrt(1 - slope * slope)
    a, b = (start + near * slope, near * rise), (end + far * slope, far * rise)
    large = 1 if slope >= 0 else 0
    return (
        f"M{a[0]:.1f} {-a[1]:.1f}L{b[0]:.1f} {-b[1]:.1f}A{far} {far} 0 {1 - large} 1 {b[0]:.1f} {b[1]:.1f}"
        f"L{a[0]:.1f} {a[1]:.1f}A{near} {near} 0 {large} 1 {a[0]:.1f} {-a[1]:.1f}Z"
    )


def face_at(turned: float) -> float:
    """How far the eyes lie beside the middle of a face that is turned by so many degrees."""
    return 0.55 * HEAD * math.sin(math.radians(turned))


def _shoulders(size: float) -> str:
    slope, edge = size - 7, size + 1
    return (
        f'<path class="shirt" d="M-2 -14L{slope:.1f} -21Q{edge:.1f} -20 {size:.1f} -8V8'
        f'Q{edge:.1f} 20 {slope:.1f} 21L-2 14Z"/>'
    )


def _head(size: float, view: str) -> str:
    neck = f'<path class="skin" d="{capsule(-4, size - 6, 5, 4.6)}"/>'
    skull = f'<circle class="skin" r="{HEAD}"/>'
    face = f"{skull}{_FRINGE}" if view != "side" else f"{_NOSE}{skull}{_HAIR}"
    return f'{neck}<g transform="translate({size:.1f} 0)">{face}</g>'
