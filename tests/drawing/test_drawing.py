"""Drawings of exercises: what a figure may say, where its joints come to lie, and the SVG that comes of it."""

from __future__ import annotations

import math
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backline.drawing import Figure, PoseError, draw, read_figure
from backline.drawing.body import HEAD, LENGTH, WIDTH, anchor_of, joints, lowest, pelvis
from backline.drawing.pose import ANCHORS, PROPS, SEGMENTS, VIEWS

BIRD_DOG: dict[str, Any] = {
    "props": ["mat"],
    "anchor": "knee",
    "start": {
        "back": [10, 8],
        "head": [10],
        "arm": [270, 270],
        "far_arm": [270, 270],
        "leg": [270, 180, 182],
        "far_leg": [270, 180, 182],
    },
    "end": {"arm": [15, 5], "leg": [180, 184, 200]},
}
ANGLE = st.integers(-180, 360)


def pose(angles: st.SearchStrategy[int] = ANGLE) -> st.SearchStrategy[dict[str, Any]]:
    lists = {"back": 2, "head": 1, "arm": 2, "far_arm": 2, "leg": 3, "far_leg": 3}
    return st.fixed_dictionaries({part: st.lists(angles, min_size=n, max_size=n) for part, n in lists.items()})


FIGURES = st.fixed_dictionaries(
    {
        "view": st.sampled_from(VIEWS),
        "start": pose(),
        "end": pose(),
        "props": st.lists(st.sampled_from(PROPS), unique=True),
        "anchor": st.sampled_from(ANCHORS),
    }
).map(read_figure)


@given(FIGURES)
def test_any_pose_can_be_drawn_and_stays_in_the_picture(figure: Figure) -> None:
    svg = ElementTree.fromstring(draw(figure, "A & B"))
    left, top, width, height = map(float, svg.attrib["viewBox"].split())
    assert width > 0
    assert height > 0
    for when in (figure.start, figure.end):
        x, y = pelvis(figure, when)
        for ends in joints(figure.view, when).values():
            for dx, dy in ends:
                assert left <= x + dx <= left + width
                assert top <= -(y + dy) <= top + height


@given(FIGURES)
def test_bones_keep_their_length_and_the_body_rests_on_the_ground(figure: Figure) -> None:
    for when in (figure.start, figure.end):
        found = joints(figure.view, when)
        for segment, (start, end) in found.items():
            assert math.dist(start, end) == pytest.approx(LENGTH[segment])
        _, height = pelvis(figure, when)
        if figure.view != "above":
            assert height + lowest(figure.view, when) == pytest.approx(0)


@given(FIGURES)
def test_the_anchor_stays_where_it_is(figure: Figure) -> None:
    places = [pelvis(figure, when)[0] + anchor_of(figure, when)[0] for when in (figure.start, figure.end)]
    assert places[0] == pytest.approx(places[1])


def test_what_is_not_said_follows_standing_the_start_and_the_near_side() -> None:
    figure = read_figure(BIRD_DOG)
    assert figure.start.angles["far_upper_arm"] == 270
    assert figure.end.angles["lower_back"] == 10
    assert figure.end.angles["far_thigh"] == 270
    assert read_figure({"start": {}, "end": {"head": [60]}}).start.angles["lower_back"] == 90


def test_a_shorter_look() -> None:
    figure = read_figure({"start": {"leg": ["270 x 0.5", 270, 0]}, "end": {}})
    start, end = joints("side", figure.start)["thigh"]
    assert math.dist(start, end) == pytest.approx(LENGTH["thigh"] / 2)


def test_motion_only_where_the_reader_allows_it() -> None:
    svg = draw(read_figure(BIRD_DOG), "Bird dog")
    always, moving = svg.split("@media (prefers-reduced-motion:no-preference){")
    allowed, after = moving.split("@media print")
    assert "@keyframes upper_arm" in allowed
    assert "@keyframes lower_back" not in svg
    assert "animation" not in always + after.replace("animation:none", "")
    assert allowed.count("{") + 1 == allowed.count("}")


def test_a_segment_that_looks_shorter_at_the_end_shrinks_on_the_way() -> None:
    svg = draw(read_figure({"start": {"leg": ["270 x 0.5", 270, 0]}, "end": {"leg": [270, 270, 0]}}), "Stretch")
    assert "@keyframes thigh-size{0%,12%,100%{transform:scaleX(0.500)}48%,66%{transform:scaleX(1)}}" in svg


def test_a_turned_face_moves_to_its_side() -> None:
    svg = draw(read_figure({"view": "front", "start": {}, "end": {"turned": 60}}), "Turn")
    assert re.search(r"@keyframes face\{0%,12%,100%\{transform:translate\(22.0px,0.0px\)", svg)
    assert re.search(r"48%,66%\{transform:translate\(22.0px,5.0px\)", svg)


def test_the_name_is_read_out_and_escaped() -> None:
    svg = ElementTree.fromstring(draw(read_figure(BIRD_DOG), "Arm & leg <raise>"))
    assert svg.findtext("{http://www.w3.org/2000/svg}title") == "Arm & leg <raise>"


def test_the_body_is_complete() -> None:
    assert set(LENGTH) == set(WIDTH) == set(SEGMENTS)
    assert LENGTH["head"] > HEAD


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ({"start": {}}, "needs start and end"),
        ({"start": {}, "end": {}, "colour": 1}, "no 'colour'"),
        ({"start": {}, "end": {}, "view": "top"}, "'top' is no view"),
        ({"start": {}, "end": {}, "props": ["sofa"]}, "'sofa' is no prop"),
        ({"start": {}, "end": {}, "anchor": "nose"}, "'nose' is no anchor"),
        ({"start": {"tail": [1]}, "end": {}}, "'tail' is no part"),
        ({"start": {"arm": [1]}, "end": {}}, "arm needs 2 angles"),
        ({"start": {"head": ["up"]}, "end": {}}, "'up' is no angle"),
        ({"start": {"head": ["90 x 9"]}, "end": {}}, "use 0 to 1.2"),
        ({"start": {"raised": "high"}, "end": {}}, "'high' is no number"),
        ({"start": [], "end": {}}, "start needs parts"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(entry: Any, complaint: str) -> None:
    with pytest.raises(PoseError, match=re.escape(complaint)):
        read_figure(entry)
