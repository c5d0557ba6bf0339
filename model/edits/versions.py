"""Edits of named versions: name a state, rename it, take the name away. The state itself is in the log."""

from model.change import ChangeSet
from model.document import Document
from model.edits.draft import Draft, short
from model.edits.fields import remove
from model.ids import new_id
from model.records import Version


def name_version(document: Document, entry_id: str, title: str, note: str = "", *, author: str, time: int) -> ChangeSet:
    """Give the state at an entry of the log a name. author, time (ms since 1970): who names it, and when."""
    draft = Draft(document)
    draft.put(Version(id=new_id(), entry=entry_id, title=title, note=note, author=author, time=time))
    return draft.finish("change.name_version", title=short(title))


def rename_version(document: Document, version_id: str, title: str, note: str) -> ChangeSet:
    """Give a named version another name and note."""
    draft = Draft(document)
    draft.change(version_id, title=title, note=note)
    return draft.finish("change.rename_version", title=short(title))


def remove_version(document: Document, version_id: str) -> ChangeSet:
    """Take the name away; the state stays in the log."""
    return remove(document, (document.get(Version, version_id).id,))
