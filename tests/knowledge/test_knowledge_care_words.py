from __future__ import annotations

from backline.assistant import resources
from backline.knowledge.care_words import with_topics
from backline.language.contract import CARE


def test_a_kind_of_care_is_called_by_the_names_of_its_topics_too() -> None:
    care = with_topics({name: (name,) for name in CARE}, resources.knowledge())
    assert "heating pads" in care["hot_cold"]
    assert "microdiscectomy" in care["surgery"], "a topic that is part of surgery counts as surgery"
    assert "ibuprofin" in care["medication"], "misspellings of a topic count as well"
    assert set(care) == set(CARE), "no care is made up"


def test_what_the_lexicon_gives_to_one_care_is_not_taken_for_another() -> None:
    care = with_topics(dict.fromkeys(CARE, ()) | {"physical_therapy": ("osteopath",)}, resources.knowledge())
    assert "osteopath" not in care["chiropractic"]


def test_words_for_a_trouble_are_no_care() -> None:
    care = with_topics(dict.fromkeys(CARE, ()), resources.knowledge())
    assert care["weight"] == care["rest"] == ()


def test_care_named_by_a_topic_is_found_in_a_message() -> None:
    assert resources.reader().read("I used heating pads and a T.E.N.S. unit, and took ibuprofin.").tried == (
        "hot_cold",
        "tens",
        "medication",
    )
