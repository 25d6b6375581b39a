"""Interactives: pictures of `dlcore.viz` moved by ipywidgets, one file a lesson."""

from dlcore.widgets.base import Interactive
from dlcore.widgets.controls import choice, slider
from dlcore.widgets.quiz import quiz

__all__ = ["Interactive", "choice", "quiz", "slider"]
