"""Reads ``data/knowledge`` and checks each file and how the files fit together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from string import Formatter
from types import MappingProxyType

from backline.knowledge.topic import ASPECTS, KINDS, PLACEHOLDERS, Answer, KnowledgeError, Source, Topic
from backline.knowledge.yaml_file import Entry, read_entry

SOURCES_FILE = "sources.yml"


def load_sources(folder: Path, today: date) -> dict[str, Source]:
    """The sources of ``folder/sources.yml`` by id.

    Raises:
        KnowledgeError: the file is missing or wrong.
    """
    entry = read_entry(folder / SOURCES_FILE)
    sources = {}
    for source_id in entry.names():
        fields = entry.inside(source_id)
        fields.only("title", "publisher", "address", "checked")
        address = fields.text("address")
        if not re.fullmatch(r"https?://\S+|clinic\.yml", address):
            raise fields.error(f"is '{address}'; write a web address that begins with https://", "address")
        sources[source_id] = Source(
            source_id, fields.text("title"), fields.text("publisher"), address, fields.day("checked", today)
        )
    return sources


def load_topics(folder: Path, sources: Mapping[str, Source], today: date) -> dict[str, Topic]:
    """The topics of the files in ``folder`` by id; sub-folders belong to others and are left alone.

    Raises:
        KnowledgeError: a file is wrong, or the files do not fit together.
    """
    topics: dict[str, Topic] = {}
    paths: dict[str, Path] = {}
    for path in sorted(folder.glob("*.yml")):
        if path.name == SOURCES_FILE:
            continue
        topic = _topic(read_entry(path), sources, today)
        if topic.id in topics:
            raise KnowledgeError(
                f"{path.name}, entry 'topic': '{topic.id}' is already in {paths[topic.id].name}; "
                "give it a name of its own."
            )
        if topic.id != path.stem:
            raise KnowledgeError(
                f"{path.name}, entry 'topic': is '{topic.id}', but a file is named like its topic; rename one of them."
            )
        topics[topic.id] = topic
        paths[topic.id] = path
    if not topics:
        raise KnowledgeError(f"{folder} holds no topic; add a file such as sciatica.yml.")
    for topic in topics.values():
        _check_links(topic, topics)
    _check_synonyms(topics)
    return topics


def _topic(entry: Entry, sources: Mapping[str, Source], today: date) -> Topic:
    entry.only("topic", "kind", "title", "name", "synonyms", "related", "part_of", "answers")
    topic_id = entry.text("topic")
    kind = entry.text("kind")
    if kind not in KINDS:
        raise entry.error(f"is '{kind}'; use one of {', '.join(KINDS)}", "kind")
    synonyms = entry.texts("synonyms")
    if not synonyms:
        raise entry.error("is missing; list what patients write for it, such as [bad disc]", "synonyms")
    answers_entry = entry.inside("answers")
    answers = {}
    for aspect in answers_entry.names():
        if aspect not in ASPECTS:
            raise answers_entry.error(f"is no aspect; use one of {', '.join(ASPECTS)}", aspect)
        answers[aspect] = _answer(answers_entry.inside(aspect), topic_id, aspect, sources, today)
    return Topic(
        id=topic_id,
        kind=kind,
        title=entry.text("title"),
        name=entry.text("name"),
        synonyms=synonyms,
        related=entry.texts("related"),
        answers=MappingProxyType({aspect: answers[aspect] for aspect in ASPECTS if aspect in answers}),
        part_of=entry.text("part_of") if entry.has("part_of") else None,
    )


def _answer(entry: Entry, topic: str, aspect: str, sources: Mapping[str, Source], today: date) -> Answer:
    entry.only("text", "sources", "reviewed")
    text = _unwrap(entry.text("text"))
    _check_placeholders(entry, text)
    named = entry.texts("sources")
    if not named:
        raise entry.error(f"is missing; name at least one id of {SOURCES_FILE}", "sources")
    for source_id in named:
        if source_id not in sources:
            raise entry.error(f"names '{source_id}', which is not in {SOURCES_FILE}; add it there", "sources")
    return Answer(topic, aspect, text, tuple(sources[name] for name in named), entry.day("reviewed", today))


def _unwrap(text: str) -> str:
    """Join the lines of each paragraph: they are broken for whoever edits the file, not for a phone."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", text))


def _check_placeholders(entry: Entry, text: str) -> None:
    allowed = ", ".join(f"{{{name}}}" for name in sorted(PLACEHOLDERS))
    try:
        fields = [(name, spec, conversion) for _, name, spec, conversion in Formatter().parse(text)]
    except ValueError:
        raise entry.error(f"has a single brace; braces only hold {allowed}", "text") from None
    for name, spec, conversion in fields:
        if name is not None and (name not in PLACEHOLDERS or spec or conversion):
            raise entry.error(f"has the unknown placeholder {{{name}}}; use one of {allowed}", "text")


def _check_links(topic: Topic, topics: Mapping[str, Topic]) -> None:
    file = f"{topic.id}.yml"
    for other in topic.related:
        if other not in topics or other == topic.id:
            raise KnowledgeError(f"{file}, entry 'related': '{other}' is no other topic; mend or remove it.")
    passed = [topic.id]
    while (wider := topics[passed[-1]].part_of) is not None:
        if wider not in topics:
            raise KnowledgeError(f"{passed[-1]}.yml, entry 'part_of': '{wider}' is no topic; remove it.")
        if wider in passed:
            raise KnowledgeError(f"{file}, entry 'part_of': leads in a circle back to '{wider}'; remove one.")
        passed.append(wider)


def _check_synonyms(topics: Mapping[str, Topic]) -> None:
    owners: dict[str, str] = {}
    for topic in topics.values():
        for synonym in {" ".join(words.casefold().split()) for words in (topic.name, *topic.synonyms)}:
            owner = owners.setdefault(synonym, topic.id)
            if owner != topic.id:
                raise KnowledgeError(
                    f"{topic.id}.yml, entry 'synonyms': '{synonym}' also stands in {owner}.yml; keep one."
                )
