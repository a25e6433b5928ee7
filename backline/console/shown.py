"""Which lines of the list a member of staff has been shown, so that a page that refreshes itself is logged once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable

_MOST = 20_000
_known: OrderedDict[tuple[int, str], float] = OrderedDict()


def newly_shown(staff_id: int, lines: Iterable[tuple[str, float]]) -> list[str]:
    """The ids among ``lines`` (id, time of the last message) that this person has not been shown as they are now."""
    new = []
    for id_, updated_at in lines:
        if _known.get((staff_id, id_)) != updated_at:
            new.append(id_)
            _known[(staff_id, id_)] = updated_at
            _known.move_to_end((staff_id, id_))
    while len(_known) > _MOST:
        _known.popitem(last=False)
    return new
