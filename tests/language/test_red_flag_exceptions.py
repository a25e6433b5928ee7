"""What is exempt from a rule hides no alarm that begins with the same words.

Every pair has the words that an exception of data/red_flags.yml covers, once as it is meant and once as an emergency.
"""

from __future__ import annotations

import pytest

from backline.language import Reader

PAIRS = [
    ("self_harm", "I took all my pills with vodka", "I take all my pills with food and my back still hurts"),
    ("self_harm", "I took all my pills and nothing matters now", "I took all my pills and nothing helped my back"),
    ("self_harm", "took all my meds at night with a bottle of wine", "I take all my meds at night and still hurt"),
    ("self_harm", "I cant go on like this on my own anymore", "I can't go on like this at work with my back"),
    ("self_harm", "I can't go on like this all alone", "i cant keep going like this all night, my back"),
    ("self_harm", "God please take me home", "can the nurse take me home after the injection"),
    ("self_harm", "I pray the Lord takes me home soon", "my wife will take me home after the back surgery"),
    ("self_harm", "i dont want to wake up at all", "I dont want to wake up in pain again tomorrow"),
    ("self_harm", "don't want to wake up ever again", "I wake up all stiff and dont want to wake up like this"),
    ("self_harm", "ready to die from this pain", "ready to die of embarrassment in the back exercise"),
    ("self_harm", "I am not safe to be alone", "I do not feel safe to lift with a fusion"),
    ("self_harm", "I want out of this life", "I want out of this brace"),
    ("self_harm", "take this email as my goodbye", "please see this message please can you answer about my neck"),
    ("fracture", "fell back onto concrete off a ladder yesterday, my back", "fell back on my old pills for my neck"),
    ("fracture", "fell into a hole at work yesterday 3 metres, back pain", "I fell into a depression with back pain"),
    ("fracture", "fell under the bike yesterday, my back hurts", "does back pain fall under the insurance"),
    ("fracture", "gran fell behind the bed yesterday, her back hurts", "I fell behind with my exercises, sore back"),
    ("fracture", "fell for 4 metres off the scaffolding today, neck pain", "we fell for each other, my back was fine"),
    ("fracture", "I fell on Saturday and now my back hurts", "it fell on a Saturday, the day my back went"),
    ("fracture", "a crate came down, it fell on my back yesterday", "my appointment for my back fell on a Monday"),
    ("fracture", "my back hurts like a knife since the car crash yesterday", "my back feels like I was hit by a truck"),
    ("fracture", "my back feels wrong since I fell off a roof today", "it feels like someone stabbed me in the back"),
    ("progressive_weakness", "no use of my left leg since this morning", "it is no use trying, my leg still hurts"),
    ("progressive_weakness", "I have no control over my leg, back pain", "the remote has no control over the back"),
    ("progressive_weakness", "my back hurts and i cant walk at all", "my back hurts and i cant walk at night"),
    ("infection", "scar is dry but now pus comes out, spine surgery", "scar is dry and clean after spine surgery"),
    ("infection", "wound is dry but oozing since yesterday after my fusion", "wound is dry, weeks after my fusion"),
    ("cancer", "lost 20 pounds and nothing helped, back pain at night", "lost 20 pounds, that helped my back pain"),
    ("cancer", "I should see a doctor, lost 20 pounds and my back hurts", "I should lose 20 pounds, my back hurts"),
    ("cancer", "need to know why I lost 15 kilos, my back hurts", "told me to lose 15 kilos, my back hurts"),
    ("cauda_equina", "I wet myself while walking the dog, back pain", "the dog wet the bed, my back is bad"),
    ("self_harm", "since the surgery I wrote letters to my kids, pills to end it", "wrote a letter after surgery"),
    ("self_harm", "I don't see a way out other than dying", "you can't see a whiplash on any scan, don't see why"),
    ("cancer", "scared my breast cancer has come back, spine aches at night", "scared it is cancer, my spine aches"),
]


@pytest.mark.parametrize(("flag", "text"), [(flag, alarm) for flag, alarm, _ in PAIRS])
def test_an_exception_hides_no_alarm(reader: Reader, flag: str, text: str) -> None:
    assert flag in {found.id for found in reader.read(text).red_flags}


@pytest.mark.parametrize(("flag", "text"), [(flag, harmless) for flag, _, harmless in PAIRS])
def test_it_covers_what_it_is_meant_for(reader: Reader, flag: str, text: str) -> None:
    assert flag not in {found.id for found in reader.read(text).red_flags}
