"""What the rules of care rest on: guidelines, reviews, trials and leaflets, each with the day it was looked up on.

Cited by the review of conservative care and by the rules of an exercise plan. Exercises and answers name theirs in
their own files below data/.
"""

from __future__ import annotations

from datetime import date

from backline.knowledge.exercise import Reference

_24 = date(2026, 11, 24)
_28 = date(2026, 11, 28)
_30 = date(2026, 11, 30)

AAOS = Reference(
    "Spine conditioning program (American Academy of Orthopaedic Surgeons, copy)",
    "https://baystatepain.com/pain-exercises/rehabilitation/spine-program/",
    _24,
)
ACP = Reference(
    "Low back pain guideline (American College of Physicians, 2017)",
    "https://www.aafp.org/afp/2017/0915/p407.html",
    _24,
)
ACR = Reference(
    "Low back pain, appropriateness criteria (American College of Radiology, 2021)",
    "https://profiles.wustl.edu/en/publications/acr-appropriateness-criteria-low-back-pain-2021-update",
    _24,
)
ACTIVITY = Reference(
    "How much physical activity do adults need? (US Centers for Disease Control and Prevention, copy)",
    "https://medfitnetwork.org/public/all-mfn/how-much-physical-activity-do-adults-need",
    _24,
)
AFTER_SURGERY = Reference(
    "Physical therapy after lumbar spine surgery (randomized trial, Archer 2016)",
    "https://pmc.ncbi.nlm.nih.gov/articles/PMC4709178/",
    _28,
)
ANNULAR = Reference(
    "Annular tear: healing time and exercises (Laser Spine Institute)",
    "https://www.laserspineinstitute.com/back_problems/annular_tear/healing/",
    _28,
)
ARM_GLIDES = Reference(
    "Nerve exercises with neck and arm pain from a nerve root (randomized trial, Rafiq 2022)",
    "https://doi.org/10.1371/journal.pone.0278177",
    _28,
)
BREATH = Reference(
    "Breath-holding activities (Heart Research, UK)",
    "https://chd.heartresearch.org.uk/teenagers/breath-holding-activities",
    _28,
)
DELITTO = Reference(
    "Surgery or physical therapy for spinal stenosis (Delitto, Ann Intern Med 2015)",
    "https://pmc.ncbi.nlm.nih.gov/articles/PMC6252248",
    _28,
)
DISC_TRIAL = Reference(
    "Physical therapy for acute back pain with sciatica (randomized trial, Fritz 2021)",
    "https://doi.org/10.7326/M20-4187",
    _24,
)
FACET = Reference("Facet arthropathy (Healthline)", "https://www.healthline.com/health/facet-arthropathy", _24)
FACET_SHEET = Reference(
    "Lumbar facet joint pain, fact sheet: worse on arching, knees to chest eases (MD Health)",
    "https://mdhealth.com.au/fact-sheets/lumbar-facet-joint-pain-fact-sheet/",
    _28,
)
FORTIUS = Reference("Spinal fusion (Fortius Clinic)", "https://www.fortiusclinic.com/conditions/spinal-fusion", _24)
HAYDEN = Reference(
    "Exercise therapy for chronic low back pain (Cochrane review, Hayden 2021)",
    "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC8477273/",
    _24,
)
HEART = Reference(
    "If you have a heart condition: talk to your doctor before you start (American College of Cardiology)",
    "https://cardiosmart.org/topics/healthy-living/move-more/if-you-have-a-heart-condition",
    _30,
)
KREBS = Reference(
    "Three short questions about pain, enjoyment and activity (Krebs, J Gen Intern Med 2009)",
    "https://link.springer.com/article/10.1007/s11606-009-0981-1",
    _28,
)
KYPHOSIS = Reference(
    "Spine strengthening and posture training for a rounded back (SHEAF randomized trial, Katzman 2017)",
    "https://link.springer.com/article/10.1007%2Fs00198-017-4109-x",
    _28,
)
LEG_GLIDES = Reference(
    "Nerve moving exercises for low back pain (systematic review, PLOS One 2024)",
    "https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0302930",
    _28,
)
LISTHESIS = Reference(
    "Spondylolysis and spondylolisthesis: exercises (MyHealth Alberta)",
    "https://myhealth.alberta.ca/health/AfterCareInformation/pages/conditions.aspx?HwId=bo1583",
    _28,
)
LISTHESIS_SYMPTOMS = Reference(
    "Exercises for spondylolisthesis: worse on standing and on bending far back (Healthline)",
    "https://www.healthline.com/health/fitness-exercise/spondylolisthesis-exercises",
    _28,
)
LONG_TRIAL = Reference(
    "Does it matter which exercise? (randomized trial, Long 2004)",
    "https://www.researchgate.net/publication/8162379_Does_it_Matter_Which_Exercise_A_Randomised_Control_Trial_of_"
    "Exercise_for_Low_Back_Pain",
    _28,
)
LYSIS = Reference(
    "Lumbar spondylolysis in young athletes: overview and a physical therapy program",
    "https://www.hindawi.com/journals/JSM/2020/9235958/",
    _28,
)
MAY_REVIEW = Reference(
    "Centralization and directional preference (systematic review, May 2018, copy of the abstract)",
    "https://chiro.org/Graphics_Box_LOW_BACK/Centralization_and_Directional_Preference.shtml",
    _28,
)
NECK_NERVES = Reference(
    "Cervical myelopathy and radiculopathy (Dynamic Health, Cambridgeshire NHS)",
    "https://www.dynamichealth.nhs.uk/help-and-advice/neck-pain/cervical-myelopathy-and-radiculopathy",
    _24,
)
NHSGGC = Reference(
    "Self-help for the lower back: checks before exercise at home (NHS Greater Glasgow and Clyde)",
    "https://www.nhsggc.scot/hospitals-services/services-a-to-z/musculoskeletal-msk-physiotherapy/"
    "self-help-and-information-lower-back/",
    _24,
)
NHS_INFORM = Reference(
    "Back problems (NHS Inform)",
    "https://www.nhsinform.scot/illnesses-and-conditions/muscle-bone-and-joints/self-management-advice/back-problems/",
    _24,
)
NICE = Reference(
    "Low back pain and sciatica, NG59 (NICE)",
    "https://www.nice.org.uk/guidance/ng59/chapter/Recommendations",
    _24,
)
NOGG = Reference(
    "Management of symptomatic osteoporotic vertebral fractures (NOGG guideline, section 8)",
    "https://nogg.org.uk/full-guideline/section-8-management-symptomatic-osteoporotic-vertebral-fractures",
    _28,
)
OWEN = Reference(
    "Which kinds of exercise help most in chronic low back pain? (network meta-analysis, Owen 2020)",
    "https://bjsm.bmj.com/content/54/21/1279",
    _24,
)
PAIN_LIMITS = Reference(
    "Lumbar stenosis: how much exercise, how much pain (Dynamic Health, Cambridgeshire NHS)",
    "https://dynamichealth.nhs.uk/help-and-advice/lower-back-pain/lumbar-stenosis",
    _28,
)
PELVIC_GIRDLE = Reference(
    "Pelvic girdle pain: avoid standing on one leg (Northern Care Alliance NHS)",
    "https://northerncarealliance.nhs.uk/patient-information/patient-leaflets/physiotherapy-pelvic-girdle-pain-pgp"
    "?q=%2Fpatient-information%2Fpatient-leaflets%2Fphysiotherapy-pelvic-girdle-pain-pgp",
    _28,
)
PEUL = Reference(
    "Surgery or longer conservative care for sciatica, 2-year results (Peul, BMJ 2008)",
    "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC2427077/",
    _24,
)
PIRIFORMIS = Reference(
    "Piriformis syndrome: exercises (MyHealth Alberta)",
    "https://myhealth.alberta.ca/Health/aftercareinformation/pages/conditions.aspx?hwid=zp4474",
    _28,
)
PREGNANCY_BACK = Reference(
    "Why avoid lying on your back when exercising in pregnancy? (copy of a Victorian health page)",
    "https://cemle.com/why-is-it-important-during-the-2nd-and-3rd-trimester-to-avoid-lying-on-your-back-when-exercising/amp",
    _28,
)
PREGNANCY_COUNCIL = Reference(
    "Keeping active during pregnancy: no lying flat on the back after 16 weeks (Doncaster Council)",
    "http://www.doncaster.gov.uk/services/health-wellbeing/keeping-active-during-pregnancy",
    _28,
)
PREGNANCY_PHYSIO = Reference(
    "Pregnancy exercise advice: not lying on your back, no strain (Pelvic Health Physio, New Zealand)",
    "http://www.pelvichealthphysio.co.nz/For-Women/Pregnancy-Exercise-Advice",
    _28,
)
SCOLIOSIS = Reference(
    "Management of spinal deformities and evidence of treatment effectiveness (Bettany-Saltikov 2017)",
    "https://www.benthamopen.com/FULLTEXT/TOORTHJ-11-1521",
    _28,
)
SELF_CARE_FORUM = Reference("Lower back pain (Self Care Forum)", "https://www.selfcareforum.org/lower-back-pain", _24)
SI_LEAFLET = Reference(
    "Sacroiliac joint exercises: weight even on both feet (Milton Keynes University Hospital)",
    "https://www.mkuh.nhs.uk/patient-information-leaflet/sacroiliac-joint-exercises",
    _28,
)
SLIDERS = Reference(
    "Tensioners and sliders: what the evidence says (TrackActive)",
    "http://trackactive.co/tensioners-and-sliders-what-does-the-evidence-say",
    _28,
)
SPONDYLOARTHRITIS = Reference(
    "Physical activity for axial spondyloarthritis (Therapeutic Guidelines, copy)",
    "https://etg-complete-oxy.netlify.app/rheumatology/axial-spondyloarthritis/c_rhg_axial-spondyloarthritis_topic_7",
    _28,
)
STENOSIS_REVIEW = Reference(
    "Diagnosis and management of lumbar spinal stenosis (review, JAMA 2022)",
    "https://pubmed.ncbi.nlm.nih.gov/35503342/",
    _24,
)
STENOSIS_TRIAL = Reference(
    "Supervised physical therapy versus surgery for lumbar spinal stenosis",
    "https://link.springer.com/article/10.1186/s12891-022-05632-y",
    _24,
)
TAILBONE = Reference(
    "Exercises for coccyx pain (osteopathy clinic)",
    "https://www.pelvicconnectionosteo.com.au/healthpivots/exercises-for-coccyx-pain-relief",
    _28,
)
TAILBONE_STRETCHES = Reference(
    "Stretches for tailbone pain (Medical News Today)", "https://www.medicalnewstoday.com/articles/322610", _28
)
TOO_FIT = Reference(
    "Too Fit To Fracture: exercise with osteoporosis or a vertebral fracture (consensus, Giangregorio 2014, copy)",
    "https://scribd.com/document/262007549/Too-Fit-To-Fracture",
    _28,
)
TORTICOLLIS = Reference(
    "Acute torticollis (Pure Physiotherapy)", "https://purephysiotherapy.co.uk/conditions/acute-torticollis/", _28
)
UK_BONES = Reference(
    "Strong, steady and straight, UK consensus on exercise for osteoporosis",
    "https://eprints.keele.ac.uk/id/eprint/10791/",
    _24,
)
WHIPLASH = Reference(
    "Whiplash exercises: movement first, then strength (mywhiplash.com.au)",
    "http://mywhiplash.com.au/content/whiplash-exercises",
    _28,
)
WHO_OLDER = Reference(
    "Physical activity: adults aged 65 and above (World Health Organization)",
    "http://www.who.int/features/factfiles/physical_activity/facts/en/index6.html",
    _28,
)
