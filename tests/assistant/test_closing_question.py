"""The question that a story ends in."""

from backline.assistant.asked import Asked
from backline.assistant.closing_question import asked_at_the_end, asks_at_the_end, closing_question


def test_the_question_is_found_behind_words_and_thanks() -> None:
    assert (
        closing_question("I am sore. Anyway, can i wear a belt at work? Thanks a lot!") == "can i wear a belt at work?"
    )
    assert closing_question("I am sore. My question is how long does it last") == "how long does it last"


def test_an_aside_or_two_may_stand_behind_it() -> None:
    assert closing_question("I had a shot. Does a second shot work? I also take a water pill.") == (
        "Does a second shot work?"
    )
    assert closing_question("What is a disc? It hurts. I am tired of it.") == "What is a disc?"
    assert closing_question("What is a disc? It hurts. I am tired of it. My leg is fine.") is None
    assert closing_question("What is a disc? Please call me.") is None


def test_its_own_topic_counts() -> None:
    assert asked_at_the_end("My aunt had a fusion. Is massage safe?") == Asked("ask_risks", ("massage",))


def test_what_the_sentence_before_names_is_meant_by_it() -> None:
    assert asked_at_the_end("She swears by acupuncture. Is it safe?") == Asked("ask_risks", ("acupuncture",))
    told = "It comes from my wallet in the back pocket. Can that be true?"
    assert asked_at_the_end(told) == Asked("ask_causes", ("piriformis_syndrome",))


def test_of_the_clauses_those_of_the_last_sentence_are_kept() -> None:
    money = {"intent": "ask_cost", "confidence": 0.9, "sentence": "She said I would pay.", "topics": ["cost_insurance"]}
    bed = {"intent": "ask_how_to", "confidence": 0.8, "sentence": "Which mattress is good?", "topics": ["sleep"]}
    assert asks_at_the_end("She said I would pay. Which mattress is good?", [money, bed]) == [bed]
    assert asks_at_the_end("Which mattress is good? She said I would pay. It hurts. It did before.", [bed, money]) == []
