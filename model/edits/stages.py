"""Edits of stages: add, move."""

from model.change import ChangeSet
from model.document import Document
from model.edits.draft import Draft, short
from model.ids import new_id
from model.records import Stage


def add_stage(document: Document, map_id: str, index: int | None = None, title: str = "") -> ChangeSet:
    """Add a stage at an index among the map's stages; None is the end."""
    draft = Draft(document)
    stages = list(document.stages(map_id))
    order = draft.place(stages, len(stages) if index is None else index)
    draft.put(Stage(id=new_id(), map=map_id, order=order, title=title))
    return draft.finish("change.add_stage", title=short(title))


def move_stage(document: Document, stage_id: str, index: int) -> ChangeSet:
    """Move a stage with its cards to an index, counted with the stage still standing where it was."""
    draft = Draft(document)
    stage = document.get(Stage, stage_id)
    draft.move(document.stages(stage.map), stage_id, index)
    return draft.finish("change.move_stage", title=short(stage.title))
