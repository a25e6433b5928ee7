"""The clinical rules of an exercise plan, one after the other, each with its source.

Written by engineers after the sources named, read on the safe side; a clinician must approve every rule before it is
used with patients. Sources were read as the passages that a look-up shows, on the day given. Where the best source
speaks of common practice only, or of something close to the rule, ``why`` says so.

To add a rule: give it a name, say when it holds and what it does (``backline.care.plan_rule.Rule``), and cite what
you read. The tests fail for a rule that changes no plan, and for one that leaves something out without a note.
"""

from __future__ import annotations

from datetime import date
from types import MappingProxyType

from backline.care.plan_rule import FEWEST_OF_EACH, Rule
from backline.knowledge.exercise import Reference

_24 = date(2026, 11, 24)
_28 = date(2026, 11, 28)

_ACP = Reference(
    "Noninvasive treatments for low back pain (American College of Physicians 2017, summary)",
    "https://www.aafp.org/afp/2017/0915/p407.html",
    _24,
)
_HAYDEN = Reference(
    "Exercise therapy for chronic low back pain (Cochrane review, Hayden 2021)",
    "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC8477273/",
    _24,
)
_SELF_CARE_FORUM = Reference("Lower back pain (Self Care Forum)", "https://www.selfcareforum.org/lower-back-pain", _24)
_AAOS = Reference(
    "Spine conditioning program (American Academy of Orthopaedic Surgeons, copy)",
    "https://baystatepain.com/pain-exercises/rehabilitation/spine-program/",
    _24,
)
_NHSGGC = Reference(
    "Self-help for the lower back: checks before exercise at home (NHS Greater Glasgow and Clyde)",
    "https://www.nhsggc.scot/hospitals-services/services-a-to-z/musculoskeletal-msk-physiotherapy/"
    "self-help-and-information-lower-back/",
    _24,
)
_FORTIUS = Reference("Spinal fusion (Fortius Clinic)", "https://www.fortiusclinic.com/conditions/spinal-fusion", _24)
_NICE = Reference(
    "Low back pain and sciatica in over 16s (NICE NG59)",
    "https://www.nice.org.uk/guidance/ng59/chapter/Recommendations",
    _24,
)
_TOO_FIT = Reference(
    "Too Fit To Fracture: exercise with osteoporosis or a vertebral fracture (consensus, Giangregorio 2014, copy)",
    "https://scribd.com/document/262007549/Too-Fit-To-Fracture",
    _28,
)
_UK_BONES = Reference(
    "Strong, steady and straight, UK consensus on exercise for osteoporosis",
    "https://eprints.keele.ac.uk/id/eprint/10791/",
    _24,
)
_NOGG = Reference(
    "Management of symptomatic osteoporotic vertebral fractures (NOGG guideline, section 8)",
    "https://nogg.org.uk/full-guideline/section-8-management-symptomatic-osteoporotic-vertebral-fractures",
    _28,
)
_WHO_OLDER = Reference(
    "Physical activity: adults aged 65 and above (World Health Organization)",
    "http://www.who.int/features/factfiles/physical_activity/facts/en/index6.html",
    _28,
)
_STENOSIS_REVIEW = Reference(
    "Diagnosis and management of lumbar spinal stenosis (review, JAMA 2022)",
    "https://pubmed.ncbi.nlm.nih.gov/35503342/",
    _24,
)
_STENOSIS_TRIAL = Reference(
    "Supervised physical therapy versus surgery for lumbar spinal stenosis",
    "https://link.springer.com/article/10.1186/s12891-022-05632-y",
    _24,
)
_FACET = Reference("Facet arthropathy (Healthline)", "https://www.healthline.com/health/facet-arthropathy", _24)
_FACET_SHEET = Reference(
    "Lumbar facet joint pain, fact sheet: worse on arching, knees to chest eases (MD Health)",
    "https://mdhealth.com.au/fact-sheets/lumbar-facet-joint-pain-fact-sheet/",
    _28,
)
_LISTHESIS = Reference(
    "Spondylolysis and spondylolisthesis: exercises (MyHealth Alberta)",
    "https://myhealth.alberta.ca/health/AfterCareInformation/pages/conditions.aspx?HwId=bo1583",
    _28,
)
_LISTHESIS_SYMPTOMS = Reference(
    "Exercises for spondylolisthesis: worse on standing and on bending far back (Healthline)",
    "https://www.healthline.com/health/fitness-exercise/spondylolisthesis-exercises",
    _28,
)
_LYSIS = Reference(
    "Lumbar spondylolysis in young athletes: overview and a physical therapy program",
    "https://www.hindawi.com/journals/JSM/2020/9235958/",
    _28,
)
_LONG_TRIAL = Reference(
    "Does it matter which exercise? (randomized trial, Long 2004)",
    "https://www.researchgate.net/publication/8162379_Does_it_Matter_Which_Exercise_A_Randomised_Control_Trial_of_"
    "Exercise_for_Low_Back_Pain",
    _28,
)
_MAY_REVIEW = Reference(
    "Centralization and directional preference (systematic review, May 2018, copy of the abstract)",
    "https://chiro.org/Graphics_Box_LOW_BACK/Centralization_and_Directional_Preference.shtml",
    _28,
)
_DISC_TRIAL = Reference(
    "Physical therapy for acute back pain with sciatica (randomized trial, Fritz 2021)",
    "https://doi.org/10.7326/M20-4187",
    _24,
)
_ANNULAR = Reference(
    "Annular tear: healing time and exercises (Laser Spine Institute)",
    "https://www.laserspineinstitute.com/back_problems/annular_tear/healing/",
    _28,
)
_NECK_NERVES = Reference(
    "Cervical myelopathy and radiculopathy (Dynamic Health, Cambridgeshire NHS)",
    "https://www.dynamichealth.nhs.uk/help-and-advice/neck-pain/cervical-myelopathy-and-radiculopathy",
    _24,
)
_PAIN_LIMITS = Reference(
    "Lumbar stenosis: how much exercise, how much pain (Dynamic Health, Cambridgeshire NHS)",
    "https://dynamichealth.nhs.uk/help-and-advice/lower-back-pain/lumbar-stenosis",
    _28,
)
_LEG_GLIDES = Reference(
    "Nerve moving exercises for low back pain (systematic review, PLOS One 2024)",
    "https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0302930",
    _28,
)
_ARM_GLIDES = Reference(
    "Nerve exercises with neck and arm pain from a nerve root (randomized trial, Rafiq 2022)",
    "https://doi.org/10.1371/journal.pone.0278177",
    _28,
)
_SLIDERS = Reference(
    "Tensioners and sliders: what the evidence says (TrackActive)",
    "http://trackactive.co/tensioners-and-sliders-what-does-the-evidence-say",
    _28,
)
_PREGNANCY_BACK = Reference(
    "Why avoid lying on your back when exercising in pregnancy? (copy of a Victorian health page)",
    "https://cemle.com/why-is-it-important-during-the-2nd-and-3rd-trimester-to-avoid-lying-on-your-back-when-exercising/amp",
    _28,
)
_PREGNANCY_COUNCIL = Reference(
    "Keeping active during pregnancy: no lying flat on the back after 16 weeks (Doncaster Council)",
    "http://www.doncaster.gov.uk/services/health-wellbeing/keeping-active-during-pregnancy",
    _28,
)
_PREGNANCY_PHYSIO = Reference(
    "Pregnancy exercise advice: not lying on your back, no strain (Pelvic Health Physio, New Zealand)",
    "http://www.pelvichealthphysio.co.nz/For-Women/Pregnancy-Exercise-Advice",
    _28,
)
_PELVIC_GIRDLE = Reference(
    "Pelvic girdle pain: avoid standing on one leg (Northern Care Alliance NHS)",
    "https://northerncarealliance.nhs.uk/patient-information/patient-leaflets/physiotherapy-pelvic-girdle-pain-pgp"
    "?q=%2Fpatient-information%2Fpatient-leaflets%2Fphysiotherapy-pelvic-girdle-pain-pgp",
    _28,
)
_SI_LEAFLET = Reference(
    "Sacroiliac joint exercises: weight even on both feet (Milton Keynes University Hospital)",
    "https://www.mkuh.nhs.uk/patient-information-leaflet/sacroiliac-joint-exercises",
    _28,
)
_BREATH = Reference(
    "Breath-holding activities (Heart Research, UK)",
    "https://chd.heartresearch.org.uk/teenagers/breath-holding-activities",
    _28,
)
_SPONDYLOARTHRITIS = Reference(
    "Physical activity for axial spondyloarthritis (Therapeutic Guidelines, copy)",
    "https://etg-complete-oxy.netlify.app/rheumatology/axial-spondyloarthritis/c_rhg_axial-spondyloarthritis_topic_7",
    _28,
)
_KYPHOSIS = Reference(
    "Spine strengthening and posture training for a rounded back (SHEAF randomized trial, Katzman 2017)",
    "https://link.springer.com/article/10.1007%2Fs00198-017-4109-x",
    _28,
)
_SCOLIOSIS = Reference(
    "Management of spinal deformities and evidence of treatment effectiveness (Bettany-Saltikov 2017)",
    "https://www.benthamopen.com/FULLTEXT/TOORTHJ-11-1521",
    _28,
)
_PIRIFORMIS = Reference(
    "Piriformis syndrome: exercises (MyHealth Alberta)",
    "https://myhealth.alberta.ca/Health/aftercareinformation/pages/conditions.aspx?hwid=zp4474",
    _28,
)
_TAILBONE = Reference(
    "Exercises for coccyx pain (osteopathy clinic)",
    "https://www.pelvicconnectionosteo.com.au/healthpivots/exercises-for-coccyx-pain-relief",
    _28,
)
_TAILBONE_STRETCHES = Reference(
    "Stretches for tailbone pain (Medical News Today)", "https://www.medicalnewstoday.com/articles/322610", _28
)
_WHIPLASH = Reference(
    "Whiplash exercises: movement first, then strength (mywhiplash.com.au)",
    "http://mywhiplash.com.au/content/whiplash-exercises",
    _28,
)
_TORTICOLLIS = Reference(
    "Acute torticollis (Pure Physiotherapy)", "https://purephysiotherapy.co.uk/conditions/acute-torticollis/", _28
)
_AFTER_SURGERY = Reference(
    "Physical therapy after lumbar spine surgery (randomized trial, Archer 2016)",
    "https://pmc.ncbi.nlm.nih.gov/articles/PMC4709178/",
    _28,
)
_ACTIVITY = Reference(
    "How much physical activity do adults need? (US Centers for Disease Control and Prevention, copy)",
    "https://medfitnetwork.org/public/all-mfn/how-much-physical-activity-do-adults-need",
    _24,
)
_OWEN = Reference(
    "Which kinds of exercise help most in chronic low back pain? (network meta-analysis, Owen 2020)",
    "https://bjsm.bmj.com/content/54/21/1279",
    _24,
)

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
        sources=(_NHSGGC,),
    ),
    Rule(
        name="clinician_first",
        when=_ids("cauda_equina_syndrome", "spinal_infection", "myelopathy", "compression_fracture"),
        refuses="clinician_first",
        why="Named as a diagnosis, these are warning signs too; after a broken vertebra a therapist guides the start.",
        sources=(_NHSGGC, _NOGG),
    ),
    Rule(
        name="surgery_told",
        when=_ids("recent_surgery"),
        refuses="recent_surgery",
        why="After spine surgery the surgeon says when to start.",
        sources=(_FORTIUS,),
    ),
    Rule(
        name="surgery_within_12_weeks",
        when=_ids("surgery_within_12_weeks"),
        refuses="recent_surgery",
        why="Sources give 6 to 12 weeks, 3 months after a fusion; the safer number is used for all.",
        sources=(_FORTIUS,),
    ),
    Rule(
        name="under_18",
        when=_ids("under_18"),
        refuses="under_18",
        why="The guideline is for over 16s, the exercises are for adults; the safer age is used.",
        sources=(_NICE,),
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
        sources=(_ACP, _SELF_CARE_FORUM),
    ),
    Rule(
        name="lasting_pain",
        when=_ids("building"),
        level=2,
        mix=MappingProxyType({"endurance": 1, "flexibility": 2, "strength": 2}),
        why="From 6 to 12 weeks strength is added in steps.",
        sources=(_ACP, _AAOS),
    ),
    Rule(
        name="long_lasting_pain",
        when=_ids("strengthening"),
        mix=MappingProxyType({"endurance": 1, "flexibility": 2, "strength": 3}),
        why="From 12 weeks exercise is the first treatment; a mix, as no kind is clearly best.",
        sources=(_HAYDEN, _ACP),
    ),
    Rule(
        name="demanding_on_request",
        unless=_ids("harder"),
        level=2,
        why="Demanding exercises only for a person who asks for more. An engineer's choice on the safe side.",
        sources=(_AAOS,),
    ),
    Rule(
        name="gentler",
        when=_ids("gentler"),
        level=1,
        why="A person who asks for easier ones gets only gentle ones: an exercise that is too much is made simpler.",
        sources=(_PAIN_LIMITS,),
    ),
)

#: Age and balance.
_AGE_AND_BALANCE = (
    Rule(
        name="older",
        when=_ids("from_65"),
        level=2,
        why="From 65 nothing demanding, as falls and thin bones are more likely. An engineer's choice.",
        sources=(_WHO_OLDER,),
    ),
    Rule(
        name="balance_for_older",
        when=_ids("from_65"),
        wants=_ids("balance"),
        favours=_ids("tandem_stance"),
        why="Older people, above all those who move poorly, train balance on 3 or more days a week to prevent falls; "
        "here from 65 for all, the easier step first.",
        sources=(_WHO_OLDER,),
    ),
    Rule(
        name="balance_for_thin_bones",
        when=_ids("osteoporosis"),
        wants=_ids("balance"),
        favours=_ids("tandem_stance"),
        why="With osteoporosis balance and strength go together; walking alone is not enough. The easier step first.",
        sources=(_TOO_FIT, _UK_BONES),
    ),
    Rule(
        name="balance_wished",
        when=_ids("balance"),
        wants=_ids("balance"),
        why="The person wishes for balance.",
        sources=(_ACTIVITY,),
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
        sources=(_LONG_TRIAL, _MAY_REVIEW),
    ),
    Rule(
        name="bending_back_eases",
        when=_ids("bending_backward"),
        favours=_ids("extension", "end_range_extension"),
        allows=_ids("eased_by_bending_backward"),
        why="The same for bending back; far back only where the person says that it eases the pain.",
        sources=(_LONG_TRIAL, _MAY_REVIEW),
    ),
    Rule(
        name="flexion_for_stenosis",
        when=_ids("spinal_stenosis"),
        favours=_ids("flexion"),
        why="Bending forward gives the nerves more room.",
        sources=(_STENOSIS_REVIEW, _STENOSIS_TRIAL),
    ),
    Rule(
        name="facet_joints",
        when=_ids("facet_joint_disease", "bone_spurs"),
        unless=_ids("bending_backward"),
        favours=_ids("flexion"),
        leaves_out=_ids("end_range_extension"),
        why="These joints are loaded by bending back. Common practice; not for a person who feels better that way.",
        sources=(_FACET, _FACET_SHEET),
        note="Because the small joints of your spine came up, I left out moves that bend you far back.",
    ),
    Rule(
        name="disc",
        when=_ids("bulging_disc", "annular_tear"),
        unless=_ids("bending_forward"),
        leaves_out=_ids("loaded_flexion", "end_range_flexion"),
        why="Bending far forward is left for later, unless it eases the pain. Common practice.",
        sources=(_ANNULAR, _NHSGGC),
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
        sources=(_STENOSIS_REVIEW,),
        note="Because spinal stenosis came up, I left out moves that bend you far back.",
    ),
    Rule(
        name="spondylolisthesis",
        when=_ids("spondylolisthesis", "spondylolysis"),
        adds=_ids("spondylolisthesis"),
        why="Pain gets worse on bending far back; programs use flexion and a steady back.",
        sources=(_LISTHESIS, _LISTHESIS_SYMPTOMS),
        note="Because one bone in your back needs care, I left out moves that bend you far back.",
    ),
    Rule(
        name="spondylolysis_twisting",
        when=_ids("spondylolysis"),
        unless=_ids("strengthening"),
        leaves_out=_ids("twisting"),
        why="Bending back and twisting are left out at first.",
        sources=(_LYSIS,),
        note="While a small crack in the bone may still heal, I left out moves that twist your back.",
    ),
    Rule(
        name="osteoporosis",
        when=_ids("osteoporosis"),
        adds=_ids("osteoporosis"),
        why="No far or loaded bending and no twisting; the consensus asks for care with them, read on the safe side.",
        sources=(_UK_BONES, _TOO_FIT),
        note="Because of thin bones, I left out moves that bend your back far or twist it.",
    ),
    Rule(
        name="back_strength_for_thin_bones",
        when=_ids("osteoporosis"),
        favours=_ids("back_strength"),
        why="Work on the muscles that hold the back upright.",
        sources=(_UK_BONES, _TOO_FIT),
    ),
    Rule(
        name="pregnancy",
        when=_ids("pregnancy"),
        adds=_ids("pregnancy"),
        why="Not flat on the back after 16 weeks; as the week is not asked, never. Face down is left out as well.",
        sources=(_PREGNANCY_BACK, _PREGNANCY_COUNCIL, _PREGNANCY_PHYSIO),
        note="Because you are pregnant, I left out moves flat on your back or front. "
        "Please ask your midwife or doctor before you start.",
    ),
    Rule(
        name="disc_or_nerve_in_the_back",
        when=_DISC_AND_NERVE,
        unless=_NECK_OR_ARM,
        adds=_ids("herniated_disc_leg_pain"),
        why="A pressed nerve of the lower back: no move that sends the pain farther down.",
        sources=(_DISC_TRIAL, _NHSGGC),
    ),
    Rule(
        name="pain_down_the_leg",
        when=_ids("buttock_leg"),
        unless=_ids("spinal_stenosis"),
        adds=_ids("herniated_disc_leg_pain"),
        why="Pain down the leg counts as a pressed nerve, unless stenosis came up, which bending forward eases.",
        sources=(_NHSGGC, _STENOSIS_REVIEW),
    ),
    Rule(
        name="herniated_disc_leg_pain",
        when=_ids("herniated_disc_leg_pain"),
        adds=_ids("herniated_disc_leg_pain"),
        why="Told by the person.",
        sources=(_NHSGGC,),
        note="To go easy on the nerves of your leg, I left out moves that bend you far forward.",
    ),
    Rule(
        name="disc_or_nerve_in_the_neck",
        when=_DISC_AND_NERVE,
        where=_NECK_OR_ARM,
        adds=_ids("arm_nerve_pain"),
        why="A pressed nerve of the neck: no move that pulls on it.",
        sources=(_NECK_NERVES,),
    ),
    Rule(
        name="pain_down_the_arm",
        when=_ids("arm"),
        adds=_ids("arm_nerve_pain"),
        why="Pain down the arm counts as a pressed nerve.",
        sources=(_NECK_NERVES,),
    ),
    Rule(
        name="arm_nerve_pain",
        when=_ids("arm_nerve_pain"),
        adds=_ids("arm_nerve_pain"),
        why="Told by the person.",
        sources=(_NECK_NERVES,),
        note="To go easy on the nerves of your arm, I left out moves that pull on your neck.",
    ),
    Rule(
        name="balance_problem",
        when=_ids("balance_problem"),
        adds=_ids("balance_problem"),
        why="Unsteady people need someone beside them for balance work; a plan on paper cannot give that.",
        sources=(_NHSGGC,),
        note="Because of your balance, I left out moves where you could tip over. "
        "Keep a wall or a firm chair close by.",
    ),
    Rule(
        name="knee_problem",
        when=_ids("knee_problem"),
        adds=_ids("knee_problem"),
        why="An exercise that raises the pain is made simpler or left. Common practice.",
        sources=(_PAIN_LIMITS,),
        note="Because of your knees, I left out moves that press on them.",
    ),
    Rule(
        name="shoulder_problem",
        when=_ids("shoulder_problem"),
        adds=_ids("shoulder_problem"),
        why="As for the knee.",
        sources=(_PAIN_LIMITS,),
        note="Because of your shoulder, I left out moves that load it.",
    ),
    Rule(
        name="wrist_problem",
        when=_ids("wrist_problem"),
        adds=_ids("wrist_problem"),
        why="As for the knee.",
        sources=(_PAIN_LIMITS,),
        note="Because of your wrist, I left out moves where you lean on your hands.",
    ),
    Rule(
        name="high_blood_pressure",
        when=_ids("high_blood_pressure"),
        adds=_ids("high_blood_pressure"),
        why="Straining with held breath makes blood pressure jump.",
        sources=(_BREATH,),
        note="Because of your blood pressure, I left out holds that make you strain. "
        "Breathe all the time, and ask your doctor first if it is not well controlled.",
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
        sources=(_SPONDYLOARTHRITIS,),
        note="Because your spine may be stiff, I left out moves that bend you far forward.",
    ),
    Rule(
        name="rounded_back",
        when=_ids("kyphosis"),
        favours=_ids("extension", "back_strength"),
        leaves_out=_ids("loaded_flexion"),
        why="Strength for the back and posture training made the curve a little smaller.",
        sources=(_KYPHOSIS,),
        note="Because of the curve in your upper back, I left out moves that curl you forward.",
    ),
    Rule(
        name="scoliosis",
        when=_ids("scoliosis"),
        favours=_ids("core_strength"),
        why="For adults there are too few studies; general strength, core first. Common practice.",
        sources=(_SCOLIOSIS,),
    ),
    Rule(
        name="pelvis_joints",
        when=_ids("sacroiliac_joint"),
        favours=_ids("hips_strength", "hips_flexibility"),
        leaves_out=_ids("single_leg_stand", "single_leg_bridge"),
        why="Weight even on both feet; standing on one leg brings on the pain. The second leaflet is about pregnancy.",
        sources=(_SI_LEAFLET, _PELVIC_GIRDLE),
        note="Because of the joints in your pelvis, I left out moves on one leg.",
    ),
    Rule(
        name="buttock_muscle",
        when=_ids("piriformis_syndrome"),
        favours=_ids("figure_four_stretch"),
        why="The stretch for this muscle.",
        sources=(_PIRIFORMIS,),
    ),
    Rule(
        name="tailbone",
        when=_ids("tailbone_pain"),
        favours=_ids("figure_four_stretch", "knee_to_chest", "heel_sit_stretch"),
        why="Moves that loosen hips and buttocks. A weak source; gentle moves only.",
        sources=(_TAILBONE, _TAILBONE_STRETCHES),
    ),
    Rule(
        name="new_neck_injury",
        when=_ids("whiplash", "torticollis"),
        during=_ids("gentle"),
        favours=_ids("small_movement"),
        leaves_out=_ids("levator_stretch", "upper_trapezius_stretch"),
        why="Easy turning first, strength and pulling later.",
        sources=(_WHIPLASH, _TORTICOLLIS),
        note="While your neck settles, I left out moves that pull on it.",
    ),
    Rule(
        name="pain_after_surgery",
        when=_ids("failed_back_surgery"),
        level=1,
        why="Pain after surgery, with the surgeon's leave: begin with gentle ones.",
        sources=(_AFTER_SURGERY, _FORTIUS),
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
        sources=(_LEG_GLIDES, _SLIDERS),
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
        sources=(_ARM_GLIDES, _SLIDERS),
    ),
)

#: What the person wishes for.
_GOALS = (
    Rule(
        name="wish_endurance",
        when=_ids("endurance"),
        wants=_ids("endurance"),
        why="Staying power and weight: a second kind of exercise that makes you breathe faster.",
        sources=(_ACTIVITY,),
    ),
    Rule(
        name="wish_flexibility",
        when=_ids("flexibility"),
        wants=_ids("flexibility"),
        why="One more stretch. No kind of exercise is clearly best, so the wish decides.",
        sources=(_HAYDEN,),
    ),
    Rule(
        name="wish_strength",
        when=_ids("strength"),
        wants=_ids("strength"),
        why="One more for strength.",
        sources=(_OWEN, _ACTIVITY),
    ),
    Rule(
        name="wish_core_strength",
        when=_ids("core_strength"),
        wants=_ids("core_strength"),
        why="One for the muscles around the middle.",
        sources=(_OWEN,),
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
