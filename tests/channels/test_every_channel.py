"""What holds on every messaging channel, over the fake of its platform: from the signature to the answer."""

from __future__ import annotations

import itertools
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio
import sqlalchemy as sa

from backline.channels.labels import LABELS
from backline.metrics import REGISTRY
from backline.settings import Settings
from backline.storage.channel_tables import arrivals, recipients
from backline.storage.recipients import change_recipient
from backline.storage.tables import conversations, leads, messages
from tests.channels.fakes.all import FAKES
from tests.channels.fakes.platform import FakePlatform
from tests.helpers.messenger import Person, Site, serve_channels, until_quiet
from tests.helpers.site import with_folder

pytestmark = pytest.mark.asyncio(loop_scope="session")

YES = "Yes, go on"
EMERGENCY = "I can't feel between my legs and I wet myself"
_people = itertools.count(1)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def site(settings: Settings, model: Path) -> AsyncIterator[Site]:
    fakes = [fake() for fake in FAKES]
    for fake in fakes:
        await fake.start()
    async with serve_channels(with_folder(settings, "channels"), fakes) as site:
        yield site
    for fake in fakes:
        await fake.stop()


def name_of(fake: type[FakePlatform]) -> str:
    return fake.channel.name


@pytest.fixture(params=FAKES, ids=name_of)
def fake(request: pytest.FixtureRequest, site: Site) -> FakePlatform:
    fake = next(each for each in site.fakes if type(each) is request.param)
    fake.misbehave.clear()
    fake.complaints.clear()
    return fake


@pytest.fixture
def person(site: Site, fake: FakePlatform) -> Person:
    return Person(site, fake, fake.new_person(next(_people)))


@pytest.fixture(autouse=True)
def _no_complaints(fake: FakePlatform) -> object:
    yield
    assert not fake.complaints, fake.complaints


async def agree(person: Person, first: str = "hello") -> None:
    await person.say(first, replies=2)
    await person.press(YES)


async def conversation(person: Person) -> str:
    """The id of the person's conversation: that of the recipient who was written to last."""
    async with person.site.database.reading() as connection:
        query = sa.select(recipients.c.conversation_id).order_by(recipients.c.seen_at.desc()).limit(1)
        return str((await connection.execute(query)).scalar_one())


async def count(site: Site, table: sa.Table, *where: object) -> int:
    async with site.database.reading() as connection:
        query = sa.select(sa.func.count()).select_from(table).where(*where)
        return int((await connection.execute(query)).scalar_one())


async def own_row(person: Person) -> sa.ColumnElement[bool]:
    return recipients.c.conversation_id == await conversation(person)


async def change(person: Person, **changes: float) -> None:
    """Change what is known of the person."""
    own = await conversation(person)
    async with person.site.database.transaction() as connection:
        await change_recipient(connection, own, **changes)


def text_of(sent: list[object]) -> str:
    return "\n".join(each.text for each in sent)  # type: ignore[attr-defined]


async def test_the_first_contact_gets_notice_and_consent_and_then_an_answer(person: Person) -> None:
    first = await person.say("what is a bulging disc?", replies=2)
    assert "computer program" in text_of(first)
    assert not await count(person.site, messages, messages.c.conversation_id == await conversation(person)), (
        "nothing is a conversation yet"
    )
    answer = await person.press(YES)
    assert "disc" in text_of(answer).lower()
    assert await count(person.site, messages, messages.c.conversation_id == await conversation(person))


async def test_who_says_no_is_told_what_else_there_is_and_nothing_is_kept(person: Person) -> None:
    await person.say("my back hurts since March", replies=2)
    answer = await person.press("No")
    assert "+1 415 555 0100" in text_of(answer)
    own = await conversation(person)
    assert not await count(person.site, conversations, conversations.c.id == own)
    kept = await count(person.site, arrivals, arrivals.c.conversation_id == own, arrivals.c.content.is_not(None))
    assert not kept, "no word of theirs is on disk"


async def test_several_messages_in_a_row_are_asked_about_once_and_answered_in_order(person: Person) -> None:
    await person.say("what is sciatica?", "what is spinal stenosis?", "what are bone spurs?", replies=2)
    answers = await person.press(YES, replies=3)
    found = [text_of(answers).lower().find(word) for word in ("sciatic", "stenosis", "bone spur")]
    assert -1 not in found
    assert found == sorted(found)
    assert text_of(person.got).count("computer program") == 1


async def test_who_has_read_the_question_and_asks_back_is_answered(person: Person) -> None:
    await person.say("my back hurts", replies=2)
    await change(person, consent_at=time.time() - 25)
    (again,) = await person.say("what?")
    assert "yes or no" in again.text


async def test_a_yes_that_says_more_is_answered_in_full(person: Person) -> None:
    await person.say("hello", replies=2)
    answers = await person.say("Yes. What is spinal stenosis?", replies=2)
    assert "stenosis" in answers[-1].text.lower()


@pytest.mark.parametrize("answer", ["Yes. I want to kill myself", "No. I want to kill myself"])
async def test_an_answer_that_holds_a_warning_sign_is_heard_first(person: Person, answer: str) -> None:
    await person.say("hello", replies=2)
    first = await person.say(answer)
    assert "988" in first[0].text


async def test_stop_stops_also_after_an_emergency(person: Person) -> None:
    await person.say(EMERGENCY)
    await person.say("hello")
    before = len(person.got)
    await person.say("STOP", replies=0 if person.fake.channel.carrier_keywords else 1)
    await until_quiet(person.site.database)
    said = text_of(person.got[before:])
    assert "won't write to you again" in said or (person.fake.channel.carrier_keywords and not said)


async def test_an_emergency_is_answered_before_anything_is_asked(person: Person) -> None:
    first = await person.say(EMERGENCY)
    assert "911" in first[0].text
    assert "computer program" not in text_of(first)


async def test_an_emergency_comes_first_also_where_other_words_wait_for_consent(person: Person) -> None:
    await person.say("hi there", replies=2)
    answer = await person.say(EMERGENCY)
    assert "911" in answer[0].text


async def test_a_button_is_pressed(person: Person) -> None:
    await agree(person)
    answer = await person.press("Contact the clinic")
    assert "name" in text_of(answer)


async def test_a_contact_request_is_made_from_first_word_to_reference_number(person: Person) -> None:
    await agree(person, "I want to talk to the clinic")
    for text in ("Ann Lee", "415 555 0134", "mornings", "my leg hurts when i walk", "yes", "yes"):
        answer = await person.say(text)
    assert "BL-" in text_of(answer)
    assert await count(person.site, leads, leads.c.conversation_id == await conversation(person)) == 1


async def test_what_can_not_be_read_gets_a_kind_word(person: Person) -> None:
    await agree(person)
    await person.post(person.fake.unreadable(person=person.name, url=person.url))
    (answer,) = await person.new(1)
    assert answer.text


async def test_who_sends_a_voice_message_in_an_emergency_reads_again_whom_to_call(person: Person) -> None:
    await agree(person)
    await person.say(EMERGENCY)
    await person.post(person.fake.unreadable(person=person.name, url=person.url))
    answers = await person.new(2)
    assert any("call 911 now" in answer.text for answer in answers)


async def test_stop_means_stop_and_start_begins_again(person: Person) -> None:
    await agree(person)
    silent = person.fake.channel.carrier_keywords
    await person.say("STOP", replies=0 if silent else 1)
    await person.quiet()
    before = len(person.got)
    await person.say("what is sciatica?", replies=0)
    await person.quiet()
    assert len(person.got) == before
    assert "911" in (await person.say(EMERGENCY))[0].text, "an emergency is answered all the same"
    await person.say("it is dealt with, the ambulance was here")
    await person.say("START")
    assert "sciatic" in text_of(await person.say("what is sciatica?")).lower()


async def test_after_stop_a_yes_to_something_else_is_no_consent(person: Person) -> None:
    await person.say("my back hurts", replies=2)
    await person.say("STOP", replies=0 if person.fake.channel.carrier_keywords else 1)
    await person.quiet()
    before = len(person.got)
    for text in ("yes", "no"):
        await person.say(text, replies=0)
    assert len(person.got) == before, "stopped is stopped"
    assert await count(person.site, recipients, recipients.c.consent == "given", await own_row(person)) == 0
    assert "yes or no" in text_of(await person.say("START", replies=2))


async def test_help_says_who_this_is_and_whom_to_call(person: Person) -> None:
    await agree(person)
    answer = text_of(await person.say("HELP"))
    assert "+1 415 555 0100" in answer
    assert "911" in answer


async def test_delete_my_data_deletes_it_after_a_question(person: Person) -> None:
    await agree(person, "I want to talk to the clinic")
    for text in ("Ann Lee", "415 555 0134", "mornings", "my leg hurts when i walk", "yes", "yes"):
        await person.say(text)
    own = await conversation(person)
    await person.say("delete my data")
    assert await count(person.site, conversations, conversations.c.id == own) == 1
    await person.say("DELETE")
    assert await count(person.site, conversations, conversations.c.id == own) == 0
    assert await count(person.site, messages, messages.c.conversation_id == own) == 0
    assert await count(person.site, recipients, recipients.c.conversation_id == own) == 0
    assert await count(person.site, leads, leads.c.conversation_id == own) == 0
    (again,) = await person.say("delete my data")
    assert "nothing to delete" in again.text
    assert "computer program" in text_of(await person.say("hello", replies=2)), "who comes back is new"


@pytest.mark.parametrize("damage", ["unsigned", "wrong body", "cut", "non-ascii"])
async def test_what_is_not_signed_is_refused_and_handled_nowhere(person: Person, damage: str) -> None:
    post = person.fake.text("hello", person=person.name, url=person.url)
    before = await count(person.site, arrivals)
    headers = dict(post.headers)
    signed = [name for name in headers if name.lower() not in ("content-type",)]
    body = post.body
    if damage == "unsigned":
        for name in signed:
            del headers[name]
    elif damage == "wrong body":
        headers |= {name: headers[name][:-1] + ("0" if headers[name][-1] != "0" else "1") for name in signed}
    elif damage == "cut":
        headers |= {name: headers[name][: len(headers[name]) // 2] for name in signed}
    else:
        headers |= {name: "ä" + headers[name] for name in signed}
    url = f"http://127.0.0.1:{person.site.server.port}{person.site.webhook(person.fake)}{post.query}"
    async with person.site.session.post(url, data=body, headers=headers) as response:
        assert response.status in (401, 403)
    assert await count(person.site, arrivals) == before


@pytest.mark.parametrize("fake", [each for each in FAKES if each.has_batches], ids=name_of, indirect=True)
async def test_a_batch_is_handled_whole_and_in_order(person: Person) -> None:
    await agree(person)
    await person.quiet()
    texts = [f"thanks number {number}" for number in range(100)]
    await person.post(person.fake.text(*texts, person=person.name, url=person.url))
    await until_quiet(person.site.database)
    own = await conversation(person)
    async with person.site.database.reading() as connection:
        query = sa.select(messages.c.text).where(messages.c.conversation_id == own, messages.c.sender == "user")
        said = [text for (text,) in await connection.execute(query.order_by(messages.c.id)) if "number" in text]
    assert said == texts


@pytest.mark.parametrize("trouble", ["429", "500", "close"])
async def test_an_answer_arrives_once_and_in_order_whatever_the_platform_does(person: Person, trouble: str) -> None:
    await agree(person)
    await person.quiet()
    before = len(person.got)
    person.fake.misbehave.extend([trouble] * 3)
    for text in ("what is sciatica?", "what is spinal stenosis?"):
        await person.post(person.fake.text(text, person=person.name, url=person.url))
    # A connection that is cut may mean that it was taken: the platform would have said so meanwhile.
    await until_quiet(person.site.database, hurry=trouble == "close")
    texts = [sent.text for sent in person.got[before:]]
    assert "sciatic" in texts[0].lower()
    assert "stenosis" in texts[-1].lower()
    assert len(texts) == len(set(texts)), "nothing twice"


# The plain channel is not counted by its name.
@pytest.mark.parametrize("fake", [each for each in FAKES if each.channel.name in LABELS], ids=name_of, indirect=True)
async def test_what_comes_in_and_goes_out_is_counted(person: Person) -> None:
    def counted() -> dict[tuple[str, str], float]:
        name = person.fake.channel.name
        found = {}
        for family in REGISTRY.collect():
            for sample in family.samples:
                if sample.labels.get("channel") == name and "outcome" in sample.labels:
                    found[sample.name, sample.labels["outcome"]] = sample.value
        return found

    await agree(person)
    await person.quiet()
    before = counted()
    post = person.fake.text("what is sciatica?", person=person.name, url=person.url)
    await person.post(post)
    await person.post(post)
    assert await person.site.post(person.fake, replace(post, headers={})) == 403
    await person.new(1)
    new = {key: value - before[key] for key, value in counted().items()}
    incoming = {outcome: value for (name, outcome), value in new.items() if name == "backline_updates_total"}
    assert incoming == {"accepted": 1, "duplicate": 1, "refused": 1}
    assert new["backline_deliveries_total", "sent"] >= 1


async def test_nothing_that_names_the_person_is_on_disk_in_clear(person: Person, settings: Settings) -> None:
    await agree(person, "zanzibar hurts my back")
    folder = with_folder(settings, "channels").data_dir
    kept = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != "secret.key")
    assert person.name.encode() not in kept
