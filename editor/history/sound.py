"""Whether a state that a log tells of makes a document. A log comes from elsewhere: it may say what cannot be."""

from collections.abc import Callable, Iterable

from model.change import ChangeSet
from model.document import Document
from model.records import KIND_OF, Card, Link, Project, Record, references

Find = Callable[[str], Record | None]


def sound(document: Document, changes: ChangeSet) -> bool:
    """Return whether a document that is sound stays so with these changes: only what they touch is looked at."""
    after = {change.id: change.after for change in changes.changes}

    def find(identity: str) -> Record | None:
        return after[identity] if identity in after else document.find(identity)

    touched = [record for record in after.values() if record is not None]
    for change in changes.changes:
        if change.after is None or type(change.after) is not type(change.before):
            touched += [each for each in document.referring(change.id) if each.id not in after]
    projects = sum(isinstance(each, Project) for each in _changed(document, after))
    return projects == 1 and all(_leads_somewhere(each, find) for each in touched)


def _changed(document: Document, after: "dict[str, Record | None]") -> Iterable[Record | None]:
    """Return the project there was, unless it changes, and all that is new."""
    project = document.find(document.project.id) if document.records else None
    return [*([project] if project is not None and project.id not in after else []), *after.values()]


def _leads_somewhere(record: Record, find: Find) -> bool:
    """Return whether all that a record refers to is there, of its kind, and on the map that it is on itself."""
    for name, rule, target in references(record):
        found = find(target)
        if found is None or KIND_OF[type(found)] != rule.target:
            return False
        if isinstance(record, Card | Link) and name != "about" and getattr(found, "map", record.map) != record.map:
            return False
    return True
