"""The names of the public contract: what `backline understand` says, and what messages are labelled with."""

from __future__ import annotations

from backline.language.red_flag_file import FLAGS

CONDITION_PREFIX = "condition:"

RED_FLAGS: tuple[str, ...] = FLAGS

CONDITIONS: tuple[str, ...] = (
    "bulging_disc",
    "herniated_disc",
    "degenerative_disc_disease",
    "facet_joint_disease",
    "bone_spurs",
    "spinal_stenosis",
    "sciatica",
    "pinched_nerve",
    "spondylolisthesis",
    "spondylosis",
    "spinal_arthritis",
    "scoliosis",
    "kyphosis",
    "compression_fracture",
    "osteoporosis",
    "muscle_strain",
    "sacroiliac_joint",
    "tailbone_pain",
    "whiplash",
    "myelopathy",
    "cauda_equina_syndrome",
    "failed_back_surgery",
    "ankylosing_spondylitis",
    "annular_tear",
    "radiculopathy",
    "low_back_pain",
    "neck_pain",
    "upper_back_pain",
    "spinal_infection",
    "piriformis_syndrome",
    "torticollis",
    "spondylolysis",
    "lordosis",
)
"""Ids of conditions; each is a topic of data/knowledge. More may be added, none is renamed."""

SUBJECTS: tuple[str, ...] = (
    "symptom",
    "exercise",
    "physical_therapy",
    "hot_cold",
    "medication",
    "injection",
    "posture",
    "weight",
    "smoking",
    "surgery",
    "recovery",
    "diagnosis_imaging",
    "cost_insurance",
    "appointment_contact",
    "failed_conservative_care",
    "sudden_worsening",
    "work_activity",
    "sleep",
    "prevention",
    "pregnancy",
)
"""What else a message may be about."""

TOPICS: tuple[str, ...] = (*(CONDITION_PREFIX + name for name in CONDITIONS), *SUBJECTS)

CARE: tuple[str, ...] = (
    "physical_therapy",
    "exercise",
    "hot_cold",
    "medication",
    "injection",
    "posture",
    "weight",
    "smoking",
    "chiropractic",
    "acupuncture",
    "massage",
    "rest",
    "traction",
    "tens",
    "brace",
    "surgery",
)
"""Care a person may have tried."""

ASPECTS: tuple[str, ...] = (
    "what_is",
    "symptoms",
    "causes",
    "treatment",
    "self_care",
    "exercises",
    "risks",
    "benefits",
    "how_to",
    "recovery",
    "when_surgery",
    "cost",
    "book",
    "contact",
    "human",
    "other",
)
"""What a question or request may be after."""
