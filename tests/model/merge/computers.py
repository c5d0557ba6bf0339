"""Simulated computers: documents edited through the edits, with real logs, and copies that they hand around."""

from dataclasses import replace
from typing import NamedTuple

from hypothesis import strategies as st

from model.change import Change, change_set
from model.document import Document
from model.edits.cards import add_card, move_cards, set_score
from model.edits.clipboard import copy, duplicate, paste
from model.edits.conflicts import settle_conflict
from model.edits.fields import remove, set_fields
from model.edits.lanes import add_lane, move_lane
from model.edits.links import connect
from model.edits.maps import add_map, add_persona
from model.edits.stages import add_stage, move_stage
from model.entry import entry_of, root
from model.ids import seeded
from model.merge.ancestor import Graph
from model.merge.plan import plan
from model.merge.side import Side
from model.merge.signing import signer
from model.records import (
    CARD_KINDS,
    KIND_OF,
    KINDS,
    LANE_KINDS,
    Card,
    Comment,
    JourneyMap,
    Lane,
    Link,
    Persona,
    Project,
    Stage,
)
from model.restoring import forgetting
from model.store.references import settle
from model.timeline import Timeline
from tests.strategies import documents

TITLES = ("", "Waits", "Calls", "ينتظر", "ממתינה")
WORDS = ("web", "phone", "بريد", "letter")


class Copy(NamedTuple):
    """What a file holds."""

    records: dict
    log: Timeline


class Computer:
    """A document and its log on one computer, whose clock may be anything."""

    def __init__(self, name, copy_, author=None):
        self.name, self.author = name, author or name
        self.document = Document(copy_.records.values())
        self.log = Timeline(copy_.log.entries.values())
        self.steps = 0

    def edit(self, steps):
        for step in steps:
            with seeded(f"{self.name} {self.steps}"):
                changes = act(self.document, step)
            self.steps += 1
            if changes:
                self.do(changes, step[4])

    def do(self, changes, time):
        self.document.apply(changes)
        self.log.add(entry_of(changes, (self.log.head,), self.author, self.name, time))

    def forget(self, number):
        """Forget the log before an entry, counted back from the head along first parents."""
        chain = self.log.chain(self.log.head)
        self.log = Timeline(forgetting(self.log, chain[number % len(chain)].id, self.document.records))

    @property
    def copy(self):
        return Copy(dict(self.document.records), Timeline(self.log.entries.values()))

    def plan(self, theirs):
        return plan(self.document.records, self.log, theirs.records, theirs.log)

    def take(self, theirs):
        planned = self.plan(theirs)
        assert planned.head == self.log.head
        self.document.apply(planned.changes)
        for entry in (*planned.entries, *([planned.entry] if planned.entry else [])):
            assert entry.id not in self.log.entries
            assert all(parent in self.log.entries for parent in entry.parents)
            self.log.add(entry)
        return planned


def begun(document):
    """A file that begins with a document."""
    return Copy(dict(document.records), Timeline([replace(root("Amal", "s", 1), id="root")]))


def kinds():
    """Some kinds of edits: with few of them in a world those of two people meet more often than with all."""
    more = ("title", "about", "move", "remove", "remove whole", "words", "comment", "add card")
    return st.lists(st.sampled_from((*sorted(ACTS), *more, *more)), min_size=1, max_size=4)


def steps(among, most=6):
    """Some edits: what, with which records (as numbers), and at which time; times repeat and run backwards."""
    few, value = st.sampled_from((0, 0, 0, 1, 1, 2, 3, 4, 7)), st.integers(0, 7)
    return st.lists(st.tuples(st.sampled_from(among), few, value, value, st.integers(2, 6)), min_size=2, max_size=most)


def small():
    """Documents of few records, so that edits meet: of every kind, and one in which all is about something."""
    crowds = st.builds(crowded)
    return st.one_of(documents(most_maps=2, most_stages=2, most_lanes=3, most_cards=4), crowds, crowds)


def crowded():
    """A document with two maps, on which cards are about one another, linked and spoken of."""
    records = [Project("project", title="Both"), Persona("persona", "a0", "Louise")]
    for home in ("map0", "map1"):
        records.append(JourneyMap(home, "a0", home, persona="persona"))
        records += [Stage(f"{home}s{n}", home, f"a{n}", f"Stage {n}") for n in range(2)]
        records += [Lane(f"{home}l{n}", home, f"a{n}", kind) for n, kind in enumerate(("touchpoints", "pain_points"))]
    cards = [
        Card(f"card{n}", "map0", f"map0s{n % 2}", f"map0l{n // 2 % 2}", "a0", ("touchpoint", "pain_point")[n // 2 % 2])
        for n in range(4)
    ]
    cards[0] = replace(cards[0], tags=("web", "letter"))
    cards[2] = replace(cards[2], about="card0", tags=("web", "phone"))
    cards[3] = replace(cards[3], about="card2", severity=3)
    other = Card("card4", "map1", "map1s0", "map1l0", "a0", "touchpoint", "Elsewhere")
    link = Link("link", "map0", "card0", "card1")
    said = [Comment("said", "card0", None, "Noa", 1, "Why?"), Comment("reply", "card0", "said", "Amal", 2, "So.")]
    return Document([*records, *cards, other, link, *said])


@st.composite
def pairs(draw, among=None, most=6):
    """Two computers that began with one file, and that file."""
    ancestor = begun(draw(small()))
    authors = draw(st.sampled_from([("Amal", "Noa"), ("Amal", "Amal")]))
    pair = [Computer(name, ancestor, author) for name, author in zip("ab", authors, strict=True)]
    among = among or draw(kinds())
    for computer in pair:
        computer.edit(draw(steps(among, most)))
    return (ancestor, *pair)


def sides(ancestor, one, two):
    """Both sides of a merge, with the signatures of their logs."""
    graph = Graph(one.log, two.log)
    before = graph.known([ancestor.log.head])
    return [
        Side(dict(each.document.records), signer(graph, graph.known([each.log.head]) - before, each.document.records))
        for each in (one, two)
    ]


def valid(records):
    """Whether records make one document as the store demands it, with nothing to put right."""
    by_kind = {kind: [] for kind in KINDS}
    for each, record in records.items():
        assert each == record.id
        by_kind[KIND_OF[type(record)]].append(record)
    settled, emptied = settle(by_kind)
    assert emptied == 0
    assert {record.id: record for record in settled} == dict(records)
    return True


def act(document, step):
    """Return the ChangeSet of a step; empty or None where there is nothing to do it with."""
    what, *numbers, _ = step
    return ACTS[what](document, *numbers)


def _pick(document, cls, number, keep=lambda record: True):
    found = sorted((r for r in document.records.values() if isinstance(r, cls) and keep(r)), key=lambda r: r.id)
    return found[number % len(found)].id if found else None


def _holds(lane):
    return not LANE_KINDS[lane.kind].is_line


def _title(document, a, b, _):
    chosen = _pick(document, (Card, Stage, Lane, JourneyMap, Project), a)
    return set_fields(document, chosen, title=TITLES[b % len(TITLES)])


def _words(document, a, b, c):
    chosen = _pick(document, Card, a)
    words = tuple(word for at, word in enumerate(WORDS) if b >> at & 1)
    return chosen and set_fields(document, chosen, tags=words if c % 2 else words[::-1])


def _rate(document, a, b, _):
    chosen = _pick(document, Card, a)
    return chosen and set_fields(document, chosen, severity=b % 5 + 1, evidence="observed")


def _about(document, a, b, _):
    chosen, target = _pick(document, Card, a), _pick(document, Card, b)
    at = target
    while at is not None:
        if at == chosen:
            return None
        at = document.get(Card, at).about
    return chosen and set_fields(document, chosen, about=target)


def _add_card(document, a, b, c):
    stage, lane = _pick(document, Stage, a), _pick(document, Lane, b, _holds)
    return stage and add_card(document, CARD_KINDS[c % len(CARD_KINDS)], stage, lane, a % 3, title=TITLES[b % 5])


def _move(document, a, b, c):
    chosen = _pick(document, Card, a)
    if chosen is None:
        return None
    home = document.get(Card, chosen).map
    lane = _pick(document, Lane, c, lambda lane: lane.map == home)
    return move_cards(document, [chosen], _pick(document, Stage, b, lambda stage: stage.map == home), lane, c % 3)


def _remove(document, a, b, _):
    chosen = _pick(document, (Stage, Lane, Card, Link, Persona, JourneyMap, Comment) if b % 3 else Card, a)
    return chosen and remove(document, [chosen])


def _remove_whole(document, a, b, _):
    chosen = _pick(document, (JourneyMap, Stage, Lane) if b % 2 else JourneyMap, a)
    return chosen and remove(document, [chosen])


def _score(document, a, b, _):
    chosen = _pick(document, Card, a, lambda card: card.kind == "emotion")
    return chosen and set_score(document, chosen, b % 9 / 2 - 2)


def _link(document, a, b, _):
    source = _pick(document, Card, a, lambda card: card.kind == "touchpoint")
    home = source and document.get(Card, source).map
    target = _pick(document, Card, b, lambda card: card.kind == "touchpoint" and card.map == home)
    return source and connect(document, source, target)


def _paste(document, a, b, _):
    chosen = _pick(document, (Card, Stage), a)
    return chosen and paste(document, copy(document, [chosen]), _pick(document, JourneyMap, b))


def _duplicate(document, a, b, _):
    chosen = _pick(document, (Card, Stage), a)
    return chosen and duplicate(document, [chosen])


def _comment(document, a, b, c):
    chosen = _pick(document, Card, a)
    if chosen is None:
        return None
    thread = _pick(document, Comment, b, lambda each: each.card == chosen and each.reply_to is None)
    said = Comment(f"{a}{b}{c}", chosen, thread, "Noa", c, TITLES[b % 5])
    before = document.find(said.id)
    return None if before else change_set("k", [Change(None, said)])


def _settle(document, a, b, _):
    conflicts = document.conflicts()
    return conflicts and settle_conflict(document, conflicts[a % len(conflicts)].id, take_other=bool(b % 2))


def _persona(document, a, b, _):
    return add_persona(document, _pick(document, JourneyMap, a), TITLES[b % 5])


def _stage(document, a, b, c):
    chosen = _pick(document, JourneyMap, a)
    return chosen and add_stage(document, chosen, b % 3, TITLES[c % 5])


def _lane(document, a, b, c):
    chosen = _pick(document, JourneyMap, a)
    return chosen and add_lane(document, chosen, list(LANE_KINDS)[b % len(LANE_KINDS)], c % 3)


def _move_stage(document, a, b, _):
    chosen = _pick(document, Stage, a)
    return chosen and move_stage(document, chosen, b % 4)


def _move_lane(document, a, b, _):
    chosen = _pick(document, Lane, a)
    return chosen and move_lane(document, chosen, b % 4)


ACTS = {
    "title": _title,
    "words": _words,
    "rate": _rate,
    "about": _about,
    "add card": _add_card,
    "move": _move,
    "remove": _remove,
    "remove whole": _remove_whole,
    "score": _score,
    "link": _link,
    "paste": _paste,
    "duplicate": _duplicate,
    "comment": _comment,
    "settle": _settle,
    "persona": _persona,
    "stage": _stage,
    "lane": _lane,
    "move stage": _move_stage,
    "move lane": _move_lane,
    "map": lambda document, a, b, _: add_map(document, TITLES[a % 5], b % 3),
}
