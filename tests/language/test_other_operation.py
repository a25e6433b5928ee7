"""Operations that are planned, and other ones lately."""

import pytest

from backline.language.other_operation import other_operation_told
from backline.language.plain_text import plain_text


@pytest.mark.parametrize(
    "text",
    [
        "I'm having spine surgery next month",
        "got my fusion booked for the 3rd",
        "my back operation is scheduled",
        "i had a knee replacement in march",
        "had a c-section 6 weeks ago",
        "just had hernia surgery",
        "i gave birth 3 weeks ago",
    ],
)
def test_it_is_told(text: str) -> None:
    assert other_operation_told(plain_text(text))


@pytest.mark.parametrize(
    "text",
    [
        "do i need back surgery",
        "i do not want a fusion next month",
        "i had a hip replacement 8 years ago",
        "knee replacement in march 2015",
        "my wife had a c section last week",
        "what is a fusion",
        "i had a fusion last month",
        "my mom is having back surgery tomorrow",
    ],
)
def test_it_is_not_told(text: str) -> None:
    assert not other_operation_told(plain_text(text))
