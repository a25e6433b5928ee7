"""What the assistant knows: topics, their answers and sources, and exercises."""

from __future__ import annotations

from backline.knowledge.base import KnowledgeBase
from backline.knowledge.exercises import Exercise, ExerciseLibrary
from backline.knowledge.topic import Answer, KnowledgeError, Source, Topic

__all__ = ["Answer", "Exercise", "ExerciseLibrary", "KnowledgeBase", "KnowledgeError", "Source", "Topic"]
