"""What benchmarks share: CPU time, the floors that ratios are taken to, and the table of targets at the end."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest

pytestmark = pytest.mark.bench


@dataclass(frozen=True)
class Reached:
    """One line of the table: which target of how many cards, the goal, what was reached, and whether that is enough."""

    number: str
    goal: str
    reached: str
    met: bool | None


_table: list[Reached] = []


@pytest.fixture
def target() -> Callable[[str, str, str, bool | None], None]:
    """Return the function that puts a line into the table: number, goal, what was reached, met (None: unknown)."""

    def put(number: str, goal: str, reached: str, met: bool | None) -> None:
        _table.append(Reached(number, goal, reached, met))

    return put


def cpu(run: Callable[[], object], times: int = 1) -> list[float]:
    """Return the CPU milliseconds of this process for each of so many runs."""
    spent = []
    for _ in range(times):
        start = time.process_time()
        run()
        spent.append((time.process_time() - start) * 1000)
    return spent


def median(values: list[float]) -> float:
    """Return the middle value."""
    return statistics.median(values)


def worst_of_twenty(values: list[float]) -> float:
    """Return the 95th percentile."""
    return sorted(values)[max(0, -(-len(values) * 95 // 100) - 1)]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print each target beside what was reached, and say in words what fell short."""
    if not _table:
        return
    terminalreporter.section("targets")
    for line in sorted(_table, key=lambda each: (int(each.number.split(".")[0]), each.number)):
        verdict = {True: "met", False: "FELL SHORT", None: "not measured"}[line.met]
        terminalreporter.write_line(f"{line.number:>4}  {verdict:<12}  goal: {line.goal}")
        terminalreporter.write_line(f"{'':>20}reached: {line.reached}")
    short = [line for line in _table if line.met is False]
    open_ = [line for line in _table if line.met is None]
    terminalreporter.write_line("")
    if short:
        terminalreporter.write_line("Fell short: " + "; ".join(f"{each.number} ({each.reached})" for each in short))
    else:
        terminalreporter.write_line("Every measured target was met.")
    if open_:
        terminalreporter.write_line("Not measured here: " + "; ".join(f"{e.number} ({e.reached})" for e in open_))
