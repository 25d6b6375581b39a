"""Pictures of engine objects: Matplotlib figures that never pass through pyplot, one file a subject."""

from dlcore.viz.base import Picture, style

__all__ = ["Picture", "style"]
