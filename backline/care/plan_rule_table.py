"""The clinical rules of an exercise plan, one after the other, each with its source.

Written by engineers after the sources named, read on the safe side; a clinician must approve every rule before it is
used with patients. Sources were read as the passages that a look-up shows, on the day given. Where the best source
speaks of common practice only, or of something close to the rule, ``why`` says so.

To add a rule: give it a name, say when it holds and what it does (``backline.care.plan_rule.Rule``), and cite what
you read. The tests fail for a rule that changes no plan, and for one that leaves something out without a note.
"""

from __future__ import annotations

from types import MappingProxyType

from backline.care import sources as cite
from backline.care.plan_rule import FEWEST_OF_EACH, Rule

_DISC_AND_NERVE = frozenset({"herniated_disc", "sciatica", "pinched_nerve", "radiculopathy"})
_NECK_OR_ARM = frozenset({"neck", "arm"})
_LATER = frozenset({"building", "strengthening"})


def _ids(*ids: str) -> frozenset[str]:
    return frozenset(ids)


#: No plan. The first that holds gives the reason.
_REFUSALS = (
    Rule(
        name="red_flag",
        when=_ids("red_flag"),
        refuses="red_flag",
        why="A warning sign is checked before exercise at home.",
        sources=(cite.NHSGGC,),
    ),
    Rule(
        name="clinician_first",
        when=_ids("cauda_equina_syndrome", "spinal_infection", "myelopathy", "compression_fracture"),
        refuses="clinician_first",
        why="Named as a diagnosis, these are warning signs too; after a broken vertebra a therapist guides the start.",
        sources=(cite.NHSGGC, cite.NOGG),
    ),
    Rule(
        name="surgery_told",
        when=_ids("recent_surgery"),
        refuses="recent_surgery",
        why="After spine surgery the surgeon says when to start.",
        sources=(cite.FORTIUS,),
    ),
    Rule(
        name="surgery_within_12_weeks",
        when=_ids("surgery_within_12_weeks"),
        refuses="recent_surgery",
        why="Sources give 6 to 12 weeks, 3 months after a fusion; the safer number is used for all.",
        sources=(cite.FORTIUS,),
    ),
    Rule(
        name="recent_heart_trouble",
        when=_ids("recent_heart_trouble"),
        refuses="recent_heart_trouble",
        why="After a heart attack, an operation on the heart or a stroke the doctor says when to start; a year is an "
        "engineer's choice on the safe side.",
        sources=(cite.HEART,),
    ),
    Rule(
        name="other_operation",
        when=_ids("other_operation"),
        refuses="other_operation",
        why="With an operation planned, or another one lately, whoever operates says which moves are safe.",
        sources=(cite.FORTIUS,),
    ),
    Rule(
        name="under_18",
        when=_ids("under_18"),
        refuses="under_18",
        why="The guideline is for over 16s, the exercises are for adults; the safer age is used.",
        sources=(cite.NICE,),
    ),
)

#: How long the pain has lasted: how many exercises of each goal, and how demanding.
_DURATION = (
    Rule(
        name="new_pain",
        when=_ids("gentle"),
        level=1,
        mix=FEWEST_OF_EACH,
        why="Under 6 weeks most pain is settling by itself: stay active, easy moves only.",
        sources=(cite.ACP, cite.SELF_CARE_FORUM),
    ),
    Rule(
        name="lasting_pain",
        when=_ids("building"),
        level=2,
        mix=MappingProxyType({"endurance": 1, "flexibility": 2, "strength": 2}),
        why="From 6 to 12 weeks strength is added in steps.",
        sources=(cite.ACP, cite.AAOS),
    ),
    Rule(
        name="long_lasting_pain",
        when=_ids("strengthening"),
        mix=MappingProxyType({"endurance": 1, "flexibility": 2, "strength": 3}),
        why="From 12 weeks exercise is the first treatment; a mix, as no kind is clearly best.",
        sources=(cite.HAYDEN, cite.ACP),
    ),
    Rule(
        name="demanding_on_request",
        unless=_ids("harder"),
        level=2,
        why="Demanding exercises only for a person who asks for more. An engineer's choice on the safe side.",
        sources=(cite.AAOS,),
    ),
    Rule(
        name="gentler",
        when=_ids("gentler"),
        level=1,
        why="A person who asks for easier ones gets only gentle ones: an exercise that is too much is made simpler.",
        sources=(cite.PAIN_LIMITS,),
    ),
)

#: Age and balance.
_AGE_AND_BALANCE = (
    Rule(
        name="older",
        when=_ids("from_65"),
        level=2,
        why="From 65 nothing demanding, as falls and thin bones are more likely. An engineer's choice.",
        sources=(cite.WHO_OLDER,),
    ),
    Rule(
        name="balance_for_older",
        when=_ids("from_65"),
        wants=_ids("balance"),
        favours=_ids("tandem_stance"),
        why="Older people, above all those who move poorly, train balance on 3 or more days a week to prevent falls; "
        "here from 65 for all, the easier step first.",
        sources=(cite.WHO_OLDER,),
    ),
    Rule(
        name="balance_for_thin_bones",
        when=_ids("osteoporosis"),
        wants=_ids("balance"),
        favours=_ids("tandem_stance"),
        why="With osteoporosis balance and strength go together; walking alone is not enough. The easier step first.",
        sources=(cite.TOO_FIT, cite.UK_BONES),
    ),
    Rule(
        name="balance_wished",
        when=_ids("balance"),
        wants=_ids("balance"),
        why="The person wishes for balance.",
        sources=(cite.ACTIVITY,),
    ),
)

#: Which way to bend.
_DIRECTION = (
    Rule(
        name="bending_forward_eases",
        when=_ids("bending_forward"),
        favours=_ids("flexion"),
        why="Exercises in the direction that eases the pain did better in a trial; a later review is not sure that "
        "the direction is why.",
        sources=(cite.LONG_TRIAL, cite.MAY_REVIEW),
    ),
    Rule(
        name="bending_back_eases",
        when=_ids("bending_backward"),
        favours=_ids("extension", "end_range_extension"),
        allows=_ids("eased_by_bending_backward"),
        why="The same for bending back; far back only where the person says that it eases the pain.",
        sources=(cite.LONG_TRIAL, cite.MAY_REVIEW),
    ),
    Rule(
        name="flexion_for_stenosis",
        when=_ids("spinal_stenosis"),
        favours=_ids("flexion"),
        why="Bending forward gives the nerves more room.",
        sources=(cite.STENOSIS_REVIEW, cite.STENOSIS_TRIAL),
    ),
    Rule(
        name="facet_joints",
        when=_ids("facet_joint_disease", "bone_spurs"),
        unless=_ids("bending_backward"),
        favours=_ids("flexion"),
        leaves_out=_ids("end_range_extension"),
        why="These joints are loaded by bending back. Common practice; not for a person who feels better that way.",
        sources=(cite.FACET, cite.FACET_SHEET),
        note="Because the small joints of your spine came up, I left out moves that bend you far back.",
    ),
    Rule(
        name="disc",
        when=_ids("bulging_disc", "annular_tear"),
        unless=_ids("bending_forward"),
        leaves_out=_ids("loaded_flexion", "end_range_flexion"),
        why="Bending far forward is left for later, unless it eases the pain. Common practice.",
        sources=(cite.ANNULAR, cite.NHSGGC),
        note="Because a disc came up, I left out moves that bend you far forward.",
    ),
)

#: Cautions: told by the person, or following from a condition and the place of the pain.
_CAUTIONS = (
    Rule(
        name="spinal_stenosis",
        when=_ids("spinal_stenosis"),
        adds=_ids("spinal_stenosis"),
        why="Bending far back narrows the canal.",
        sources=(cite.STENOSIS_REVIEW,),
        note="Because spinal stenosis came up, I left out moves that bend you far back.",
    ),
    Rule(
        name="spondylolisthesis",
        when=_ids("spondylolisthesis", "spondylolysis"),
        adds=_ids("spondylolisthesis"),
        why="Pain gets worse on bending far back; programs use flexion and a steady back.",
        sources=(cite.LISTHESIS, cite.LISTHESIS_SYMPTOMS),
        note="Because one bone in your back needs care, I left out moves that bend you far back.",
    ),
    Rule(
        name="spondylolysis_twisting",
        when=_ids("spondylolysis"),
        unless=_ids("strengthening"),
        leaves_out=_ids("twisting"),
        why="Bending back and twisting are left out at first.",
        sources=(cite.LYSIS,),
        note="While a small crack in the bone may still heal, I left out moves that twist your back.",
    ),
    Rule(
        name="osteoporosis",
        when=_ids("osteoporosis"),
        adds=_ids("osteoporosis"),
        why="No far or loaded bending and no twisting; the consensus asks for care with them, read on the safe side.",
        sources=(cite.UK_BONES, cite.TOO_FIT),
        note="Because of thin bones, I left out moves that bend your back far or twist it.",
    ),
    Rule(
        name="back_strength_for_thin_bones",
        when=_ids("osteoporosis"),
        favours=_ids("back_strength"),
        why="Work on the muscles that hold the back upright.",
        sources=(cite.UK_BONES, cite.TOO_FIT),
    ),
    Rule(
        name="pregnancy",
        when=_ids("pregnancy"),
        adds=_ids("pregnancy"),
        why="Not flat on the back after 16 weeks; as the week is not asked, never. Face down is left out as well.",
        sources=(cite.PREGNANCY_BACK, cite.PREGNANCY_COUNCIL, cite.PREGNANCY_PHYSIO),
        note="Because you are pregnant, I left out moves flat on your back or front. "
        "Please ask your midwife or doctor before you start.",
    ),
    Rule(
        name="disc_or_nerve_in_the_back",
        when=_DISC_AND_NERVE,
        unless=_NECK_OR_ARM,
        adds=_ids("herniated_disc_leg_pain"),
        why="A pressed nerve of the lower back: no move that sends the pain farther down.",
        sources=(cite.DISC_TRIAL, cite.NHSGGC),
    ),
    Rule(
        name="pain_down_the_leg",
        when=_ids("buttock_leg"),
        unless=_ids("spinal_stenosis"),
        adds=_ids("herniated_disc_leg_pain"),
        why="Pain down the leg counts as a pressed nerve, unless stenosis came up, which bending forward eases.",
        sources=(cite.NHSGGC, cite.STENOSIS_REVIEW),
    ),
    Rule(
        name="herniated_disc_leg_pain",
        when=_ids("herniated_disc_leg_pain"),
        adds=_ids("herniated_disc_leg_pain"),
        why="Told by the person.",
        sources=(cite.NHSGGC,),
        note="To go easy on the nerves of your leg, I left out moves that bend you far forward.",
    ),
    Rule(
        name="disc_or_nerve_in_the_neck",
        when=_DISC_AND_NERVE,
        where=_NECK_OR_ARM,
        adds=_ids("arm_nerve_pain"),
        why="A pressed nerve of the neck: no move that pulls on it.",
        sources=(cite.NECK_NERVES,),
    ),
    Rule(
        name="pain_down_the_arm",
        when=_ids("arm"),
        adds=_ids("arm_nerve_pain"),
        why="Pain down the arm counts as a pressed nerve.",
        sources=(cite.NECK_NERVES,),
    ),
    Rule(
        name="arm_nerve_pain",
        when=_ids("arm_nerve_pain"),
        adds=_ids("arm_nerve_pain"),
        why="Told by the person.",
        sources=(cite.NECK_NERVES,),
        note="To go easy on the nerves of your arm, I left out moves that pull on your neck.",
    ),
    Rule(
        name="balance_problem",
        when=_ids("balance_problem"),
        adds=_ids("balance_problem"),
        why="Unsteady people need someone beside them for balance work; a plan on paper cannot give that.",
        sources=(cite.NHSGGC,),
        note="Because of your balance, I left out moves where you could tip over. "
        "Keep a wall or a firm chair close by.",
    ),
    Rule(
        name="knee_problem",
        when=_ids("knee_problem"),
        adds=_ids("knee_problem"),
        why="An exercise that raises the pain is made simpler or left. Common practice.",
        sources=(cite.PAIN_LIMITS,),
        note="Because of your knees, I left out moves that press on them.",
    ),
    Rule(
        name="shoulder_problem",
        when=_ids("shoulder_problem"),
        adds=_ids("shoulder_problem"),
        why="As for the knee.",
        sources=(cite.PAIN_LIMITS,),
        note="Because of your shoulder, I left out moves that load it.",
    ),
    Rule(
        name="wrist_problem",
        when=_ids("wrist_problem"),
        adds=_ids("wrist_problem"),
        why="As for the knee.",
        sources=(cite.PAIN_LIMITS,),
        note="Because of your wrist, I left out moves where you lean on your hands.",
    ),
    Rule(
        name="high_blood_pressure",
        when=_ids("high_blood_pressure"),
        adds=_ids("high_blood_pressure"),
        why="Straining with held breath makes blood pressure jump.",
        sources=(cite.BREATH,),
        note="Because of your blood pressure, I left out holds that make you strain. "
        "Breathe all the time, and ask your doctor first if it is not well controlled.",
    ),
    Rule(
        name="heart_problem",
        when=_ids("heart_problem"),
        adds=_ids("heart_problem"),
        level=1,
        why="With a heart condition a doctor is asked first; nothing demanding, and no straining with held breath.",
        sources=(cite.HEART, cite.BREATH),
        note="Because of what you told me about your heart, or about a stroke, I chose gentle moves only. Please ask "
        "your heart doctor, or the doctor who looks after you, before you start. Breathe all the time.",
    ),
)

#: Further conditions.
_CONDITIONS = (
    Rule(
        name="stiff_spine",
        when=_ids("ankylosing_spondylitis"),
        favours=_ids("extension"),
        leaves_out=_ids("loaded_flexion", "end_range_flexion"),
        why="Exercise keeps posture and movement; with a stiff spine or thin bones strong moves are judged one by one, "
        "so far and loaded bending is left out.",
        sources=(cite.SPONDYLOARTHRITIS,),
        note="Because your spine may be stiff, I left out moves that bend you far forward.",
    ),
    Rule(
        name="rounded_back",
        when=_ids("kyphosis"),
        favours=_ids("extension", "back_strength"),
        leaves_out=_ids("loaded_flexion"),
        why="Strength for the back and posture training made the curve a little smaller.",
        sources=(cite.KYPHOSIS,),
        note="Because of the curve in your upper back, I left out moves that curl you forward.",
    ),
    Rule(
        name="scoliosis",
        when=_ids("scoliosis"),
        favours=_ids("core_strength"),
        why="For adults there are too few studies; general strength, core first. Common practice.",
        sources=(cite.SCOLIOSIS,),
    ),
    Rule(
        name="pelvis_joints",
        when=_ids("sacroiliac_joint"),
        favours=_ids("hips_strength", "hips_flexibility"),
        leaves_out=_ids("single_leg_stand", "single_leg_bridge"),
        why="Weight even on both feet; standing on one leg brings on the pain. The second leaflet is about pregnancy.",
        sources=(cite.SI_LEAFLET, cite.PELVIC_GIRDLE),
        note="Because of the joints in your pelvis, I left out moves on one leg.",
    ),
    Rule(
        name="buttock_muscle",
        when=_ids("piriformis_syndrome"),
        favours=_ids("figure_four_stretch"),
        why="The stretch for this muscle.",
        sources=(cite.PIRIFORMIS,),
    ),
    Rule(
        name="tailbone",
        when=_ids("tailbone_pain"),
        favours=_ids("figure_four_stretch", "knee_to_chest", "heel_sit_stretch"),
        why="Moves that loosen hips and buttocks. A weak source; gentle moves only.",
        sources=(cite.TAILBONE, cite.TAILBONE_STRETCHES),
    ),
    Rule(
        name="new_neck_injury",
        when=_ids("whiplash", "torticollis"),
        during=_ids("gentle"),
        favours=_ids("small_movement"),
        leaves_out=_ids("levator_stretch", "upper_trapezius_stretch"),
        why="Easy turning first, strength and pulling later.",
        sources=(cite.WHIPLASH, cite.TORTICOLLIS),
        note="While your neck settles, I left out moves that pull on it.",
    ),
    Rule(
        name="pain_after_surgery",
        when=_ids("failed_back_surgery"),
        level=1,
        why="Pain after surgery, with the surgeon's leave: begin with gentle ones.",
        sources=(cite.AFTER_SURGERY, cite.FORTIUS),
    ),
)

#: Nerve glides: for nerve pain only, and not while it is new or easily stirred up.
_NERVE_GLIDES = (
    Rule(
        name="leg_nerve_glides",
        when=_ids("herniated_disc_leg_pain"),
        where=_ids("lower_back", "buttock_leg"),
        during=_LATER,
        unless=_ids("gentler"),
        wants=_ids("leg_nerves"),
        allows=_ids("settled_leg_nerve_pain"),
        why="Moving the nerve eased pain in trials. Sliding is the mild form; waiting 6 weeks is the safer reading.",
        sources=(cite.LEG_GLIDES, cite.SLIDERS),
    ),
    Rule(
        name="arm_nerve_glides",
        when=_ids("arm_nerve_pain"),
        where=_NECK_OR_ARM,
        during=_LATER,
        unless=_ids("gentler"),
        wants=_ids("arm_nerves"),
        allows=_ids("settled_arm_nerve_pain"),
        why="For the arm trials disagree on how much it adds. Sliding is the mild form, and waits in the same way.",
        sources=(cite.ARM_GLIDES, cite.SLIDERS),
    ),
)

#: What the person wishes for.
_GOALS = (
    Rule(
        name="wish_endurance",
        when=_ids("endurance"),
        wants=_ids("endurance"),
        why="Staying power and weight: a second kind of exercise that makes you breathe faster.",
        sources=(cite.ACTIVITY,),
    ),
    Rule(
        name="wish_flexibility",
        when=_ids("flexibility"),
        wants=_ids("flexibility"),
        why="One more stretch. No kind of exercise is clearly best, so the wish decides.",
        sources=(cite.HAYDEN,),
    ),
    Rule(
        name="wish_strength",
        when=_ids("strength"),
        wants=_ids("strength"),
        why="One more for strength.",
        sources=(cite.OWEN, cite.ACTIVITY),
    ),
    Rule(
        name="wish_core_strength",
        when=_ids("core_strength"),
        wants=_ids("core_strength"),
        why="One for the muscles around the middle.",
        sources=(cite.OWEN,),
    ),
)

RULES: tuple[Rule, ...] = (
    *_REFUSALS,
    *_DURATION,
    *_AGE_AND_BALANCE,
    *_DIRECTION,
    *_CAUTIONS,
    *_CONDITIONS,
    *_NERVE_GLIDES,
    *_GOALS,
)
