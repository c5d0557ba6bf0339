"""How long the checks take, beside a floor from the same run: walking the same graph there and back, and nothing else.

Target 8: a full recheck of 1,000 touchpoints in at most 10 ms of CPU; larger maps are checked in the helper process,
and then only what `ask` costs is felt on the GUI thread.
"""

import random
import threading
import time
from collections import deque
from collections.abc import Callable
from statistics import median

import pytest

from model.checks.finding import Finding
from model.checks.journey_graph import journey_graph
from model.checks.run import run_checks
from model.checks.runner import DIRECT_LIMIT, CheckRunner
from model.document import Document
from model.edits.fields import set_fields
from model.order import spread
from model.records import Card, JourneyMap, Lane, Link, Persona, Project, Record, Stage
from tests.model.checks.sketch import TODAY
from tests.synthetic import synthetic_document

pytestmark = pytest.mark.bench
TARGET = 10.0
"""Milliseconds of CPU for a full recheck at 1,000 touchpoints."""


def touchpoint_map(count: int, stages: int = 8) -> Document:
    """Return a map of that many touchpoints, 1.2 links and one more card a touchpoint, a third of the titles Arabic."""
    dice = random.Random(count)
    records: list[Record] = [Project("p"), Persona("louise", name="Louise"), JourneyMap("m", persona="louise")]
    columns = [Stage(f"s{at}", "m", key, f"Stage {at}") for at, key in enumerate(spread(stages))]
    rows = zip(("touchpoints", "emotions", "pain_points", "opportunities"), spread(4), strict=True)
    records += [*columns, *(Lane(kind, "m", key, kind) for kind, key in rows)]
    for at, key in enumerate(spread(count)):
        stage = columns[at * stages // count].id
        title = f"تنتظر ردًا {at}" if at % 3 == 0 else f"Waits for a reply {at}"
        records.append(Card(f"t{at}", "m", stage, "touchpoints", key, "touchpoint", title))
        about = {"about": f"t{at}", "title": title}
        if at % 3 == 0:
            records.append(
                Card(f"e{at}", "m", stage, "emotions", key, "emotion", score=dice.choice((-2, 0, 1)), **about)
            )
        elif at % 3 == 1:
            records.append(Card(f"n{at}", "m", stage, "pain_points", key, "pain_point", severity=1 + at % 5, **about))
        else:
            records.append(Card(f"o{at}", "m", stage, "opportunities", key, "opportunity", owner="Sales", **about))
    records += [Link(f"w{at}", "m", f"t{at}", f"t{at + 1}") for at in range(count - 1)]
    for at in range(count // 5):
        source = dice.randrange(count - 10)
        target = source + dice.randint(2, 9)
        records.append(Link(f"c{at}", "m", f"t{source}", f"t{target}", "choice", condition="if late"))
    return Document(records)


def milliseconds(work: Callable[[], object], times: int) -> float:
    """Return the median CPU time of the calling thread."""
    taken = []
    for _ in range(times):
        begin = time.thread_time()
        work()
        taken.append((time.thread_time() - begin) * 1000)
    return median(taken)


def walk(ways: dict[str, list[str]], begin: list[str]) -> int:
    """Walk breadth first, as plainly as Python can, and return how many were seen."""
    seen = set(begin)
    pending = deque(begin)
    while pending:
        for after in ways[pending.popleft()]:
            if after not in seen:
                seen.add(after)
                pending.append(after)
    return len(seen)


def floor(document: Document, map_id: str) -> float:
    """Return the milliseconds of walking a map's graph from the starts, and back from the goals."""
    graph = journey_graph(document, map_id)
    there = {each: [link.target for link in ways] for each, ways in graph.ways_out.items()}
    back = {each: [link.source for link in ways] for each, ways in graph.ways_in.items()}
    return milliseconds(lambda: (walk(there, graph.starts), walk(back, graph.goals)), 15)


def report(name: str, document: Document, times: int) -> tuple[float, float]:
    """Print what checking a document takes; return it in ms CPU and in plain walks there and back."""
    map_id = document.maps()[0].id
    count = sum(card.kind == "touchpoint" for card in document.cards(map_id))
    found = len(run_checks(document, map_id, today=TODAY))
    taken = milliseconds(lambda: run_checks(document, map_id, today=TODAY), times)
    least = floor(document, map_id)
    size = len(document.cards(map_id)) + len(document.links(map_id))
    print(
        f"\nchecks, {name}: {count} touchpoints, {size} cards and links, {found} findings: "
        f"{taken:.1f} ms CPU = {taken / max(least, 0.001):.1f} x a plain walk there and back ({least:.2f} ms)"
    )
    assert found
    return taken, taken / max(least, 0.001)


def test_a_full_recheck(target: Callable[[str, str, str, bool | None], None]) -> None:
    taken, walks = report("1,000 touchpoints", touchpoint_map(1_000), 15)
    reached = f"{taken:.1f} ms CPU = {walks:.0f} plain walks of the graph"
    target("8", f"full recheck of 1,000 touchpoints in {TARGET:g} ms", reached, taken <= TARGET)
    report("synthetic map of 1,000 cards", synthetic_document(1_000), 15)
    report("synthetic map of 10,000 cards", synthetic_document(10_000), 5)
    report("10,000 touchpoints (in the helper)", touchpoint_map(10_000), 5)


def test_what_the_gui_thread_pays_when_the_helper_checks() -> None:
    document = touchpoint_map(10_000)
    size = len(document.cards("m")) + len(document.links("m"))
    assert size > DIRECT_LIMIT
    answers: list[int] = []
    arrived = threading.Condition()

    def deliver(_: str, findings: list[Finding]) -> None:
        with arrived:
            answers.append(len(findings))
            arrived.notify_all()

    runner = CheckRunner(deliver)
    asking = []
    answering = []
    for turn in range(6):
        document.apply(set_fields(document, "t5", title=f"Waits {turn}"))
        begin, begun = time.thread_time(), time.perf_counter()
        runner.ask(document, "m", today=TODAY)
        asking.append((time.thread_time() - begin) * 1000)
        with arrived:
            assert arrived.wait_for(lambda turn=turn: len(answers) > turn, 120)
        answering.append((time.perf_counter() - begun) * 1000)
    runner.close()
    print(
        f"\nchecks in the helper, {size} cards and links, {answers[-1]} findings: asking costs the GUI thread "
        f"{median(asking):.1f} ms CPU; the first answer came after {answering[0]:.0f} ms, "
        f"later ones after {median(answering[1:]):.0f} ms"
    )
