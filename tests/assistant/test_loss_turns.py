"""Who tells of a death is heard as grieving, where nothing more is told."""

import pytest

from backline.assistant.loss_turns import tells_only_of_a_loss


@pytest.mark.parametrize(
    "text",
    [
        "my brother killed himself last year",
        "My wife died two months ago.",
        "sorry, my dad took his own life in 2019",
        "our son died by suicide",
        "my best friend passed away recently",
        "she committed suicide when i was 12",
    ],
)
def test_a_loss(text: str) -> None:
    assert tells_only_of_a_loss(text)


@pytest.mark.parametrize(
    "text",
    [
        "my brother killed himself last year and i want to be with him",
        "my brother wants to kill himself",
        "i want to kill myself like my brother",
        "my mom overdosed",
        "my brother just killed himself",
        "my husband shot himself",
        "my son passed",
        "my brother killed himself i was",
        "my dad died of a spinal tumor, my back hurts too",
        "my back is killing me",
        "my disc died",
    ],
)
def test_what_is_more_than_a_loss_or_none(text: str) -> None:
    assert not tells_only_of_a_loss(text)
