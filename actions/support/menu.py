"""What is offered where a conversation needs a way on, and what is forgotten when a request is given up."""

from __future__ import annotations

MENU = [
    {"title": "Explain a back problem", "payload": '/ask_capabilities{"value": "topics"}'},
    {"title": "Suggest exercises", "payload": "/request_exercises"},
    {"title": "Look at what I have tried", "payload": "/review_care"},
    {"title": "Contact the clinic", "payload": "/request_contact"},
]

CONTACT_SLOTS = (
    "contact_name",
    "contact_details",
    "contact_reach",
    "contact_reason",
    "contact_consent",
    "contact_confirmed",
    "summary_without",
)
