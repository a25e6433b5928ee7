"""A movement as a still picture in PNG, in the shape that messaging apps show whole."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import resvg_py

from backline.drawing.pose import Figure
from backline.drawing.svg import draw

WIDTH = 900
# Messaging apps cut off what is taller or wider than this in a chat.
TALLEST, WIDEST = 4 / 3, 1.91
_MARGIN = 5.0  # in the drawing's own units
_BOX = re.compile(r'viewBox="(\S+) (\S+) (\S+) (\S+)"')
_BACKGROUND = "#ffffff"


def draw_png(figure: Figure, name: str) -> bytes:
    """Return the PNG of a movement on white, :data:`WIDTH` pixels wide, from 4:3 to 1.91:1 in shape.

    Start and end stand beside each other, or one below the other where that leaves less of the picture empty.

    Args:
        figure: the movement.
        name: its name; it is not drawn.
    """
    svgs = [draw(figure, name, stacked=stacked) for stacked in (False, True)]
    svg = max(svgs, key=lambda each: _used(*_box(each)[2:]))
    left, top, width, height = _box(svg)
    wide, tall = max(width, height * TALLEST), max(height, width / WIDEST)
    box = (left - (wide - width) / 2, top - (tall - height) / 2, wide, tall)
    svg = _BOX.sub('viewBox="{:.2f} {:.2f} {:.2f} {:.2f}"'.format(*box), svg, count=1)
    # A server may have no fonts of its own; its fonts must not decide how a picture looks either.
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            width=WIDTH,
            background=_BACKGROUND,
            skip_system_fonts=True,
            font_files=[_font()],
            sans_serif_family="DejaVu Sans",
        )
    )


def _box(svg: str) -> tuple[float, float, float, float]:
    """Where the drawing lies, with a margin: left, top, width, height."""
    found = _BOX.search(svg)
    if found is None:
        raise ValueError("The drawing does not say how large it is.")
    left, top, width, height = map(float, found.groups())
    return left - _MARGIN, top - _MARGIN, width + 2 * _MARGIN, height + 2 * _MARGIN


def _used(width: float, height: float) -> float:
    """How much of the padded picture the drawing fills, 0 to 1."""
    shape = width / height
    return min(shape / TALLEST, WIDEST / shape, 1.0)


@cache
def _font() -> str:
    """A font's file that comes with a library which is there anyway."""
    import matplotlib

    return str(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans-Bold.ttf")
