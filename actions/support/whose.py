"""Whose care and whose operation a message tells of: a relative's are not the writer's."""

from __future__ import annotations

from actions.support.view import TurnView
from backline.assistant.message_reader import read, reading_as_dict
from backline.assistant.whom import is_for_another, words_of_the_writer


def of_the_writer(view: TurnView) -> TurnView:
    """The turn without what its message tells of somebody else alone; the same turn where that is nothing.

    Where something is wanted for somebody else, what is told of them is what counts.
    """
    own = own_words(view)
    if own == view.text:
        return view
    reading = reading_as_dict(read(own)) if own else {}
    asks = [ask for ask in view.reading.get("asks") or [] if words_of_the_writer(ask["sentence"]) == ask["sentence"]]
    return _Part(view, {**view.message, "text": own, "reading": {**reading, "asks": asks}})


def own_words(view: TurnView) -> str:
    """What the message tells of the writer; the whole of it for a pressed button, or where it is for somebody else."""
    if not view.reading or is_for_another(view.text):
        return view.text
    return words_of_the_writer(view.text)


class _Part(TurnView):
    """A turn of which only a part of the message counts."""

    def __init__(self, view: TurnView, message: dict[str, object]) -> None:
        super().__init__(view.tracker)
        self.message = message
