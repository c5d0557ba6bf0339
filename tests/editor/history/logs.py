"""Logs to travel through, made by hand: entries with real ChangeSets, and the records they lead to."""

import random

from model.change import Change, ChangeSet, change_set
from model.entry import Entry, entry_of, led_to, root
from model.records import JourneyMap, Lane, Project, Record, Stage
from model.timeline import Timeline

BEGUN = 1_747_000_000_000
"""When the logs begin: in May 2025."""
MINUTE = 60_000


def records_at_first() -> dict[str, Record]:
    made = [
        Project(id="p", title="Home"),
        JourneyMap(id="m", order="a0", title="Now"),
        Lane(id="lane", map="m", order="a0", kind="free"),
        *(Stage(id=f"s{number}", map="m", order=f"a{number}", title=f"Stage {number}") for number in range(4)),
    ]
    return {record.id: record for record in made}


def renaming(state: dict[str, Record], stage: str, title: str) -> ChangeSet:
    before = state[stage]
    after = Stage(**{name: getattr(before, name) for name in ("id", "map", "order", "width")}, title=title)
    return change_set("change.set_field", (Change(before, after),), field="@field.title", title=title)


class Log:
    """A log that grows, with the state at each of its entries."""

    def __init__(self) -> None:
        first = root("Amal", "sitting", BEGUN)
        self.timeline = Timeline([first])
        self.states = {first.id: records_at_first()}
        self.order = [first.id]

    def add(self, changes: ChangeSet, on: str = "", author: str = "Amal", session: str = "sitting", **values) -> Entry:
        parent = on or self.timeline.head
        entry = entry_of(changes, (parent,), author, session, values.get("time", BEGUN + len(self.order) * MINUTE))
        self.timeline.add(entry)
        self.states[entry.id] = led_to(self.states[parent], [changes])
        self.order.append(entry.id)
        return entry

    def rename(self, stage: str, title: str, on: str = "", **values) -> Entry:
        return self.add(renaming(self.states[on or self.timeline.head], stage, title), on, **values)

    @property
    def records(self) -> dict[str, Record]:
        return self.states[self.timeline.head]


def grown(entries: int, seed: int = 1, branching: float = 0.0) -> Log:
    """Return a log of renamed stages; some entries stand on older ones than the newest, as after a merge."""
    log, chance = Log(), random.Random(seed)
    for number in range(entries):
        on = chance.choice(log.order) if chance.random() < branching else ""
        log.rename(f"s{chance.randrange(4)}", f"Title {number}", on)
    return log
