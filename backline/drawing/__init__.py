"""Draws exercises: a pose of a few angles becomes a figure in SVG, so that all drawings share one style."""

from backline.drawing.pose import Figure, Pose, PoseError, read_figure
from backline.drawing.svg import draw

__all__ = ["Figure", "Pose", "PoseError", "draw", "read_figure"]
