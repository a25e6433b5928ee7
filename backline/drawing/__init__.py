"""Draws exercises: a pose of a few angles becomes a figure in SVG, so that all drawings share one style.

:mod:`backline.drawing.png` makes a still picture of it; only what serves pictures imports that.
"""

from backline.drawing.pose import Figure, Pose, PoseError, read_figure
from backline.drawing.svg import draw

__all__ = ["Figure", "Pose", "PoseError", "draw", "read_figure"]
