"""The commands ``purge`` and ``erase``: deleting data from the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from backline.contact.person_search import read_wanted
from backline.contact.reference import normal_reference
from backline.settings import Settings
from backline.storage.audit import SYSTEM
from backline.storage.database import Database
from backline.storage.erasure import erase
from backline.storage.persons import find_person, overview
from backline.storage.retention import purge

_LOG_IN_USE = (
    "The write-ahead log is in use and could not be emptied: 'backline purge' tries again, and so does the server."
)


class NotErased(RuntimeError):
    """Nothing was erased; the message is one sentence that says why."""


async def purge_now(settings: Settings) -> str:
    """Delete what ``clinic.yml`` says has been kept long enough; returns a sentence on what was deleted."""
    database = await Database.open(settings)
    try:
        purged = await purge(database, settings.clinic.retention)
    finally:
        await database.close()
    return _said("Deleted", purged.counts, purged.compaction.log_emptied)


async def erase_person(settings: Settings, who: str, confirm: Callable[[str, str], bool]) -> str:
    """Erase one person everywhere.

    Args:
        settings: whose database it is.
        who: a lead's reference, a conversation's id, a phone number or an e-mail address.
        confirm: is given what there is, as a sentence, and the name to type; says whether to go on.

    Returns:
        a sentence on what was deleted.

    Raises:
        NotErased: nobody was found, or it was not confirmed.
        backline.storage.erasure.Held: there is a legal hold.
    """
    wanted = read_wanted(who, settings.clinic.region)
    if wanted is None:
        raise NotErased("Give a reference number, a conversation's id, a phone number or an e-mail address.")
    database = await Database.open(settings)
    try:
        person = await find_person(database, wanted)
        if person is None:
            raise NotErased("Nothing is kept of that person.")
        async with database.reading() as connection:
            found = await overview(connection, database.cipher, person)
        if not confirm(f"There are {_counted(found.counts)}.", person.name):
            raise NotErased("Nothing was deleted.")
        erased = await erase(database, person, SYSTEM)
    finally:
        await database.close()
    return _said("Erased", erased.counts, erased.compaction.log_emptied)


def is_confirmed(typed: str, name: str) -> bool:
    """Whether ``typed`` is the name that was asked for."""
    return name in (typed.strip(), normal_reference(typed))


def _said(verb: str, counts: Counter[str], log_emptied: bool) -> str:
    sentence = f"{verb} {_counted(counts)}." if counts.total() else "There was nothing to delete."
    return sentence if log_emptied else f"{sentence} {_LOG_IN_USE}"


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in counts.items() if count)
