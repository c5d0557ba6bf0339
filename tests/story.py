"""A project with a history, made step by step: for tests of what reads the log."""

from dataclasses import replace

from model.document import Document
from model.edits.fields import set_fields
from model.entry import entry_of, root
from model.records import Card, JourneyMap, Lane, Project, Stage
from model.store import files
from model.store.log import cleaned
from model.timeline import Timeline

NOON = 1_778_500_800_000
"""12 May 2026 at noon in UTC, in ms since 1970."""
_MINUTE = 60_000


def small_project():
    """Return the records of a project of one map, two stages, two lanes (the second one hidden) and three cards."""
    return [
        Project("p", title="Buying", client="Acme", authors=("Amal",)),
        JourneyMap("m", "a0", "Now"),
        Stage("s", "m", "a0", "Look"),
        Stage("t", "m", "a1", "Pay"),
        Lane("l", "m", "a0", "touchpoints"),
        Lane("h", "m", "a1", "pain_points", "Behind", hidden=True),
        Card("a", "m", "s", "l", "a0", "touchpoint", "Searches the web"),
        Card("b", "m", "t", "l", "a0", "touchpoint", "Pays"),
        Card("x", "m", "s", "h", "a0", "pain_point", "Hidden pain", about="a"),
    ]


class Story:
    """Records and their log. Each step is an entry a minute later, with ids that count: "entry1", "entry2" …"""

    def __init__(self, records=None, mark="entry"):
        self.document = Document(small_project() if records is None else records)
        self.mark, self.time, self.steps = mark, NOON, 0
        self.log = Timeline([replace(root("Amal", "first", NOON), id=f"{mark}0")])

    def do(self, changes, author="Amal", session="first"):
        """Apply a ChangeSet and log it; return its id."""
        self.steps += 1
        self.time += _MINUTE
        changes = cleaned(replace(changes, id=f"{self.mark}{self.steps}"))
        self.document.apply(changes)
        self.log.add(entry_of(changes, (self.log.head,), author, session, self.time))
        return changes.id

    def title(self, identity, title, author="Amal", session="first"):
        """Give a record another title; return the id of the entry."""
        return self.do(set_fields(self.document, identity, title=title), author, session)

    def branch(self, mark):
        """Return the same project on another computer, whose entries carry another mark."""
        other = Story(self.document.records.values(), mark)
        other.log, other.time = Timeline(self.log.entries.values()), self.time
        return other

    def write(self, path):
        """Write it as a file and return the path."""
        files.write_log(path, self.document.records.values(), self.log.entries.values(), replace=True)
        return path
