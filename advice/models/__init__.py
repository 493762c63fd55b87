"""Advice: topics, guides, questions with answers, what people ask, materials."""

from advice.models.asked import Asked, Canned, Letter, Note
from advice.models.feedback import Feedback
from advice.models.guides import (
    GuideDownload,
    GuideIndexPage,
    GuidePage,
    GuideSource,
    RelatedGuide,
)
from advice.models.materials import MaterialIndexPage, MaterialPage
from advice.models.pages import QuestionIndexPage
from advice.models.questions import Question, QuestionGuide, QuestionSource
from advice.models.topics import Topic

__all__ = [
    "Asked",
    "Canned",
    "Feedback",
    "GuideDownload",
    "GuideIndexPage",
    "GuidePage",
    "GuideSource",
    "Letter",
    "MaterialIndexPage",
    "MaterialPage",
    "Note",
    "Question",
    "QuestionGuide",
    "QuestionIndexPage",
    "QuestionSource",
    "RelatedGuide",
    "Topic",
]
