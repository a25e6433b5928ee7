"""What is exempt from a rule hides no alarm that begins with the same words.

Every pair has the words that an exception of data/red_flags.yml covers, once as it is meant and once as an emergency.
"""

from __future__ import annotations

import pytest

from backline.language import Reader

PAIRS = [
    ("cauda_equina", "my legs gave out today, sitting helps my back", "my legs give out when I stand, sitting helps"),
    ("cauda_equina", "both legs numb since Monday, resting helps", "my legs go numb when I walk, better if I sit"),
    ("cauda_equina", "tingling in my leg from my butt to my groin", "tingling down my leg from my butt, back pain"),
    (
        "progressive_weakness",
        "I am 80 and unsteady since last week, back pain",
        "I am 80 and a bit unsteady, back pain",
    ),
    ("progressive_weakness", "my husband got paralyzed, can I move him", "a friend got paralyzed, is it ok for me"),
    ("vascular_cardiac", "my dad had chest pain, now I have chest pain", "my dad had chest pain and died, back pain"),
    (
        "cauda_equina",
        "my gran cant hold her pee since yesterday, i have back pain",
        "my gran cant hold her pee since she is 90, i have back pain",
    ),
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
    ("infection", "no injury, fever, chills, back pain", "no weakness, fever, chills, just back pain"),
    ("infection", "no fall, fever, chills and back pain", "no numbness, fever or chills, just back pain"),
    ("cauda_equina", "nope just numb between the legs, back pain", "nope no numbness between the legs, back pain"),
    ("cauda_equina", "I leaked when I got up today, back pain", "I leak when I sneeze since the baby, back pain"),
    ("cauda_equina", "my legs went numb yesterday, back pain", "my legs go heavy when I walk, back pain"),
    ("cancer", "could it be back, I had breast cancer, my back hurts", "could it be cancer, my back hurts"),
    ("cancer", "I nearly died of bone cancer, my back hurts", "my teacher died of bone cancer, my back hurts"),
    ("cancer", "she died of it and I have cancer, my back hurts", "the pastor passed away from cancer, my back hurts"),
    (
        "vascular_cardiac",
        "I collapsed for the first time in my life, my back",
        "I fainted twice in my life, my back hurts",
    ),
    ("vascular_cardiac", "I passed out from blood loss, my back hurts", "I faint at blood tests, my back hurts"),
    ("cancer", "is my back pain from my cancer", "is back pain ever a sign of cancer"),
    ("progressive_weakness", "I cant walk, my back", "I cant walk the dog, my back"),
    ("fracture", "fell off a wall today, my back", "we fell off the wagon with the exercises, my back"),
    ("fracture", "I was riding and then fell off, back pain now", "I kind of fell off with it, back pain"),
    ("progressive_weakness", "legs weak after a long hike and they gave way, back", "legs weak after leg day, back"),
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

# Each begins, or goes on, with words that an exception covers.
ALARMS = {
    "self_harm": [
        "I want to hurt myself when I'm alone",
        "hurting myself with a lighter",
        "thoughts of harming myself at night",
        "I took all my pills but they didn't kill me",
        "I took all the pills that were in the house",
        "I took 40 paracetamol over the day",
        "I cut myself on my arms to cope",
        "cutting myself at night",
        "I hope I don't wake up from the anaesthetic",
        "I want to jump out of the window",
        "by the time you read this please look after my kids",
        "I'm going to end it today with pills",
        "please God take me to my wife in heaven",
        "I nearly committed suicide yesterday",
        "how to commit suicide",
        "I'm not safe when I'm alone",
        "I can't keep going with this",
        "my brother died in May and I want to follow him",
    ],
    "vascular_cardiac": [
        "suddenly I cannot see the screen",
        "can't see a thing after the chiropractor cracked my neck",
        "suddenly she can't talk to me, her mouth hangs",
        "leg went numb and white with awful pain",
        "pain tearing up my back suddenly",
        "pain in my chest day and night with back pain",
        "crushing pain in my chest x 2 days",
        "suddenly out of breath after climbing stairs, back surgery last week",
    ],
    "cauda_equina": [
        "I can't move and can't urinate",
        "I sit on the toilet for half an hour and nothing comes out, my back is agony",
        "my bottom half has gone numb",
        "my bum feels like its not there when i sit",
        "numb at the bottom of my back and between my legs",
        "I can not get to the toilet without wetting myself",
        "my water leaks without me knowing since my back went",
        "my legs are numb since the flu last week and getting weaker",
        "how do I tell the hospital I have cauda equina",
    ],
    "progressive_weakness": [
        "I can't walk without help since yesterday, my back",
        "I don't know why I can't walk since yesterday, my back",
        "my leg just went dead this morning and my back hurts",
        "my leg is no use at all since this morning, my back",
    ],
    "fracture": [
        "I was shot in the back with a gun",
        "my husband threw me into the wall and my back hurts",
        "the ladder fell apart under me, I fell on my back",
        "osteoporosis and back pain after lifting my grandchild",
        "my back is broken in two places",
        "chiro cracked my vertebra, xray shows a fracture",
        "I slipped up on the ice and my back hurts",
    ],
    "infection": [
        "my body temperature is high and my back hurts",
        "drenched in sweat every night even with the ac on, my back hurts",
        "slightly swollen and leaking scar since the back surgery",
    ],
    "cancer": [
        "I'm worried because I had cancer and my back hurts",
        "I had radiation to the breast 5 years ago, now back pain",
        "I'm losing weight by the day, back pain",
    ],
}


@pytest.mark.parametrize(("flag", "text"), [(flag, text) for flag, texts in ALARMS.items() for text in texts])
def test_no_exception_hides_it(reader: Reader, flag: str, text: str) -> None:
    assert flag in {found.id for found in reader.read(text).red_flags}


@pytest.mark.parametrize(("flag", "text"), [(flag, alarm) for flag, alarm, _ in PAIRS])
def test_an_exception_hides_no_alarm(reader: Reader, flag: str, text: str) -> None:
    assert flag in {found.id for found in reader.read(text).red_flags}


@pytest.mark.parametrize(("flag", "text"), [(flag, harmless) for flag, _, harmless in PAIRS])
def test_it_covers_what_it_is_meant_for(reader: Reader, flag: str, text: str) -> None:
    assert flag not in {found.id for found in reader.read(text).red_flags}
